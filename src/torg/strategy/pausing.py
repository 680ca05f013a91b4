"""When the clock goes on after we have waited for the sender: the date moves by the time that it stood still."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from torg.strategy.calendars import Calendar
from torg.strategy.deadlines import Due
from torg.strategy.explanations import Fact, Step
from torg.strategy.model import Unit

_ELAPSED = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)


def counted_in(steps: Iterable[Step]) -> Unit:
    """What a promise was counted in, by its explanation; working days where a person chose the day."""
    for step in steps:
        if step.code in {"promised", "stood_still"} and "unit" in step.data:
            return Unit(str(step.data["unit"]))
    return Unit.WORKING_DAY


def resumed(
    calendar: Calendar, steps: Iterable[Step], *, what: str, due_by: datetime, from_at: datetime, to_at: datetime
) -> Due:
    """Return when a promise falls due whose clock stood still from ``from_at`` to ``to_at``, and why then.

    It moves by what it is counted in: working days whose end lay in the pause; calendar days; opening hours; or real
    elapsed time. Weeks and months move by calendar days, off a day that is not worked. It never falls due before the
    sender's answer has been there for the rest of a working day: what goes on again is not overdue at once.
    """
    unit = counted_in(steps)
    before, start, end = calendar.local(due_by), calendar.local(from_at), calendar.local(to_at)
    amount, shown, by = _moved(calendar, unit, before, start, end)
    if by.astimezone(UTC) <= end.astimezone(UTC):
        by = calendar.end_of_working_day(end.date(), 1)
    facts: dict[str, Fact] = {
        "what": what,
        "before": before.isoformat(timespec="seconds"),
        "from": start.isoformat(timespec="seconds"),
        "to": end.isoformat(timespec="seconds"),
        "amount": amount,
        "unit": shown.value,
    }
    ends = "day" if (by.hour, by.minute) == (23, 59) else "moment"
    return Due(by, (Step("stood_still", facts), Step("due", {"at": by.isoformat(timespec="seconds"), "ends": ends})))


def _moved(
    calendar: Calendar, unit: Unit, before: datetime, start: datetime, end: datetime
) -> tuple[int, Unit, datetime]:
    """How much it moves, in which unit that is told, and where to."""
    if unit in _ELAPSED or unit is Unit.OPENING_HOUR:
        return _by_the_clock(calendar, unit, before, start, end)
    if unit is Unit.WORKING_DAY:
        days = _working_days(calendar, start, end)
        return days, Unit.WORKING_DAY, calendar.end_of_working_day(before.date(), days) if days else before
    days = end.toordinal() - start.toordinal()
    lands = before.date() + timedelta(days=days)
    if not days:
        return 0, Unit.CALENDAR_DAY, before
    by = calendar.end_of(lands) if unit is Unit.CALENDAR_DAY else calendar.end_of_working_day(lands, 0)
    return days, Unit.CALENDAR_DAY, by


def _by_the_clock(
    calendar: Calendar, unit: Unit, before: datetime, start: datetime, end: datetime
) -> tuple[int, Unit, datetime]:
    stood = end.astimezone(UTC) - start.astimezone(UTC)
    if unit is Unit.OPENING_HOUR:
        key = calendar.rules.day_hours
        opening = calendar.hours(key) if key else calendar.desk_hours
        stood = timedelta(seconds=opening.open_seconds(start, end))
        by = opening.add_open_seconds(before, int(stood.total_seconds())) if stood else before
    else:
        by = (before.astimezone(UTC) + stood).astimezone(calendar.zone)
    minutes = int(stood.total_seconds()) // 60
    shown = Unit.HOUR if unit is not Unit.OPENING_HOUR else Unit.OPENING_HOUR
    if minutes < 120 and unit is not Unit.OPENING_HOUR:
        return minutes, Unit.MINUTE, by
    return minutes // 60, shown, by


def _working_days(calendar: Calendar, start: datetime, end: datetime) -> int:
    """How many working days ended between two moments."""
    first, last = start.date().toordinal(), end.date().toordinal()
    days = [date.fromordinal(n) for n in range(first, last + 1)]
    return sum(calendar.is_working_day(day) and start <= calendar.end_of(day) < end for day in days)
