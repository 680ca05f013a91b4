"""Who else has the page open, and what has happened since it was given out: asked for while it is open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from torg.enquiries.actions.presence import leave, look
from torg.enquiries.queries.presence import looking_at, since
from torg.enquiries.queries.story import EventView
from torg.faces.desk.gate import by_itself, for_staff, staff_of
from torg.faces.desk.opening import opened
from torg.faces.desk.told import in_words


@by_itself
@for_staff
@require_POST
def here(request: HttpRequest, number: int) -> HttpResponse:
    """Tells that one still has the page open, and hears who else has and what is new since."""
    staff, now = staff_of(request), timezone.now()
    access = opened(staff, number)
    if "leaving" in request.POST:
        leave(access.id, by=staff, now=now)
        return HttpResponse(status=204)
    look(access.id, writing="writing" in request.POST, by=staff, now=now)
    news = since(access.id, contact=_number(request, "seen"), event=_number(request, "last_event"), but=staff.pk)
    events = [(who, in_words(EventView(now, who, kind, data))) for who, kind, data in news.events]
    shown = {"looking": looking_at(access.id, but=staff.pk, now=now), "since": news, "events": events, "number": number}
    return render(request, "desk/looking.html", shown)


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
