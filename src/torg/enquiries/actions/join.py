"""Join: a repeat is joined to the enquiry it is about, by a person, and can be taken apart again (ALV-06).

Its number keeps working, replies to it land in the other, one answer settles all promises, the earliest date holds.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.editions.queries import InForce, in_force
from torg.enquiries.actions.answer import Changed, IsJoined, NotYours
from torg.enquiries.actions.family import owed, show_due
from torg.enquiries.actions.going_on import NEW_DUE, resume
from torg.enquiries.actions.offers import withdraw_open
from torg.enquiries.ledger import happened
from torg.enquiries.models import Enquiry, Event, Pause, Status
from torg.enquiries.sensitivity import listed_as
from torg.people.queries import may_act

if TYPE_CHECKING:
    from torg.people.models import Staff

DONE = (Status.ANSWERED, Status.CLOSED)


class SameEnquiry(Exception):
    """An enquiry cannot be joined to itself."""


class NotJoined(Exception):
    """The enquiry is joined to no other."""


@transaction.atomic
def join(enquiry_id: int, *, into: int, by: Staff, now: datetime) -> None:
    """Joins a repeat to another enquiry (a primary key); repeats already joined to it come along.

    An answered enquiry whose repeat waits for an answer is open again, by the repeat's date. Raises NotYours unless one
    answers for both (else it would be a handover that nobody accepted), SameEnquiry, IsJoined.
    """
    if enquiry_id == into:
        raise SameEnquiry(enquiry_id)
    repeat, other = _both(enquiry_id, into)
    _answers_for(by, repeat, other)
    if repeat.status == Status.JOINED or other.status == Status.JOINED:
        raise IsJoined(enquiry_id)
    under = in_force(now)
    withdraw_open(repeat, by=by, now=now)
    resume(repeat, under=under, now=now)
    was = {"was": repeat.status, "closed_at": repeat.closed_at and repeat.closed_at.isoformat()}
    into_was = {"into_was": other.status, "into_closed_at": other.closed_at and other.closed_at.isoformat()}
    moved = list(Enquiry.objects.filter(joined_to=repeat).order_by("id").values_list("pk", flat=True))
    Enquiry.objects.filter(pk__in=moved).update(joined_to=other)
    waits = bool(owed(repeat))
    repeat.status, repeat.joined_to, repeat.closed_at = Status.JOINED, other, repeat.closed_at or now
    repeat.due_by = repeat.remind_at = repeat.reminded_at = repeat.overdue_noted_at = None
    repeat.unread, repeat.replied_at = False, None
    repeat.save(update_fields=[*NEW_DUE, "joined_to", "unread", "replied_at"])
    if waits:
        resume(other, under=under, now=now)  # whoever writes again while we wait has something to say
    _shows(other, under=under, repeats=other.repeats + 1 + len(moved), sensitive=other.sensitive or repeat.sensitive)
    happened(
        repeat, "joined", now=now, by=by, into=other.number, into_id=other.pk, moved=moved, **was, **into_was
    ).save()
    happened(
        other, "repeat_joined", now=now, by=by, number=repeat.number, channel=repeat.channel,
        same_person=repeat.person_id == other.person_id,
    ).save()  # fmt: skip


@transaction.atomic
def unjoin(enquiry_id: int, *, by: Staff, now: datetime) -> None:
    """Takes a joined enquiry apart again: it stands as it stood, or answered when that has happened meanwhile.

    Raises NotJoined, NotYours, Changed when it was joined to something else in the same moment.
    """
    into = Enquiry.objects.filter(pk=enquiry_id).values_list("joined_to", flat=True).first()
    if into is None:
        raise NotJoined(enquiry_id)
    repeat, other = _both(enquiry_id, into)
    if repeat.joined_to_id != other.pk:
        raise Changed(enquiry_id)
    _answers_for(by, repeat, other)
    under = in_force(now)
    told = Event.objects.filter(enquiry=repeat, kind="joined").latest("id").data
    repeat.joined_to = None
    back = Enquiry.objects.filter(pk__in=list(told.get("moved", [])), joined_to=other).update(joined_to=repeat)
    _stands_again(repeat, told, other, under=under, now=now)
    repeat.save(update_fields=[*NEW_DUE, "joined_to"])
    if other.status not in DONE and not owed(other) and told.get("into_was") in DONE:
        # It was open again for the repeat alone.
        other.status, other.closed_at = told["into_was"], datetime.fromisoformat(str(told["into_closed_at"]))
        other.due_by = other.remind_at = None
    _shows(other, under=under, repeats=max(0, other.repeats - 1 - back), sensitive=other.sensitive)
    happened(repeat, "unjoined", now=now, by=by, out_of=other.number).save()
    happened(other, "repeat_left", now=now, by=by, number=repeat.number).save()


def _both(enquiry_id: int, into: int) -> tuple[Enquiry, Enquiry]:
    """Two enquiries, locked in the order of their keys, so that two who join them crosswise wait for each other."""
    found = {e.pk: e for e in Enquiry.objects.select_for_update().filter(pk__in=[enquiry_id, into]).order_by("pk")}
    if len(found) < 2:
        raise NotJoined(enquiry_id)
    return found[enquiry_id], found[into]


def _answers_for(by: Staff, *enquiries: Enquiry) -> None:
    for enquiry in enquiries:
        if not may_act(by, enquiry.unit_id):
            raise NotYours(enquiry.pk)


def _shows(enquiry: Enquiry, *, under: InForce, repeats: int, sensitive: bool) -> None:
    if not Pause.objects.filter(enquiry=enquiry, to_at__isnull=True).exists():
        enquiry.wait_until = None
    show_due(enquiry, under=under)
    enquiry.repeats, enquiry.sensitive = repeats, sensitive
    enquiry.listed_as = listed_as(enquiry.subject, sensitive=sensitive)
    enquiry.save(update_fields=[*NEW_DUE, "repeats", "sensitive", "listed_as"])


def _stands_again(repeat: Enquiry, told: dict[str, object], other: Enquiry, *, under: InForce, now: datetime) -> None:
    """How an enquiry stands that is joined to nothing any more."""
    if owed(repeat):
        repeat.wait_until = other.wait_until  # for when its own clock stands still
        show_due(repeat, under=under)
        if repeat.status == Status.OPEN:
            repeat.wait_until = None
    elif told.get("was") in DONE:
        repeat.status, repeat.closed_at = str(told["was"]), datetime.fromisoformat(str(told["closed_at"]))
    else:
        repeat.status, repeat.closed_at = Status.ANSWERED, now
