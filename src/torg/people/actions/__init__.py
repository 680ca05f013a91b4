"""Writing in the people room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from torg.people.models import (
    AddressKind,
    Line,
    LookUp,
    Person,
    PersonAddress,
    Role,
    Staff,
    Unit,
    UnitAddress,
    WrongLogIn,
)
from torg.people.queries import TRIES_COUNT_FOR, PersonFacts, facts_of, persons_by_address, try_key


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who wrote to us from an address: what we learn of them from one message."""

    kind: str
    value: str
    name: str
    language: str


def find_or_make_persons(writers: Sequence[Writer], *, now: datetime) -> dict[tuple[str, str], PersonFacts]:
    """The person behind each (kind, address), made where there is none; safe when two processes meet the same address.

    Must run inside a transaction: a lock on each address is held until it ends.
    """
    found: dict[tuple[str, str], PersonFacts] = {}
    by_kind: dict[str, dict[str, Writer]] = {}
    for writer in writers:
        by_kind.setdefault(writer.kind, {}).setdefault(writer.value, writer)
    for kind, group in by_kind.items():
        lock_addresses(sorted(group))
        known = persons_by_address(kind, list(group))
        new = [w for value, w in group.items() if value not in known]
        persons = Person.objects.bulk_create(
            [Person(name=w.name[:200], language=w.language, created_at=now) for w in new]
        )
        PersonAddress.objects.bulk_create(
            [PersonAddress(person=p, kind=kind, value=w.value) for p, w in zip(persons, new, strict=True)]
        )
        for value, facts in known.items():
            found[kind, value] = facts
        for person, writer in zip(persons, new, strict=True):
            found[kind, writer.value] = facts_of(person)
    return found


def lock_addresses(values: Sequence[str]) -> None:
    """Waits for anybody else who is making a person of one of these addresses; sorted, so that none wait in a ring."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(h) FROM (SELECT DISTINCT hashtextextended(v, 7) AS h"
            " FROM unnest(%s::text[]) AS v ORDER BY h) AS locks",
            [list(values)],
        )


@transaction.atomic
def set_up_unit(
    *,
    key: str,
    name: str,
    field: str = "",
    phone: str = "",
    email: str = "",
    front_line: bool = False,
    parent: str = "",
    addresses: Sequence[str] = (),
    line: str = "",
    place: str = "",
    hours: str = "",
    own_hours: Sequence[tuple[int, str, str]] = (),
    words: Sequence[str] = (),
) -> Unit:
    """Makes or changes the unit with this key, and gives it exactly these addresses."""
    above = Unit.objects.get(key=parent) if parent else None
    values: Mapping[str, object] = {
        "name": name,
        "field": field,
        "phone": phone,
        "email": email,
        "is_front_line": front_line,
        "parent": above,
        "line": Line(line) if line else "",
        "place": place,
        "hours": hours,
        "own_hours": [list(one) for one in own_hours],
        "words": list(words),
    }
    unit, _ = Unit.objects.update_or_create(key=key, defaults=values)
    wanted = {a.lower() for a in addresses}
    have = {a.address.lower(): a for a in unit.addresses.all()}
    for address, row in have.items():
        if address not in wanted:
            row.delete()
    UnitAddress.objects.bulk_create([UnitAddress(unit=unit, address=a) for a in sorted(wanted - set(have))])
    return unit


@transaction.atomic
def set_up_staff(
    *,
    username: str,
    name: str,
    role: str,
    unit: str = "",
    email: str = "",
    password: str = "",
    language: str = "",
    hashed: str = "",
) -> Staff:
    """Makes or changes an account; an empty password leaves the one there is (a new account then can not log in).

    ``hashed`` is a password that Django has hashed already, for those who make many accounts at once.
    """
    if role not in Role.values:
        raise ValueError(f"no such role: {role!r}; one of {', '.join(Role.values)}")
    home = Unit.objects.get(key=unit) if unit else None
    staff, new = Staff.objects.get_or_create(username=username, defaults={"name": name})
    staff.name, staff.role, staff.unit, staff.email, staff.language = name, role, home, email, language
    staff.is_staff = staff.is_superuser = role == Role.ADMINISTRATOR
    if password:
        staff.set_password(password)
    elif hashed:
        staff.password = hashed
    elif new:
        staff.set_unusable_password()
    staff.save()
    return staff


@transaction.atomic
def note_address(person_id: int, *, kind: str, value: str) -> None:
    """Adds an address a person gave us, unless it is somebody's already."""
    PersonAddress.objects.get_or_create(
        kind=AddressKind(kind), value=value.strip().lower(), defaults={"person_id": person_id}
    )


@transaction.atomic
def set_exempt(person_id: int, *, exempt: bool) -> None:
    """Marks a person as exempt from digital post, or not (ALB-03); a business never is: IntegrityError."""
    person = Person.objects.select_for_update().get(pk=person_id)
    person.exempt = exempt
    person.save(update_fields=["exempt"])


class PurposeNeeded(Exception):
    """Nobody looks at a person without saying why."""


def note_lookup(
    person_id: int | None,
    *,
    by: Staff,
    purpose: str,
    enquiry_id: int | None = None,
    now: datetime,
    what: str = "page",
) -> None:
    """Writes into the look-up log that a member of staff has looked at a person (DRA-32); raises PurposeNeeded.

    ``what`` is page, search, identity, address or change. A search that found nobody has no person.
    """
    said = " ".join(purpose.split())[:300]
    if not said:
        raise PurposeNeeded
    LookUp.objects.create(by=by, person_id=person_id, at=now, what=what, purpose=said, enquiry_id=enquiry_id)


def note_wrong_log_in(*, username: str, address: str, now: datetime) -> tuple[int, ...]:
    """Counts a try to log in that failed, and gives its rows; what no longer counts is forgotten."""
    keys = try_key("name", username), try_key("address", address)
    WrongLogIn.objects.filter(at__lt=now - TRIES_COUNT_FOR).delete()
    return tuple(row.pk for row in WrongLogIn.objects.bulk_create([WrongLogIn(key=key, at=now) for key in keys]))


def forget_wrong_log_ins(username: str) -> None:
    """Somebody has logged in: what went wrong under their name before counts no more."""
    WrongLogIn.objects.filter(key=try_key("name", username)).delete()
