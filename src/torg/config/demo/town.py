"""The demo's municipality: its units as the strategy names them, departments, services and staff."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from django.contrib.auth.hashers import make_password

from torg.catalogue.actions import set_up_service
from torg.catalogue.actions.keeping import adopt
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.files import Entry
from torg.catalogue.queries.pages import cards
from torg.config.demo.content import entries
from torg.config.demo.phrases import people, table
from torg.config.demo.place import Demo
from torg.config.templates import set_up as set_up_templates
from torg.editions.actions import draft, publish
from torg.participation.actions.opinions import say_more, say_useful
from torg.participation.actions.use import note_counted, note_search, sum_uses
from torg.people.actions import set_up_staff, set_up_unit
from torg.people.actions.presence import When, note_absence, set_duty
from torg.strategy.routing import first_line

if TYPE_CHECKING:
    from torg.people.models import Staff

WRITTEN_BEFORE, LONG_BEFORE = timedelta(days=200), timedelta(days=400)
OFFICE = tuple((day, "09:00", "15:00") for day in range(5))
"""When the units are open where the strategy gives no hours at all."""
ONE_IN = 11  # so many pages, and one of them was written long ago: its owner should look at it again
MANY = 1000  # pages that a demo has at most


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit to be made; ``addresses`` are the e-mail addresses that are routed to it."""

    key: str
    name: str
    field: str
    phone: str
    addresses: tuple[str, ...]
    front_line: bool = False
    parent: str = ""
    line: str = "second"
    hours: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """A service to be made; ``unit`` is the key of the unit that answers for it."""

    key: str
    titles: Mapping[str, str]
    unit: str
    purpose: str


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """An account to be made."""

    username: str
    name: str
    role: str
    unit: str
    email: str


@dataclass(frozen=True, slots=True)
class TownPlan:
    """Everything that a municipality needs before anybody writes to it."""

    units: tuple[UnitPlan, ...]
    services: tuple[ServicePlan, ...]
    staff: tuple[StaffPlan, ...]
    password: str

    @property
    def front_line(self) -> UnitPlan:
        return next(unit for unit in self.units if unit.front_line)


@dataclass(frozen=True, slots=True)
class Town:
    """The municipality as it was made: who answers for each unit, by its key."""

    unit_keys: Mapping[int, str]
    answers_for: Mapping[str, Staff]
    front_line: Sequence[Staff]
    chief: Staff


def plan(one: Demo) -> TownPlan:
    """What the municipality of a strategy consists of."""
    said = table("town")
    units = _units(one, said)
    front = next(unit.key for unit in units if unit.front_line)
    return TownPlan(units, _services(one, said, front), _staff(one, said, units), said["staff"]["password"])


def _units(one: Demo, said: Mapping[str, Any]) -> tuple[UnitPlan, ...]:
    strategy, language = one.strategy, one.language
    dial = people(strategy.municipality.country, language).phone
    first, lines = first_line(strategy), [line.unit for line in strategy.lines.values() if line.unit]
    front = first.unit if first else said["front_line"]["key"]
    named = strategy.units[front].name if front in strategy.units else said["front_line"]["name"][language]
    shown = strategy.municipality.email
    addresses = tuple(dict.fromkeys(filter(None, (one.mail_from, shown))))
    place = next(iter(strategy.places.values()), None)
    first_hours = strategy.units[front].hours if front in strategy.units else ""
    found = [
        UnitPlan(
            front, named, "", f"{dial} {said['front_line']['phone']}", addresses, front_line=True, line="first",
            hours=first_hours if first_hours in strategy.hours else "", place=place.name if place else "",
        )
    ]  # fmt: skip
    for number, rule in enumerate(rule for rule in strategy.units.values() if rule.key != front):
        found.append(
            UnitPlan(
                rule.key, rule.name, "", f"{dial} 00 02 {number:02}", (_address(rule.name, one),),
                hours=rule.hours if rule.hours in strategy.hours else "",
            )
        )  # fmt: skip
    above = next((key for key in lines[1:] if key in strategy.units and key != front), "")
    for unit in said["units"]:
        address = (f"{unit['address'][language]}@{one.domain}",)
        name, phone = unit["name"][language], f"{dial} {unit['phone']}"
        found.append(UnitPlan(unit["key"], name, unit["key"], phone, address, parent=above))
    keys = {unit.key for unit in found}
    for number, field in enumerate(field for field in strategy.fields.values() if field.key not in keys):
        key = field.key.replace("_", "-")
        found.append(
            UnitPlan(key, field.name, field.key, f"{dial} 00 03 {number:02}", (_address(field.name, one),))
        )  # fmt: skip
    return tuple(found)


def _address(name: str, one: Demo) -> str:
    """An e-mail address made of the first word of a name: `ordforer@alver.example`."""
    word = re.split(r"[\s,]", name.lower())[0].replace("ø", "o").replace("å", "a").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]', '', plain) or 'unit'}@{one.domain}"


def _services(one: Demo, said: Mapping[str, Any], front: str) -> tuple[ServicePlan, ...]:
    promised = {purpose for rule in one.strategy.promises for purpose in rule.purposes}
    return tuple(
        ServicePlan(
            service["key"],
            service["titles"],
            service["unit"] or front,
            service.get("purpose", "") if service.get("purpose") in promised else "",
        )
        for service in said["services"]
        if service.get("only", one.strategy.municipality.country) == one.strategy.municipality.country
    )


def _staff(one: Demo, said: Mapping[str, Any], units: Sequence[UnitPlan]) -> tuple[StaffPlan, ...]:
    names = iter(people(one.strategy.municipality.country, one.language).staff)
    logins, front = said["staff"], next(unit.key for unit in units if unit.front_line)
    wanted = [(logins["front_line"], "front_line", front), (logins["second"], "front_line", front)]
    wanted += [(unit["key"], "case_worker", unit["key"]) for unit in said["units"]]
    wanted += [(logins[role], role, front) for role in ("manager", "editor", "administrator", "auditor")]
    return tuple(
        StaffPlan(username, name, role, unit, f"{username}.staff@{one.domain}")
        for (username, role, unit), name in zip(wanted, names, strict=False)
    )


# -- making it --------------------------------------------------------------------------------------------------------


def set_up(made: TownPlan, one: Demo, *, now: datetime) -> Town:
    """Publish the strategy, in force from the day of ``now``, and make units, services and staff."""
    units = {}
    for unit in made.units:
        row = set_up_unit(
            key=unit.key, name=unit.name, field=unit.field, phone=unit.phone, email=unit.addresses[0],
            front_line=unit.front_line, parent=unit.parent, addresses=unit.addresses, line=unit.line,
            hours=unit.hours, place=unit.place, own_hours=() if one.strategy.hours else OFFICE,
        )  # fmt: skip
        units[unit.key] = row.pk
    for service in made.services:
        set_up_service(
            key=service.key, titles=service.titles, unit_id=units[service.unit], purpose=service.purpose
        )  # fmt: skip
    _publish_catalogue(one, made, units, now=now)
    set_up_templates(one.strategy.municipality.languages, now=now)
    hashed = make_password(made.password)  # once, because it takes a machine half a second by intent
    staff = {
        who.username: set_up_staff(
            username=who.username, name=who.name, role=who.role, unit=who.unit, email=who.email,
            hashed=hashed, language=one.language,
        )
        for who in made.staff
    }  # fmt: skip
    chief = _chief(made, staff)
    adopt(staff[table("town")["staff"]["editor"]], by=chief, now=now - WRITTEN_BEFORE)
    for weekday in range(5):
        for who, starts, ends in zip(_front(made, staff), (time(8), time(12)), (time(12), time(15, 30)), strict=False):
            when = When(starts, ends, weekday=weekday)
            set_duty(units[made.front_line.key], staff_id=who.pk, when=when, by=chief)
    edition = draft(one.file.read_text(encoding="utf-8"), now=now, by=chief, note=f"First edition, {one.file.name}")
    publish(edition.pk, from_day=now.date(), now=now, by=chief)
    return Town(
        unit_keys={pk: key for key, pk in units.items()},
        answers_for={who.unit: staff[who.username] for who in made.staff if who.role == "case_worker"},
        front_line=_front(made, staff),
        chief=chief,
    )


def _publish_catalogue(one: Demo, made: TownPlan, units: Mapping[str, int], *, now: datetime) -> None:
    """Publishes the country's catalogue, as if it had been written some months ago."""
    front = units[made.front_line.key]
    pages = _fresh(entries(one.strategy.municipality.country), now)
    by_key = {**units, "": front, "front": front}
    old = [entry for entry in pages if crc32(entry.key.encode()) % ONE_IN == 0]
    take_in(old, by_key, by=None, now=now - LONG_BEFORE)
    take_in([entry for entry in pages if entry not in old], by_key, by=None, now=now - WRITTEN_BEFORE)
    _let_people_use_it(one, now=now)


def _let_people_use_it(one: Demo, *, now: datetime) -> None:
    """Some weeks of reading, of searching in vain and of saying what one thinks, for editors to look at."""
    said = table("town")["readers"][one.strategy.municipality.country]
    ids = {card.key: card.id for card in cards(one.language, limit=MANY) if card.kind != "block"}
    uses = _uses(list(ids), said["most_used"])
    note_counted({ids[key]: seen for key, seen in uses.items() if key in ids}, one.language, day=now.date())
    sum_uses(today=now.date())
    for words in said["searched"]:
        for _ in range(4):
            note_search(words, one.language, 0, now=now)
    for key, useful, comment in said["opinions"]:
        opinion = say_useful(key=key, useful=useful, language=one.language, now=now)
        say_more(opinion, useful=useful, comment=comment)


def _fresh(pages: Sequence[Entry], now: datetime) -> list[Entry]:
    """The pages with the news of late: the newest some days before ``now``, each a few days before the one above it."""
    news = sorted((one for one in pages if one.kind == "news"), key=lambda one: one.content.facts["on"], reverse=True)
    days = {one.key: (now - timedelta(days=3 + 6 * place)).date().isoformat() for place, one in enumerate(news)}
    return [
        replace(one, content=replace(one.content, facts={**one.content.facts, "on": days[one.key]}))
        if one.key in days
        else one
        for one in pages
    ]


def _uses(keys: Sequence[str], most_used: Sequence[str]) -> dict[str, int]:
    """How often each page was read of late: a few very much, most now and then, some hardly ever."""
    found = {key: 3 + crc32(key.encode()) % 190 for key in keys}
    return found | {key: 2400 // (place + 2) + crc32(key.encode()) % 40 for place, key in enumerate(most_used)}


def _front(made: TownPlan, staff: Mapping[str, Staff]) -> list[Staff]:
    return [staff[who.username] for who in made.staff if who.role == "front_line"]


def _chief(made: TownPlan, staff: Mapping[str, Staff]) -> Staff:
    return next(staff[who.username] for who in made.staff if who.role == "administrator")


def send_some_away(town: Town, *, now: datetime) -> None:
    """Some are away today, with and without a substitute, so that the pages about them show something."""
    workers = list(town.answers_for.values())
    morning = now.replace(hour=5, minute=0, second=0, microsecond=0)
    for away, substitute, reason, days in (
        (workers[0], workers[1], "holiday", 5),
        (workers[2], None, "course", 1),
        (workers[3], workers[0], "sick", 2),
    ):
        note_absence(
            away.pk, reason=reason, starts_at=morning, until=morning + timedelta(days=days, hours=3),
            substitute=substitute.pk if substitute else None, by=town.chief, now=now,
        )  # fmt: skip


def renew(one: Demo, *, now: datetime, today: date) -> int | None:
    """Publish the strategy's file from today when it is another than at the last start; the edition's number then."""
    edition = draft(one.file.read_text(encoding="utf-8"), now=now, note=f"{one.file.name} was changed")
    return None if edition.published_at else publish(edition.pk, from_day=today, now=now).number
