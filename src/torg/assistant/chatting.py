"""The bounds of the chat with people: how many at once, when a seat is empty, how long one waits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from statistics import mean

from torg.strategy import assisting, defaults
from torg.strategy.model import Channel, Strategy

SEAT_LASTS = timedelta(seconds=60)
"""A seat whose page has said nothing for this long is empty."""
RETURNS_AFTER = timedelta(minutes=3)
"""What somebody serves whose page has been gone for this long goes back to the queue; a reload takes seconds."""
FEWEST_TALKS = 3
"""Of fewer talks nobody can say how long one takes."""


def chat_of(strategy: Strategy, on: date) -> Channel | None:
    """The chat with people that the strategy offers on a day; None when there is none."""
    return assisting.chat(strategy, on)


def most_at_once(channel: Channel | None) -> int:
    """The most conversations one person serves at once, as the strategy says (KON-34)."""
    return assisting.at_once(channel) if channel else defaults.CHAT_AT_ONCE


def quiet_after(channel: Channel | None) -> timedelta:
    """How long nobody says anything before the conversation is closed."""
    return assisting.quiet_after(channel) if channel else timedelta(minutes=defaults.CHAT_QUIET_MINUTES)


def expected_wait(*, position: int, free: int, room: int, lasted: Sequence[timedelta]) -> timedelta | None:
    """How long the one at a place in the queue (from 1) waits, in whole minutes rounded up; None when nobody knows.

    With a free place for everybody before and oneself it is no time. Else places come free as talks end: with ``room``
    for so many at once, one every (how long the last talks ``lasted``) / room.
    """
    if position <= free:
        return timedelta(0)
    if room <= 0 or len(lasted) < FEWEST_TALKS:
        return None
    each = mean(one.total_seconds() for one in lasted) / room
    return timedelta(minutes=max(1, ceil((position - free) * each / 60)))
