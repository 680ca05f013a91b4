"""Feedback and complaints: what nobody has followed up yet, and what came of the rest (KON-20, KON-44)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.enquiries.actions import follow_up as deeds
from torg.enquiries.actions.answer import NotYours
from torg.enquiries.queries.follow_ups import PAGE, FollowUpView, follow_up_of, follow_ups
from torg.enquiries.queries.page import enquiry_page
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.opening import opened
from torg.faces.desk.shell import page
from torg.people.queries import may_act, sight_of, units

OUTCOMES = (
    ("planned", _("Something is to be changed")),
    ("done", _("Something was changed")),
    ("nothing", _("No change")),
)


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("What comes of it?"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes of it")},
    )
    learned = forms.CharField(
        label=_("What does it show us?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )
    change = forms.CharField(
        label=_("What is changed, or why nothing is"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
        error_messages={"required": _("Write what is changed, or why nothing is")},
    )
    due_on = forms.DateField(
        label=_("When is the change to be there?"),
        required=False,
        help_text=_("Only for what is to be changed."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == "planned" and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose a day for what is to be changed"))
        return cleaned


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits to be followed up, the oldest first, or what has been, the latest first."""
    sight, settled = sight_of(staff_of(request)), request.GET.get("settled") == "1"
    offered = [unit for unit in units().by_id.values() if sight.sees(unit.id)]
    chosen = next((unit for unit in offered if unit.key == request.GET.get("unit", "")), None)
    said = request.GET.get("before", "")
    rows = follow_ups(
        sight=sight,
        settled=settled,
        today=timezone.localdate(),
        unit_ids=[chosen.id] if chosen else None,
        before=int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None,
    )
    shown = {
        "rows": rows,
        "settled": settled,
        "units": offered,
        "chosen": chosen,
        "next": str(rows[-1].id) if len(rows) == PAGE else "",
    }
    return page(request, "desk/feedback.html", shown, here="feedback")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One complaint or piece of feedback, and the form in which somebody says what comes of it."""
    staff = staff_of(request)
    row = _row(request, number)
    found = enquiry_page(number, now=timezone.now())
    if found is None:
        raise Http404
    form = OutcomeForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.decide(found.id, by=staff, now=timezone.now(), **form.cleaned_data)
        except NotYours as not_yours:
            raise PermissionDenied(gettext("Another unit answers for this enquiry.")) from not_yours
        messages.success(request, gettext("What comes of it is noted."))
        return redirect("desk:feedback")
    shown = {
        "row": row,
        "first": found.question,
        "form": form,
        "may_act": may_act(staff, found.unit_id),
    }
    return page(request, "desk/follow_up.html", shown, here="feedback", status=422 if form.errors else 200)


def _row(request: HttpRequest, number: int) -> FollowUpView:
    row = follow_up_of(number, sight=sight_of(staff_of(request)), today=timezone.localdate())
    if row is None:
        raise Http404
    return row


def _initial(row: FollowUpView) -> dict[str, Any]:
    chosen = "" if row.state == "open" else row.state
    return {"outcome": chosen, "learned": row.learned, "change": row.change, "due_on": row.due_on}


@for_staff
@require_POST
def mark(request: HttpRequest, number: int, deed: str) -> HttpResponse:
    """An enquiry is feedback, or is not after all."""
    if deed not in {"is", "is-not"}:
        raise Http404
    staff = staff_of(request)
    found = opened(staff, number)
    try:
        if deed == "is":
            deeds.mark_feedback(found.id, by=staff, now=timezone.now())
            messages.success(request, gettext("It is followed up as feedback, also after the answer."))
        else:
            deeds.unmark_feedback(found.id, by=staff, now=timezone.now())
            messages.success(request, gettext("It is no longer followed up as feedback."))
    except NotYours as not_yours:
        raise PermissionDenied(gettext("Another unit answers for this enquiry.")) from not_yours
    except deeds.NotFeedback:
        messages.info(request, gettext("Nothing was changed: what comes of it is decided already."))
    return redirect("desk:enquiry", number=number)
