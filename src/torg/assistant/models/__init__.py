"""Rows of the assistant: conversations, who serves them, what people ask, and what is learnt and measured of it."""

from __future__ import annotations

from torg.assistant.models.conversations import Conversation, Message, MessageFile, Outcome, Seat, Speaker, Stage
from torg.assistant.models.learning import DaySalt, Sign, Signal, Standing, Wording
from torg.assistant.models.measuring import AnswerDay, DraftForecast, Expected, Grade, Run, Sample
from torg.assistant.models.questions import Deed, Question, QuestionGroup

__all__ = [
    "AnswerDay",
    "Conversation",
    "DaySalt",
    "Deed",
    "DraftForecast",
    "Expected",
    "Grade",
    "Message",
    "MessageFile",
    "Outcome",
    "Question",
    "QuestionGroup",
    "Run",
    "Sample",
    "Seat",
    "Sign",
    "Signal",
    "Speaker",
    "Stage",
    "Standing",
    "Wording",
]
