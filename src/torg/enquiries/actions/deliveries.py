"""Deliveries: what becomes of our messages on the way is told where they belong, so that nobody thinks they arrived."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from torg.channels.base import Receipt, State
from torg.channels.text import one_line
from torg.enquiries.ledger import happened
from torg.enquiries.models import Contact, Enquiry
from torg.mailroom import actions as mailroom
from torg.mailroom.queries import ours_named_in

LONGEST_SAID = 500
_ACTION = re.compile(rb"^action:[ \t]*(failed|delayed|delivered|relayed|expanded)\b", re.IGNORECASE | re.MULTILINE)
_STATES: Mapping[bytes, State] = {
    b"failed": "bounced", b"delayed": "delayed", b"delivered": "delivered", b"relayed": "delivered",
    b"expanded": "delivered",
}  # fmt: skip


class Unknown(Exception):
    """A report that a message came back names one that is not ours, or not any more: a person must look at it."""


def note_report(news: Sequence[Receipt], raw: bytes, *, kept_id: int | None, now: datetime) -> None:
    """Notes what another mail server's report tells of messages of ours; raises Unknown for a bounce of one not ours.

    Where it names none that is ours, the one whose Message-ID stands anywhere in the report is meant: a report about a
    report, or one that quotes the message in its own way.
    """
    for one in news:
        if _note(one, kept_id=kept_id, now=now):
            continue
        meant = ours_named_in(raw)
        if meant:
            _note(replace(one, outside_id=meant[0]), kept_id=kept_id, now=now)
        elif one.state == "bounced":
            raise Unknown(f"{one.outside_id}: {one.said}")


def news_in(raw: bytes) -> list[Receipt]:
    """What a report tells that our reader of reports makes nothing of, when a Message-ID of ours stands in it."""
    meant = ours_named_in(raw)
    action = _ACTION.search(raw)
    if not meant or action is None:
        return []
    state = _STATES[action[1].lower()]
    said = one_line(raw[action.start() :][:LONGEST_SAID].decode("utf-8", "replace"), LONGEST_SAID)
    return [Receipt(meant[0], state, said, permanent=state == "bounced")]


def _note(news: Receipt, *, kept_id: int | None, now: datetime) -> bool:
    noted = mailroom.note_delivery(news, now=now, kept_id=kept_id)
    if noted is None:
        return False
    if noted.changed or news.state in {"delayed", "read"}:
        _tell(noted.id, f"delivery_{news.state}", news.said, now, came_back=news.state == "bounced")
    return True


def note_failure(outgoing_id: int, said: str, now: datetime) -> None:
    """Notes on its enquiry that a message of ours is given up."""
    _tell(outgoing_id, "delivery_failed", said, now, came_back=True)


def _tell(outgoing_id: int, kind: str, said: str, now: datetime, *, came_back: bool) -> None:
    contact = Contact.objects.select_related("enquiry").filter(outgoing_id=outgoing_id).first()
    if contact is None:
        return
    own = contact.enquiry
    happened(own, kind, now=now, said=said[:500], contact=contact.pk).save()
    if came_back:
        # What is joined to another stands in no list: the desk sees that one.
        Enquiry.objects.filter(pk=own.joined_to_id or own.pk).update(unread=True)
