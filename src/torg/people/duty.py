"""Who is on duty now in a unit, and when somebody is next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from torg.people.models import Staff
from torg.people.queries import READS_ONLY
from torg.strategy.calendars import Calendar


class OnDuty(NamedTuple):
    """Somebody at work now, to whom something can be offered."""

    id: int
    name: str


def on_duty(unit_ids: Collection[int], *, at: datetime, calendar: Calendar) -> dict[int, tuple[OnDuty, ...]]:
    """Who is on duty in each of these units at a moment: those who act, in working hours."""
    found: dict[int, tuple[OnDuty, ...]] = dict.fromkeys(unit_ids, ())
    if not calendar.desk_hours.is_open(at):
        return found
    staff = Staff.objects.filter(unit_id__in=list(unit_ids), is_active=True).exclude(role__in=READS_ONLY)
    for pk, name, unit_id in staff.order_by("name").values_list("pk", "name", "unit_id"):
        if unit_id is not None:
            found[unit_id] = (*found[unit_id], OnDuty(pk, name))
    return found


def next_duty(unit_id: int, *, at: datetime, calendar: Calendar) -> datetime | None:
    """When somebody is next on duty in a unit: now, when the desk opens, or None when it never does."""
    return calendar.desk_hours.opens_at(at)
