"""In which order channels are advised in a situation, and why each stands where it stands (DRA-16, ALB-01, ALB-06)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from torg.strategy import defaults
from torg.strategy.model import Channel, Cost, Strategy
from torg.strategy.offers import Offer, successors_of
from torg.strategy.uses import is_way_in, may_be_used_for

TRANSACTION = "transaction"
INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as a code, with the facts its sentence needs; ``says`` puts it into words (strategy.advice_words)."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides the order. ``self_service`` is None where it is about no service in particular.

    ``self_service_kind`` is "web" where the service has self-service and the strategy offers no channel of that kind:
    then it is on the web site. ``exempt`` never holds for a business. ``without_id`` is that a digital ID is asked for
    and the person has none. ``mandatory`` is that the law wants it done digitally, and that it can be. ``says_exempt``
    and ``says_no_id`` are what the person told, whether it counts here or not.
    """

    strategy: Strategy
    day: date
    purpose: str
    audience: str = ""
    field: str = ""
    unit: str = ""
    self_service: bool | None = None
    self_service_kind: str = "self_service"
    has_form: bool = False
    mandatory: bool = False
    in_person: str = ""
    business: bool = False
    exempt: bool = False
    without_id: bool = False
    says_exempt: bool = False
    says_no_id: bool = False
    language: str = ""
    works_on_a_phone: bool | None = None

    @property
    def led_to_help(self) -> bool:
        """Whether the digital ways are closed to the person, or need not be used."""
        return self.exempt or (self.without_id and not self.must_be_digital)

    @property
    def must_be_digital(self) -> bool:
        """Whether the law leaves no other way: it never does to those who are exempt, or who still can be."""
        return self.mandatory and not self.exempt and (self.business or not self.without_id)


@dataclass(frozen=True, slots=True)
class Placed:
    """A channel in its place, and why there; the reasons that weigh most come first.

    ``only_guides`` is that one gets help there, and does the thing itself elsewhere. ``unwanted`` is that the
    municipality would rather see another channel used, by somebody in this situation. ``is_self_service`` is that one
    does it all oneself there.
    """

    offer: Offer
    why: tuple[Reason, ...]
    is_self_service: bool
    only_guides: bool
    unwanted: bool


def placed(offers: Sequence[Offer], now: Situation) -> tuple[Placed, ...]:
    """Leave out what does not suit, and put what suits best first; each step outweighs the ones before it."""
    ordered = [offer for offer in offers if _suits(offer, offers, now)]
    why = {offer.channel.key: [_standing(offer, now)] for offer in ordered}
    for step in (_cheapest_first, _self_service_first, _help_first, _digital_first, _in_person_first):
        ordered = step(ordered, now, why)
    return tuple(
        Placed(
            offer=offer,
            why=tuple(why[offer.channel.key]),
            is_self_service=_is_self_service(offer.channel, now),
            only_guides=_only_guides(offer.channel, now),
            unwanted=any(reason.code == "unwanted" for reason in why[offer.channel.key]),
        )
        for offer in ordered
    )


_Why = dict[str, list[Reason]]


# -- what suits -------------------------------------------------------------------------------------------------------
def _suits(offer: Offer, offers: Sequence[Offer], now: Situation) -> bool:
    channel = offer.channel
    if not is_way_in(channel) and not (now.purpose == INFORMATION and offer.rank is not None):
        return False
    if now.purpose == TRANSACTION and not may_be_used_for(channel, "casework") and channel.kind == "social":
        return False
    if channel.kind == "self_service" and now.self_service is False:
        return False
    if channel.kind == "assisted" and now.self_service is False and not now.has_form:
        return False
    if channel.kind in defaults.BEHIND_ID_KINDS and (now.exempt or now.without_id):
        return False
    if channel.kind == "letter" and now.mandatory and not now.exempt:
        return False
    return not _is_for_something_else(channel, offers, now)


def _is_for_something_else(channel: Channel, offers: Sequence[Offer], now: Situation) -> bool:
    """A channel of its own for complaints is for complaints, where another of its kind is for the rest (KON-11)."""
    table = now.strategy.purposes
    named_for = [key for key, purpose in table.items() if any(channel.key in keys for keys in purpose.ranks.values())]
    if not named_for or now.purpose in table:
        return False
    bound = {key for purpose in table.values() for keys in purpose.ranks.values() for key in keys}
    return any(other.channel.kind == channel.kind and other.channel.key not in bound for other in offers)


def _only_guides(channel: Channel, now: Situation) -> bool:
    """Whether the thing itself is done elsewhere: said by the channel's uses, or because it must be done digitally."""
    if now.purpose != TRANSACTION:
        return False
    appears = bool(now.in_person) and channel.kind in ("visit", "meeting")
    if now.must_be_digital and not (appears or channel.kind == "assisted" or _is_self_service(channel, now)):
        return True
    return not (may_be_used_for(channel, "applications") or may_be_used_for(channel, "casework"))


# -- the strategy's own order -----------------------------------------------------------------------------------------
def own_order(now: Situation) -> tuple[tuple[str, ...], str, str]:
    """The order of the unit or field, its name and the reason given; an empty order where there is none."""
    unit, of_field = now.strategy.units.get(now.unit), now.strategy.fields.get(now.field)
    if unit is not None and unit.order:
        return unit.order, unit.name, unit.because
    if of_field is not None and of_field.order:
        return of_field.order, of_field.name, of_field.because
    return (), "", ""


def _standing(offer: Offer, now: Situation) -> Reason:
    """Why the channel stands where the strategy alone puts it."""
    key = offer.channel.key
    order, name, because = own_order(now)
    if key in order:
        return Reason("own_order", {"name": name, "because": because})
    successors = successors_of(now.strategy, offer.channel, now.day, audience=now.audience)
    if successors:
        return Reason("succeeded", {"by": successors[0]})
    if offer.rank is not None:
        return Reason(offer.rank.value, {"purpose": now.purpose})
    if key in now.strategy.order:
        return Reason("order_first" if key == now.strategy.order[0] else "order")
    return Reason("usual")


# -- the steps --------------------------------------------------------------------------------------------------------
def _cheapest_first(offers: list[Offer], now: Situation, why: _Why) -> list[Offer]:
    """Where self-service is not possible, the cheapest of the other suitable channels goes first (DRA-16)."""
    possible = now.self_service is not False and any(_is_self_service(offer.channel, now) for offer in offers)
    if now.purpose != TRANSACTION or possible or own_order(now)[0]:
        return offers
    suitable = [offer for offer in offers if not offer.unwanted]
    cheap = _by_cost(now.strategy, suitable)
    if not cheap:
        return offers
    why[cheap[0].channel.key].insert(0, Reason("cheapest", {"channel": cheap[0].channel.key}))
    in_order = iter(cheap)
    swapped = [next(in_order) if offer in cheap else offer for offer in offers]
    return _to_front(swapped, lambda offer: offer is cheap[0])


def _by_cost(strategy: Strategy, offers: Iterable[Offer]) -> list[Offer]:
    """The channels of which a cost is stated, the cheapest first."""
    costs = [(cost.amount, offer) for offer in offers if (cost := cost_of(strategy, offer.channel)) is not None]
    return [offer for _amount, offer in sorted(costs, key=_amount_of)]


def _amount_of(one: tuple[Decimal, Offer]) -> Decimal:
    return one[0]


def cost_of(strategy: Strategy, channel: Channel) -> Cost | None:
    """What a contact in a channel costs, by its key or else by its kind."""
    costs = strategy.costs.values()
    by_key = next((cost for cost in costs if channel.key in cost.channels), None)
    return by_key or next((cost for cost in costs if channel.kind in cost.channels), None)


def _self_service_first(offers: list[Offer], now: Situation, why: _Why) -> list[Offer]:
    """All who can serve themselves do (HAL-13): what does the whole thing goes before what tells about it."""
    if now.purpose != TRANSACTION or not now.self_service or now.in_person or own_order(now)[0]:
        return offers

    def is_wanted(offer: Offer) -> bool:
        return _is_self_service(offer.channel, now) and not offer.unwanted

    return _first(offers, why, is_wanted, Reason("does_it_all"))


def _help_first(offers: list[Offer], now: Situation, why: _Why) -> list[Offer]:
    """Who cannot or need not use the digital ways is led to people first, and to self-service with help (ALB-06)."""
    if not now.led_to_help:
        return offers
    why_help = Reason("exempt" if now.exempt else "without_id")
    for offer in offers:
        reasons = why[offer.channel.key]
        if offer.channel.kind in defaults.UNDIGITAL_KINDS:
            reasons[:] = [why_help, *(reason for reason in reasons if reason.code != "unwanted")]
        elif _is_self_service(offer.channel, now):
            reasons[:] = [Reason("with_help")]
    return sorted(offers, key=lambda offer: _distance(offer, now))


def _distance(offer: Offer, now: Situation) -> int:
    """How far down a channel goes for somebody who is led to help; equals stay in the strategy's order."""
    kind = offer.channel.kind
    # A question can be asked on the web without an ID: then only what is behind one goes down.
    talks_only = now.purpose != TRANSACTION and not now.exempt
    if kind in defaults.UNDIGITAL_KINDS:
        if now.purpose == TRANSACTION and helps_with_the_digital(now.strategy, offer.channel):
            return 0
        return 2 if offer.unwanted else 1
    if _is_self_service(offer.channel, now):
        return 4
    if talks_only and not offer.unwanted:
        return 1
    return 5 if offer.unwanted else 3


def helps_with_the_digital(strategy: Strategy, channel: Channel) -> bool:
    """Whether somebody there helps with digital self-service, or with applying in another way (ALB-02, HAL-09)."""
    if channel.kind == "assisted":
        return True
    offers = {word for key in channel.places for word in strategy.places[key].offers}
    return not offers.isdisjoint(defaults.HELPING_OFFERS)


def _digital_first(offers: list[Offer], now: Situation, why: _Why) -> list[Offer]:
    """What the law wants done digitally is done so, by all who are not exempt; businesses never are (ALB-03)."""
    if not now.must_be_digital:
        return offers
    code = "mandatory_business" if now.business else "mandatory"
    return _first(offers, why, lambda offer: _is_self_service(offer.channel, now), Reason(code))


def _in_person_first(offers: list[Offer], now: Situation, why: _Why) -> list[Offer]:
    """Where the law demands that one comes in person, the visit goes first, and the booked one before others."""
    if not now.in_person:
        return offers

    def is_visit(offer: Offer) -> bool:
        return offer.channel.kind in ("visit", "meeting") and not _only_guides(offer.channel, now)

    for offer in offers:
        if is_visit(offer):
            reasons = why[offer.channel.key]
            reasons[:] = [reason for reason in reasons if reason.code != "unwanted"]
    first = _first(offers, why, is_visit, Reason("in_person", {"law": now.in_person}))
    return _to_front(first, lambda offer: is_visit(offer) and bool(offer.channel.booking))


def _is_self_service(channel: Channel, now: Situation) -> bool:
    return channel.kind == now.self_service_kind


def _first(offers: list[Offer], why: _Why, chosen: Callable[[Offer], bool], reason: Reason) -> list[Offer]:
    """Put the chosen ones first, for a reason that then weighs most."""
    for offer in offers:
        if chosen(offer):
            why[offer.channel.key].insert(0, reason)
    return _to_front(offers, chosen)


def _to_front(offers: list[Offer], chosen: Callable[[Offer], bool]) -> list[Offer]:
    return sorted(offers, key=lambda offer: not chosen(offer))
