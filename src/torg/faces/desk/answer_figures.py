"""How well questions are answered, for those who lead; and the answers drawn by chance that editors grade (KON-31)."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.actions import measure
from torg.assistant.queries.figures import figures, graded, to_grade
from torg.catalogue.queries import may_edit
from torg.editions.queries import in_force
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_pieces import insist_on_editor
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language

SPANS = {"7": _("The last 7 days"), "30": _("The last 30 days"), "90": _("The last 90 days"), "365": _("The last year")}
GRADES = {"right": _("Right"), "partly": _("Partly right"), "wrong": _("Wrong")}
ELSEWHERE = 9  # per cent unknown that an established municipal assistant reports (2021)
MEASURED_BY = ("self_help_share", "first_contact_share")


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The figures of a span of days, each with what it is a share of and what it does not tell."""
    insist_on_editor(request)
    days = request.GET.get("days", "")
    days = days if days in SPANS else "30"
    today = timezone.localdate()
    found = figures(today - timedelta(days=int(days) - 1), today)
    targets = [one for one in in_force(timezone.now()).strategy.targets.values() if one.measure in MEASURED_BY]
    shown = {
        "figures": found, "days": days, "spans": list(SPANS.items()), "reported": ELSEWHERE,
        "targets": targets, "outcomes": found.outcomes, "tab": "figures",
    }  # fmt: skip
    return page(request, "desk/answer_figures.html", shown, here="questions")


@for_staff
@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """Answers that wait to be graded, and those that were of late."""
    since = timezone.localdate() - timedelta(days=90)
    shown = {
        "rows": to_grade(language()), "grades": list(GRADES.items()), "may_edit": may_edit(staff_of(request)),
        "graded": [(row, GRADES.get(row.grade, "")) for row in graded(language(), since=since)], "tab": "samples",
    }  # fmt: skip
    return page(request, "desk/samples.html", shown, here="questions")


@for_staff
@require_POST
def grade(request: HttpRequest, sample_id: int) -> HttpResponse:
    """An answer is graded, or the grade taken back."""
    insist_on_editor(request)
    said = request.POST.get("grade", "")
    if said in (*GRADES, ""):
        measure.grade(sample_id, said, by=staff_of(request), now=timezone.now())
        messages.success(request, gettext("Graded. You can undo it below.") if said else gettext("It is undone."))
    return redirect("desk:samples")
