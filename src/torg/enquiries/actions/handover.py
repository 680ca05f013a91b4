"""Hand over: an enquiry is offered to another unit with a note, and stays with its owner until that unit accepts it.

The citizen's date never moves; they are told who has it now when it is accepted, and nothing before (ALV-07).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from torg.editions.queries import InForce, in_force
from torg.enquiries import letters, receipts
from torg.enquiries.actions.answer import NotOpen, NotYours, ReasonNeeded, mine, unchanged
from torg.enquiries.actions.offers import end_offer, open_offer
from torg.enquiries.actions.tell import note as tell
from torg.enquiries.ledger import happened
from torg.enquiries.models import Contact, Enquiry, Handover, HandoverState, Status
from torg.enquiries.queries.recipients import correspondents, own_date
from torg.language.sensitive import masked
from torg.mailroom import actions as mailroom
from torg.people.duty import on_duty
from torg.people.queries import UnitFacts, Units, may_act, sight_of, staff_by_id, units
from torg.strategy import defaults
from torg.strategy.deadlines import due_by
from torg.strategy.routing import HANDED_OVER

if TYPE_CHECKING:
    from torg.people.models import Staff

BATCH = 200


class NoteNeeded(Exception):
    """The unit that is to take over must be told why."""


class SameUnit(Exception):
    """The unit has the enquiry already."""


class NoSuchUnit(Exception):
    """There is no such unit any more."""


class AlreadyOffered(Exception):
    """The enquiry is offered already; that offer must be answered or withdrawn first."""


class NotOffered(Exception):
    """There is no open offer: it has been answered, withdrawn, or has timed out."""


class NotOnDuty(Exception):
    """The one it was to be offered to is not at work now, or not in that unit."""


@transaction.atomic
def offer(
    enquiry_id: int, *, to_unit: int, note: str, by: Staff, now: datetime, to_staff: int | None = None,
    seen: int | None = None,
) -> None:  # fmt: skip
    """Offers an open enquiry to another unit, or to somebody on duty there; tells them why, and by when to answer.

    How long they have is ``rules.handover.accept_within``, or one working day. Raises NotYours, NotOpen, NoteNeeded,
    SameUnit, NoSuchUnit, AlreadyOffered, NotOnDuty, Changed.
    """
    enquiry = mine(enquiry_id, by)
    unchanged(enquiry, seen)
    if not note.strip():
        raise NoteNeeded
    if enquiry.status not in {Status.OPEN, Status.WAITING}:
        raise NotOpen(enquiry_id)
    if to_unit == enquiry.unit_id:
        raise SameUnit(to_unit)
    if open_offer(enquiry) is not None:
        raise AlreadyOffered(enquiry_id)
    under, around = in_force(now), units()
    unit = around.by_id.get(to_unit)
    if unit is None:
        raise NoSuchUnit(to_unit)
    if to_staff is not None and to_staff not in {
        one.id for one in on_duty([to_unit], at=now, calendar=under.calendar)[to_unit]
    }:
        raise NotOnDuty(to_staff)
    within = under.strategy.rules.handover.accept_within or defaults.HANDOVER_ACCEPT_WITHIN
    made = Handover.objects.create(
        enquiry=enquiry, from_unit_id=enquiry.unit_id, to_unit_id=to_unit, to_staff_id=to_staff, note=note.strip(),
        offered_at=now, offered_by=by, answer_by=due_by(under.calendar, within, now),
    )  # fmt: skip
    happened(
        enquiry, "handover_offered", now=now, by=by, to_unit=to_unit, unit=unit.name, to_staff=to_staff,
        answer_by=made.answer_by.isoformat(),
    ).save()  # fmt: skip
    _mail_offer(enquiry, made, unit, around, under=under, by=by, now=now)


def _mail_offer(
    enquiry: Enquiry, made: Handover, unit: UnitFacts, around: Units, *, under: InForce, by: Staff, now: datetime
) -> None:
    to = staff_by_id(made.to_staff_id) if made.to_staff_id is not None else None
    address = (to.email if to else "") or unit.email
    if not address:
        return
    about = receipts.about(enquiry, name="", under=under, unit=unit, language=(to and to.language) or under.language)
    letter = letters.offered(
        about, before=_name(around, made.from_unit_id), note=masked(made.note, every_word=True), by=by.name,
        answer_by=made.answer_by, due_by=enquiry.due_by,
    )  # fmt: skip
    _post(letter, about, address, to.name if to else unit.name, now=now)


@transaction.atomic
def accept(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Takes an offered enquiry over: the acceptor's unit owns it from now, and its sender is told who has it.

    What was promised stands, to the second. Raises NotYours for somebody outside the unit, NotOffered.
    """
    enquiry, made = _offered_to(enquiry_id, by)
    under, around = in_force(now), units()
    unit = around.by_id.get(made.to_unit_id)
    if unit is None:
        raise NoSuchUnit(made.to_unit_id)
    before = _name(around, made.from_unit_id)
    end_offer(made, HandoverState.ACCEPTED, now=now, by=by)
    if enquiry.service_id is None:
        enquiry.field = unit.field or enquiry.field
    enquiry.unit_id, enquiry.handler, enquiry.unread = unit.id, by, False
    enquiry.takeovers += 1
    enquiry.route = {"code": HANDED_OVER, "unit": unit.key, "before": before}
    enquiry.save(update_fields=["unit", "handler", "unread", "field", "takeovers", "route"])
    told = _tell_all(enquiry, before, under=under, now=now)
    happened(
        enquiry, "handover_accepted", now=now, by=by, from_unit=made.from_unit_id, to_unit=unit.id, before=before,
        unit=unit.name, takeovers=enquiry.takeovers, told=any(told),
    ).save()  # fmt: skip


def _tell_all(enquiry: Enquiry, before: str, *, under: InForce, now: datetime) -> list[Contact | None]:
    """Tells those who wait who has it now, each with the date they were promised: none while we wait for them."""
    told = []
    for to in correspondents(enquiry):
        write = partial(letters.handed_over, before=before, due_by=own_date(enquiry, to.person_id))
        told.append(tell(to, write, under=under, now=now, owner=enquiry))
    return told


@transaction.atomic
def refuse(enquiry_id: int, *, reason: str, by: Staff, now: datetime) -> None:
    """Refuses an offered enquiry, with the reason; it stays where it is, and the one who offered it is told.

    Raises NotYours, NotOffered, ReasonNeeded.
    """
    if not reason.strip():
        raise ReasonNeeded
    enquiry, made = _offered_to(enquiry_id, by)
    end_offer(made, HandoverState.REFUSED, now=now, by=by, reason=reason.strip())
    _comes_back(enquiry, made, now=now, by=by)


@transaction.atomic
def withdraw(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Takes an offer back; raises NotYours, NotOffered."""
    enquiry = mine(enquiry_id, by)
    made = open_offer(enquiry)
    if made is None:
        raise NotOffered(enquiry_id)
    end_offer(made, HandoverState.WITHDRAWN, now=now, by=by)
    happened(enquiry, "handover_withdrawn", now=now, by=by, to_unit=made.to_unit_id).save()


def return_unanswered(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Returns offers that nobody has answered in time to those who made them, and gives how many."""
    now = clock()
    late = Handover.objects.filter(state=HandoverState.OFFERED, answer_by__lt=now).order_by("answer_by")
    return sum(_return(enquiry_id, now) for enquiry_id in late.values_list("enquiry_id", flat=True)[:limit])


@transaction.atomic
def _return(enquiry_id: int, now: datetime) -> int:
    # The enquiry first and then its offer, as every action locks them; somebody may have answered meanwhile.
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    made = open_offer(enquiry)
    if made is None or made.answer_by >= now:
        return 0
    end_offer(made, HandoverState.RETURNED, now=now)
    _comes_back(enquiry, made, now=now, by=None)
    return 1


def _comes_back(enquiry: Enquiry, made: Handover, *, now: datetime, by: Staff | None) -> None:
    """Notes that an offer came to nothing, and tells the one who made it."""
    enquiry.unread = True
    enquiry.save(update_fields=["unread"])
    around, under = units(), in_force(now)
    unit = _name(around, made.to_unit_id)
    happened(
        enquiry, f"handover_{made.state}", now=now, by=by, to_unit=made.to_unit_id, unit=unit, reason=made.reason
    ).save()
    to = made.offered_by
    owner = around.by_id.get(made.from_unit_id)
    address = (to.email if to.is_active else "") or (owner.email if owner else "")
    if not address:
        return
    about = receipts.about(enquiry, name="", under=under, unit=owner, language=to.language or under.language)
    letter = letters.offer_answered(about, state=made.state, unit=unit, reason=masked(made.reason, every_word=True))
    _post(letter, about, address, to.name, now=now)


def _offered_to(enquiry_id: int, by: Staff) -> tuple[Enquiry, Handover]:
    """An enquiry and its open offer, locked in that order, for one who answers for the unit it was offered to.

    Nobody accepts on another unit's behalf, though the front line may act for all: that would be no acceptance.
    """
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    made = open_offer(enquiry)
    if made is None:
        raise NotOffered(enquiry_id)
    own = sight_of(by).opens
    if not may_act(by, made.to_unit_id) or (own is not None and made.to_unit_id not in own):
        raise NotYours(enquiry_id)
    return enquiry, made


def _name(around: Units, unit_id: int) -> str:
    unit = around.by_id.get(unit_id)
    return unit.name if unit else ""


def _post(letter: receipts.Letter, about: receipts.About, address: str, name: str, *, now: datetime) -> None:
    post = mailroom.Post(
        kind="email", purpose="reminder", to_address=address, to_name=name, subject=letter.subject, text=letter.text,
        language=about.language, automatic=True, from_name=about.municipality,
    )  # fmt: skip
    mailroom.post(post, now=now)
