"""What somebody has begun to write about an enquiry: kept while they write, thrown away when it is sent.

No events: what was never sent or said has not happened to the enquiry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.enquiries.actions.answer import NotYours
from torg.enquiries.models import Draft, Enquiry
from torg.enquiries.queries.access import access_of
from torg.people.queries import READS_ONLY, sight_of

if TYPE_CHECKING:
    from torg.people.models import Staff

PURPOSES = frozenset({"answer", "interim", "ask", "note"})
LONGEST = 50_000


class NoSuchPurpose(ValueError):
    """Drafts are kept of answers, interim replies, questions to the sender and notes."""


@transaction.atomic
def save_draft(enquiry_id: int, *, purpose: str, text: str, data: Mapping[str, str], by: Staff, now: datetime) -> bool:
    """Keeps what somebody has written so far, one draft a purpose; empty words throw the draft away.

    ``data`` holds the rest of the form. Gives whether there is a draft now. Raises NotYours, NoSuchPurpose.
    """
    if purpose not in PURPOSES:
        raise NoSuchPurpose(purpose)
    enquiry = Enquiry.objects.get(pk=enquiry_id)
    if not by.is_active or by.role in READS_ONLY or not access_of(enquiry).opens_for(sight_of(by)):
        raise NotYours(enquiry_id)
    text = text.replace("\0", "")[:LONGEST]
    if not text.strip():
        drop_draft(enquiry_id, purpose=purpose, by=by, now=now)
        return False
    rest = {key[:40]: value.replace("\0", "")[:500] for key, value in data.items() if value}
    Draft.objects.bulk_create(
        [Draft(enquiry=enquiry, staff=by, purpose=purpose, text=text, data=rest, saved_at=now)],
        update_conflicts=True,
        unique_fields=["enquiry", "staff", "purpose"],
        update_fields=["text", "data", "saved_at"],
    )
    return True


@transaction.atomic
def drop_draft(enquiry_id: int, *, purpose: str, by: Staff, now: datetime) -> None:
    """Throws away one's own draft of a purpose, when there is one."""
    del now
    Draft.objects.filter(enquiry=enquiry_id, staff=by, purpose=purpose).delete()
