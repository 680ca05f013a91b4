"""Which channel to choose now, and which then: the one function behind every face that leads somebody on (ALB-01).

It builds on what is offered (strategy.offers): nothing that the strategy does not offer is ever advised (ALB-16). What
it adds is the service and the person: whether there is self-service, whether the law demands it, or that one comes in
person, and whether the digital ways are open to the one who asks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from torg.strategy import defaults
from torg.strategy.advice_notes import more_reasons, notes
from torg.strategy.advice_order import INFORMATION, TRANSACTION, Placed, Reason, Situation, placed
from torg.strategy.calendars import Calendar
from torg.strategy.deadlines import due_by
from torg.strategy.model import Channel, Span, Strategy
from torg.strategy.offers import offered
from torg.strategy.promises import Promised, promise
from torg.strategy.uses import may_be_used_for

INTERACTION = "interaction"
_ALSO_PROMISED = {"phone": ("pick_up", "callback"), "meeting": ("meeting",), "visit": ("visit",), "video": ("meeting",)}


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What advice needs to know of a service; all left out is "no service in particular".

    ``has_self_service`` None is "not known"; ``self_service_mobile`` and ``sign_in`` tell whether it works well on a
    phone and whether it asks for a digital ID. ``mandatory`` is that the law wants it done digitally; ``in_person`` is
    the law that demands that one comes, "" when none does. ``target`` is how long we want to take to decide, ``limit``
    how long ``limit_law`` allows.
    """

    purpose: str = ""
    field: str = ""
    unit: str = ""
    has_self_service: bool | None = None
    self_service_mobile: bool | None = None
    sign_in: bool = True
    mandatory: bool = False
    in_person: str = ""
    has_form: bool = False
    has_paper: bool = False
    target: Span | None = None
    limit: Span | None = None
    limit_law: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What somebody has told of themselves; all left out is anybody. ``audience`` is a word of the vocabulary.

    ``exempt`` counts for nothing where somebody acts for a business: businesses are never exempt (ALB-03).
    """

    exempt: bool = False
    business: bool = False
    language: str = ""
    no_digital_id: bool = False
    audience: str = ""

    @property
    def is_business(self) -> bool:
        """Whether they ask for a business."""
        return self.business or self.audience == "business"


@dataclass(frozen=True, slots=True)
class Help:
    """Help that there is in a channel: ``kind`` is place, booking, drop_in, number, paper or form.

    ``key`` is a key of the strategy's places, a word of ``vocabulary.BOOKINGS``, or the number itself.
    """

    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Advised:
    """One channel in its place: whether it is open, what to expect, the help there is, and why it stands there.

    ``open`` is None where nobody said any hours. ``answer`` is the answer promise for somebody who asks now; ``also``
    are other promises of the channel (a call picked up, a call back, a meeting). ``only_guides``, ``unwanted`` and
    ``is_self_service`` as in ``advice_order.Placed``.
    """

    channel: Channel
    place: int
    open: bool | None
    opens_at: datetime | None
    closes_at: datetime | None
    answer: Promised | None
    also: tuple[Promised, ...]
    help: tuple[Help, ...]
    why: tuple[Reason, ...]
    only_guides: bool
    unwanted: bool
    is_self_service: bool


@dataclass(frozen=True, slots=True)
class Processing:
    """How long it takes to decide when it is sent now: what we aim for, and what the law allows."""

    target: Span | None
    target_by: datetime | None
    limit: Span | None
    limit_by: datetime | None
    law: str


@dataclass(frozen=True, slots=True)
class Advice:
    """The channels, best first, each at most once; ``notes`` are what holds for all of them, as codes."""

    purpose: str
    channels: tuple[Advised, ...]
    notes: tuple[Reason, ...]
    processing: Processing | None = None

    @property
    def best(self) -> Advised | None:
        """The channel to choose; None when the strategy offers none."""
        return self.channels[0] if self.channels else None

    @property
    def best_open(self) -> Advised | None:
        """The first channel that is open just now and where one gets on at once, of those that are not unwanted."""
        at_once = (*defaults.SELF_HELP_KINDS, *defaults.TALKING_KINDS)
        found = (one for one in self.channels if one.open and not one.unwanted and one.channel.kind in at_once)
        return next(found, None)


def advise(
    strategy: Strategy,
    calendar: Calendar,
    *,
    at: datetime,
    service: ServiceFacts | None = None,
    purpose: str = "",
    person: PersonFacts | None = None,
) -> Advice:
    """Return the channels for a service, a purpose and a person at a moment, best first.

    The strategy's own order (a unit's or field's, the channel table, the overall one) stands, and gives way, each to
    the next: to the cheapest channel where self-service is not possible (DRA-16), to self-service that does the whole
    thing (HAL-13), to help for those who have no digital ID or are exempt (ALB-06, DRA-15), to self-service where the
    law demands it (ALB-03), to a visit where the law demands that. ``purpose`` is the service's when it is not said,
    else interaction.
    """
    service, person = service or ServiceFacts(), person or PersonFacts()
    wanted = {
        "purpose": purpose or service.purpose or INTERACTION,
        "audience": person.audience or ("business" if person.business else ""),
        "field": service.field,
        "unit": service.unit,
    }
    offers = offered(strategy, calendar, at=at, **wanted)
    kinds = {offer.channel.kind for offer in offers}
    does = wanted["purpose"] != INFORMATION and purpose in ("", service.purpose, TRANSACTION)
    now = _situation(strategy, calendar.local(at).date(), service, person, kinds, wanted, does=does)
    rows = placed(offers, now)
    return Advice(
        purpose=now.purpose,
        channels=tuple(_advised(one, place, rows, at, now, service) for place, one in enumerate(rows, start=1)),
        notes=notes(now, rows),
        processing=_processing(calendar, at, service),
    )


def _situation(
    strategy: Strategy,
    day: date,
    service: ServiceFacts,
    person: PersonFacts,
    kinds: Collection[str],
    wanted: Mapping[str, str],
    *,
    does: bool,
) -> Situation:
    """What counts of all that is known; what the law wants done digitally has self-service, or could not be done.

    ``does`` is that the service itself is wanted: the law says nothing of how one asks about it.
    """
    self_service = service.has_self_service
    if service.mandatory and self_service is None:
        self_service = True
    kind = "web" if self_service and "self_service" not in kinds else "self_service"
    return Situation(
        strategy=strategy,
        day=day,
        **wanted,
        self_service=self_service,
        self_service_kind=kind,
        has_form=service.has_form,
        mandatory=does and service.mandatory and bool(self_service) and kind in kinds,
        in_person=service.in_person if does else "",
        business=person.is_business,
        exempt=person.exempt and not person.is_business,
        without_id=person.no_digital_id and service.sign_in,
        says_exempt=person.exempt,
        says_no_id=person.no_digital_id,
        language=person.language,
        works_on_a_phone=service.self_service_mobile,
    )


def _advised(
    one: Placed,
    place: int,
    rows: tuple[Placed, ...],
    at: datetime,
    now: Situation,
    service: ServiceFacts,
) -> Advised:
    offer = one.offer
    return Advised(
        channel=offer.channel,
        place=place,
        open=offer.open,
        opens_at=offer.opens_at,
        closes_at=offer.closes_at,
        answer=_answer(one, at, now),
        also=_also(offer.channel, at, now),
        help=_help(offer.channel, now, service),
        why=(*one.why, *more_reasons(one, place, rows, now)),
        only_guides=one.only_guides,
        unwanted=one.unwanted,
        is_self_service=one.is_self_service,
    )


# -- what to expect ---------------------------------------------------------------------------------------------------
def _answer(one: Placed, at: datetime, now: Situation) -> Promised | None:
    """The answer promise. What is decided under law is none of Torg's defaults, and no promise that excludes it."""
    offer = one.offer
    if now.purpose != TRANSACTION or one.only_guides:
        return offer.promised
    if not may_be_used_for(offer.channel, "applications"):
        return None
    found = _promise("answer", offer.channel, at, now, use="casework")
    return None if found is None or found.is_default else found


def _also(channel: Channel, at: datetime, now: Situation) -> tuple[Promised, ...]:
    found = (_promise(what, channel, at, now) for what in _ALSO_PROMISED.get(channel.kind, ()))
    return tuple(one for one in found if one is not None)


def _promise(what: str, channel: Channel, at: datetime, now: Situation, use: str = "dialogue") -> Promised | None:
    return promise(
        now.strategy, what=what, channel=channel.key, at=at, purpose=now.purpose, field=now.field,
        audience=now.audience, use=use,
    )  # fmt: skip


def _processing(calendar: Calendar, at: datetime, service: ServiceFacts) -> Processing | None:
    if service.target is None and service.limit is None:
        return None
    return Processing(
        target=service.target,
        target_by=due_by(calendar, service.target, at) if service.target else None,
        limit=service.limit,
        limit_by=due_by(calendar, service.limit, at) if service.limit else None,
        law=service.limit_law,
    )


# -- the help there is ------------------------------------------------------------------------------------------------
def _help(channel: Channel, now: Situation, service: ServiceFacts) -> tuple[Help, ...]:
    told = [Help("place", key) for key in channel.places]
    if channel.drop_in:
        told.append(Help("drop_in"))
    if channel.booking:
        told.append(Help("booking", channel.booking))
    if channel.number:
        told.append(Help("number", channel.number))
    if channel.kind == "letter" and service.has_paper:
        told.append(Help("paper"))
    if channel.kind == "web" and service.has_form and now.purpose == TRANSACTION:
        told.append(Help("form"))
    return tuple(told)
