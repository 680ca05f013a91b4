"""Reading the people room: units, who sees what, and who is behind an address."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from torg.people.models import Person, PersonAddress, Role, Staff, Unit, WrongLogIn

SEES_ALL = frozenset({Role.FRONT_LINE, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR})
OPENS_ALL = frozenset({Role.MANAGER, Role.AUDITOR})
READS_ONLY = frozenset({Role.AUDITOR, Role.EDITOR})
TRIES_COUNT_FOR = timedelta(minutes=15)
FREE_TRIES, FREE_FROM_ONE_ADDRESS = 5, 50


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as the other rooms see it."""

    id: int
    key: str
    name: str
    field: str
    phone: str
    email: str
    is_front_line: bool
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as routing and replying need to know them."""

    id: int
    name: str
    kind: str
    exempt: bool
    language: str


class NoFrontLine(Exception):
    """No unit is marked as the front line, so nothing can be routed; `torg check` says how to mend it."""


@dataclass(frozen=True, slots=True)
class Units:
    """All active units, read once and looked up by key, id or address."""

    by_key: Mapping[str, UnitFacts]
    by_id: Mapping[int, UnitFacts]
    by_address: Mapping[str, UnitFacts]

    @property
    def front_line(self) -> UnitFacts:
        for unit in self.by_key.values():
            if unit.is_front_line:
                return unit
        raise NoFrontLine


def units() -> Units:
    """All active units with their addresses, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, key, name, field, phone, email, is_front_line, ARRAY(SELECT lower(address)"
            "   FROM people_unitaddress WHERE unit_id = people_unit.id ORDER BY people_unitaddress.id)"
            " FROM people_unit WHERE is_active ORDER BY name"
        )
        facts = [
            UnitFacts(pk, key, name, field, phone, email, is_front_line, tuple(addresses))
            for pk, key, name, field, phone, email, is_front_line, addresses in cursor.fetchall()
        ]
    return Units(
        by_key={u.key: u for u in facts},
        by_id={u.id: u for u in facts},
        by_address={a: u for u in facts for a in u.addresses},
    )


def units_seen_by(staff: Staff) -> frozenset[int] | None:
    """The ids of the units whose enquiries a member of staff sees; None means all.

    Case workers see their own unit and those below it; front line, managers, administrators and auditors see all.
    """
    if staff.role in SEES_ALL:
        return None
    return _unit_and_below(staff.unit_id)


def _unit_and_below(unit_id: int | None) -> frozenset[int]:
    if unit_id is None:
        return frozenset()
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    seen, rest = set[int](), [unit_id]
    while rest:
        unit = rest.pop()
        if unit not in seen:
            seen.add(unit)
            rest += children.get(unit, [])
    return frozenset(seen)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a member of staff sees: enquiries of ``units``, and of those the sensitive ones of ``opens`` only.

    None means every unit. What is seen and not opened is listed without a word of what it is about.
    """

    units: frozenset[int] | None
    opens: frozenset[int] | None

    def sees(self, *unit_ids: int) -> bool:
        """Whether an enquiry that any of these units owns, or was sent too, is listed for them."""
        return self.units is None or not self.units.isdisjoint(unit_ids)

    def may_open(self, *unit_ids: int, sensitive: bool) -> bool:
        """Whether they may read such an enquiry."""
        if not self.sees(*unit_ids):
            return False
        return not sensitive or self.opens is None or not self.opens.isdisjoint(unit_ids)


def sight_of(staff: Staff) -> Sight:
    """What a member of staff sees, by unit, role and sensitivity.

    The front line finds everybody's enquiries, and reads what is sensitive only where its own unit has it; managers and
    auditors answer for the whole, and read it; so do administrators not, who are there for the machine.
    """
    units = units_seen_by(staff)
    if units is not None or staff.role in OPENS_ALL:
        return Sight(units, units)
    return Sight(units, _unit_and_below(staff.unit_id))


def may_act(staff: Staff, unit_id: int) -> bool:
    """Whether a member of staff may answer what a unit owns."""
    if not staff.is_active or staff.role in READS_ONLY:
        return False
    seen = units_seen_by(staff)
    return seen is None or unit_id in seen


def persons_by_address(kind: str, values: Collection[str]) -> dict[str, PersonFacts]:
    """The person behind each address that is known, in one statement."""
    rows = PersonAddress.objects.filter(kind=kind, value__in=values).select_related("person")
    return {
        row.value: PersonFacts(row.person_id, row.person.name, row.person.kind, row.person.exempt, row.person.language)
        for row in rows
    }


def addresses_of(person_id: int) -> Sequence[tuple[str, str]]:
    """(kind, value) of every address of a person."""
    return list(PersonAddress.objects.filter(person_id=person_id).values_list("kind", "value").order_by("pk"))


def log_in_waits(*, username: str, address: str, now: datetime) -> timedelta:
    """How long nobody may try again with this user name, or from this address; zero when they may.

    From the fifth wrong try within a quarter of an hour it is a minute, then twice as long each time. A whole town hall
    may share one address, so that one has more tries.
    """
    most = timedelta()
    for key, free in ((try_key("name", username), FREE_TRIES), (try_key("address", address), FREE_FROM_ONE_ADDRESS)):
        tries = list(
            WrongLogIn.objects.filter(key=key, at__gt=now - TRIES_COUNT_FOR)
            .order_by("-at")
            .values_list("at", flat=True)
        )
        if len(tries) >= free:
            wait = min(timedelta(minutes=1) * (1 << min(len(tries) - free, 10)), TRIES_COUNT_FOR)
            most = max(most, tries[0] + wait - now)
    return most


def try_key(kind: str, value: str) -> str:
    """The key under which tries to log in are counted: nobody reads user names or addresses out of the table."""
    return hashlib.sha256(f"{kind}\0{value.strip().lower()}".encode("utf-8", "replace")).hexdigest()


def is_set_up() -> bool:
    """Whether there is a front line, without which nothing can be routed."""
    return Unit.objects.filter(is_front_line=True, is_active=True).exists()


def person_by_id(person_id: int) -> PersonFacts:
    """One person; raises Person.DoesNotExist."""
    person = Person.objects.get(pk=person_id)
    return PersonFacts(person.pk, person.name, person.kind, person.exempt, person.language)


def staff_names() -> dict[int, str]:
    """The name of every member of staff by id, also of those who have left: their names stand in the story."""
    return dict(Staff.objects.values_list("pk", "name"))


def staff_facts(staff_id: int) -> Staff | None:
    """The account of a member of staff who may still log in; None when there is none."""
    return Staff.objects.filter(pk=staff_id, is_active=True).first()


def colleagues(unit_id: int) -> list[tuple[int, str]]:
    """Who answers enquiries in a unit: (id, name), by name."""
    theirs = Staff.objects.filter(unit_id=unit_id, is_active=True).exclude(role__in=READS_ONLY)
    return list(theirs.order_by("name").values_list("pk", "name"))
