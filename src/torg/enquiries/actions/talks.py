"""What a talk with somebody of ours does to its enquiry: who has it, that it was answered there, what is sent of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from torg.editions.queries import in_force
from torg.enquiries import receipts
from torg.enquiries.actions.answer import Answered, EmptyAnswer, done, mine
from torg.enquiries.actions.family import release_all, settle_all
from torg.enquiries.actions.offers import withdraw_open
from torg.enquiries.actions.tell import say
from torg.enquiries.ledger import happened
from torg.enquiries.models import AlsoAddressed, Contact, Enquiry, Handover, HandoverState, PromiseState, Status
from torg.enquiries.queries.recipients import correspondents
from torg.enquiries.queries.standing import answered_in
from torg.enquiries.receipts import About, Letter
from torg.mailroom import actions as mailroom
from torg.people.queries import units

if TYPE_CHECKING:
    from torg.people.models import Staff


@transaction.atomic
def answered_in_talk(enquiry_id: int, *, channel: str, text: str, by: Staff, now: datetime) -> Answered | None:
    """Notes that an enquiry was answered in a talk, with what was said there, and settles the promises.

    Nothing goes out to the one who talked: it has been said. Others whose repeats were joined to it get it in writing.
    One that was joined to another meanwhile is answered there. One that was answered or closed meanwhile stays so, and
    is answered no second time: None. What was said has been filed with it, and is news to nobody. Raises NotYours,
    EmptyAnswer.
    """
    if not text.strip():
        raise EmptyAnswer
    own = Enquiry.objects.select_related("joined_to").get(pk=enquiry_id)
    enquiry = mine(answered_in(own).pk, by)
    if enquiry.status not in {Status.OPEN, Status.WAITING}:
        enquiry.unread, enquiry.replied_at = False, None
        enquiry.save(update_fields=["unread", "replied_at"])
        return None
    Contact.objects.create(
        enquiry=own, is_incoming=False, purpose="answer", channel=channel, at=now, subject=own.subject,
        text=text.strip(), staff=by, sensitive=enquiry.sensitive,
    )  # fmt: skip
    under = in_force(now)
    for to in correspondents(enquiry):
        if to.person_id != own.person_id:
            write = partial(receipts.answer, text=text, by=by.name)
            say(to, write, purpose="answer", text=text, by=by, under=under, now=now, owner=enquiry)
    settled = settle_all(enquiry, now=now)
    withdraw_open(enquiry, by=by, now=now)
    done(enquiry, Status.ANSWERED, now=now, handler=by)
    kept = all(p.state == PromiseState.KEPT for p in settled) if settled else None
    late = max((p.late_seconds or 0 for p in settled), default=0)
    happened(
        enquiry, "answered", now=now, by=by, channel=channel, wanted=channel, kept=kept, late_seconds=late
    ).save()  # fmt: skip
    return Answered(channel, kept, late)


@transaction.atomic
def nothing_to_answer(enquiry_id: int, *, reason: str, now: datetime) -> None:
    """Closes an enquiry in which nobody has asked anything; what was promised is released, with the reason."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    if enquiry.status not in {Status.OPEN, Status.WAITING}:
        return
    release_all(enquiry, reason=reason, now=now)
    withdraw_open(enquiry, by=None, now=now)
    done(enquiry, Status.CLOSED, now=now, handler=None)
    happened(enquiry, "closed", now=now, reason=reason).save()


@transaction.atomic
def handled_by(enquiry_id: int, staff: Staff | None) -> None:
    """Makes the one who talks with the sender the handler, or nobody; that they do is told by the talk's own events."""
    Enquiry.objects.filter(pk=enquiry_id).update(handler=staff)


@transaction.atomic
def served_in(enquiry_id: int, unit_id: int, *, now: datetime) -> None:
    """Shows an enquiry also to the unit whose people talk with its sender, where another owns it."""
    if not Enquiry.objects.filter(pk=enquiry_id, unit=unit_id).exists():
        row = AlsoAddressed(enquiry_id=enquiry_id, unit_id=unit_id, since=now)
        AlsoAddressed.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def send_transcript(
    enquiry_id: int, write: Callable[[About], Letter], *, to_address: str, to_name: str, now: datetime
) -> None:
    """Sends what was said in a talk to the address that the one who talked has asked for it at."""
    enquiry = Enquiry.objects.get(pk=enquiry_id)
    about = receipts.about(enquiry, name=to_name, under=in_force(now), unit=units().by_id.get(enquiry.unit_id))
    letter = write(about)
    post = mailroom.Post(
        kind="email", purpose="notice", to_address=to_address, to_name=to_name, subject=letter.subject,
        text=letter.text, language=enquiry.language, automatic=True, from_name=about.municipality,
    )  # fmt: skip
    outgoing = mailroom.post(post, now=now)
    Contact.objects.create(
        enquiry=enquiry, is_incoming=False, purpose="notice", channel="email", at=now, subject=letter.subject,
        text=letter.text, address=to_address, name=to_name, message_id=outgoing.message_id, outgoing=outgoing,
    )  # fmt: skip


def offered_unit(enquiry_id: int) -> int | None:
    """The unit that an enquiry is offered to and that has not answered yet; None when there is none."""
    offer = Handover.objects.filter(enquiry=enquiry_id, state=HandoverState.OFFERED).first()
    return offer.to_unit_id if offer else None


@transaction.atomic
def take_offer_back(enquiry_id: int, *, now: datetime) -> None:
    """Takes an open offer back by itself, as nobody is there to take over the talk; none is nothing."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    withdraw_open(enquiry, by=None, now=now)
