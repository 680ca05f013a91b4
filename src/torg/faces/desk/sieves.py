"""Saved sieves: a choice of the inbox kept under a name, in the menu; as a link it works for colleagues too."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from torg.enquiries.actions import sieves as deeds
from torg.enquiries.queries.sieves import sieves_of
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page

KEPT = ("only", "unit", "channel", "status")


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One's own sieves, to rename, order and remove."""
    return page(request, "desk/sieves.html", {"sieves": sieves_of(staff_of(request).pk)}, here="sieves")


@for_staff
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keeps a choice of the inbox under a name."""
    asked = parse_qs(request.POST.get("query", "")[:500])
    query = urlencode({name: asked[name][0] for name in KEPT if name in asked})
    try:
        deeds.save_sieve(name=request.POST.get("name", ""), query=query, by=staff_of(request))
        messages.success(request, gettext("Kept. You find it in the menu."))
    except deeds.NameNeeded:
        messages.error(request, gettext("Write a name for it."))
    except deeds.TooMany:
        messages.error(request, gettext("You have kept thirty already. Remove one first."))
    return redirect(f"{reverse('desk:inbox')}?{query}")


@for_staff
@require_POST
def change(request: HttpRequest, sieve_id: int) -> HttpResponse:
    """Renames, moves or removes one."""
    staff = staff_of(request)
    try:
        match request.POST.get("do", ""):
            case "rename":
                deeds.rename_sieve(sieve_id, name=request.POST.get("name", ""), by=staff)
            case "up" | "down" as way:
                deeds.move_sieve(sieve_id, up=way == "up", by=staff)
            case "remove":
                deeds.remove_sieve(sieve_id, by=staff)
    except deeds.NameNeeded:
        messages.error(request, gettext("Write a name for it."))
    except deeds.NameTaken:
        messages.error(request, gettext("Another of yours has that name."))
    return redirect("desk:sieves")
