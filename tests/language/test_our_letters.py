"""What Torg itself writes passes its own check in every language, and so do the templates it brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from torg.catalogue.placeholders import fill
from torg.config.templates import starter
from torg.enquiries import letters as turns
from torg.enquiries import receipts
from torg.enquiries.receipts import About, Asked, Letter
from torg.language.clear import ClearReport, check

LANGUAGES = ("nb", "nn", "da", "en")
ZONE = ZoneInfo("Europe/Oslo")
DUE = datetime(2026, 12, 3, 15, 0, tzinfo=ZONE)
SAID = {
    "nb": ("Hull i veien", "Veier"), "nn": ("Hol i vegen", "Vegar"), "da": ("Hul i vejen", "Veje"),
    "en": ("Hole in the road", "Roads"),
}  # fmt: skip
DATES = {
    "nb": "torsdag 3. desember",
    "nn": "torsdag 3. desember",
    "da": "torsdag den 3. december",
    "en": "Thursday 3 December",
}
OWN = {
    "nb": "Vi trenger litt mer tid.",
    "nn": "Vi treng litt meir tid.",
    "da": "Vi mangler lidt tid.",
    "en": "We need time.",
}
NAMES_WHO = {"handed over"}  # two units by their names, so "we" would say less
WANTS = {
    "answer": frozenset({"next_step", "contact"}), "interim": frozenset({"next_step", "date", "contact"}),
    "ask": frozenset({"next_step", "date", "contact"}),
}  # fmt: skip


def about(language: str) -> About:
    subject, unit = SAID[language]
    return About(
        number=54679633, subject=subject, name="Kari Nordmann", language=language, unit=unit, phone="56 37 50 00",
        municipality="Alver", token="t" * 32, zone=ZONE, asked=Asked("", "", "", priority=False),
    )  # fmt: skip


def letters(language: str) -> Iterator[tuple[str, Letter]]:
    us = about(language)
    yield "receipt", receipts.receipt(us, subject=us.subject, due_by=DUE, steps=(), topic=us.unit)
    yield "notice", receipts.notice(us)
    yield "link", receipts.link_again(us)
    yield "handed over", turns.handed_over(us, before="Servicetorget", due_by=DUE)
    said = {"text": OWN[language], "by": "Ola Vik", "reason": us.subject}
    yield "interim", turns.interim(us, **said, before=DUE, due_by=DUE, is_late=False)
    yield "interim, late", turns.interim(us, **said, before=DUE, due_by=DUE, is_late=True)
    yield "ask", turns.ask(us, text=OWN[language], reason=OWN[language], by="Ola Vik", wanted_by=DUE, then_by=DUE)
    yield "resumed", turns.resumed(us, due_by=DUE, steps=())
    yield "taken up", turns.taken_up(us, due_by=DUE, steps=())
    yield "written", turns.written(us)
    yield "late", turns.late(us, due_by=DUE)
    yield "drafted", Letter("", turns.interim_draft(us, new_date=DUE)[0])
    yield "reminder", receipts.reminder(us, due_by=DUE)


def found(report: ClearReport) -> list[tuple[str, str]]:
    return [(one.code, one.said) for one in report.findings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_letters_are_easy_to_read(language: str) -> None:
    for name, letter in letters(language):
        report = check(letter.text, language=language)
        assert [one for one in found(report) if one[0] != "no_we" or name not in NAMES_WHO] == [], name
        assert report.band in {"very_easy", "easy", "medium", "too_short"}, f"{name}: {report.lix}"
        assert found(check(letter.subject, language=language)) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_says_the_next_step_the_date_and_whom_to_contact(language: str) -> None:
    letter = dict(letters(language))["receipt"]
    assert found(check(letter.text, language=language, wants=frozenset({"next_step", "date", "contact"}))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_that_come_with_torg_pass_too(language: str) -> None:
    values = {
        "name": "Kari", "number": "5467 9633", "due": DATES[language], "unit": SAID[language][1],
        "phone": "56 37 50 00", "service": "SFO", "link": "https://town.example/follow/x/", "today": DATES[language],
    }  # fmt: skip
    for words in starter([language]):
        filled = fill(words.bodies[language], values)
        report = check(filled.text, language=language, wants=WANTS.get(words.purpose, frozenset()))
        assert filled.missing == (), words.key
        assert found(report) == [], words.key
        assert report.band in {"very_easy", "easy", "medium", "too_short"}, f"{words.key}: {report.lix}"


def test_every_template_is_there_in_every_language() -> None:
    for words in starter(LANGUAGES):
        assert set(words.titles) == set(words.bodies) == set(LANGUAGES), words.key
