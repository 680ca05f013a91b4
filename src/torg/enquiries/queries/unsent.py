"""Messages of ours that did not arrive, with the enquiries they belong to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from torg.enquiries.models import Contact, Enquiry
from torg.enquiries.numbers import said
from torg.enquiries.queries.access import access_of
from torg.mailroom import queries as mailroom
from torg.participation.letters import PURPOSE as PANEL
from torg.people.queries import READS_ONLY, Sight, hidden_among, sight_of

if TYPE_CHECKING:
    from torg.people.models import Staff


@dataclass(frozen=True, slots=True)
class UnsentView:
    """A message of ours that did not arrive; ``number`` is None when it belongs to no enquiry (a reminder).

    A ``masked`` one is of a sensitive enquiry that the reader may not open: it tells neither its subject nor where it
    went; nor does one to the panel tell to whom. ``may_mend`` is whether the reader may send it again.
    """

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
    masked: bool
    may_mend: bool

    @property
    def is_ours(self) -> bool:
        """Whether it was for somebody of ours: it goes to the address that we keep for them, and to no other."""
        return self.number is None


def unsent(*, staff: Staff, before: int | None = None) -> list[UnsentView]:
    """A page of our messages that did not arrive, of the enquiries one may see; who sees all sees the rest too."""
    sight = sight_of(staff)
    if sight.units is None:
        rows = mailroom.outgoing_failed(before=before)
    else:
        seen = Contact.objects.filter(_owned_by(sight.units), outgoing__state__in=mailroom.NOT_ARRIVED)
        seen = seen.filter(outgoing_id__lt=before) if before is not None else seen
        newest = seen.order_by("-outgoing_id").values_list("outgoing_id", flat=True)[: mailroom.PAGE]
        rows = mailroom.unsent([pk for pk in newest if pk is not None])
    return _with_enquiries(rows, staff, sight)


def unsent_one(outgoing_id: int, *, staff: Staff) -> UnsentView | None:
    """One such message; None when it is on its way again, or is not one's to see."""
    sight = sight_of(staff)
    contacts = Contact.objects.filter(outgoing_id=outgoing_id)
    if sight.units is not None and not contacts.filter(_owned_by(sight.units)).exists():
        return None
    return next(iter(_with_enquiries(mailroom.unsent([outgoing_id]), staff, sight)), None)


def _owned_by(unit_ids: Collection[int]) -> Q:
    """The contacts of enquiries that these units own; one joined to another is that one's owner's."""
    units = list(unit_ids)
    alone = Q(enquiry__joined_to__isnull=True, enquiry__unit_id__in=units)
    return alone | Q(enquiry__joined_to__unit_id__in=units)


def _with_enquiries(rows: Sequence[mailroom.Unsent], staff: Staff, sight: Sight) -> list[UnsentView]:
    contacts = Contact.objects.filter(outgoing_id__in=[row.id for row in rows])
    theirs = {one.outgoing_id: one.enquiry for one in contacts.select_related("enquiry__joined_to")}
    protected = hidden_among([e.person_id for e in theirs.values()])
    return [_view(row, theirs.get(row.id), protected, staff, sight) for row in rows]


def _view(
    row: mailroom.Unsent, enquiry: Enquiry | None, protected: frozenset[int], staff: Staff, sight: Sight
) -> UnsentView:
    hidden = enquiry is not None and enquiry.person_id in protected
    masked = enquiry is not None and not _opens(sight, enquiry)
    of_panel = row.purpose == PANEL  # who is in the panel is shown to nobody
    veiled = hidden or masked or of_panel
    return UnsentView(
        id=row.id, number=enquiry.number if enquiry else None, number_said=said(enquiry.number) if enquiry else "",
        way=row.kind, purpose=row.purpose, to_address="" if veiled else row.to_address,
        subject="" if masked else row.subject, created_at=row.created_at, state=row.state, tries=row.tries,
        said="" if veiled else row.said, masked=masked,
        may_mend=not masked and not of_panel and staff.role not in READS_ONLY and (staff.sees_hidden or not hidden),
    )  # fmt: skip


def _opens(sight: Sight, enquiry: Enquiry) -> bool:
    """Whether the reader may open it; asks no more of the database where the unit alone settles it."""
    owner = enquiry.joined_to or enquiry
    return sight.may_open(owner.unit_id, sensitive=True) or access_of(enquiry).opens_for(sight)
