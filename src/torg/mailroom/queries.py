"""Reading the mailroom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count

from torg.channels.base import CarriesAttachments, File, Incoming, NoSuchAttachment, Unreadable
from torg.channels.wired import NoSuchChannel, channel
from torg.mailroom.models import KeptMessage, KeptState, OutgoingMessage, OutgoingState

PAGE = 50
NOT_ARRIVED = (OutgoingState.FAILED, OutgoingState.BOUNCED)
CAP = 100
LETTER_KIND = "email"
LETTER_TYPES = frozenset({"message/rfc822", "message/global"})
DEEPEST = 8  # how far down messages in messages are opened
LONGEST_LOOK = 20_000  # characters of raw input on the page of one message


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A message that a person must look at, or has set aside; ``sender`` is what its carrier said."""

    id: int
    kind: str
    received_at: datetime
    size: int
    why: str
    said: str
    sender: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One such message looked at. ``text`` is the beginning of the raw input, readable.

    ``from_address`` is the sender's as the channel reads it, "" where there is none; ``is_readable`` whether the
    channel can read it at all.
    """

    about: Unfiled
    text: str
    is_set_aside: bool
    is_readable: bool
    from_address: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message of ours that did not arrive."""

    id: int
    kind: str
    purpose: str
    to_address: str
    subject: str
    created_at: datetime
    state: str
    tries: int
    said: str


def quarantine(*, before: int | None = None) -> list[Unfiled]:
    """A page of what is in quarantine, the newest first; ``before`` is the last id of the page before."""
    return _unfiled_page(KeptState.QUARANTINED, before)


def set_aside(*, before: int | None = None) -> list[Unfiled]:
    """A page of what people have set aside, the newest first; ``before`` is the last id of the page before."""
    return _unfiled_page(KeptState.SET_ASIDE, before)


def _unfiled_page(state: KeptState, before: int | None) -> list[Unfiled]:
    rows = KeptMessage.objects.filter(state=state).defer("raw")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_unfiled(row) for row in rows.order_by("-id")[:PAGE]]


def _unfiled(row: KeptMessage) -> Unfiled:
    return Unfiled(
        row.pk, row.kind, row.received_at, row.size, row.why, row.said, str(row.headers.get("mail-from", "")),
        row.settled_at,
    )  # fmt: skip


def quarantined(kept_id: int) -> Quarantined | None:
    """One message in quarantine or set aside, with up to 20,000 characters of its raw input."""
    row = KeptMessage.objects.filter(pk=kept_id, state__in=[KeptState.QUARANTINED, KeptState.SET_ASIDE]).first()
    if row is None:
        return None
    raw = bytes(row.raw)
    text = raw[: 4 * LONGEST_LOOK].decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    read = _read(row.kind, raw, row.headers)
    return Quarantined(
        about=_unfiled(row), text=text[:LONGEST_LOOK], is_set_aside=row.state == KeptState.SET_ASIDE,
        is_readable=read is not None, from_address=read.from_address if read else "",
    )  # fmt: skip


def _read(kind: str, raw: bytes, headers: Mapping[str, str]) -> Incoming | None:
    """What a channel reads in the raw input; None when it reads no message of a person."""
    try:
        items = list(channel(kind).receive(raw, headers))
    except (Unreadable, NoSuchChannel):
        return None
    return next((item for item in items if isinstance(item, Incoming)), None)


def quarantined_and_failed() -> tuple[int, int]:
    """How many are in quarantine, and how many of ours failed or came back; each counted to 100 at most."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM mailroom_keptmessage WHERE state = 'quarantined'"
            "   ORDER BY id DESC LIMIT %s) AS first),"
            " (SELECT count(*) FROM (SELECT 1 FROM mailroom_outgoingmessage WHERE state IN ('failed', 'bounced')"
            "   ORDER BY id DESC LIMIT %s) AS first)",
            [CAP, CAP],
        )
        quarantined, failed = cursor.fetchone()
    return quarantined, failed


def outgoing_failed(*, before: int | None = None) -> list[Unsent]:
    """A page of our messages that failed or came back, the newest first."""
    rows = OutgoingMessage.objects.filter(state__in=NOT_ARRIVED).defer("text")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_unsent(row) for row in rows.order_by("-id")[:PAGE]]


def unsent(outgoing_ids: Collection[int]) -> list[Unsent]:
    """Those of our messages that failed or came back, the newest first."""
    rows = OutgoingMessage.objects.filter(pk__in=outgoing_ids, state__in=NOT_ARRIVED).defer("text")
    return [_unsent(row) for row in rows.order_by("-id")]


def _unsent(row: OutgoingMessage) -> Unsent:
    return Unsent(
        row.pk, row.kind, row.purpose, row.to_address, row.subject, row.created_at, row.state, row.tries, row.said
    )


def deliveries(outgoing_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    """The state of each message on its way out, and what was said of it."""
    rows = OutgoingMessage.objects.filter(pk__in=outgoing_ids)
    return {pk: (state, told) for pk, state, told in rows.values_list("pk", "state", "said")}


def attachment(kept_id: int, index: int) -> File | None:
    """A file out of a kept message, read again from the raw input; None when there is no such file."""
    row = KeptMessage.objects.filter(pk=kept_id).first()
    if row is None:
        return None
    source = channel(row.kind)
    if not isinstance(source, CarriesAttachments):
        return None
    try:
        return source.attachment(bytes(row.raw), row.headers, index)
    except (NoSuchAttachment, Unreadable):
        return None


def letter(kept_id: int, within: Sequence[int] = ()) -> Incoming | None:
    """A kept message as its channel reads it, or the message that lies in it as a file; None when there is none.

    ``within`` are the indexes of the files to open, outermost first: each is a message itself (LETTER_TYPES).
    """
    row = KeptMessage.objects.filter(pk=kept_id).first()
    return None if row is None else _letter(row, within)


def file_within(kept_id: int, path: Sequence[int]) -> File | None:
    """A file of a kept message; the last of ``path`` is its index, those before it the messages that it lies in."""
    row = KeptMessage.objects.filter(pk=kept_id).first()
    if row is None or not path:
        return None
    raw = _raw_within(row, path[:-1])
    return None if raw is None else _file(row.kind if len(path) == 1 else LETTER_KIND, raw, row.headers, path[-1])


def _letter(row: KeptMessage, within: Sequence[int]) -> Incoming | None:
    raw = _raw_within(row, within)
    if raw is None:
        return None
    return _read(LETTER_KIND, raw, {}) if within else _read(row.kind, raw, row.headers)


def _raw_within(row: KeptMessage, within: Sequence[int]) -> bytes | None:
    """The bytes of the message that lies so deep in a kept one; None when one on the way is no message."""
    if len(within) > DEEPEST:
        return None
    raw, kind = bytes(row.raw), row.kind
    for index in within:
        file = _file(kind, raw, row.headers, index)
        if file is None or not is_letter(file.name, file.content_type):
            return None
        raw, kind = file.content, LETTER_KIND
    return raw


def is_letter(name: str, content_type: str) -> bool:
    """Whether a file is itself a message that can be opened and read."""
    return content_type.lower() in LETTER_TYPES or name.lower().endswith(".eml")


def _file(kind: str, raw: bytes, headers: Mapping[str, str], index: int) -> File | None:
    try:
        source = channel(kind)
        return source.attachment(raw, headers, index) if isinstance(source, CarriesAttachments) else None
    except (NoSuchAttachment, NoSuchChannel, Unreadable):
        return None


def receipts_since(moment: datetime, addresses: Collection[str]) -> dict[str, int]:
    """How many receipts have gone to each of these addresses since a moment."""
    rows = OutgoingMessage.objects.filter(purpose="receipt", to_address__in=addresses, created_at__gt=moment)
    return dict(rows.values_list("to_address").annotate(n=Count("id")).order_by())
