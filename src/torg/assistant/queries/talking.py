"""Reading what a reply goes by: the strategy in force, who is on duty, and what was said before in the talk."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import override

from torg.assistant.models import Message, Speaker
from torg.assistant.queries.availability import availability
from torg.assistant.talking.kept import reply_of
from torg.assistant.talking.setting import Before, People, Setting
from torg.assistant.values import Reply
from torg.catalogue.queries.pages import cards
from torg.editions.queries import InForce
from torg.people.queries import units
from torg.strategy import assisting, defaults
from torg.strategy.offers import offered

AGAIN = timedelta(hours=1)
LOOKED_BACK = 12
"""How many of the last messages tell what was said before: a follow-up rests on the last reply."""


def people_now(now: datetime, language: str) -> People:
    """Whether a person can be had in the chat now; raises NoStrategy."""
    chat = availability(now, language=language)
    return People(chat.offered, chat.now, chat.opens_at, chat.expected_wait)


def open_now(found: InForce, now: datetime) -> tuple[bool, datetime | None]:
    """Whether people work now in any channel where one talks with them, and when they do again.

    Where the strategy says no hours for any of them, those of the office hold.
    """
    talking = [
        one
        for one in offered(found.strategy, found.calendar, at=now)
        if one.channel.kind in defaults.TALKING_KINDS and one.open is not None
    ]
    if not talking:
        return found.calendar.desk_hours.is_open(now), found.calendar.desk_hours.opens_at(now)
    opens = [one.opens_at for one in talking if one.opens_at is not None]
    return any(one.open for one in talking), min(opens, default=None)


def setting_of(conversation_id: int, *, language: str, told_closed: bool, found: InForce, now: datetime) -> Setting:
    """All that a reply in a conversation goes by, for words in a language."""
    is_open, opens_at = open_now(found, now)
    with override(language):
        contact_path = reverse("portal:contact")
        places_path = reverse("portal:pages", args=("place",)) if cards(language, kinds=("place",), limit=1) else ""
    return Setting(
        strategy=found.strategy,
        calendar=found.calendar,
        at=now,
        language=language,
        assistant=assisting.assistant(found.strategy, language, found.calendar.local(now).date()),
        contact_path=contact_path,
        places_path=places_path,
        phone=_phone(found),
        people=people_now(now, language),
        is_open=is_open,
        opens_at=opens_at,
        before=before(conversation_id, told_closed=told_closed),
    )


def _phone(found: InForce) -> str:
    """The main number: the municipality's, else that of the front line."""
    return found.strategy.municipality.phone or units().front_line.phone


def before(conversation_id: int, *, told_closed: bool) -> Before:
    """What was said before in a conversation: the last reply, what it was to, and how many missed in a row."""
    rows = list(
        Message.objects.filter(conversation=conversation_id, speaker__in=(Speaker.CITIZEN, Speaker.ASSISTANT)).order_by(
            "-pk"
        )[:LOOKED_BACK]
    )
    replies = [(row, reply) for row in rows if row.speaker == Speaker.ASSISTANT and (reply := reply_of(row.data))]
    last = replies[0] if replies else None
    return Before(
        reply=last[1] if last else None,
        question=_question_before(rows, replies),
        misses=_misses([reply for _row, reply in replies]),
        told_closed=told_closed,
        bad_language=any(reply.verdict == "abuse" for _row, reply in replies),
    )


def last_question(conversation_id: int) -> int | None:
    """The row of the last question that was stored in a conversation (`actions.asked`); None when none was."""
    rows = Message.objects.filter(conversation=conversation_id, speaker=Speaker.ASSISTANT, data__question__gt=0)
    return rows.order_by("-pk").values_list("data__question", flat=True).first()


def _misses(replies: list[Reply]) -> int:
    """How many of the last replies, the newest first, did not answer; what is no answer at all does not count."""
    missed = 0
    for reply in replies:
        if reply.verdict in ("unknown", "person"):
            missed += 1
        elif reply.verdict in ("answer", "elsewhere", "other_municipality", "choices"):
            break
    return missed


def _question_before(rows: list[Message], replies: list[tuple[Message, Reply]]) -> str:
    """The last thing asked that got an answer, pages to choose between, or that was not known."""
    asked = [row for row, reply in replies if reply.verdict in ("answer", "choices", "unknown")]
    if not asked:
        return ""
    return next((row.text for row in rows if row.speaker == Speaker.CITIZEN and row.pk < asked[0].pk), "")


def asked_lately(conversation_id: int, message_id: int, now: datetime) -> int | None:
    """The question that a message asks once more, in the same words as within the last hour; None when it is new.

    Who asks the same twice is still one who asks.
    """
    replies = Message.objects.filter(conversation=conversation_id, speaker=Speaker.ASSISTANT, at__gt=now - AGAIN)
    asked = {
        data["to"]: data["question"]
        for data in replies.order_by("pk").values_list("data", flat=True)
        if isinstance(data.get("question"), int) and isinstance(data.get("to"), int)
    }
    said = dict(Message.objects.filter(pk__in=[*asked, message_id]).values_list("pk", "text"))
    words = {pk: " ".join(text.casefold().split()) for pk, text in said.items()}
    return next((asked[pk] for pk in asked if words.get(pk) == words.get(message_id)), None)
