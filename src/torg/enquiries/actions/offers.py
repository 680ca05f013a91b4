"""An open offer to another unit ends by itself when there is nothing left to hand over."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from torg.enquiries.ledger import happened
from torg.enquiries.models import Enquiry, Handover, HandoverState

if TYPE_CHECKING:
    from torg.people.models import Staff


def open_offer(enquiry: Enquiry) -> Handover | None:
    """The offer that nobody has answered yet, locked; the enquiry must be locked before."""
    return Handover.objects.select_for_update().filter(enquiry=enquiry, state=HandoverState.OFFERED).first()


def end_offer(
    offer: Handover, state: HandoverState, *, now: datetime, by: Staff | None = None, reason: str = ""
) -> None:
    """Settles an offer, and stores it."""
    offer.state, offer.settled_at, offer.settled_by, offer.reason = state, now, by, reason
    offer.save(update_fields=["state", "settled_at", "settled_by", "reason"])


def withdraw_open(enquiry: Enquiry, *, by: Staff | None, now: datetime) -> None:
    """Withdraws an offer that is still open, because the enquiry was answered, closed or joined meanwhile."""
    offer = open_offer(enquiry)
    if offer is not None:
        end_offer(offer, HandoverState.WITHDRAWN, now=now, by=by)
        happened(enquiry, "handover_withdrawn", now=now, by=by, to_unit=offer.to_unit_id, by_itself=True).save()
