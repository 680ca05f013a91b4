"""The inbox, a page at a time off one index, and what has happened to it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, Func, Max, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

from torg.enquiries.models import AlsoAddressed, Enquiry, Event, Handover, Mention, Status
from torg.enquiries.numbers import heard
from torg.enquiries.queries.rows import SHOWN, InboxRow, Offer, rows_of
from torg.people.queries import Sight

CAP = 100
LOOKED_BACK = 500  # events, when it is asked what is new
OPEN, WAITING, ANSWERED, CLOSED, JOINED = Status.OPEN, Status.WAITING, Status.ANSWERED, Status.CLOSED, Status.JOINED
BESIDE = ("offered", "also", "mentions")
"""Lists that begin at another table than the enquiries."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of the inbox; ``next_cursor`` is "" on the last one."""

    rows: tuple[InboxRow, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Which list of the inbox: ``only`` is one of the lists below, "" for all; ``status`` counts where it says nothing.

    overdue, soon, mine, unassigned and unit (the reader's own) are open ones; replied are those whose sender has
    written; offered, also and mentions are what was offered to the reader's unit, sent to it too, and what names them.
    ``unit_id`` None means every unit that one sees.
    """

    only: str = ""
    unit_id: int | None = None
    channel: str = ""
    status: str = "open"


ALL = Choice()


def inbox(
    *,
    sight: Sight,
    choice: Choice = ALL,
    staff_id: int = 0,
    home: int = 0,
    after: str = "",
    size: int = 50,
    now: datetime,
) -> InboxPage:
    """A page of enquiries: open ones by urgency, waiting ones by when we look again, others the latest first.

    ``staff_id`` and ``home`` are the reader and their unit. ``after`` is the cursor of the page before (a wrong one
    counts as none). What may not be opened is listed masked.
    """
    if choice.only in BESIDE:
        return _beside(choice.only, sight, staff_id, home, after, size, now)
    order, descending = _order(choice)
    rows = _after(_chosen(sight, choice, staff_id, home, now), after, order, descending)
    signs = "-" if descending else ""
    found = list(rows.order_by(f"{signs}{order}", f"{signs}id").values_list(*SHOWN)[: size + 1])
    page = rows_of(found[:size], sight=sight, now=now)
    cursor = ""
    if len(found) > size:
        moment: datetime = getattr(page[-1], order)
        cursor = f"{moment.isoformat()}~{page[-1].id}"
    return InboxPage(tuple(page), cursor)


def _order(choice: Choice) -> tuple[str, bool]:
    """The column a list is read by, and whether the latest comes first."""
    if choice.only == "replied":
        return "replied_at", True
    if choice.only or choice.status == OPEN:
        return "due_by", False
    return ("wait_until", False) if choice.status == WAITING else ("closed_at", True)


def _chosen(sight: Sight, choice: Choice, staff_id: int, home: int, now: datetime) -> QuerySet[Enquiry]:
    rows = _seen(sight, choice.unit_id)
    rows = rows.filter(channel=choice.channel) if choice.channel else rows
    match choice.only:
        case "replied":
            return rows.filter(replied_at__isnull=False)
        case "overdue":
            return rows.filter(status=OPEN, due_by__lt=now)
        case "soon":
            return rows.filter(status=OPEN, due_by__gte=now, remind_at__lte=now)
        case "mine":
            return rows.filter(status=OPEN, handler_id=staff_id)
        case "unassigned":
            return rows.filter(status=OPEN, handler__isnull=True)
        case "unit":
            return rows.filter(status=OPEN, unit_id=home)
    if choice.status in {OPEN, WAITING}:
        return rows.filter(status=choice.status)
    rows = rows.filter(closed_at__isnull=False)
    return rows.filter(status=choice.status) if choice.status in {ANSWERED, CLOSED, JOINED} else rows


def _seen(sight: Sight, unit_id: int | None) -> QuerySet[Enquiry]:
    if unit_id is not None and sight.sees(unit_id):
        return Enquiry.objects.filter(unit_id=unit_id)
    if sight.units is None:
        return Enquiry.objects.all()
    ids = sorted(sight.units)
    # One unit is the usual case, and an equality lets the list be read straight off the unit's own index.
    return Enquiry.objects.filter(unit_id=ids[0]) if len(ids) == 1 else Enquiry.objects.filter(unit_id__in=ids)


def _after(rows: QuerySet[Any], after: str, order: str, descending: bool) -> QuerySet[Any]:
    moment_said, _sign, pk_said = after.partition("~")
    try:
        moment, pk = datetime.fromisoformat(moment_said), int(pk_said)
    except ValueError:
        return rows
    if moment.tzinfo is None or not 0 < pk < 1 << 62:
        return rows
    # Compared as one pair, as the index holds them: of two conditions PostgreSQL takes the first for rare, and sorts.
    last = _pair(Value(moment), Value(pk))
    return rows.filter((LessThan if descending else GreaterThan)(_pair(F(order), F("pk")), last))


def _pair(first: F | Value, second: F | Value) -> Func:
    return Func(first, second, template="(%(expressions)s)", output_field=DateTimeField())


# -- lists that begin elsewhere ---------------------------------------------------------------------------------------


def _beside(only: str, sight: Sight, staff_id: int, home: int, after: str, size: int, now: datetime) -> InboxPage:
    if only == "offered":
        return _offered(sight, staff_id, home, after, size, now)
    last = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None
    if only == "also":
        rows = AlsoAddressed.objects.filter(unit_id=home)
        rows = rows.filter(enquiry_id__lt=last) if last is not None else rows
        pairs = [(pk, pk) for pk in rows.order_by("-enquiry_id").values_list("enquiry_id", flat=True)[: size + 1]]
    else:
        mentions = Mention.objects.filter(staff_id=staff_id, read_at__isnull=True)
        mentions = mentions.filter(pk__lt=last) if last is not None else mentions
        pairs = list(mentions.order_by("-id").values_list("pk", "note__enquiry_id")[: size + 1])
    page = list(dict.fromkeys(enquiry_id for _pk, enquiry_id in pairs[:size]))
    cursor = str(pairs[size - 1][0]) if len(pairs) > size else ""
    besides = home if only == "also" else None
    found = _in_order(page, sight=sight if only == "mentions" else None)
    return InboxPage(tuple(rows_of(found, sight=sight, now=now, besides=besides)), cursor)


def _offered(sight: Sight, staff_id: int, home: int, after: str, size: int, now: datetime) -> InboxPage:
    """What is offered to the reader's unit, what must be answered first at the top."""
    rows = Handover.objects.filter(to_unit_id=home, state="offered")
    rows = _after(rows, after, "answer_by", False).order_by("answer_by", "id")
    wanted = (
        "id", "enquiry_id", "from_unit__name", "note", "offered_by__name", "offered_at", "answer_by", "to_staff_id",
    )  # fmt: skip
    found = list(rows.values_list(*wanted)[: size + 1])
    offers = {
        pk: Offer(unit, note, by, offered_at, answer_by, to_staff == staff_id)
        for _id, pk, unit, note, by, offered_at, answer_by, to_staff in found[:size]
    }
    cursor = f"{found[size - 1][6].isoformat()}~{found[size - 1][0]}" if len(found) > size else ""
    lines = rows_of(_in_order(list(offers)), sight=sight, now=now, offers=offers, besides=home)
    return InboxPage(tuple(lines), cursor)


def _in_order(ids: Sequence[int], *, sight: Sight | None = None) -> list[tuple[Any, ...]]:
    """Those enquiries in that order; with ``sight`` only those that it sees."""
    rows = _seen(sight, None) if sight else Enquiry.objects.all()
    by_id = {row[0]: row for row in rows.filter(pk__in=ids).values_list(*SHOWN)}
    return [by_id[pk] for pk in ids if pk in by_id]


def chosen_rows(enquiry_ids: Sequence[int], *, sight: Sight, now: datetime) -> list[InboxRow]:
    """These enquiries, in that order, those left out that one does not see."""
    return rows_of(_in_order(enquiry_ids, sight=sight), sight=sight, now=now)


# -- what is new ------------------------------------------------------------------------------------------------------


def last_event() -> int:
    """The newest event of all: by it is told what has happened since a page was shown."""
    return Event.objects.aggregate(last=Max("id"))["last"] or 0


def new_since(event_id: int, *, sight: Sight, choice: Choice, staff_id: int, home: int, now: datetime) -> int:
    """To how many enquiries of a list something has happened after an event, by others than the reader; 100 at most.

    Looks at the newest 500 events only.
    """
    events = Event.objects.filter(pk__gt=event_id).order_by("-id").values_list("enquiry_id", "by_id")[:LOOKED_BACK]
    ids = {enquiry_id for enquiry_id, by in events if by != staff_id}
    if not ids:
        return 0
    if choice.only == "offered":
        rows = Enquiry.objects.filter(pk__in=ids, handovers__to_unit_id=home, handovers__state="offered")
    elif choice.only == "also":
        rows = Enquiry.objects.filter(pk__in=ids, also_addressed__unit_id=home)
    elif choice.only == "mentions":
        unread = Mention.objects.filter(staff_id=staff_id, read_at__isnull=True, note__enquiry_id__in=ids)
        return len(set(unread.values_list("note__enquiry_id", flat=True)[:CAP]))
    else:
        rows = _chosen(sight, choice, staff_id, home, now).filter(pk__in=ids)
    return rows[:CAP].count()


def number_of_found(text: str) -> int | None:
    """The number of an enquiry somebody says or types, when it exists."""
    number = heard(text)
    return number if number is not None and Enquiry.objects.filter(number=number).exists() else None
