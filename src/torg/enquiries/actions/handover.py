"""Handover: an enquiry offered to another unit is accepted or refused by it (ALV-07)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.enquiries.actions.answer import NotYours, ReasonNeeded
from torg.enquiries.ledger import happened
from torg.enquiries.models import Enquiry, Handover, HandoverState
from torg.people.queries import may_act

if TYPE_CHECKING:
    from torg.people.models import Staff


class NotOffered(Exception):
    """The offer is answered, withdrawn or has been returned already."""


@transaction.atomic
def accept(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """The unit it is offered to becomes its owner; raises NotYours, NotOffered."""
    enquiry, offer = _offer(enquiry_id, by)
    offer.state, offer.settled_at, offer.settled_by = HandoverState.ACCEPTED, now, by
    offer.save(update_fields=["state", "settled_at", "settled_by"])
    enquiry.unit_id, enquiry.handler, enquiry.takeovers = offer.to_unit_id, None, enquiry.takeovers + 1
    enquiry.save(update_fields=["unit", "handler", "takeovers"])
    happened(enquiry, "handover_accepted", now=now, by=by).save()


@transaction.atomic
def refuse(enquiry_id: int, *, reason: str, by: Staff, now: datetime) -> None:
    """The unit it is offered to will not have it, and says why; raises NotYours, NotOffered, ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded
    enquiry, offer = _offer(enquiry_id, by)
    offer.state, offer.settled_at, offer.settled_by, offer.reason = HandoverState.REFUSED, now, by, reason.strip()
    offer.save(update_fields=["state", "settled_at", "settled_by", "reason"])
    happened(enquiry, "handover_refused", now=now, by=by, reason=offer.reason).save()


def _offer(enquiry_id: int, by: Staff) -> tuple[Enquiry, Handover]:
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    offer = Handover.objects.filter(enquiry=enquiry, state=HandoverState.OFFERED).first()
    if offer is None:
        raise NotOffered(enquiry_id)
    if not may_act(by, offer.to_unit_id):
        raise NotYours(enquiry_id)
    return enquiry, offer
