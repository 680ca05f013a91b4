"""Two persons found to be one, by staff and never by the machine; and found not to be, after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from torg.people.actions import lock_addresses, note_lookup
from torg.people.actions.persons import MayNotChange
from torg.people.models import Identity, Person, PersonAddress, PersonJoin, Representation, Staff
from torg.people.queries import may_change_persons, may_see_addresses

MOVED = (
    ("addresses", PersonAddress, "person_id"),
    ("identities", Identity, "person_id"),
    ("acts_for", Representation, "holder_id"),
    ("acted_for_by", Representation, "person_id"),
)


class SamePerson(Exception):
    """It is one person already."""


class JoinedAlready(Exception):
    """One of the two has been joined to another: join that one."""


class CannotUndo(Exception):
    """It is undone already, or the survivor has been joined to another since: undo that first."""


def wait_for_post(person_id: int) -> None:
    """Waits for whoever takes in something from this person now, and holds others off until the transaction ends."""
    lock_addresses(sorted(PersonAddress.objects.filter(person_id=person_id).values_list("value", flat=True)))


@transaction.atomic
def join_rows(
    survivor_id: int, *, joined_id: int, enquiries: Sequence[int], reason: str, by: Staff, now: datetime
) -> int:
    """Moves everything of one person to the other; gives the id of the row that remembers it.

    ``enquiries`` are those that the heart moves in the same transaction. The survivor's addresses become hidden when
    the other's were. Raises SamePerson, JoinedAlready, MayNotChange.
    """
    survivor, joined = _both(survivor_id, joined_id, by)
    if survivor.joined_to_id or joined.joined_to_id:
        raise JoinedAlready
    moved: dict[str, object] = {"enquiries": list(enquiries), "protection": ""}
    between = Representation.objects.filter(holder_id__in=[survivor_id, joined_id])
    between = between.filter(person_id__in=[survivor_id, joined_id])  # nobody acts for themselves: these stay
    for name, model, column in MOVED:
        rows = model.objects.filter(**{column: joined_id})
        rows = rows.exclude(pk__in=between) if model is Representation else rows
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        model.objects.filter(pk__in=ids).update(**{column: survivor_id})
        moved[name] = ids
    if joined.protection and not survivor.protection:
        moved["protection"] = joined.protection
        survivor.protection, survivor.protected_until = joined.protection, joined.protected_until
        survivor.save(update_fields=["protection", "protected_until"])
    joined.joined_to = survivor
    joined.save(update_fields=["joined_to"])
    for person in (survivor, joined):
        note_lookup(person.pk, by=by, purpose="joined", now=now, what="change")
    row = PersonJoin.objects.create(
        survivor=survivor, joined=joined, reason=reason.strip()[:300], moved=moved, at=now, by=by
    )
    return row.pk


@transaction.atomic
def unjoin_rows(join_id: int, *, by: Staff, now: datetime) -> PersonJoin:
    """Moves back exactly what the joining moved, where it still is; gives the row. Raises CannotUndo, MayNotChange.

    What has come since stays with the survivor.
    """
    row = PersonJoin.objects.select_for_update().get(pk=join_id)
    survivor, joined = _both(row.survivor_id, row.joined_id, by)
    if row.undone_at is not None or survivor.joined_to_id or joined.joined_to_id != survivor.pk:
        raise CannotUndo
    for name, model, column in MOVED:
        model.objects.filter(pk__in=row.moved[name], **{column: survivor.pk}).update(**{column: joined.pk})
    if row.moved["protection"] and survivor.protection == row.moved["protection"]:
        survivor.protection, survivor.protected_until = "", None
        survivor.save(update_fields=["protection", "protected_until"])
    joined.joined_to = None
    joined.save(update_fields=["joined_to"])
    for person in (survivor, joined):
        note_lookup(person.pk, by=by, purpose="unjoined", now=now, what="change")
    row.undone_at, row.undone_by = now, by
    row.save(update_fields=["undone_at", "undone_by"])
    return row


def _both(survivor_id: int, joined_id: int, by: Staff) -> tuple[Person, Person]:
    """Both rows, locked in one order, so that two who join them at the same moment do not wait in a ring."""
    if survivor_id == joined_id:
        raise SamePerson
    if not may_change_persons(by):
        raise MayNotChange
    both = Person.objects.select_for_update().filter(pk__in=[survivor_id, joined_id])
    rows = {row.pk: row for row in both.order_by("pk")}
    if len(rows) < 2:
        raise Person.DoesNotExist
    if not all(may_see_addresses(row, staff=by) for row in rows.values()):
        raise MayNotChange
    return rows[survivor_id], rows[joined_id]
