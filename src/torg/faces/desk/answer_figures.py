"""How well questions are answered, for those who lead; and the answers drawn by chance that editors grade (KON-31)."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.actions import measure
from torg.assistant.queries.figures import days, figures, graded, to_grade
from torg.catalogue.queries import may_edit
from torg.editions.queries import in_force
from torg.faces.desk.answers import pages_shown
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_pieces import insist_on_editor
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language

SPANS = {"7": _("The last 7 days"), "30": _("The last 30 days"), "90": _("The last 90 days"), "365": _("The last year")}
GRADES = {"right": _("Right"), "partly": _("Partly right"), "wrong": _("Wrong")}
ELSEWHERE = 9  # per cent unknown that an established municipal assistant reports (2021)
MEASURED_BY = ("self_help_share", "first_contact_share")


HEADS = {
    "day": _("Day"), "asked": _("Questions"), "answered": _("Answered"), "unknown": _("No answer known"),
    "outside": _("Asked when nobody was at work"), "judged_good": _("Said that it helped"),
    "judged_bad": _("Said that it did not help"), "ended": _("Conversations that ended"),
    "contained": _("Answered without a person"), "escalated": _("Passed on to a person"),
    "abandoned": _("Left without an answer"), "again": _("Answered, and came to us again within 14 days"),
    "settled": _("Settled by phone and chat"), "at_once": _("Settled in the first contact"),
}  # fmt: skip


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The figures of a span of days, each with what it is a share of and what it does not tell."""
    insist_on_editor(request)
    span, since, until = _span(request)
    if request.GET.get("form") == "csv":
        return _table(since, until)
    found = figures(since, until)
    targets = [one for one in in_force(timezone.now()).strategy.targets.values() if one.measure in MEASURED_BY]
    shown = {
        "figures": found, "days": span, "spans": list(SPANS.items()), "reported": ELSEWHERE,
        "targets": targets, "outcomes": found.outcomes, "tab": "figures",
    }  # fmt: skip
    return page(request, "desk/answer_figures.html", shown, here="questions")


def _span(request: HttpRequest) -> tuple[str, date, date]:
    """The days that are asked for: which of SPANS, the first and the last."""
    said = request.GET.get("days", "")
    span, today = said if said in SPANS else "30", timezone.localdate()
    return span, today - timedelta(days=int(span) - 1), today


def _table(since: date, until: date) -> HttpResponse:
    """The counts of each day for a spreadsheet; numbers alone, so that nothing in it can be a formula."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADS.values())
    writer.writerows([one[name] for name in HEADS] for one in days(since, until))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="questions-{since}-{until}.csv"'
    return answer


@for_staff
@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """Answers that wait to be graded, and those that were of late."""
    since = timezone.localdate() - timedelta(days=90)
    waiting = to_grade(language())
    given = pages_shown({row.page_id for row in waiting}, code=language())
    shown = {
        "rows": [(row, given.get(row.page_id)) for row in waiting],
        "grades": list(GRADES.items()),
        "graded": [(row, GRADES.get(row.grade, "")) for row in graded(language(), since=since)],
        "may_edit": may_edit(staff_of(request)),
        "tab": "samples",
    }
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
