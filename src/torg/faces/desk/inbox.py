"""The inbox: what is owed to whom, the most urgent first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from torg.channels.wired import wired
from torg.enquiries.queries.inbox import inbox, number_of_found
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.people.queries import units, units_seen_by

OPEN = "open"
STATUSES = ((OPEN, _("Open")), ("answered", _("Answered")), ("closed", _("Closed")))
ONLY = ("", "overdue", "soon", "mine", "unassigned")


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the reader has chosen to see; anything not offered counts as not chosen."""

    only: str
    unit: str
    channel: str
    status: str
    after: str

    @classmethod
    def of(cls, request: HttpRequest) -> Sieve:
        """Reads the query of the address."""

        def chosen(name: str, offered: Collection[str]) -> str:
            value = request.GET.get(name, "")
            return value if value in offered else ""

        status = chosen("status", [word for word, _name in STATUSES]) or OPEN
        return cls(
            only=chosen("only", ONLY) if status == OPEN else "",
            unit=request.GET.get("unit", ""),
            channel=chosen("channel", tuple(wired())),
            status=status,
            after=request.GET.get("after", ""),
        )


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The inbox, filtered by the address; with htmx only the list is sent."""
    staff, sieve, seen_units = staff_of(request), Sieve.of(request), units()
    seen = units_seen_by(staff)
    offered = [unit for unit in seen_units.by_id.values() if seen is None or unit.id in seen]
    chosen = next((unit for unit in offered if unit.key == sieve.unit), None)
    found = inbox(
        unit_ids=[chosen.id] if chosen else seen,
        only=sieve.only,
        handler_id=staff.pk,
        channel=sieve.channel,
        status=sieve.status,
        after=sieve.after,
        now=timezone.now(),
    )
    shown = {
        "sieve": sieve,
        "page": found,
        # Worked out once: asking for each row's address costs more than all its words.
        "enquiry_at": reverse("desk:enquiry", args=[0]).removesuffix("0/"),
        "units": offered,
        "channels": sorted(wired()),
        "statuses": STATUSES,
        "is_filtered": bool(sieve.only or chosen or sieve.channel or sieve.status != OPEN),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        response = render(request, "desk/inbox_list.html", shown)
    else:
        response = page(request, "desk/inbox.html", shown, here=sieve.only or "inbox")
    response["Vary"] = "HX-Request, Cookie"
    return response


@for_staff
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Goes to the enquiry whose number somebody says."""
    number = number_of_found(request.GET.get("number", ""))
    if number is None:
        messages.error(request, gettext("There is no enquiry with that number. Is a digit wrong, or missing?"))
        return redirect("desk:inbox")
    return redirect("desk:enquiry", number=number)
