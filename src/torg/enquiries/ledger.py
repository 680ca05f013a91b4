"""Rows of the ledgers, made in one way: a promise from what the strategy promises, an event from what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from torg.editions.queries import InForce
from torg.enquiries.models import Enquiry, Event, Promise, PromiseState
from torg.strategy.explanations import Step, to_json
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


def promise_again(
    old: Promise, *, due_by: datetime, steps: Iterable[Step], under: InForce, unit_id: int, now: datetime
) -> Promise:
    """The row (not saved) of a promise that comes in the place of another, of the same thing and by the same rule."""
    return Promise(
        enquiry_id=old.enquiry_id, edition_id=under.edition_id, what=old.what, rule=old.rule, source=old.source,
        by_default=old.by_default, channel=old.channel, unit_id=unit_id, made_at=now, started_at=old.started_at,
        due_by=due_by, steps=to_json(steps),
    )  # fmt: skip


def replaced(old: Promise, new: Promise, *, reason: str, now: datetime, keeps: bool = False) -> None:
    """Puts a new promise in the place of an open or paused one, and stores both: the old row stands as it was promised.

    What was still in time is replaced, or kept where what is said now ``keeps`` it. What is late already is broken, by
    so much, whatever is promised instead.
    """
    with connection.cursor() as cursor:
        # There is one open promise of a kind, so the old one closes first, and names the new one before it is stored.
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Promise._meta.db_table])
        new.pk = cursor.fetchone()[0]
    old.replaced_by_id, old.reason = new.pk, reason[:500]
    if old.state == PromiseState.OPEN and (keeps or now > old.due_by):
        settle(old, now=now)
    else:
        old.state, old.settled_at = PromiseState.REPLACED, now
    old.save(update_fields=["state", "settled_at", "late_seconds", "replaced_by", "reason"])
    new.save(force_insert=True)
