"""Answer, take, give back, close: what a person at the desk does with an enquiry, each with its event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from torg.editions.queries import InForce, in_force
from torg.enquiries import receipts
from torg.enquiries.ledger import happened, settle
from torg.enquiries.models import Contact, Enquiry, Promise, PromiseState, Status
from torg.enquiries.queries.reached import name_given, reached_at
from torg.enquiries.reply import EMAIL, SECURE_LINK, Way, chosen_reply, way_of
from torg.enquiries.sensitivity import listed_as
from torg.mailroom import actions as mailroom
from torg.people.queries import may_act, person_by_id, units

if TYPE_CHECKING:
    from torg.mailroom.models import OutgoingMessage
    from torg.people.models import Staff

REFERENCES = 20  # the most Message-IDs a reply carries; mail programs look at the first and the last few


class NotYours(Exception):
    """The unit that owns the enquiry is not one this member of staff answers for."""


class EmptyAnswer(Exception):
    """An answer needs words."""


class Changed(Exception):
    """Since the page was opened the sender has written again, or somebody has answered: look before doing more."""


class NotOpen(Exception):
    """The enquiry is answered or closed already: there is nothing left to close."""


class ReasonNeeded(Exception):
    """Closing without an answer leaves somebody waiting: it must be said why nothing more is owed."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How an answer went out: ``kind`` is a kind of channel, secure_link, or phone; ``kept`` None without a promise.

    ``by_hand`` means that nothing went out by itself: somebody calls and says it.
    """

    kind: str
    kept: bool | None
    late_seconds: int
    by_hand: bool = False


@transaction.atomic
def answer(
    enquiry_id: int, *, text: str, by: Staff, now: datetime, sensitive: bool = False, seen: int | None = None
) -> Answered:
    """Posts the answer and settles the promise: kept, or broken by so much. A further answer settles nothing more.

    ``seen`` is the id of the last contact that the writer has seen; None when nobody looks at a page. Raises NotYours,
    EmptyAnswer, Changed.
    """
    if not text.strip():
        raise EmptyAnswer
    enquiry = _mine(enquiry_id, by)
    _unchanged(enquiry, seen)
    under = in_force(now)
    person = person_by_id(enquiry.person_id)
    sensitive = sensitive or enquiry.sensitive
    reply = chosen_reply(enquiry, person, under=under, sensitive=sensitive)
    way = way_of(reply, reached_at(enquiry.pk, person.id), sensitive=sensitive)
    outgoing, letter = _post(enquiry, text, way, by=by, under=under, now=now)
    Contact.objects.create(
        enquiry=enquiry, is_incoming=False, purpose="answer", channel=way.kind, at=now, subject=letter.subject,
        text=text.strip(), address=way.address if outgoing else "", name=name_given(enquiry.pk),
        message_id=outgoing.message_id if outgoing else "", outgoing=outgoing, staff=by,
        sensitive=way.kind == SECURE_LINK,
    )  # fmt: skip
    promise = Promise.objects.select_for_update().filter(enquiry=enquiry, what="answer", state="open").first()
    if promise is not None:
        settle(promise, now=now)
        promise.save(update_fields=["state", "settled_at", "late_seconds"])
    _done(enquiry, Status.ANSWERED, now=now, handler=by)
    kept = None if promise is None else promise.state == PromiseState.KEPT
    late = (promise.late_seconds or 0) if promise else 0
    happened(
        enquiry, "answered", now=now, by=by, channel=way.kind, wanted=reply.wanted, kept=kept, late_seconds=late
    ).save()
    return Answered(way.kind, kept, late, by_hand=outgoing is None)


def _post(
    enquiry: Enquiry, text: str, way: Way, *, by: Staff, under: InForce, now: datetime
) -> tuple[OutgoingMessage | None, receipts.Letter]:
    """Puts the answer, or the notice that it is ready, in the outbox; nothing when it is said by hand."""
    name = name_given(enquiry.pk)
    about = receipts.about(enquiry, name=name, under=under, unit=units().by_id.get(enquiry.unit_id))
    hidden = way.kind == SECURE_LINK
    letter = receipts.notice(about) if hidden else receipts.answer(about, text=text, by=by.name)
    if way.by_hand:
        return None, letter
    refs = _references(enquiry) if way.sent_as == EMAIL else ()
    post = mailroom.Post(
        kind=way.sent_as, purpose="notice" if hidden else "answer", to_address=way.address, to_name=name,
        subject=letter.subject, text=letter.text, language=enquiry.language,
        in_reply_to=refs[-1] if refs else "", references=refs, from_name=about.municipality,
    )  # fmt: skip
    return mailroom.post(post, now=now), letter


def _references(enquiry: Enquiry) -> tuple[str, ...]:
    ids = Contact.objects.filter(enquiry=enquiry, channel="email").exclude(message_id="")
    return tuple(ids.order_by("id").values_list("message_id", flat=True))[-REFERENCES:]


@transaction.atomic
def take(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Makes a member of staff the one who handles an enquiry of their unit; raises NotYours."""
    enquiry = _mine(enquiry_id, by)
    if enquiry.handler_id == by.pk:
        return
    before, enquiry.handler = enquiry.handler_id, by
    enquiry.save(update_fields=["handler"])
    happened(enquiry, "taken", now=now, by=by, before=before).save()


@transaction.atomic
def give_back(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Puts an enquiry back into its unit's queue, with nobody handling it; raises NotYours."""
    enquiry = _mine(enquiry_id, by)
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
    enquiry = _mine(enquiry_id, by)
    reason = reason.strip()[:500]
    if enquiry.status != Status.OPEN:
        raise NotOpen(enquiry_id)
    if not reason:
        raise ReasonNeeded
    _unchanged(enquiry, seen)
    for promise in Promise.objects.select_for_update().filter(enquiry=enquiry, state=PromiseState.OPEN):
        promise.state, promise.settled_at, promise.reason = PromiseState.RELEASED, now, reason
        promise.save(update_fields=["state", "settled_at", "reason"])
    _done(enquiry, Status.CLOSED, now=now, handler=enquiry.handler)
    happened(enquiry, "closed", now=now, by=by, reason=reason).save()


@transaction.atomic
def mark_sensitive(enquiry_id: int, *, sensitive: bool, by: Staff, now: datetime) -> None:
    """Notes that an enquiry holds sensitive information, so that no answer to it goes by plain e-mail (ALB-09)."""
    enquiry = _mine(enquiry_id, by)
    if enquiry.sensitive == sensitive:
        return
    enquiry.sensitive = sensitive
    enquiry.listed_as = listed_as(enquiry.subject, sensitive=sensitive)
    enquiry.save(update_fields=["sensitive", "listed_as"])
    happened(enquiry, "marked_sensitive" if sensitive else "marked_not_sensitive", now=now, by=by).save()


def note_seen(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Notes that somebody who answers for the enquiry has opened it, so that it is new to nobody."""
    with transaction.atomic():
        enquiry = Enquiry.objects.select_for_update().filter(pk=enquiry_id, unread=True).first()
        if enquiry is None or not may_act(by, enquiry.unit_id):
            return
        enquiry.unread = False
        enquiry.save(update_fields=["unread"])
        happened(enquiry, "seen", now=now, by=by).save()


def _mine(enquiry_id: int, by: Staff) -> Enquiry:
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    if not may_act(by, enquiry.unit_id):
        raise NotYours(enquiry_id)
    return enquiry


def _unchanged(enquiry: Enquiry, seen: int | None) -> None:
    """Raises Changed when the sender wrote or somebody answered after the contact ``seen``; the enquiry is locked."""
    if seen is None:
        return
    newer = Contact.objects.filter(enquiry=enquiry, pk__gt=seen)
    if newer.filter(Q(is_incoming=True) | Q(staff__isnull=False)).exists():
        raise Changed(enquiry.pk)


def _done(enquiry: Enquiry, status: Status, *, now: datetime, handler: Staff | None) -> None:
    enquiry.status, enquiry.closed_at, enquiry.unread = status, now, False
    enquiry.due_by = enquiry.remind_at = None
    if enquiry.handler_id is None:
        enquiry.handler = handler
    enquiry.save(update_fields=["status", "closed_at", "unread", "due_by", "remind_at", "handler"])
