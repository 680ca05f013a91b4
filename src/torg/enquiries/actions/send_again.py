"""Send again: a message of ours that did not arrive is mended by a person and put in line once more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.enquiries.actions.answer import NotYours
from torg.enquiries.ledger import happened
from torg.enquiries.models import Contact
from torg.enquiries.reply import EMAIL
from torg.mailroom import actions as mailroom
from torg.people.actions import note_address
from torg.people.queries import READS_ONLY, SEES_ALL, may_act

if TYPE_CHECKING:
    from torg.people.models import Staff


@transaction.atomic
def send_again(outgoing_id: int, *, to_address: str, by: Staff, now: datetime) -> None:
    """Puts a message that failed or came back in line again, to the address as a person has mended it.

    A mended address is where later answers to the enquiry go too, and its owner may write on in the enquiry. A message
    that belongs to no enquiry (a reminder) is for those who see all units. Raises NotYours, NotRetriable.
    """
    contact = Contact.objects.select_related("enquiry__joined_to").filter(outgoing_id=outgoing_id).first()
    enquiry = contact.enquiry if contact else None
    owner = enquiry and (enquiry.joined_to or enquiry)
    if not (may_act(by, owner.unit_id) if owner else by.role in SEES_ALL and by.role not in READS_ONLY):
        raise NotYours(outgoing_id)
    mailroom.retry(outgoing_id, by=by, now=now)
    kind, before, after = mailroom.readdress(outgoing_id, to_address=to_address, by=by, now=now)
    if enquiry is None or contact is None:
        return
    if before == after:
        happened(enquiry, "sent_again", now=now, by=by, contact=contact.pk, after=after).save()
        return
    contact.address = after
    contact.save(update_fields=["address"])
    if kind == EMAIL:
        note_address(enquiry.person_id, kind=kind, value=after)
    happened(enquiry, "address_mended", now=now, by=by, contact=contact.pk, way=kind, before=before, after=after).save()
