"""Rows of the assistant: conversations and what is said in them, and who serves them."""

from __future__ import annotations

from torg.assistant.models.conversations import Conversation, Message, MessageFile, Outcome, Seat, Speaker, Stage

__all__ = ["Conversation", "Message", "MessageFile", "Outcome", "Seat", "Speaker", "Stage"]
