"""The facts behind a due date: which days and hours were counted, and which were not, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from torg.strategy.calendars import HALF_DAY, Calendar
from torg.strategy.explanations import Fact, Step
from torg.strategy.opening import OpenHours

_SHOWN_STRETCHES = 6
_ONE_DAY = timedelta(days=1)
_Reason = tuple[str, tuple[str, ...], str]


def skipped_steps(calendar: Calendar, first: date, last: date) -> list[Step]:
    """Return the days off from ``first`` to ``last``; days in a row with the same reason are one step."""
    days = (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
    off = ((day, calendar.why_closed(day)) for day in days)
    return _runs((day, None if why is None else (why.code, why.keys, why.reason)) for day, why in off)


def half_day_steps(calendar: Calendar, by: datetime) -> list[Step]:
    """Tell when the last day ends early because the municipality closes early that day."""
    half = calendar.half_day(by.date()) if calendar.rules.day_ends_at_closing else None
    if half is None or by.time() != half[0]:
        return []
    return [Step("half_day", {"day": by.date().isoformat(), "closes": f"{half[0]:%H:%M}", "reason": half[1]})]


def elapsed_steps(start: datetime, end: datetime) -> list[Step]:
    """Tell of the clocks when they change in between; otherwise elapsed time needs no words."""
    before, after = start.utcoffset(), end.utcoffset()
    if before == after or before is None or after is None:
        return []
    low, high = start.astimezone(UTC), end.astimezone(UTC)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(end.tzinfo).utcoffset() == before:
            low = middle
        else:
            high = middle
    day = high.astimezone(end.tzinfo).date().isoformat()
    return [Step("clock_change", {"day": day, "minutes": int((after - before).total_seconds()) // 60})]


def opening_steps(opening: OpenHours, start: datetime, end: datetime, hours: int) -> list[Step]:
    """List the open stretches that were counted, then each day in between that has none, with its reason."""
    stretches = [] if opening.always else opening.stretches(start, end)
    if not stretches:
        return elapsed_steps(start, end)
    shown = stretches if len(stretches) <= _SHOWN_STRETCHES else [stretches[0], stretches[-1]]
    facts: dict[str, Fact] = {"hours": hours, "stretches": len(stretches)}
    facts["from"] = [stretch.start.isoformat(timespec="minutes") for stretch in shown]
    facts["to"] = [stretch.end.isoformat(timespec="minutes") for stretch in shown]
    touched = {stretch.start.date() for stretch in stretches} | {stretch.end.date() for stretch in stretches}
    closed: list[tuple[date, _Reason | None]] = []
    shortened: list[Step] = []
    for ordinal in range(start.toordinal(), end.toordinal() + 1):
        day = date.fromordinal(ordinal)
        on = opening.on(day)
        counted = day in touched or not on.code or on.code == HALF_DAY
        closed.append((day, None if counted else (on.code, on.keys, on.reason)))
        if on.code == HALF_DAY:
            closes = f"{max(interval.end for interval in on.intervals):%H:%M}" if on.intervals else ""
            shortened.append(Step("half_day", {"day": day.isoformat(), "closes": closes, "reason": on.reason}))
    changes = [step for stretch in stretches for step in elapsed_steps(stretch.start, stretch.end)]
    return [Step("counted_hours", facts), *_runs(closed), *shortened, *changes]


def _runs(days: Iterable[tuple[date, _Reason | None]]) -> list[Step]:
    """Gather days in a row that share a reason into one step each."""
    runs: list[tuple[date, date, _Reason]] = []
    for day, why in days:
        if why is None:
            continue
        if runs and runs[-1][2] == why and runs[-1][1] + _ONE_DAY == day:
            runs[-1] = (runs[-1][0], day, why)
        else:
            runs.append((day, day, why))
    return [_skipped(first, last, why) for first, last, why in runs]


def _skipped(first: date, last: date, why: _Reason) -> Step:
    code, keys, reason = why
    facts: dict[str, Fact] = {"from": first.isoformat(), "to": last.isoformat(), "why": code}
    if keys:
        facts["keys"] = list(keys)
    if reason:
        facts["reason"] = reason
    return Step("skipped", facts)
