"""How we answer you: every channel with its hours and promises, the receipt, and how promises were kept (DRA-14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

from torg.editions.queries import InForce
from torg.enquiries.queries.tallies import KeptSoFar
from torg.faces.parts.hours import in_words
from torg.faces.parts.ways import Way, ways
from torg.strategy import words_of_strategy as words
from torg.strategy.defaults import RECEIPT_SAYS
from torg.strategy.model import Strategy
from torg.strategy.offers import is_offered
from torg.strategy.showing import PromiseInWords, our_promises
from torg.strategy.telling import Teller
from torg.strategy.vocabulary import RECEIPT_PARTS

PERIOD = timedelta(days=90)
_PURPOSES = ("interaction", "transaction", "complaint")


@dataclass(frozen=True, slots=True)
class ProcessingTime:
    """How long a service takes to decide: ``target`` is what we aim for, ``limit`` what ``law`` allows; "" for none."""

    title: str
    url: str
    target: str
    limit: str
    law: str


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a channel, or a place of it (``place``, "" for the channel itself), is open: a line for each run of days."""

    place: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """A channel, when it is open, and what is promised in it."""

    way: Way
    hours: tuple[OpeningHours, ...]
    promises: tuple[PromiseInWords, ...]


@dataclass(frozen=True, slots=True)
class HowWeAnswer:
    """What the page says: the channels in order, what holds in all of them, and the channels that only go out."""

    channels: tuple[Answering, ...]
    everywhere: tuple[tuple[str, tuple[PromiseInWords, ...]], ...]
    only_out: tuple[tuple[str, str], ...]
    receipt: tuple[str, ...]
    when_late: tuple[str, ...]


def how_we_answer(found: InForce, now: datetime, language: str) -> HowWeAnswer:
    """Everything about answering that the strategy in force says, in the language of the page."""
    strategy, teller = found.strategy, Teller(found.strategy, language)
    said = our_promises(strategy, language)
    advised = _every_way(found, now)
    general = [one for one in said if not one.channel]
    names = dict.fromkeys(one.channel_name for one in general)
    told = {way.key for way in advised}
    today = found.calendar.local(now).date()
    return HowWeAnswer(
        channels=tuple(
            Answering(way, _hours(strategy, way, language), tuple(one for one in said if one.channel == way.key))
            for way in advised
        ),
        everywhere=tuple((name, tuple(one for one in general if one.channel_name == name)) for name in names),
        only_out=tuple(
            (channel.kind, teller.channel_name(channel.key))
            for channel in strategy.channels.values()
            if channel.key not in told and is_offered(channel, today)
        ),
        receipt=_receipt(teller),
        when_late=_when_late(strategy, language),
    )


def _every_way(found: InForce, now: datetime) -> tuple[Way, ...]:
    """Every channel one can come through, whatever for: the order of a question first."""
    by_key: dict[str, Way] = {}
    for purpose in _PURPOSES:
        for way in ways(found, now, purpose=purpose):
            by_key.setdefault(way.key, way)
    return tuple(by_key.values())


def _hours(strategy: Strategy, way: Way, language: str) -> tuple[OpeningHours, ...]:
    own = strategy.channels[way.key].hours
    keys = [("", own)] if own else [(place.name, place.hours) for place in way.places]
    told = [OpeningHours(name, _lines(strategy, key, language)) for name, key in keys]
    return tuple(one for one in told if one.lines)


def _lines(strategy: Strategy, key: str, language: str) -> tuple[str, ...]:
    if key == "always":
        return (gettext("Round the clock"),)
    return in_words(strategy.hours[key], language) if key in strategy.hours else ()


def _receipt(teller: Teller) -> tuple[str, ...]:
    parts = dict.fromkeys((*RECEIPT_SAYS, *teller.strategy.rules.receipt_says))
    return (teller.said("receipt", parts=teller.named(RECEIPT_PARTS, parts)),)


def _when_late(strategy: Strategy, language: str) -> tuple[str, ...]:
    """What the strategy says happens then, in its own words for it; an interim answer is worth more than word alone."""
    said = dict.fromkeys(rule.when_late for rule in strategy.promises if rule.when_late)
    return tuple(words.ADDED[word][language if language in words.ADDED[word] else "en"] for word in said)


@dataclass(frozen=True, slots=True)
class KeptInChannel:
    """A line of the table: a kind of channel, a kind of promise, how many were settled and kept, and the share."""

    kind: str
    what: str
    settled: int
    kept: int
    percent: int | None


def kept_lines(found: InForce, kept: Iterable[KeptSoFar]) -> tuple[KeptInChannel, ...]:
    """The table of how promises were kept; what came in a channel of a strategy's own name is told by its kind."""
    channels = found.strategy.channels
    return tuple(
        KeptInChannel(
            channels[one.channel].kind if one.channel in channels else one.channel,
            one.what, one.settled, one.kept, one.percent,
        )
        for one in kept
    )  # fmt: skip
