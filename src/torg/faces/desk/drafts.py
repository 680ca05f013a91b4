"""What is being written is kept: as one types, on leaving, or by a button where there is no script."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from torg.enquiries.actions.answer import NotYours
from torg.enquiries.actions.drafts import LONGEST, PURPOSES, drop_draft, save_draft
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.opening import opened

KEPT = ("reason", "new_date", "wanted_by", "sensitive", "template")
"""What of a form is kept beside its text."""


@for_staff
@require_POST
def save(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    """Keeps the draft: a script gets a line that says when, a person without one comes back to the page."""
    if purpose not in PURPOSES:
        raise Http404
    access, now = opened(staff_of(request), number), timezone.now()
    text = request.POST.get("text", "")[:LONGEST]
    data = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
    if mentions := request.POST.getlist("mentions"):
        data["mentions"] = ",".join(one for one in mentions if one.isdigit())
    try:
        kept = save_draft(access.id, purpose=purpose, text=text, data=data, by=staff_of(request), now=now)
    except NotYours as not_yours:
        raise PermissionDenied(gettext("You read enquiries, and do not write in them.")) from not_yours
    if "by_script" in request.POST:
        return render(request, "desk/draft_saved.html", {"saved_at": now if kept else None})
    if kept:
        messages.success(request, gettext("The draft is saved. Nothing has been sent."))
    return _back(number, purpose)


@for_staff
@require_POST
def drop(request: HttpRequest, number: int, purpose: str) -> HttpResponse:
    """Throws the draft away."""
    if purpose not in PURPOSES:
        raise Http404
    access = opened(staff_of(request), number)
    drop_draft(access.id, purpose=purpose, by=staff_of(request), now=timezone.now())
    messages.info(request, gettext("The draft is thrown away."))
    return _back(number, purpose)


def _back(number: int, purpose: str) -> HttpResponse:
    return redirect(f"{reverse('desk:enquiry', args=[number])}?do={purpose}#work")
