"""How an enquiry stands against its open promise: overdue, soon due, or neither."""

from __future__ import annotations

from datetime import datetime

from torg.enquiries.models import Enquiry
from torg.people.queries import UnitFacts


def answered_in(e: Enquiry) -> Enquiry:
    """The enquiry that the answer to one belongs to: the one it was joined to, else itself."""
    return e.joined_to or e


def is_overdue(e: Enquiry, now: datetime) -> bool:
    return e.due_by is not None and e.due_by < now


def is_soon(e: Enquiry, now: datetime) -> bool:
    return not is_overdue(e, now) and e.remind_at is not None and e.remind_at <= now


def is_outside(field: str, unit: UnitFacts | None) -> bool:
    """Whether an enquiry's field of work is another than its unit's; the front line has none, and answers for all."""
    return bool(unit and unit.field and field and unit.field != field)
