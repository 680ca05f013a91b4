"""The small texts inside a strategy file: spans, opening hours, weekdays, days, percentages and sums of money.

Each function takes the text and returns the value, or raises ``Unreadable`` with what is wrong and how to mend it.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, time
from decimal import Decimal
from itertools import pairwise

from torg.strategy.model import Interval, Span, Unit
from torg.strategy.problems import nearest

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

SPAN_PATTERN = (
    r"^(at once|(same|next) (working |calendar )?day"
    r"|[0-9]+ (seconds?|minutes?|hours?|opening hours?|(working |calendar )?days?|weeks?|months?))$"
)
INTERVALS_PATTERN = r"^(closed|[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}(, ?[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2})*)$"
CLOCK_PATTERN = r"^[0-9]{2}:[0-9]{2}$"
WEEKDAYS_PATTERN = r"^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$"
PERCENT_PATTERN = r"^[0-9]+(\.[0-9]+)? ?%$"
MONEY_PATTERN = r"^[0-9]{1,12}(\.[0-9]+)? [A-Z]{3}$"
DAY_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"

_UNITS = {unit.value: unit for unit in Unit} | {"day": Unit.CALENDAR_DAY}
_SPAN_HINT = 'Write for example "5 working days", "48 hours", "8 calendar days", "same working day" or "at once".'


# Nobody is promised anything for later than this; it also keeps every date inside the calendar.
_LONGEST_SECONDS = 5 * 366 * 86400
_MOST_DIGITS = 12


class Unreadable(Exception):
    """A text that does not say a value; carries ``what`` is wrong and how to ``mend`` it."""

    def __init__(self, what: str, mend: str) -> None:
        self.what = what
        self.mend = mend
        super().__init__(f"{what} {mend}")


def span(text: str) -> Span:
    """A length of time: "5 working days", "at once", "next working day"; a bare "8 days" leaves its calendar unsaid."""
    said = " ".join(text.lower().split())
    if said == "at once":
        return Span(0, Unit.SECOND)
    first, _, rest = said.partition(" ")
    if first in ("same", "next") and rest in ("day", "working day", "calendar day"):
        return Span(0 if first == "same" else 1, _UNITS[rest], calendar_said=rest != "day")
    if not re.fullmatch(r"[0-9]+", first):
        raise Unreadable(f'"{text}" is not a length of time.', _SPAN_HINT)
    unit = rest.removesuffix("s")
    if unit not in _UNITS:
        near = nearest(unit, _UNITS)
        mend = f'Did you mean "{first} {near}{"" if first == "1" else "s"}"?' if near else _SPAN_HINT
        raise Unreadable(f'"{rest}" is not a unit of time.' if rest else f'"{text}" has no unit.', mend)
    length = Span(int(first[:_MOST_DIGITS]), _UNITS[unit], calendar_said=unit != "day")
    if len(first) > _MOST_DIGITS or rough_seconds(length) > _LONGEST_SECONDS:
        raise Unreadable("The time is longer than five years.", "Write a time that somebody can wait for.")
    return length


def rough_seconds(length: Span) -> int:
    """About how long a span is, to compare two of them; a working day counts as seven fifths of a day."""
    sizes = {
        Unit.SECOND: 1,
        Unit.MINUTE: 60,
        Unit.HOUR: 3600,
        Unit.OPENING_HOUR: 3600 * 4,
        Unit.CALENDAR_DAY: 86400,
        Unit.WORKING_DAY: 86400 * 7 // 5,
        Unit.WEEK: 86400 * 7,
        Unit.MONTH: 86400 * 30,
    }
    return length.amount * sizes[length.unit]


def clock(text: str) -> time:
    """A time of day, "09:00"; "24:00" is midnight."""
    if text == "24:00":
        return time(0)
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise Unreadable(f'"{text}" is not a time of day.', 'Write hours and minutes, for example "09:00".')
    return time.fromisoformat(text)


def intervals(text: str) -> tuple[Interval, ...]:
    """Opening hours of one day: "09:00-12:00, 13:00-15:00", "20:00-02:00" (past midnight), "00:00-24:00", "closed"."""
    if text.strip().lower() == "closed":
        return ()
    hint = 'Write for example "09:00-15:00", or "09:00-12:00, 13:00-15:00" for several, or "closed".'
    found: list[Interval] = []
    for part in text.split(","):
        start, dash, end = part.strip().partition("-")
        if not dash:
            raise Unreadable(f'"{part.strip()}" does not say from when to when.', hint)
        interval = Interval(clock(start.strip()), clock(end.strip()))
        if interval.start == interval.end != time(0):
            raise Unreadable(f'"{part.strip()}" opens and closes at the same time.', 'For all day write "00:00-24:00".')
        found.append(interval)
    found.sort(key=lambda interval: interval.start)
    for earlier, later in pairwise(found):
        if earlier.end > later.start or earlier.end <= earlier.start:
            raise Unreadable(f'"{text}" has intervals that overlap.', "Let each begin after the one before has ended.")
    return tuple(found)


def weekdays(text: str) -> tuple[int, ...]:
    """Days of the week, 0 = Monday: "mon", "mon-fri", and "fri-mon" over the weekend; also a list "mon, wed"."""
    days: list[int] = []
    for part in text.lower().replace(" ", "").split(","):
        first, _, last = part.partition("-")
        for word in (first, last or first):
            if word not in WEEKDAYS:
                near = nearest(word, WEEKDAYS)
                hint = f'Did you mean "{near}"?' if near else 'Write "mon-fri" or single days "mon", "tue" ...'
                raise Unreadable(f'"{word}" is not a day of the week.', hint)
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days += [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]
    if len(set(days)) < len(days):
        raise Unreadable(f'"{text}" names a day twice.', "Name each day once.")
    return tuple(sorted(days))


def percent(text: str) -> Decimal:
    """A percentage, "80 %", as the number before the sign."""
    if not re.fullmatch(PERCENT_PATTERN, text.strip()):
        raise Unreadable(f'"{text}" is not a percentage.', 'Write for example "80 %".')
    value = Decimal(text.strip().rstrip("% "))
    if value > 100:
        raise Unreadable(f'"{text}" is more than everything.', "A share lies between 0 % and 100 %.")
    return value


def money(text: str) -> tuple[Decimal, str]:
    """A sum and its currency: "110 NOK"."""
    if not re.fullmatch(MONEY_PATTERN, text.strip()):
        raise Unreadable(f'"{text}" is not a sum of money.', 'Write the sum and the currency, for example "110 NOK".')
    sum_, currency = text.split()
    return Decimal(sum_), currency


def day(text: str, *, last: bool) -> date:
    """A day from "2026-03-31", or the first or ``last`` day of "2026-03" or "2026"."""
    hint = 'Write a day 2026-03-31, a month "2026-03" or a year "2026".'
    if not re.fullmatch(DAY_PATTERN, text):
        raise Unreadable(f'"{text}" is not a day.', hint)
    parts = [int(part) for part in text.split("-")]
    year = parts[0]
    try:
        month = parts[1] if len(parts) > 1 else (12 if last else 1)
        ends = calendar.monthrange(year, month)[1] if last else 1
        return date(year, month, parts[2] if len(parts) > 2 else ends)
    except (ValueError, calendar.IllegalMonthError):
        raise Unreadable(f'"{text}" is not a day that exists.', hint) from None


def day_of_any_year(text: str) -> date | tuple[int, int]:
    """A day "2026-12-24", or every year's "12-24" as (month, day)."""
    if re.fullmatch(r"[0-9]{2}-[0-9]{2}", text):
        found = day(f"2024-{text}", last=False)
        return (found.month, found.day)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Unreadable(f'"{text}" is not a day.', 'Write "2026-12-24", or "12-24" for every year.')
    return day(text, last=False)
