"""What a citizen does in a conversation with people: ask for one, send files, say what they have seen, leave."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from torg.assistant.actions import chat_words
from torg.assistant.actions.asked import note_escalated
from torg.assistant.actions.chat_rows import (
    EmptyMessage,
    EnoughSent,
    NobodyThere,
    TalkEnded,
    add,
    locked,
    notify,
    tell,
)
from torg.assistant.actions.ending import LONGEST_SUBJECT, end, keep_part, send
from torg.assistant.actions.pace import insist_on_pace
from torg.assistant.models import Conversation, Message, Speaker, Stage
from torg.assistant.queries.availability import availability, place_in_queue
from torg.assistant.queries.seats import front_unit
from torg.assistant.queries.talking import last_question
from torg.channels.base import File
from torg.channels.text import one_line
from torg.editions.queries import in_force
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.actions.talks import served_in
from torg.language.sensitive import masked
from torg.people.queries import units

WITH_PEOPLE = (Stage.WAITING, Stage.TALKING)
MOST_SENT = 3
"""Addresses that what was said in one conversation is sent to: one's own, mistyped perhaps, and another's."""


@dataclass(frozen=True, slots=True)
class HandedOff:
    """A conversation that waits for a person: the number of its enquiry, its place from 1, and how long that takes."""

    enquiry_number: int
    position: int
    expected_wait: timedelta | None
    due_by: datetime | None


@transaction.atomic
def ask_for_person(
    token: str, *, name: str, email: str, phone: str, about: str, wants_transcript: bool, now: datetime
) -> HandedOff:
    """Hands the whole conversation on to people: it is an enquiry from now on, with a number, an owner and a promise.

    ``about`` is what the citizen writes when they ask, "" when what they have written says it. Asked again, nothing is
    done twice. Raises NobodyThere, TalkEnded, NoSuchTalk.
    """
    row = locked(token=token)
    if row.stage in WITH_PEOPLE:
        return _handed_off(row, now)
    if row.stage == Stage.ENDED:
        raise TalkEnded
    if not availability(now, language=row.language).now:
        raise NobodyThere
    row.name, row.email, row.phone = one_line(masked(name), 200), email.strip().lower()[:320], one_line(phone, 40)
    row.wants_transcript = wants_transcript and bool(row.email)
    if about.strip():
        add(row, Speaker.CITIZEN, about, now=now)
    _open(row, about, now)
    if (question := last_question(row.pk)) is not None:
        note_escalated(question, now=now)
    tell(row, "waiting", _waits(row, now), now=now)
    return _handed_off(row, now)


@transaction.atomic
def attach(token: str, files: Sequence[File], *, text: str, sent_as: str, now: datetime) -> int:
    """Sends files, with words beside them, to the people one talks with or waits for; gives the message's id.

    Raises TalkEnded where no person is there to get them, EmptyMessage, TooLarge, TooFast, NoSuchTalk.
    """
    row = locked(token=token)
    if row.stage not in WITH_PEOPLE:
        raise TalkEnded
    if not files and not text.strip():
        raise EmptyMessage
    if not sent_as or not Message.objects.filter(conversation=row, sent_as=sent_as[:36]).exists():
        insist_on_pace(row, now)
    return add(row, Speaker.CITIZEN, text, now=now, sent_as=sent_as, files=files)


@transaction.atomic
def leave(token: str, *, now: datetime) -> None:
    """Ends a conversation with people, as the citizen has had enough; what they asked is still answered, in writing.

    One that only the assistant was in is left as it stands: nobody waits in it. Raises NoSuchTalk.
    """
    row = locked(token=token)
    if row.stage in WITH_PEOPLE:
        end(row, "left", now=now)


@transaction.atomic
def want_transcript(token: str, *, email: str, now: datetime) -> None:
    """Notes where to send what was said, when it ends; at once when it has, once to each address.

    Raises NoSuchTalk; NobodyThere where no person was in it: what the assistant says stands on the pages it names;
    EnoughSent where it has gone to MOST_SENT addresses, so that nobody sends our mail to whomever they like.
    """
    row = locked(token=token)
    if row.enquiry_id is None:
        raise NobodyThere
    address, ended = email.strip().lower()[:320], row.stage == Stage.ENDED
    if ended and address not in row.transcripts and len(row.transcripts) >= MOST_SENT:
        raise EnoughSent(MOST_SENT)
    row.transcript_to, row.wants_transcript = address, bool(address)
    row.save(update_fields=["transcript_to", "wants_transcript"])
    if ended and row.wants_transcript:
        send(row, now=now)


def note_seen(token: str, *, upto: int, now: datetime) -> None:
    """Notes the last message the citizen has seen; one further back changes nothing."""
    Conversation.objects.filter(token=token, citizen_seen__lt=upto, messages=upto).update(citizen_seen=upto)


def typing(token: str) -> None:
    """Tells the handler that the citizen is writing; nothing is stored."""
    row = Conversation.objects.filter(token=token, stage=Stage.TALKING).values_list("pk", "handler_id").first()
    if row:
        notify(json.dumps({"event": "typing", "talk": row[0], "by": "citizen", "staff": [row[1]]}))


def _open(row: Conversation, about: str, now: datetime) -> None:
    """Keeps what was said, takes it in, and puts the conversation in the queue of those who serve it."""
    said = list(Message.objects.select_related("staff").filter(conversation=row).order_by("pk"))
    kept_id = keep_part(row, said, after="", record=False, about=subject_of(row, about), now=now)
    enquiry = take_in_kept(kept_id, now=now)
    if enquiry is None:
        raise NobodyThere
    front = front_unit(in_force(now), units())
    staffed = availability(now, unit=enquiry.unit_id, language=row.language).unit_id == enquiry.unit_id
    row.enquiry, row.unit_id = enquiry, enquiry.unit_id if staffed else front
    served_in(enquiry.pk, row.unit_id, now=now)
    row.stage, row.waiting_since = Stage.WAITING, now
    row.save(update_fields=["name", "email", "phone", "wants_transcript", "enquiry", "unit", "stage", "waiting_since"])


def subject_of(row: Conversation, about: str) -> str:
    """What it is about in a few words: those that came with the asking, else the first that the citizen wrote."""
    citizen = Message.objects.filter(conversation=row, speaker=Speaker.CITIZEN).exclude(text="").order_by("pk")
    said = masked(about).strip() or citizen.values_list("text", flat=True).first() or ""
    return one_line(said, LONGEST_SUBJECT) or chat_words.no_subject(row.language)


def _waits(row: Conversation, now: datetime) -> str:
    assert row.enquiry is not None, "it has just been put in the queue"
    return chat_words.waiting(
        row.language, number=row.enquiry.number, due_by=row.enquiry.due_by, zone=in_force(now).zone
    )


def _handed_off(row: Conversation, now: datetime) -> HandedOff:
    assert row.enquiry is not None, "whoever waits for people is in an enquiry"
    position, wait = 0, None
    if row.stage == Stage.WAITING and row.unit_id is not None and row.waiting_since is not None:
        position, wait = place_in_queue(row.pk, row.unit_id, row.waiting_since, row.language, now)
    return HandedOff(row.enquiry.number, position, wait, row.enquiry.due_by)
