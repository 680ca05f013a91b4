"""One line of a list of enquiries, as somebody may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Coalesce, NullIf

from torg.enquiries.models import CALL, AlsoAddressed, Enquiry, Looking, Promise, PromiseState
from torg.enquiries.numbers import said
from torg.enquiries.queries.access import seen_by
from torg.language.sensitive import masked as without_words
from torg.people.queries import Sight

LOOKS_FOR = timedelta(minutes=1)
LISTED = Coalesce(NullIf(F("listed_as"), Value("")), F("subject"))
CALLS = Exists(Promise.objects.filter(enquiry=OuterRef("pk"), what=CALL, state=PromiseState.OPEN))
SHOWN = (
    "id", "number", LISTED, "person__name", "channel", "unit_id", "unit__name", "status", "handler__name", "due_by",
    "remind_at", "opened_at", "closed_at", "unread", "sensitive", "replied_at", "wait_until",
    CALLS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """The offer of an enquiry to another unit, as the list of what waits to be accepted shows it."""

    from_unit: str
    note: str
    by: str
    offered_at: datetime
    answer_by: datetime
    to_me: bool


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the inbox. ``due_by`` is None when nothing is owed just now; ``closed_at`` when it is still open.

    A ``masked`` one is sensitive and not the reader's to open: it has neither subject nor sender. ``calls``: its sender
    is owed a call.
    """

    id: int
    number: int
    number_said: str
    subject: str
    sender: str
    channel: str
    unit_name: str
    status: str
    handler_name: str
    due_by: datetime | None
    is_overdue: bool
    is_soon: bool
    opened_at: datetime
    closed_at: datetime | None
    unread: bool
    sensitive: bool
    masked: bool = False
    replied_at: datetime | None = None
    wait_until: datetime | None = None
    offer: Offer | None = None
    calls: bool = False


def rows_of(
    found: Iterable[tuple[Any, ...]], *, sight: Sight, now: datetime, offers: Mapping[int, Offer] | None = None,
    besides: int | None = None,
) -> list[InboxRow]:  # fmt: skip
    """The lines of what a statement found of ``SHOWN``; ``besides`` is a unit that each was offered or sent to."""
    found = list(found)
    doubtful = [row[0] for row in found if row[14] and not sight.may_open(row[5], sensitive=True)]
    also = also_units(doubtful)
    theirs = () if besides is None else (besides,)
    masked = {
        row[0]
        for row in found
        if row[0] in set(doubtful) and not _opens(sight, (row[5], *theirs, *also.get(row[0], ())))
    }
    return [_row(row, now, row[0] in masked, (offers or {}).get(row[0])) for row in found]


def _opens(sight: Sight, unit_ids: Collection[int]) -> bool:
    return sight.opens is None or not sight.opens.isdisjoint(unit_ids)


def _row(values: tuple[Any, ...], now: datetime, masked: bool, offer: Offer | None) -> InboxRow:
    (
        pk, number, subject, sender, channel, _unit_id, unit, status, handler, due_by, remind_at, opened, closed,
        unread, sensitive, replied, wait_until, calls,
    ) = values  # fmt: skip
    is_overdue = due_by is not None and due_by < now
    is_soon = not is_overdue and remind_at is not None and remind_at <= now
    if offer is not None and sensitive:
        offer = replace(offer, note="" if masked else without_words(offer.note, every_word=True))
    return InboxRow(
        pk, number, said(number), "" if masked else subject, "" if masked else sender, channel, unit, status,
        handler or "", due_by, is_overdue, is_soon, opened, closed, unread, sensitive, masked, replied, wait_until,
        offer, calls,
    )  # fmt: skip


def also_units(enquiry_ids: Collection[int]) -> dict[int, list[int]]:
    """The units that each of these was sent to besides its owner."""
    found: dict[int, list[int]] = {}
    if enquiry_ids:
        rows = AlsoAddressed.objects.filter(enquiry_id__in=enquiry_ids)
        for pk, unit_id in rows.values_list("enquiry_id", "unit_id"):
            found.setdefault(pk, []).append(unit_id)
    return found


def who_looks(enquiry_ids: Collection[int], *, sight: Sight, but: int, now: datetime) -> dict[int, list[str]]:
    """Who else has the page of each of these enquiries open; of what the reader does not see nothing is told."""
    found: dict[int, list[str]] = {}
    rows = Looking.objects.filter(enquiry_id__in=enquiry_ids, at__gt=now - LOOKS_FOR).exclude(staff_id=but)
    for pk, name in rows.order_by("staff__name").values_list("enquiry_id", "staff__name"):
        found.setdefault(pk, []).append(name)
    if not found or sight.units is None:
        return found
    listed = {e.pk for e in Enquiry.objects.select_related("joined_to").filter(pk__in=found) if sight.sees(*seen_by(e))}
    return {pk: names for pk, names in found.items() if pk in listed}
