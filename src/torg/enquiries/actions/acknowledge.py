"""Acknowledge: the receipt, and when there is none, so that machines never write to each other in a ring."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings

from torg.channels.base import Incoming
from torg.editions.queries import InForce
from torg.enquiries import receipts
from torg.enquiries.models import Enquiry
from torg.mailroom import actions as mailroom
from torg.mailroom.queries import receipts_since
from torg.people.queries import UnitFacts
from torg.strategy.promises import Promised

WITHIN, MOST = timedelta(hours=1), 10  # receipts to one address; nobody has more to ask, but a machine has
REFERENCES = 20
# What a stranger types is not carried on by us to an address they choose: links and addresses are left out.
CARRIED_ON = re.compile(r"\S*(?:://|www\.|@)\S*", re.IGNORECASE)


class Brake:
    """How many receipts each address has had lately, counted once for a whole batch."""

    def __init__(self, addresses: Collection[str], now: datetime) -> None:
        self.sent = Counter(receipts_since(now - WITHIN, addresses))

    def allows(self, address: str) -> bool:
        """Whether one more may go to an address; counts it when it may."""
        if self.sent[address] >= MOST:
            return False
        self.sent[address] += 1
        return True


def why_none(incoming: Incoming, own_addresses: Collection[str], brake: Brake) -> str:
    """Why there is no receipt: "automatic", "ours", "no_address" or "too_many"; "" when there is one."""
    address = incoming.from_address
    if incoming.automatic:
        return "automatic"
    if not address:
        return "no_address"
    domain = address.rpartition("@")[2]
    if address in own_addresses or address == settings.MAIL_FROM.lower() or domain in settings.TORG.mail_domains:
        return "ours"
    return "" if brake.allows(address) else "too_many"


def receipt(
    enquiry: Enquiry, incoming: Incoming, promised: Promised, *, topic: str, unit: UnitFacts, under: InForce
) -> mailroom.Post:
    """The receipt, ready to be posted; it says only what this message said, never what we know of the person."""
    name = "" if CARRIED_ON.search(incoming.from_name) else incoming.from_name
    about = receipts.about(enquiry, name=name, under=under, unit=unit)
    words = receipts.receipt(
        about,
        subject=CARRIED_ON.sub("…", about.subject),
        due_by=promised.due_by,
        steps=promised.steps,
        topic=topic,
    )
    answering = incoming.outside_id if incoming.kind == "email" else ""
    return mailroom.Post(
        kind="email",
        purpose="receipt",
        to_address=incoming.from_address,
        to_name=name,
        subject=words.subject,
        text=words.text,
        language=enquiry.language,
        in_reply_to=answering,
        references=(*incoming.references[-REFERENCES:], answering) if answering else (),
        automatic=True,
        from_name=about.municipality,
    )
