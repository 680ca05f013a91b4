"""Working days: weekends, public holidays, the municipality's own days, and every pattern of a week."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.made_calendars import between, denmark, norway, office, walked_working_day
from torg.strategy.calendars import Calendar, DayOff
from torg.strategy.model import CalendarRules, Hours, Municipality, Strategy
from torg.strategy.opening import NeverOpen

WEEK_PATTERNS = [week for size in range(1, 8) for week in combinations(range(7), size)]


def test_a_day_off_says_why() -> None:
    calendar = norway(closed={date(2026, 5, 15): "Planleggingsdag"}, yearly_closed={(12, 31): "Nyttårsaften"})
    assert calendar.why_closed(date(2026, 4, 4)) == DayOff("weekend")
    assert calendar.why_closed(date(2026, 4, 2)) == DayOff("holiday", ("maundy_thursday",))
    assert calendar.why_closed(date(2026, 5, 15)) == DayOff("municipal", (), "Planleggingsdag")
    assert calendar.why_closed(date(2031, 12, 31)) == DayOff("municipal", (), "Nyttårsaften")
    assert calendar.why_closed(date(2026, 4, 1)) is None


def test_two_holidays_on_one_day_are_both_named() -> None:
    off = norway().why_closed(date(2027, 5, 17))
    assert off is not None
    assert off.name("nb") == "grunnlovsdagen og andre pinsedag"
    assert off.name("en") == "Constitution Day and Whit Monday"


def test_a_half_day_is_a_working_day() -> None:
    assert norway(yearly_half_days={(12, 24): (time(12), "Julaften")}).is_working_day(date(2026, 12, 24))


@pytest.mark.parametrize(
    ("year", "no", "dk"), [(2024, 252, 254), (2025, 252, 253), (2026, 253, 254), (2027, 255, 255), (2028, 251, 253)]
)
def test_the_number_of_working_days_in_a_year_is_known(year: int, no: int, dk: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    for calendar, expected in ((norway(), no), (denmark(), dk)):
        assert sum(calendar.is_working_day(day) for day in days if day.year == year) == expected


def test_the_two_countries_have_holidays_that_the_other_has_not() -> None:
    assert not norway().is_working_day(date(2024, 5, 17))
    assert denmark().is_working_day(date(2024, 5, 17))


def test_all_127_patterns_of_a_week_agree_with_walking_the_days() -> None:
    starts = [date(2026, 3, 26) + timedelta(days=n) for n in range(0, 14, 2)]
    for week in WEEK_PATTERNS:
        calendar = norway(working_week=week)
        for day in starts:
            for count in (1, 2, 7):
                assert calendar.nth_working_day(day, count) == walked_working_day("NO", week, day, count), (week, day)
    assert len(WEEK_PATTERNS) == 127


@settings(deadline=None)
@given(
    day=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    count=st.integers(1, 60),
    country=st.sampled_from(["NO", "DK"]),
)
def test_the_table_agrees_with_walking_the_days_in_any_year(day: date, count: int, country: str) -> None:
    calendar = norway() if country == "NO" else denmark()
    assert calendar.nth_working_day(day, count) == walked_working_day(country, (0, 1, 2, 3, 4), day, count)


def test_the_table_grows_both_ways_without_changing_its_answers() -> None:
    calendar = norway()
    soon = calendar.nth_working_day(date(2026, 6, 1), 5)
    assert calendar.nth_working_day(date(2060, 6, 1), 500) == norway().nth_working_day(date(2060, 6, 1), 500)
    assert calendar.nth_working_day(date(1999, 12, 30), 1) == date(1999, 12, 31)
    assert calendar.nth_working_day(date(2026, 6, 1), 5) == soon


def test_zero_working_days_is_the_day_itself_or_the_first_after_it() -> None:
    assert norway().nth_working_day(date(2026, 4, 1), 0) == date(2026, 4, 1)
    assert norway().nth_working_day(date(2026, 4, 2), 0) == date(2026, 4, 7)


def test_a_week_without_working_days_is_told_of() -> None:
    with pytest.raises(NeverOpen, match="no working day after 2026-04-01"):
        norway(working_week=()).nth_working_day(date(2026, 4, 1), 1)


def test_a_strategy_is_compiled_once_and_no_other_gets_its_calendar() -> None:
    hours: dict[str, Hours] = {"office": office("09:00-15:00")}
    rules = [CalendarRules("NO", "Europe/Oslo", working_week=(day,)) for day in range(7)] * 5
    strategies = [Strategy(Municipality("Vik", "NO", ("nb",)), each, hours=hours) for each in rules]
    assert Calendar.of(strategies[0]) is Calendar.of(strategies[0])
    for strategy in strategies:
        assert Calendar.of(strategy).rules is strategy.calendar
    assert Calendar.of(strategies[0]).hours("office").intervals_on(date(2026, 4, 1)) == between("09:00-15:00")
