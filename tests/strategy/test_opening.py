"""Opening hours: several intervals, past midnight, round the clock, closed and extra days, both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.made_calendars import OSLO, between, norway, office, oslo, walked_open_minutes
from torg.strategy.model import Hours, Interval
from torg.strategy.opening import NeverOpen

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC).astimezone(OSLO)
)
QUARTERS = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
# Nothing begins or ends in the hour that a clock change leaves out or repeats: there the wall clock is no judge.
DAYTIME = QUARTERS.filter(lambda at: not 2 <= at.hour < 3)
INTERVALS = st.tuples(DAYTIME, DAYTIME).map(lambda ends: Interval(*ends))
LUNCHERS = norway(office("09:00-11:30", "12:00-15:00"))
WEEKS = st.dictionaries(st.integers(0, 6), st.lists(INTERVALS, min_size=1, max_size=3).map(tuple), min_size=1)


def test_four_opening_hours_from_an_hour_before_closing_end_at_noon_the_next_working_day() -> None:
    hours = norway(office("09:00-17:00")).hours("office")
    assert hours.add_open_seconds(oslo("2026-05-04 16:00"), 4 * 3600) == oslo("2026-05-05 12:00")
    assert hours.add_open_seconds(oslo("2026-05-08 16:00"), 4 * 3600) == oslo("2026-05-11 12:00")


def test_time_that_ends_exactly_at_closing_ends_that_day() -> None:
    hours = norway(office("09:00-17:00")).hours("office")
    assert hours.add_open_seconds(oslo("2026-05-04 16:00"), 3600) == oslo("2026-05-04 17:00")


def test_the_lunch_break_does_not_count() -> None:
    hours = norway(office("09:00-11:30", "12:00-15:00")).hours("office")
    assert hours.add_open_seconds(oslo("2026-05-04 11:00"), 3600) == oslo("2026-05-04 12:30")
    assert not hours.is_open(oslo("2026-05-04 11:30"))
    assert hours.opens_at(oslo("2026-05-04 11:30")) == oslo("2026-05-04 12:00")


def test_open_from_the_first_second_until_just_before_the_last() -> None:
    hours = norway(office("09:00-15:00")).hours("office")
    assert hours.is_open(oslo("2026-05-04 09:00"))
    assert hours.is_open(oslo("2026-05-04 14:59:59"))
    assert not hours.is_open(oslo("2026-05-04 15:00"))


def test_an_interval_past_midnight_runs_into_the_next_day() -> None:
    hours = norway(office("22:00-02:00", days=(3,))).hours("office")
    assert hours.is_open(oslo("2026-05-01 01:59"))
    assert hours.closes_at(oslo("2026-04-30 23:00")) == oslo("2026-05-01 02:00")
    assert hours.add_open_seconds(oslo("2026-04-30 23:00"), 4 * 3600) == oslo("2026-05-07 23:00")


def test_intervals_that_touch_or_overlap_are_one_stretch() -> None:
    hours = norway(office("08:00-12:00", "12:00-16:00", "15:00-18:00")).hours("office")
    assert hours.closes_at(oslo("2026-05-04 08:00")) == oslo("2026-05-04 18:00")
    assert hours.add_open_seconds(oslo("2026-05-04 08:00"), 10 * 3600) == oslo("2026-05-04 18:00")


@settings(deadline=None)
@given(at=MOMENTS, seconds=st.integers(0, 10**7))
def test_round_the_clock_adds_nothing(at: datetime, seconds: int) -> None:
    always = norway(Hours(key="night", always=True)).hours("night")
    assert always.add_open_seconds(at, seconds).timestamp() == at.timestamp() + seconds
    assert always.is_open(at)
    assert always.opens_at(at) == at


@settings(deadline=None)
@given(minutes=st.integers(0, 120 * 1440), seconds=st.integers(1, 30 * 86400))
def test_all_day_every_day_adds_nothing_between_the_holidays(minutes: int, seconds: int) -> None:
    at = oslo("2026-06-01 00:00") + timedelta(minutes=minutes)
    hours = norway(office("00:00-24:00", days=tuple(range(7)))).hours("office")
    assert hours.add_open_seconds(at, seconds).timestamp() == at.timestamp() + seconds


def test_public_holidays_close_the_doors_but_not_those_that_never_close() -> None:
    calendar = norway(office("09:00-15:00"), Hours(key="night", always=True))
    assert not calendar.hours("office").is_open(oslo("2026-05-01 10:00"))
    assert calendar.hours("night").is_open(oslo("2026-05-01 10:00"))


def test_extra_hours_win_over_closed_days_and_holidays() -> None:
    said = Hours(
        key="library",
        week=dict.fromkeys(range(5), between("10:00-16:00")),
        closed={date(2026, 5, 5): "Flytting"},
        extra={date(2026, 5, 1): between("12:00-14:00"), date(2026, 5, 5): between("18:00-20:00")},
    )
    hours = norway(said).hours("library")
    assert hours.is_open(oslo("2026-05-01 13:00"))
    assert hours.intervals_on(date(2026, 5, 5)) == between("18:00-20:00")


def test_a_closed_day_says_why() -> None:
    said = Hours(key="kiosk", week={1: between("10:00-16:00")}, closed={date(2026, 5, 5): "Flytting"})
    hours = norway(said).hours("kiosk")
    assert hours.on(date(2026, 5, 5)).reason == "Flytting"
    assert hours.on(date(2026, 5, 6)).code == "weekday"
    assert hours.on(date(2026, 5, 9)).code == "weekend"


def test_saturday_hours_hold_although_saturday_is_no_working_day() -> None:
    assert norway(office("10:00-14:00", days=(5,))).hours("office").is_open(oslo("2026-05-02 11:00"))


def test_a_half_day_cuts_the_hours_short() -> None:
    said = {date(2026, 12, 24): (time(12), "Julaften")}
    hours = norway(office("09:00-11:30", "11:45-15:00"), half_days=said).hours("office")
    assert hours.intervals_on(date(2026, 12, 24)) == between("09:00-11:30", "11:45-12:00")
    assert hours.on(date(2026, 12, 24)).code == "half_day"
    assert hours.add_open_seconds(oslo("2026-12-24 11:50"), 1200) == oslo("2026-12-28 09:10")


def test_a_half_day_that_ends_later_than_the_hours_changes_nothing() -> None:
    said = {date(2026, 12, 24): (time(16), "Julaften")}
    assert norway(office("09:00-15:00"), half_days=said).hours("office").on(date(2026, 12, 24)).code == ""


def test_the_night_shift_is_an_hour_shorter_in_spring_and_longer_in_autumn() -> None:
    hours = norway(office("22:00-06:00", days=(5,))).hours("office")
    spring = hours.stretches(oslo("2026-03-28 12:00"), oslo("2026-03-29 12:00"))
    autumn = hours.stretches(oslo("2026-10-24 12:00"), oslo("2026-10-25 12:00"))
    lengths = [
        (each.end.astimezone(UTC) - each.start.astimezone(UTC)).total_seconds() / 3600 for each in spring + autumn
    ]
    assert lengths == [7, 9]


def test_a_time_that_spring_leaves_out_means_the_moment_of_the_jump() -> None:
    hours = norway(office("02:30-03:30", days=(6,))).hours("office")
    (stretch,) = hours.stretches(oslo("2026-03-29 00:00"), oslo("2026-03-29 12:00"))
    assert (stretch.start, stretch.end) == (oslo("2026-03-29 03:00"), oslo("2026-03-29 03:30"))


def test_hours_that_never_open_say_so() -> None:
    hours = norway(Hours(key="none")).hours("none")
    assert hours.opens_at(oslo("2026-05-04 10:00")) is None
    with pytest.raises(NeverOpen, match="no open hour after 2026-05-04"):
        hours.add_open_seconds(oslo("2026-05-04 10:00"), 60)


def test_a_day_is_over_only_when_it_does_not_open_again() -> None:
    hours = norway(office("09:00-11:30", "12:00-15:00")).hours("office")
    assert [hours.closed_for_the_day(oslo(f"2026-05-04 {at}")) for at in ("07:00", "11:45", "14:00", "15:00")] == [
        False,
        False,
        False,
        True,
    ]
    assert hours.closed_for_the_day(oslo("2026-05-01 10:00"))


@settings(max_examples=60, deadline=None)
@given(week=WEEKS, minute=st.integers(0, 3 * 525600), minutes=st.integers(1, 600))
def test_the_table_agrees_with_looking_at_the_clock_every_minute(
    week: dict[int, tuple[Interval, ...]], minute: int, minutes: int
) -> None:
    at = (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(OSLO)
    calendar = norway(Hours(key="odd", week=week))
    nearby = {at.date() + timedelta(days=n) for n in range(-2, 120)}
    closed = {day for day in nearby if calendar.closed_specially(day)}
    walked = walked_open_minutes(week, closed, OSLO, at, minutes)
    assert calendar.hours("odd").add_open_seconds(at, minutes * 60).timestamp() == walked.timestamp()


@settings(deadline=None)
@given(at=MOMENTS, week=WEEKS)
def test_it_is_open_when_it_opens_and_closed_when_it_closes(
    at: datetime, week: dict[int, tuple[Interval, ...]]
) -> None:
    hours = norway(Hours(key="odd", week=week)).hours("odd")
    opens = hours.opens_at(at)
    assert opens is not None
    assert opens.timestamp() >= at.timestamp()
    assert hours.is_open(opens)
    closes = hours.closes_at(opens)
    assert closes is not None
    assert closes.timestamp() > opens.timestamp()
    assert not hours.is_open(closes)
    assert hours.last_open_by(closes) == closes


@settings(deadline=None, max_examples=60)
@given(
    at=MOMENTS, microsecond=st.integers(0, 999_999), parts=st.lists(st.integers(1, 40 * 3600), min_size=2, max_size=8)
)
def test_many_short_times_come_to_the_same_as_one_long(at: datetime, microsecond: int, parts: list[int]) -> None:
    hours = LUNCHERS.hours("office")
    at = moment = at.replace(microsecond=microsecond)
    for seconds in parts:
        moment = hours.add_open_seconds(moment, seconds)
    together = hours.add_open_seconds(at, sum(parts))
    assert abs(together.timestamp() - moment.timestamp()) < 0.00001
