"""Which units have to do with an enquiry, which is what decides who may open it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from torg.enquiries.models import AlsoAddressed, Enquiry, Handover, HandoverState
from torg.people.queries import Sight, may_act, sight_of

if TYPE_CHECKING:
    from torg.people.models import Staff


@dataclass(frozen=True, slots=True)
class Access:
    """What decides who may open an enquiry: ``unit_ids`` own it, were also addressed, or are offered it."""

    id: int
    number: int
    unit_ids: tuple[int, ...]
    sensitive: bool

    def opens_for(self, sight: Sight) -> bool:
        """Whether somebody who sees this much may read it."""
        return sight.may_open(*self.unit_ids, sensitive=self.sensitive)

    def listed_for(self, sight: Sight) -> bool:
        """Whether somebody who sees this much may know that it is there."""
        return sight.sees(*self.unit_ids)


def access_to(number: int) -> Access | None:
    """Who may open the enquiry with this number; None when there is none."""
    return _access(Enquiry.objects.filter(number=number).first())


def access_by_id(enquiry_id: int) -> Access | None:
    """Who may open this enquiry; None when there is none."""
    return _access(Enquiry.objects.filter(pk=enquiry_id).first())


def access_to_contact(contact_id: int) -> Access | None:
    """Who may open the enquiry that a contact is part of; None when there is none."""
    return _access(Enquiry.objects.filter(contacts=contact_id).first())


def access_of(enquiry: Enquiry) -> Access:
    """Who may open an enquiry that is read already."""
    return Access(enquiry.pk, enquiry.number, seen_by(enquiry), enquiry.sensitive)


def accesses_of(enquiries: Iterable[Enquiry]) -> dict[int, Access]:
    """Who may open each of some enquiries, by id, in two statements for all of them.

    They are to be read with ``joined_to``.
    """
    rows = {e.pk: e for e in enquiries}
    if not rows:
        return {}
    also = AlsoAddressed.objects.filter(enquiry__in=rows).values_list("enquiry_id", "unit_id")
    offered = Handover.objects.filter(enquiry__in=rows, state=HandoverState.OFFERED)
    others: dict[int, list[int]] = {}
    for pk, unit_id in [*also, *offered.values_list("enquiry_id", "to_unit_id")]:
        others.setdefault(pk, []).append(unit_id)
    return {
        pk: Access(pk, e.number, tuple(dict.fromkeys([*_owners(e), *others.get(pk, ())])), e.sensitive)
        for pk, e in rows.items()
    }


def _owners(e: Enquiry) -> list[int]:
    return [e.unit_id, e.joined_to.unit_id] if e.joined_to else [e.unit_id]


def seen_by(e: Enquiry) -> tuple[int, ...]:
    """The units that see an enquiry: its owner, those a message was sent to as well, the one it is offered to.

    The owner of the enquiry that it is joined to sees it too.
    """
    also = list(AlsoAddressed.objects.filter(enquiry=e).values_list("unit_id", flat=True))
    offered = Handover.objects.filter(enquiry=e, state=HandoverState.OFFERED).values_list("to_unit_id", flat=True)
    return tuple(dict.fromkeys([*_owners(e), *also, *offered]))


def may_work_on(staff: Staff, enquiry: Enquiry) -> bool:
    """Whether somebody may do something with an enquiry: they answer for its unit, and may read what is sensitive."""
    return may_act(staff, enquiry.unit_id) and access_of(enquiry).opens_for(sight_of(staff))


def _access(enquiry: Enquiry | None) -> Access | None:
    return None if enquiry is None else access_of(enquiry)
