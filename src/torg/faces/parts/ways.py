"""The channels that the strategy offers now, as cards: how, whether it is open, and when to expect an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from torg.editions.queries import InForce
from torg.strategy.defaults import ALWAYS_OPEN_KINDS, ONE_WAY_KINDS, WRITTEN_KINDS
from torg.strategy.model import Channel
from torg.strategy.offers import Offer, offered

DIALOGUE = "interaction"


@dataclass(frozen=True, slots=True)
class Place:
    """A place to come to, with its opening hours as the strategy keys them."""

    name: str
    hours: str


@dataclass(frozen=True, slots=True)
class Way:
    """One channel as a person sees it. ``link`` is "" where there is nothing to press; ``answer_by`` is a promise."""

    kind: str
    name: str
    says: str
    shown: str
    link: str
    places: tuple[Place, ...]
    booking: str
    has_hours: bool
    is_open: bool | None
    opens_at: datetime | None
    closes_at: datetime | None
    answer_by: datetime | None
    is_unwanted: bool


def ways(found: InForce, now: datetime, *, purpose: str = DIALOGUE) -> tuple[Way, ...]:
    """Every channel offered now for a purpose, in the strategy's order, the unwanted ones last."""
    offers = offered(found.strategy, found.calendar, at=now, purpose=purpose)
    return tuple(_way(found, offer) for offer in offers if offer.channel.kind not in ONE_WAY_KINDS)


def _way(found: InForce, offer: Offer) -> Way:
    channel = offer.channel
    shown, link = _address(channel)
    promised = offer.promised
    worth_saying = promised is not None and not (promised.is_default and channel.kind not in WRITTEN_KINDS)
    places = (found.strategy.places[key] for key in channel.places if key in found.strategy.places)
    return Way(
        kind=channel.kind,
        name=channel.name,
        says=channel.says,
        shown=shown,
        link=link,
        places=tuple(Place(place.name, place.hours) for place in places),
        booking=channel.booking,
        has_hours=channel.hours != "always" and channel.kind not in ALWAYS_OPEN_KINDS,
        is_open=offer.open,
        opens_at=offer.opens_at,
        closes_at=offer.closes_at,
        answer_by=promised.due_by if promised is not None and worth_saying else None,
        is_unwanted=offer.unwanted,
    )


def _address(channel: Channel) -> tuple[str, str]:
    """What is shown of a channel's address, and the link it makes."""
    if channel.kind in ("phone", "sms") and channel.number:
        digits = "".join(c for c in channel.number if c.isdigit() or c == "+")
        return channel.number, f"{'tel' if channel.kind == 'phone' else 'sms'}:{digits}"
    if channel.kind == "email" and channel.address:
        return channel.address, f"mailto:{channel.address}"
    if channel.address and " " not in channel.address and "." in channel.address and channel.kind != "letter":
        return channel.address, channel.address if "://" in channel.address else f"https://{channel.address}"
    return channel.address or channel.number, ""
