"""What readers say of the pages: comments that wait, and what came of the rest (DRA-12, KON-44)."""

from __future__ import annotations

from datetime import timedelta
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

from torg.catalogue.queries import may_edit
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.asked import ROUTES
from torg.faces.parts.templatetags.torg import language
from torg.participation.actions.opinions import AlreadyHandled, NotYours, handle, take_up_again
from torg.participation.queries.opinions import PAGE, OpinionView, opinion, opinions, share
from torg.people.queries import sight_of, units

PERIOD = timedelta(days=30)
OUTCOMES = {
    "changed": _("The page was changed"),
    "passed_on": _("Passed on to somebody who can mend it"),
    "nothing": _("Nothing to change"),
}
LONGEST_NOTE = 500


class OutcomeForm(forms.Form):
    """What came of a comment."""

    outcome = forms.ChoiceField(
        label=_("What comes of it?"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes of it")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("For colleagues: the reader does not see it."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )


@for_staff
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Comments that wait, the newest first, or those that have been followed up; and the share that found it."""
    staff, asked, now = staff_of(request), request.GET, timezone.now()
    sight, all_units = sight_of(staff), units().by_id.values()
    offered = [unit for unit in all_units if may_edit(staff) or sight.sees(unit.id)]
    chosen = next((unit for unit in offered if unit.key == asked.get("unit", "")), None)
    handled, before = asked.get("handled") == "1", asked.get("before", "")
    rows = opinions(
        staff=staff, language=language(), handled=handled, unit_id=chosen.id if chosen else None,
        mine=asked.get("mine") == "1", before=int(before) if before.isascii() and before.isdigit() and len(before) < 19
        else None,
    )  # fmt: skip
    shown = {
        "rows": [(row, about(row), OUTCOMES.get(row.outcome, "")) for row in rows],
        "handled": handled,
        "mine": asked.get("mine") == "1",
        "units": offered,
        "chosen": chosen,
        "share": share(since=now - PERIOD, unit_id=chosen.id if chosen else None),
        "next": str(rows[-1].id) if len(rows) == PAGE else "",
        "tab": "voices",
    }
    return page(request, "desk/voices.html", shown, here="voices")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """One comment, and the form in which somebody says what comes of it."""
    staff, row = staff_of(request), _row(request, opinion_id)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            handle(opinion_id, by=staff, now=timezone.now(), **form.cleaned_data)
        except NotYours as not_yours:
            raise PermissionDenied(gettext("Another unit answers for this page.")) from not_yours
        except AlreadyHandled:
            messages.info(request, gettext("Somebody else has followed it up meanwhile."))
            return redirect("desk:voice", opinion_id=opinion_id)
        messages.success(request, gettext("What comes of it is noted. You can undo it below “Followed up”."))
        return redirect("desk:voices")
    shown: dict[str, Any] = {"row": row, "about": about(row), "outcome": OUTCOMES.get(row.outcome, ""), "form": form}
    return page(request, "desk/voice.html", shown, here="voices", status=422 if form.errors else 200)


@for_staff
@require_POST
def again(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """Undoes the following up: the comment waits once more."""
    _row(request, opinion_id)
    try:
        take_up_again(opinion_id, by=staff_of(request))
    except NotYours as not_yours:
        raise PermissionDenied(gettext("Another unit answers for this page.")) from not_yours
    messages.success(request, gettext("The comment waits to be followed up again."))
    return redirect("desk:voice", opinion_id=opinion_id)


def about(row: OpinionView) -> object:
    """What a comment is about, in words."""
    return row.title or ROUTES.get(row.route, row.route)


def _row(request: HttpRequest, opinion_id: int) -> OpinionView:
    row = opinion(opinion_id, staff=staff_of(request), language=language())
    if row is None:
        raise Http404
    return row
