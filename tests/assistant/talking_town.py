"""A town with a few pages and an assistant, and somebody who talks with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.town import Town
from torg.assistant.actions import talk
from torg.assistant.models import Conversation, Message, Seat
from torg.assistant.talking.kept import reply_of
from torg.assistant.values import Answer, Answers, Reply
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.editions.actions import draft
from torg.editions.actions import publish as publish_edition
from torg.editions.queries import in_force
from torg.people.models import Staff, Unit
from torg.strategy.calendars import Calendar
from torg.strategy.model import Strategy

IN_HOURS, LATE = "2026-03-03 10:00", "2026-03-03 20:00"
GARAGE = {
    "en": {
        "title": "Build a garage",
        "summary": "You may need a permit to build a garage.",
        "cost": "The fee is NOK 4,900.",
        "documents": "- A drawing\n- A map",
        "how": "1. Sign in.\n2. Draw it on the map.",
        "next": "You hear from us when it is decided.",
        "who": "Everybody who owns a house.",
    },
    "nb": {"title": "Bygge garasje", "summary": "Du kan trenge tillatelse.", "appeal": "Du kan klage innen tre uker."},
}
GARAGE_FACTS = {
    "purpose": "transaction",
    "target": "4 weeks",
    "ways": [{"kind": "self_service", "url": "https://form.example/garage", "mobile": True, "sign_in": True}],
}


@dataclass
class Talker:
    """Somebody who talks with the assistant of a town; what the engine would find is put into ``finds``."""

    strategy: str = "kongsvinger"
    at: str = IN_HOURS
    language: str = "en"
    town: Town = field(init=False)
    now: datetime = field(init=False)
    token: str = field(init=False)
    finds: dict[str, Answers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.town = Town(strategy=self.strategy)
        self.now = self.town.at(self.at)
        self.token = talk.begin(language=self.language, started_on="/en/", now=self.now).token

    @property
    def row(self) -> Conversation:
        return Conversation.objects.get(token=self.token)

    def say(self, text: str, *, sent_as: str = "") -> Reply:
        """Says something, ten seconds after the last; gives the reply to it."""
        self.now += timedelta(seconds=10)
        message_id = talk.say(self.token, text, sent_as=sent_as, now=self.now)
        return self.reply_to(message_id)

    def reply_to(self, message_id: int) -> Reply:
        reply = reply_of(Message.objects.get(conversation=self.row, data__to=message_id).data)
        assert reply is not None
        return reply

    def last(self, speaker: str = "assistant") -> Message:
        return Message.objects.filter(conversation=self.row, speaker=speaker).latest("pk")

    def judge(self, *, helped: bool) -> Reply:
        """Presses whether the last answer helped; gives what is said then."""
        self.now += timedelta(seconds=10)
        before = Message.objects.filter(conversation=self.row, data__verdict="answer").latest("pk")
        talk.judge(self.token, before.pk, helped=helped, now=self.now)
        reply = reply_of(self.last().data)
        assert reply is not None
        return reply

    def publish(
        self, key: str, words: Mapping[str, Mapping[str, Any]], facts: Mapping[str, Any] | None = None, *,
        kind: str = "service", unit: str = "building",
    ) -> int:  # fmt: skip
        """A page of the town's; gives its id."""
        belonging = Belonging(Unit.objects.get(key=unit).pk)
        made = make_page(key, kind, Content(words, facts or {}), belonging, by=None, now=self.now)
        return publish(made.pk, by=None, now=self.now).pk

    def follow(self, text: str) -> None:
        """Another text of the strategy is in force from today."""
        publish_edition(draft(text, now=self.now).pk, from_day=self.now.date(), now=self.now)

    def town_strategy(self) -> tuple[Strategy, Calendar]:
        found = in_force(self.now)
        return found.strategy, found.calendar

    def garage(self) -> int:
        return self.publish("garage", GARAGE, GARAGE_FACTS)

    def finds_for(self, question: str, *pages: tuple[int, float], verdict: str = "answer") -> None:
        """What the engine gives for a question: pages with how sure it is."""
        found = tuple(Answer(page_id, "service", "en", "", sure, score=sure) for page_id, sure in pages)
        self.finds[question] = Answers(verdict, found)  # type: ignore[arg-type]

    def ready(self, staff: Staff | None = None) -> None:
        """Somebody of the front line serves the chat now."""
        Seat.objects.update_or_create(
            staff=staff or self.town.front, defaults={"is_ready": True, "seen_at": self.now, "ready_at": self.now}
        )

    def stays(self) -> None:
        Seat.objects.update(seen_at=self.now + timedelta(seconds=10))


def talker(monkeypatch: pytest.MonkeyPatch, **more: Any) -> Talker:
    """Somebody who talks with the assistant, where the engine finds what the test says and nothing else."""
    one = Talker(**more)

    def ask(question: str, *, language: str, sure: float, possible: float) -> Answers:
        return one.finds.get(question, Answers("unknown", ()))

    monkeypatch.setattr(talk, "ask", ask)
    return one


def kinds(reply: Reply) -> list[str]:
    """The kinds of the ways on from a reply, in their order."""
    return [door.kind for door in reply.doors]


def says(reply: Reply, words: str) -> bool:
    """Whether some paragraph of the reply, or what it says last, holds these words."""
    return any(words in one for one in (*reply.paragraphs, reply.note))


def labels(choices: Sequence[Any]) -> list[str]:
    return [one.label for one in choices]
