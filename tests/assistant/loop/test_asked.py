"""What people ask is stored without the people."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db.models import Field

from torg.assistant.actions.asked import judge_question, note_escalated, note_question
from torg.assistant.cleaned import content_words, kept
from torg.assistant.models import Question, Signal, Wording
from torg.catalogue.models import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("Hva koster det å bygge garasje?", "Hva koster det å bygge garasje?"),
        ("  Når\n kommer   bossbilen? ", "Når kommer bossbilen?"),
        ("ring meg på 412 34 567 om garasje", "ring meg på … om garasje"),
        ("skriv til ola@example.org om garasje", "skriv til … om garasje"),
        ("se https://eksempel.example/min-side om garasje", "se … om garasje"),
        ("jeg heter Kari Nordmann og vil bygge garasje", "… og vil bygge garasje"),
        ("Jeg heter kari og vil bygge garasje", "… og vil bygge garasje"),
        ("har Ola Nordmann søkt om garasje", "har … søkt om garasje"),
        ("Når får jeg svar? Hilsen Per i Dalen", "Når får jeg svar?"),
        ("hull i Storgata 12 b", "hull i …"),
        ("budsjett 2026", "budsjett 2026"),
        ("fødselsnummer 01019912345 garasje", "fødselsnummer … garasje"),
    ],
)
def test_what_could_name_somebody_is_taken_out_and_the_question_stays(said: str, stored: str) -> None:
    assert kept(said) == stored


@pytest.mark.parametrize("said", ["min sønn har ADHD, får han hjelp?", "x" * 301, "…", "  ", "123 456"])
def test_of_what_tells_of_somebodys_health_or_is_a_story_nothing_is_kept(said: str) -> None:
    assert kept(said) == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Hvor leverer jeg hageavfall?", "leverer hageavfall"),
        ("Kan Kari Nordmann hente hageavfall i uke 12?", "hente hageavfall uke"),
        ("hva er det", ""),
        ("er Hans hjemme", "hjemme"),
    ],
)
def test_a_wording_is_telling_words_without_digits_and_names(said: str, words: str) -> None:
    assert content_words(said) == words


def ask(text: str, now: datetime, page: Page | None = None, verdict: str = "answer") -> int:
    noted = note_question(
        text, language="nb", channel="assistant", verdict=verdict, page_id=page.pk if page else None, confidence=0.8,
        in_hours=True, now=now,
    )  # fmt: skip
    assert noted is not None
    return noted


def test_of_the_moment_the_hour_is_kept_and_nothing_says_who_asked(garage: Page, now: datetime) -> None:
    question = Question.objects.get(pk=ask("bygge garasje", now + timedelta(minutes=17, seconds=5), garage))
    assert (question.at, question.page_id) == (now, garage.pk)
    columns = {field.name for field in Question._meta.get_fields() if isinstance(field, Field)}
    assert columns == {
        "id", "text", "language", "channel", "at", "verdict", "page", "confidence", "in_hours", "helped", "came_back",
        "escalated", "group",
    }  # fmt: skip


def test_what_may_not_be_kept_is_counted_without_its_words(garage: Page, now: datetime) -> None:
    number = ask("min sønn har ADHD, får han hjelp?", now, garage)
    assert Question.objects.get(pk=number).text == ""
    judge_question(number, helped=True, now=now, address="192.0.2.1")
    assert not Wording.objects.exists()


def test_what_holds_no_word_is_no_question(now: datetime) -> None:
    nothing = note_question(
        "?? 12", language="nb", channel="assistant", verdict="unknown", page_id=None, confidence=0, in_hours=True,
        now=now,
    )  # fmt: skip
    assert nothing is None
    assert not Question.objects.exists()


def test_a_judgement_and_what_came_of_it_are_noted_on_the_question(garage: Page, now: datetime) -> None:
    number = ask("bygge garasje", now, garage)
    judge_question(number, helped=False, now=now, address="192.0.2.1")
    note_escalated(number, now=now)
    question = Question.objects.get(pk=number)
    assert (question.helped, question.escalated) == (False, True)
    assert Signal.objects.get().sign == "no"
    judge_question(number + 999, helped=True, now=now)
