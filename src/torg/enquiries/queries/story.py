"""What an enquiry is made of: its contacts with their files, its promises, its events."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models.functions import Left

from torg.channels.base import File
from torg.editions.queries import by_id as edition_by_id
from torg.enquiries.models import Attachment, Contact, Enquiry, Event, Promise
from torg.mailroom import queries as mailroom
from torg.strategy.explanations import Step, from_json, says
from torg.strategy.routing import Route

LONGEST_SHOWN = 50_000  # characters of one message on a page; the whole is a download
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


def route_of(e: Enquiry) -> Route:
    data = {key: value for key, value in e.route.items() if key != "code"}
    return Route(unit=str(e.route.get("unit", "")), line="", why=Step(str(e.route.get("code", "")), data))


def contacts_of(e: Enquiry, names: Mapping[int, str]) -> tuple[ContactView, ...]:
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


def promises_of(e: Enquiry) -> tuple[PromiseView, ...]:
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


def events_of(e: Enquiry, names: Mapping[int, str]) -> tuple[EventView, ...]:
    rows: Sequence[Event] = list(Event.objects.filter(enquiry=e).order_by("id"))
    return tuple(EventView(r.at, names.get(r.by_id or 0, ""), r.kind, r.data) for r in rows)


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
