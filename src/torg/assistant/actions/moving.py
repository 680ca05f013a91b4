"""A talk with the assistant goes on by phone or at the counter: it is an enquiry from then on (KON-26, KON-31)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.assistant.actions.chat import subject_of
from torg.assistant.actions.chat_rows import EmptyMessage, NotForYou, locked
from torg.assistant.actions.ending import keep_part
from torg.assistant.actions.forgetting import outcome_of
from torg.assistant.models import Conversation, Message, Speaker, Stage
from torg.assistant.queries.conversations import may_read
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.actions.talks import handled_by, served_in
from torg.enquiries.ledger import happened
from torg.enquiries.queries.access import access_to
from torg.people.queries import may_act, sight_of

if TYPE_CHECKING:
    from torg.people.models import Staff

CHANNELS = ("phone", "counter")


class NoSuchEnquiry(Exception):
    """There is no enquiry with this number that the member of staff may open."""


@transaction.atomic
def go_on(
    conversation_id: int, *, channel: str, number: int | None = None, by_code: bool = False, by: Staff, now: datetime
) -> int:
    """Makes an enquiry of a talk that nobody passed on, in the hands of who presses; gives the enquiry's number.

    What was said is kept raw and taken in, with an owner and a promise like anything else. With ``number`` it joins
    that enquiry and none is opened. A talk that goes on is ended, as it goes on elsewhere; what came of it stays what
    it was. ``by_code`` tells that who presses was told its code, by which alone a talk in no enquiry is read. Done
    again, nothing is done twice. Raises NoSuchTalk, NotForYou, NoSuchEnquiry, EmptyMessage, ValueError.
    """
    if channel not in CHANNELS:
        raise ValueError(channel)
    row = locked(pk=conversation_id)
    if not may_read(row, by, by_code=by_code) or not may_act(by, by.unit_id or 0):
        raise NotForYou
    if row.enquiry_id is None:
        row.enquiry_id = _opened(row, by, now) if number is None else _there(number, by)
        if row.stage != Stage.ENDED:
            row.stage, row.ended_at, row.outcome = Stage.ENDED, now, outcome_of(row)
        row.ended_why, row.handler = "moved", by
        row.save(update_fields=["enquiry", "stage", "ended_at", "outcome", "ended_why", "handler"])
        assert row.enquiry is not None, "it has just been given one"
        happened(row.enquiry, "talk_moved", now=now, by=by, channel=channel, code=row.code).save()
    assert row.enquiry is not None, "it goes on in one"
    return row.enquiry.number


def _opened(row: Conversation, by: Staff, now: datetime) -> int:
    said = list(Message.objects.select_related("staff").filter(conversation=row).order_by("pk"))
    if not any(message.speaker == Speaker.CITIZEN for message in said):
        raise EmptyMessage
    kept_id = keep_part(row, said, after="", record=False, about=subject_of(row, ""), now=now)
    enquiry = take_in_kept(kept_id, now=now)
    if enquiry is None:
        raise EmptyMessage
    handled_by(enquiry.pk, by)
    if by.unit_id is not None:
        served_in(enquiry.pk, by.unit_id, now=now)
    return enquiry.pk


def _there(number: int, by: Staff) -> int:
    access = access_to(number)
    if access is None or not access.opens_for(sight_of(by)):
        raise NoSuchEnquiry(number)
    return access.id
