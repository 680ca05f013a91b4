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


def resume(enquiry: Enquiry, *, under: InForce, now: datetime, since: datetime | None = None) -> Promise | None:
    """Lets the clock go on for an enquiry (locked; not saved, see NEW_DUE); its earliest new promise, None without one.

    ``since`` is when what we waited for arrived, where that was before now: our own delay moves nobody's date. Nothing
    happens to an enquiry that waits for nobody.
    """
    pauses = Pause.objects.select_related("promise").filter(family(enquiry), to_at__isnull=True).order_by("id")
    made = [_go_on(pause, enquiry.unit_id, since=since or now, under=under, now=now) for pause in pauses]
    enquiry.wait_until = None
    if not made:
        return None
    show_due(enquiry, under=under)
    return min(made, key=lambda promise: promise.due_by)


def _go_on(pause: Pause, unit_id: int, *, since: datetime, under: InForce, now: datetime) -> Promise:
    old, to_at = pause.promise, max(pause.from_at, since)  # what crossed our question came before it stood still
    found = resumed(
        under.calendar, from_json(old.steps), what=old.what, due_by=old.due_by, from_at=pause.from_at, to_at=to_at
    )
    new = promise_again(old, due_by=found.by, steps=found.steps, under=under, unit_id=unit_id, now=now)
    replaced(old, new, reason=pause.reason, now=now)
    pause.to_at = to_at
    pause.save(update_fields=["to_at"])
    return new
