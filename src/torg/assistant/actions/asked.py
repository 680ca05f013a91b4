"""Noting what people ask, without the people: what was asked, what was done with it, and whether it helped (KON-31)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from torg.assistant.actions.learn import note_sign
from torg.assistant.cleaned import WORD, kept
from torg.assistant.models import Question


def note_question(
    text: str, *, language: str, channel: str, verdict: str, page_id: int | None, confidence: float, in_hours: bool,
    now: datetime,
) -> int | None:  # fmt: skip
    """Notes a question and what was done with it; gives the row that can be judged, None when it holds no word.

    ``verdict`` is answer, choices or unknown, ``page_id`` the first page that was given. The hour is
    kept of the moment.
    """
    if not WORD.search(text):
        return None
    made = Question.objects.create(
        text=kept(text), language=language, channel=channel, at=now.replace(minute=0, second=0, microsecond=0),
        verdict=verdict, page_id=page_id if verdict != "unknown" else None, confidence=round(confidence, 3),
        in_hours=in_hours,
    )  # fmt: skip
    return made.pk


@transaction.atomic
def judge_question(question_id: int, *, helped: bool, now: datetime, address: str = "") -> None:
    """Notes whether an answer helped; a later judgement takes the place of an earlier one.

    ``address`` is where the judgement comes from: it tells voices apart on this day and is not kept. A question that is
    no more is let be.
    """
    question = Question.objects.select_for_update().filter(pk=question_id).first()
    if question is None:
        return
    question.helped = helped
    question.save(update_fields=["helped"])
    if question.page_id is not None and question.text:
        sign = "yes" if helped else "no"
        note_sign(question.text, question.page_id, sign, language=question.language, address=address, now=now)


def note_escalated(question_id: int, *, now: datetime) -> None:
    """Notes that a person was brought after a question."""
    Question.objects.filter(pk=question_id).update(escalated=True)
