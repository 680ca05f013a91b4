"""An enquiry with the repeats joined to it: one answer settles all their promises, the earliest date holds.

Whatever belongs to a joined enquiry is guarded by the lock on the one it is joined to: an action locks that row and
then may settle the promises of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from torg.editions.queries import InForce
from torg.enquiries.ledger import settle
from torg.enquiries.models import OWED, UNSETTLED, Enquiry, Pause, Promise, PromiseState, Status
from torg.strategy.next_step import next_step


def family(enquiry: Enquiry) -> Q:
    """What belongs to an enquiry or to one joined to it, as a condition on rows that have an enquiry."""
    return Q(enquiry=enquiry) | Q(enquiry__joined_to=enquiry)


def owed(enquiry: Enquiry) -> list[Promise]:
    """The promises of an answer or a call that are not settled yet, of the enquiry and those joined to it; locked."""
    rows = Promise.objects.select_related("enquiry").select_for_update(of=("self",))
    return list(rows.filter(family(enquiry), what__in=OWED, state__in=UNSETTLED).order_by("id"))


def own_words(text: str, to: Enquiry, *, among: Iterable[Enquiry]) -> str:
    """What is written to several at once, as one of them reads it: where it has a secret link, it is their own."""
    for one in among:
        text = text.replace(one.token, to.token)
    return text


def with_joined(enquiry: Enquiry) -> list[Enquiry]:
    """An enquiry and those joined to it."""
    return [enquiry, *(Enquiry.objects.filter(joined_to=enquiry).order_by("id") if enquiry.repeats else ())]


def settle_all(enquiry: Enquiry, *, now: datetime) -> list[Promise]:
    """Settles all that is owed, kept or broken each by its own date; a clock that stood still has lost no time."""
    promises = owed(enquiry)
    for promise in promises:
        if promise.state == PromiseState.PAUSED:
            promise.state, promise.settled_at, promise.late_seconds = PromiseState.KEPT, now, 0
        else:
            settle(promise, now=now)
        promise.save(update_fields=["state", "settled_at", "late_seconds"])
    end_pauses(enquiry, now=now)
    return promises


def release_all(enquiry: Enquiry, *, reason: str, now: datetime) -> None:
    """Releases all that is owed, with the reason."""
    for promise in owed(enquiry):
        promise.state, promise.settled_at, promise.reason = PromiseState.RELEASED, now, reason
        promise.save(update_fields=["state", "settled_at", "reason"])
    end_pauses(enquiry, now=now)


def end_pauses(enquiry: Enquiry, *, now: datetime) -> None:
    """Notes that nobody is waited for any more."""
    Pause.objects.filter(family(enquiry), to_at__isnull=True).update(to_at=now)


def show_due(enquiry: Enquiry, *, under: InForce) -> None:
    """Repeats on the enquiry (not saved) what is owed: the earliest open date, or that we wait for the sender.

    With nothing owed it is left as it stands. An enquiry that waits must have ``wait_until``.
    """
    promises = owed(enquiry)
    running = [p for p in promises if p.state == PromiseState.OPEN]
    if running:
        first = min(running, key=lambda p: p.due_by)
        step = next_step(
            under.calendar, made_at=min(first.made_at, first.due_by), aim_by=first.aim_by, due_by=first.due_by,
            now=first.made_at,
        )  # fmt: skip
        if enquiry.status != Status.OPEN or enquiry.due_by != first.due_by:
            enquiry.reminded_at = enquiry.overdue_noted_at = None
        enquiry.status, enquiry.closed_at = Status.OPEN, None
        enquiry.due_by, enquiry.remind_at = first.due_by, step.soon_from
    elif promises:
        enquiry.status, enquiry.closed_at = Status.WAITING, None
        enquiry.due_by = enquiry.remind_at = enquiry.reminded_at = enquiry.overdue_noted_at = None
