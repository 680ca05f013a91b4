"""The channels that are advised now, as cards: how, whether it is open, when to expect an answer, and why there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from torg.editions.queries import InForce
from torg.faces.parts.templatetags.torg import language
from torg.strategy.advice import INTERACTION, Advised, ServiceFacts, advise
from torg.strategy.advice_words import Adviser
from torg.strategy.defaults import ALWAYS_OPEN_KINDS
from torg.strategy.model import Channel


@dataclass(frozen=True, slots=True)
class Place:
    """A place to come to, with its opening hours as the strategy keys them; ``told`` is both in words."""

    name: str
    hours: str
    told: str


@dataclass(frozen=True, slots=True)
class Way:
    """One channel as a person sees it. ``link`` is "" where there is nothing to press; ``answer_by`` is a promise.

    ``why`` are the reasons for its place, ``promised`` the promises in words, ``help`` what there is of help.
    ``starts`` is that the link leads to where one does it all oneself.
    """

    key: str
    kind: str
    name: str
    says: str
    shown: str
    link: str
    starts: bool
    places: tuple[Place, ...]
    booking: str
    help: tuple[str, ...]
    has_hours: bool
    is_open: bool | None
    opens_at: datetime | None
    closes_at: datetime | None
    answer_by: datetime | None
    promised: tuple[str, ...]
    why: tuple[str, ...]
    only_guides: bool
    is_unwanted: bool


def ways(found: InForce, now: datetime, *, purpose: str = INTERACTION) -> tuple[Way, ...]:
    """Every channel offered now for a purpose, as anybody is advised: best first, the unwanted ones last."""
    advice = advise(found.strategy, found.calendar, at=now, service=ServiceFacts(purpose=purpose))
    adviser = Adviser(found.strategy, language())
    return tuple(way_of(advised, adviser) for advised in advice.channels)


def way_of(advised: Advised, adviser: Adviser, links: Mapping[str, str] | None = None) -> Way:
    """One advised channel as a card. ``links`` leads from a kind of channel to where a service is found in it."""
    channel, strategy = advised.channel, adviser.strategy
    shown, link = _address(channel)
    own = (links or {}).get("self_service" if advised.is_self_service else channel.kind, "")
    promised = [one for one in (advised.answer, *advised.also) if one is not None]
    helped = [one for one in advised.help if one.kind in ("drop_in", "paper", "form")]
    return Way(
        key=channel.key,
        kind=channel.kind,
        name=adviser.name(advised),
        says=channel.says,
        shown=shown,
        link=own or link,
        starts=bool(own) and advised.is_self_service,
        places=tuple(
            Place(strategy.places[one.key].name, strategy.places[one.key].hours, adviser.help(one))
            for one in advised.help
            if one.kind == "place"
        ),
        booking=channel.booking,
        help=tuple(adviser.help(one) for one in helped),
        has_hours=channel.hours != "always" and channel.kind not in ALWAYS_OPEN_KINDS,
        is_open=advised.open,
        opens_at=advised.opens_at,
        closes_at=advised.closes_at,
        answer_by=advised.answer.due_by if advised.answer is not None else None,
        promised=tuple(adviser.promise(one) for one in promised),
        why=adviser.why(advised),
        only_guides=advised.only_guides,
        is_unwanted=advised.unwanted,
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
