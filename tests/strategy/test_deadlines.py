"""When a promise falls due: by every unit, on both sides of holidays, closing times and clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.made_calendars import (
    OSLO,
    copenhagen,
    denmark,
    norway,
    office,
    oslo,
    walked_working_day,
)
from tests.strategy.test_opening import MOMENTS, WEEKS
from torg.strategy.calendars import Calendar
from torg.strategy.deadlines import due, due_by
from torg.strategy.model import Hours, Interval, Span, Unit

END = time(23, 59, 59)
FIVE_DAYS = Span(5, Unit.WORKING_DAY)


def days(count: int) -> Span:
    return Span(count, Unit.WORKING_DAY)


@pytest.mark.parametrize(
    ("at", "count", "by"),
    [
        ("2026-03-27 10:00", 5, "2026-04-08"),  # Friday before Easter: 30, 31, 1, then 7, 8
        ("2026-03-31 15:40", 5, "2026-04-10"),
        ("2026-04-02 12:00", 1, "2026-04-07"),  # on Maundy Thursday
        ("2026-04-04 12:00", 1, "2026-04-07"),  # on a Saturday
        ("2026-04-30 23:59", 1, "2026-05-04"),  # over 1 May and the weekend
        ("2027-05-14 09:00", 1, "2027-05-18"),  # 17 May and Whit Monday on one day
        ("2026-12-31 09:00", 1, "2027-01-04"),
    ],
)
def test_working_days_in_norway(at: str, count: int, by: str) -> None:
    assert due_by(norway(), days(count), oslo(at)) == oslo(f"{by} 23:59:59")


@pytest.mark.parametrize(
    ("closed", "by"),
    [({}, "2027-01-05"), ({(12, 24): "Juleaftensdag", (12, 31): "Nytårsaftensdag"}, "2027-01-07")],
)
def test_working_days_in_denmark_with_and_without_the_eves_off(closed: dict[tuple[int, int], str], by: str) -> None:
    calendar = denmark(yearly_closed=closed)
    assert due_by(calendar, days(7), copenhagen("2026-12-23 11:00")) == copenhagen(f"{by} 23:59:59")


def test_store_bededag_is_worked_in_denmark_from_2024() -> None:
    assert due_by(denmark(), days(1), copenhagen("2023-05-04 11:00")) == copenhagen("2023-05-08 23:59:59")
    assert due_by(denmark(), days(1), copenhagen("2024-04-25 11:00")) == copenhagen("2024-04-26 23:59:59")


def test_a_mail_on_a_saturday_is_counted_from_monday() -> None:
    assert due_by(norway(), days(1), oslo("2026-06-06 10:00")) == oslo("2026-06-08 23:59:59")


def test_weeks_roll_forward_off_a_holiday() -> None:
    assert due_by(norway(), Span(3, Unit.WEEK), oslo("2026-03-12 09:00")) == oslo("2026-04-07 23:59:59")


@pytest.mark.parametrize(
    ("at", "months", "by"),
    [
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 1, "2026-03-02"),  # 28 February is a Saturday
        ("2027-01-31", 1, "2027-03-01"),  # 28 February is a Sunday
        ("2029-01-31", 1, "2029-02-28"),
        ("2026-11-30", 3, "2027-03-01"),
        ("2026-08-31", 13, "2027-09-30"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day_and_roll_forward(at: str, months: int, by: str) -> None:
    assert due_by(norway(), Span(months, Unit.MONTH), oslo(f"{at} 09:00")) == oslo(f"{by} 23:59:59")


def test_calendar_days_may_end_on_a_day_off() -> None:
    assert due_by(norway(), Span(8, Unit.CALENDAR_DAY), oslo("2026-03-27 09:00")) == oslo("2026-04-04 23:59:59")


@pytest.mark.parametrize(
    ("at", "by"),
    [
        ("2026-03-27 10:00", "2026-03-29 11:00"),  # the clock jumps ahead
        ("2026-10-24 10:00", "2026-10-26 09:00"),  # the clock is put back
        ("2026-06-05 22:00", "2026-06-07 22:00"),  # weekends count
    ],
)
def test_hours_are_real_hours_over_weekends_and_clock_changes(at: str, by: str) -> None:
    assert due_by(norway(), Span(48, Unit.HOUR), oslo(at)) == oslo(by)


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    first = oslo("2026-10-25 02:30")
    assert due_by(norway(), Span(1, Unit.HOUR), first) == first.replace(fold=1)
    assert due_by(norway(), Span(1, Unit.HOUR), first).fold == 1


def test_days_end_at_midnight_on_both_clock_change_days() -> None:
    every_day = norway(working_week=tuple(range(7)))
    spring, autumn = (due_by(every_day, days(1), oslo(at)) for at in ("2026-03-28 12:00", "2026-10-24 12:00"))
    assert (spring.utcoffset(), autumn.utcoffset()) == (timedelta(hours=2), timedelta(hours=1))
    assert (spring.time(), autumn.time()) == (END, END)


@pytest.mark.parametrize("unit", [Unit.SECOND, Unit.MINUTE, Unit.HOUR, Unit.OPENING_HOUR])
def test_at_once_is_the_same_moment(unit: Unit) -> None:
    at = oslo("2026-05-02 12:34:56")
    assert due_by(norway(office("09:00-15:00")), Span(0, unit), at, hours="office") == at


def test_thirty_seconds_and_ten_minutes() -> None:
    at = oslo("2026-05-02 23:59:50")
    assert due_by(norway(), Span(30, Unit.SECOND), at) == oslo("2026-05-03 00:00:20")
    assert due_by(norway(), Span(10, Unit.MINUTE), at) == oslo("2026-05-03 00:09:50")


@pytest.mark.parametrize(
    ("at", "by"),
    [
        ("2026-05-04 07:00", "2026-05-04"),  # before opening is still the same day
        ("2026-05-04 11:45", "2026-05-04"),  # in the lunch break
        ("2026-05-04 14:59", "2026-05-04"),
        ("2026-05-04 15:00", "2026-05-05"),
        ("2026-05-08 16:00", "2026-05-11"),
        ("2026-05-09 12:00", "2026-05-11"),
        ("2026-05-14 10:00", "2026-05-15"),  # Ascension Day
    ],
)
def test_the_same_working_day_is_the_next_one_when_the_hours_are_over(at: str, by: str) -> None:
    calendar = norway(office("09:00-11:30", "12:00-15:00"))
    end = oslo(f"{by} 23:59:59")
    assert due_by(calendar, days(0), oslo(at), hours="office") == end
    assert due_by(calendar, days(0), oslo(at), hours="office", after_hours=days(1)) == end


def test_the_same_working_day_without_hours_is_that_day() -> None:
    assert due_by(norway(), days(0), oslo("2026-05-04 23:00")) == oslo("2026-05-04 23:59:59")
    assert due_by(norway(), days(0), oslo("2026-05-09 12:00")) == oslo("2026-05-11 23:59:59")


def test_the_same_calendar_day_is_the_next_one_when_the_hours_are_over() -> None:
    calendar = norway(office("09:00-15:00"))
    same_day = Span(0, Unit.CALENDAR_DAY)
    assert due_by(calendar, same_day, oslo("2026-05-08 10:00"), hours="office") == oslo("2026-05-08 23:59:59")
    assert due_by(calendar, same_day, oslo("2026-05-08 16:00"), hours="office") == oslo("2026-05-09 23:59:59")


def test_opening_hours_are_counted_only_while_open() -> None:
    calendar = norway(office("09:00-17:00"))
    four = Span(4, Unit.OPENING_HOUR)
    assert due_by(calendar, four, oslo("2026-04-30 16:00"), hours="office") == oslo("2026-05-04 12:00")


def test_opening_hours_without_named_hours_are_those_of_a_desk_on_working_days() -> None:
    assert due_by(norway(), Span(1, Unit.OPENING_HOUR), oslo("2026-05-08 15:00")) == oslo("2026-05-11 08:30")


class TestDaysThatEndAtClosing:
    """The calendar may let a day end when the doors close instead of at midnight."""

    calendar = norway(
        office("09:00-15:00"),
        office("09:00-18:00", key="phone"),
        day_ends_at_closing=True,
        day_hours="office",
        yearly_half_days={(12, 24): (time(12), "Julaften")},
        working_week=(0, 1, 2, 3, 4, 5),
    )

    def test_a_promise_of_days_is_due_at_closing_time(self) -> None:
        assert due_by(self.calendar, days(1), oslo("2026-05-04 16:00")) == oslo("2026-05-05 15:00")

    def test_on_a_half_day_it_is_due_when_the_half_day_ends(self) -> None:
        assert due_by(self.calendar, days(1), oslo("2026-12-23 10:00")) == oslo("2026-12-24 12:00")

    def test_the_same_day_after_closing_is_the_next_working_day(self) -> None:
        assert due_by(self.calendar, days(0), oslo("2026-05-04 16:00")) == oslo("2026-05-05 15:00")

    def test_it_is_never_due_before_it_came_although_other_hours_are_still_open(self) -> None:
        assert due_by(self.calendar, days(0), oslo("2026-05-04 16:00"), hours="phone") == oslo("2026-05-05 15:00")

    def test_a_working_day_without_hours_ends_at_midnight(self) -> None:
        assert due_by(self.calendar, days(1), oslo("2026-05-08 10:00")) == oslo("2026-05-09 23:59:59")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        due_by(norway(), FIVE_DAYS, datetime(2026, 5, 4, 12))


def test_the_date_is_the_municipalitys_and_not_that_of_utc() -> None:
    late = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)  # half past midnight on 5 May in Oslo
    assert due_by(norway(), days(1), late) == oslo("2026-05-06 23:59:59")


def test_all_127_patterns_of_a_week_give_the_walked_date() -> None:
    for size in range(1, 8):
        for week in combinations(range(7), size):
            calendar = norway(office("09:00-17:00", days=week), working_week=week)
            for day in range(1, 8):
                at = oslo(f"2026-03-{22 + day} 16:00")
                last = walked_working_day("NO", week, at.date(), 3)
                assert due_by(calendar, days(3), at) == datetime.combine(last, END, OSLO)
                opening = due_by(calendar, Span(10, Unit.OPENING_HOUR), at, hours="office")
                counted = calendar.hours("office").stretches(at, opening)
                seconds = sum((each.end.astimezone(UTC) - each.start.astimezone(UTC)).seconds for each in counted)
                assert seconds == 36000


SPANS = st.one_of(
    st.builds(Span, st.integers(0, 40), st.sampled_from([Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.WEEK, Unit.MONTH])),
    st.builds(Span, st.integers(0, 200), st.sampled_from([Unit.SECOND, Unit.MINUTE, Unit.HOUR, Unit.OPENING_HOUR])),
)
PATTERNS = st.sets(st.integers(0, 6), min_size=1).map(lambda week: tuple(sorted(week)))


def odd_calendar(week: dict[int, tuple[Interval, ...]], pattern: tuple[int, ...], at_closing: bool) -> Calendar:
    return norway(
        Hours(key="odd", week=week),
        office("09:00-15:00"),
        working_week=pattern,
        day_ends_at_closing=at_closing,
        day_hours="office",
        closed={date(2026, 7, 13) + timedelta(days=n): "Fellesferie" for n in range(5)},
        yearly_half_days={(12, 24): (time(12), "Julaften"), (12, 31): (time(12), "Nyttårsaften")},
    )


@settings(max_examples=150, deadline=None)
@given(at=MOMENTS, wait=st.integers(0, 20 * 86400), span=SPANS, week=WEEKS, pattern=PATTERNS, at_closing=st.booleans())
def test_a_later_arrival_is_never_due_earlier(
    at: datetime,
    wait: int,
    span: Span,
    week: dict[int, tuple[Interval, ...]],
    pattern: tuple[int, ...],
    at_closing: bool,
) -> None:
    calendar = odd_calendar(week, pattern, at_closing)
    later = (at.astimezone(UTC) + timedelta(seconds=wait)).astimezone(OSLO)
    by, later_by = (due_by(calendar, span, moment, hours="odd") for moment in (at, later))
    assert at.timestamp() <= by.timestamp() <= later_by.timestamp()


@settings(max_examples=100, deadline=None)
@given(
    at=MOMENTS, wait=st.integers(0, 5 * 86400), week=WEEKS, unit=st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY])
)
def test_same_day_or_next_after_hours_is_never_earlier_for_the_later(
    at: datetime, wait: int, week: dict[int, tuple[Interval, ...]], unit: Unit
) -> None:
    calendar = odd_calendar(week, (0, 1, 2, 3, 4), at_closing=False)
    later = (at.astimezone(UTC) + timedelta(seconds=wait)).astimezone(OSLO)
    same, following = Span(0, unit), Span(1, unit)
    by, later_by = (due_by(calendar, same, moment, hours="odd", after_hours=following) for moment in (at, later))
    assert at.timestamp() <= by.timestamp() <= later_by.timestamp()


@settings(max_examples=100, deadline=None)
@given(at=MOMENTS, span=SPANS, week=WEEKS, pattern=PATTERNS, at_closing=st.booleans())
def test_the_explained_date_is_the_fast_date(
    at: datetime, span: Span, week: dict[int, tuple[Interval, ...]], pattern: tuple[int, ...], at_closing: bool
) -> None:
    calendar = odd_calendar(week, pattern, at_closing)
    found = due(calendar, span, at, hours="odd")
    assert found.by == due_by(calendar, span, at, hours="odd")
    assert found.steps[0].code == "arrived"
    assert found.steps[-1].code == "due"
    assert found.steps[-1].data["at"] == found.by.isoformat(timespec="seconds")
