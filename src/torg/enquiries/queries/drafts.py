"""What somebody has begun to write about an enquiry, and what Torg has drafted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from torg.enquiries.models import Draft


@dataclass(frozen=True, slots=True)
class DraftView:
    """One draft; ``data`` is the rest of the form, ``by_torg`` says that nobody has written it."""

    purpose: str
    text: str
    data: Mapping[str, str]
    saved_at: datetime
    by_torg: bool


def drafts_of(enquiry_id: int, *, staff_id: int) -> dict[str, DraftView]:
    """One's own drafts by purpose, and Torg's where one has none."""
    rows = Draft.objects.filter(Q(staff=staff_id) | Q(staff__isnull=True), enquiry=enquiry_id)
    return {
        row.purpose: DraftView(row.purpose, row.text, dict(row.data), row.saved_at, row.staff_id is None)
        for row in sorted(rows, key=lambda row: row.staff_id is not None)
    }
