"""Invented calendars and the slow, obvious way to count, for the tests of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from torg.strategy.calendars import Calendar
from torg.strategy.model import CalendarRules, Hours, Interval

OSLO = ZoneInfo("Europe/Oslo")
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WEEKDAYS = (0, 1, 2, 3, 4)


def between(*pairs: str) -> tuple[Interval, ...]:
    """Return intervals from texts such as "09:00-15:00"; "24:00" is midnight."""
    ends = [pair.replace("24:00", "00:00").split("-") for pair in pairs]
    return tuple(Interval(time.fromisoformat(start), time.fromisoformat(end)) for start, end in ends)


def office(*pairs: str, days: tuple[int, ...] = WEEKDAYS, key: str = "office") -> Hours:
    """Return opening hours that are the same on each of the days."""
    return Hours(key=key, week=dict.fromkeys(days, between(*pairs)))


def norway(*hours: Hours, **rules: object) -> Calendar:
    """Return a Norwegian municipality's calendar."""
    return made(CalendarRules(country="NO", zone="Europe/Oslo", **rules), *hours)  # type: ignore[arg-type]


def denmark(*hours: Hours, **rules: object) -> Calendar:
    """Return a Danish municipality's calendar."""
    return made(CalendarRules(country="DK", zone="Europe/Copenhagen", **rules), *hours)  # type: ignore[arg-type]


def made(rules: CalendarRules, *hours: Hours) -> Calendar:
    """Return a calendar with these opening hours by their keys."""
    return Calendar(rules, {each.key: each for each in hours})


def oslo(text: str) -> datetime:
    """Return "2026-03-31 15:40" on the clock in Oslo."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def copenhagen(text: str) -> datetime:
    """Return the moment on the clock in Copenhagen."""
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def walked_working_day(country: str, week: tuple[int, ...], day: date, count: int) -> date:
    """Walk day by day to the ``count``-th working day after ``day``, the obvious way."""
    public = holidays.country_holidays(country)
    while count:
        day += timedelta(days=1)
        if day.weekday() in week and day not in public:
            count -= 1
    return day


def walked_open_minutes(
    week: Mapping[int, tuple[Interval, ...]], closed: set[date], zone: ZoneInfo, at: datetime, minutes: int
) -> datetime:
    """Walk minute by minute, looking at the clock on the wall, until ``minutes`` open ones have passed."""

    def is_open(moment: datetime) -> bool:
        local = moment.astimezone(zone)
        for back in (0, 1):
            day = local.date() - timedelta(days=back)
            for interval in () if day in closed else week.get(day.weekday(), ()):
                past_midnight = interval.end <= interval.start
                begun = back or local.time() >= interval.start
                over = local.time() >= interval.end if past_midnight == bool(back) else not past_midnight
                if begun and not over:
                    return True
        return False

    moment = at.astimezone(UTC)
    while minutes:
        minutes -= is_open(moment)
        moment += timedelta(minutes=1)
    return moment.astimezone(zone)
