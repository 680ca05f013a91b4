"""The one search box: a number goes straight to its enquiry, anything else is looked for in all enquiries."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from torg.channels.wired import wired
from torg.enquiries.queries.access import access_to
from torg.enquiries.queries.inbox import number_of_found
from torg.enquiries.queries.search import search
from torg.faces.desk.chat_find import told_talk
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.inbox import STATUSES, channels
from torg.faces.desk.patterns import options
from torg.faces.desk.shell import page
from torg.people.queries import sight_of, units

TIMES = ((0, _("Any time")), (7, _("The last week")), (31, _("The last month")), (365, _("The last year")))


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Goes to the enquiry or the talk whose number or code somebody says; else lists enquiries with all the words."""
    words = (request.GET.get("q") or request.GET.get("number", "")).strip()
    sight = sight_of(staff_of(request))
    number = number_of_found(words)
    access = None if number is None else access_to(number)
    if access is not None and access.listed_for(sight):  # of any other nothing tells that it is there
        return redirect("desk:enquiry", number=access.number)
    if (talk := told_talk(request, words)) is not None:
        return redirect(talk)
    offered = [unit for unit in units().by_id.values() if sight.sees(unit.id)]
    unit = next((unit for unit in offered if unit.key == request.GET.get("unit")), None)
    channel, status = request.GET.get("channel", ""), request.GET.get("status", "")
    days = next((days for days, _name in TIMES if str(days) == request.GET.get("days")), 0)
    shown: dict[str, Any] = {
        "words": words,
        "found": search(
            words, sight=sight, after=request.GET.get("after", ""), now=timezone.now(),
            unit_id=unit.id if unit else None, channel=channel if channel in wired() else "", status=status, days=days,
        ),
        "is_number": bool(words) and all(c.isdigit() or c in " #" for c in words),
        "options": {
            "unit": options(((unit.key, unit.name) for unit in offered), unit.key if unit else ""),
            "channel": options(channels(), channel),
            "status": options(STATUSES, status),
            "days": options(TIMES, days),
        },
        "after": request.GET.get("after", ""),
    }  # fmt: skip
    return page(request, "desk/find.html", shown, here="find", sight=sight)
