"""Ask for more: we wait for the sender, and the clock stands still meanwhile, with the reason.

The sender is told what we need, by when, and the date they then get. It goes on by itself when the answer comes (file).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from torg.editions.queries import InForce, in_force
from torg.enquiries import letters
from torg.enquiries.actions.answer import EmptyAnswer, NotOpen, ReasonNeeded, mine, unchanged
from torg.enquiries.actions.family import owed, show_due
from torg.enquiries.actions.going_on import NEW_DUE, resume
from torg.enquiries.actions.interim import DateNotLater
from torg.enquiries.actions.tell import note, say
from torg.enquiries.ledger import happened, promise_row, replaced
from torg.enquiries.models import ANSWER, Draft, Enquiry, Event, Pause, Promise, PromiseState, Status
from torg.people.queries import person_by_id
from torg.strategy.explanations import from_json
from torg.strategy.pausing import resumed
from torg.strategy.promises import answer_promised

if TYPE_CHECKING:
    from torg.people.models import Staff

BATCH = 200


class NotWaiting(Exception):
    """Nobody is waited for: the clock runs."""


@transaction.atomic
def ask_for_more(
    enquiry_id: int, *, text: str, reason: str, wanted_by: date, by: Staff, now: datetime, seen: int | None = None
) -> None:
    """Asks the sender for what is missing, and lets the clock stand still until they answer.

    Others whose repeats are joined to it are not asked, and their dates stand. ``wanted_by`` is a day from today on.
    Raises NotYours, NotOpen, EmptyAnswer, ReasonNeeded, DateNotLater, Changed.
    """
    reason = reason.strip()[:500]
    if not text.strip():
        raise EmptyAnswer
    if not reason:
        raise ReasonNeeded
    enquiry = mine(enquiry_id, by)
    unchanged(enquiry, seen)
    if enquiry.status != Status.OPEN or enquiry.wait_until is not None:
        raise NotOpen(enquiry_id)
    under = in_force(now)
    wait_until = under.calendar.end_of(wanted_by)
    if wait_until <= now:
        raise DateNotLater(wanted_by)
    paused = [
        _pause(one, enquiry, reason, by=by, under=under, now=now)
        for one in owed(enquiry)
        if one.enquiry.person_id == enquiry.person_id and one.what == ANSWER  # whom we owe a call we call all the same
    ]
    if not paused:
        raise NotOpen(enquiry_id)
    then_by = min(_then_by(one, under=under, now=now, wait_until=wait_until) for one in paused)
    enquiry.wait_until, enquiry.handler, enquiry.unread = wait_until, enquiry.handler or by, False
    enquiry.replied_at = None
    show_due(enquiry, under=under)
    enquiry.save(update_fields=[*NEW_DUE, "handler", "unread", "replied_at"])
    write = partial(letters.ask, text=text, reason=reason.strip(), by=by.name, wanted_by=wait_until, then_by=then_by)
    contact, _wanted = say(enquiry, write, purpose="ask", text=text, by=by, under=under, now=now)
    Draft.objects.filter(enquiry=enquiry, staff__isnull=True).delete()
    Draft.objects.filter(enquiry=enquiry, staff=by, purpose="ask").delete()
    happened(
        enquiry, "asked", now=now, by=by, channel=contact.channel, reason=reason, wanted_by=wait_until.isoformat(),
        then_by=then_by.isoformat(),
    ).save()  # fmt: skip


def _pause(running: Promise, enquiry: Enquiry, reason: str, *, by: Staff, under: InForce, now: datetime) -> Promise:
    """Lets a promise stand still; one that is late already is broken first, and a new one stands still in its place."""
    if now > running.due_by:
        person = person_by_id(enquiry.person_id)
        promised = answer_promised(
            under.strategy, channel=running.channel, at=now, purpose=enquiry.purpose,
            field=enquiry.field, audience=person.kind,
        )  # fmt: skip
        assert promised is not None, "a channel in which an enquiry came in promises an answer"
        new = promise_row(
            running.enquiry, promised, under=under, channel=running.channel, started_at=now, now=now
        )  # fmt: skip
        replaced(running, new, reason=reason, now=now)
        running = new
    running.state = PromiseState.PAUSED
    running.save(update_fields=["state"])
    Pause.objects.create(enquiry_id=running.enquiry_id, promise=running, reason=reason, from_at=now, by=by)
    return running


def _then_by(paused: Promise, *, under: InForce, now: datetime, wait_until: datetime) -> datetime:
    steps = from_json(paused.steps)
    return resumed(
        under.calendar, steps, what=paused.what, due_by=paused.due_by, from_at=now, to_at=wait_until
    ).by  # fmt: skip


@transaction.atomic
def go_on(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Lets the clock go on without an answer, or with one that came another way; the sender is told the new date.

    Raises NotYours, NotWaiting.
    """
    enquiry = mine(enquiry_id, by)
    under = in_force(now)
    new = resume(enquiry, under=under, now=now)
    if new is None:
        raise NotWaiting(enquiry_id)
    enquiry.save(update_fields=NEW_DUE)
    note(enquiry, partial(letters.resumed, due_by=new.due_by, steps=from_json(new.steps)), under=under, now=now)
    happened(enquiry, "went_on", now=now, by=by, due_by=new.due_by.isoformat(), why="by_hand").save()


def look_at_waiting(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Notes that no answer came by the day we asked for, once for each, so that a person looks; gives how many."""
    now = clock()
    unseen = Pause.objects.filter(to_at__isnull=True, looked_at__isnull=True)
    # What stands still may be the promise of a repeat joined to it, while that of somebody else runs.
    standing = unseen.filter(Q(enquiry=OuterRef("pk")) | Q(enquiry__joined_to=OuterRef("pk")))
    with transaction.atomic():
        late = list(
            Enquiry.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(Exists(standing), wait_until__lt=now)
            .order_by("wait_until", "id")[:limit]
        )
        ids = [enquiry.pk for enquiry in late]
        unseen.filter(Q(enquiry__in=ids) | Q(enquiry__joined_to__in=ids)).update(looked_at=now)
        Enquiry.objects.filter(pk__in=ids).update(unread=True)
        Event.objects.bulk_create([happened(enquiry, "no_answer_came", now=now) for enquiry in late])
    return len(late)
