"""The municipality's calendar, compiled once: which days are worked, and when the doors are open.

Working days are looked up in a table that grows by years as they are needed; opening hours likewise, in
``opening.py``. Nothing here asks the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from torg.strategy.holiday_names import holiday_name, public_holidays
from torg.strategy.model import CalendarRules, Hours, Interval, Strategy
from torg.strategy.opening import ALWAYS, DayHours, NeverOpen, OpenHours

WEEKEND, HOLIDAY, MUNICIPAL = "weekend", "holiday", "municipal"
NOT_THAT_DAY, HALF_DAY = "weekday", "half_day"
END_OF_DAY = time(23, 59, 59)
_DESK = Hours(key="(desk)")
_DESK_DAY = (Interval(time(8), time(15, 30)),)
_AND = {"nb": " og ", "nn": " og ", "da": " og ", "en": " and "}
_YEARS_AHEAD = 4
_HORIZON_YEARS = 120
_KEPT = 16


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is not worked.

    ``code`` is "weekend" (outside the working week), "holiday" (``keys`` name the public holidays) or "municipal"
    (the municipality's own closed day; ``reason`` is its own words).
    """

    code: str
    keys: tuple[str, ...] = ()
    reason: str = ""

    def name(self, language: str) -> str:
        """Return the holiday's name, or the municipality's reason; empty for a weekend."""
        return _AND[language].join(holiday_name(key, language) for key in self.keys) if self.keys else self.reason


@dataclass(frozen=True, slots=True)
class _Days:
    """Working days of whole years, by ordinal: ``after`` is the place in ``ends`` of the first one after a day."""

    first_year: int
    last_year: int
    after: Mapping[int, int]
    ends: list[datetime]
    off: Mapping[int, DayOff]


class Calendar:
    """Working days and opening hours of one municipality, by its own zone, closed days and public holidays."""

    def __init__(self, rules: CalendarRules, hours: Mapping[str, Hours] | None = None) -> None:
        self.rules = rules
        self.zone = ZoneInfo(rules.zone)
        self._hours_said = dict(hours or {})
        self._opening: dict[str, OpenHours] = {}
        self._table = _Days(1, 0, {}, [], {})

    @classmethod
    def of(cls, strategy: Strategy) -> Calendar:
        """Return the strategy's calendar; the same strategy object gets the same calendar, compiled once."""
        kept = _COMPILED.get(id(strategy))
        if kept is not None and kept[0] is strategy:
            return kept[1]
        calendar = cls(strategy.calendar, strategy.hours)
        while len(_COMPILED) >= _KEPT:
            _COMPILED.pop(next(iter(_COMPILED)), None)
        _COMPILED[id(strategy)] = (strategy, calendar)
        return calendar

    def local(self, at: datetime) -> datetime:
        """Return the moment on the municipality's clock; a moment without a zone raises ValueError."""
        if at.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return at.astimezone(self.zone)

    # -- days -----------------------------------------------------------------------------------------------------
    def why_closed(self, day: date) -> DayOff | None:
        """Return why the day is not worked, or None for a working day. A holiday on a weekend counts as weekend."""
        return self._days(day.year, day.year).off.get(day.toordinal())

    def is_working_day(self, day: date) -> bool:
        """Say whether the day is worked."""
        return self.why_closed(day) is None

    def end_of_working_day(self, day: date, count: int) -> datetime:
        """Return the end of the ``count``-th working day after ``day``; 0 is ``day`` itself, or the first after it.

        Raises NeverOpen when no such day is near.
        """
        table = self._table
        place = table.after.get(day.toordinal())
        if place is not None and 0 < count <= len(table.ends) - place:
            return table.ends[place + count - 1]
        return self._end_of_farther_day(day, count)

    def _end_of_farther_day(self, day: date, count: int) -> datetime:
        """Grow the table until it holds the day that is sought."""
        table = self._days(day.year, day.year + _YEARS_AHEAD)
        ordinal = day.toordinal()
        place = table.after[ordinal] + count - 1
        if count == 0 and ordinal in table.off:
            place += 1
        while place >= len(table.ends):
            if table.last_year - day.year > _HORIZON_YEARS:
                raise NeverOpen("working day", day)
            table = self._days(day.year, table.last_year + 2 * _YEARS_AHEAD)
            place = table.after[ordinal] + max(count, 1 if ordinal in table.off else 0) - 1
        return table.ends[place]

    def nth_working_day(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``; 0 is ``day`` itself when worked, else the first after."""
        return self.end_of_working_day(day, count).date()

    def end_of(self, day: date) -> datetime:
        """Return the moment when a day promise falls due on that day: 23:59:59, or closing time if the rules say so."""
        closing = self._closing(day) if self.rules.day_ends_at_closing else END_OF_DAY
        return datetime.combine(day, closing, self.zone)

    def half_day(self, day: date) -> tuple[time, str] | None:
        """Return (closing time, reason) when the municipality closes early that day."""
        said = self.rules.half_days.get(day)
        return said if said is not None else self.rules.yearly_half_days.get((day.month, day.day))

    def _closing(self, day: date) -> time:
        half = self.half_day(day)
        intervals = self.hours(self.rules.day_hours).intervals_on(day) if self.rules.day_hours else ()
        if intervals:
            last = max(intervals, key=lambda interval: interval.start)
            return last.end if last.end > last.start else END_OF_DAY
        return half[0] if half else END_OF_DAY

    def _days(self, first_year: int, last_year: int) -> _Days:
        table = self._table
        if table.first_year <= first_year and last_year <= table.last_year:
            return table
        if table.ends or table.off:
            first_year, last_year = min(first_year, table.first_year), max(last_year, table.last_year)
        self._table = table = self._build(first_year, last_year)
        return table

    def _build(self, first_year: int, last_year: int) -> _Days:
        first, after = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal() + 1
        off: dict[int, DayOff] = {}
        place: dict[int, int] = {}
        ends: list[datetime] = []
        for ordinal in range(first, after):
            day = date.fromordinal(ordinal)
            reason = self._reason(day)
            if reason is None:
                ends.append(self.end_of(day))
            else:
                off[ordinal] = reason
            place[ordinal] = len(ends)
        return _Days(first_year, last_year, place, ends, off)

    def _reason(self, day: date) -> DayOff | None:
        if day.weekday() not in self.rules.working_week:
            return DayOff(WEEKEND)
        return self.closed_specially(day)

    def closed_specially(self, day: date) -> DayOff | None:
        """Return the public holiday or the municipality's own closed day, whatever the weekday."""
        keys = public_holidays(self.rules.country, day.year).get(day)
        if keys is not None:
            return DayOff(HOLIDAY, keys)
        said = self.rules.closed.get(day)
        if said is None:
            said = self.rules.yearly_closed.get((day.month, day.day))
        return None if said is None else DayOff(MUNICIPAL, (), said)

    # -- hours ----------------------------------------------------------------------------------------------------
    def hours(self, key: str) -> OpenHours:
        """Return the opening hours by their key in the strategy; "always" and "" are round the clock.

        A key that the strategy does not have raises KeyError (the checker finds these beforehand).
        """
        opening = self._opening.get(key)
        if opening is None:
            opening = self.opening(ALWAYS if key in ("", "always") else self._hours_said[key])
            self._opening[key] = opening
        return opening

    @property
    def desk_hours(self) -> OpenHours:
        """When somebody is at work where the strategy names no hours: Torg's own 08:00-15:30 on working days."""
        opening = self._opening.get(_DESK.key)
        if opening is None:
            week = dict.fromkeys(self.rules.working_week, _DESK_DAY)
            opening = self._opening[_DESK.key] = self.opening(replace(_DESK, week=week))
        return opening

    def opening(self, hours: Hours) -> OpenHours:
        """Compile opening hours that need not be part of the strategy."""
        return OpenHours(hours, self.zone, lambda day: self._day_hours(hours, day))

    def _day_hours(self, hours: Hours, day: date) -> DayHours:
        """Decide one day: extra hours win over everything, then closed days, then the week cut by a half day."""
        if day in hours.extra:
            return DayHours(hours.extra[day])
        if day in hours.closed:
            return DayHours((), MUNICIPAL, (), hours.closed[day])
        special = self.closed_specially(day)
        week = hours.week.get(day.weekday(), ())
        if special is not None and (week or day.weekday() < 5):
            return DayHours((), special.code, special.keys, special.reason)
        if not week:
            return DayHours((), WEEKEND if day.weekday() >= 5 else NOT_THAT_DAY)
        half = self.half_day(day)
        cut = week if half is None else _cut(week, half[0])
        return DayHours(week) if half is None or cut == week else DayHours(cut, HALF_DAY, (), half[1])


def _cut(week: tuple[Interval, ...], closing: time) -> tuple[Interval, ...]:
    """Let the day's intervals end at ``closing``."""
    kept = [interval for interval in week if interval.start < closing]
    return tuple(
        interval if interval.start < interval.end <= closing else Interval(interval.start, closing) for interval in kept
    )


_COMPILED: dict[int, tuple[Strategy, Calendar]] = {}
