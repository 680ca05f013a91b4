"""Who answers what: what the front line has settled with each unit about its services (ALV-42, KON-27, KON-39)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from torg.catalogue import actions
from torg.catalogue.queries import AgreementFacts, ServiceFacts, agreed_by_service, agreements, services
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language
from torg.people.queries import may_act, staff_names, units

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Line:
    """One service in the list; ``agreed`` is None where nothing is settled."""

    key: str
    title: str
    agreed: AgreementFacts | None
    is_stale: bool


class AgreementForm(forms.Form):
    """Who answers, and what is handed over."""

    answerer = forms.ChoiceField(
        label=_("Who answers first?"),
        choices=[("front_line", _("The front line")), ("unit", _("The unit itself"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who answers first")},
    )
    routine = forms.CharField(
        label=_("The routine"),
        max_length=4000,
        help_text=_("What the front line answers itself, what it hands over, and which facts go with it."),
        widget=forms.Textarea(attrs={"rows": 6, "cols": None}),
        error_messages={"required": _("Write what the front line answers and what it hands over")},
    )
    review_on = forms.DateField(
        label=_("To be looked at again"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day on which you look at it again")},
    )


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every service by its unit, with who answers first and when that was settled."""
    agreed, today, around = agreed_by_service(), timezone.localdate(), units()
    by_unit: dict[int, list[Line]] = {}
    for key, service in services().items():
        found = agreed.get(service.id)
        stale = found is not None and found.review_on < today
        by_unit.setdefault(service.unit_id, []).append(Line(key, service.title(language()), found, stale))
    groups = [
        (around.by_id[unit_id].name, sorted(lines, key=lambda line: line.title))
        for unit_id, lines in by_unit.items()
        if unit_id in around.by_id
    ]
    shown = {"groups": sorted(groups, key=lambda group: group[0]), "front_line": around.front_line.name}
    return page(request, "desk/agreements.html", shown, here="agreements")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """What is settled about one service, what was before, and the form to settle it anew."""
    service, staff = services().get(key), staff_of(request)
    if service is None:
        raise Http404
    form = AgreementForm(request.POST or None, initial=_initial(service))
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree(service.id, by=staff, now=timezone.now(), **form.cleaned_data)
        except actions.NotForYou as not_yours:
            raise PermissionDenied(gettext("Another unit answers for this service.")) from not_yours
        messages.success(request, gettext("Settled. What comes in from now on goes there."))
        return redirect("desk:agreements")
    unit, names = units().by_id.get(service.unit_id), staff_names()
    shown = {
        "title": service.title(language()),
        "unit": unit.name if unit else "",
        "past": [(one, names.get(one.made_by, "")) for one in agreements(service.id)],
        "form": form,
        "may_act": may_act(staff, service.unit_id),
    }
    return page(request, "desk/agreement.html", shown, here="agreements", status=422 if form.errors else 200)


def _initial(service: ServiceFacts) -> dict[str, str | date]:
    return {
        "answerer": service.answerer,
        "routine": service.routine,
        "review_on": timezone.localdate() + A_YEAR,
    }
