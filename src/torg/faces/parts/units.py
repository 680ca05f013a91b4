"""A unit as citizens see it: who leads it, when it is open, its number and its chat (KON-13, HAL-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache

from torg.catalogue.queries.pages import Card
from torg.editions.queries import InForce
from torg.faces.parts.hours import in_words
from torg.faces.parts.sections import page_path
from torg.people.queries import UnitFacts
from torg.strategy.calendars import Calendar
from torg.strategy.model import Channel, Hours, Interval
from torg.strategy.offers import is_offered
from torg.strategy.opening import ALWAYS, OpenHours

CHATS = ("chat", "chatbot")
OWN = "(own)"


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat that the strategy offers: what it is called, where it is ("" = on these pages), when it is open."""

    name: str
    link: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitShown:
    """How to reach a unit. ``hours`` are lines, () where none are decided; ``chat`` None where none is offered.

    ``is_open`` is None where no hours are decided; ``url`` leads to the unit's own page, "" where it has none.
    """

    key: str
    name: str
    url: str
    manager: str
    manager_title: str
    phone: str
    email: str
    address: str
    hours: tuple[str, ...]
    is_open: bool | None
    opens_at: datetime | None
    chat: Chat | None
    topic: str


def unit_shown(unit: UnitFacts, card: Card | None, found: InForce, code: str, now: datetime) -> UnitShown:
    """A unit with what its page says, else what is known of it, else what holds for its field or for all."""
    strategy = found.strategy
    said = card.facts if card else {}
    field = strategy.fields.get(unit.field)
    hours = _hours(found, unit, str(said.get("hours", "")))
    opening = _opening(found.calendar, hours, unit.own_hours) if hours else None
    is_open = opening.is_open(now) if opening else None
    return UnitShown(
        key=unit.key,
        name=card.title if card else unit.name,
        url=page_path("unit", card.slug) if card and card.slug else "",
        manager=str(said.get("manager", "")),
        manager_title=str(said.get("manager_title", "")),
        phone=str(said.get("phone") or unit.phone or (field.phone if field else "") or _main_phone(found)),
        email=str(said.get("email") or unit.email),
        address=str(said.get("address") or unit.place or strategy.municipality.address),
        hours=in_words(hours, code) if hours else (),
        is_open=is_open,
        opens_at=opening.opens_at(now) if opening and not is_open else None,
        chat=chat_of(found, code, now),
        topic=f"unit:{unit.key}",
    )


def _opening(calendar: Calendar, hours: Hours, own: tuple[tuple[int, str, str], ...]) -> OpenHours:
    return calendar.hours(hours.key) if hours.key != OWN else _compiled(calendar, own)


@lru_cache(maxsize=256)
def _compiled(calendar: Calendar, own: tuple[tuple[int, str, str], ...]) -> OpenHours:
    return calendar.opening(own_hours(own))


def chat_of(found: InForce, code: str, now: datetime) -> Chat | None:
    """The chat that is offered now: one with people before one without."""
    day = found.calendar.local(now).date()
    there = [c for c in found.strategy.channels.values() if c.kind in CHATS and is_offered(c, day)]
    if not there:
        return None
    chosen = min(there, key=lambda channel: CHATS.index(channel.kind))
    hours = ALWAYS if chosen.hours == "always" else found.strategy.hours.get(chosen.hours)
    return Chat(chosen.name, _link(chosen), in_words(hours, code) if hours else ())


def _link(channel: Channel) -> str:
    return channel.address if channel.address.startswith("https://") else ""


def _hours(found: InForce, unit: UnitFacts, said: str) -> Hours | None:
    strategy = found.strategy
    if said in strategy.hours:
        return strategy.hours[said]
    if unit.own_hours:
        return own_hours(unit.own_hours)
    field = strategy.fields.get(unit.field)
    for key in (unit.hours, field.hours if field else ""):
        if key in strategy.hours:
            return strategy.hours[key]
    phones = [c.hours for c in strategy.channels.values() if c.kind == "phone" and c.offered and c.hours]
    return next((strategy.hours[key] for key in phones if key in strategy.hours), None)


def own_hours(said: tuple[tuple[int, str, str], ...]) -> Hours:
    """Hours that are said by weekday (0 = Monday), beginning and end."""
    week: dict[int, tuple[Interval, ...]] = {}
    for day, start, end in said:
        week[day] = (*week.get(day, ()), Interval(time.fromisoformat(start), time.fromisoformat(end)))
    return Hours(key=OWN, week=week)


def _main_phone(found: InForce) -> str:
    phones = [c.number for c in found.strategy.channels.values() if c.kind == "phone" and c.offered and c.number]
    return found.strategy.municipality.phone or next(iter(phones), "")
