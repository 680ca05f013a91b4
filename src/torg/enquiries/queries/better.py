"""Which ways would have served the sender better, so that staff can tell them (DRA-03)."""

from __future__ import annotations

from datetime import datetime

from torg.editions.queries import InForce
from torg.enquiries.models import Enquiry
from torg.strategy.model import Rank
from torg.strategy.offers import offered

MOST = 3


def better_ways(enquiry: Enquiry, *, under: InForce, now: datetime) -> tuple[str, ...]:
    """The names of the channels that the strategy wants first for what an enquiry is about; none when it came by one.

    Only where the strategy ranks channels for the purpose: an order alone makes no way wrong.
    """
    offers = offered(
        under.strategy, under.calendar, at=now, purpose=enquiry.purpose, field=enquiry.field
    )  # fmt: skip
    wanted = [one for one in offers if one.rank is Rank.PRIMARY]
    came_by = [one for one in offers if enquiry.channel in {one.channel.key, one.channel.kind}]
    if any(one.rank is Rank.PRIMARY for one in came_by):
        return ()
    return tuple(one.channel.name for one in wanted[:MOST])
