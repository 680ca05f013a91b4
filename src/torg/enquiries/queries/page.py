"""Everything about one enquiry, for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from torg.editions.queries import in_force
from torg.enquiries.models import Enquiry
from torg.enquiries.numbers import said
from torg.enquiries.queries.hiding import without_addresses
from torg.enquiries.queries.reached import reached_at
from torg.enquiries.queries.standing import is_overdue, is_soon
from torg.enquiries.queries.story import (
    ContactView,
    EventView,
    PromiseView,
    contacts_of,
    events_of,
    promises_of,
    route_of,
)
from torg.enquiries.reply import Way, chosen_reply, way_of
from torg.people.queries import PersonFacts, addresses_of, person_by_id, staff_names, units
from torg.strategy.replies import Reply
from torg.strategy.routing import Route, why_in_words


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
    page = EnquiryPage(
        id=e.pk, number=e.number, number_said=said(e.number), subject=e.subject, status=e.status, channel=e.channel,
        purpose=e.purpose, language=e.language, sensitive=e.sensitive, token=e.token, unit_id=e.unit_id,
        unit_name=unit.name if unit else "", handler_id=e.handler_id, handler_name=names.get(e.handler_id or 0, ""),
        person=person, addresses=tuple(addresses_of(person.id)), opened_at=e.opened_at, closed_at=e.closed_at,
        due_by=e.due_by, is_overdue=is_overdue(e, now), is_soon=is_soon(e, now), route=route_of(e),
        contacts=contacts_of(e, names), promises=promises_of(e), events=events_of(e, names),
        reply=reply, way=way_of(reply, answers_go, sensitive=e.sensitive),
        way_if_sensitive=way_of(safe_reply, answers_go, sensitive=True),
    )  # fmt: skip
    return without_addresses(page) if person.hidden else page
