"""Rows of the ledgers, made in one way: a promise from what the strategy promises, an event from what happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from torg.editions.queries import InForce
from torg.enquiries.models import Enquiry, Event, Promise, PromiseState
from torg.strategy.explanations import to_json
from torg.strategy.next_step import next_step
from torg.strategy.promises import Promised

if TYPE_CHECKING:
    from torg.people.models import Staff


def promise_row(
    enquiry: Enquiry, promised: Promised, *, under: InForce, channel: str, started_at: datetime, now: datetime
) -> Promise:
    """The row of a promise given now for something that arrived at ``started_at``."""
    return Promise(
        enquiry=enquiry,
        edition_id=under.edition_id,
        what=promised.what,
        rule=promised.rule[:120],
        source=promised.source[:200],
        by_default=promised.is_default,
        channel=channel,
        unit_id=enquiry.unit_id,
        made_at=now,
        started_at=started_at,
        aim_by=promised.aim_by,
        due_by=promised.due_by,
        steps=to_json(promised.steps),
    )


def show_promise(enquiry: Enquiry, promised: Promised, *, under: InForce, started_at: datetime, now: datetime) -> None:
    """Repeats an open promise on its enquiry (not saved), so that lists and reminders read one index."""
    step = next_step(under.calendar, made_at=started_at, aim_by=promised.aim_by, due_by=promised.due_by, now=started_at)
    enquiry.due_by = promised.due_by
    enquiry.remind_at = step.soon_from
    enquiry.reminded_at = enquiry.overdue_noted_at = None


def settle(promise: Promise, *, now: datetime) -> None:
    """Settles an open promise (not saved): kept when in time to the second, else broken by so many seconds."""
    late = max(0, int((now - promise.due_by).total_seconds()))  # the last second counts as in time, all of it
    promise.state = PromiseState.BROKEN if late else PromiseState.KEPT
    promise.settled_at, promise.late_seconds = now, late


def happened(enquiry: Enquiry, kind: str, *, now: datetime, by: Staff | None = None, **data: object) -> Event:
    """The event row (not saved) of something that happened to an enquiry."""
    return Event(enquiry=enquiry, at=now, by=by, kind=kind, data=data)
