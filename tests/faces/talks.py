"""Conversations for tests of the desk's pages: people who ask, wait, and talk with somebody."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from tests.faces.town import send
from torg.assistant.models import Conversation, Message
from torg.people.models import Unit


def waits(name: str, *texts: str, language: str = "en", ago: int = 2, now: datetime | None = None) -> int:
    """Somebody has asked the assistant, got no answer, and waits for a person; gives the conversation's id."""
    now = (now or timezone.now()) - timedelta(minutes=ago)
    enquiry, _number, _token = send(name or "Nn", texts[0][:60], texts[0], now)
    made = Conversation.objects.create(
        token=secrets.token_urlsafe(20),
        code=f"{secrets.token_hex(2)[:3]}-{secrets.token_hex(2)[:3]}".upper(),
        language=language,
        stage="waiting",
        started_at=now,
        last_at=now,
        name=name,
        enquiry_id=enquiry,
        unit=Unit.objects.get(is_front_line=True),
        waiting_since=now,
    )
    for speaker, text in (
        ("citizen", texts[0]),
        ("assistant", "I do not know. Do you want to talk with somebody?"),
        *(("citizen", text) for text in texts[1:]),
    ):
        data = {"verdict": "unknown", "paragraphs": [text]} if speaker == "assistant" else {}
        Message.objects.create(conversation=made, at=now, speaker=speaker, text=text, data=data)
    Message.objects.create(conversation=made, at=now, speaker="torg", data={"event": "waiting"})
    return made.pk
