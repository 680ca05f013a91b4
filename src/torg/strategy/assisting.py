"""The assistant and the chat that a strategy gives: whether they are there, their names, texts and bounds.

What the file leaves out is a default of ``strategy.defaults``; nothing here knows what is asked or who is on duty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from torg.strategy import defaults
from torg.strategy.model import Channel, Strategy
from torg.strategy.offers import is_offered


@dataclass(frozen=True, slots=True)
class Assistant:
    """The assistant as it is to be in one language; ``greeting`` and ``out_of_hours`` are "" for Torg's own sentences.

    ``name`` is "" where the strategy gives none. ``answer_from`` and ``offer_from`` are from 0 to 1.
    """

    offered: bool
    name: str
    tone: str
    greeting: str
    out_of_hours: str
    answer_from: float
    offer_from: float


def assistant(strategy: Strategy, language: str, on: date) -> Assistant:
    """The assistant under a strategy on a day.

    It is there where the strategy says so, else where it offers a channel of the kind chatbot, else also where it has
    no such channel and says nothing: it is then the page that answers questions on the web (KON-01). A strategy that
    has such a channel and does not offer it has no assistant.
    """
    rule = strategy.assistant
    channels = [one for one in strategy.channels.values() if one.kind == "chatbot"]
    usual = not channels or any(is_offered(one, on) for one in channels)
    return Assistant(
        offered=usual if rule.offered is None else rule.offered,
        name=rule.name or next((one.name for one in channels if one.name), ""),
        tone=rule.tone or defaults.TONE,
        greeting=rule.greeting.get(language, ""),
        out_of_hours=rule.out_of_hours.get(language, ""),
        answer_from=float(defaults.ANSWER_FROM if rule.answer_from is None else rule.answer_from) / 100,
        offer_from=float(defaults.OFFER_FROM if rule.offer_from is None else rule.offer_from) / 100,
    )


def chat(strategy: Strategy, on: date) -> Channel | None:
    """The chat with people that is offered on a day, the first in the file; None where none is."""
    chats = (one for one in strategy.channels.values() if one.kind == "chat")
    return next((one for one in chats if is_offered(one, on)), None)


def at_once(channel: Channel) -> int:
    """How many conversations one person serves at once (KON-34)."""
    return channel.at_once or defaults.CHAT_AT_ONCE


def quiet_after(channel: Channel) -> timedelta:
    """After how long a silence a conversation is closed, with a promise to answer in writing."""
    return timedelta(minutes=channel.quiet_minutes or defaults.CHAT_QUIET_MINUTES)
