"""What an enquiry is made of: its contacts with their files, its promises, its events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models.functions import Left

from torg.editions.queries import by_ids as editions_by_id
from torg.enquiries.models import (
    AlsoAddressed,
    Attachment,
    Contact,
    Enquiry,
    Event,
    Promise,
)
from torg.enquiries.numbers import said
from torg.mailroom import queries as mailroom
from torg.strategy.explanations import Step, from_json, says
from torg.strategy.routing import Route

LONGEST_SHOWN = 50_000  # characters of one message on a page; the whole is a download
NEWEST = 500  # contacts, and events, that are read of one enquiry where nobody says how many
NO_FATE = ("", "")


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file that came with a contact; fetched by (contact id, index)."""

    index: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact of the story. ``delivery_state`` is "" for what came in; ``is_cut`` when there is more text.

    ``number_said`` is the number of the joined enquiry it belongs to, "" when it is the enquiry's own; ``sent_by`` the
    address that sent it for the one in ``address``, "" when they did it themselves.
    """

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
    sent_by: str = ""
    number_said: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether it is one of ours that did not arrive, as far as we know."""
        return self.delivery_state in {"failed", "bounced"}


@dataclass(frozen=True, slots=True)
class PromiseView:
    """One promise with the explanation of its date; ``number_said`` as in ``ContactView``."""

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
    number_said: str = ""

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
    number_said: str = ""
    id: int = 0


def route_of(e: Enquiry) -> Route:
    data = {key: value for key, value in e.route.items() if key != "code"}
    return Route(unit=str(e.route.get("unit", "")), line="", why=Step(str(e.route.get("code", "")), data))


def contacts_of(
    e: Enquiry, names: Mapping[int, str], joined: Mapping[int, int], *, newest: int = NEWEST
) -> tuple[ContactView, ...]:
    """The newest contacts of an enquiry and of those ``joined`` to it (id: number), in one line of time.

    A machine may have written thousands: which are the newest is read off an index, and only their texts are read.
    """
    ids = Contact.objects.filter(enquiry__in=[e.pk, *joined]).order_by("-id").values_list("pk", flat=True)
    return _contacts(list(ids[:newest]), names, joined)


def question_of(
    e: Enquiry, contacts: Sequence[ContactView], names: Mapping[int, str], joined: Mapping[int, int]
) -> ContactView | None:
    """What came in first, whether or not it is among the newest ``contacts``; None when nothing came in."""
    came = Contact.objects.filter(enquiry__in=[e.pk, *joined], is_incoming=True).order_by("id")
    first = came.values_list("pk", flat=True).first()
    known = next((one for one in contacts if one.id == first), None)
    return known or (_contacts([first], names, joined)[0] if first is not None else None)


def _contacts(ids: Sequence[int], names: Mapping[int, str], joined: Mapping[int, int]) -> tuple[ContactView, ...]:
    shown = Contact.objects.defer("text").annotate(start=Left("text", LONGEST_SHOWN + 1))
    rows = list(shown.filter(pk__in=ids).order_by("at", "id"))
    files: dict[int, list[AttachmentView]] = {}
    for a in Attachment.objects.filter(contact__in=ids).order_by("contact_id", "index"):
        files.setdefault(a.contact_id, []).append(AttachmentView(a.index, a.name, a.content_type, a.size))
    fates = mailroom.deliveries([c.outgoing_id for c in rows if c.outgoing_id is not None])
    return tuple(
        ContactView(
            id=c.pk, is_incoming=c.is_incoming, purpose=c.purpose, channel=c.channel, at=c.at, subject=c.subject,
            text=c.start[:LONGEST_SHOWN], address=c.address, name=c.name, staff_name=names.get(c.staff_id or 0, ""),
            sensitive=c.sensitive, delivery_state=fates.get(c.outgoing_id or 0, NO_FATE)[0],
            delivery_said=fates.get(c.outgoing_id or 0, NO_FATE)[1], outgoing_id=c.outgoing_id,
            attachments=tuple(files.get(c.pk, ())), is_cut=len(c.start) > LONGEST_SHOWN,
            sent_by=c.sent_by,
            number_said=_said_of(c.enquiry_id, joined),
        )
        for c in rows
    )  # fmt: skip


def _said_of(enquiry_id: int, joined: Mapping[int, int]) -> str:
    return said(joined[enquiry_id]) if enquiry_id in joined else ""


def promises_of(e: Enquiry, joined: Mapping[int, int]) -> tuple[PromiseView, ...]:
    """The promises of an enquiry and of those ``joined`` to it, in the order in which they were made."""
    rows = list(Promise.objects.filter(enquiry__in=[e.pk, *joined]).order_by("id"))
    editions = editions_by_id(p.edition_id for p in rows)
    return tuple(
        PromiseView(
            id=p.pk, what=p.what, made_at=p.made_at, started_at=p.started_at, aim_by=p.aim_by, due_by=p.due_by,
            state=p.state, settled_at=p.settled_at, late_seconds=p.late_seconds, rule=p.rule, source=p.source,
            by_default=p.by_default, edition=editions[p.edition_id].number, reason=p.reason,
            steps=from_json(p.steps), number_said=_said_of(p.enquiry_id, joined),
        )
        for p in rows
    )  # fmt: skip


def events_of(
    e: Enquiry, names: Mapping[int, str], joined: Mapping[int, int], *, newest: int = NEWEST
) -> tuple[EventView, ...]:
    """The newest of what happened to an enquiry and to those ``joined`` to it, in order."""
    rows = list(Event.objects.filter(enquiry__in=[e.pk, *joined]).order_by("-id")[:newest])
    return tuple(
        EventView(r.at, names.get(r.by_id or 0, ""), r.kind, r.data, _said_of(r.enquiry_id, joined), r.pk)
        for r in reversed(rows)
    )


def phone_of(e: Enquiry, joined: Mapping[int, int]) -> str:
    """The phone number the sender gave beside an address, the latest; "" when none."""
    told = Event.objects.filter(enquiry__in=[e.pk, *joined], data__has_key="phone").order_by("-id").first()
    return str(told.data["phone"]) if told else ""


def also_units(e: Enquiry) -> tuple[str, ...]:
    """The names of the units that a message of the enquiry was sent to as well."""
    rows = AlsoAddressed.objects.filter(enquiry=e).exclude(unit=e.unit_id).order_by("id")
    return tuple(rows.values_list("unit__name", flat=True))
