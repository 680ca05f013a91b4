"""A file is used only when every promise in it leads to a date."""

from __future__ import annotations

import calendar

import pytest

from tests.strategy.made_strategies import granli_text
from torg.strategy.reading import read

EVERY_DAY = ", ".join(
    f'"{month:02}-{day:02}" = "Stengt"'
    for month in range(1, 13)
    for day in range(1, calendar.monthrange(2024, month)[1] + 1)
)
CALL = '[promises.back]\nwhat = "callback"\nhours = "never"\nlatest = "4 opening hours"\n'


@pytest.mark.parametrize(
    "text", ["99999999999 working days", "1308 working days", "43921 hours", "62 months", f"{'9' * 6000} days"]
)
def test_a_time_longer_than_five_years_is_a_fault(text: str) -> None:
    [problem] = read(granli_text(instead_of=("5 working days", text))).problems
    assert (problem.key, problem.what) == ("promises.written.latest", "The time is longer than five years.")


@pytest.mark.parametrize("text", ["1307 working days", "43920 hours", "60 months", "1830 days"])
def test_a_time_of_five_years_can_be_counted(text: str) -> None:
    assert read(granli_text(instead_of=("5 working days", text))).problems == ()


def test_a_calendar_without_working_days_is_a_fault() -> None:
    [problem] = read(granli_text(f"[calendar]\nclosed = {{ {EVERY_DAY} }}\n")).problems
    assert (problem.key, problem.line) == ("calendar", 18)
    assert "No working days are left" in problem.what


@pytest.mark.parametrize("hours", ['mon = "closed"', 'extra = { "2026-12-24" = "09:00-12:00" }'])
def test_opening_hours_that_never_open_date_nothing(hours: str) -> None:
    [problem] = read(granli_text(f"[hours.never]\n{hours}\n{CALL}")).problems
    assert problem.key == "promises.back.latest"
    assert "never falls due" in problem.what


def test_hours_with_an_extra_day_far_ahead_still_date_by_the_week() -> None:
    hours = 'mon = "09:00-12:00"\nextra = { "9999-12-31" = "09:00-12:00" }'
    assert read(granli_text(f"[hours.never]\n{hours}\n{CALL}")).problems == ()


def test_hours_that_only_decide_what_is_after_hours_may_be_open_on_single_days() -> None:
    more = '[hours.fair]\nextra = { "2026-12-24" = "09:00-12:00" }\n[channels.visit]\nhours = "fair"\n'
    promise = '[promises.visit]\nwhat = "visit"\nchannels = ["visit"]\nlatest = "same working day"\n'
    assert read(granli_text(more + promise)).problems == ()
