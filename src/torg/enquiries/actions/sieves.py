"""Saved sieves: a choice of the inbox kept under a name, by somebody for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from torg.enquiries.models import SavedSieve

if TYPE_CHECKING:
    from torg.people.models import Staff

MOST = 30


class NameTaken(Exception):
    """Another of one's sieves has this name."""


class NameNeeded(Exception):
    """A sieve is found by its name."""


class TooMany(Exception):
    """Nobody finds their way among more than thirty."""


@transaction.atomic
def save_sieve(*, name: str, query: str, by: Staff) -> int:
    """Keeps a choice under a name, in place of the one with that name; raises NameNeeded, TooMany."""
    name = _name(name)
    theirs = SavedSieve.objects.select_for_update().filter(staff=by)
    if len(theirs) >= MOST and not theirs.filter(name=name).exists():
        raise TooMany
    last = theirs.aggregate(last=Max("place"))["last"]
    kept = {"query": query[:500]}
    row, _new = SavedSieve.objects.update_or_create(
        staff=by, name=name, defaults=kept, create_defaults={**kept, "place": (last or 0) + 1}
    )
    return row.pk


@transaction.atomic
def rename_sieve(sieve_id: int, *, name: str, by: Staff) -> None:
    """Gives a sieve another name; raises NameNeeded, NameTaken. One that is not theirs is left alone."""
    name = _name(name)
    theirs = SavedSieve.objects.select_for_update().filter(staff=by)
    if theirs.exclude(pk=sieve_id).filter(name=name).exists():
        raise NameTaken
    theirs.filter(pk=sieve_id).update(name=name)


def remove_sieve(sieve_id: int, *, by: Staff) -> None:
    """Forgets a sieve."""
    SavedSieve.objects.filter(staff=by, pk=sieve_id).delete()


@transaction.atomic
def move_sieve(sieve_id: int, *, up: bool, by: Staff) -> None:
    """Moves a sieve one place up or down in the menu; the first can not go up, nor the last down."""
    rows = list(SavedSieve.objects.select_for_update().filter(staff=by))
    at = next((place for place, row in enumerate(rows) if row.pk == sieve_id), None)
    if at is None:
        return
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    for place, row in enumerate(rows):
        row.place = place
    SavedSieve.objects.bulk_update(rows, ["place"])


def _name(name: str) -> str:
    name = " ".join(name.split())[:60]
    if not name:
        raise NameNeeded
    return name
