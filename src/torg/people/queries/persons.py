"""Finding a person, and everything that is known of one, as a member of staff may see it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext

from torg.people.models import Identity, Person, PersonAddress, PersonJoin, Representation, Staff
from torg.people.numbers import likely, masked
from torg.people.queries import may_see_addresses, shown_addresses
from torg.people.secrets import digest

MOST_FOUND = 25
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person in a list of what was found; ``addresses`` is empty when they are hidden."""

    id: int
    name: str
    kind: str
    hidden: bool
    addresses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IdentityView:
    """A number in a public register, masked."""

    id: int
    scheme: str
    scheme_said: str
    masked: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class ActingView:
    """Somebody who acts for another; ``other_id`` and ``other`` are the one at the far end."""

    id: int
    other_id: int
    other: str
    basis_said: str
    matters: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True, slots=True)
class JoinView:
    """A person joined into this one, or a joining that was undone."""

    id: int
    joined_id: int
    joined: str
    reason: str
    at: datetime
    by: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything about a person, for the desk. ``sees_addresses`` is whether the reader may see hidden ones."""

    id: int
    name: str
    kind: str
    kind_said: str
    language: str
    exempt: bool
    exempt_on: date | None
    exempt_place: str
    protection: str
    protection_said: str
    protected_until: date | None
    sees_addresses: bool
    addresses: tuple[tuple[str, str], ...]
    identities: tuple[IdentityView, ...]
    acts_for: tuple[ActingView, ...]
    acted_for_by: tuple[ActingView, ...]
    joins: tuple[JoinView, ...]
    joined_to: int | None
    created_at: datetime


def person_page(person_id: int, *, staff: Staff, known: bool = False) -> PersonPage | None:
    """Everything about a person; None when there is none.

    Whoever is hidden is not there for those who may not see where they are, unless the reader has ``known`` of them by
    an enquiry that they may open.
    """
    p = Person.objects.filter(pk=person_id).first()
    if p is None:
        return None
    sees = may_see_addresses(p, staff=staff)
    if not sees and not known:
        return None
    numbers = Identity.objects.filter(person=p).order_by("pk").only("scheme", "added_at")
    return PersonPage(
        id=p.pk, name=p.name, kind=p.kind, kind_said=p.get_kind_display(), language=p.language, exempt=p.exempt,
        exempt_on=p.exempt_on, exempt_place=p.exempt_place, protection=p.protection,
        protection_said=p.get_protection_display() if p.protection else "", protected_until=p.protected_until,
        sees_addresses=sees, addresses=shown_addresses(p.pk, staff=staff),
        identities=tuple(
            IdentityView(one.pk, one.scheme, one.get_scheme_display(), masked(one.scheme), one.added_at)
            for one in numbers
        ),
        acts_for=_acting(Q(holder=p), "person", staff), acted_for_by=_acting(Q(person=p), "holder", staff),
        joins=_joins(p, staff),
        joined_to=p.joined_to_id, created_at=p.created_at,
    )  # fmt: skip


def _name(person: Person, staff: Staff) -> str:
    """A person's name beside somebody else's, as far as the reader may know of them."""
    return person.name if may_see_addresses(person, staff=staff) else gettext("Protected person")


def _acting(which: Q, far: str, staff: Staff) -> tuple[ActingView, ...]:
    rows = Representation.objects.filter(which).select_related(far).order_by("-from_day", "-pk")
    return tuple(
        ActingView(
            row.pk, getattr(row, far).pk, _name(getattr(row, far), staff), row.get_basis_display(), row.matters,
            row.from_day, row.to_day,
        )
        for row in rows
    )  # fmt: skip


def _joins(p: Person, staff: Staff) -> tuple[JoinView, ...]:
    rows = PersonJoin.objects.filter(survivor=p).select_related("joined", "by", "undone_by").order_by("-pk")
    return tuple(
        JoinView(
            row.pk, row.joined_id, _name(row.joined, staff), row.reason, row.at, row.by.name, row.undone_at,
            row.undone_by.name if row.undone_by else "",
        )
        for row in rows
    )  # fmt: skip


def find_persons(words: str, *, staff: Staff) -> list[FoundPerson]:
    """Persons by an e-mail address, a phone number, an identity number or words of their name; at most MOST_FOUND.

    Whoever is hidden is found by those only who may see hidden addresses: nothing tells the others that they exist.
    Each way reads one index.
    """
    said = words.strip()
    found = dict.fromkeys([*_by_number(said), *_by_address(said)]) or dict.fromkeys(_by_name(said))
    rows = Person.objects.filter(pk__in=list(found), joined_to=None).order_by("name", "pk")
    if not staff.sees_hidden:
        rows = rows.filter(protection="")
    return _found(list(rows[:MOST_FOUND]))


def likely_same(person_id: int, *, staff: Staff) -> list[int]:
    """The ids of others of exactly the same name, for staff to look at; nothing is ever joined by itself."""
    person = Person.objects.get(pk=person_id)
    if not WORD.search(person.name):
        return []
    pks = [pk for pk in _by_name(person.name) if pk != person_id]
    rows = Person.objects.filter(pk__in=pks, joined_to=None, name__iexact=person.name)
    rows = rows if staff.sees_hidden else rows.filter(protection="")
    return list(rows.order_by("pk").values_list("pk", flat=True)[:5])


def _by_number(said: str) -> list[int]:
    digests = [digest(scheme, number) for scheme, number in likely(said)]
    return list(Identity.objects.filter(digest__in=digests).values_list("person_id", flat=True)) if digests else []


def _by_address(said: str) -> list[int]:
    values = {("email", said.lower())} if "@" in said else set()
    digits = "".join(c for c in said if c.isdigit() or c == "+")
    if len(digits) >= 5 and not any(c.isalpha() for c in said):
        values |= {("phone", digits), ("phone", said)}
    which = Q(pk__in=[])
    for kind, value in values:
        which |= Q(kind=kind, value=value)
    return list(PersonAddress.objects.filter(which).values_list("person_id", flat=True)) if values else []


def _by_name(said: str) -> list[int]:
    if "@" in said:
        return []
    beginnings = [f"{word}:*" for word in WORD.findall(said)[:8]]
    if not beginnings or not any(c.isalpha() for c in said):
        return []
    rows = Person.objects.raw(
        "SELECT id FROM people_person WHERE to_tsvector('simple', name) @@ to_tsquery('simple', %s)"
        " AND joined_to_id IS NULL LIMIT 200",
        [" & ".join(beginnings)],
    )
    return [row.pk for row in rows]


def _found(rows: Collection[Person]) -> list[FoundPerson]:
    addresses: dict[int, list[tuple[str, str]]] = {}
    shown = [row.pk for row in rows if not row.protection]
    for address in PersonAddress.objects.filter(person_id__in=shown).order_by("pk"):
        addresses.setdefault(address.person_id, []).append((address.kind, address.value))
    return [
        FoundPerson(row.pk, row.name, row.get_kind_display(), bool(row.protection), tuple(addresses.get(row.pk, ())))
        for row in rows
    ]
