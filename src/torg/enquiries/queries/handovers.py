"""Offers to other units: those of an enquiry, those waiting for a unit, and to whom one could be offered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from torg.editions.queries import in_force
from torg.enquiries.models import Enquiry, Handover, HandoverState
from torg.enquiries.numbers import said
from torg.people.duty import OnDuty, next_duties, on_duty
from torg.people.queries import units

OFFERS = 100


@dataclass(frozen=True, slots=True)
class HandoverView:
    """An enquiry offered to another unit: by whom, why, by when to answer, and what became of it (colleagues only).

    ``state`` is offered, accepted, refused, returned (nobody answered in time) or withdrawn; ``to_name`` is "" when it
    was offered to the whole unit.
    """

    id: int
    from_unit_id: int
    from_unit: str
    to_unit_id: int
    to_unit: str
    to_staff_id: int | None
    to_name: str
    note: str
    offered_at: datetime
    offered_by: str
    answer_by: datetime
    state: str
    settled_at: datetime | None
    settled_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer that waits for an answer, as a list shows it; ``listed_as`` holds nothing sensitive."""

    enquiry_id: int
    number: int
    number_said: str
    listed_as: str
    subject: str
    sensitive: bool
    from_unit: str
    to_unit: str
    to_unit_id: int
    to_staff_id: int | None
    to_name: str
    note: str
    offered_by: str
    offered_at: datetime
    answer_by: datetime
    due_by: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that an enquiry can be offered to, who is on duty there now, and when somebody is next.

    ``own_field`` is whether it is that unit's field of work, as far as is known.
    """

    unit_id: int
    name: str
    own_field: bool
    staff: tuple[OnDuty, ...]
    next_duty: datetime | None


def handovers_of(enquiry: Enquiry, names: Mapping[int, str]) -> tuple[HandoverView, ...]:
    """Every offer of an enquiry, the oldest first."""
    rows = Handover.objects.select_related("from_unit", "to_unit").filter(enquiry=enquiry).order_by("id")
    return tuple(
        HandoverView(
            id=h.pk, from_unit_id=h.from_unit_id, from_unit=h.from_unit.name, to_unit_id=h.to_unit_id,
            to_unit=h.to_unit.name, to_staff_id=h.to_staff_id, to_name=names.get(h.to_staff_id or 0, ""),
            note=h.note, offered_at=h.offered_at, offered_by=names.get(h.offered_by_id, ""), answer_by=h.answer_by,
            state=h.state, settled_at=h.settled_at, settled_by=names.get(h.settled_by_id or 0, ""), reason=h.reason,
        )
        for h in rows
    )  # fmt: skip


def offered_to(unit_ids: Collection[int] | None, *, now: datetime) -> list[OfferRow]:
    """What waits for these units to accept or refuse it, the most urgent first; None means every unit."""
    rows = Handover.objects.select_related("enquiry", "from_unit", "to_unit", "to_staff", "offered_by")
    rows = rows.filter(state=HandoverState.OFFERED)
    if unit_ids is not None:
        rows = rows.filter(to_unit__in=list(unit_ids))
    return [
        OfferRow(
            enquiry_id=h.enquiry_id, number=h.enquiry.number, number_said=said(h.enquiry.number),
            listed_as=h.enquiry.listed_as or h.enquiry.subject, subject=h.enquiry.subject,
            sensitive=h.enquiry.sensitive, from_unit=h.from_unit.name, to_unit=h.to_unit.name,
            to_unit_id=h.to_unit_id, to_staff_id=h.to_staff_id, to_name=h.to_staff.name if h.to_staff else "",
            note=h.note, offered_by=h.offered_by.name, offered_at=h.offered_at, answer_by=h.answer_by,
            due_by=h.enquiry.due_by, is_late=h.answer_by < now,
        )
        for h in rows.order_by("answer_by", "id")[:OFFERS]
    ]  # fmt: skip


def units_to_offer(enquiry_id: int, *, now: datetime) -> list[UnitChoice]:
    """The units that an enquiry can be offered to, those of its field first, with who is on duty there now."""
    enquiry, under = Enquiry.objects.get(pk=enquiry_id), in_force(now)
    others = [unit for unit in units().by_id.values() if unit.id != enquiry.unit_id]
    ids = [unit.id for unit in others]
    duty, upcoming = on_duty(ids, at=now, calendar=under.calendar), next_duties(ids, at=now, calendar=under.calendar)
    choices = [
        UnitChoice(
            unit_id=unit.id, name=unit.name, own_field=bool(enquiry.field) and unit.field == enquiry.field,
            staff=duty.get(unit.id, ()), next_duty=upcoming[unit.id],
        )
        for unit in others
    ]  # fmt: skip
    return sorted(choices, key=lambda choice: (not choice.own_field, choice.name))
