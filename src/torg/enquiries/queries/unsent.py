"""Messages of ours that did not arrive, with the enquiries they belong to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from torg.enquiries.models import Contact
from torg.enquiries.numbers import said
from torg.mailroom import queries as mailroom
from torg.people.queries import hidden_among


@dataclass(frozen=True, slots=True)
class UnsentView:
    """A message of ours that did not arrive; ``number`` is None when it belongs to no enquiry (a reminder)."""

    id: int
    number: int | None
    number_said: str
    way: str
    purpose: str
    to_address: str
    subject: str
    created_at: datetime
    state: str
    tries: int
    said: str


def unsent(*, unit_ids: Collection[int] | None, before: int | None = None) -> list[UnsentView]:
    """A page of our messages that did not arrive, of the enquiries one may see; who sees all sees the rest too."""
    if unit_ids is None:
        rows = mailroom.outgoing_failed(before=before)
    else:
        seen = Contact.objects.filter(_owned_by(unit_ids), outgoing__state__in=mailroom.NOT_ARRIVED)
        seen = seen.filter(outgoing_id__lt=before) if before is not None else seen
        newest = seen.order_by("-outgoing_id").values_list("outgoing_id", flat=True)[: mailroom.PAGE]
        rows = mailroom.unsent([pk for pk in newest if pk is not None])
    return _with_enquiries(rows)


def unsent_one(outgoing_id: int, *, unit_ids: Collection[int] | None) -> UnsentView | None:
    """One such message; None when it is on its way again, or is not one's to see."""
    contacts = Contact.objects.filter(outgoing_id=outgoing_id)
    if unit_ids is not None and not contacts.filter(_owned_by(unit_ids)).exists():
        return None
    return next(iter(_with_enquiries(mailroom.unsent([outgoing_id]))), None)


def _owned_by(unit_ids: Collection[int]) -> Q:
    """The contacts of enquiries that these units own; one joined to another is that one's owner's."""
    units = list(unit_ids)
    alone = Q(enquiry__joined_to__isnull=True, enquiry__unit_id__in=units)
    return alone | Q(enquiry__joined_to__unit_id__in=units)


def _with_enquiries(rows: Sequence[mailroom.Unsent]) -> list[UnsentView]:
    contacts = Contact.objects.filter(outgoing_id__in=[row.id for row in rows])
    numbers = dict(contacts.values_list("outgoing_id", "enquiry__number"))
    persons = dict(contacts.values_list("outgoing_id", "enquiry__person_id"))
    protected = hidden_among(persons.values())
    hidden = {outgoing_id for outgoing_id, person_id in persons.items() if person_id in protected}
    return [
        UnsentView(
            id=row.id, number=numbers.get(row.id), number_said=said(numbers[row.id]) if row.id in numbers else "",
            way=row.kind, purpose=row.purpose, to_address="" if row.id in hidden else row.to_address,
            subject=row.subject, created_at=row.created_at, state=row.state, tries=row.tries,
            said="" if row.id in hidden else row.said,
        )
        for row in rows
    ]  # fmt: skip
