"""What came of complaints and feedback, and what nobody has decided yet (KON-20, KON-44)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from torg.enquiries.models import FollowUp
from torg.enquiries.numbers import said
from torg.people.queries import Sight, staff_names

PAGE = 50


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """One complaint or piece of feedback and what came of it; ``subject`` is "" where the reader may not open it."""

    id: int
    number: int
    number_said: str
    subject: str
    unit_name: str
    status: str
    opened_at: datetime
    state: str
    learned: str
    change: str
    due_on: date | None
    settled_at: datetime | None
    settled_by: str
    is_late: bool


def follow_ups(
    *, sight: Sight, settled: bool, today: date, unit_ids: Collection[int] | None = None, before: int | None = None
) -> list[FollowUpView]:
    """A page of what is to be decided or done, the oldest first; or of what is settled, the latest first.

    ``before`` is the last id of the page before.
    """
    rows = FollowUp.objects.select_related("enquiry__unit").filter(settled_at__isnull=not settled)
    for ids in (sight.units, unit_ids):
        if ids is not None:
            rows = rows.filter(enquiry__unit_id__in=list(ids))
    edge = FollowUp.objects.filter(pk=before).first() if before is not None else None
    if edge is not None and settled and edge.settled_at is not None:
        rows = rows.filter(Q(settled_at__lt=edge.settled_at) | Q(settled_at=edge.settled_at, pk__lt=edge.pk))
    elif edge is not None and not settled:
        rows = rows.filter(Q(opened_at__gt=edge.opened_at) | Q(opened_at=edge.opened_at, pk__gt=edge.pk))
    names = staff_names()
    ordered = rows.order_by("-settled_at", "-id") if settled else rows.order_by("opened_at", "id")
    return [_view(row, sight, names, today) for row in ordered[:PAGE]]


def follow_up_of(number: int, *, sight: Sight, today: date) -> FollowUpView | None:
    """What came of one enquiry; None when it is neither complaint nor feedback, or not one's to see."""
    row = FollowUp.objects.select_related("enquiry__unit").filter(enquiry__number=number).first()
    if row is None or not sight.may_open(row.enquiry.unit_id, sensitive=row.enquiry.sensitive):
        return None
    return _view(row, sight, staff_names(), today)


def _view(row: FollowUp, sight: Sight, names: dict[int, str], today: date) -> FollowUpView:
    enquiry = row.enquiry
    opens = sight.may_open(enquiry.unit_id, sensitive=enquiry.sensitive)
    return FollowUpView(
        id=row.pk, number=enquiry.number, number_said=said(enquiry.number),
        subject=(enquiry.listed_as or enquiry.subject) if opens else "", unit_name=enquiry.unit.name,
        status=enquiry.status, opened_at=row.opened_at, state=row.state, learned=row.learned if opens else "",
        change=row.change if opens else "", due_on=row.due_on, settled_at=row.settled_at,
        settled_by=names.get(row.settled_by_id or 0, ""),
        is_late=row.settled_at is None and row.due_on is not None and row.due_on < today,
    )  # fmt: skip
