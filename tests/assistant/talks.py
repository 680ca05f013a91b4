"""Conversations for tests: begun as the assistant begins them, in a small town with a chat."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from tests.town import Town
from torg.assistant.actions.chat import HandedOff, ask_for_person
from torg.assistant.actions.seats import be_ready
from torg.assistant.models import Conversation, Message, Speaker
from torg.people.models import Staff

COUNTER = count(1)


class ChatTown(Town):
    """A town whose strategy has a chat with people, and nobody at it yet; ``noon`` is a Tuesday within office hours."""

    def __init__(self, strategy: str = "kongsvinger") -> None:
        super().__init__(strategy)
        self.noon = self.at("2026-03-31 12:00")

    def later(self, **span: float) -> datetime:
        return self.noon + timedelta(**span)

    def ready(
        self, *staff: Staff, at: datetime | None = None, at_once: int = 3, languages: tuple[str, ...] = ()
    ) -> None:
        for one in staff or (self.front,):
            be_ready(by=one, at_once=at_once, languages=languages, now=at or self.noon)

    def begin(self, *questions: str, at: datetime | None = None, language: str = "nb") -> Conversation:
        """The citizen asks the assistant something, and is not helped by what it says."""
        number, now = next(COUNTER), at or self.noon
        row = Conversation.objects.create(
            token=f"secret-{number}", code=f"TK{number:06}", language=language, started_at=now, last_at=now
        )
        for text in questions:
            self.say(row, text, at=now)
            Message.objects.create(
                conversation=row, at=now, speaker=Speaker.ASSISTANT,
                data={"verdict": "unknown", "paragraphs": ["Det vet jeg ikke."]},
            )  # fmt: skip
        return row

    @staticmethod
    def say(row: Conversation, text: str, *, at: datetime) -> int:
        """The citizen says something, as the assistant's own action stores it."""
        Conversation.objects.filter(pk=row.pk).update(last_at=at)
        return Message.objects.create(conversation=row, at=at, speaker=Speaker.CITIZEN, text=text).pk

    def ask(
        self, row: Conversation, *, at: datetime | None = None, name: str = "", email: str = "", phone: str = "",
        about: str = "", wants_transcript: bool = False,
    ) -> HandedOff:  # fmt: skip
        return ask_for_person(
            row.token, name=name, email=email, phone=phone, about=about, wants_transcript=wants_transcript,
            now=at or self.noon,
        )  # fmt: skip

    def waiting(self, *questions: str, at: datetime | None = None, language: str = "nb", **given: str) -> Conversation:
        """Somebody who has asked for a person."""
        row = self.begin(*(questions or ("Hvor er rådhuset?",)), at=at, language=language)
        self.ask(row, at=at, **given)  # type: ignore[arg-type]
        row.refresh_from_db()
        return row
