"""Answer, take, give back, assign, close, reopen: what a person does with an enquiry, each with its event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from torg.editions.queries import in_force
from torg.enquiries import receipts
from torg.enquiries.actions.family import own_words, release_all, settle_all, with_joined
from torg.enquiries.actions.offers import withdraw_open
from torg.enquiries.actions.tell import note, say
from torg.enquiries.ledger import happened, promise_row, show_promise
from torg.enquiries.letters import taken_up
from torg.enquiries.models import Contact, Draft, Enquiry, PromiseState, Status
from torg.enquiries.queries.access import may_work_on
from torg.enquiries.queries.recipients import correspondents
from torg.enquiries.queries.standing import is_outside
from torg.enquiries.sensitivity import listed_as
from torg.people.queries import may_act, person_by_id, staff_by_id, units
from torg.strategy.promises import answer_promised

if TYPE_CHECKING:
    from torg.people.models import Staff


class NotYours(Exception):
    """The unit that owns the enquiry is not one this member of staff answers for."""


class EmptyAnswer(Exception):
    """An answer needs words."""


class Changed(Exception):
    """Since the page was opened the sender has written again, or somebody has answered: look before doing more."""


class IsJoined(NotYours, Changed):
    """The enquiry has been joined to another, where its answer belongs now: neither as it was seen nor one's own."""


class NotOpen(Exception):
    """The enquiry is answered or closed already: there is nothing left to close."""


class StillOpen(Exception):
    """The enquiry is open: there is nothing to take up again."""


class StillSensitive(Exception):
    """A repeat that is joined to it is sensitive, and its words stand on the same page."""


class ReasonNeeded(Exception):
    """Closing without an answer leaves somebody waiting: it must be said why nothing more is owed."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How an answer went out: ``kind`` is a kind of channel, secure_link, or phone; ``kept`` None without a promise.

    ``by_hand`` means that nothing went out by itself: somebody calls and says it. With repeats joined to it, ``kept``
    is whether all promises were kept, ``late_seconds`` that of the latest.
    """

    kind: str
    kept: bool | None
    late_seconds: int
    by_hand: bool = False


@transaction.atomic
def answer(
    enquiry_id: int, *, text: str, by: Staff, now: datetime, sensitive: bool = False, seen: int | None = None,
    template: int | None = None,
) -> Answered:  # fmt: skip
    """Posts the answer and settles the promise: kept, or broken by so much. A further answer settles nothing more.

    With repeats joined to it, everybody who is owed the answer gets it, each under their own number, and all promises
    are settled. Where it has the secret link of one, each gets their own. ``seen`` is the id of the last contact that
    the writer has seen; None when nobody looks at a page.
    ``template`` is the reply template it was made from. Raises NotYours, EmptyAnswer, Changed.
    """
    if not text.strip():
        raise EmptyAnswer
    enquiry = mine(enquiry_id, by)
    unchanged(enquiry, seen)
    under = in_force(now)
    everybody, said = with_joined(enquiry), []
    for to in correspondents(enquiry):
        words = own_words(text, to, among=everybody)
        write = partial(receipts.answer, text=words, by=by.name)
        said.append(
            say(
                to, write, purpose="answer", text=words, by=by, under=under, now=now, sensitive=sensitive, owner=enquiry
            )
        )  # fmt: skip
    contact, wanted = said[0]
    settled = settle_all(enquiry, now=now)
    withdraw_open(enquiry, by=by, now=now)
    done(enquiry, Status.ANSWERED, now=now, handler=by)
    kept = all(p.state == PromiseState.KEPT for p in settled) if settled else None
    late = max((p.late_seconds or 0 for p in settled), default=0)
    more: dict[str, object] = {"template": template} if template is not None else {}
    if under.strategy.rules.handover.only_own_field and is_outside(enquiry.field, units().by_id.get(enquiry.unit_id)):
        more["outside_field"] = True
    happened(
        enquiry, "answered", now=now, by=by, channel=contact.channel, wanted=wanted, kept=kept, late_seconds=late,
        **more,
    ).save()  # fmt: skip
    return Answered(contact.channel, kept, late, by_hand=contact.outgoing_id is None)


@transaction.atomic
def take(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Makes a member of staff the one who handles an enquiry of their unit; raises NotYours."""
    enquiry = mine(enquiry_id, by)
    if enquiry.handler_id == by.pk:
        return
    before, enquiry.handler = enquiry.handler_id, by
    enquiry.save(update_fields=["handler"])
    happened(enquiry, "taken", now=now, by=by, before=before).save()


@transaction.atomic
def assign(enquiry_id: int, *, to: int, by: Staff, now: datetime) -> None:
    """Gives an enquiry to a colleague who may answer it; raises NotYours, also when the colleague may not."""
    enquiry = mine(enquiry_id, by)
    colleague = staff_by_id(to)
    if colleague is None or not may_act(colleague, enquiry.unit_id):
        raise NotYours(enquiry_id)
    if enquiry.handler_id == colleague.pk:
        return
    before, enquiry.handler = enquiry.handler_id, colleague
    enquiry.save(update_fields=["handler"])
    happened(enquiry, "assigned", now=now, by=by, to=colleague.pk, to_name=colleague.name, before=before).save()


@transaction.atomic
def give_back(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Puts an enquiry back into its unit's queue, with nobody handling it; raises NotYours."""
    enquiry = mine(enquiry_id, by)
    if enquiry.handler_id is None:
        return
    enquiry.handler = None
    enquiry.save(update_fields=["handler"])
    happened(enquiry, "given_back", now=now, by=by).save()


@transaction.atomic
def close(enquiry_id: int, *, reason: str, by: Staff, now: datetime, seen: int | None = None) -> None:
    """Closes an open enquiry that needs no answer; what was promised is released, with the reason.

    ``seen`` as in ``answer``. Raises NotYours, NotOpen, ReasonNeeded, Changed.
    """
    enquiry = mine(enquiry_id, by)
    reason = reason.strip()[:500]
    if enquiry.status not in {Status.OPEN, Status.WAITING}:
        raise NotOpen(enquiry_id)
    if not reason:
        raise ReasonNeeded
    unchanged(enquiry, seen)
    release_all(enquiry, reason=reason, now=now)
    withdraw_open(enquiry, by=by, now=now)
    done(enquiry, Status.CLOSED, now=now, handler=enquiry.handler)
    happened(enquiry, "closed", now=now, by=by, reason=reason).save()


@transaction.atomic
def reopen(enquiry_id: int, *, reason: str, by: Staff, now: datetime) -> None:
    """Takes up an answered or closed enquiry again, under a new promise that its sender is told; the old stays settled.

    Raises NotYours, StillOpen, ReasonNeeded.
    """
    enquiry = mine(enquiry_id, by)
    reason = reason.strip()[:500]
    if enquiry.status not in {Status.ANSWERED, Status.CLOSED}:
        raise StillOpen(enquiry_id)
    if not reason:
        raise ReasonNeeded
    under, person = in_force(now), person_by_id(enquiry.person_id)
    promised = answer_promised(
        under.strategy, channel=enquiry.channel, at=now, purpose=enquiry.purpose, field=enquiry.field,
        audience=person.kind,
    )  # fmt: skip
    assert promised is not None, "a channel in which an enquiry came in promises an answer"
    enquiry.status, enquiry.closed_at = Status.OPEN, None
    show_promise(enquiry, promised, under=under, started_at=now, now=now)
    enquiry.save(update_fields=["status", "closed_at", "due_by", "remind_at", "reminded_at", "overdue_noted_at"])
    promise_row(enquiry, promised, under=under, channel=enquiry.channel, started_at=now, now=now).save()
    note(enquiry, partial(taken_up, due_by=promised.due_by, steps=promised.steps), under=under, now=now)
    happened(enquiry, "reopened", now=now, by=by, reason=reason, due_by=promised.due_by.isoformat()).save()


@transaction.atomic
def mark_sensitive(enquiry_id: int, *, sensitive: bool, by: Staff, now: datetime) -> None:
    """Notes that an enquiry holds sensitive information, so that no answer to it goes by plain e-mail (ALB-09).

    Raises NotYours, and StillSensitive when it is to be marked as not sensitive and one that is joined to it is.
    """
    enquiry = mine(enquiry_id, by)
    if enquiry.sensitive == sensitive:
        return
    if not sensitive and Enquiry.objects.filter(joined_to=enquiry, sensitive=True).exists():
        raise StillSensitive(enquiry_id)
    enquiry.sensitive = sensitive
    enquiry.listed_as = listed_as(enquiry.subject, sensitive=sensitive)
    enquiry.save(update_fields=["sensitive", "listed_as"])
    happened(enquiry, "marked_sensitive" if sensitive else "marked_not_sensitive", now=now, by=by).save()


def note_seen(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Notes that somebody who answers for the enquiry has opened it, so that it is new to nobody."""
    with transaction.atomic():
        news = Q(unread=True) | Q(replied_at__isnull=False)
        enquiry = Enquiry.objects.select_for_update().filter(news, pk=enquiry_id).first()
        if enquiry is None or not may_act(by, enquiry.unit_id):
            return
        enquiry.unread, enquiry.replied_at = False, None
        enquiry.save(update_fields=["unread", "replied_at"])
        happened(enquiry, "seen", now=now, by=by).save()


def mine(enquiry_id: int, by: Staff) -> Enquiry:
    """An enquiry that a member of staff answers for and may read, locked; raises NotYours, IsJoined."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    if not may_work_on(by, enquiry):
        raise NotYours(enquiry_id)
    if enquiry.status == Status.JOINED:
        raise IsJoined(enquiry_id)
    return enquiry


def unchanged(enquiry: Enquiry, seen: int | None) -> None:
    """Raises Changed when the sender wrote or somebody answered after the contact ``seen``; the enquiry is locked."""
    if seen is None:
        return
    newer = Contact.objects.filter(Q(enquiry=enquiry) | Q(enquiry__joined_to=enquiry), pk__gt=seen)
    if newer.filter(Q(is_incoming=True) | Q(staff__isnull=False)).exists():
        raise Changed(enquiry.pk)


def done(enquiry: Enquiry, status: Status, *, now: datetime, handler: Staff | None) -> None:
    """Puts an enquiry where nothing more is to be done with it, and stores it; it is locked."""
    enquiry.status, enquiry.closed_at, enquiry.unread, enquiry.replied_at = status, now, False, None
    enquiry.due_by = enquiry.remind_at = enquiry.wait_until = None
    if enquiry.handler_id is None:
        enquiry.handler = handler
    enquiry.save(
        update_fields=[
            "status", "closed_at", "unread", "replied_at", "due_by", "remind_at", "wait_until", "handler",
        ]
    )  # fmt: skip
    Draft.objects.filter(enquiry=enquiry, staff__isnull=True).delete()  # what Torg drafted is of no use any more
