"""Opening hours as lines a person reads: "Monday-Thursday 08:00-15:30"."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext

from torg.faces.parts.dates import weekday
from torg.strategy.model import Hours, Interval


def in_words(hours: Hours, language: str) -> tuple[str, ...]:
    """One line for each run of days with the same hours, Monday first; closed days are left out."""
    if hours.always:
        return (gettext("Round the clock"),)
    lines: list[str] = []
    first = 0
    while first < 7:
        last = first
        while last < 6 and hours.week.get(last + 1, ()) == hours.week.get(first, ()):
            last += 1
        if intervals := hours.week.get(first, ()):
            lines.append(f"{_days(first, last, language)} {_times(intervals, language)}")
        first = last + 1
    return tuple(line[:1].upper() + line[1:] for line in lines)


def _days(first: int, last: int, language: str) -> str:
    if first == last:
        return weekday(first, language)
    return f"{weekday(first, language)}–{weekday(last, language)}"


def _times(intervals: tuple[Interval, ...], language: str) -> str:
    return gettext(" and ").join(f"{_clock(i.start, language)}–{_clock(i.end, language)}" for i in intervals)


def _clock(at: time, language: str) -> str:
    return at.strftime("%H.%M" if language == "da" else "%H:%M")
