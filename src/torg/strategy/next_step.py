"""What is to be done about a promise now: nothing yet, soon, or at once; and when somebody is to be reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from torg.strategy.calendars import Calendar
from torg.strategy.opening import OpenHours

_LAST_PART = 0.25
_ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """How a promise stands."""

    FINE = "fine"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class NextStep:
    """How a promise stands now, and when to remind of it: a moment in working hours that is not before now.

    A reminder is to go out when ``remind_at <= now`` and none has gone out for this ``kind``. ``soon_from`` is the
    moment from which the promise counts as soon due.
    """

    kind: State
    remind_at: datetime | None
    soon_from: datetime


def next_step(
    calendar: Calendar,
    *,
    made_at: datetime,
    aim_by: datetime | None,
    due_by: datetime,
    now: datetime,
    hours: str = "",
) -> NextStep:
    """Say how an open promise stands at ``now``.

    It is soon due when less than one working day is left, or less than a quarter of the working time there was where
    that comes later: a promise of two hours is not soon due from its first minute. Both are reckoned to the last
    working moment before ``due_by``, because nobody answers at five to midnight. It is also soon due once ``aim_by``
    has passed. Overdue is after ``due_by``.

    ``hours`` is a key of the strategy's hours; without it, and without hours for the municipality's day, reminders
    keep to working days 08:00-15:30. ``remind_at`` is None when nobody is at work before the promise falls due.
    """
    opening = _working_hours(calendar, hours)
    # In UTC: moments in one zone are compared by the clock on the wall, wrong in the hour that comes twice.
    made_at, due_by, now = made_at.astimezone(UTC), due_by.astimezone(UTC), now.astimezone(UTC)
    soon_from = _soon_from(calendar, opening, made_at, due_by)
    if aim_by is not None:
        soon_from = min(soon_from, aim_by.astimezone(UTC))
    if now > due_by:
        return NextStep(State.OVERDUE, opening.opens_at(now), calendar.local(soon_from))
    remind_at = opening.opens_at(max(now, soon_from))
    kind = State.SOON if now >= soon_from else State.FINE
    return NextStep(
        kind, remind_at if remind_at is not None and remind_at <= due_by else None, calendar.local(soon_from)
    )


def _working_hours(calendar: Calendar, hours: str) -> OpenHours:
    key = hours or calendar.rules.day_hours
    if key and not calendar.hours(key).always:
        return calendar.hours(key)
    return calendar.desk_hours


def _soon_from(calendar: Calendar, opening: OpenHours, made_at: datetime, due_by: datetime) -> datetime:
    last = opening.last_open_by(due_by)
    if last is None or last.astimezone(UTC) <= made_at:  # nobody is at work in between
        return due_by - (due_by - made_at) * _LAST_PART
    day_before = last.date() - _ONE_DAY
    while not calendar.is_working_day(day_before) and day_before > calendar.local(made_at).date():
        day_before -= _ONE_DAY
    a_day_left = last.replace(year=day_before.year, month=day_before.month, day=day_before.day)
    worked = opening.open_seconds(made_at, last)
    quarter_left = opening.add_open_seconds(made_at, int(worked * (1 - _LAST_PART)))
    return max(a_day_left.astimezone(UTC), quarter_left.astimezone(UTC))
