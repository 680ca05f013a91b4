"""Reading the people room: units, who sees what, and who is behind an address."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from torg.people.models import Absence, Person, PersonAddress, Role, Staff, Unit, WrongLogIn

SEES_ALL = frozenset({Role.FRONT_LINE, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR})
OPENS_ALL = frozenset({Role.MANAGER, Role.AUDITOR})
READS_ONLY = frozenset({Role.AUDITOR, Role.EDITOR})
TRIES_COUNT_FOR = timedelta(minutes=15)
FREE_TRIES, FREE_FROM_ONE_ADDRESS = 5, 50


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as the other rooms see it.

    ``line`` is first, second, third or "" (not said); ``hours`` a key of the strategy's hours or "", and ``own_hours``
    (weekday, "09:00", "15:00") those that the unit itself has said instead; ``words`` lead to it.
    """

    id: int
    key: str
    name: str
    field: str
    phone: str
    email: str
    is_front_line: bool
    addresses: tuple[str, ...]
    parent_id: int | None = None
    line: str = ""
    place: str = ""
    hours: str = ""
    own_hours: tuple[tuple[int, str, str], ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as routing and replying need to know them; ``hidden`` when the law protects where they can be found."""

    id: int
    name: str
    kind: str
    exempt: bool
    language: str
    hidden: bool = False


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
            "   FROM people_unitaddress WHERE unit_id = people_unit.id ORDER BY people_unitaddress.id),"
            " parent_id, line, place, hours, own_hours, words"
            " FROM people_unit WHERE is_active ORDER BY name"
        )
        facts = [_unit_facts(*row) for row in cursor.fetchall()]
    return Units(
        by_key={u.key: u for u in facts},
        by_id={u.id: u for u in facts},
        by_address={a: u for u in facts for a in u.addresses},
    )


def _unit_facts(
    pk: int, key: str, name: str, field: str, phone: str, email: str, is_front_line: bool, addresses: list[str],
    parent_id: int | None, line: str, place: str, hours: str, own_hours: Any, words: Any,
) -> UnitFacts:  # fmt: skip
    said = tuple((int(day), str(start), str(end)) for day, start, end in _read(own_hours))
    return UnitFacts(
        pk, key, name, field, phone, email, is_front_line, tuple(addresses), parent_id, line, place, hours, said,
        tuple(_read(words)),
    )  # fmt: skip


def _read(value: Any) -> Any:
    """A JSON value, which the driver hands over as text or as read already."""
    return json.loads(value) if isinstance(value, str) else value


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


def may_manage(staff: Staff, other: Staff | int) -> bool:
    """Whether somebody says where another (or who of a unit, by its id) is: oneself, one's manager, administrators.

    A manager manages the own unit and those below it; one without a unit manages all.
    """
    if not staff.is_active:
        return False
    if isinstance(other, Staff) and other.pk == staff.pk:
        return True
    if staff.role == Role.ADMINISTRATOR:
        return True
    if staff.role != Role.MANAGER:
        return False
    unit_id = other.unit_id if isinstance(other, Staff) else other
    return staff.unit_id is None or unit_id in _unit_and_below(staff.unit_id)


def persons_by_address(kind: str, values: Collection[str]) -> dict[str, PersonFacts]:
    """The person behind each address that is known, in one statement."""
    rows = PersonAddress.objects.filter(kind=kind, value__in=values).select_related("person")
    return {row.value: facts_of(row.person) for row in rows}


def facts_of(person: Person) -> PersonFacts:
    """What the other rooms need to know of a row."""
    return PersonFacts(
        person.pk, person.name, person.kind, person.exempt, person.language, hidden=bool(person.protection)
    )


def addresses_of(person_id: int) -> Sequence[tuple[str, str]]:
    """(kind, value) of every address of a person."""
    return list(PersonAddress.objects.filter(person_id=person_id).values_list("kind", "value").order_by("pk"))


def shown_addresses(person_id: int, *, staff: Staff | None) -> tuple[tuple[str, str], ...]:
    """(kind, value) of every address of a person as a member of staff may see it; nobody (None) sees a hidden one.

    An address under protection is shown to those with the separate leave only; to others there is none, so that
    nothing tells how many there are, or of what kind. ``PersonFacts.hidden`` tells that something is hidden.
    """
    person = Person.objects.only("protection").get(pk=person_id)
    if may_see_addresses(person, staff=staff):
        return tuple(addresses_of(person_id))
    return ()


def may_see_addresses(person: Person | PersonFacts, *, staff: Staff | None) -> bool:
    """Whether a member of staff may be shown where a person can be found."""
    hidden = person.hidden if isinstance(person, PersonFacts) else bool(person.protection)
    return not hidden or (staff is not None and staff.is_active and staff.sees_hidden)


def may_change_persons(staff: Staff) -> bool:
    """Whether a member of staff notes things about persons, joins them, and reveals identity numbers."""
    return staff.is_active and staff.role not in READS_ONLY


def hidden_among(person_ids: Collection[int]) -> frozenset[int]:
    """Those of some persons whose addresses must not be shown, in one statement."""
    rows = Person.objects.filter(pk__in=list(person_ids)).exclude(protection="")
    return frozenset(rows.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """Why somebody is away, until when (None: nobody knows), and who helps meanwhile (None: nobody).

    ``returns_at`` is when the last of their absences that follow each other without a gap ends. The substitute is one
    who is here, found through those who are away themselves. ``says`` is read out to callers, "" when nothing is said.
    """

    reason: str
    returns_at: datetime | None
    substitute_id: int | None
    substitute_name: str
    says: str
    id: int = 0
    starts_at: datetime | None = None


REACHABLE = frozenset({"home_office", "phone_hours"})
"""Reasons that keep nobody from their work: told, but they count as here."""
TOLD_TO_MANAGERS = frozenset({"sick", "leave"})
"""Reasons that colleagues and callers do not hear: to them it is "away"."""


def absence_of(staff_id: int, *, at: datetime) -> AbsenceFacts | None:
    """Why a member of staff is not at their desk at a moment; None when they are."""
    return absences_at([staff_id], at=at).get(staff_id)


def absences_at(staff_ids: Collection[int] | None, *, at: datetime) -> dict[int, AbsenceFacts]:
    """The absence of each of these members of staff (None: all) who is away at a moment, in a few statements."""
    # Whoever is away now or later: a small table's newest rows, so that chains of substitutes need no second look.
    rows = Absence.objects.filter(ended_at=None).filter(Q(until=None) | Q(until__gt=at)).order_by("starts_at", "id")
    everybody: dict[int, list[Absence]] = {}
    for row in rows:
        everybody.setdefault(row.staff_id, []).append(row)
    now = {pk: found for pk, all_ in everybody.items() if (found := [a for a in all_ if a.starts_at <= at])}
    away = {pk: found for pk, found in now.items() if any(a.reason not in REACHABLE for a in found)}
    wanted = now if staff_ids is None else {pk: now[pk] for pk in staff_ids if pk in now}
    named = dict(
        Staff.objects.filter(
            pk__in={a.substitute_id for found in away.values() for a in found if a.substitute_id}, is_active=True
        ).values_list("pk", "name")
    )
    return {pk: _absence(found, everybody[pk], away, named) for pk, found in wanted.items()}


def _absence(
    current: Sequence[Absence],
    ahead: Sequence[Absence],
    away: Mapping[int, Sequence[Absence]],
    named: Mapping[int, str],
) -> AbsenceFacts:
    first = _foremost(current)
    returns_at = _ends(ahead, max((a.until for a in current if a.until), default=None), current)
    substitute = _who_helps(current, away, named)
    return AbsenceFacts(
        first.reason, returns_at, substitute, named.get(substitute or 0, ""), first.says, first.pk, first.starts_at
    )


def _foremost(current: Sequence[Absence]) -> Absence:
    """Of several at once the one that tells most: one that keeps them away, and of those the last that began."""
    return max(current, key=lambda a: (a.reason not in REACHABLE, a.starts_at, a.pk))


def _ends(ahead: Sequence[Absence], until: datetime | None, current: Sequence[Absence]) -> datetime | None:
    """When they are back, through absences that begin before the one before has ended."""
    if any(a.until is None for a in current):
        return None
    for a in ahead:
        if until is not None and a.starts_at <= until and a.reason not in REACHABLE:
            if a.until is None:
                return None
            until = max(until, a.until)
    return until


def _who_helps(
    current: Sequence[Absence], away: Mapping[int, Sequence[Absence]], named: Mapping[int, str]
) -> int | None:
    """The first in the chain of substitutes who is here and has not left; None where there is nobody."""
    seen, queue = {current[0].staff_id}, [a.substitute_id for a in reversed(current) if a.substitute_id]
    while queue:
        one = queue.pop(0)
        if one in seen:
            continue
        seen.add(one)
        if one not in away:
            if one in named:
                return one
            continue
        queue += [a.substitute_id for a in reversed(away[one]) if a.substitute_id]
    return None


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
    return facts_of(Person.objects.get(pk=person_id))


def staff_names() -> dict[int, str]:
    """The name of every member of staff by id, also of those who have left: their names stand in the story."""
    return dict(Staff.objects.values_list("pk", "name"))


def staff_by_id(staff_id: int) -> Staff | None:
    """One who is at work here; None when there is no such person, or they have left."""
    return Staff.objects.filter(pk=staff_id, is_active=True).first()


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff as one names them to others; ``writes`` unless they only read."""

    id: int
    name: str
    username: str
    unit: str
    writes: bool


def colleagues(unit_ids: Collection[int], *, sensitive: bool) -> list[Colleague]:
    """Who may open an enquiry that these units have to do with, by name: those of the units and above, and by role."""
    parents: dict[int, int | None] = dict(Unit.objects.values_list("pk", "parent_id"))
    above, rest = set[int](), list(unit_ids)
    while rest:
        unit = rest.pop()
        if unit not in above:
            above.add(unit)
            rest += [parent for parent in [parents.get(unit)] if parent is not None]
    roles = OPENS_ALL if sensitive else SEES_ALL
    may = Staff.objects.filter(Q(role__in=roles) | Q(unit_id__in=above), is_active=True)
    rows = may.order_by("name", "pk").values_list("pk", "name", "username", "unit__name", "role")
    return [
        Colleague(pk, name, username, unit or "", role not in READS_ONLY) for pk, name, username, unit, role in rows
    ]


def handlers_in(unit_id: int) -> list[tuple[int, str]]:
    """Who answers enquiries in a unit: (id, name), by name."""
    theirs = Staff.objects.filter(unit_id=unit_id, is_active=True).exclude(role__in=READS_ONLY)
    return list(theirs.order_by("name").values_list("pk", "name"))


def staff_by_unit() -> dict[int, list[tuple[int, str]]]:
    """Everybody active by their unit: (id, name), by name."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = Staff.objects.filter(is_active=True, unit__isnull=False).order_by("name", "pk")
    for unit_id, pk, name in rows.values_list("unit_id", "pk", "name"):
        found.setdefault(unit_id, []).append((pk, name))
    return found


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody on the staff who can be written to."""

    name: str
    email: str
    language: str


def administrators() -> list[Reached]:
    """The administrators who have an address."""
    rows = Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(email="").order_by("pk")
    return [Reached(row.name, row.email, row.language) for row in rows]
