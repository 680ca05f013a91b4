"""How the answer to an enquiry goes: as the strategy wants, of what this installation has, to the sender's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from torg.channels.wired import wired
from torg.editions.queries import InForce
from torg.people.queries import PersonFacts, addresses_of
from torg.strategy.replies import Reply, reply_channel

if TYPE_CHECKING:
    from torg.enquiries.models import Enquiry

EMAIL, SECURE_LINK = "email", "secure_link"
BY_HAND = "phone"  # nothing goes out by itself: the answer is said, and what was said is written down


@dataclass(frozen=True, slots=True)
class Way:
    """How an answer really goes: ``kind`` as it is told; ``sent_as`` the channel that carries it, "" when by hand."""

    kind: str
    sent_as: str
    address: str

    @property
    def by_hand(self) -> bool:
        """Whether a person must say it, as there is no address to send it to."""
        return not self.sent_as


def chosen_reply(enquiry: Enquiry, person: PersonFacts, *, under: InForce, sensitive: bool) -> Reply:
    """The channel the answer takes by the strategy, of those the person can receive and this installation has."""
    kinds = {kind for kind, _value in addresses_of(person.id)}
    return reply_channel(
        under.strategy,
        came_by=enquiry.channel,
        sensitive=sensitive,
        exempt=person.exempt,
        business=person.kind == "business",
        can_receive=kinds | ({SECURE_LINK} if "email" in kinds else set()),
        open_kinds={kind for kind in wired() if kind != "web"} | {SECURE_LINK},
    )


def way_of(reply: Reply, addresses: Mapping[str, str], *, sensitive: bool) -> Way:
    """How an answer by that reply is sent: by its channel, else by e-mail, else by a person who calls.

    ``addresses`` is where answers to the enquiry go, by kind. What is sensitive and would have to go by e-mail waits
    behind the secret link.
    """
    if reply.kind not in {EMAIL, SECURE_LINK} and reply.kind in wired() and reply.kind in addresses:
        return Way(reply.kind, reply.kind, addresses[reply.kind])
    email = addresses.get(EMAIL, "")
    if not email:
        return Way(BY_HAND, "", "")
    return Way(SECURE_LINK if sensitive or reply.kind == SECURE_LINK else EMAIL, EMAIL, email)
