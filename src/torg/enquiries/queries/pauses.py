"""What we wait for a sender to tell us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from torg.enquiries.models import Enquiry, Pause


@dataclass(frozen=True, slots=True)
class PauseView:
    """The clock stands still: why, since when, who asked, and until when we wait for an answer."""

    reason: str
    from_at: datetime
    by: str
    wait_until: datetime | None
    no_answer_came: bool


def pause_of(enquiry: Enquiry, names: Mapping[int, str]) -> PauseView | None:
    """The pause of an enquiry, or of a repeat joined to it, whose clock stands still; None when all run."""
    theirs = Q(enquiry=enquiry) | Q(enquiry__joined_to=enquiry)
    pause = Pause.objects.filter(theirs, to_at__isnull=True).order_by("id").first()
    if pause is None:
        return None
    return PauseView(
        reason=pause.reason, from_at=pause.from_at, by=names.get(pause.by_id, ""), wait_until=enquiry.wait_until,
        no_answer_came=pause.looked_at is not None,
    )  # fmt: skip
