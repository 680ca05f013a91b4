"""Recipients: a message that came to several of our addresses is one enquiry, and each unit it was for sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from torg.enquiries.ledger import happened
from torg.enquiries.models import AlsoAddressed, Contact, Enquiry
from torg.mailroom import actions as mailroom
from torg.mailroom.queries import has_later_recipients
from torg.people.queries import units

BATCH = 100


def note_later_recipients(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Looks after messages of which a copy came to more of our addresses later; gives how many were filed already.

    One that is not filed yet is read with all its addresses when its time comes.
    """
    if not has_later_recipients():
        return 0
    with transaction.atomic():
        added = mailroom.take_later_recipients(limit=limit)
        if added:
            note_recipients(added, now=clock())
    return len(added)


@transaction.atomic
def note_recipients(added: Mapping[int, Sequence[str]], *, now: datetime) -> None:
    """Shows enquiries to the units whose addresses their messages (ids in the mailroom) were for as well.

    The owner stays, and so do the promise and its date: to be told of something is not to be asked for it.
    """
    around = units()
    contacts = Contact.objects.filter(kept_id__in=added).select_related("enquiry__joined_to").order_by("pk")
    for contact in contacts:
        assert contact.kept_id is not None
        enquiry: Enquiry = contact.enquiry.joined_to or contact.enquiry
        seeing = {enquiry.unit_id, *AlsoAddressed.objects.filter(enquiry=enquiry).values_list("unit_id", flat=True)}
        known = [around.by_address[a] for a in added[contact.kept_id] if a in around.by_address]
        new = {unit.id: unit for unit in known if unit.id not in seeing}
        # Another worker may be at another message of the same enquiry: a unit stands there once.
        AlsoAddressed.objects.bulk_create(
            [AlsoAddressed(enquiry=enquiry, unit_id=pk, since=now) for pk in new], ignore_conflicts=True
        )
        if new:
            names = [unit.name for unit in new.values()]
            happened(enquiry, "also_addressed", now=now, units=names, contact=contact.pk).save()
