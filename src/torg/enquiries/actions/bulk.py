"""Many enquiries at once: each in a transaction of its own, so that what can not be done holds up none of the rest.

Every enquiry that was changed gets an event ``in_batch`` beside that of the deed itself: it names the batch and how
things stood before, and so the batch can be undone, enquiry by enquiry, where nothing has changed since.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from torg.enquiries.actions import answer as deeds
from torg.enquiries.actions.answer import NotOpen, NotYours, ReasonNeeded
from torg.enquiries.actions.family import family
from torg.enquiries.ledger import happened
from torg.enquiries.models import Enquiry, Event, Handover, HandoverState, Pause, Promise, PromiseState
from torg.enquiries.numbers import said
from torg.enquiries.queries.access import access_of, may_work_on
from torg.people.queries import may_act, sight_of, staff_by_id

if TYPE_CHECKING:
    from torg.people.models import Staff

MOST = 200  # enquiries in one go
NEWS = {"contact_added", "reopened", "went_on", "answered", "interim_sent", "asked", "opened", "repeat_joined"}
UNDO_WITHIN = timedelta(hours=1)


class NotTheirs(Exception):
    """Who it was to be given to does not answer for its unit."""


class HasHandler(Exception):
    """A colleague handles it already; to take it from them is to be done on its own page, not among many."""


class AlreadySo(Exception):
    """There was nothing to do: it is so already."""


class WroteMeanwhile(Exception):
    """Its sender has written since the list was shown, or somebody has answered."""


WHY: Mapping[type[Exception], str] = {
    NotYours: "not_yours", NotOpen: "not_open", NotTheirs: "not_theirs", HasHandler: "has_handler",
    AlreadySo: "already", WroteMeanwhile: "changed", Enquiry.DoesNotExist: "gone",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An enquiry that was left as it is; ``why`` is a code (``WHY``), ``who`` the colleague who has it."""

    id: int
    number_said: str
    why: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of many enquiries; ``batch`` names them for ``undo``."""

    batch: str
    done: tuple[int, ...]
    left_out: tuple[LeftOut, ...]


def bulk(
    deed: str, enquiry_ids: Sequence[int], *, by: Staff, now: datetime, seen: int | None = None, **rest: Any
) -> Done:
    """Does one thing to up to 200 enquiries: take, assign (``to``), give_back, read, unread, close (``reason``).

    ``seen`` is the last event when the list was shown: what a sender has written to since is not closed. Raises
    ReasonNeeded, and KeyError for a deed that there is not.
    """
    do = DEEDS[deed]
    if deed == "close" and not str(rest.get("reason", "")).strip():
        raise ReasonNeeded
    batch, sight, done, left_out = secrets.token_urlsafe(12), sight_of(by), [], []
    for pk in list(dict.fromkeys(enquiry_ids))[:MOST]:
        try:
            with transaction.atomic():
                enquiry = Enquiry.objects.select_for_update().get(pk=pk)
                if not access_of(enquiry).listed_for(sight):
                    raise Enquiry.DoesNotExist  # what they do not see is not there
                before = _standing(enquiry)
                do(enquiry, by=by, now=now, seen=seen, **rest)
                happened(enquiry, "in_batch", now=now, by=by, batch=batch, deed=deed, before=before).save()
        except tuple(WHY) as why:
            left_out.append(_left_out(pk, why))
        else:
            done.append(pk)
    return Done(batch, tuple(done), tuple(left_out))


def _left_out(pk: int, why: Exception) -> LeftOut:
    """What was left as it is, and why; of what is not there for them nothing more is told, nor who has it unasked."""
    code = next(code for kind, code in WHY.items() if isinstance(why, kind))
    if code == "gone":
        return LeftOut(pk, "", code)
    found = Enquiry.objects.filter(pk=pk).values_list("number", "handler__name").first()
    number, who = found or (None, "")
    return LeftOut(pk, said(number) if number else "", code, (who or "") if code == "has_handler" else "")


def _standing(enquiry: Enquiry) -> dict[str, Any]:
    """How an enquiry stands, as the event keeps it."""
    return {
        "handler": enquiry.handler_id, "unread": enquiry.unread, "status": enquiry.status,
        "due_by": enquiry.due_by.isoformat() if enquiry.due_by else None,
        "remind_at": enquiry.remind_at.isoformat() if enquiry.remind_at else None,
        "replied_at": enquiry.replied_at.isoformat() if enquiry.replied_at else None,
        "wait_until": enquiry.wait_until.isoformat() if enquiry.wait_until else None,
    }  # fmt: skip


# -- the deeds --------------------------------------------------------------------------------------------------------


def _take(enquiry: Enquiry, *, by: Staff, now: datetime, **_rest: Any) -> None:
    _mine(enquiry, by)
    if enquiry.handler_id == by.pk:
        raise AlreadySo
    if enquiry.handler_id is not None:
        raise HasHandler
    deeds.take(enquiry.pk, by=by, now=now)


def _assign(enquiry: Enquiry, *, by: Staff, now: datetime, to: int, **_rest: Any) -> None:
    _mine(enquiry, by)
    colleague = staff_by_id(to)
    if colleague is None or not may_act(colleague, enquiry.unit_id):
        raise NotTheirs
    if enquiry.handler_id == to:
        raise AlreadySo
    deeds.assign(enquiry.pk, to=to, by=by, now=now)


def _give_back(enquiry: Enquiry, *, by: Staff, now: datetime, **_rest: Any) -> None:
    _mine(enquiry, by)
    if enquiry.handler_id is None:
        raise AlreadySo
    deeds.give_back(enquiry.pk, by=by, now=now)


def _read(enquiry: Enquiry, *, by: Staff, now: datetime, **_rest: Any) -> None:
    _mine(enquiry, by)
    if not enquiry.unread:
        raise AlreadySo
    deeds.note_seen(enquiry.pk, by=by, now=now)


def _unread(enquiry: Enquiry, *, by: Staff, now: datetime, **_rest: Any) -> None:
    _mine(enquiry, by)
    if enquiry.unread:
        raise AlreadySo
    enquiry.unread = True
    enquiry.save(update_fields=["unread"])
    happened(enquiry, "marked_unread", now=now, by=by).save()


def _close(enquiry: Enquiry, *, by: Staff, now: datetime, reason: str, seen: int | None, **_rest: Any) -> None:
    _mine(enquiry, by)
    if seen is not None and _wrote_since(enquiry, seen):
        raise WroteMeanwhile
    deeds.close(enquiry.pk, reason=reason, by=by, now=now)


def _mine(enquiry: Enquiry, by: Staff) -> None:
    if not may_work_on(by, enquiry):
        raise NotYours(enquiry.pk)


def _wrote_since(enquiry: Enquiry, seen: int) -> bool:
    return Event.objects.filter(family(enquiry), pk__gt=seen, kind__in=NEWS).exists()


DEEDS: Mapping[str, Callable[..., None]] = {
    "take": _take, "assign": _assign, "give_back": _give_back, "read": _read, "unread": _unread, "close": _close,
}  # fmt: skip


# -- undoing ----------------------------------------------------------------------------------------------------------


def undo(batch: str, *, by: Staff, now: datetime) -> Done:
    """Puts back what ``by`` did in one go within the last hour, where nothing has changed since.

    Gives the same batch, what was put back, and what was not ("changed", or "not_yours").
    """
    marks = list(Event.objects.select_related("enquiry__joined_to").filter(kind="in_batch", data__batch=batch))
    sight, done, left_out = sight_of(by), [], []
    for one in marks:
        if not access_of(one.enquiry).listed_for(sight):
            left_out.append(LeftOut(one.enquiry_id, "", "gone"))  # what they do not see is not there
            continue
        try:
            with transaction.atomic():
                _undo_one(one, batch, by=by, now=now)
        except (WroteMeanwhile, NotYours) as why:
            left_out.append(_left_out(one.enquiry_id, why))
        else:
            done.append(one.enquiry_id)
    return Done(batch, tuple(done), tuple(left_out))


def _undo_one(one: Event, batch: str, *, by: Staff, now: datetime) -> None:
    enquiry = Enquiry.objects.select_for_update().get(pk=one.enquiry_id)
    if one.by_id != by.pk or now - one.at > UNDO_WITHIN:
        raise NotYours(enquiry.pk)
    _mine(enquiry, by)
    if Event.objects.filter(family(enquiry)).aggregate(last=Max("id"))["last"] != one.pk:
        raise WroteMeanwhile
    deed, before = one.data["deed"], one.data["before"]
    if deed == "close":
        _open_again(enquiry, before, closed_at=one.at, now=now)
    else:
        enquiry.handler_id, enquiry.unread = before["handler"], before["unread"]
        enquiry.replied_at = _moment(before["replied_at"])
        enquiry.save(update_fields=["handler", "unread", "replied_at"])
    happened(enquiry, "undone", now=now, by=by, deed=deed, batch=batch).save()


def _open_again(enquiry: Enquiry, before: Mapping[str, Any], *, closed_at: datetime, now: datetime) -> None:
    """Opens a closed one again as it stood; an offer to another unit that the closing withdrew stands too."""
    enquiry.status, enquiry.closed_at = before["status"], None
    enquiry.handler_id, enquiry.unread = before["handler"], before["unread"]
    for moment in ("due_by", "remind_at", "replied_at", "wait_until"):
        setattr(enquiry, moment, _moment(before[moment]))
    enquiry.save(
        update_fields=[
            "status", "closed_at", "handler", "unread", "due_by", "remind_at", "replied_at", "wait_until",
        ]
    )  # fmt: skip
    released = Promise.objects.filter(family(enquiry), state=PromiseState.RELEASED, settled_at=closed_at)
    for promise in released.order_by("id"):
        _promise_again(promise, now=now)
    withdrawn = Handover.objects.filter(enquiry=enquiry, state=HandoverState.WITHDRAWN, settled_at=closed_at)
    withdrawn.update(state=HandoverState.OFFERED, settled_at=None, settled_by=None)


def _promise_again(released: Promise, *, now: datetime) -> None:
    """What was released stays so in the ledger; the same is promised anew beside it, and stands still if it did."""
    pause = Pause.objects.filter(promise=released.pk, to_at=released.settled_at).first()
    state = PromiseState.OPEN if pause is None else PromiseState.PAUSED
    again = released
    again.pk, again._state.adding = None, True
    again.state, again.settled_at, again.reason, again.made_at = state, None, "", now
    again.save(force_insert=True)
    if pause is not None:
        pause.pk, pause._state.adding = None, True
        pause.promise, pause.to_at = again, None
        pause.save(force_insert=True)


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
