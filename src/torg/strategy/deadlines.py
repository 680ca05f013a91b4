"""From a moment and a span to the moment when a promise falls due, and the steps that led there."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from torg.strategy.calendars import END_OF_DAY, Calendar
from torg.strategy.due_steps import elapsed_steps, half_day_steps, opening_steps, skipped_steps
from torg.strategy.explanations import Fact, Step
from torg.strategy.model import Span, Unit
from torg.strategy.opening import OpenHours

_ELAPSED = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
_WORKING_DAY, _OPENING_HOUR = Unit.WORKING_DAY, Unit.OPENING_HOUR
_DAYS = (Unit.WORKING_DAY, Unit.CALENDAR_DAY)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """When something falls due, and why then."""

    by: datetime
    steps: tuple[Step, ...]


def due_by(
    calendar: Calendar, span: Span, at: datetime, *, hours: str = "", after_hours: Span | None = None
) -> datetime:
    """Return when the span has run from ``at``, on the municipality's clock, without explaining.

    Days end at 23:59:59, or at closing time where the calendar says so. The day of receipt is not counted; a span of
    zero days is the same day, or the next one when ``hours`` (a key of the strategy's hours) are over for that day;
    ``after_hours`` then replaces the span. Calendar days may end on a day off; weeks and months roll forward off one.
    Seconds, minutes and hours are real elapsed time. Raises NeverOpen when the calendar leaves no such moment.
    """
    local = at if at.tzinfo is calendar.zone else calendar.local(at)
    if after_hours is not None and _over_for_today(calendar, hours, local):
        span = after_hours
    unit, amount = span.unit, span.amount
    if unit is _WORKING_DAY and amount:
        return calendar.end_of_working_day(local, amount)
    if unit is _OPENING_HOUR:
        return _opening(calendar, hours).add_open_seconds(local, amount * 3600)
    if unit in _ELAPSED:
        return (local.astimezone(UTC) + timedelta(seconds=amount * _ELAPSED[unit])).astimezone(calendar.zone)
    lands = _lands_on(local.date(), span)
    if unit is Unit.CALENDAR_DAY:
        by = calendar.end_of(lands)
        gone = not amount and (by < local or _over_for_today(calendar, hours, local))
        return calendar.end_of(lands + _ONE_DAY) if gone else by
    by = calendar.end_of_working_day(lands, 0)
    gone = by < local
    if unit is _WORKING_DAY and by.toordinal() == local.toordinal():
        gone = gone or _over_for_today(calendar, hours, local)
    return calendar.end_of_working_day(lands, 1) if gone else by


def due(
    calendar: Calendar,
    span: Span,
    at: datetime,
    *,
    hours: str = "",
    after_hours: Span | None = None,
    how: str = "",
    promised: Mapping[str, Fact] | None = None,
) -> Due:
    """Return when the span has run from ``at``, with its explanation; the date is exactly that of ``due_by``.

    ``how`` is the kind of channel it came by ("phone" makes it "you called"); ``promised`` are facts about the promise
    (what, source, default, share) that belong in the explanation.
    """
    by = due_by(calendar, span, at, hours=hours, after_hours=after_hours)
    local = calendar.local(at)
    steps = [Step("arrived", {"at": local.isoformat(timespec="seconds"), "how": how})]
    if (after_hours is not None or (span.amount == 0 and span.unit in _DAYS)) and _over_for_today(
        calendar, hours, local
    ):
        closed: dict[str, Fact] = {"day": local.date().isoformat()}
        if after_hours is None:
            closed["instead_of"] = span.unit.value
        steps.append(Step("after_hours", closed))
        span = after_hours or span
    steps.append(Step("promised", {"amount": span.amount, "unit": span.unit.value, **(promised or {})}))
    ends = "moment"
    if span.unit in _ELAPSED:
        steps.extend(elapsed_steps(local, by))
    elif span.unit is Unit.OPENING_HOUR:
        steps.extend(opening_steps(_opening(calendar, hours), local, by, span.amount))
    else:
        steps.extend(_day_steps(calendar, span, local, by))
        ends = "day" if by.time() == END_OF_DAY else "closing"
    steps.append(Step("due", {"at": by.isoformat(timespec="seconds"), "ends": ends}))
    return Due(by, tuple(steps))


def _day_steps(calendar: Calendar, span: Span, local: datetime, by: datetime) -> list[Step]:
    """Tell which days were counted and which were not."""
    steps: list[Step] = []
    received, last = local.date(), by.date()
    if span.unit is Unit.WORKING_DAY:
        if span.amount:
            first = calendar.nth_working_day(received, 1)
            steps.append(Step("counted", {"first": first.isoformat(), "last": last.isoformat(), "days": span.amount}))
        start = received if not calendar.is_working_day(received) else received + _ONE_DAY
        steps.extend(skipped_steps(calendar, start, last))
    elif span.unit is not Unit.CALENDAR_DAY:
        lands = _lands_on(received, span)
        if lands != last:
            steps.append(Step("lands_on", {"day": lands.isoformat()}))
            steps.extend(skipped_steps(calendar, lands, last))
            steps.append(Step("moved_to", {"day": last.isoformat()}))
    return steps + half_day_steps(calendar, by)


def _over_for_today(calendar: Calendar, hours: str, at: datetime) -> bool:
    """Say whether the hours are over: closed now and not opening again today. Before opening is still today."""
    return bool(hours) and calendar.hours(hours).closed_for_the_day(at)


def _opening(calendar: Calendar, hours: str) -> OpenHours:
    """Return the hours that opening hours are counted in; where none are named, those of a desk on working days."""
    key = hours or calendar.rules.day_hours
    return calendar.hours(key) if key else calendar.desk_hours


def _lands_on(day: date, span: Span) -> date:
    """Count days, weeks or months on from a day; a month without that number ends on its last day."""
    if span.unit is Unit.MONTH:
        years, month = divmod(day.month - 1 + span.amount, 12)
        year = day.year + years
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day + timedelta(days=span.amount * (7 if span.unit is Unit.WEEK else 1))
