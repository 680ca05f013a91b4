"""Reading the look-up log: an auditor all of it, everybody their own part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from torg.people.models import LookUp, Role, Staff

PAGE = 50
READS_LOG = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class LookUpView:
    """One look; ``person_id`` None when a search found nobody."""

    id: int
    at: datetime
    by_id: int
    by: str
    person_id: int | None
    person: str
    what: str
    purpose: str
    enquiry_id: int | None


class NotAuditor(Exception):
    """Only auditors and administrators read what others have looked at."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the log: by whom, at whom, from a moment until another; the newest before a row's id."""

    by: int | None = None
    person: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


def look_ups(wanted: Wanted, *, reader: Staff) -> list[LookUpView]:
    """A page of the log, the newest first; raises NotAuditor unless it is the reader's own part."""
    if reader.role not in READS_LOG and wanted.by != reader.pk:
        raise NotAuditor
    rows = LookUp.objects.select_related("by", "person").order_by("-id")
    for name, value in (
        ("by_id", wanted.by),
        ("person_id", wanted.person),
        ("at__gte", wanted.since),
        ("at__lt", wanted.until),
        ("id__lt", wanted.before),
    ):
        if value is not None:
            rows = rows.filter(**{name: value})
    return _views(rows)


def _views(rows: QuerySet[LookUp]) -> list[LookUpView]:
    return [
        LookUpView(
            row.pk, row.at, row.by_id, row.by.name, row.person_id, row.person.name if row.person else "", row.what,
            row.purpose, row.enquiry_id,
        )
        for row in rows[:PAGE]
    ]  # fmt: skip
