"""A clock that stood still goes on: the date moves by the time it stood still, whatever the clocks on the wall do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.strategy.calendars import Calendar
from torg.strategy.deadlines import due
from torg.strategy.explanations import Step, from_json, says, to_json
from torg.strategy.model import CalendarRules, Hours, Interval, Span, Unit
from torg.strategy.pausing import counted_in, resumed

OSLO = ZoneInfo("Europe/Oslo")
WEEK = {day: (Interval(time(9), time(15)),) for day in range(5)}
CALENDAR = Calendar(CalendarRules("NO", "Europe/Oslo"))
CLOSING = Calendar(
    CalendarRules("NO", "Europe/Oslo", day_ends_at_closing=True, day_hours="main"), {"main": Hours("main", week=WEEK)}
)
BY_HOURS = Calendar(CalendarRules("NO", "Europe/Oslo", day_hours="main"), {"main": Hours("main", week=WEEK)})


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=OSLO)


def goes_on(
    span: Span, arrived: str, start: str, end: str, calendar: Calendar = CALENDAR
) -> tuple[datetime, list[str]]:
    promised = due(calendar, span, at(arrived), promised={"what": "answer"})
    found = resumed(calendar, promised.steps, what="answer", due_by=promised.by, from_at=at(start), to_at=at(end))
    return found.by, says(found.steps, language="en")


def test_five_working_days_move_by_the_working_days_that_ended_meanwhile() -> None:
    by, why = goes_on(Span(5, Unit.WORKING_DAY), "2026-03-17 10:00", "2026-03-19 14:00", "2026-03-24 08:00")
    # Thursday, Friday and Monday ended; Tuesday 24 March moves to Friday 27 March.
    assert by == at("2026-03-27 23:59:59")
    assert why == [
        "We first promised you an answer by Tuesday 24 March.",
        "From Thursday 19 March to Tuesday 24 March we waited for your answer, and that time is not counted.",
        "The date moves by 3 working days.",
        "You will have an answer by Friday 27 March.",
    ]


def test_an_answer_the_same_day_moves_nothing() -> None:
    by, why = goes_on(Span(5, Unit.WORKING_DAY), "2026-03-17 10:00", "2026-03-19 09:00", "2026-03-19 14:00")
    assert by == at("2026-03-24 23:59:59")
    assert "It was so short that the date is the same." in why


def test_a_weekend_moves_working_days_by_the_friday_only() -> None:
    by, _why = goes_on(Span(5, Unit.WORKING_DAY), "2026-03-17 10:00", "2026-03-20 16:00", "2026-03-22 20:00")
    assert by == at("2026-03-25 23:59:59")


def test_easter_is_no_time_that_anybody_waited() -> None:
    by, _why = goes_on(Span(5, Unit.WORKING_DAY), "2026-03-30 10:00", "2026-04-01 12:00", "2026-04-07 08:00")
    assert by == at("2026-04-10 23:59:59")  # promised for Thursday 9 April; only Wednesday 1 April ended


@pytest.mark.parametrize(
    ("start", "end", "by"),
    [
        ("2026-03-28 12:00", "2026-03-29 12:00", "2026-03-30 14:00"),  # 23 real hours: the clocks go forward
        ("2026-10-24 12:00", "2026-10-25 12:00", "2026-10-26 14:00"),  # 25 real hours: they go back
    ],
)
def test_hours_move_by_real_hours_over_both_changes_of_the_clock(start: str, end: str, by: str) -> None:
    arrived = at(start) - timedelta(hours=1)
    promised = due(CALENDAR, Span(27, Unit.HOUR), arrived, promised={"what": "answer"})
    found = resumed(CALENDAR, promised.steps, what="answer", due_by=promised.by, from_at=at(start), to_at=at(end))
    left = promised.by.astimezone(UTC) - at(start).astimezone(UTC)
    assert found.by.astimezone(UTC) - at(end).astimezone(UTC) == left
    assert found.by == at(by)


def test_opening_hours_move_by_opening_hours() -> None:
    by, _why = goes_on(Span(8, Unit.OPENING_HOUR), "2026-03-16 09:00", "2026-03-16 13:00", "2026-03-17 11:00", BY_HOURS)
    assert by == at("2026-03-17 15:00")  # two hours on Monday and two on Tuesday did not count


def test_calendar_days_move_by_calendar_days() -> None:
    by, _why = goes_on(Span(8, Unit.CALENDAR_DAY), "2026-03-17 10:00", "2026-03-20 10:00", "2026-03-23 10:00")
    assert by == at("2026-03-28 23:59:59")


def test_a_second_pause_counts_as_the_first_did() -> None:
    promised = due(CALENDAR, Span(48, Unit.HOUR), at("2026-03-17 10:00"))
    once = resumed(
        CALENDAR, promised.steps, what="answer", due_by=promised.by, from_at=at("2026-03-17 11:00"),
        to_at=at("2026-03-18 11:00"),
    )  # fmt: skip
    assert counted_in(from_json(to_json(once.steps))) is Unit.HOUR
    assert counted_in([Step("extended", {"what": "answer"})]) is Unit.WORKING_DAY


SPANS = st.builds(
    Span,
    st.integers(0, 20),
    st.sampled_from([Unit.HOUR, Unit.OPENING_HOUR, Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.WEEK, Unit.MONTH]),
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(lambda moment: moment.replace(tzinfo=OSLO))


@given(
    span=SPANS,
    arrived=MOMENTS,
    waits=st.floats(0, 1),
    stood=st.timedeltas(timedelta(0), timedelta(days=60)),
    calendar=st.sampled_from([CALENDAR, CLOSING, BY_HOURS]),
)
def test_what_goes_on_is_never_overdue_at_once_never_earlier_and_always_explained(
    span: Span, arrived: datetime, waits: float, stood: timedelta, calendar: Calendar
) -> None:
    promised = due(calendar, span, arrived, promised={"what": "answer"})
    start = arrived.astimezone(UTC) + (promised.by.astimezone(UTC) - arrived.astimezone(UTC)) * waits
    end = start + stood
    found = resumed(calendar, promised.steps, what="answer", due_by=promised.by, from_at=start, to_at=end)
    assert found.by.astimezone(UTC) >= promised.by.astimezone(UTC)
    assert found.by.astimezone(UTC) > end or stood == timedelta(0)
    for language in ("nb", "nn", "da", "en"):
        told = says(from_json(to_json(found.steps)), language=language)
        assert len(told) == 4
        assert "{" not in " ".join(told)


@given(
    days=st.integers(1, 10),
    stood=st.integers(0, 40),
    more=st.integers(0, 20),
    start=st.dates(date(2026, 1, 2), date(2027, 6, 1)),
)
def test_waiting_longer_never_gives_an_earlier_date(days: int, stood: int, more: int, start: date) -> None:
    arrived = datetime.combine(start, time(10), OSLO)
    promised = due(CALENDAR, Span(days, Unit.WORKING_DAY), arrived)
    dates = [
        resumed(
            CALENDAR, promised.steps, what="answer", due_by=promised.by, from_at=arrived, to_at=arrived + timedelta(n)
        ).by
        for n in (stood, stood + more)
    ]
    assert dates[0] <= dates[1]


def test_a_day_that_ended_at_closing_time_before_the_clock_stood_still_is_not_counted() -> None:
    friday_evening, monday_morning = "2026-03-20 20:00", "2026-03-23 08:00"
    by, _why = goes_on(Span(5, Unit.WORKING_DAY), "2026-03-19 10:00", friday_evening, monday_morning, CLOSING)
    assert by == at("2026-03-26 15:00")
    by, _why = goes_on(Span(5, Unit.WORKING_DAY), "2026-03-19 10:00", "2026-03-20 14:00", monday_morning, CLOSING)
    assert by == at("2026-03-27 15:00")
