"""Who works where, who is here, and who answers for a unit: what a caller, or a colleague, needs to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from torg.people.models import Absence, Duty, Staff
from torg.people.queries import REACHABLE, TOLD_TO_MANAGERS, AbsenceFacts, absences_at, may_manage

MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff as colleagues see them. ``absence`` has no reason that only managers may know: it is "away"."""

    id: int
    name: str
    role_said: str
    unit_id: int | None
    unit: str
    phone: str
    email: str
    absence: AbsenceFacts | None

    @property
    def is_away(self) -> bool:
        """Whether they can not be reached."""
        return self.absence is not None and self.absence.reason not in REACHABLE


@dataclass(frozen=True, slots=True)
class DutyView:
    """One line of a duty list: weekly on a day, or from a day to a day."""

    id: int
    staff_id: int
    name: str
    weekday: int | None
    from_day: date | None
    to_day: date | None
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence that has not ended, for the one it is about and their managers."""

    id: int
    reason: str
    reason_said: str
    starts_at: datetime
    until: datetime | None
    substitute: str
    says: str
    has_begun: bool


def colleagues(
    *, unit_ids: Collection[int] | None = None, words: str = "", at: datetime, reader: Staff
) -> list[Colleague]:
    """Open accounts of some units, or all whose name holds these words; at most MOST_FOUND when searched."""
    rows = Staff.objects.filter(is_active=True).select_related("unit").order_by("name", "pk")
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    for word in words.split()[:6]:
        rows = rows.filter(name__icontains=word)
    found = list(rows[:MOST_FOUND] if words else rows)
    away = absences_at([row.pk for row in found], at=at)
    return [colleague(row, away.get(row.pk), reader=reader) for row in found]


def colleague(row: Staff, absence: AbsenceFacts | None, *, reader: Staff) -> Colleague:
    """One member of staff, with what the reader may know of where they are."""
    if absence is not None and absence.reason in TOLD_TO_MANAGERS and not may_manage(reader, row):
        absence = AbsenceFacts(
            "away", absence.returns_at, absence.substitute_id, absence.substitute_name, absence.says, absence.id,
            absence.starts_at,
        )  # fmt: skip
    return Colleague(
        row.pk, row.name, row.get_role_display(), row.unit_id, row.unit.name if row.unit else "", row.phone, row.email,
        absence,
    )  # fmt: skip


def absences_of(staff_id: int, *, now: datetime) -> list[AbsenceView]:
    """A member of staff's absences now and to come, the next first."""
    rows = Absence.objects.filter(staff_id=staff_id, ended_at=None).exclude(until__lte=now)
    return [
        AbsenceView(
            row.pk, row.reason, row.get_reason_display(), row.starts_at, row.until,
            row.substitute.name if row.substitute else "", row.says, row.starts_at <= now,
        )
        for row in rows.select_related("substitute").order_by("starts_at")[:100]
    ]  # fmt: skip


def duties_of(unit_id: int, *, from_day: date) -> list[DutyView]:
    """A unit's duty list: the weeks first, then dates that have not passed."""
    rows = Duty.objects.filter(unit_id=unit_id).exclude(to_day__lt=from_day).select_related("staff")
    rows = rows.order_by("weekday", "from_day", "starts", "pk")
    return [
        DutyView(row.pk, row.staff_id, row.staff.name, row.weekday, row.from_day, row.to_day, row.starts, row.ends)
        for row in rows
    ]


def names_of_active() -> Sequence[tuple[int, str]]:
    """(id, name) of every open account, by name, to choose from."""
    return list(Staff.objects.filter(is_active=True).order_by("name").values_list("pk", "name"))
