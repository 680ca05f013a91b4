"""The clock goes on after a pause: each promise that stood still is replaced by one whose date has moved as much."""

from __future__ import annotations

from datetime import datetime

from torg.editions.queries import InForce
from torg.enquiries.actions.family import family, show_due
from torg.enquiries.ledger import promise_again, replaced
from torg.enquiries.models import Enquiry, Pause, Promise
from torg.strategy.explanations import from_json
from torg.strategy.pausing import resumed

NEW_DUE = ["status", "closed_at", "due_by", "remind_at", "reminded_at", "overdue_noted_at", "wait_until"]


def resume(enquiry: Enquiry, *, under: InForce, now: datetime) -> Promise | None:
    """Lets the clock go on for an enquiry (locked; not saved, see NEW_DUE); its earliest new promise, None without one.

    Nothing happens to an enquiry that waits for nobody.
    """
    pauses = Pause.objects.select_related("promise").filter(family(enquiry), to_at__isnull=True).order_by("id")
    made = [_go_on(pause, enquiry.unit_id, under=under, now=now) for pause in pauses]
    enquiry.wait_until = None
    if not made:
        return None
    show_due(enquiry, under=under)
    return min(made, key=lambda promise: promise.due_by)


def _go_on(pause: Pause, unit_id: int, *, under: InForce, now: datetime) -> Promise:
    old = pause.promise
    found = resumed(
        under.calendar, from_json(old.steps), what=old.what, due_by=old.due_by, from_at=pause.from_at, to_at=now
    )
    new = promise_again(old, due_by=found.by, steps=found.steps, under=under, unit_id=unit_id, now=now)
    replaced(old, new, reason=pause.reason, now=now)
    pause.to_at = now
    pause.save(update_fields=["to_at"])
    return new
