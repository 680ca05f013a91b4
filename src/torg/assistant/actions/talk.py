"""Talking with the assistant: what the citizen says is stored first, and then, while no person is there, replied to."""

from __future__ import annotations

import logging
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from torg.assistant.actions.asked import judge_question, note_question
from torg.assistant.actions.chat_rows import EmptyMessage, NoSuchTalk, TalkEnded, add, locked
from torg.assistant.actions.forgetting import judged_after
from torg.assistant.actions.pace import MOST_JUDGEMENTS, TooFast, insist_on_pace
from torg.assistant.models import Conversation, Message, Speaker, Stage
from torg.assistant.queries.finding import ask
from torg.assistant.queries.matters import matter
from torg.assistant.queries.talking import asked_lately, open_now, setting_of
from torg.assistant.recognising.masking import masked
from torg.assistant.recognising.understanding import understand
from torg.assistant.rephrasing import shorter
from torg.assistant.talking.content import Ask, Content
from torg.assistant.talking.kept import as_data, as_text, reply_of
from torg.assistant.talking.replies import trouble
from torg.assistant.talking.replying import Worked, judged, reply_to
from torg.assistant.talking.sentences import said
from torg.assistant.talking.setting import Setting
from torg.assistant.values import Understood
from torg.channels.text import clean
from torg.editions.queries import InForce, in_force
from torg.strategy import assisting

LOG = logging.getLogger(__name__)
LONGEST = 2000
UNGUESSABLE = re.compile(r"[0-9a-f]{32}")
"""Characters of one message: a question has a few dozen, and a story belongs in the form."""
CHANNEL = "assistant"
NEAR = 0.6
"""How sure a page must be to be named though one does not know, as a share of how sure it must be to be offered."""


class TooLong(Exception):
    """What was said has more than ``longest`` characters; nothing is stored."""

    def __init__(self, longest: int) -> None:
        super().__init__(longest)
        self.longest = longest


@dataclass(frozen=True, slots=True)
class Begun:
    """A conversation that has begun: the secret of its link, and the code to say on the phone."""

    token: str
    code: str


def begin(*, language: str, started_on: str, sent_as: str = "", now: datetime) -> Begun:
    """Begins a conversation; ``started_on`` is the path of the page it begins on. Raises NoStrategy.

    Begun twice under one name, as by a browser that lost the network before it heard of the first, it is one
    conversation. Only names that nobody can guess count: 16 bytes by chance, as 32 hexadecimal digits.
    """
    found = in_force(now)
    is_open, _opens_at = open_now(found, now)
    made, _is_new = Conversation.objects.get_or_create(
        token=_token(sent_as),
        defaults={
            "code": _code(), "language": language, "started_at": now, "last_at": now,
            "started_on": started_on[:300], "in_hours": is_open,
        },
    )  # fmt: skip
    return Begun(made.token, made.code)


def _token(sent_as: str) -> str:
    if not UNGUESSABLE.fullmatch(sent_as):
        return secrets.token_urlsafe(32)
    digest = salted_hmac("torg.assistant.talk", sent_as, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def say(token: str, text: str, *, sent_as: str = "", now: datetime) -> int:
    """Stores what the citizen says, identity numbers masked, then what the assistant replies; gives the message's id.

    The message is committed before the reply is worked out, so that nothing said is lost. Sent twice under the same
    name it is stored and replied to once. While a person is there or waited for, nothing is replied. Raises NoSuchTalk,
    TalkEnded, EmptyMessage, TooLong, TooFast.
    """
    conversation_id, message_id, waits, kinds = _store(token, text, sent_as=sent_as, now=now)
    if waits:
        _reply(conversation_id, message_id, kinds, now=now)
    return message_id


@transaction.atomic
def judge(token: str, message_id: int, *, helped: bool, now: datetime, address: str = "") -> None:
    """Notes whether a reply helped; with the assistant it is something that the citizen says, and is replied to.

    While a person is there or waited for, and when it has ended, the judgement alone is stored; what came of one that
    has ended follows it. Judged again it counts anew; the same again changes nothing. ``address`` tells voices apart on
    this day, and is not kept. Raises NoSuchTalk, also for a message that is no reply, TooFast.
    """
    row = locked(token=token)
    message = Message.objects.filter(pk=message_id, conversation=row, speaker=Speaker.ASSISTANT).first()
    reply = reply_of(message.data) if message else None
    if message is None or reply is None:
        raise NoSuchTalk
    if message.data.get("judged") is helped:
        return
    if message.data.get("judgements", 0) >= MOST_JUDGEMENTS:
        raise TooFast
    if row.stage == Stage.ASSISTANT:
        insist_on_pace(row, now)
    _mark(message, helped=helped)
    if reply.question is not None:
        judge_question(reply.question, helped=helped, now=now, address=address)
    if row.stage == Stage.ENDED:
        judged_after(row, helped=helped, now=now)
    elif row.stage == Stage.ASSISTANT:
        language = str(message.data.get("language") or row.language)
        with override(language):
            asked = _put(row, Speaker.CITIZEN, said("helped" if helped else "did_not_help"), now=now)
            setting = _setting(row.pk, language, bool(row.told_closed_at), in_force(now), now)
            worked = judged(setting, helped=helped)
            _add(row, worked, to=asked, language=language, now=now, judges=message_id, helped=helped)


def _mark(message: Message, *, helped: bool) -> None:
    """Keeps with a reply what was said of it last, and how often something was."""
    message.data |= {"judged": helped, "judgements": message.data.get("judgements", 0) + 1}
    message.save(update_fields=["data"])


# -- storing what is said ---------------------------------------------------------------------------------------------
@transaction.atomic
def _store(token: str, text: str, *, sent_as: str, now: datetime) -> tuple[int, int, bool, tuple[str, ...]]:
    """The conversation, the message, whether it waits for a reply of the assistant's, and what was masked in it."""
    row = locked(token=token)
    if row.stage == Stage.ENDED:
        raise TalkEnded
    if not text.strip():
        raise EmptyMessage
    if len(text) > LONGEST:
        raise TooLong(LONGEST)
    before = Message.objects.filter(conversation=row, sent_as=sent_as[:36]).first() if sent_as else None
    if before is None:
        insist_on_pace(row, now)
    if row.stage != Stage.ASSISTANT:
        return row.pk, add(row, Speaker.CITIZEN, text, now=now, sent_as=sent_as), False, ()
    kept, kinds = masked(clean(text).strip())
    message_id = before.pk if before else _put(row, Speaker.CITIZEN, kept, now=now, sent_as=sent_as)
    return row.pk, message_id, not _is_replied_to(row.pk, message_id), kinds


def _is_replied_to(conversation_id: int, message_id: int) -> bool:
    return Message.objects.filter(conversation=conversation_id, data__to=message_id).exists()


# -- replying ---------------------------------------------------------------------------------------------------------
def _reply(conversation_id: int, message_id: int, kinds: tuple[str, ...], *, now: datetime) -> None:
    """Works out the reply to a stored message, and stores it; what fails in between is told, and logged."""
    row, message = Conversation.objects.get(pk=conversation_id), Message.objects.get(pk=message_id)
    found = in_force(now)
    heard = replace(_understood(message.text, row.language, found, now), masked=kinds)
    with override(heard.language):
        setting = _setting(conversation_id, heard.language, bool(row.told_closed_at), found, now)
        try:
            worked = _worked(heard, setting, found)
        except Exception:  # whatever breaks, the citizen gets a word and a way on
            LOG.exception("No reply could be worked out to message %d.", message_id)
            worked = Worked(trouble(setting, question=heard.text))
        with transaction.atomic():
            row = locked(pk=conversation_id)
            if row.stage == Stage.ASSISTANT and not _is_replied_to(conversation_id, message_id):
                _note(heard, row, worked, setting, message_id, now=now)


def _understood(text: str, language: str, found: InForce, now: datetime) -> Understood:
    who = found.strategy.municipality
    assistant = assisting.assistant(found.strategy, language, found.calendar.local(now).date())
    names = (who.name, who.name.split(" ")[0], *((assistant.name,) if assistant.name else ()))
    return understand(text, language=language, country=who.country, names=names)


def _setting(conversation_id: int, language: str, told_closed: bool, found: InForce, now: datetime) -> Setting:
    return setting_of(conversation_id, language=language, told_closed=told_closed, found=found, now=now)


def _worked(heard: Understood, setting: Setting, found: InForce) -> Worked:
    bounds, language = setting.assistant, heard.language

    def finding(sure: float, possible: float) -> Ask:
        return lambda question: ask(question, language=language, sure=sure, possible=possible)

    content = Content(
        ask=finding(bounds.answer_from, bounds.offer_from),
        near=finding(bounds.answer_from, bounds.offer_from * NEAR),
        matter=lambda page_id: matter(page_id, language, found),
        shorten=lambda question, title, lines: shorter(lines, question=question, title=title, language=language),
    )
    return reply_to(heard, setting, content)


def _note(
    heard: Understood, row: Conversation, worked: Worked, setting: Setting, message_id: int, *, now: datetime
) -> None:
    """Stores a reply with what the loop learns of it: the question without the person, and whether the last helped."""
    noted = worked.noted
    more: dict[str, object] = {}
    if noted is not None:
        question = asked_lately(row.pk, message_id, now) or note_question(
            heard.text, language=heard.language, channel=CHANNEL, verdict=noted.verdict, page_id=noted.page_id,
            confidence=noted.confidence, in_hours=setting.is_open, now=now,
        )  # fmt: skip
        worked = replace(worked, reply=replace(worked.reply, question=question))
    if worked.helped is not None:
        more = _judged_before(row, helped=worked.helped, now=now)
    if worked.told_closed:
        row.told_closed_at = now
        row.save(update_fields=["told_closed_at"])
    _add(row, worked, to=message_id, language=heard.language, now=now, **more)


def _judged_before(row: Conversation, *, helped: bool, now: datetime) -> dict[str, object]:
    """The last answer is judged by what was said in words; gives what the reply keeps of it."""
    rows = Message.objects.filter(conversation=row, speaker=Speaker.ASSISTANT, data__verdict="answer")
    last = rows.order_by("-pk").first()
    if last is None:
        return {}
    question = last.data.get("question")
    if question is not None:
        judge_question(question, helped=helped, now=now)
    _mark(last, helped=helped)
    return {"judges": last.pk, "helped": helped}


def _add(row: Conversation, worked: Worked, *, to: int, language: str, now: datetime, **more: object) -> None:
    data = {**as_data(worked.reply), "to": to, "language": language, **more}
    _put(row, Speaker.ASSISTANT, as_text(worked.reply), now=now, data=data)


def _put(
    row: Conversation, speaker: Speaker, text: str, *, now: datetime, sent_as: str = "",
    data: dict[str, Any] | None = None,
) -> int:  # fmt: skip
    """Stores something said while no person is there: whole words, because what is asked is found by them."""
    message = Message.objects.create(
        conversation=row, at=now, speaker=speaker, text=text, data=data or {}, sent_as=sent_as[:36]
    )
    row.last_at = now
    row.save(update_fields=["last_at"])
    return message.pk


def _code() -> str:
    """Eight digits in two groups, as they are said on the phone; one that nobody has."""
    while True:
        digits = f"{secrets.randbelow(10**8):08d}"
        code = f"{digits[:4]}-{digits[4:]}"
        if not Conversation.objects.filter(code=code).exists():
            return code
