"""What somebody says, understood by words alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.assistant.recognising.understanding import understand
from torg.assistant.values import Understood

HERE = Path(__file__).parent.parent
NAMES = ("Granli kommune", "Granli", "Mia")


def heard(text: str, *, language: str = "nb", country: str = "no") -> Understood:
    return understand(text, language=language, country=country, names=NAMES)


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("what", ["emergency", "crisis"])
def test_who_is_in_danger_is_told_so(what: str) -> None:
    missed = [row["text"] for row in rows("emergencies.jsonl") if row["what"] == what]
    # Of a crisis that happens now the emergency comes first: both are urgent.
    urgent = {"emergency"} if what == "emergency" else {"emergency", "crisis"}
    assert [text for text in missed if heard(text).what not in urgent] == []


def test_what_only_sounds_like_danger_is_none() -> None:
    questions = [row["text"] for row in rows("emergencies.jsonl") if row["what"] == "question"]
    assert len(questions) > 150
    assert [text for text in questions if heard(text).what in {"emergency", "crisis"}] == []


@pytest.mark.parametrize(
    ("text", "what", "detail"),
    [
        ("brann", "emergency", "fire"),
        ("Brann!!", "emergency", "fire"),
        ("slå plenen for 82-åring", "question", ""),
        ("hull i veien", "question", ""),
        ("hvor leverer jeg søppel", "question", ""),
        ("når kommer bossbilen", "question", ""),
        ("mista førerkort", "elsewhere", "driving_licence"),
    ],
)
def test_what_must_stay_right(text: str, what: str, detail: str) -> None:
    said = heard(text)
    assert (said.what, said.detail) == (what, detail)


@pytest.mark.parametrize("name", ["questions_300.jsonl", "questions_dev.jsonl"])
def test_the_lists_of_questions_are_told_apart_by_what_they_are(name: str) -> None:
    wrong = []
    for row in rows(name):
        said = heard(row["question"], language=row["language"], country=row["country"])
        wanted = row.get("what", "question").replace("unknown", "question")
        if said.what != wanted or said.detail != row.get("detail", said.detail):
            wrong.append((row["question"], wanted, said.what, said.detail))
    assert wrong == []


def test_passports_and_driving_licences_are_the_states_in_norway_and_ours_in_denmark() -> None:
    for text, key in (("forny pas", "passport"), ("mistet kørekort", "driving_licence")):
        assert heard(text, language="da", country="DK").what == "question"
        assert (heard(text, language="da", country="NO").what, heard(text, country="no").detail) == ("elsewhere", key)


def test_the_tax_on_houses_is_ours_and_other_tax_is_not() -> None:
    assert heard("når kommer skatten").what == "elsewhere"
    assert heard("skatt på hytte").what == "question"
    assert heard("how much is the property tax", language="en").what == "question"


def test_a_question_carries_the_body_that_knows_where_our_pages_do_not() -> None:
    assert heard("politiattest") == Understood(
        what="question", text="politiattest", language="nb", detail="police", facet=""
    )
    assert heard("barnehageplass").detail == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("barnehageplass i Bergen kommune", "Bergen"),
        ("Når tømmes søppelet i Oslo?", "Oslo"),
        ("søppel i Time kommune", "Time"),
        ("skraldespand i Århus kommune", "Aarhus"),
        ("rubbish collection in Stavanger", "Stavanger"),
    ],
)
def test_other_municipalities_are_known_by_name(text: str, name: str) -> None:
    said = heard(text)
    assert (said.what, said.detail) == ("other_municipality", name)


@pytest.mark.parametrize(
    "text",
    [
        "få time hos fastlegen",
        "bestille time kommune",  # an ordinary word, not the municipality of Time
        "hul i vejen",
        "vei til Oslo",
        "bussen til Bergen",
        "flytter fra Oslo kommune til Granli",
        "jeg jobber i Bergen, kan barnet få plass her",
        "hull i veien i Oslo gate 5",
        "barnehage i Granli kommune",
    ],
)
def test_a_name_of_another_municipality_is_not_always_its_matter(text: str) -> None:
    assert heard(text).what == "question"


@pytest.mark.parametrize(
    ("what", "texts"),
    [
        ("greeting", "hei|Hei Mia!|heisann|god morgen|hello there|goddag|kan du hjelpe meg"),
        ("thanks", "takk|tusen takk for hjelpen!|thanks a lot|så bra!|tak for hjælpen"),
        ("goodbye", "ha det|bye|det var alt|hav en god dag"),
        ("about_you", "er du en robot?|are you human|hvem er du|hva kan du hjelpe meg med|er du et menneske"),
        ("small_talk", "fortell en vits|hvordan går det|haha|jeg elsker deg|how are you"),
        ("abuse", "din jævla idiot|faen|fuck you|drit og dra|hold kæft"),
        ("yes", "ja|ja takk|yes please|det stemmer|ok"),
        ("no", "nei|nei takk|det hjalp ikke|nej|ikke det jeg mente"),
        ("nothing", "???|12345|!!"),
        ("person", "snakke med et menneske|ring meg|jeg vil tale med en medarbejder|I want to talk to a human"),
        ("person", "tal med sagsbehandler|ring til mig|snak med en person|dere er udugelige"),
        ("small_talk", "hva er klokka|hvad er klokken"),
        ("thanks", "👍|🙏"),
        ("no", "👎"),
        (
            "other_language",
            "jak zapisać dziecko do przedszkola|Wie viel kostet das?|скільки коштує садок|كم تكلفة الروضة",
        ),
        ("question", "Wałęsa vil ha barnehageplass|plass for José i barnehagen"),
    ],
)
def test_what_is_no_question_is_told(what: str, texts: str) -> None:
    assert [text for text in texts.split("|") if heard(text).what != what] == []


@pytest.mark.parametrize(
    "text",
    [
        "hei, når kommer bossbilen",
        "jævla bossbil som ikke kommer",
        "snakke med noen om angst",
        "snakke med ordføreren",
        "takk, men hva koster det",
        "eg vil klaga på eit vedtak",
        "personlig assistent",
        "bli saksbehandler hos dere",
        "hvordan går det med byggesøknaden min",
        "hundebæsj og dritt i parken",
    ],
)
def test_a_matter_beside_it_makes_it_a_question(text: str) -> None:
    assert heard(text).what == "question"


def test_anger_at_us_brings_a_person() -> None:
    for text in ("du skjønner ingenting", "dette er ubrukelig", "jeg vil klage", "you are useless"):
        assert (heard(text).what, heard(text).detail) == ("person", "complains")


@pytest.mark.parametrize(
    ("facet", "texts"),
    [
        ("cost", "hva koster det?|what about the price|og prisen?|hvor mye er det|hvad koster det"),
        ("deadline", "og frist?|når er fristen|what is the deadline|hvornår er fristen"),
        ("how", "hvordan søker jeg|hvordan gjør jeg det|how do I apply"),
        ("documents", "hva må jeg ha med|hvilke papirer trenger jeg|what documents do I need"),
        ("hours", "og når er det åpent?|åpningstider|er det åpent på lørdag|hvornår har I åbent"),
        ("contact", "hvem kan jeg ringe|telefonnummer|hvem snakker jeg med om det"),
        ("where", "hvor ligger det|where is it|hva er adressen|kvar er det"),
        ("time", "hvor lang tid tar det|how long does it take|hvor lenge må jeg vente"),
        ("who", "hvem kan søke|har jeg rett på det|who can apply|gjelder det for meg"),
        ("after", "hva skjer etterpå|what happens next|hvad sker der bagefter"),
        ("complain", "kan jeg klage|hvordan klager jeg|can I appeal"),
    ],
)
def test_a_follow_up_asks_for_something_of_what_was_before(facet: str, texts: str) -> None:
    said = [(heard(text).facet, heard(text).rests_on_before) for text in texts.split("|")]
    assert said == [(facet, True)] * len(said)


@pytest.mark.parametrize(
    "text",
    [
        "og for to barn?",
        "hva med pensjonister?",
        "what about students?",
        "gjelder dette for studenter",
        "supert, hvordan søker jeg?",
        "nei, men når er fristen?",
        "kan du forklare",
        "mer info",
    ],
)
def test_more_about_the_same_rests_on_what_was_before(text: str) -> None:
    assert (heard(text).what, heard(text).rests_on_before) == ("question", True)


@pytest.mark.parametrize(
    "text", ["og barnehage?", "hva med byggesak for barn", "to barn i barnehagen", "klage på gebyr"]
)
def test_a_new_matter_does_not(text: str) -> None:
    assert not heard(text).rests_on_before


def test_who_asks_for_a_language_gets_it() -> None:
    said = [
        heard(text) for text in ("English please", "do you speak English?", "dansk tak", "kan du nynorsk? på nynorsk")
    ]
    assert [one.language for one in said] == ["en", "en", "da", "nb"]
    assert [one.what for one in said[:3]] == ["about_you"] * 3
    assert heard("norskkurs på engelsk").language == "nb"


@pytest.mark.parametrize(
    ("text", "facet"),
    [("hva koster barnehage", "cost"), ("når åpner biblioteket", "hours"), ("hva med byggesak", ""), ("søppel", "")],
)
def test_a_question_with_a_matter_of_its_own_rests_on_nothing(text: str, facet: str) -> None:
    said = heard(text)
    assert (said.facet, said.rests_on_before) == (facet, False)


def test_numbers_and_addresses_of_people_are_masked() -> None:
    said = heard("mitt nummer er 01010150053, ring 91 23 45 67 eller skriv til kari@eksempel.no om barnehage")
    assert said.text == "mitt nummer er •••••••••••, ring •• •• •• •• eller skriv til ••••@••••••••.•• om barnehage"
    assert said.masked == ("email", "identity_number", "phone")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("kontonummer 1503.40.12345", ("account_number",)),
        ("reg.nr. 1234 konto 1234567890", ("account_number",)),
        ("kort 4111 1111 1111 1111", ("card_number",)),
        ("cpr 010190-1234", ("identity_number",)),
        ("ring +47 912 34 567 takk", ("phone",)),
        ("lån på 10 000 000 kroner", ()),
        ("skoleåret 2025 2026", ()),
        ("saksnummer 20241234", ()),
        ("faktura 98765432", ()),
        ("ring 116 117", ()),
        ("gnr 12 bnr 345", ()),
    ],
)
def test_only_what_is_somebodys_own_is_masked(text: str, kinds: tuple[str, ...]) -> None:
    said = heard(text)
    assert said.masked == kinds
    assert ("•" in said.text) == bool(kinds)


def test_the_reply_is_in_the_pages_language_unless_another_is_plain() -> None:
    assert heard("When is my rubbish collected?", language="nb").language == "en"
    assert heard("rubbish", language="nb").language == "nb"
    assert heard("eg veit ikkje korleis eg skal søkje", language="nb").language == "nn"
    assert heard("Hvornår bliver mit skrald hentet, og hvad koster det?", language="en", country="da").language == "da"
    assert heard("hvordan søker jeg plass i barnehage", language="nb").language == "nb"


@given(st.text(max_size=300))
def test_whatever_is_said_it_is_understood_as_something(text: str) -> None:
    said = heard(text)
    assert said.what
    assert len(said.text) <= len(text)


def _written_in(half: str) -> list[tuple[str, str]]:
    """Questions with their languages: "first" or "second" half."""
    text = Path(__file__).with_name("written_in.txt").read_text(encoding="utf-8")
    lines = text.partition(f"# the {half} half\n")[2].partition("\n#")[0].splitlines()
    return [(line[:2], line[3:]) for line in lines if line]


@pytest.mark.parametrize(("half", "least"), [("first", 0.9), ("second", 0.75)])
def test_a_question_that_is_plainly_in_another_language_is_answered_in_it(half: str, least: float) -> None:
    """Nynorsk and English on a Bokmål page; the second half was written before, and nothing was tuned for it."""
    asked = [one for one in _written_in(half) if one[0] in {"nn", "en"}]
    assert len(asked) > 20
    right = [heard(question, language="nb").language == language for language, question in asked]
    assert sum(right) / len(right) >= least


@pytest.mark.parametrize("half", ["first", "second"])
def test_a_question_in_the_pages_own_language_is_answered_in_it(half: str) -> None:
    for language, question in _written_in(half):
        country = "da" if language == "da" else "no"
        assert heard(question, language=language, country=country).language == language, question
