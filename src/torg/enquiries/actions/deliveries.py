"""Deliveries: what becomes of our messages on the way is told where they belong, so that nobody thinks they arrived."""

from __future__ import annotations

from datetime import datetime

from torg.channels.base import Receipt
from torg.enquiries.ledger import happened
from torg.enquiries.models import Contact, Enquiry
from torg.mailroom import actions as mailroom


class Unknown(Exception):
    """A report that a message came back names one that is not ours, or not any more: a person must look at it."""


def note_news(news: Receipt, *, now: datetime) -> None:
    """Notes what another mail server says of a message of ours; raises Unknown for a bounce of one we do not know."""
    outgoing_id = mailroom.note_delivery(news, now=now)
    if outgoing_id is None and news.state == "bounced":
        raise Unknown(f"{news.outside_id}: {news.said}")
    if outgoing_id is not None and news.state != "handed_over":
        _tell(outgoing_id, f"delivery_{news.state}", news.said, now, came_back=news.state == "bounced")


def note_failure(outgoing_id: int, said: str, now: datetime) -> None:
    """Notes on its enquiry that a message of ours is given up."""
    _tell(outgoing_id, "delivery_failed", said, now, came_back=True)


def _tell(outgoing_id: int, kind: str, said: str, now: datetime, *, came_back: bool) -> None:
    contact = Contact.objects.select_related("enquiry").filter(outgoing_id=outgoing_id).first()
    if contact is None:
        return
    happened(contact.enquiry, kind, now=now, said=said[:500], contact=contact.pk).save()
    if came_back:
        Enquiry.objects.filter(pk=contact.enquiry_id).update(unread=True)
