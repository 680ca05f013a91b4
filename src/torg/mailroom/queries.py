"""Reading the mailroom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from torg.channels.base import CarriesAttachments, File, NoSuchAttachment, Unreadable
from torg.channels.wired import channel
from torg.mailroom.models import KeptMessage, KeptState, OutgoingMessage, OutgoingState

PAGE = 50
CAP = 100


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A message that a person must look at. ``text`` is the beginning of the raw input, readable."""

    id: int
    kind: str
    received_at: datetime
    size: int
    why: str
    said: str
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message of ours that did not arrive."""

    id: int
    purpose: str
    to_address: str
    subject: str
    created_at: datetime
    state: str
    tries: int
    said: str


def quarantine(*, before: int | None = None) -> list[Quarantined]:
    """A page of what is in quarantine, the newest first; ``before`` is the last id of the page before."""
    rows = KeptMessage.objects.filter(state=KeptState.QUARANTINED)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_quarantined(row, 400) for row in rows.order_by("-id")[:PAGE]]


def quarantined(kept_id: int) -> Quarantined | None:
    """One message in quarantine, with up to 20,000 characters of its raw input."""
    row = KeptMessage.objects.filter(pk=kept_id, state=KeptState.QUARANTINED).first()
    return None if row is None else _quarantined(row, 20_000)


def _quarantined(row: KeptMessage, characters: int) -> Quarantined:
    text = bytes(row.raw[: characters * 2]).decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return Quarantined(
        row.pk, row.kind, row.received_at, row.size, row.why, row.said, row.headers.get("mail-from", ""),
        text[:characters],
    )  # fmt: skip


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
    rows = OutgoingMessage.objects.filter(state__in=[OutgoingState.FAILED, OutgoingState.BOUNCED])
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_unsent(row) for row in rows.order_by("-id")[:PAGE]]


def _unsent(row: OutgoingMessage) -> Unsent:
    return Unsent(row.pk, row.purpose, row.to_address, row.subject, row.created_at, row.state, row.tries, row.said)


def delivery_states(outgoing_ids: Collection[int]) -> Mapping[int, str]:
    """The state of each message on its way out."""
    return dict(OutgoingMessage.objects.filter(pk__in=outgoing_ids).values_list("pk", "state"))


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
