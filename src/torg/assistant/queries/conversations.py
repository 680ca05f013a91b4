"""Reading conversations: one by its secret link, its code or for staff; the queue, and what each handler serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Min, Q, QuerySet, When
from django.utils import timezone

from torg.assistant.models import Conversation, Message, MessageFile, Seat, Speaker, Stage
from torg.assistant.queries.availability import place_in_queue
from torg.assistant.queries.seats import may_serve, seat_views, speaks
from torg.assistant.talking.kept import reply_of
from torg.assistant.talks import Load, Said, SaidFile, Talk, Waiting
from torg.channels.base import File
from torg.enquiries.queries.access import access_of, accesses_of
from torg.enquiries.queries.standing import answered_in
from torg.enquiries.receipts import follow_link
from torg.people.queries import Sight, may_act, sight_of

if TYPE_CHECKING:
    from torg.people.models import Staff

MOST_LISTED = 100


class NoSuchTalk(Exception):
    """There is no such conversation, or none that the reader may see."""


def talk(token: str, *, after: int = 0) -> Talk | None:
    """The conversation behind a secret link, with what was said after a message; None when there is none."""
    row = _rows().filter(token=token).first() if token else None
    return _talk(row, after=after, token=row.token) if row else None


def talk_of(conversation_id: int, *, staff: Staff, after: int = 0, by_code: bool = False) -> Talk:
    """A conversation as staff see it, without its secret; raises NoSuchTalk, also for one they may not read.

    ``by_code``: they have been told its code, which opens one that is in no enquiry.
    """
    row = _rows().filter(pk=conversation_id).first()
    if row is None or not may_read(row, staff, by_code=by_code):
        raise NoSuchTalk(conversation_id)
    return _talk(row, after=after)


def talk_by_code(code: str, *, staff: Staff) -> Talk | None:
    """The conversation whose code somebody says on the phone or at the counter; None when there is none to see."""
    said = "".join(code.split())
    row = _rows().filter(code__in={said, said.upper(), said.lower()}).first() if said else None
    return _talk(row, after=0) if row and may_read(row, staff, by_code=True) else None


def talk_of_enquiry(enquiry_id: int) -> Talk | None:
    """The newest conversation in an enquiry, for one who may read that, without its secret; None: there was none."""
    row = _rows().filter(enquiry=enquiry_id).order_by("-pk").first()
    return _talk(row, after=0) if row else None


def talk_id(token: str) -> int | None:
    """The id of the conversation behind a secret link; None when there is none."""
    return Conversation.objects.filter(token=token).values_list("pk", flat=True).first()


def file_for_citizen(token: str, file_id: int) -> File | None:
    """A file that was sent in the conversation behind a secret link; None when there is no such file in it."""
    return _file(MessageFile.objects.filter(pk=file_id, message__conversation__token=token).first())


def file_for_staff(conversation_id: int, file_id: int, *, staff: Staff, by_code: bool = False) -> File | None:
    """A file from a conversation that a member of staff may read (as in talk_of); None when there is none in it."""
    rows = MessageFile.objects.filter(pk=file_id, message__conversation=conversation_id)
    row = rows.select_related("message__conversation__enquiry").first()
    return _file(row) if row and may_read(row.message.conversation, staff, by_code=by_code) else None


def queue_for(staff: Staff, now: datetime) -> tuple[Waiting, ...]:
    """Those who wait, the first first, as far as a member of staff sees the unit they wait for.

    Where more wait than are listed, those for their own unit are. Of what is sensitive and not theirs to open there is
    neither subject nor name. The number of statements is the same however many wait.
    """
    sight = sight_of(staff)
    waiting = _rows().filter(stage=Stage.WAITING, enquiry__isnull=False, waiting_since__isnull=False)
    if sight.units is not None:
        waiting = waiting.filter(unit__in=sight.units)
    others = Case(When(unit=staff.unit_id, then=0), default=1)
    rows = list(waiting.order_by(others, "waiting_since", "pk")[:MOST_LISTED])
    may_open, serves = readable(rows, staff, sight=sight), may_serve(staff, staff.unit_id)
    seat = Seat.objects.filter(staff=staff).values_list("languages", flat=True).first() or []
    found = []
    for row in rows:
        if row.unit is None or row.enquiry is None or row.waiting_since is None:
            continue
        opens = row.pk in may_open
        is_theirs = serves and row.unit.pk == staff.unit_id and speaks(seat, row.language)
        found.append(
            Waiting(
                id=row.pk, code=row.code, name=row.name if opens else "", subject=_subject(row) if opens else "",
                language=row.language, unit_id=row.unit.pk, unit_name=row.unit.name, enquiry_id=row.enquiry.pk,
                enquiry_number=row.enquiry.number, waiting_since=row.waiting_since, waited=now - row.waiting_since,
                returned=row.returned, may_take=opens and is_theirs,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.waiting_since, one.id)))


def served_by(staff: Staff) -> tuple[Talk, ...]:
    """What a member of staff serves now, in the order in which they took it."""
    rows = _rows().filter(stage=Stage.TALKING, handler=staff).order_by("taken_at", "pk")
    return tuple(_talk(row, after=0) for row in rows)


def load(now: datetime) -> Load:
    """What the chat has to do now, for those who lead it."""
    rows = Conversation.objects.filter(stage__in=[Stage.WAITING, Stage.TALKING])
    found = rows.aggregate(
        waiting=Count("pk", filter=Q(stage=Stage.WAITING)),
        talking=Count("pk", filter=Q(stage=Stage.TALKING)),
        first=Min("waiting_since", filter=Q(stage=Stage.WAITING)),
    )
    first = found["first"]
    return Load(seat_views(now), found["waiting"], found["talking"], now - first if first else None)


def may_read(row: Conversation, staff: Staff, *, by_code: bool = False) -> bool:
    """Whether a member of staff may read a conversation: they serve it now, or may read its enquiry.

    One with the assistant alone is in no enquiry: whoever answers to citizens reads it when they were told its code
    (``by_code``), and nobody else does.
    """
    if row.enquiry is None:
        return by_code and may_act(staff, staff.unit_id or 0)
    return _serves(row, staff) or access_of(row.enquiry).opens_for(sight_of(staff))


def _serves(row: Conversation, staff: Staff) -> bool:
    return row.handler_id == staff.pk and row.stage != Stage.ENDED


def readable(rows: Sequence[Conversation], staff: Staff, *, sight: Sight | None = None) -> frozenset[int]:
    """The ids of those conversations in an enquiry that a member of staff may read, as may_read tells of one.

    The rows are to be read with their enquiries, and what those are joined to.
    """
    sees = sight or sight_of(staff)
    access = accesses_of(row.enquiry for row in rows if row.enquiry is not None)
    return frozenset(
        row.pk
        for row in rows
        if row.enquiry is not None and (_serves(row, staff) or access[row.enquiry.pk].opens_for(sees))
    )


def _rows() -> QuerySet[Conversation]:
    return Conversation.objects.select_related("enquiry__joined_to", "unit", "handler")


def _subject(row: Conversation) -> str:
    return (row.enquiry.listed_as or row.enquiry.subject) if row.enquiry else ""


def _talk(row: Conversation, *, after: int, token: str = "") -> Talk:
    position = expected = None
    if row.stage == Stage.WAITING and row.unit_id is not None and row.waiting_since is not None:
        position, expected = place_in_queue(row.pk, row.unit_id, row.waiting_since, row.language, timezone.now())
    enquiry = row.enquiry
    return Talk(
        id=row.pk, token=token, code=row.code, language=row.language, stage=row.stage, started_at=row.started_at,
        started_on=row.started_on, last_at=row.last_at, messages=said_in(row.pk, after=after), name=row.name,
        email=row.email, phone=row.phone, wants_transcript=row.wants_transcript, handler_id=row.handler_id,
        handler_name=row.handler.name if row.handler else "", unit_id=row.unit_id,
        unit_name=row.unit.name if row.unit else "", waiting_since=row.waiting_since, taken_at=row.taken_at,
        position=position, expected_wait=expected, citizen_seen=row.citizen_seen, handler_seen=row.handler_seen,
        enquiry_id=row.enquiry_id, enquiry_number=enquiry.number if enquiry else None,
        follow_link=follow_link(enquiry.token, row.language) if enquiry and token else "",
        due_by=answered_in(enquiry).due_by if enquiry else None, ended_at=row.ended_at, ended_why=row.ended_why,
        outcome=row.outcome, transcript_to=row.transcript_to or row.email,
    )  # fmt: skip


def said_in(conversation_id: int, *, after: int = 0) -> tuple[Said, ...]:
    """What was said in a conversation after a message, the oldest first."""
    rows = list(
        Message.objects.filter(conversation=conversation_id, pk__gt=after).select_related("staff").order_by("pk")
    )
    files: dict[int, list[SaidFile]] = {}
    sent = MessageFile.objects.filter(message__conversation=conversation_id, message__pk__gt=after).order_by("pk")
    for message_id, pk, name, kind, size in sent.values_list("message_id", "pk", "name", "content_type", "size"):
        files.setdefault(message_id, []).append(SaidFile(pk, name, kind, size))
    return tuple(
        Said(
            row.pk, row.at, row.speaker, row.text, row.staff.name if row.staff else "", str(row.data.get("event", "")),
            reply_of(row.data) if row.speaker == Speaker.ASSISTANT else None, tuple(files.get(row.pk, ())),
            str(row.data.get("language", "")),
        )
        for row in rows
    )  # fmt: skip


def _file(row: MessageFile | None) -> File | None:
    return File(row.name, row.content_type, bytes(row.content)) if row else None
