"""How a conversation with people ends: what was said is kept, joins its enquiry, and is sent where it was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from torg.assistant.actions import chat_words
from torg.assistant.actions.chat_rows import tell
from torg.assistant.models import Conversation, Message, MessageFile, Outcome, Speaker, Stage
from torg.channels.base import File
from torg.channels.chat.reading import KIND
from torg.channels.chat.writing import Line, raw_of
from torg.editions.queries import InForce, in_force
from torg.enquiries.actions.callback import promise_call
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.actions.talks import nothing_to_answer, send_transcript
from torg.enquiries.ledger import happened
from torg.enquiries.queries.standing import answered_in
from torg.language.thanks import is_thanks
from torg.mailroom.actions import keep

LONGEST_SUBJECT = 80
WITHOUT_US = ("left", "idle", "nobody")
"""How one ends of which nobody of ours has said how it goes on."""
WHY = {
    "answered": "done", "written": "written", "call": "moved", "meeting": "moved", "left": "left", "idle": "idle",
    "nobody": "written",
}  # fmt: skip
"""Why a conversation ended, as it is stored, by how it was ended."""


def keep_part(
    row: Conversation, said: Sequence[Message], *, after: str, record: bool, about: str, now: datetime
) -> int:
    """Keeps a part of a conversation raw, word for word, and gives its id in the mailroom."""
    under = in_force(now)
    part = part_name(row, said)
    raw = raw_of(
        talk=row.code, part=part, after=after, language=row.language, subject=about, name=row.name, email=row.email,
        phone=row.phone, said=lines_of(row, said, under), record=record,
    )  # fmt: skip
    return keep(kind=KIND, raw=raw, headers={}, outside_id=part, now=now)


def part_name(row: Conversation, said: Sequence[Message]) -> str:
    """The name of the part of a conversation that begins with a message; the same part has the same name again."""
    return f"{row.code}-{said[0].pk if said else 0}@chat"


def lines_of(row: Conversation, said: Sequence[Message], under: InForce) -> list[Line]:
    """What was said, by those who said it, on the municipality's own clock."""
    files: dict[int, list[File]] = {}
    for file in MessageFile.objects.filter(message__in=[message.pk for message in said]).order_by("pk"):
        files.setdefault(file.message_id, []).append(File(file.name, file.content_type, bytes(file.content)))
    return [
        Line(
            message.at.astimezone(under.zone),
            _who(row, message, under),
            words(message),
            tuple(files.get(message.pk, ())),
        )
        for message in said
    ]


def words(message: Message) -> str:
    """What was said as plain text: what the assistant said is in the parts of its reply."""
    parts = [message.text] if message.text else [str(one) for one in message.data.get("paragraphs", [])]
    links = [f"{one.get('title', '')} {one.get('path', '')}".strip() for one in message.data.get("sources", [])]
    return "\n".join(part for part in [*parts, *links] if part)


def end(row: Conversation, how: str, *, now: datetime, record: bool = False) -> None:
    """Ends a conversation with people: says so, keeps the rest of it and files it with its enquiry, and notes it there.

    ``how`` is a key of WHY. With ``record`` the rest asks nothing by itself; nor does it where the enquiry was answered
    or closed meanwhile, and the citizen goes without having said anything more. The conversation is locked.
    """
    assert row.enquiry is not None, "whoever talks with people is in an enquiry"
    asked = row.taken_at is not None or something_asked(row)
    before, rest = _parts(row)
    record = record or not asked or _asks_no_more(row, rest, how)
    if any(message.speaker != Speaker.TORG for message in rest):
        after = part_name(row, before)
        take_in_kept(keep_part(row, rest, after=after, record=record, about="", now=now), now=now)
        row.enquiry.refresh_from_db()
    if not asked:
        nothing_to_answer(row.enquiry.pk, reason=chat_words.nothing_asked(), now=now)
        row.enquiry.refresh_from_db()
    text = chat_words.ended(
        row.language, how, number=row.enquiry.number, due_by=_due(row, how, now), zone=in_force(now).zone,
        by_phone=bool(row.phone and not row.email),
    )  # fmt: skip
    tell(row, "left" if how == "left" else "ended", text, now=now, how=how)
    lasted = int((now - row.taken_at).total_seconds()) if row.taken_at else None
    happened(row.enquiry, "chat_ended", now=now, by=row.handler, how=how, seconds=lasted).save()
    row.stage, row.ended_at, row.ended_why = Stage.ENDED, now, WHY[how]
    row.outcome = Outcome.ESCALATED if asked else Outcome.ABANDONED
    row.save(update_fields=["stage", "ended_at", "ended_why", "outcome"])
    if row.wants_transcript:
        send(row, now=now)


def send(row: Conversation, *, now: datetime) -> None:
    """Sends what was said, all of it, to the address that was given for it; once to each. The row is locked."""
    assert row.enquiry_id is not None, "only what was said with people is sent"
    address = row.transcript_to or row.email
    if not address or address in row.transcripts:
        return
    row.transcripts = [*row.transcripts, address]
    row.save(update_fields=["transcripts"])
    said = list(Message.objects.select_related("staff").filter(conversation=row).order_by("pk"))
    lines = [f"{line.at:%H:%M} {line.who}: {line.text}" for line in lines_of(row, said, in_force(now)) if line.text]
    send_transcript(
        row.enquiry_id, partial(chat_words.transcript, lines=lines), to_address=address, to_name=row.name, now=now
    )


def something_asked(row: Conversation) -> bool:
    """Whether the citizen has said anything at all that could be answered."""
    return Message.objects.filter(conversation=row, speaker=Speaker.CITIZEN).exclude(text="").exists()


def _asks_no_more(row: Conversation, rest: Sequence[Message], how: str) -> bool:
    """Whether the enquiry is answered or closed and nothing in the talk opens it again by itself.

    A call that is promised does so in its own way; who goes by themselves has said nothing since, or thanks.
    """
    assert row.enquiry is not None, "whoever talks with people is in an enquiry"
    done_at = answered_in(row.enquiry).closed_at
    if done_at is None or how not in (*WITHOUT_US, "call"):
        return False
    if how == "call":
        return True
    since = [one for one in rest if one.speaker == Speaker.CITIZEN and one.at > done_at]
    files = MessageFile.objects.filter(message__in=[one.pk for one in since]).exists()
    return not files and all(is_thanks(one.text) for one in since)


def _due(row: Conversation, how: str, now: datetime) -> datetime | None:
    """By when something is owed: a call where one is promised now, else the answer."""
    assert row.enquiry is not None, "whoever talks with people is in an enquiry"
    if how == "call":
        return promise_call(row.enquiry.pk, phone=row.phone, by=row.handler, now=now)
    return answered_in(row.enquiry).due_by


def _parts(row: Conversation) -> tuple[list[Message], list[Message]]:
    """What was said until a person was asked for, when it was kept the first time, and what was said after."""
    said = list(Message.objects.select_related("staff").filter(conversation=row).order_by("pk"))
    asked = next((place for place, one in enumerate(said) if one.data.get("event") == "waiting"), len(said))
    return said[:asked], said[asked + 1 :]


def _who(row: Conversation, message: Message, under: InForce) -> str:
    if message.staff is not None:
        return message.staff.name
    if message.speaker == Speaker.CITIZEN and row.name:
        return row.name
    if message.speaker == Speaker.ASSISTANT:
        names = [one.name for one in under.strategy.channels.values() if one.kind == "chatbot" and one.name]
        return names[0] if names else chat_words.who(row.language, message.speaker)
    return chat_words.who(row.language, message.speaker)
