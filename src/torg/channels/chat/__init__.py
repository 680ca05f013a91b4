"""The chat: a conversation handed on to people comes in as a contact, and an answer in writing goes back into it."""

from torg.channels.chat.channel import Chat

__all__ = ["Chat"]
