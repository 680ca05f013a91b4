"""The story of an enquiry: contacts and events in one line of time, each event as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop

from torg.enquiries.queries.page import EnquiryPage
from torg.enquiries.queries.story import ContactView, EventView
from torg.faces.parts.dates import late

# Events that a contact in the story, or the event beside them, tells already.
SHOWN_AS_CONTACT = frozenset({"contact_added", "link_sent", "in_batch"})
NO_RECEIPT = {
    "automatic": gettext_noop("No receipt was sent: a machine wrote this"),
    "ours": gettext_noop("No receipt was sent: the address is one of our own"),
    "no_address": gettext_noop("No receipt was sent: there is no address to send it to"),
    "too_many": gettext_noop("No receipt was sent: this address has had very many lately"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: a contact, or an event in words."""

    at: datetime
    contact: ContactView | None = None
    who: str = ""
    sentence: str = ""


def story(page: EnquiryPage) -> list[Told]:
    """Oldest first; an event comes after the contact of the same moment."""
    told = [Told(contact.at, contact=contact) for contact in page.contacts]
    told += [
        Told(event.at, who=event.who, sentence=in_words(event))
        for event in page.events
        if event.kind not in SHOWN_AS_CONTACT
    ]
    return sorted(told, key=lambda one: (one.at, one.contact is None))


def in_words(event: EventView) -> str:
    """What happened, as a sentence; an event with no words of its own shows its name."""
    say = SENTENCES.get(event.kind)
    return say(event.data) if say else event.kind.replace("_", " ").capitalize()


def _answered(data: Mapping[str, Any]) -> str:
    if data.get("kept") is None:
        return gettext("Answered again")
    if data["kept"]:
        return gettext("Answered: the promise is kept")
    return gettext("Answered: the promise is broken, %(late)s late") % {"late": late(int(data.get("late_seconds", 0)))}


def _closed(data: Mapping[str, Any]) -> str:
    reason = str(data.get("reason", ""))
    return gettext("Closed: %(reason)s") % {"reason": reason} if reason else gettext("Closed")


def _came_back(data: Mapping[str, Any]) -> str:
    return gettext("A message of ours came back: %(said)s") % {"said": str(data.get("said", ""))[:200]}


def _failed(data: Mapping[str, Any]) -> str:
    return gettext("A message of ours could not be sent: %(said)s") % {"said": str(data.get("said", ""))[:200]}


def _no_receipt(data: Mapping[str, Any]) -> str:
    said = NO_RECEIPT.get(str(data.get("why", "")))
    return gettext(said) if said else gettext("No receipt was sent")


def _mended(data: Mapping[str, Any]) -> str:
    return gettext("Sent it again, to %(after)s in place of %(before)s") % {
        "after": data.get("after", ""),
        "before": data.get("before", ""),
    }


SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "opened": lambda data: gettext("Opened, and promised an answer"),
    "reopened": lambda data: gettext("Open again: the sender wrote after the answer; a new promise holds"),
    "taken": lambda data: gettext("Took the enquiry"),
    "assigned": lambda data: gettext("Gave it to a colleague"),
    "marked_unread": lambda data: gettext("Marked it as new again"),
    "undone": lambda data: gettext("Undone: it stands as it did before"),
    "given_back": lambda data: gettext("Gave it back to the unit's queue"),
    "marked_sensitive": lambda data: gettext("Marked as sensitive"),
    "marked_not_sensitive": lambda data: gettext("Marked as not sensitive"),
    "seen": lambda data: gettext("Read it for the first time"),
    "answered": _answered,
    "closed": _closed,
    "reminded": lambda data: gettext("Reminded: the promise is about to break"),
    "soon_due": lambda data: gettext("Soon due; nobody had an address for a reminder"),
    "no_receipt": _no_receipt,
    "sent_again": lambda data: gettext("Sent it again to %(after)s") % {"after": data.get("after", "")},
    "address_mended": _mended,
    "delivery_failed": _failed,
    "overdue": lambda data: gettext("The promise is overdue"),
    "delivery_bounced": _came_back,
    "delivery_delivered": lambda data: gettext("A message of ours was delivered"),
    "delivery_delayed": lambda data: gettext("A message of ours is delayed on its way"),
    "delivery_read": lambda data: gettext("A message of ours was read"),
}
