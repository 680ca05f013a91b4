"""A call that we owe somebody: promised by a moment, tried until they are reached, made or broken (KON-26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.editions.queries import InForce, in_force
from torg.enquiries.actions.answer import EmptyAnswer, mine
from torg.enquiries.actions.family import family, owed, show_due
from torg.enquiries.actions.going_on import NEW_DUE
from torg.enquiries.actions.talks import answered_in_talk
from torg.enquiries.ledger import happened, promise_again, promise_row, settle
from torg.enquiries.models import CALL, UNSETTLED, Contact, Enquiry, Promise, PromiseState
from torg.enquiries.queries.standing import answered_in
from torg.enquiries.reply import BY_HAND
from torg.people.queries import person_by_id
from torg.strategy.explanations import from_json
from torg.strategy.promises import answer_promised, promise

if TYPE_CHECKING:
    from torg.people.models import Staff


class NoCallOwed(Exception):
    """Nobody is owed a call in this enquiry: it was made already, or never promised."""


@transaction.atomic
def promise_call(enquiry_id: int, *, phone: str, by: Staff | None, now: datetime) -> datetime:
    """Promises that somebody calls, and gives by when: as the strategy says, else by the date of the answer.

    An enquiry that was answered or closed is open again by that. One call is owed at a time: promised again, the date
    stays, and the newest ``phone`` is the one to call.
    """
    own = Enquiry.objects.select_related("joined_to").get(pk=enquiry_id)
    owner = Enquiry.objects.select_for_update().get(pk=answered_in(own).pk)
    under = in_force(now)
    made = Promise.objects.filter(enquiry=own, what=CALL, state__in=UNSETTLED).first()
    if made is None:
        made = _promised(own, owner, under=under, now=now)
        made.save()
        show_due(owner, under=under)
        owner.save(update_fields=NEW_DUE)
    happened(own, "call_promised", now=now, by=by, due_by=made.due_by.isoformat(), phone=phone[:40]).save()
    return made.due_by


@transaction.atomic
def call_made(enquiry_id: int, *, text: str, answers: bool, by: Staff, now: datetime) -> bool | None:
    """Notes that the call was made, with what was said: kept, or broken by so much; gives whether all was kept.

    ``answers``: all that was asked is answered by it, and nothing more is owed; else the date of the answer stands.
    Where that is all that was owed, it is answered either way. Raises NotYours, NoCallOwed, EmptyAnswer.
    """
    if not text.strip():
        raise EmptyAnswer
    enquiry = mine(enquiry_id, by)
    calls = _calls(enquiry)
    if answers or len(calls) == len(owed(enquiry)):
        given = answered_in_talk(calls[0].enquiry_id, channel=BY_HAND, text=text, by=by, now=now)
        return given.kept if given else None
    for call in calls:
        if call.state == PromiseState.OPEN:
            settle(call, now=now)
        else:  # its clock stood still, so it has lost no time
            call.state, call.settled_at, call.late_seconds = PromiseState.KEPT, now, 0
        call.save(update_fields=["state", "settled_at", "late_seconds"])
    Contact.objects.create(
        enquiry_id=calls[0].enquiry_id, is_incoming=False, purpose="call", channel=BY_HAND, at=now,
        subject=enquiry.subject, text=text.strip(), staff=by, sensitive=enquiry.sensitive,
    )  # fmt: skip
    show_due(enquiry, under=in_force(now))
    enquiry.handler = enquiry.handler or by
    enquiry.save(update_fields=[*NEW_DUE, "handler"])
    kept = all(call.state == PromiseState.KEPT for call in calls)
    happened(enquiry, "called", now=now, by=by, kept=kept, late_seconds=max(c.late_seconds or 0 for c in calls)).save()
    return kept


@transaction.atomic
def not_reached(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Notes that somebody called in vain; the call is owed still, by the same moment. Raises NotYours, NoCallOwed."""
    enquiry = mine(enquiry_id, by)
    call = _calls(enquiry)[0]
    happened(call.enquiry, "call_tried", now=now, by=by).save()


def _calls(enquiry: Enquiry) -> list[Promise]:
    rows = Promise.objects.select_related("enquiry").filter(family(enquiry), what=CALL, state__in=UNSETTLED)
    found = list(rows.order_by("due_by"))
    if not found:
        raise NoCallOwed(enquiry.pk)
    return found


def _promised(own: Enquiry, owner: Enquiry, *, under: InForce, now: datetime) -> Promise:
    """The row (not saved) of the promise of a call."""
    audience = person_by_id(own.person_id).kind
    found = promise(
        under.strategy, what=CALL, channel=BY_HAND, at=now, purpose=owner.purpose, field=owner.field, audience=audience
    )
    answers = [one for one in owed(owner) if one.enquiry_id == own.pk and one.state == PromiseState.OPEN]
    if found is None and answers:
        first = min(answers, key=lambda one: one.due_by)
        row = promise_again(
            first, due_by=first.due_by, steps=from_json(first.steps), under=under, unit_id=owner.unit_id, now=now
        )
        row.what = CALL
        return row
    found = found or answer_promised(
        under.strategy, channel=owner.channel, at=now, purpose=owner.purpose, field=owner.field, audience=audience
    )
    assert found is not None, "a channel in which an enquiry came in promises an answer"
    return promise_row(own, replace(found, what=CALL), under=under, channel=BY_HAND, started_at=now, now=now)
