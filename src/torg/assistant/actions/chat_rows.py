"""What all actions of the chat lean on: a conversation locked, something said in it, and what can stand in the way.

A seat is locked before a conversation, and a conversation before its enquiry.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum

from torg.assistant.models import Conversation, Message, MessageFile, Speaker, Stage
from torg.channels.base import File
from torg.channels.text import clean, file_name, one_line
from torg.language.sensitive import masked, masked_name

if TYPE_CHECKING:
    from torg.people.models import Staff

LONGEST = 10_000
MEGABYTE = 1024 * 1024
LIVE = "torg_live"


class NoSuchTalk(Exception):
    """There is no such conversation."""


class NobodyThere(Exception):
    """No person can be reached in the chat now: it is not offered, closed, or nobody is on duty."""


class TalkEnded(Exception):
    """The conversation has ended: nothing more can be said in it."""


class NotServing(Exception):
    """The conversation is not with this member of staff now."""


class TakenAlready(Exception):
    """Somebody else was quicker, or the conversation waits no more."""


class NotForYou(Exception):
    """The conversation is for another unit, or this member of staff does not answer to citizens."""


class AtLimit(Exception):
    """They serve as many conversations as one person may; ``most`` is how many."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NotReady(Exception):
    """Whoever takes a conversation must be ready for it."""


class EmptyMessage(Exception):
    """There is neither a word nor a file in it."""


class TooLarge(Exception):
    """The files of the conversation are more than ``limit_mb`` megabytes together."""

    def __init__(self, limit_mb: int) -> None:
        super().__init__(limit_mb)
        self.limit_mb = limit_mb


class EnoughSent(Exception):
    """What was said has been sent to ``most`` addresses, and is sent to no more."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NoPhone(Exception):
    """We cannot call somebody who has given no number."""


class NothingSaid(Exception):
    """A conversation in which no person has said anything has not been answered in it."""


def locked(**which: object) -> Conversation:
    """A conversation with its enquiry, locked so that messages can still be added; raises NoSuchTalk."""
    rows = Conversation.objects.select_related("enquiry", "handler", "unit").select_for_update(
        of=("self",), no_key=True
    )
    row = rows.filter(**which).first()
    if row is None:
        raise NoSuchTalk
    return row


def locked_for(conversation_id: int, by: Staff) -> Conversation:
    """A conversation that a member of staff serves, locked; raises NoSuchTalk, NotServing."""
    row = locked(pk=conversation_id)
    if row.stage != Stage.TALKING or row.handler_id != by.pk:
        raise NotServing(conversation_id)
    return row


def add(
    row: Conversation, speaker: Speaker, text: str, *, now: datetime, staff: Staff | None = None, sent_as: str = "",
    files: Sequence[File] = (), **data: Any,
) -> int:  # fmt: skip
    """Stores something that is said, and gives its id; sent twice it is stored once.

    Identity numbers are masked, in the words and in the names of files. What citizens say is cut at LONGEST
    characters; what we say never is. Raises TooLarge.
    """
    sent_as = sent_as[:36]
    if sent_as and (before := Message.objects.filter(conversation=row, sent_as=sent_as).first()):
        return before.pk
    _insist_on_room(row, files)
    whole = clean(text).strip()
    said = masked(whole[:LONGEST] if speaker == Speaker.CITIZEN else whole)
    message = Message.objects.create(
        conversation=row, at=now, speaker=speaker, staff=staff, text=said, data=data, sent_as=sent_as
    )
    MessageFile.objects.bulk_create(
        [
            MessageFile(
                message=message, name=masked_name(file_name(file.name)) or f"file-{number}", size=len(file.content),
                content_type=one_line(file.content_type, 100) or "application/octet-stream", content=file.content,
            )
            for number, file in enumerate(files, start=1)
        ]
    )  # fmt: skip
    row.last_at = now
    row.save(update_fields=["last_at"])
    return message.pk


def tell(row: Conversation, event: str, text: str, *, now: datetime, **data: Any) -> int:
    """Says what happens, in Torg's own words; ``event`` is its code (see talks.Said)."""
    return add(row, Speaker.TORG, text, now=now, event=event, **data)


def notify(payload: str) -> None:
    """Tells every process that has pages open, in the writer's transaction: ids only, never words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [LIVE, payload])


def _insist_on_room(row: Conversation, files: Sequence[File]) -> None:
    if not files:
        return
    limit: int = settings.ATTACHMENT_LIMIT_MB
    before = MessageFile.objects.filter(message__conversation=row).aggregate(total=Sum("size"))["total"] or 0
    if before + sum(len(file.content) for file in files) > limit * MEGABYTE:
        raise TooLarge(limit)
