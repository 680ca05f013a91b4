"""`torg units FILE`: the units, their addresses and the services they answer for, from a file the town hall keeps."""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from torg.catalogue.actions import set_up_service
from torg.config import starting
from torg.config.trouble import Trouble
from torg.editions.queries import NoStrategy, in_force
from torg.people.actions import set_up_unit
from torg.people.queries import units
from torg.strategy.positions import line_of, positions
from torg.strategy.problems import instead

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
LANGUAGES = ("nb", "nn", "da", "en")
UNIT = (
    "name", "parent", "field", "phone", "email", "front_line", "addresses", "line", "place", "hours", "words",
)  # fmt: skip
LINES = ("first", "second", "third")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BETWEEN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
SERVICE = ("unit", "title", "field", "purpose")


@dataclass
class Reading:
    """A file being read: what it holds, and every fault found so far as a sentence with its line."""

    name: str
    lines: Mapping[tuple[str | int, ...], int]
    said: Mapping[str, Any]
    faults: list[str] = field(default_factory=list)

    def fault(self, path: tuple[str | int, ...], what: str) -> None:
        self.faults.append(f"{self.name}:{line_of(self.lines, path)}, {'.'.join(map(str, path))}: {what}")

    def tables(self, section: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The named tables of a section, `[units.roads]`, without those that are no tables."""
        found = self.said.get(section, {})
        if not isinstance(found, dict):
            self.fault((section,), f"Write tables such as [{section}.roads].")
            return
        for key, table in found.items():
            if not KEY.fullmatch(key):
                self.fault((section, key), "A key has small letters, digits, - and _ only.")
            elif not isinstance(table, dict):
                self.fault((section, key), f"Write a table, [{section}.{key}], with its keys below.")
            else:
                yield key, table

    def text(self, path: tuple[str, ...], table: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            self.fault((*path, key), f'Write a text, such as {key} = "...".')
            return ""
        if needed and not value.strip():
            self.fault(path, f"{key} is missing.")
        return value.strip()


@dataclass(frozen=True, slots=True)
class UnitSaid:
    """A unit as the file says it."""

    key: str
    name: str
    parent: str
    field: str
    phone: str
    email: str
    front_line: bool
    addresses: tuple[str, ...]
    line: str = ""
    place: str = ""
    hours: str = ""
    own_hours: tuple[tuple[int, str, str], ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceSaid:
    """A service as the file says it."""

    key: str
    unit: str
    titles: Mapping[str, str]
    field: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """What a file says, in the order in which it can be stored: a unit after the one above it."""

    units: tuple[UnitSaid, ...]
    services: tuple[ServiceSaid, ...]


def main(arguments: argparse.Namespace) -> int:
    """Checks the file and stores what it says, all or nothing; units it does not name stay as they are."""
    path = Path(arguments.file)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{path} cannot be read: {error}") from error
    with starting.database_in_use():
        starting.insist_on_migrations()
        known = units().by_key
        front = next((unit.key for unit in known.values() if unit.is_front_line), "")
        said, faults = read(text, name=path.name, known=frozenset(known), front_line=front, hours=_hours_there_are())
        if said is None:
            print("\n".join([*faults, f"{len(faults)} faults: nothing was changed."]), file=sys.stderr)
            return 1
        if not arguments.check:
            store(said)
    done = "The file is fine." if arguments.check else "Stored."
    print(f"{done} {len(said.units)} units, {len(said.services)} services.")
    return 0


def _hours_there_are() -> frozenset[str] | None:
    """The keys of hours in the strategy in force; None when there is no strategy yet."""
    try:
        return frozenset(in_force(timezone.now()).strategy.hours)
    except NoStrategy:
        return None


def read(
    text: str,
    *,
    name: str = "units.toml",
    known: frozenset[str] = frozenset(),
    front_line: str = "",
    hours: frozenset[str] | None = None,
) -> tuple[Organisation | None, list[str]]:
    """What a file says, or every fault in it; ``known`` are the units there are already, one of them the front line.

    ``hours`` are the keys of hours that a unit may name; None when that is not known.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [f"{name}: {error}. Mend the line, then try again."]
    reading = Reading(name, positions(text), said)
    for section in set(said) - {"units", "services"}:
        reading.fault((section,), f"Nobody knows this section. {instead(section, ('units', 'services'))}")
    found = tuple(_unit(reading, key, table, hours) for key, table in reading.tables("units"))
    keys = known | {unit.key for unit in found}
    offered = tuple(_service(reading, key, table, keys) for key, table in reading.tables("services"))
    _check_together(reading, found, known, front_line)
    ordered = _above_first(reading, found, known)
    return (None if reading.faults else Organisation(ordered, offered)), reading.faults


def store(said: Organisation) -> None:
    """Stores units and services in one transaction; raises Trouble when an address is another unit's."""
    try:
        with transaction.atomic():
            for unit in said.units:
                set_up_unit(**{**asdict(unit), "front_line": False})
            for unit in said.units:
                if unit.front_line:  # there is only one at any moment, so it comes when the others have given it up
                    set_up_unit(**asdict(unit))
            by_key = units().by_key
            for service in said.services:
                set_up_service(
                    key=service.key, titles=service.titles, unit_id=by_key[service.unit].id, field=service.field,
                    purpose=service.purpose,
                )  # fmt: skip
    except IntegrityError as error:
        raise Trouble(f"An address or the front line belongs to a unit that the file does not name: {error}") from error


def _unit(reading: Reading, key: str, table: Mapping[str, Any], hours: frozenset[str] | None) -> UnitSaid:
    path = ("units", key)
    _know(reading, path, table, UNIT)
    addresses = table.get("addresses", [])
    if not isinstance(addresses, list) or not all(isinstance(one, str) and ADDRESS.fullmatch(one) for one in addresses):
        reading.fault((*path, "addresses"), 'Write a list of e-mail addresses, such as ["roads@example.org"].')
        addresses = []
    front_line = table.get("front_line", False)
    if not isinstance(front_line, bool):
        reading.fault((*path, "front_line"), "Write true or false.")
    email = reading.text(path, table, "email")
    if email and not ADDRESS.fullmatch(email):
        reading.fault((*path, "email"), "Write one e-mail address.")
    return UnitSaid(
        key, reading.text(path, table, "name", needed=True), reading.text(path, table, "parent"),
        reading.text(path, table, "field"), reading.text(path, table, "phone"), email, front_line is True,
        tuple(one.lower() for one in addresses), _line(reading, path, table), reading.text(path, table, "place"),
        *_hours(reading, path, table, hours), _words(reading, path, table),
    )  # fmt: skip


def _line(reading: Reading, path: tuple[str, ...], table: Mapping[str, Any]) -> str:
    line = reading.text(path, table, "line")
    if line and line not in LINES:
        reading.fault((*path, "line"), f"Nobody knows this line. {instead(line, LINES)}")
        return ""
    return line


def _words(reading: Reading, path: tuple[str, ...], table: Mapping[str, Any]) -> tuple[str, ...]:
    words = table.get("words", [])
    if not isinstance(words, list) or not all(isinstance(one, str) and one.strip() for one in words):
        reading.fault((*path, "words"), 'Write a list of words, such as ["pothole", "street light"].')
        return ()
    return tuple(" ".join(one.split()) for one in words)


def _hours(
    reading: Reading, path: tuple[str, ...], table: Mapping[str, Any], known: frozenset[str] | None
) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """The key of the strategy's hours, or the unit's own: one of the two is empty."""
    said = table.get("hours", "")
    if isinstance(said, dict):
        return "", tuple(one for days, times in said.items() for one in _own_hours(reading, path, days, times))
    key = reading.text(path, table, "hours")
    if key and known is not None and key not in known:
        reading.fault((*path, "hours"), f'The strategy has no hours "{key}". {instead(key, sorted(known))}')
    return key, ()


def _own_hours(reading: Reading, path: tuple[str, ...], days: str, times: object) -> Iterator[tuple[int, str, str]]:
    """One line of a unit's own hours, such as mon-fri = "09:00-15:00"; several stretches have a comma between them."""
    first, _dash, last = days.partition("-")
    where = (*path, "hours", days)
    if first not in DAYS or (last or first) not in DAYS or DAYS.index(last or first) < DAYS.index(first):
        reading.fault(where, f"Write days such as mon, or mon-fri. The days are {', '.join(DAYS)}.")
        return
    for stretch in str(times).split(","):
        fits = BETWEEN.fullmatch(stretch.strip())
        if fits is None or stretch.strip()[:5] >= stretch.strip()[6:]:
            reading.fault(where, 'Write times such as "09:00-15:00", or "09:00-11:00, 12:00-15:00".')
            return
        for day in range(DAYS.index(first), DAYS.index(last or first) + 1):
            yield day, stretch.strip()[:5], stretch.strip()[6:]


def _service(reading: Reading, key: str, table: Mapping[str, Any], known: frozenset[str]) -> ServiceSaid:
    path = ("services", key)
    _know(reading, path, table, SERVICE)
    titles = table.get("title", {})
    if not isinstance(titles, dict) or not titles or not all(isinstance(one, str) and one for one in titles.values()):
        reading.fault((*path, "title"), 'Write the title by language, such as title = { nb = "...", en = "..." }.')
        titles = {}
    for language in set(titles) - set(LANGUAGES):
        reading.fault((*path, "title", language), instead(language, LANGUAGES))
    unit = reading.text(path, table, "unit", needed=True)
    if unit and unit not in known:
        reading.fault((*path, "unit"), f'There is no unit "{unit}". {instead(unit, sorted(known))}')
    return ServiceSaid(key, unit, titles, reading.text(path, table, "field"), reading.text(path, table, "purpose"))


def _know(reading: Reading, path: tuple[str, ...], table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            reading.fault((*path, key), f"Nobody knows this key. {instead(key, keys)}")


def _check_together(reading: Reading, found: tuple[UnitSaid, ...], known: frozenset[str], front_line: str) -> None:
    """One front line, and one unit for each address."""
    fronts = [unit.key for unit in found if unit.front_line]
    stays = front_line and front_line not in {unit.key for unit in found}
    if len(fronts) > 1:
        reading.fault(("units", fronts[1]), f'Only one unit is the front line, and "{fronts[0]}" is.')
    elif fronts and stays:
        reading.fault(("units", fronts[0]), f'"{front_line}" is the front line. Name it here too, without front_line.')
    elif not fronts and not stays:
        reading.fault(("units",), "No unit is the front line. Write front_line = true at the one that gets the rest.")
    owners: dict[str, str] = {}
    for unit in found:
        for address in unit.addresses:
            if owners.setdefault(address, unit.key) != unit.key:
                reading.fault(("units", unit.key, "addresses"), f'"{owners[address]}" has the address {address} too.')


def _above_first(reading: Reading, found: tuple[UnitSaid, ...], known: frozenset[str]) -> tuple[UnitSaid, ...]:
    """The units with each one after the one above it; a parent that does not exist, or a ring, is a fault."""
    rest, done, ordered = list(found), set(known) - {unit.key for unit in found}, list[UnitSaid]()
    while rest:
        ready = [unit for unit in rest if not unit.parent or unit.parent in done]
        if not ready:
            for unit in rest:
                names = sorted(known | {one.key for one in found})
                reading.fault(
                    ("units", unit.key, "parent"), f'"{unit.parent}" can not be above it. {instead(unit.parent, names)}'
                )
            break
        ordered += ready
        done |= {unit.key for unit in ready}
        rest = [unit for unit in rest if unit not in ready]
    return tuple(ordered)
