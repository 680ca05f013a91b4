"""The interim reply: it takes longer, because ..., and this is the new date; drafted in good time (ALV-28).

What was promised is never rewritten: the old promise is replaced, or kept where the strategy says that an interim reply
keeps it (ALB-10), or broken when it was late already; a new one is made, whose explanation tells of the old.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from torg.editions.queries import InForce, by_id, in_force
from torg.enquiries import letters
from torg.enquiries.actions.answer import EmptyAnswer, NotOpen, ReasonNeeded, mine, unchanged
from torg.enquiries.actions.family import owed, own_words, show_due, with_joined
from torg.enquiries.actions.tell import say
from torg.enquiries.ledger import happened, promise_again, replaced
from torg.enquiries.models import Contact, Draft, Enquiry, Event, Promise, PromiseState, Status
from torg.enquiries.queries.interim import drafted, wanted_for
from torg.enquiries.queries.recipients import one_for_each
from torg.people.queries import Units, units
from torg.strategy.interim import BEFORE_THE_LIMIT, DECISION, extended, settled_by_interim

if TYPE_CHECKING:
    from torg.people.models import Staff

BATCH = 200
INTERIM = "interim"
A_MONTH_ALMOST = timedelta(days=31 - 2 * BEFORE_THE_LIMIT - 4)  # no law's month is near before


class DateNotLater(Exception):
    """A new date must be later than the one that was promised, and than now."""


@transaction.atomic
def send_interim(
    enquiry_id: int, *, text: str, reason: str, new_date: date, by: Staff, now: datetime, seen: int | None = None
) -> None:
    """Tells those who were promised an earlier date that it takes longer, why, and until when: a promise of its own.

    Greeting, matter and old date are each reader's own, and not in ``text``; nobody else is told anything.
    Raises NotYours, NotOpen, EmptyAnswer, ReasonNeeded, DateNotLater, Changed.
    """
    reason = reason.strip()[:500]
    if not text.strip():
        raise EmptyAnswer
    if not reason:
        raise ReasonNeeded
    enquiry = mine(enquiry_id, by)
    unchanged(enquiry, seen)
    if enquiry.status != Status.OPEN or enquiry.due_by is None:
        raise NotOpen(enquiry_id)
    under, before = in_force(now), enquiry.due_by
    due_by = under.calendar.end_of(new_date)
    if due_by <= max(before, now):
        raise DateNotLater(new_date)
    renewed = _promise_again(enquiry, new_date, reason, under=under, now=now)
    if not renewed:
        raise DateNotLater(new_date)
    said = _tell(enquiry, renewed, text, reason, due_by, by=by, under=under, now=now)
    show_due(enquiry, under=under)
    enquiry.handler, enquiry.unread = enquiry.handler or by, False
    enquiry.replied_at = None
    enquiry.save(
        update_fields=[
            "due_by", "remind_at", "reminded_at", "overdue_noted_at", "handler", "unread", "replied_at",
        ]
    )  # fmt: skip
    Draft.objects.filter(Q(staff=by) | Q(staff__isnull=True), enquiry=enquiry, purpose=INTERIM).delete()
    happened(
        enquiry, "interim_sent", now=now, by=by, channel=said[0].channel, reason=reason, before=before.isoformat(),
        due_by=due_by.isoformat(), outcome=renewed[0].state,
    ).save()  # fmt: skip


def _tell(
    enquiry: Enquiry, renewed: list[Promise], text: str, reason: str, due_by: datetime, *, by: Staff, under: InForce,
    now: datetime,
) -> list[Contact]:  # fmt: skip
    """Tells those whose promises another has come in the place of, each of their own."""
    everybody, said = with_joined(enquiry), []
    for to in one_for_each(enquiry, [one.enquiry for one in renewed]):
        before = min(one.due_by for one in renewed if one.enquiry.person_id == to.person_id)
        words = own_words(text, to, among=everybody)
        write = partial(
            letters.interim, text=words, by=by.name, reason=reason, before=before, due_by=due_by, is_late=before < now
        )
        contact, _wanted = say(to, write, purpose=INTERIM, text=words, by=by, under=under, now=now, owner=enquiry)
        said.append(contact)
    return said


def _promise_again(
    enquiry: Enquiry, new_date: date, reason: str, *, under: InForce, now: datetime
) -> list[Promise]:  # fmt: skip
    """Gives every promise that falls due before the new date one in its place; those that were replaced so."""
    renewed = []
    for old in owed(enquiry):
        due_by, steps = extended(
            under.calendar, what=old.what, before=old.due_by, to=new_date, reason=reason, now=now
        )  # fmt: skip
        if old.state != PromiseState.OPEN or old.due_by >= due_by:
            continue
        new = promise_again(old, due_by=due_by, steps=steps, under=under, unit_id=enquiry.unit_id, now=now)
        keeps = settled_by_interim(by_id(old.edition_id).strategy, old.rule)
        replaced(old, new, reason=reason, now=now, keeps=keeps)
        renewed.append(old)
    return renewed


def draft_interims(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Drafts an interim reply for each open promise that is about to break, or that a law wants one for; how many.

    Looks at ``limit`` enquiries at a time until all have been looked at. A person makes the draft true and sends it;
    Torg never sends one by itself.
    """
    now, made, after = clock(), 0, Q()
    under, around = in_force(now), units()
    while True:
        with transaction.atomic():
            found = _near(after, now=now, limit=limit)
            drafts = [draft for e in found if (draft := _draft(e, around, under=under, now=now)) is not None]
            Draft.objects.bulk_create(drafts)
            Event.objects.bulk_create(
                [
                    happened(d.enquiry, "interim_drafted", now=now, why=d.data["why"], new_date=d.data["new_date"])
                    for d in drafts
                ]
            )
        made += len(drafts)
        if len(found) < limit:
            return made
        after = Q(due_by__gt=found[-1].due_by) | Q(due_by=found[-1].due_by, pk__gt=found[-1].pk)


def _near(after: Q, *, now: datetime, limit: int) -> list[Enquiry]:
    """Open enquiries that may want a draft and have none, the most pressing first; locked."""
    has_one = Draft.objects.filter(enquiry=OuterRef("pk"), purpose=INTERIM, staff__isnull=True)
    near = Q(remind_at__lte=now) | Q(purpose=DECISION, opened_at__lte=now - A_MONTH_ALMOST)
    rows = Enquiry.objects.select_for_update(skip_locked=True).filter(after, near, ~Exists(has_one), status=Status.OPEN)
    return list(rows.order_by("due_by", "id")[:limit])


def _draft(enquiry: Enquiry, around: Units, *, under: InForce, now: datetime) -> Draft | None:
    wanted = wanted_for(enquiry, under=under, now=now)
    if wanted is None:
        return None
    text, reason = drafted(enquiry, wanted.new_date, under=under, unit=around.by_id.get(enquiry.unit_id))
    data = {"reason": reason, "new_date": wanted.new_date.isoformat(), "why": wanted.code}
    return Draft(enquiry=enquiry, staff=None, purpose=INTERIM, text=text, data=data, saved_at=now)
