"""The clear-language check finds what is hard, says what to write, and leaves good sentences alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.clear_sentences import bad, good
from torg.language.clear import band_of, check
from torg.language.sentences import read

LANGUAGES = ("nb", "nn", "da", "en")
EVERYTHING = frozenset({"next_step", "date", "contact"})
LAW = (
    "Forvaltningsorganet skal forberede og avgjøre saken uten ugrunnet opphold. Dersom det må ventes at det vil ta "
    "uforholdsmessig lang tid før en henvendelse kan besvares, skal det forvaltningsorganet som mottok henvendelsen, "
    "snarest mulig gi et foreløpig svar."
)


def codes(text: str, language: str = "nb", wants: frozenset[str] = frozenset()) -> set[str]:
    return {finding.code for finding in check(text, language=language, wants=wants).findings}


def test_two_sentences_of_the_law_have_the_figure_that_others_give_them() -> None:
    report = check(LAW, language="nb")
    assert (report.words, report.sentences, report.lix, report.band) == (37, 2, 50.9, "hard")


@pytest.mark.parametrize(("language", "sentence"), [(code, one) for code in LANGUAGES for one in good(code)])
def test_in_a_good_sentence_nothing_is_found(language: str, sentence: str) -> None:
    assert check(sentence, language=language).findings == ()


@pytest.mark.parametrize(("language", "sentence", "code"), [(lang, *one) for lang in LANGUAGES for one in bad(lang)])
def test_in_a_bad_sentence_it_is_found(language: str, sentence: str, code: str) -> None:
    assert code in codes(sentence, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_forty_good_and_forty_bad_sentences(language: str) -> None:
    assert len(good(language)) >= 40
    assert len(bad(language)) >= 40


def test_a_finding_says_where_what_and_what_instead() -> None:
    (one,) = check("Du får beskjed i det tilfelle at vi stenger.", language="nb").findings
    assert (one.code, one.start, one.end, one.said, one.suggestion) == (
        "officialese", 15, 32, "i det tilfelle at", "hvis",
    )  # fmt: skip


def test_the_suggestion_for_a_passive_names_who_does_it() -> None:
    (one,) = check("Søknaden behandles fortløpende.", language="nb").findings
    assert one.suggestion == "Si hvem som gjør det: «vi behandler …»"


def test_a_noun_gets_its_verb_back() -> None:
    (one,) = check("Vi foretar en gjennomgang av planen.", language="nb").findings
    assert one.suggestion == "Bruk verbet: «gå gjennom»."


@pytest.mark.parametrize(
    ("lix", "language", "band"),
    [
        (29.9, "nb", "very_easy"), (30.0, "nn", "easy"), (40.0, "nb", "medium"), (50.0, "nb", "hard"),
        (60.0, "nb", "very_hard"), (24.4, "da", "very_easy"), (25.0, "da", "easy"), (35.0, "da", "medium"),
        (45.0, "da", "hard"), (55.0, "da", "very_hard"),
    ],
)  # fmt: skip
def test_the_bands_are_those_of_the_country(lix: float, language: str, band: str) -> None:
    assert band_of(lix, language) == band


def test_a_few_words_are_too_few_to_measure() -> None:
    report = check("Takk for det!", language="nb")
    assert (report.band, report.band_words) == ("too_short", "for kort til å måle")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Vi møtes kl. 10. Velkommen!", 2),
        ("Fristen er 3. desember. Husk den.", 2),
        ("Se f.eks. side 4 på www.town.example. Der står det.", 1),
        ("Hei Ola,\n\nTakk for brevet", 2),
        ("Ta med:\n- pass\n- kvittering\n- bilde", 4),
        ("Dette er en linje som er brutt av et e-postprogram fordi den var lang,\nog den går videre her.", 1),
        ("Nummer: 12\nFrist: 3. mai", 2),
        ("Er det sant? Ja! Ja ...", 3),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: int) -> None:
    assert len(read(text).sentences) == sentences


def test_what_is_quoted_is_somebody_elses_and_is_left_alone() -> None:
    assert (
        codes("Du skrev at «søknaden behandles iht. planen». Det er riktig, og du får svar fra oss i morgen.") == set()
    )


@pytest.mark.parametrize(
    ("language", "complete"),
    [
        ("nb", "Vi sender deg vedtaket innen 3. desember. Lurer du på noe? Ring 56 37 50 00."),
        ("nn", "Vi sender deg vedtaket innan 3. desember. Svar på denne meldinga om du lurer på noko."),
        ("da", "Vi sender dig afgørelsen senest den 3. december. Ring til os, hvis du har spørgsmål."),
        ("en", "We will send you the decision by 3 December. Questions? Reply to this message."),
        ("nb", "Du får svar 3.12.2026. Skriv til post@town.example."),
        ("en", "You can expect us on December 3rd. Call us."),
    ],
)
def test_a_complete_letter_lacks_nothing(language: str, complete: str) -> None:
    assert codes(complete, language, EVERYTHING) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_letter_lacks_is_said(language: str) -> None:
    said = {"nb": "Takk for brevet.", "nn": "Takk for brevet.", "da": "Tak for brevet.", "en": "Thanks for the letter."}
    assert codes(said[language], language, EVERYTHING) == {"no_next_step", "no_date", "no_contact"}
    assert codes(said[language], language) == set()


@pytest.mark.parametrize(
    "text", ["Du får svar 32. desember.", "Versjon 3.14 er ute.", "Du får svar i mai.", "Kapittel 3.2"]
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert "no_date" in codes(text, "nb", frozenset({"date"}))


def test_a_vague_time_is_pointed_at_when_a_date_is_wanted() -> None:
    found = check("You hear from us shortly. Call us.", language="en", wants=frozenset({"date"})).findings
    assert [(one.code, one.said) for one in found] == [("vague_time", "shortly")]


def test_an_empty_placeholder_is_found_before_it_is_sent() -> None:
    assert codes("Du får svar innen {due}.") == {"placeholder"}


def test_a_long_text_that_speaks_to_nobody_is_told_so() -> None:
    text = "Kommunen har fått brevet. Skolen ser på saken. Svaret kommer i posten. " * 4
    assert codes(text) == {"no_you", "no_we"}


@pytest.mark.parametrize("language", [*LANGUAGES, "se"])
@given(text=st.text(max_size=300) | st.text(alphabet="abæ .,!?§«»{}\n@/-13", max_size=300))
def test_any_text_is_taken_and_every_place_is_in_it(language: str, text: str) -> None:
    report = check(text, language=language, wants=EVERYTHING)
    places = [(one.start, one.end) for one in report.findings]
    assert places == sorted(places)
    for one in report.findings:
        assert 0 <= one.start <= one.end <= len(text)
        assert text[one.start : one.end] == one.said
        assert one.suggestion


@pytest.mark.parametrize("piece", [LAW + "\n\n", "a", "a@", "«", "{", "3. ", "...", "\n", "AB ", "vi skal ", "www."])
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = 1e9
        for _ in range(5):
            began = time.process_time()
            check(text, language="nb", wants=EVERYTHING)
            best = min(best, time.process_time() - began)
        return best

    seconds(1000)
    assert seconds(40_000) < 20 * max(seconds(5_000), 0.001)
