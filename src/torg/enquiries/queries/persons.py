"""What a person has asked us, as a member of staff may see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from torg.enquiries.models import Enquiry
from torg.enquiries.numbers import said
from torg.enquiries.queries.access import access_of
from torg.people.queries import Sight, units

MOST = 50


@dataclass(frozen=True, slots=True)
class TheirEnquiry:
    """One enquiry of a person. ``subject`` is "" when the reader may know that it is there and not what it is about."""

    id: int
    number: int
    number_said: str
    subject: str
    status: str
    unit_name: str
    opened_at: datetime
    due_by: datetime | None


def enquiries_of(person_id: int, *, sight: Sight) -> list[TheirEnquiry]:
    """The newest of a person's enquiries that the reader sees: open ones first; others leave no trace (fvl. § 13)."""
    rows = Enquiry.objects.filter(person_id=person_id)
    if sight.units is not None:
        rows = rows.filter(unit_id__in=list(sight.units))
    names = units().by_id
    newest = sorted(rows.order_by("-opened_at")[:MOST], key=lambda e: e.status not in ("open", "waiting"))
    return [
        TheirEnquiry(
            e.pk, e.number, said(e.number),
            (e.listed_as or e.subject) if sight.may_open(e.unit_id, sensitive=e.sensitive) else "",
            e.status, names[e.unit_id].name if e.unit_id in names else "", e.opened_at, e.due_by,
        )
        for e in newest
    ]  # fmt: skip


def enquiry_for_looking(number: int, *, sight: Sight) -> tuple[int, int] | None:
    """(enquiry's id, its person's id) when the reader may open the enquiry with this number; else None."""
    e = Enquiry.objects.filter(number=number).only("unit_id", "sensitive", "person_id").first()
    if e is None or not sight.may_open(e.unit_id, sensitive=e.sensitive):
        return None
    return e.pk, e.person_id


def opens_all_of(person_ids: Collection[int], *, sight: Sight) -> bool:
    """Whether the reader may open everything that these persons have asked us."""
    rows = Enquiry.objects.select_related("joined_to").filter(person_id__in=list(person_ids))
    if sight.units is not None:
        rows = rows.exclude(unit_id__in=list(sight.units), sensitive=False)
    if sight.opens is not None:
        rows = rows.exclude(unit_id__in=list(sight.opens))
    if sight.units is None:
        rows = rows.filter(Q(sensitive=True) | Q(repeats__gt=0) | Q(joined_to__isnull=False))
    return all(access_of(e).opens_for(sight) for e in rows.iterator(chunk_size=100))


def numbers_of(enquiry_ids: list[int]) -> dict[int, int]:
    """The numbers of some enquiries by their ids, for the look-up log."""
    return dict(Enquiry.objects.filter(pk__in=enquiry_ids).values_list("pk", "number"))
