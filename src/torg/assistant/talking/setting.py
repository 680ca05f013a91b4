"""The moment in which something is said: the strategy in force, who is on duty, and what was said before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from torg.assistant.values import Reply
from torg.strategy.assisting import Assistant
from torg.strategy.calendars import Calendar
from torg.strategy.model import Strategy


@dataclass(frozen=True, slots=True)
class People:
    """Whether a person can be had now: ``there`` only while the chat is offered, open and somebody serves it.

    ``offered`` is that the strategy has a chat with people at all.
    ``opens_at`` is when the chat is open again, ``expected_wait`` how long one waits; None where nobody knows.
    """

    offered: bool = False
    there: bool = False
    opens_at: datetime | None = None
    expected_wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before. ``misses`` is how many questions in a row could not be answered, or did not help.

    ``reply`` is the assistant's last reply, ``question`` what it was to. ``told_closed`` is that the out-of-hours
    message has been given, ``bad_language`` that bad language has been answered once.
    """

    reply: Reply | None = None
    question: str = ""
    misses: int = 0
    told_closed: bool = False
    bad_language: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a reply is given, and in which language.

    ``contact_path`` is the form by which one writes to us, ``places_path`` the list of places where
    one can come, ``phone`` the main number; "" where there is none.
    ``is_open`` tells whether people work now, ``opens_at`` when they do again.
    """

    strategy: Strategy
    calendar: Calendar
    at: datetime
    language: str
    assistant: Assistant
    contact_path: str
    places_path: str = ""
    phone: str = ""
    people: People = field(default_factory=People)
    is_open: bool = True
    opens_at: datetime | None = None
    before: Before = field(default_factory=Before)
