"""The whole interface of a channel: what comes in, what goes out, and what is told about what went out.

A channel has a ``kind`` and nothing else that the rest of the house may ask about. ``receive`` is pure: the same bytes
give the same answer, so that what was kept raw can be understood again. Texts that come out of a channel hold no NUL
and no lone surrogate, so they can always be stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol, runtime_checkable

State = Literal["handed_over", "delivered", "bounced", "delayed", "read"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; ``index`` finds its bytes again in the raw input, ``size`` is in bytes.

    ``content_id`` is by what the message's own markup shows the file, "" when it does not.
    """

    name: str
    content_type: str
    size: int
    index: int
    content_id: str = ""


SENT_FROM = "sent-from"
"""The field of an `Incoming` with the address that it was really sent from, "" when nobody knows."""
TALK = "talk"
"""The field with the code of the conversation that it is from: the way back to one who gave no address."""
RECORD = "record"
"""The field that is "yes" where it only tells what was said, and asks for no answer by itself."""
MACHINE_ANSWER = "machine-answer"
"""The field that is "yes" where an answering machine has written it: it answers something, and asks for nothing."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One approach by a person, understood.

    ``outside_id`` is the Message-ID (without angle brackets) or the form's token, "" when there was none.
    ``from_address`` and ``to`` are lower-cased; ``to`` holds the addresses it was sent to, envelope first.
    ``text`` is always readable text; ``html`` is the sender's own markup, unsafe until cleaned.
    ``automatic`` means nobody wrote it for us (RFC 3834, lists, bulk mail, out-of-office, null return path): it gets
    no automatic reply. ``language`` is nb, nn, da or en when the sender has chosen it, else "".
    ``forwarded`` means that what was done last is passing on what another wrote: it is a new matter, whatever thread it
    names. ``fields`` is what else the channel was told, such as the web form's unit, service and phone; for e-mail
    ``sealed`` is "smime" or "pgp" when something in it is encrypted, and SENT_FROM is there when the sender is not the
    one in From, which is all that mail servers vouch for: such a sender is only claimed.
    """

    kind: str
    outside_id: str
    from_address: str
    from_name: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    sent_at: datetime | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    automatic: bool = False
    language: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    spam_suspected: bool = False
    forwarded: bool = False

    @property
    def sender_is_claimed(self) -> bool:
        """Whether somebody else sent it and only says whom it is from, as forms do, and as anybody can."""
        return SENT_FROM in self.fields


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one person, ready to send; ``message_id`` is ours and the same on every attempt.

    ``automatic`` marks it as made by a machine (receipts), so that other machines do not answer it.
    """

    id: str
    kind: str
    to_address: str
    to_name: str
    from_address: str
    from_name: str
    reply_to: str
    subject: str
    text: str
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    at: datetime
    language: str
    automatic: bool
    html: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """News of a message we sent: ``outside_id`` is the Message-ID we gave it, ``said`` the other side's words."""

    outside_id: str
    state: State
    said: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """Raw input as it came, before anything is understood; ``fingerprint`` tells whether it has come before.

    ``headers`` is what the carrier said beside the bytes (for e-mail: mail-from, rcpt-to comma-separated, peer).
    """

    kind: str
    raw: bytes
    headers: Mapping[str, str]
    outside_id: str
    fingerprint: bytes


class File(NamedTuple):
    """An attachment with its bytes."""

    name: str
    content_type: str
    content: bytes


class Unreadable(Exception):
    """The raw input cannot be understood and belongs in quarantine; ``why`` is a sentence for the person who looks."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SendFailed(Exception):
    """A message was not handed over; ``permanent`` says that trying again the same way is of no use."""

    def __init__(self, why: str, *, permanent: bool) -> None:
        super().__init__(why)
        self.why = why
        self.permanent = permanent


class NoSuchAttachment(Exception):
    """The raw input has no attachment with that index."""


@runtime_checkable
class Channel(Protocol):
    """A way in and out."""

    @property
    def kind(self) -> str:
        """The channel's name, as stored and as said in a strategy file."""
        ...

    def receive(self, raw: bytes, headers: Mapping[str, str]) -> Iterable[Incoming | Receipt]:
        """Understand raw input; raises `Unreadable` and nothing else."""
        ...

    def send(self, out: Outgoing) -> Receipt:
        """Hand a message over; raises `SendFailed` and nothing else."""
        ...


@runtime_checkable
class CarriesAttachments(Protocol):
    """A channel whose raw input can hold files."""

    def attachment(self, raw: bytes, headers: Mapping[str, str], index: int) -> File:
        """Fetch one file again; raises `NoSuchAttachment`, or `Unreadable`."""
        ...


@runtime_checkable
class ShowsPictures(Protocol):
    """A channel whose markup can show pictures that came with it."""

    def pictures(self, raw: bytes, headers: Mapping[str, str]) -> Mapping[str, int]:
        """The index of the attachment for each name that markup calls it by (``cid:name``); raises `Unreadable`."""
        ...


@runtime_checkable
class ChecksSettings(Protocol):
    """A channel that can tell what is wrong with how it is set up."""

    def check(self) -> list[str]:
        """Problems as sentences with what to mend; empty when all is well. May open connections."""
        ...


KeepMany = Callable[[Sequence[Arrival]], Sequence[int]]
"""Keeps arrivals in one transaction and answers with a row number for each; a known fingerprint gives the old row."""


@runtime_checkable
class Fetches(Protocol):
    """A channel that must ask for what has arrived."""

    def fetch(self, keep_many: KeepMany) -> int:
        """Fetch what is new and keep it, telling the other side only after the commit; the number of arrivals kept."""
        ...
