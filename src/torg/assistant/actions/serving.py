"""What a handler does with a conversation: take it, write in it, pass it on, give it back, finish it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from django.db import transaction

from torg.assistant.actions import chat_words
from torg.assistant.actions.chat_rows import (
    AtLimit,
    EmptyMessage,
    NoPhone,
    NotForYou,
    NothingSaid,
    NotReady,
    NotServing,
    TakenAlready,
    add,
    locked,
    locked_for,
    notify,
    tell,
)
from torg.assistant.actions.ending import end
from torg.assistant.models import Conversation, Message, Seat, Speaker, Stage
from torg.assistant.queries.conversations import may_read
from torg.assistant.queries.seats import limit, may_serve, places
from torg.channels.base import File
from torg.channels.chat.reading import KIND
from torg.channels.text import one_line
from torg.editions.queries import in_force
from torg.enquiries.actions import handover
from torg.enquiries.actions.talks import answered_in_talk, handled_by, offered_unit
from torg.enquiries.ledger import happened
from torg.enquiries.queries.standing import answered_in
from torg.people.queries import units

if TYPE_CHECKING:
    from torg.people.models import Staff

How = Literal["answered", "written", "call", "meeting"]
LEFT = ("left", "idle")
"""Why a conversation ended in which the one who served it may still say that it was answered."""


@transaction.atomic
def take(conversation_id: int, *, by: Staff, now: datetime) -> None:
    """Takes one conversation that waits; taken already by the same one, nothing is done.

    Raises NotReady, AtLimit, TakenAlready, NotForYou, NoSuchTalk.
    """
    seat = _seat(by)
    row = locked(pk=conversation_id)
    if row.stage == Stage.TALKING and row.handler_id == by.pk:
        return
    if row.stage != Stage.WAITING:
        raise TakenAlready(conversation_id)
    if not may_serve(by, row.unit_id):
        raise NotForYou(conversation_id)
    _insist_on_room(by, seat, now)
    _begin(row, by, now)


@transaction.atomic
def take_next(*, by: Staff, now: datetime) -> int | None:
    """Takes the one who has waited longest of those this member of staff serves; None when nobody waits for them.

    No two get the same one: what another is just taking is passed over, and so is what they may not read. Raises
    NotReady, AtLimit.
    """
    seat = _seat(by)
    _insist_on_room(by, seat, now)
    waiting = Conversation.objects.filter(stage=Stage.WAITING, unit=by.unit_id)
    if seat.languages:
        waiting = waiting.filter(language__in=seat.languages)
    if not may_serve(by, by.unit_id):
        return None
    for first in waiting.select_related("enquiry__joined_to").order_by("waiting_since", "pk"):
        free = waiting.filter(pk=first.pk).select_for_update(of=("self",), no_key=True, skip_locked=True)
        if may_read(first, by) and free.first() is not None:
            row = locked(pk=first.pk)
            _begin(row, by, now)
            return row.pk
    return None


@transaction.atomic
def reply(
    conversation_id: int, text: str, *, by: Staff, sent_as: str, files: Sequence[File] = (), now: datetime
) -> int:
    """Writes to the citizen, with files perhaps, and gives the message's id; sent twice it is stored once.

    Raises NotServing, EmptyMessage, TooLarge, NoSuchTalk.
    """
    row = locked_for(conversation_id, by)
    if not text.strip() and not files:
        raise EmptyMessage
    return _write(row, text, by=by, sent_as=sent_as, files=files, now=now)


def typing_to(conversation_id: int, *, by: Staff) -> None:
    """Tells the citizen that somebody is writing; nothing is stored."""
    if Conversation.objects.filter(pk=conversation_id, stage=Stage.TALKING, handler=by).exists():
        notify(json.dumps({"event": "typing", "talk": conversation_id, "by": "handler", "staff": []}))


def seen_by_handler(conversation_id: int, *, upto: int, by: Staff, now: datetime) -> None:
    """Notes the last message that the one who serves a conversation has seen; one further back changes nothing."""
    rows = Conversation.objects.filter(pk=conversation_id, handler=by, stage=Stage.TALKING)
    rows.filter(handler_seen__lt=upto, messages=upto).update(handler_seen=upto)


@transaction.atomic
def pass_on(conversation_id: int, *, to_unit: int, note: str, by: Staff, now: datetime) -> bool:
    """Passes a conversation on to another unit, with a note for colleagues; whether somebody there takes it live.

    Where somebody is on duty it waits for them, first in their queue. Else it is an ordinary handover: the citizen is
    told who answers in writing, and by when; the date never moves. Raises NotServing, and what a handover raises
    (NoteNeeded, SameUnit, NoSuchUnit, AlreadyOffered, NotYours, NotOpen of enquiries.actions).
    """
    row = locked_for(conversation_id, by)
    assert row.enquiry is not None, "whoever talks with people is in an enquiry"
    under = in_force(now)
    handover.offer(row.enquiry.pk, to_unit=to_unit, note=note, by=by, now=now)
    unit = units().by_id[to_unit]
    live = any(one.serves({to_unit}, row.language) for one in places(now, most=limit(under, now)))
    tell(row, "passed_on", chat_words.passed_on(row.language, unit=unit.name, live=live), now=now, unit=unit.name)
    happened(row.enquiry, "chat_passed_on", now=now, by=by, unit=unit.name, live=live).save()
    handled_by(row.enquiry.pk, None)
    if live:
        row.stage, row.handler, row.unit_id = Stage.WAITING, None, to_unit
        row.save(update_fields=["stage", "handler", "unit"])
    else:
        end(row, "written", now=now)
    return live


@transaction.atomic
def give_back(conversation_id: int, *, by: Staff, now: datetime) -> None:
    """Gives a conversation back: it is first in the queue, and the citizen is told. Raises NotServing, NoSuchTalk."""
    locked_for(conversation_id, by)
    put_back(conversation_id, handler_id=by.pk, why="given_back", now=now)


@transaction.atomic
def put_back(conversation_id: int, *, handler_id: int, why: str, now: datetime) -> int:
    """Puts what somebody serves back to the front of the queue, with a word to the citizen; gives 1, or 0 if it is not.

    ``why`` is given_back, away or gone (their page has closed).
    """
    row = locked(pk=conversation_id)
    if row.stage != Stage.TALKING or row.handler_id != handler_id or row.handler is None or row.enquiry is None:
        return 0
    name, row.stage, row.handler, row.returned = row.handler.name, Stage.WAITING, None, row.returned + 1
    row.save(update_fields=["stage", "handler", "returned"])  # it waits since it first did, which is before the others
    tell(row, "returned", chat_words.returned(row.language, name=name), now=now)
    handled_by(row.enquiry.pk, None)
    happened(row.enquiry, "chat_returned", now=now, why=why, name=name).save()
    return 1


@transaction.atomic
def finish(conversation_id: int, *, how: How, says: str, phone: str = "", by: Staff, now: datetime) -> int:
    """Ends a conversation: it was answered in it, or goes on in writing, as a call or as a meeting (KON-26).

    ``says`` are the last words to the citizen, "" for none. Answered, the promises are settled, unless they are
    already; else they stand, and the citizen is told the date. One that the citizen has left, or that went quiet, may
    still be noted as answered by the one who served it. Gives the number of the enquiry that it is answered in: its
    own, or the one that was joined to. A call is promised by a moment, to ``phone`` or the number that we have. Raises
    NotServing, NothingSaid, NoPhone, NoSuchTalk, NotYours.
    """
    row = locked(pk=conversation_id)
    after_all = row.stage == Stage.ENDED and row.ended_why in LEFT and how == "answered"
    if row.handler_id != by.pk or not (row.stage == Stage.TALKING or after_all) or row.enquiry is None:
        raise NotServing(conversation_id)
    if how == "call":
        row.phone = one_line(phone, 40) or row.phone
        if not any(sign.isdigit() for sign in row.phone):
            raise NoPhone(conversation_id)
        row.save(update_fields=["phone"])
    if says.strip() and not after_all:
        _write(row, says, by=by, sent_as="", files=(), now=now)
    words = _said_by_people(row)
    if how == "answered" and not words:
        raise NothingSaid(conversation_id)
    if not after_all:
        end(row, how, now=now, record=how == "answered")
    if how == "answered":
        answered_in_talk(row.enquiry.pk, channel=KIND, text=words, by=by, now=now)
    return answered_in(row.enquiry).number


def _seat(by: Staff) -> Seat:
    """The seat of one who is ready, locked: two pages of theirs can not take more than they may. Raises NotReady."""
    seat = Seat.objects.select_for_update().filter(staff=by, is_ready=True).first()
    if seat is None:
        raise NotReady
    return seat


def _insist_on_room(by: Staff, seat: Seat, now: datetime) -> None:
    most = min(seat.at_once, limit(in_force(now), now))
    if Conversation.objects.filter(stage=Stage.TALKING, handler=by).count() >= most:
        raise AtLimit(most)


def _begin(row: Conversation, by: Staff, now: datetime) -> None:
    """Gives a waiting conversation to a handler; what was offered to their unit is theirs now."""
    assert row.enquiry is not None, "whoever waits for people is in an enquiry"
    assert row.waiting_since is not None, "whoever waits has begun to"
    unit = units().by_id.get(row.unit_id or 0)
    row.stage, row.handler, row.taken_at = Stage.TALKING, by, now
    row.save(update_fields=["stage", "handler", "taken_at"])
    if by.unit_id is not None and offered_unit(row.enquiry.pk) == by.unit_id:
        handover.accept(row.enquiry.pk, by=by, now=now)
    handled_by(row.enquiry.pk, by)
    tell(row, "taken", chat_words.taken(row.language, name=by.name, unit=unit.name if unit else ""), now=now)
    waited = int((now - row.waiting_since).total_seconds())
    happened(row.enquiry, "chat_taken", now=now, by=by, seconds=waited).save()


def _write(
    row: Conversation, text: str, *, by: Staff, sent_as: str, files: Sequence[File], now: datetime
) -> int:  # fmt: skip
    message_id = add(row, Speaker.HANDLER, text, now=now, staff=by, sent_as=sent_as, files=files)
    if row.replied_at is None and row.enquiry is not None and row.waiting_since is not None:
        row.replied_at = now
        row.save(update_fields=["replied_at"])
        waited = int((now - row.waiting_since).total_seconds())
        happened(row.enquiry, "chat_replied", now=now, by=by, seconds=waited).save()
    return message_id


def _said_by_people(row: Conversation) -> str:
    said = Message.objects.filter(conversation=row, speaker=Speaker.HANDLER).exclude(text="").order_by("pk")
    return "\n\n".join(said.values_list("text", flat=True))
