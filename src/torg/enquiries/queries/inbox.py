"""The inbox, a page at a time off one index, and the counts beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, F, Func, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

from torg.enquiries.models import Contact, Enquiry, Status
from torg.enquiries.numbers import heard, said
from torg.mailroom import queries as mailroom

CAP = 100
SHOWN = (
    "id", "number", "subject", "person__name", "channel", "unit__name", "status", "handler__name", "due_by",
    "remind_at", "opened_at", "closed_at", "unread", "sensitive",
)  # fmt: skip
COUNTED = (
    "",
    "AND due_by < %(now)s",
    "AND due_by >= %(now)s AND remind_at <= %(now)s",
    "AND handler_id = %(handler)s",
    "AND handler_id IS NULL",
)
OPEN, ANSWERED, CLOSED = Status.OPEN, Status.ANSWERED, Status.CLOSED


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the inbox. ``due_by`` is None when nothing is open; ``closed_at`` when it is still open."""

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


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of the inbox; ``next_cursor`` is "" on the last one."""

    rows: tuple[InboxRow, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class Counters:
    """Counts beside the inbox, each to 100 at most."""

    open: int
    overdue: int
    soon: int
    mine: int
    unassigned: int
    quarantined: int
    failed: int


def inbox(
    *,
    unit_ids: Collection[int] | None,
    only: str = "",
    handler_id: int | None = None,
    channel: str = "",
    status: str = "open",
    after: str = "",
    size: int = 50,
    now: datetime,
) -> InboxPage:
    """A page of enquiries: open ones by urgency, others the latest first. ``unit_ids`` None means every unit.

    ``only`` is "", overdue, soon, mine or unassigned; ``after`` is the cursor of the page before (a wrong one counts
    as none).
    """
    rows = _seen(unit_ids)
    rows = rows.filter(channel=channel) if channel else rows
    is_open = status == OPEN
    rows = rows.filter(status=OPEN) if is_open else rows.filter(closed_at__isnull=False)
    if status in {ANSWERED, CLOSED}:
        rows = rows.filter(status=status)
    rows = _only(rows, only, handler_id, now) if is_open else rows
    rows = _after(rows, after, is_open).order_by(*(("due_by", "id") if is_open else ("-closed_at", "-id")))
    found = [_row(values, now) for values in rows.values_list(*SHOWN)[: size + 1]]
    page, more = found[:size], len(found) > size
    last = page[-1] if more else None
    moment = None if last is None else (last.due_by if is_open else last.closed_at)
    cursor = f"{moment.isoformat()}~{last.id}" if last is not None and moment is not None else ""
    return InboxPage(tuple(page), cursor)


def _seen(unit_ids: Collection[int] | None) -> QuerySet[Enquiry]:
    if unit_ids is None:
        return Enquiry.objects.all()
    ids = list(unit_ids)
    # One unit is the usual case, and an equality lets the list be read straight off the unit's own index.
    return Enquiry.objects.filter(unit_id=ids[0]) if len(ids) == 1 else Enquiry.objects.filter(unit_id__in=ids)


def _only(rows: QuerySet[Enquiry], only: str, handler_id: int | None, now: datetime) -> QuerySet[Enquiry]:
    match only:
        case "overdue":
            return rows.filter(due_by__lt=now)
        case "soon":
            return rows.filter(due_by__gte=now, remind_at__lte=now)
        case "mine":
            return rows.filter(handler_id=handler_id)
        case "unassigned":
            return rows.filter(handler__isnull=True)
        case _:
            return rows


def _after(rows: QuerySet[Enquiry], after: str, is_open: bool) -> QuerySet[Enquiry]:
    moment_said, _sign, pk_said = after.partition("~")
    try:
        moment, pk = datetime.fromisoformat(moment_said), int(pk_said)
    except ValueError:
        return rows
    if moment.tzinfo is None:
        return rows
    # Compared as one pair, as the index holds them: of two conditions PostgreSQL takes the first for rare, and sorts.
    last = _pair(Value(moment), Value(pk))
    if is_open:
        return rows.filter(GreaterThan(_pair(F("due_by"), F("pk")), last))
    return rows.filter(LessThan(_pair(F("closed_at"), F("pk")), last))


def _pair(first: F | Value, second: F | Value) -> Func:
    return Func(first, second, template="(%(expressions)s)", output_field=DateTimeField())


def _row(values: tuple[Any, ...], now: datetime) -> InboxRow:
    (
        pk,
        number,
        subject,
        sender,
        channel,
        unit,
        status,
        handler,
        due_by,
        remind_at,
        opened,
        closed,
        unread,
        sensitive,
    ) = values
    is_overdue = due_by is not None and due_by < now
    return InboxRow(
        id=pk, number=number, number_said=said(number), subject=subject, sender=sender, channel=channel,
        unit_name=unit, status=status, handler_name=handler or "", due_by=due_by, is_overdue=is_overdue,
        is_soon=not is_overdue and remind_at is not None and remind_at <= now, opened_at=opened, closed_at=closed,
        unread=unread, sensitive=sensitive,
    )  # fmt: skip


def counters(*, unit_ids: Collection[int] | None, handler_id: int, now: datetime) -> Counters:
    """The counts beside the inbox, none of which reads more than 100 rows; those of enquiries in one statement."""
    ids = None if unit_ids is None else list(unit_ids)
    seen = "" if ids is None else "AND unit_id = %(unit)s" if len(ids) == 1 else "AND unit_id = ANY(%(units)s)"
    # In the order of the list, so that the index of the list is read and not the whole table.
    counts = ", ".join(
        "(SELECT count(*) FROM (SELECT 1 FROM enquiries_enquiry"  # noqa: S608  the words are ours
        f" WHERE status = 'open' {seen} {only} ORDER BY due_by, id LIMIT {CAP}) AS first)"
        for only in COUNTED
    )
    wanted = {"unit": ids[0] if ids else None, "units": ids, "handler": handler_id, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", wanted)
        is_open, overdue, soon, mine, unassigned = cursor.fetchone()
    quarantined, failed = mailroom.quarantined_and_failed()
    failed = failed if ids is None or not failed else _failed_of(ids)
    return Counters(is_open, overdue, soon, mine, unassigned, quarantined, failed)


def _failed_of(unit_ids: list[int]) -> int:
    theirs = Contact.objects.filter(enquiry__unit_id__in=unit_ids, outgoing__state__in=mailroom.NOT_ARRIVED)
    return theirs.order_by("-outgoing_id")[:CAP].count()


def number_of_found(text: str) -> int | None:
    """The number of an enquiry somebody says or types, when it exists."""
    number = heard(text)
    return number if number is not None and Enquiry.objects.filter(number=number).exists() else None
