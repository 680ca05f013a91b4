"""Who is here and who is on duty: written by staff themselves, and by their managers for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction
from django.db.models import Q

from torg.people.models import Absence, AbsenceReason, Duty, Staff
from torg.people.queries import may_manage


class NotTheirs(Exception):
    """Only the person themselves, their manager and administrators say where somebody is, or who is on duty."""


class SubstituteRing(Exception):
    """The substitute is away at that time, and their own substitute leads back to the one who is away."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class EndsBeforeItStarts(Exception):
    """An absence or a duty must end after it has begun."""


@dataclass(frozen=True, slots=True)
class When:
    """When a duty is: every week on ``weekday`` (0 = Monday), or each day from a day to a day."""

    starts: time
    ends: time
    weekday: int | None = None
    from_day: date | None = None
    to_day: date | None = None


@transaction.atomic
def note_absence(
    staff_id: int,
    *,
    reason: str,
    starts_at: datetime,
    until: datetime | None,
    substitute: int | None = None,
    says: str = "",
    by: Staff,
    now: datetime,
) -> int:
    """Notes that somebody is away; gives its id. Raises NotTheirs, EndsBeforeItStarts, SubstituteRing.

    Several may overlap: a lunch within a course. ``until`` None means that nobody knows yet.
    """
    away = Staff.objects.select_related("unit").get(pk=staff_id)
    if not may_manage(by, away):
        raise NotTheirs
    if until is not None and until <= starts_at:
        raise EndsBeforeItStarts
    _lock_everybodys()
    if substitute is not None:
        _insist_on_no_ring(staff_id, substitute, starts_at, until)
    row = Absence.objects.create(
        staff=away, reason=AbsenceReason(reason), starts_at=starts_at, until=until, substitute_id=substitute,
        says=" ".join(says.split())[:300], noted_at=now, noted_by=by,
    )  # fmt: skip
    return row.pk


@transaction.atomic
def end_absence(absence_id: int, *, by: Staff, now: datetime) -> None:
    """They are back, or the absence is taken back; nothing happens when it was ended already. Raises NotTheirs."""
    row = Absence.objects.select_for_update(of=("self",)).select_related("staff").get(pk=absence_id)
    if not may_manage(by, row.staff):
        raise NotTheirs
    if row.ended_at is None:
        row.ended_at = now
        row.save(update_fields=["ended_at"])


@transaction.atomic
def set_duty(unit_id: int, *, staff_id: int, when: When, by: Staff) -> int:
    """Puts somebody on a unit's list; gives the row's id. Raises NotTheirs, EndsBeforeItStarts."""
    _insist_on_manager(by, unit_id)
    if when.ends <= when.starts or (when.from_day and when.to_day and when.to_day < when.from_day):
        raise EndsBeforeItStarts
    row, _new = Duty.objects.get_or_create(
        unit_id=unit_id, staff_id=staff_id, weekday=when.weekday, from_day=when.from_day, to_day=when.to_day,
        starts=when.starts, ends=when.ends,
    )  # fmt: skip
    return row.pk


@transaction.atomic
def drop_duty(duty_id: int, *, by: Staff) -> None:
    """Takes somebody off a list; raises NotTheirs."""
    duty = Duty.objects.get(pk=duty_id)
    _insist_on_manager(by, duty.unit_id)
    duty.delete()


def _insist_on_manager(by: Staff, unit_id: int) -> None:
    if not may_manage(by, unit_id):
        raise NotTheirs


def _lock_everybodys() -> None:
    """Two who name each other at the same moment must not both succeed: the second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7, 1)")


def _insist_on_no_ring(staff_id: int, substitute: int, starts_at: datetime, until: datetime | None) -> None:
    """Follows the substitutes through every absence that overlaps the time; coming back to the start is a ring."""
    seen, queue = set[int](), [substitute]
    overlaps = Absence.objects.filter(ended_at=None, substitute__isnull=False)
    overlaps = overlaps.filter(Q(until=None) | Q(until__gt=starts_at))
    overlaps = overlaps.filter(starts_at__lt=until) if until is not None else overlaps
    while queue:
        one = queue.pop()
        if one == staff_id:
            raise SubstituteRing(Staff.objects.values_list("name", flat=True).get(pk=substitute))
        if one not in seen:
            seen.add(one)
            queue += [pk for pk in overlaps.filter(staff_id=one).values_list("substitute_id", flat=True) if pk]
