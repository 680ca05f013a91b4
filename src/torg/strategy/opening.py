"""Opening hours as a table of open stretches, so that counting open time is two look-ups."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from torg.strategy.model import Hours, Interval

ALWAYS = Hours(key="always", always=True)
_YEARS_AHEAD = 1
_HORIZON_YEARS = 40
_DAY_ONE = date(1970, 1, 1).toordinal()
_SHORT = 50 * 3600


class NeverOpen(Exception):
    """There is no such working day or open hour ahead: the rules leave none. Carries what was sought and from when."""

    def __init__(self, sought: str, after: date) -> None:
        super().__init__(f"no {sought} after {after:%Y-%m-%d}: the calendar leaves none")
        self.sought = sought
        self.after = after


@dataclass(frozen=True, slots=True)
class DayHours:
    """What one day's opening hours came to; ``code``, ``keys`` and ``reason`` say why when closed or cut short."""

    intervals: tuple[Interval, ...]
    code: str = ""
    keys: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Open from ``start`` until just before ``end``, on the municipality's clock."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Open stretches of whole years in seconds since 1970; ``before[i]`` open seconds lie before stretch ``i``.

    Where no stretch lies on the day of a clock change (``plain``) the clock on the wall may be used instead, which is
    quicker for short times: ``opens`` and ``closes`` are the same stretches as moments, ``place_on`` gives for each
    day since ``first`` the first stretch that ends on it or later.
    """

    first_year: int
    last_year: int
    first: int
    starts: list[int]
    ends: list[int]
    before: list[int]
    through: list[int]
    plain: bool
    place_on: list[int]
    opens: list[datetime]
    closes: list[datetime]
    zone: ZoneInfo

    def plus(self, local: datetime, seconds: int) -> datetime | None:
        """Return when so many open seconds have passed since the local moment, or None when the table ends before."""
        if self.plain and seconds < _SHORT:
            return self._walked(local, timedelta(0, seconds))
        second = local.timestamp()
        place = bisect_right(self.starts, second) - 1
        reach: float = seconds
        if place >= 0:
            reach += min(self.before[place] + second - self.starts[place], self.through[place])
        place = bisect_left(self.through, reach)
        if place == len(self.through):
            return None
        return datetime.fromtimestamp(self.starts[place] + (reach - self.before[place]), self.zone)

    def _walked(self, local: datetime, left: timedelta) -> datetime | None:
        """Go from stretch to stretch on the clock on the wall; a few steps for a few hours."""
        opens, closes = self.opens, self.closes
        place = self.place_on[local.toordinal() - self.first]
        try:
            while local >= closes[place]:
                place += 1
            by = (opens[place] if local < opens[place] else local) + left  # noqa: FURB136 (max is a call)
            while by > closes[place]:
                left = by - closes[place]
                place += 1
                by = opens[place] + left
        except IndexError:
            return None
        return by


class OpenHours:
    """A calculator for one set of opening hours. Every moment given must carry a zone."""

    def __init__(self, said: Hours, zone: ZoneInfo, on: Callable[[date], DayHours]) -> None:
        self.said = said
        self.always = said.always
        self._zone = zone
        self._on = on
        self._table: _Stretches | None = None

    def on(self, day: date) -> DayHours:
        """Return the day's intervals, and the reason when closed or cut short."""
        return DayHours((Interval(time(0), time(0)),)) if self.always else self._on(day)

    def intervals_on(self, day: date) -> tuple[Interval, ...]:
        """Return the intervals that start on the day."""
        return self.on(day).intervals

    def is_open(self, at: datetime) -> bool:
        """Say whether it is open at the moment."""
        if self.always:
            return True
        second = at.timestamp()
        table = self._around(at)
        place = bisect_right(table.starts, second) - 1
        return place >= 0 and second < table.ends[place]

    def opens_at(self, after: datetime) -> datetime | None:
        """Return the first open moment at or after ``after`` (itself when open), or None when it never opens again."""
        if self.is_open(after):
            return after.astimezone(self._zone)
        table, second = self._around(after), after.timestamp()
        place = bisect_right(table.starts, second)
        while place >= len(table.starts):
            if table.last_year - after.year > _HORIZON_YEARS:
                return None
            table = self._grown(after.year, 2 * table.last_year - table.first_year)
            place = bisect_right(table.starts, second)
        return datetime.fromtimestamp(table.starts[place], self._zone)

    def closes_at(self, at: datetime) -> datetime | None:
        """Return when the stretch that is open at the moment ends; None when closed or when it never closes."""
        if self.always or not self.is_open(at):
            return None
        table = self._around(at)
        return datetime.fromtimestamp(table.ends[bisect_right(table.starts, at.timestamp()) - 1], self._zone)

    def last_open_by(self, at: datetime) -> datetime | None:
        """Return the last moment at or before ``at`` up to which it was open (itself when open); None when never."""
        if self.always:
            return at.astimezone(self._zone)
        table, second = self._around(at), at.timestamp()
        place = bisect_left(table.starts, second) - 1
        return None if place < 0 else datetime.fromtimestamp(min(table.ends[place], second), self._zone)

    def closed_for_the_day(self, at: datetime) -> bool:
        """Say whether it is closed and does not open again on the same local day."""
        if self.always or self.is_open(at):
            return False
        opens = self.opens_at(at)
        return opens is None or opens.date() != at.astimezone(self._zone).date()

    def add_open_seconds(self, at: datetime, seconds: int) -> datetime:
        """Return the moment when ``seconds`` of open time have passed since ``at``; zero seconds is ``at`` itself.

        Raises NeverOpen when the hours do not hold that much time ahead.
        """
        if self.always or seconds <= 0:
            return (at.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self._zone)
        local = at if at.tzinfo is self._zone else at.astimezone(self._zone)
        table = self._table
        if table is None or not table.first_year < local.year <= table.last_year:
            table = self._around(local)
        while (found := table.plus(local, seconds)) is None:
            if table.last_year - local.year > _HORIZON_YEARS:
                raise NeverOpen("open hour", local.date())
            table = self._grown(local.year, 2 * table.last_year - table.first_year)
        return found

    def open_seconds(self, start: datetime, end: datetime) -> int:
        """Return how many seconds are open between two moments."""
        between = self.stretches(start, end)
        return int(sum(each.end.timestamp() - each.start.timestamp() for each in between))

    def stretches(self, start: datetime, end: datetime) -> list[Stretch]:
        """Return what is open between two moments, cut to them."""
        if self.always:
            return [Stretch(start.astimezone(self._zone), end.astimezone(self._zone))]
        self._around(start)
        table = self._around(end)
        low, high = start.timestamp(), end.timestamp()
        first = max(bisect_right(table.starts, low) - 1, 0)
        found: list[Stretch] = []
        for place in range(first, bisect_left(table.starts, high)):
            opens, closes = max(table.starts[place], low), min(table.ends[place], high)
            if opens < closes:
                found.append(
                    Stretch(datetime.fromtimestamp(opens, self._zone), datetime.fromtimestamp(closes, self._zone))
                )
        return found

    # -- the table ------------------------------------------------------------------------------------------------
    def _around(self, at: datetime) -> _Stretches:
        table = self._table
        if table is not None and table.first_year < at.year <= table.last_year:
            return table
        return self._grown(at.year - 1, at.year + _YEARS_AHEAD)

    def _grown(self, first_year: int, last_year: int) -> _Stretches:
        table = self._table
        if table is not None:
            first_year, last_year = min(first_year, table.first_year), max(last_year, table.last_year)
        self._table = table = self._build(first_year, last_year)
        return table

    def _build(self, first_year: int, last_year: int) -> _Stretches:
        days = range(date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal() + 1)
        pieces: list[tuple[int, int]] = []
        changes: list[int] = []
        offset = _offset(days.start, self._zone)
        for ordinal in days:
            before, offset = offset, _offset(ordinal + 1, self._zone)
            if offset != before:
                changes.append(_midnight(ordinal) - before)
            for interval in self._on(date.fromordinal(ordinal)).intervals:
                last = ordinal + 1 if interval.end <= interval.start else ordinal
                pieces.append((_second(ordinal, interval.start, self._zone), _second(last, interval.end, self._zone)))
        starts, ends = _joined(pieces)
        through = list(accumulate(end - start for start, end in zip(starts, ends, strict=True)))
        closes = [datetime.fromtimestamp(end, self._zone) for end in ends]
        last_days = [close.toordinal() for close in closes]
        return _Stretches(
            first_year=first_year,
            last_year=last_year,
            first=days.start,
            starts=starts,
            ends=ends,
            before=[0, *through[:-1]],
            through=through,
            plain=not any(_touches(starts, ends, change, change + 86400) for change in changes),
            place_on=[bisect_left(last_days, ordinal) for ordinal in days],
            opens=[datetime.fromtimestamp(start, self._zone) for start in starts],
            closes=closes,
            zone=self._zone,
        )


def _joined(pieces: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return the starts and ends of what is open, where pieces that touch or overlap are one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(pieces):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        elif end > start:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _touches(starts: list[int], ends: list[int], low: int, high: int) -> bool:
    """Say whether any stretch reaches into the time from ``low`` to ``high``."""
    place = bisect_right(starts, high) - 1
    return place >= 0 and ends[place] >= low


def _midnight(ordinal: int) -> int:
    return (ordinal - _DAY_ONE) * 86400


def _offset(ordinal: int, zone: ZoneInfo) -> int:
    """Return how many seconds the zone is ahead at the start of the day."""
    ahead = datetime.combine(date.fromordinal(ordinal), time(0), zone).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds())


def on_the_clock(said: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment that a time without a zone means there; one that spring leaves out is that of the jump."""
    return datetime.fromtimestamp(_second(said.toordinal(), said.time(), zone), zone)


def _second(ordinal: int, at: time, zone: ZoneInfo) -> int:
    """Return the clock time as seconds since 1970.

    A time said once means its first occurrence on the night when an hour comes twice; a time in the hour that is
    left out in spring means the moment when the clock jumps.
    """
    local = datetime.combine(date.fromordinal(ordinal), at, zone)
    later = local.replace(fold=1)
    before, after = local.utcoffset(), later.utcoffset()
    second = int(local.timestamp())
    if before is None or after is None or before >= after:  # every hour but the one that spring leaves out
        return second
    low = second - int((after - before).total_seconds())
    while second - low > 1:  # between the two readings of the missing time lies the jump
        middle = (low + second) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == before:
            low = middle
        else:
            second = middle
    return second
