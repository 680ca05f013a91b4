"""Everything about one enquiry, for the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from torg.editions.queries import in_force
from torg.enquiries.models import CALL, UNSETTLED, Enquiry
from torg.enquiries.numbers import said
from torg.enquiries.queries.access import seen_by
from torg.enquiries.queries.handovers import HandoverView, handovers_of
from torg.enquiries.queries.hiding import OWN, without_addresses
from torg.enquiries.queries.interim import InterimView, interim_due
from torg.enquiries.queries.pauses import PauseView, pause_of
from torg.enquiries.queries.reached import reached_at
from torg.enquiries.queries.repeats import JoinedView, OtherView, RepeatView, joined_of, likely_repeats, other_open
from torg.enquiries.queries.standing import is_outside, is_overdue, is_soon
from torg.enquiries.queries.story import (
    NEWEST,
    ContactView,
    EventView,
    PromiseView,
    also_units,
    contacts_of,
    events_of,
    phone_of,
    promises_of,
    question_of,
    route_of,
)
from torg.enquiries.reply import Way, chosen_reply, way_of
from torg.people.queries import PersonFacts, addresses_of, hidden_among, person_by_id, staff_names, units
from torg.strategy.replies import Reply
from torg.strategy.routing import Route, why_in_words

EVENTS_A_CONTACT = 3  # as a rule there are fewer: it was added, its receipt was held back, it was read


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    """Everything about one enquiry, for the desk, with the repeats joined to it in one line of time.

    ``handover`` is the open offer. ``joined_to`` is the (number, number as said) of the enquiry that holds its answer.
    ``seen_by`` are the units that see it: the owner, those also addressed, the one it is offered to. ``outside_field``
    is that the unit's field of work is another than the enquiry's, where the strategy wants units to keep to their own.
    ``contacts`` and ``events`` are the newest; those before ``contacts_from`` and ``events_from`` were not read (None:
    there are none before). ``question`` is what came in first. ``calls_to`` is the phone number the sender gave beside
    an address, "" when none.
    """

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
    handover: HandoverView | None
    handovers: tuple[HandoverView, ...]
    takeovers: int
    pause: PauseView | None
    joined_to: tuple[int, str] | None
    joined: tuple[JoinedView, ...]
    also_units: tuple[str, ...]
    likely_repeats: tuple[RepeatView, ...]
    other_open: tuple[OtherView, ...]
    interim_due: InterimView | None
    listed_as: str
    replied_at: datetime | None
    repeats: int
    seen_by: tuple[int, ...]
    outside_field: bool
    question: ContactView | None = None
    calls_to: str = ""
    contacts_from: datetime | None = None
    events_from: datetime | None = None
    service_id: int | None = None
    field: str = ""

    @property
    def call(self) -> PromiseView | None:
        """The call that the sender is owed, the earliest; None when none is."""
        owed = (one for one in self.promises if one.what == CALL and one.state in UNSETTLED)
        return min(owed, key=lambda one: one.due_by, default=None)

    @property
    def call_tries(self) -> tuple[datetime, ...]:
        """When somebody has called in vain since the call that is owed was promised."""
        since = self.call.made_at if self.call else None
        return tuple(one.at for one in self.events if since and one.kind == "call_tried" and one.at >= since)

    @property
    def last_contact(self) -> int:
        """The id of the newest contact, by which an action knows what its doer has seen; 0 when there is none."""
        return max((contact.id for contact in self.contacts), default=0)

    def routed_because(self, language: str) -> str:
        """Why the unit that has it has it, in a language."""
        return why_in_words(self.route, language, unit_name=self.unit_name)

    @property
    def nth_unit(self) -> int:
        """Which unit in a row has it: 1 when it never changed hands, 3 for the third unit."""
        return self.takeovers + 1


def enquiry_page(number: int, *, now: datetime, newest: int = NEWEST) -> EnquiryPage | None:
    """Everything about the enquiry with this number, with its ``newest`` contacts; None when there is none."""
    e = Enquiry.objects.select_related("joined_to").filter(number=number).first()
    if e is None:
        return None
    names, around = staff_names(), units()
    unit = around.by_id.get(e.unit_id)
    joined = joined_of(e)
    numbers = {one.id: one.number for one in joined}
    handovers = handovers_of(e, names)
    # One more than wanted is asked for, which tells whether there are more.
    contacts = contacts_of(e, names, numbers, newest=newest + 1)
    events = events_of(e, names, numbers, newest=EVENTS_A_CONTACT * newest + 1)
    person, under = person_by_id(e.person_id), in_force(now)
    goes, goes_safely = (reached_at(e.pk, person.id, sensitive=is_so) for is_so in (e.sensitive, True))
    reply = chosen_reply(e, person, under=under, sensitive=e.sensitive)
    safe_reply = chosen_reply(e, person, under=under, sensitive=True)
    page = EnquiryPage(
        id=e.pk, number=e.number, number_said=said(e.number), subject=e.subject, status=e.status, channel=e.channel,
        purpose=e.purpose, language=e.language, sensitive=e.sensitive, token=e.token, unit_id=e.unit_id,
        unit_name=unit.name if unit else "", handler_id=e.handler_id, handler_name=names.get(e.handler_id or 0, ""),
        person=person, addresses=tuple(addresses_of(person.id)), opened_at=e.opened_at, closed_at=e.closed_at,
        due_by=e.due_by, is_overdue=is_overdue(e, now), is_soon=is_soon(e, now), route=route_of(e),
        contacts=contacts, promises=promises_of(e, numbers), events=events,
        question=question_of(e, contacts, names, numbers), calls_to=phone_of(e, numbers),
        contacts_from=contacts[0].at if len(contacts) > newest else None,
        events_from=events[0].at if len(events) > EVENTS_A_CONTACT * newest else None,
        reply=reply, way=way_of(reply, goes, sensitive=e.sensitive),
        way_if_sensitive=way_of(safe_reply, goes_safely, sensitive=True),
        handover=next((one for one in handovers if one.state == "offered"), None), handovers=handovers,
        takeovers=e.takeovers, pause=pause_of(e, names),
        joined_to=(e.joined_to.number, said(e.joined_to.number)) if e.joined_to else None, joined=joined,
        also_units=also_units(e), likely_repeats=likely_repeats(e, under=under), other_open=other_open(e),
        interim_due=interim_due(e, under=under, now=now), listed_as=e.listed_as, replied_at=e.replied_at,
        repeats=e.repeats, seen_by=seen_by(e),
        outside_field=under.strategy.rules.handover.only_own_field and is_outside(e.field, unit),
        service_id=e.service_id, field=e.field,
    )  # fmt: skip
    hidden = _hidden(person, joined)
    return without_addresses(page, hidden=hidden) if hidden else page


def _hidden(person: PersonFacts, joined: Sequence[JoinedView]) -> set[str]:
    """Whose addresses are hidden, of the sender and of those whose enquiries are joined (see ``without_addresses``)."""
    protected = hidden_among({one.person_id for one in joined}) if joined else frozenset[int]()
    return {one.number_said for one in joined if one.person_id in protected} | ({OWN} if person.hidden else set())
