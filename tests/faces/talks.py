"""Conversations for tests of the desk's pages: people who ask the assistant, are not helped, and want a person."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from django.utils import timezone

from tests.faces.town import PASSWORD, Town, settle_town
from torg.assistant.actions.chat import ask_for_person, attach
from torg.assistant.actions.seats import be_ready
from torg.assistant.models import Conversation, Message, Speaker
from torg.people.actions import set_up_staff
from torg.people.models import Staff

COUNTER = count(1)


def settle_chat_town() -> Town:
    """A small town whose strategy has a chat with people; Kari of the front line is at it, and Mona leads."""
    town = settle_town("kongsvinger")
    set_up_staff(username="mona", name="Mona Berg", role="manager", unit="innbyggarservice", password=PASSWORD)
    set_up_staff(username="rolf", name="Rolf Lie", role="auditor", unit="innbyggarservice", password=PASSWORD)
    set_up_staff(username="ida", name="Ida Moe", role="front_line", unit="innbyggarservice", password=PASSWORD)
    ready("kari")
    return town


def staff(username: str) -> Staff:
    """One of the staff."""
    return Staff.objects.get(username=username)


def ready(username: str, *, at_once: int = 3, languages: tuple[str, ...] = ()) -> Staff:
    """Somebody says that they are ready for the chat, as from its page."""
    who = staff(username)
    be_ready(by=who, at_once=at_once, languages=languages, now=timezone.now())
    return who


def asks(*texts: str, language: str = "en", now: datetime | None = None) -> Conversation:
    """Somebody has asked the assistant, which does not know."""
    number, at = next(COUNTER), now or timezone.now()
    row = Conversation.objects.create(
        token=f"secret-{number}", code=f"0000-{number:04}", language=language, started_at=at,
        last_at=at,
    )  # fmt: skip
    for text in texts:
        Message.objects.create(conversation=row, at=at, speaker=Speaker.CITIZEN, text=text)
        said = {"verdict": "unknown", "paragraphs": ["I do not know. Do you want to talk with a person?"]}
        Message.objects.create(conversation=row, at=at, speaker=Speaker.ASSISTANT, data=said)
    return row


def waits(name: str, *texts: str, language: str = "en", phone: str = "") -> Conversation:
    """Somebody who was not helped waits for a person; what they say after the first is said while they wait."""
    row = asks(texts[0], language=language)
    ask_for_person(
        row.token, name=name, email="", phone=phone, about="", wants_transcript=False, now=timezone.now()
    )  # fmt: skip
    for text in texts[1:]:
        says(row, text)
    row.refresh_from_db()
    return row


def says(row: Conversation, text: str) -> int:
    """The citizen writes to whoever serves them, as their page does."""
    return attach(row.token, (), text=text, sent_as="", now=timezone.now())
