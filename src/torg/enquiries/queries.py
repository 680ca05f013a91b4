"""Reading the heart: the inbox, one enquiry, and what its sender sees. No list counts or loops over all enquiries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, F, Func, QuerySet, Value
from django.db.models.functions import Left
from django.db.models.lookups import GreaterThan, LessThan

from torg.channels.base import File
from torg.editions.queries import by_id as edition_by_id
from torg.editions.queries import in_force
from torg.enquiries.models import Attachment, Contact, Enquiry, Event, Promise, Status
from torg.enquiries.numbers import heard, said
from torg.enquiries.reply import Way, chosen_reply, way_of
from torg.mailroom import queries as mailroom
from torg.people.queries import PersonFacts, addresses_of, person_by_id, staff_names, units
from torg.strategy.explanations import Step, from_json, says
from torg.strategy.replies import Reply
from torg.strategy.routing import Route, why_in_words

CAP = 100
LONGEST_SHOWN = 50_000  # characters of one message on a page; the whole is a download
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
NO_FATE = ("", "")
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


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file that came with a contact; fetched by (contact id, index)."""

    index: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact of the story. ``delivery_state`` is "" for what came in; ``is_cut`` when there is more text."""

    id: int
    is_incoming: bool
    purpose: str
    channel: str
    at: datetime
    subject: str
    text: str
    address: str
    name: str
    staff_name: str
    sensitive: bool
    delivery_state: str
    delivery_said: str
    outgoing_id: int | None
    attachments: tuple[AttachmentView, ...]
    is_cut: bool

    @property
    def is_lost(self) -> bool:
        """Whether it is one of ours that did not arrive, as far as we know."""
        return self.delivery_state in {"failed", "bounced"}


@dataclass(frozen=True, slots=True)
class UnsentView:
    """A message of ours that did not arrive; ``number`` is None when it belongs to no enquiry (a reminder)."""

    id: int
    number: int | None
    number_said: str
    way: str
    purpose: str
    to_address: str
    subject: str
    created_at: datetime
    state: str
    tries: int
    said: str


@dataclass(frozen=True, slots=True)
class PromiseView:
    """One promise with the explanation of its date."""

    id: int
    what: str
    made_at: datetime
    started_at: datetime
    aim_by: datetime | None
    due_by: datetime
    state: str
    settled_at: datetime | None
    late_seconds: int | None
    rule: str
    source: str
    by_default: bool
    edition: int
    reason: str
    steps: tuple[Step, ...] = field(repr=False)

    def sentences(self, language: str) -> list[str]:
        """Why this date, in a language."""
        return says(self.steps, language=language)


@dataclass(frozen=True, slots=True)
class EventView:
    """Something that happened: who ("" for Torg itself), when, what."""

    at: datetime
    who: str
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    """Everything about one enquiry, for the desk."""

    id: int
    number: int
    number_said: str
    subject: str
    status: str
    channel: str
    purpose: str
    language: str
    sensitive: bool
    token: str
    unit_id: int
    unit_name: str
    handler_id: int | None
    handler_name: str
    person: PersonFacts
    addresses: tuple[tuple[str, str], ...]
    opened_at: datetime
    closed_at: datetime | None
    due_by: datetime | None
    is_overdue: bool
    is_soon: bool
    route: Route
    contacts: tuple[ContactView, ...]
    promises: tuple[PromiseView, ...]
    events: tuple[EventView, ...]
    reply: Reply
    way: Way
    way_if_sensitive: Way

    @property
    def last_contact(self) -> int:
        """The id of the newest contact, by which an action knows what its doer has seen; 0 when there is none."""
        return max((contact.id for contact in self.contacts), default=0)

    @property
    def calls_to(self) -> str:
        """The phone number the sender gave beside an address, the latest; "" when none."""
        given = [str(event.data["phone"]) for event in self.events if event.data.get("phone")]
        return given[-1] if given else ""

    def routed_because(self, language: str) -> str:
        """Why the unit that has it has it, in a language."""
        return why_in_words(self.route, language, unit_name=self.unit_name)


@dataclass(frozen=True, slots=True)
class FollowPage:
    """What the sender of an enquiry sees of it; never a member of staff's name beyond what was signed."""

    number: int
    number_said: str
    subject: str
    status: str
    language: str
    unit_name: str
    unit_phone: str
    opened_at: datetime
    closed_at: datetime | None
    contacts: tuple[ContactView, ...]
    promises: tuple[PromiseView, ...]
    route: Route
    token: str

    @property
    def promise(self) -> PromiseView | None:
        """The promise that counts now: the open one, else the last."""
        still_open = [p for p in self.promises if p.state == "open"]
        return still_open[-1] if still_open else (self.promises[-1] if self.promises else None)


# -- the inbox --------------------------------------------------------------------------------------------------------


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


def _is_overdue(e: Enquiry, now: datetime) -> bool:
    return e.due_by is not None and e.due_by < now


def _is_soon(e: Enquiry, now: datetime) -> bool:
    return not _is_overdue(e, now) and e.remind_at is not None and e.remind_at <= now


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


# -- one enquiry ------------------------------------------------------------------------------------------------------


def enquiry_page(number: int, *, now: datetime) -> EnquiryPage | None:
    """Everything about the enquiry with this number; None when there is none."""
    e = Enquiry.objects.filter(number=number).first()
    if e is None:
        return None
    names, unit = staff_names(), units().by_id.get(e.unit_id)
    person, under = person_by_id(e.person_id), in_force(now)
    answers_go = reached_at(e.pk, person.id)
    reply = chosen_reply(e, person, under=under, sensitive=e.sensitive)
    safe_reply = chosen_reply(e, person, under=under, sensitive=True)
    return EnquiryPage(
        id=e.pk, number=e.number, number_said=said(e.number), subject=e.subject, status=e.status, channel=e.channel,
        purpose=e.purpose, language=e.language, sensitive=e.sensitive, token=e.token, unit_id=e.unit_id,
        unit_name=unit.name if unit else "", handler_id=e.handler_id, handler_name=names.get(e.handler_id or 0, ""),
        person=person, addresses=tuple(addresses_of(person.id)), opened_at=e.opened_at, closed_at=e.closed_at,
        due_by=e.due_by, is_overdue=_is_overdue(e, now), is_soon=_is_soon(e, now), route=_route(e),
        contacts=_contacts(e, names), promises=_promises(e), events=_events(e, names),
        reply=reply, way=way_of(reply, answers_go, sensitive=e.sensitive),
        way_if_sensitive=way_of(safe_reply, answers_go, sensitive=True),
    )  # fmt: skip


def _route(e: Enquiry) -> Route:
    data = {key: value for key, value in e.route.items() if key != "code"}
    return Route(unit=str(e.route.get("unit", "")), line="", why=Step(str(e.route.get("code", "")), data))


def _contacts(e: Enquiry, names: Mapping[int, str]) -> tuple[ContactView, ...]:
    shown = Contact.objects.defer("text").annotate(start=Left("text", LONGEST_SHOWN + 1))
    rows = list(shown.filter(enquiry=e).order_by("at", "id"))
    files: dict[int, list[AttachmentView]] = {}
    for a in Attachment.objects.filter(contact__enquiry=e).order_by("contact_id", "index"):
        files.setdefault(a.contact_id, []).append(AttachmentView(a.index, a.name, a.content_type, a.size))
    fates = mailroom.deliveries([c.outgoing_id for c in rows if c.outgoing_id is not None])
    return tuple(
        ContactView(
            id=c.pk, is_incoming=c.is_incoming, purpose=c.purpose, channel=c.channel, at=c.at, subject=c.subject,
            text=c.start[:LONGEST_SHOWN], address=c.address, name=c.name, staff_name=names.get(c.staff_id or 0, ""),
            sensitive=c.sensitive, delivery_state=fates.get(c.outgoing_id or 0, NO_FATE)[0],
            delivery_said=fates.get(c.outgoing_id or 0, NO_FATE)[1], outgoing_id=c.outgoing_id,
            attachments=tuple(files.get(c.pk, ())), is_cut=len(c.start) > LONGEST_SHOWN,
        )
        for c in rows
    )  # fmt: skip


def _promises(e: Enquiry) -> tuple[PromiseView, ...]:
    rows = Promise.objects.filter(enquiry=e).order_by("id")
    return tuple(
        PromiseView(
            id=p.pk, what=p.what, made_at=p.made_at, started_at=p.started_at, aim_by=p.aim_by, due_by=p.due_by,
            state=p.state, settled_at=p.settled_at, late_seconds=p.late_seconds, rule=p.rule, source=p.source,
            by_default=p.by_default, edition=edition_by_id(p.edition_id).number, reason=p.reason,
            steps=from_json(p.steps),
        )
        for p in rows
    )  # fmt: skip


def _events(e: Enquiry, names: Mapping[int, str]) -> tuple[EventView, ...]:
    rows: Sequence[Event] = list(Event.objects.filter(enquiry=e).order_by("id"))
    return tuple(EventView(r.at, names.get(r.by_id or 0, ""), r.kind, r.data) for r in rows)


def reached_at(enquiry_id: int, person_id: int) -> dict[str, str]:
    """Where answers to an enquiry go, by kind: the person's first address, or the one that staff have mended."""
    addresses = dict(reversed(addresses_of(person_id)))
    mended = Event.objects.filter(enquiry=enquiry_id, kind="address_mended").order_by("-id").first()
    if mended is not None:
        addresses[str(mended.data["way"])] = str(mended.data["after"])
    return addresses


def name_given(enquiry_id: int) -> str:
    """The name its sender gave in this enquiry, the latest; never one that only we know."""
    names = Contact.objects.filter(enquiry=enquiry_id, is_incoming=True).exclude(name="").order_by("-id")
    return names.values_list("name", flat=True).first() or ""


def number_of_found(text: str) -> int | None:
    """The number of an enquiry somebody says or types, when it exists."""
    number = heard(text)
    return number if number is not None and Enquiry.objects.filter(number=number).exists() else None


def attachment(contact_id: int, index: int, *, unit_ids: Collection[int] | None) -> File | None:
    """A file that came with a contact of an enquiry one may see; None when there is none."""
    contact = Contact.objects.select_related("enquiry").filter(pk=contact_id, kept__isnull=False).first()
    if contact is None or contact.kept_id is None:
        return None
    if unit_ids is not None and contact.enquiry.unit_id not in unit_ids:
        return None
    return mailroom.attachment(contact.kept_id, index)


def whole_text(contact_id: int, *, unit_ids: Collection[int] | None) -> tuple[str, str] | None:
    """A file name and the whole text of a contact of an enquiry one may see; None when there is none."""
    contact = Contact.objects.select_related("enquiry").filter(pk=contact_id).first()
    if contact is None or (unit_ids is not None and contact.enquiry.unit_id not in unit_ids):
        return None
    return f"{contact.enquiry.number}-{contact.pk}.txt", contact.text


# -- what did not arrive ----------------------------------------------------------------------------------------------


def unsent(*, unit_ids: Collection[int] | None, before: int | None = None) -> list[UnsentView]:
    """A page of our messages that did not arrive, of the enquiries one may see; who sees all sees the rest too."""
    if unit_ids is None:
        rows = mailroom.outgoing_failed(before=before)
    else:
        seen = Contact.objects.filter(enquiry__unit_id__in=list(unit_ids), outgoing__state__in=mailroom.NOT_ARRIVED)
        seen = seen.filter(outgoing_id__lt=before) if before is not None else seen
        newest = seen.order_by("-outgoing_id").values_list("outgoing_id", flat=True)[: mailroom.PAGE]
        rows = mailroom.unsent([pk for pk in newest if pk is not None])
    return _with_enquiries(rows)


def unsent_one(outgoing_id: int, *, unit_ids: Collection[int] | None) -> UnsentView | None:
    """One such message; None when it is on its way again, or is not one's to see."""
    contacts = Contact.objects.filter(outgoing_id=outgoing_id)
    if unit_ids is not None and not contacts.filter(enquiry__unit_id__in=list(unit_ids)).exists():
        return None
    return next(iter(_with_enquiries(mailroom.unsent([outgoing_id]))), None)


def _with_enquiries(rows: Sequence[mailroom.Unsent]) -> list[UnsentView]:
    contacts = Contact.objects.filter(outgoing_id__in=[row.id for row in rows])
    numbers = dict(contacts.values_list("outgoing_id", "enquiry__number"))
    return [
        UnsentView(
            id=row.id, number=numbers.get(row.id), number_said=said(numbers[row.id]) if row.id in numbers else "",
            way=row.kind, purpose=row.purpose, to_address=row.to_address, subject=row.subject,
            created_at=row.created_at, state=row.state, tries=row.tries, said=row.said,
        )
        for row in rows
    ]  # fmt: skip


# -- what the sender sees ---------------------------------------------------------------------------------------------


def follow(token: str) -> FollowPage | None:
    """The enquiry behind a secret link; None when there is none."""
    e = Enquiry.objects.filter(token=token).first() if token else None
    if e is None:
        return None
    unit = units().by_id.get(e.unit_id)
    return FollowPage(
        number=e.number, number_said=said(e.number), subject=e.subject, status=e.status, language=e.language,
        unit_name=unit.name if unit else "", unit_phone=unit.phone if unit else "", opened_at=e.opened_at,
        closed_at=e.closed_at, contacts=_contacts(e, {}), promises=_promises(e), route=_route(e),
        token=e.token,
    )  # fmt: skip
