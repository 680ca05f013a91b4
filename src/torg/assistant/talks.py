"""A conversation as pages show it: who says what, who it is with, and how long one waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from torg.assistant.values import Reply


@dataclass(frozen=True, slots=True)
class SaidFile:
    """A file that was sent in a conversation; ``size`` in bytes."""

    id: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said. ``speaker`` is citizen, assistant, handler or torg; ``name`` that of a member of staff, else "".

    ``event`` is what happened, where Torg says it: waiting, taken, returned, passed_on, quiet, left or ended; else "".
    ``language`` is that of a reply, which is the asker's: "" for what is in the language of the conversation.
    """

    id: int
    at: datetime
    speaker: str
    text: str
    name: str = ""
    event: str = ""
    reply: Reply | None = None
    files: tuple[SaidFile, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with what is said in it, the oldest first.

    ``position`` is its place among those that wait, from 1, and ``expected_wait`` how long that takes: None when nobody
    knows, or nobody waits. ``citizen_seen`` and ``handler_seen`` are the ids of the last messages each side has seen.
    ``follow_link`` is the secret link to the enquiry, "" before there is one; ``due_by`` the date it is promised by, as
    long as one is owed. ``transcript_to`` is where what was said is sent, if it is. ``ended_why`` is done, left, idle,
    written or moved, "" while it goes on.
    """

    id: int
    token: str
    code: str
    language: str
    stage: str
    started_at: datetime
    started_on: str
    last_at: datetime
    messages: tuple[Said, ...]
    name: str
    email: str
    phone: str
    wants_transcript: bool
    handler_id: int | None
    handler_name: str
    unit_id: int | None
    unit_name: str
    waiting_since: datetime | None
    taken_at: datetime | None
    position: int | None
    expected_wait: timedelta | None
    citizen_seen: int
    handler_seen: int
    enquiry_id: int | None
    enquiry_number: int | None
    follow_link: str
    due_by: datetime | None
    ended_at: datetime | None
    ended_why: str
    outcome: str
    transcript_to: str

    @property
    def goes_on(self) -> bool:
        """Whether something can still be said in it."""
        return self.stage != "ended"

    @property
    def unanswered_since(self) -> datetime | None:
        """Since when the citizen waits for words of a person; None when they do not, or nobody serves them."""
        if self.stage != "talking":
            return None
        since = self.waiting_since
        for one in self.messages:
            if one.speaker == "handler":
                since = None
            elif one.speaker == "citizen" and since is None:
                since = one.at
        return since

    @property
    def upto(self) -> int:
        """The id of the last message in it, 0 when there is none."""
        return self.messages[-1].id if self.messages else 0


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether somebody who asks for a person now gets one.

    ``offered``: the strategy has a chat with people today. ``is_open``: it is in its hours; ``opens_at`` is when it is
    again, else None. ``on_duty`` is how many people serve it now, ``free`` how many more conversations they can take,
    ``waiting`` how many wait already; ``expected_wait`` None when nobody knows. ``unit_id`` is the unit that serves it.
    ``is_full`` is that as many wait as the strategy lets.
    """

    offered: bool
    is_open: bool
    on_duty: int
    free: int
    opens_at: datetime | None
    waiting: int
    expected_wait: timedelta | None
    unit_id: int | None = None
    is_full: bool = False

    @property
    def now(self) -> bool:
        """Whether a person can be asked for now."""
        return self.offered and self.is_open and self.on_duty > 0 and not self.is_full


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation in the queue, as those who serve it see it; ``may_take`` tells whether it is for the reader."""

    id: int
    code: str
    name: str
    subject: str
    language: str
    unit_id: int
    unit_name: str
    enquiry_id: int
    enquiry_number: int
    waiting_since: datetime
    waited: timedelta
    returned: int
    may_take: bool


@dataclass(frozen=True, slots=True)
class SeatView:
    """Somebody who serves the chat. ``here`` tells that they are ready and their page is open now."""

    staff_id: int
    name: str
    unit_id: int | None
    unit_name: str
    is_ready: bool
    here: bool
    at_once: int
    serves: int
    languages: tuple[str, ...]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Load:
    """What the chat has to do now, for those who lead it; ``longest_wait`` is that of the one first in the queue."""

    seats: tuple[SeatView, ...]
    waiting: int
    talking: int
    longest_wait: timedelta | None
