"""Who has the page of an enquiry open, and whether they write."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.enquiries.models import Looking

if TYPE_CHECKING:
    from torg.people.models import Staff


@transaction.atomic
def look(enquiry_id: int, *, writing: bool, by: Staff, now: datetime, opened: bool = False) -> datetime | None:
    """Notes that somebody has the page open now; with ``opened`` they have just been given it anew.

    Gives the moment they were given it the last time before, None when never. The caller knows that they may see the
    enquiry. No event: looking changes nothing.
    """
    before = Looking.objects.filter(enquiry=enquiry_id, staff=by).values_list("opened_at", flat=True).first()
    changed = ["at", "writing", *(["opened_at"] if opened else [])]
    Looking.objects.bulk_create(
        [Looking(enquiry_id=enquiry_id, staff=by, at=now, writing=writing, opened_at=now if opened else None)],
        update_conflicts=True,
        unique_fields=["enquiry", "staff"],
        update_fields=changed,
    )
    return before


@transaction.atomic
def leave(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Notes that somebody has closed the page, so that nobody waits for them; when they had it last opened stays."""
    Looking.objects.filter(enquiry=enquiry_id, staff=by, at__lte=now).update(at=datetime(1970, 1, 1, tzinfo=now.tzinfo))
