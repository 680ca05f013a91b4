"""How an enquiry stands against its open promise: overdue, soon due, or neither."""

from __future__ import annotations

from datetime import datetime

from torg.enquiries.models import Enquiry


def is_overdue(e: Enquiry, now: datetime) -> bool:
    return e.due_by is not None and e.due_by < now


def is_soon(e: Enquiry, now: datetime) -> bool:
    return not is_overdue(e, now) and e.remind_at is not None and e.remind_at <= now
