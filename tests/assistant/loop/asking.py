"""Questions for tests: asked, and put in their groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from torg.assistant.actions.asked import note_question
from torg.assistant.actions.group import group_new
from torg.assistant.models import Question
from torg.catalogue.models import Page


def ask(text: str, now: datetime, page: Page | None = None, *, in_hours: bool = True) -> int:
    """Somebody asks; without a page nothing was found."""
    noted = note_question(
        text, language="nb", channel="assistant", verdict="answer" if page else "unknown",
        page_id=page.pk if page else None, confidence=0.8 if page else 0.1, in_hours=in_hours, now=now,
    )  # fmt: skip
    assert noted is not None
    return noted


def grouped(texts: Sequence[str], now: datetime) -> int:
    """Questions that nothing answered, in one group; gives its id."""
    numbers = [ask(text, now) for text in texts]
    group_new(now=now)
    found = Question.objects.get(pk=numbers[0]).group_id
    assert found is not None
    return found
