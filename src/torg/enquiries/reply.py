"""Which channel the answer to an enquiry takes: what the strategy wants, of what this installation has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torg.channels.wired import wired
from torg.editions.queries import InForce
from torg.people.queries import PersonFacts, addresses_of
from torg.strategy.replies import Reply, reply_channel

if TYPE_CHECKING:
    from torg.enquiries.models import Enquiry

SECURE_LINK = "secure_link"


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
