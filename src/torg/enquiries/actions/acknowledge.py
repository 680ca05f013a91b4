"""Acknowledge: the receipt, and when there is none, so that machines never write to each other in a ring."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.conf import settings

from torg.channels.base import Incoming
from torg.editions.queries import InForce
from torg.enquiries import receipts
from torg.enquiries.models import Enquiry
from torg.mailroom import actions as mailroom
from torg.mailroom.queries import LONGEST_THREAD, receipts_in_threads, receipts_since, receipts_to_domains, threads_of
from torg.people.queries import UnitFacts
from torg.strategy.promises import Promised

WITHIN = timedelta(hours=1)
MOST = 10  # receipts to one address; nobody has more to ask, but a machine has
MOST_IN_THREAD = 4  # in one exchange after the first, whoever writes in it: a ring may change its address each time
MOST_IN_DOMAIN = 200  # to one domain, unless half the town has its mail there (TORG_PUBLIC_MAIL_DOMAINS)
REFERENCES = 20
# What a stranger types is not carried on by us to an address they choose: links and addresses are left out.
CARRIED_ON = re.compile(r"\S*(?:://|www\.|@)\S*", re.IGNORECASE)


class Brake:
    """How many receipts each address, each exchange and each domain has had lately, counted once for a whole batch."""

    def __init__(self, batch: Sequence[Incoming], now: datetime) -> None:
        since = now - WITHIN
        self._known = threads_of({ref for incoming in batch for ref in _refers_to(incoming)})
        public = settings.TORG.public_mail_domains
        domains = {domain for i in batch if (domain := _domain(i.from_address)) and domain not in public}
        threads = {self.thread_of(incoming) for incoming in batch} - {""}
        self._limits = (
            ("too_many", MOST, Counter(receipts_since(since, {i.from_address for i in batch}))),
            ("too_many_in_thread", MOST_IN_THREAD, Counter(receipts_in_threads(since, threads, most=MOST_IN_THREAD))),
            ("too_many_in_domain", MOST_IN_DOMAIN, Counter(receipts_to_domains(since, domains, most=MOST_IN_DOMAIN))),
        )

    def thread_of(self, incoming: Incoming) -> str:
        """The exchange a message goes on with: that of the receipt it answers, else what it says it began with.

        "" for one that begins something.
        """
        refers = _refers_to(incoming)
        known = next((self._known[ref] for ref in refers if ref in self._known), "")
        return (known or (incoming.references or refers or ("",))[0])[:LONGEST_THREAD]

    def why_not(self, incoming: Incoming) -> str:
        """Which limit forbids one more receipt, "" when none does; then it is counted."""
        domain = _domain(incoming.from_address)
        public = domain in settings.TORG.public_mail_domains
        keys = (incoming.from_address, self.thread_of(incoming), "" if public else domain)
        for key, (why, most, sent) in zip(keys, self._limits, strict=True):
            if key and sent[key] >= most:
                return why
        for key, (_why, _most, sent) in zip(keys, self._limits, strict=True):
            sent[key] += 1
        return ""


def _refers_to(incoming: Incoming) -> tuple[str, ...]:
    return tuple(ref for ref in (incoming.in_reply_to, *reversed(incoming.references)) if ref)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def why_none(incoming: Incoming, own_addresses: Collection[str], brake: Brake) -> str:
    """Why there is no receipt: "automatic", "ours", "no_address", or the limit reached; "" when there is one."""
    address = incoming.from_address
    if incoming.automatic:
        return "automatic"
    if not address:
        return "no_address"
    if (
        address in own_addresses
        or address == settings.MAIL_FROM.lower()
        or _domain(address) in settings.TORG.mail_domains
    ):
        return "ours"
    return brake.why_not(incoming)


def receipt(
    enquiry: Enquiry,
    incoming: Incoming,
    promised: Promised,
    *,
    topic: str,
    unit: UnitFacts,
    under: InForce,
    thread: str = "",
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
        thread=thread,
    )
