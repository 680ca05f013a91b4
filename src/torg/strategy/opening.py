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
_YEARS_AHEAD = 3
_HORIZON_YEARS = 40
_NEAR_A_CHANGE = 2 * 3600


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

    Where no stretch lies near a clock change (``plain``) the clock on the wall may be used instead, which is quicker:
    ``walls`` are the starts and ends, by turns, in wall seconds since the first day; ``opens`` are the starts.
    """

    first_year: int
    last_year: int
    first: int
    starts: list[int]
    ends: list[int]
    before: list[int]
    through: list[int]
    plain: bool
    walls: list[int]
    opens: list[datetime]
    zone: ZoneInfo

    def plus(self, local: datetime, seconds: int) -> datetime | None:
        """Return when so many open seconds have passed since the local moment, or None when the table ends before."""
        reach: float = seconds
        if self.plain:
            second: float = (
                (local.toordinal() - self.first) * 86400 + local.hour * 3600 + local.minute * 60 + local.second
            )
            if local.microsecond:
                second += local.microsecond / 1e6
            turn = bisect_right(self.walls, second)
            place = turn >> 1
            if turn & 1:  # open: what is left of this stretch counts too
                reach += self.before[place] + second - self.walls[turn - 1]
            elif place:
                reach += self.through[place - 1]
        else:
            second = local.timestamp()
            place = max(bisect_right(self.starts, second) - 1, 0)
            reach += (
                self.before[place] + max(min(second, self.ends[place]) - self.starts[place], 0) if self.starts else 0
            )
        place = bisect_left(self.through, reach, place)
        if place == len(self.through):
            return None
        more = reach - self.before[place]
        if self.plain:
            return self.opens[place] + timedelta(0, more)
        return datetime.fromtimestamp(self.starts[place] + more, self.zone)


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
            table = self._grown(after.year, table.last_year + _YEARS_AHEAD)
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
        local = at.astimezone(self._zone)
        table = self._table
        if table is None or not table.first_year < local.year <= table.last_year:
            table = self._around(local)
        while (found := table.plus(local, seconds)) is None:
            if table.last_year - local.year > _HORIZON_YEARS:
                raise NeverOpen("open hour", local.date())
            table = self._grown(local.year, table.last_year + _YEARS_AHEAD)
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
        pieces: list[tuple[int, int]] = []
        for ordinal in range(date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            for interval in self._on(day).intervals:
                past_midnight = interval.end <= interval.start
                last = date.fromordinal(ordinal + 1) if past_midnight else day
                pieces.append((_second(day, interval.start, self._zone), _second(last, interval.end, self._zone)))
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(pieces):
            if end <= start:
                continue
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        through = list(accumulate(end - start for start, end in zip(starts, ends, strict=True)))
        opens = [datetime.fromtimestamp(start, self._zone) for start in starts]
        first = date(first_year, 1, 1).toordinal()
        return _Stretches(
            first_year=first_year,
            last_year=last_year,
            first=first,
            starts=starts,
            ends=ends,
            before=[0, *through[:-1]],
            through=through,
            plain=all(self._is_plain(start, end) for start, end in zip(starts, ends, strict=True)),
            walls=[self._wall_second(at, first) for ends_too in zip(starts, ends, strict=True) for at in ends_too],
            opens=opens,
            zone=self._zone,
        )

    def _wall_second(self, at: int, first: int) -> int:
        local = datetime.fromtimestamp(at, self._zone)
        return (local.toordinal() - first) * 86400 + local.hour * 3600 + local.minute * 60 + local.second

    def _is_plain(self, start: int, end: int) -> bool:
        """Say whether the clock stays the same from well before the stretch until well after it."""
        early, late = start - _NEAR_A_CHANGE, end + _NEAR_A_CHANGE
        return (
            datetime.fromtimestamp(early, self._zone).utcoffset()
            == datetime.fromtimestamp(late, self._zone).utcoffset()
        )


def _second(day: date, at: time, zone: ZoneInfo) -> int:
    """Return the clock time as seconds since 1970.

    A time said once means its first occurrence on the night when an hour comes twice; a time in the hour that is
    left out in spring means the moment when the clock jumps.
    """
    local = datetime.combine(day, at, zone)
    second = int(local.timestamp())
    if datetime.fromtimestamp(second, zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return second
    low, offset = int(local.replace(fold=1).timestamp()), local.utcoffset()
    while second - low > 1:  # between the two readings of the missing time lies the jump
        middle = (low + second) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == offset:
            low = middle
        else:
            second = middle
    return second
