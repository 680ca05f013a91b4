"""The look-up log: auditors read all of it, everybody their own part (DRA-32)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from torg.enquiries.numbers import said as number_said
from torg.enquiries.queries.persons import numbers_of
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.people.queries import staff_names
from torg.people.queries.lookups import PAGE, READS_LOG, LookUpView, NotAuditor, Wanted, look_ups

TALK = "talk_code"
WHY = {
    "enquiry": "", "quarantine": _("A message in quarantine"),
    TALK: _("A conversation, by the code that was said"),
}  # fmt: skip
WHAT = {
    "page": _("Opened the page"), "search": _("Found in a search"), "identity": _("Read an identity number"),
    "address": _("Read a hidden address"), "change": _("Changed"),
}  # fmt: skip
CHANGES = {
    "described": _("name, kind or language"), "address_added": _("an address added"),
    "address_removed": _("an address removed"), "exempt": _("exempt from digital post"),
    "not_exempt": _("no longer exempt from digital post"), "protected": _("address protected"),
    "not_protected": _("address no longer protected"), "identity_added": _("an identity number added"),
    "identity_removed": _("an identity number removed"), "acted_for": _("somebody acts for them"),
    "acts_for": _("acts for somebody"),
    "acted_for_no_more": _("somebody no longer acts for them"), "joined": _("joined with another"),
    "unjoined": _("the joining undone"),
}  # fmt: skip


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The log by staff, person and day; one's own for those who are no auditors."""
    staff = staff_of(request)
    reads_all = staff.role in READS_LOG
    by, day = _number(request, "by") if reads_all else staff.pk, _day(request)
    wanted = Wanted(
        by=by, person=_number(request, "person"), since=_begin(day), until=_begin(_after(day)),
        before=_number(request, "before"),
    )  # fmt: skip
    try:
        rows = look_ups(wanted, reader=staff)
    except NotAuditor as not_auditor:
        raise PermissionDenied from not_auditor
    numbers = numbers_of([row.enquiry_id for row in rows if row.enquiry_id])
    shown: dict[str, Any] = {
        "rows": [
            {
                "look": row,
                "what": WHAT.get(row.what, row.what),
                "purpose": _purpose(row),
                "is_talk": row.purpose.partition(":")[0] == TALK,
                "number": numbers.get(row.enquiry_id or 0),
                "number_said": number_said(numbers[row.enquiry_id]) if row.enquiry_id in numbers else "",
            }
            for row in rows
        ],
        "reads_all": reads_all,
        "everybody": sorted(staff_names().items(), key=lambda pair: pair[1]) if reads_all else (),
        "by": by,
        "day": day.isoformat() if day else "",
        "person": wanted.person,
        "next": rows[-1].id if len(rows) == PAGE else "",
    }
    return page(request, "desk/lookups.html", shown, here="lookups")


def _purpose(row: LookUpView) -> str:
    """Why somebody looked; of a talk that is in no enquiry, which one it was as well."""
    if row.what == "change":
        return str(CHANGES.get(row.purpose, row.purpose))
    key, _colon, which = row.purpose.partition(":")
    if key == TALK and which:
        return f"{WHY[TALK]} ({which})"
    return str(WHY.get(row.purpose, row.purpose))


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None


def _begin(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time(0))) if day else None
