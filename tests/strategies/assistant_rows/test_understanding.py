"""What the strategies want of the assistant: help towards self-help at any hour, and an answer at the first try."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.strategy.made_strategies import shipped
from torg.assistant.recognising.elsewhere import body_of
from torg.assistant.recognising.helping import help_for
from torg.assistant.recognising.understanding import understand
from torg.assistant.values import Understood

QUESTIONS = Path(__file__).parent.parent.parent / "assistant" / "questions_300.jsonl"


def heard(text: str, municipality: str) -> Understood:
    who = shipped(municipality).municipality
    return understand(text, language="da" if who.country == "DK" else "nb", country=who.country, names=(who.name,))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("det brenner i garasjen", "emergency"),
        ("jeg orker ikke leve lenger", "crisis"),
        ("mista førerkort", "elsewhere"),
        ("kan jeg få snakke med et menneske", "person"),
        ("hvor leverer jeg søppel", "question"),
    ],
)
def test_the_automatic_answers_know_what_cannot_wait_and_what_is_not_theirs(text: str, what: str) -> None:
    """DRA-17: outside opening hours nobody else is there to hear that it burns, or to send somebody on."""
    assert heard(text, "drammen").what == what


@pytest.mark.parametrize("municipality", ["drammen", "alver", "kongsvinger", "albertslund", "halsnaes"])
def test_who_is_in_danger_gets_the_numbers_of_the_country_at_any_hour(municipality: str) -> None:
    """DRA-17."""
    country = shipped(municipality).municipality.country
    said = heard("brand i huset", municipality) if country == "DK" else heard("brann i huset", municipality)
    first, *_ = help_for(said.what, said.detail, country=country, language=said.language)
    assert first.phone == ("112" if country == "DK" else "110")


def test_who_asks_the_municipality_for_the_states_matters_is_led_on_at_the_first_try() -> None:
    """HAL-02: solved where the user first asked; a body, what is theirs, and the way there."""
    said = heard("hvornår får jeg min årsopgørelse", "halsnaes")
    body = body_of(said.detail, country="DK", language="da")
    assert said.what == "elsewhere"
    assert body is not None
    assert (body.name, body.address) == ("Skattestyrelsen", "https://www.skat.dk")


def test_driving_licences_are_answered_in_halsnaes_and_led_on_in_alver() -> None:
    """HAL-02: reliable; the same words are the municipality's matter in one country and the state's in the other."""
    assert heard("mistet kørekort", "halsnaes").what == "question"
    assert (heard("mista førarkort", "alver").what, heard("mista førarkort", "alver").detail) == (
        "elsewhere",
        "driving_licence",
    )


def test_ones_own_name_is_no_other_municipality() -> None:
    """HAL-02: solved where the user first asked, also when they say where they are."""
    assert heard("skrald i Halsnæs Kommune", "halsnaes").what == "question"
    assert heard("skrald i Albertslund Kommune", "halsnaes").detail == "Albertslund"


def test_three_hundred_questions_as_people_write_them_are_told_apart() -> None:
    """HAL-02: reliable. They are in four languages, for pages of both countries."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 300
    assert set(Counter(row["language"] for row in rows)) == {"nb", "nn", "da", "en"}
    right = sum(
        understand(row["question"], language=row["language"], country=row["country"]).what
        == row.get("what", "question").replace("unknown", "question")
        for row in rows
    )
    assert right == 300
