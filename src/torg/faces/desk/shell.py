"""What stands around every page of the desk: the counts in the menu, and what one may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from torg.enquiries.queries.inbox import Counters, counters
from torg.faces.desk.gate import staff_of
from torg.mailroom.queries import days_that_do_not_fit
from torg.people.queries import SEES_ALL, units_seen_by

MOST = 100


def page(request: HttpRequest, template: str, shown: dict[str, Any], *, here: str, status: int = 200) -> HttpResponse:
    """A page of the desk with its menu; ``here`` is the entry of the menu that it belongs to."""
    staff = staff_of(request)
    counts = counters(unit_ids=units_seen_by(staff), handler_id=staff.pk, now=timezone.now())
    sees_mail = staff.role in SEES_ALL
    books = {"books": said(days_that_do_not_fit())} if sees_mail else {}
    around = {"here": here, "counts": _said(counts) | books, "staff": staff, "sees_mail": sees_mail}
    return render(request, template, {**around, **shown}, status=status)


def _said(counts: Counters) -> dict[str, str]:
    """Each count as it is shown: "" for none, "99+" from a hundred on."""
    names = ("open", "overdue", "soon", "mine", "unassigned", "quarantined", "failed")
    return {name: said(getattr(counts, name)) for name in names}


def said(count: int) -> str:
    """A capped count in a menu."""
    return "" if count == 0 else "99+" if count >= MOST else str(count)
