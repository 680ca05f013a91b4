"""What staff note about the persons who write to us; each change stands in the look-up log with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from torg.people.actions import note_lookup
from torg.people.models import (
    AddressKind,
    Identity,
    IdentityScheme,
    Person,
    PersonAddress,
    PersonKind,
    Protection,
    Representation,
    RepresentationBasis,
    Staff,
    Totp,
)
from torg.people.numbers import checked
from torg.people.queries import may_change_persons, may_see_addresses
from torg.people.secrets import digest, mark, open_sealed, seal


class MayNotChange(Exception):
    """Their role reads only, or the address is hidden from them."""


class AddressTaken(Exception):
    """The address is another person's; perhaps they are one, and to be joined. ``person_id`` None: not to be told."""

    def __init__(self, person_id: int | None) -> None:
        super().__init__(str(person_id or ""))
        self.person_id = person_id


class IdentityTaken(AddressTaken):
    """The number is another person's; perhaps they are one, and to be joined."""


class NeverExempt(Exception):
    """A business is never exempt from digital post (ALB-03)."""


class NobodyThere(Exception):
    """There is no such person, or none that one may know of."""


class ActsForThemselves(Exception):
    """Nobody acts on behalf of themselves."""


@dataclass(frozen=True, slots=True)
class Acting:
    """By what right somebody acts for another, in which matters ("" is all), from and to which day (None: no end)."""

    basis: str
    matters: str
    from_day: date
    to_day: date | None


@transaction.atomic
def describe(person_id: int, *, name: str, kind: str, language: str, by: Staff, now: datetime) -> None:
    """Sets who a person is: name, kind (HAL-15) and language. Raises MayNotChange, NeverExempt."""
    person = _locked(person_id, by)
    if kind == PersonKind.BUSINESS and person.exempt:
        raise NeverExempt
    before = (person.name, person.kind, person.language)
    person.name, person.kind, person.language = " ".join(name.split())[:200], PersonKind(kind), language
    if before != (person.name, person.kind, person.language):
        person.save(update_fields=["name", "kind", "language"])
        _note(person, "described", by=by, now=now)


@transaction.atomic
def give_address(person_id: int, *, kind: str, value: str, by: Staff, now: datetime) -> None:
    """Adds an address that a person has told us, if it is not theirs already. Raises MayNotChange, AddressTaken."""
    person = _locked(person_id, by)
    _insist_on_sight(person, by)
    said = _written(kind, value)
    row, new = PersonAddress.objects.select_related("person").get_or_create(
        kind=AddressKind(kind), value=said, defaults={"person_id": person_id}
    )
    if row.person_id != person_id:
        raise AddressTaken(row.person_id if may_see_addresses(row.person, staff=by) else None)
    if new:
        _note(person, "address_added", by=by, now=now)


@transaction.atomic
def take_address(person_id: int, *, kind: str, value: str, by: Staff, now: datetime) -> None:
    """Removes an address that is a person's no longer. Raises MayNotChange."""
    person = _locked(person_id, by)
    _insist_on_sight(person, by)
    gone, _all = PersonAddress.objects.filter(person=person, kind=kind, value=_written(kind, value)).delete()
    if gone:
        _note(person, "address_removed", by=by, now=now)


@transaction.atomic
def exempt(person_id: int, *, is_exempt: bool, on: date | None, place: str, by: Staff, now: datetime) -> None:
    """Notes that a person is exempt from digital post since a day, noted at a place, or no more (ALB-03).

    Raises MayNotChange, NeverExempt.
    """
    person = _locked(person_id, by)
    if is_exempt and person.kind == PersonKind.BUSINESS:
        raise NeverExempt
    person.exempt = is_exempt
    person.exempt_on, person.exempt_place = (on, place.strip()[:120]) if is_exempt else (None, "")
    person.save(update_fields=["exempt", "exempt_on", "exempt_place"])
    _note(person, "exempt" if is_exempt else "not_exempt", by=by, now=now)


@transaction.atomic
def protect(person_id: int, *, protection: str, until: date | None, by: Staff, now: datetime) -> None:
    """Hides a person's addresses, or shows them again; ``until`` is when the decision is to be looked at again.

    Anybody who changes persons may hide; only those who see hidden addresses may show them again, or change the day.
    Raises MayNotChange.
    """
    person = _locked(person_id, by)
    _insist_on_sight(person, by)
    person.protection = Protection(protection)
    person.protected_until = until if protection else None
    person.save(update_fields=["protection", "protected_until"])
    _note(person, "protected" if protection else "not_protected", by=by, now=now)


@transaction.atomic
def add_identity(person_id: int, *, scheme: str, said: str, by: Staff, now: datetime) -> int:
    """Notes a person's number in a public register; gives its id. Raises MayNotChange, NotANumber, IdentityTaken."""
    person = _locked(person_id, by)
    number = checked(IdentityScheme(scheme), said)
    sealed, found_by = seal(number), digest(scheme, number)
    row, new = Identity.objects.select_related("person").get_or_create(
        digest=found_by,
        defaults={
            "person": person, "scheme": scheme, "sealed": sealed.token, "sealed_with": sealed.sealed_with,
            "added_at": now, "added_by": by,
        },
    )  # fmt: skip
    if row.person_id != person_id:
        raise IdentityTaken(row.person_id if may_see_addresses(row.person, staff=by) else None)
    if new:
        _note(person, "identity_added", by=by, now=now)
    return row.pk


@transaction.atomic
def drop_identity(identity_id: int, *, by: Staff, now: datetime) -> None:
    """Removes a number that was noted with the wrong person. Raises MayNotChange."""
    row = Identity.objects.get(pk=identity_id)
    person = _locked(row.person_id, by)
    row.delete()
    _note(person, "identity_removed", by=by, now=now)


@transaction.atomic
def reveal_identity(identity_id: int, *, by: Staff, purpose: str, enquiry_id: int | None = None, now: datetime) -> str:
    """The number itself, once its being looked at is in the log. Raises MayNotChange, PurposeNeeded, CannotOpen."""
    row = Identity.objects.get(pk=identity_id)
    if not may_change_persons(by):
        raise MayNotChange
    note_lookup(row.person_id, by=by, purpose=purpose, enquiry_id=enquiry_id, now=now, what="identity")
    return open_sealed(row.sealed)


@transaction.atomic
def act_for(holder_id: int, *, person_id: int, acting: Acting, by: Staff, now: datetime) -> int:
    """Notes that somebody acts on behalf of another; gives the row's id.

    Raises MayNotChange, ActsForThemselves, and NobodyThere when one may not know of the holder.
    """
    if holder_id == person_id:
        raise ActsForThemselves
    holder = Person.objects.filter(pk=holder_id).first()
    if holder is None or not may_see_addresses(holder, staff=by):
        raise NobodyThere
    first, second = sorted((holder_id, person_id))
    rows = {pk: _locked(pk, by) for pk in (first, second)}
    row = Representation.objects.create(
        holder_id=holder_id, person_id=person_id, basis=RepresentationBasis(acting.basis),
        matters=acting.matters.strip()[:300], from_day=acting.from_day, to_day=acting.to_day, noted_at=now, noted_by=by,
    )  # fmt: skip
    _note(rows[person_id], "acted_for", by=by, now=now)
    _note(rows[holder_id], "acts_for", by=by, now=now)
    return row.pk


@transaction.atomic
def stop_acting(representation_id: int, *, last_day: date, by: Staff, now: datetime) -> None:
    """Ends the right to act for another with a day; it stands in the history. Raises MayNotChange."""
    row = Representation.objects.select_for_update().get(pk=representation_id)
    person = _locked(row.person_id, by)
    row.to_day = max(row.from_day, last_day)
    row.save(update_fields=["to_day"])
    _note(person, "acted_for_no_more", by=by, now=now)


def reseal(*, limit: int) -> int:
    """Seals anew, with the newest key, up to so many rows of a kind that an older one sealed; gives how many.

    Raises CannotOpen when the key is gone.
    """
    done = 0
    for model in (Identity, Totp):
        with transaction.atomic():
            rows = model.objects.select_for_update(skip_locked=True).exclude(sealed_with=mark())[:limit]
            for row in rows:
                sealed = seal(open_sealed(row.sealed))
                row.sealed, row.sealed_with = sealed.token, sealed.sealed_with
                row.save(update_fields=["sealed", "sealed_with"])
                done += 1
    return done


def _locked(person_id: int, by: Staff) -> Person:
    if not may_change_persons(by):
        raise MayNotChange
    return Person.objects.select_for_update().get(pk=person_id)


def _insist_on_sight(person: Person, by: Staff) -> None:
    """What somebody may not see they may not change either: a change could tell them what is there."""
    if not may_see_addresses(person, staff=by):
        raise MayNotChange


def _note(person: Person, code: str, *, by: Staff, now: datetime) -> None:
    """A change in the log; the desk has words for each code."""
    note_lookup(person.pk, by=by, purpose=code, now=now, what="change")


def _written(kind: str, value: str) -> str:
    """An address as it is stored: e-mail in small letters, a phone number without what stands between its digits."""
    said = value.strip().lower()
    return "".join(c for c in said if c.isdigit() or c == "+") if kind == AddressKind.PHONE else said
