"""What is done with a person and touches their enquiries: whose they are, where their links can go, and
whether the law hides them.

Whoever says which addresses are a person's, or who that person is, could lead links to themselves: so only those do who
may open all of that person's enquiries.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.enquiries.ledger import happened
from torg.enquiries.models import Enquiry, Event
from torg.enquiries.queries.persons import opens_all_of
from torg.people.actions import persons
from torg.people.actions.joining import join_rows, unjoin_rows, wait_for_post
from torg.people.actions.persons import MayNotChange
from torg.people.queries import hidden_among, sight_of

if TYPE_CHECKING:
    from torg.people.models import Staff


class NotAllTheirs(MayNotChange):
    """The person has enquiries that this member of staff may not open."""


@transaction.atomic
def give_address(person_id: int, *, kind: str, value: str, by: Staff, now: datetime) -> None:
    """Adds an address that a person has told us. Raises NotAllTheirs, MayNotChange, AddressTaken."""
    _insist_on_all(by, person_id)
    persons.give_address(person_id, kind=kind, value=value, by=by, now=now)


@transaction.atomic
def take_address(person_id: int, *, kind: str, value: str, by: Staff, now: datetime) -> None:
    """Removes an address that is a person's no longer. Raises NotAllTheirs, MayNotChange."""
    _insist_on_all(by, person_id)
    persons.take_address(person_id, kind=kind, value=value, by=by, now=now)


def _insist_on_all(by: Staff, *person_ids: int) -> None:
    if not opens_all_of(person_ids, sight=sight_of(by)):
        raise NotAllTheirs


@transaction.atomic
def protect(person_id: int, *, protection: str, until: date | None, by: Staff, now: datetime) -> None:
    """Hides where a person is found, or shows it again, also from those who seek; raises MayNotChange.

    It is an event of each of their enquiries, so that the words by which those are found are gathered anew.
    """
    before = _is_hidden(person_id)
    persons.protect(person_id, protection=protection, until=until, by=by, now=now)
    _note_hiding(person_id, before=before, by=by, now=now)


@transaction.atomic
def join_persons(survivor_id: int, *, joined_id: int, reason: str, by: Staff, now: datetime) -> int:
    """Joins one person to another with all their enquiries; gives the id by which it is undone.

    Raises NotAllTheirs, and SamePerson, JoinedAlready, MayNotChange (people.actions.joining).
    """
    wait_for_post(joined_id)
    _insist_on_all(by, survivor_id, joined_id)
    theirs = list(
        Enquiry.objects.select_for_update().filter(person_id=joined_id).order_by("pk").values_list("pk", flat=True)
    )
    before = _is_hidden(survivor_id)
    joining = join_rows(survivor_id, joined_id=joined_id, enquiries=theirs, reason=reason, by=by, now=now)
    _note_hiding(survivor_id, before=before, by=by, now=now)
    _move(theirs, survivor_id, kind="person_joined", joining=joining, by=by, now=now)
    return joining


@transaction.atomic
def unjoin_persons(join_id: int, *, by: Staff, now: datetime) -> None:
    """Undoes it: exactly the enquiries that moved then move back. Raises CannotUndo, MayNotChange."""
    undone = unjoin_rows(join_id, by=by, now=now)
    still = Enquiry.objects.select_for_update().filter(pk__in=undone.moved["enquiries"], person_id=undone.survivor_id)
    theirs = list(still.order_by("pk").values_list("pk", flat=True))
    _move(theirs, undone.joined_id, kind="person_unjoined", joining=join_id, by=by, now=now)
    _note_hiding(undone.survivor_id, before=bool(undone.moved["protection"]), by=by, now=now)


def _move(enquiry_ids: Collection[int], person_id: int, *, kind: str, joining: int, by: Staff, now: datetime) -> None:
    rows = list(Enquiry.objects.filter(pk__in=enquiry_ids).order_by("pk"))
    Enquiry.objects.filter(pk__in=enquiry_ids).update(person_id=person_id)
    Event.objects.bulk_create([happened(row, kind, now=now, by=by, joining=joining) for row in rows])


def _is_hidden(person_id: int) -> bool:
    return bool(hidden_among([person_id]))


def _note_hiding(person_id: int, *, before: bool, by: Staff, now: datetime) -> None:
    """An event of each enquiry of a person who has become hidden, or is hidden no more."""
    after = _is_hidden(person_id)
    if after == before:
        return
    kind = "sender_hidden" if after else "sender_shown"
    rows = Enquiry.objects.filter(person_id=person_id).order_by("pk")
    Event.objects.bulk_create([happened(row, kind, now=now, by=by) for row in rows])
