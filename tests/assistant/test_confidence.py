"""An answer is as sure as such answers are right, and what is not known is not answered."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest

from torg.assistant.finding.answering import Verdicts, settle
from torg.assistant.finding.confidence import ALONE, BEGIN, Confidence, weights_for
from torg.assistant.finding.practice import fitted, off_topic
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.understanding import understand
from torg.assistant.finding.values import Entry, Text
from torg.assistant.queries.shelf import entries_of
from torg.catalogue.finding.telling import documents
from torg.config.demo.content import entries

QUESTIONS = Path(__file__).parents[1] / "catalogue" / "questions_dev.jsonl"
UNHEARD_OF = (
    "blir det fint vær til helga", "sett klokka på ti over fem", "spill noe av Beethoven", "hvem vant i sjakk",
    "kva er hovudstaden i Canada", "set about ordet sykkel til polsk", "hvor mange kalorier er der i en banan",
    "what is the tallest building in the world", "play my favourite song", "remind me to water the plants",
)  # fmt: skip


@cache
def catalogue(country: str) -> tuple[Shelf, Confidence, dict[object, str]]:
    """The demo's catalogue: the shelf, how sure it is, and the keys of its pages."""
    pages = dict(enumerate(entries(country), 1))
    told = {at: said for at, one in pages.items() if (said := documents(at, one.kind, one.content))}
    held = entries_of(told, {})
    return Shelf(held), fitted(held), {at: one.key for at, one in pages.items()}


def settled(question: str, country: str = "NO", **limits: float) -> tuple[Verdicts, list[str]]:
    shelf, confidence, keys = catalogue(country)
    found = settle(understand(question, shelf), shelf, confidence, **limits)  # type: ignore[arg-type]
    return found, [keys[one.ranked.entry.key] for one in found.answers]


@pytest.mark.parametrize("country", ["NO", "DK"])
def test_of_sure_answers_nine_in_ten_are_right_and_of_unsure_ones_fewer(country: str) -> None:
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    sure: list[bool] = []
    unsure: list[bool] = []
    for one in (one for one in asked if one["country"] == {"NO": "no", "DK": "da"}[country]):
        found, keys = settled(one["question"], country, possible=0.0)
        if found.answers:
            (sure if found.answers[0].confidence >= 0.9 else unsure).append(keys[0] in one["expected"])
    assert len(sure) >= 60
    assert sum(sure) / len(sure) >= 0.9
    assert sum(unsure) / len(unsure) < sum(sure) / len(sure)


@pytest.mark.parametrize("country", ["NO", "DK"])
def test_what_no_municipality_answers_is_not_answered(country: str) -> None:
    answered = [one for one in (*UNHEARD_OF, *off_topic()) if settled(one, country)[0].verdict == "answer"]
    assert not set(UNHEARD_OF) & set(answered)
    assert len(answered) <= 0.01 * len(off_topic()), answered


@pytest.mark.parametrize(
    "said",
    ["vis meg alle alarmene mine", "alarm på", "set an alarm for 6 am", "Hvilke påminnelser har jeg?",
     "mind mig om mødet", "skal det snø i morgen", "is it cold out today", "spil noget musik på Spotify",
     "book a table for four people"],
)  # fmt: skip
@pytest.mark.parametrize("country", ["NO", "DK"])
def test_what_is_said_to_a_machine_is_not_answered_though_a_page_is_called_by_a_word_of_it(
    said: str, country: str
) -> None:
    assert settled(said, country)[0].verdict != "answer"
    assert settled("alarm", "NO")[0].verdict == "answer", "the name alone is answered"


@pytest.mark.parametrize("said", ["I am bored", "når skal det regna", "who sings", "is it cold"])
@pytest.mark.parametrize("country", ["NO", "DK"])
def test_a_short_word_that_only_looks_like_a_name_is_not_sure(said: str, country: str) -> None:
    assert settled(said, country)[0].verdict != "answer"


@pytest.mark.parametrize(
    "question", ["slå plenen for 82-åring", "slå plenen for en 82-årig dame", "klippe gresset for 82-åring"]
)
def test_who_wants_the_lawn_cut_is_not_led_to_help_against_violence(question: str) -> None:
    found, keys = settled(question)
    assert found.verdict != "answer"
    assert not {"crisis-centre", "child-welfare", "emergency-shelter", "school-bullying"} & set(keys)


@pytest.mark.parametrize(
    ("question", "key"),
    [("hull i veien", "road-repair"), ("hvor leverer jeg søppel", "waste"), ("når kommer bossbilen", "waste"),
     ("hvor leverer jeg hageavfall", "garden-waste"), ("pass", "passport"), ("barnehageplass", "kindergarten")],
)  # fmt: skip
def test_what_people_ask_most_is_answered_or_offered(question: str, key: str) -> None:
    found, keys = settled(question)
    assert found.verdict in {"answer", "choices"}
    assert keys[0] == key


def test_a_word_that_stands_alone_is_never_quite_sure_unless_something_is_called_so() -> None:
    held = [
        Entry(1, "service", (Text("nb", "Leie av båtplass", ("bryggeplass",), "Her får du fortøye båten din."),)),
        *(Entry(at, "service", (Text("nb", f"Tjeneste {at}", (), "Om noe ganske annet."),)) for at in range(2, 30)),
    ]
    shelf, confidence = Shelf(held), Confidence((30.0, *BEGIN[1:]))
    found = settle(understand("fortøye", shelf), shelf, confidence)
    assert (found.verdict, found.answers[0].confidence) == ("choices", ALONE)
    found = settle(understand("bryggeplass", shelf), shelf, confidence)
    assert (found.verdict, found.answers[0].confidence) == ("answer", 1.0)


def test_the_thresholds_decide_what_is_done_with_an_answer() -> None:
    for sure, possible, verdict in ((0.7, 0.3, "answer"), (1.1, 0.3, "choices"), (1.1, 1.05, "unknown")):
        found, keys = settled("barnehageplass", sure=sure, possible=possible)
        assert found.verdict == verdict
        assert bool(keys) == (verdict != "unknown")


def test_the_others_share_what_the_first_leaves() -> None:
    found, _keys = settled("søke om byggetillatelse garasje")
    sure = [one.confidence for one in found.answers]
    assert len(sure) > 2
    assert sure == sorted(sure, reverse=True)
    assert sum(sure) <= 1.01


def test_neither_the_numbers_of_pages_nor_their_order_decide_how_sure_an_answer_is() -> None:
    shelf, confidence, keys = catalogue("NO")
    mixed = sorted(shelf.entries, key=lambda entry: crc32(str(keys[entry.key]).encode()))
    others = [replace(entry, key=10_000 - at) for at, entry in enumerate(mixed)]
    names = {10_000 - at: entry.key for at, entry in enumerate(mixed)}
    elsewhere, as_sure = Shelf(others), fitted(others)
    assert as_sure.weights == pytest.approx(confidence.weights, abs=1e-3)
    asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()][::6]
    for question in asked:
        here = settle(understand(question, shelf), shelf, confidence).answers
        there = settle(understand(question, elsewhere), elsewhere, as_sure).answers
        assert [one.ranked.entry.key for one in here] == [names[int(one.ranked.entry.key)] for one in there]
        assert [one.confidence for one in here] == pytest.approx([one.confidence for one in there], abs=1e-3)


def test_the_same_pages_always_make_the_same_confidence() -> None:
    held = [Entry(at, "service", (Text("nb", name, (f"{name} ny",)),)) for at, name in enumerate(off_topic()[:60])]
    assert fitted(held) == fitted(list(reversed(held)))


def test_without_anything_to_learn_from_one_begins_carefully() -> None:
    assert fitted([]) == Confidence(BEGIN)


def test_the_weights_become_what_the_cases_say_when_there_are_many() -> None:
    cases = [(1.0, at / 100, *([0.0] * 12)) for at in range(100)] * 20
    right = [at >= 50 for at in range(100)] * 20
    learnt = Confidence(weights_for(cases, right, [1.0] * len(cases)))
    assert learnt.of(cases[90]) > 0.9
    assert learnt.of(cases[10]) < 0.1
