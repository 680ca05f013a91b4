"""Send again: a message of ours that did not arrive is mended by a person and put in line once more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.enquiries.actions.answer import NotYours
from torg.enquiries.ledger import happened
from torg.enquiries.models import Contact
from torg.enquiries.queries.access import access_of, may_work_on
from torg.enquiries.reply import EMAIL
from torg.mailroom import actions as mailroom
from torg.mailroom.queries import unsent
from torg.people.actions import note_address
from torg.people.queries import READS_ONLY, SEES_ALL, may_see_addresses, person_by_id, sight_of

if TYPE_CHECKING:
    from torg.people.models import Staff


@transaction.atomic
def send_again(outgoing_id: int, *, to_address: str, by: Staff, now: datetime) -> None:
    """Puts a message that failed or came back in line again, to the address as a person has mended it.

    A mended address is where later answers to the enquiry go too, and its owner may write on in the enquiry: so only
    somebody mends it who may read what is there, and knows where the sender is. A message that belongs to no enquiry (a
    reminder) is for those who see all units, and goes where it was to go. Raises NotYours, NotRetriable.
    """
    contact = Contact.objects.select_related("enquiry__joined_to").filter(outgoing_id=outgoing_id).first()
    enquiry = contact.enquiry if contact else None
    if enquiry is None or contact is None:
        _insist_on_the_same(outgoing_id, to_address, by)
        mailroom.retry(outgoing_id, by=by, now=now)
        return
    may = may_work_on(by, enquiry.joined_to or enquiry) and access_of(enquiry).opens_for(sight_of(by))
    if not may or not may_see_addresses(person_by_id(enquiry.person_id), staff=by):
        raise NotYours(outgoing_id)
    mailroom.retry(outgoing_id, by=by, now=now)
    kind, before, after = mailroom.readdress(outgoing_id, to_address=to_address, by=by, now=now)
    if before == after:
        happened(enquiry, "sent_again", now=now, by=by, contact=contact.pk, after=after).save()
        return
    contact.address = after
    contact.save(update_fields=["address"])
    if kind == EMAIL:
        note_address(enquiry.person_id, kind=kind, value=after)
    # Should it be sensitive one day: whether the one who mended it could have opened it then.
    opens = sight_of(by).may_open(*access_of(enquiry).unit_ids, sensitive=True)
    happened(
        enquiry, "address_mended", now=now, by=by, contact=contact.pk, way=kind, before=before, after=after, opens=opens
    ).save()


def _insist_on_the_same(outgoing_id: int, to_address: str, by: Staff) -> None:
    may = by.is_active and by.role in SEES_ALL and by.role not in READS_ONLY
    if not may or any(row.to_address != to_address.strip() for row in unsent([outgoing_id])):
        raise NotYours(outgoing_id)
