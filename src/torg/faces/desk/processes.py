"""The map of application processes: how each service is applied for today, how good that is, and what to do next."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from torg.catalogue.actions.processes import judge, may_judge
from torg.catalogue.actions.writing import NotAnEditor
from torg.catalogue.process import Process, Quality, Step, Way, next_steps, shared_on_phones
from torg.catalogue.queries.processes import judged, processes, quality
from torg.editions.queries import InForce, in_force
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language
from torg.people.queries import units
from torg.strategy.offers import offered

WAYS = {
    Way.DIGITAL: _("Digital"), Way.FORM: _("Form to print"), Way.PAPER: _("Paper"),
    Way.PERSON: _("In person or by phone"),
    Way.NONE: _("Not described"),
}  # fmt: skip
WAY_COLOURS = {
    Way.DIGITAL: "success",
    Way.FORM: "warning",
    Way.PAPER: "warning",
    Way.PERSON: "info",
    Way.NONE: "danger",
}
KINDS = {
    "self_service": _("Self-service"), "form": _("Form"), "paper": _("Paper"), "phone": _("Phone"),
    "email": _("E-mail"), "visit": _("Visit"),
}  # fmt: skip
STEPS = {
    Step.DESCRIBE: _("Describe how it is applied for"),
    Step.PHASE_OUT: _("Phase the solution out"),
    Step.MAKE_DIGITAL: _("Make it digital"),
    Step.MEND_FORM: _("Turn the form into self-service"),
    Step.MEND_MOBILE: _("Make it work on phones"),
    Step.MEND_ACCESS: _("Make it accessible"),
    Step.MEND_COMPLETION: _("Find out why people give up"),
    Step.LOOK_AT_COMPLAINTS: _("Look at the complaints"),
    Step.JUDGE: _("Try the solution and note how good it is"),
    Step.JUDGE_AGAIN: _("Try it again: more than a year has passed"),
    Step.SET_TARGET: _("Set a target for how long it takes"),
    Step.SLOWER_THAN_LAW: _("The target is slower than the law allows"),
}
YES_NO = [("", _("Not looked at")), ("yes", _("Yes")), ("no", _("No"))]


@dataclass(frozen=True, slots=True)
class Line:
    """One service on the map."""

    process: Process
    way: object
    colour: str
    journey: Sequence[object]
    steps: Sequence[object]
    on_phone: bool | None


@dataclass(frozen=True, slots=True)
class Sum:
    """A unit's services by their way today."""

    name: str
    counts: Sequence[int]
    total: int


class QualityForm(forms.Form):
    """What was found when a solution was tried."""

    url = forms.ChoiceField(label=_("Which solution?"), error_messages={"required": _("Choose the solution")})
    works_on_phone = forms.ChoiceField(label=_("Does it work on a phone?"), choices=YES_NO, required=False)
    accessible = forms.ChoiceField(
        label=_("Is it accessible?"),
        choices=YES_NO,
        required=False,
        help_text=_("With the keyboard alone, with a screen reader, and enlarged to 400 %."),
    )
    completion = forms.IntegerField(
        label=_("How many finish, of a hundred who begin?"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"invalid": _("Write a whole number"), "max_value": _("Write at most 100")},
    )
    complaints = forms.IntegerField(
        label=_("Complaints since it was last judged"),
        min_value=0,
        max_value=100_000,
        initial=0,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    verdict = forms.ChoiceField(
        label=_("What is to become of it?"),
        choices=[("keep", _("Keep it")), ("mend", _("Mend it")), ("phase_out", _("Phase it out"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is to become of it")},
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "cols": None})
    )

    def __init__(self, *args: object, solutions: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["url"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(url, url) for url in solutions]

    def quality(self, today: date) -> Quality:
        """What was filled in, as of today."""
        said = self.cleaned_data
        told = {"yes": True, "no": False}
        return Quality(
            url=said["url"], judged_on=today, works_on_phone=told.get(said["works_on_phone"]),
            accessible=told.get(said["accessible"]), completion=said["completion"], complaints=said["complaints"] or 0,
            verdict=said["verdict"], note=said["note"],
        )  # fmt: skip


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every service with its way today, what the journey is and what to do next; by way, by unit, by what to do."""
    found, records, around = processes(language()), quality(), units()
    keys = {one.id: one.key for one in around.by_id.values()}
    names = {one.id: one.name for one in around.by_id.values()}
    lines = [_line(one, records.get(one.page_id, {})) for one in found]
    way, unit, step = (request.GET.get(name, "") for name in ("way", "unit", "step"))
    shown_lines = [
        line
        for line in lines
        if (not way or line.process.way == way)
        and (not unit or keys.get(line.process.unit_id) == unit)
        and (not step or step in _step_keys(line.process, records))
    ]
    merged = {url: record for by_url in records.values() for url, record in by_url.items()}
    works, of_all = shared_on_phones(found, merged)
    if request.GET.get("form") == "csv":
        return _table(shown_lines, names)
    shown = {
        "lines": shown_lines,
        "all": len(lines),
        "sums": _sums(found, names),
        "ways": [(key.value, name) for key, name in WAYS.items()],
        "steps": [(key.value, name) for key, name in STEPS.items()],
        "units": sorted({(keys[one.unit_id], names[one.unit_id]) for one in found}, key=lambda pair: pair[1]),
        "chosen": {"way": way, "unit": unit, "step": step},
        "phones": {"works": works, "all": of_all, "per_cent": works * 100 // of_all if of_all else None},
        "query": request.GET.urlencode(),
    }
    return page(request, "desk/processes.html", shown, here="processes")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One service: what the strategy says of its channels, how good its self-service is, and what to do next."""
    process, staff = next((one for one in processes(language()) if one.key == key), None), staff_of(request)
    if process is None:
        raise Http404
    form = QualityForm(request.POST or None, solutions=process.solutions)
    if request.method == "POST" and form.is_valid():
        try:
            judge(process.page_id, form.quality(timezone.localdate()), by=staff, now=timezone.now())
        except NotAnEditor as not_yours:
            raise PermissionDenied(gettext("Another unit answers for this service.")) from not_yours
        messages.success(request, gettext("Noted. What was found before stays in the list below."))
        return redirect("desk:process", key=key)
    records = quality(process.page_id).get(process.page_id, {})
    unit = units().by_id.get(process.unit_id)
    shown = {
        "line": _line(process, records),
        "process": process,
        "unit": unit.name if unit else "",
        "best": _most_effective(in_force(timezone.now()), process),
        "past": judged(process.page_id),
        "form": form if process.solutions else None,
        "may_judge": may_judge(staff, process.unit_id),
    }
    return page(request, "desk/process.html", shown, here="processes", status=422 if form.errors else 200)


def _most_effective(found: InForce, process: Process) -> str:
    """The channel that the strategy puts first for what the service is (ALB-14)."""
    purpose = process.purpose or "interaction"
    use = "applications" if purpose == "transaction" else "dialogue"
    offers = offered(found.strategy, found.calendar, at=timezone.now(), purpose=purpose, use=use)
    return next((offer.channel.name for offer in offers if not offer.unwanted), "")


def _line(process: Process, records: Mapping[str, Quality]) -> Line:
    steps = next_steps(process, records, today=timezone.localdate())
    return Line(
        process=process, way=WAYS[process.way], colour=WAY_COLOURS[process.way],
        journey=[KINDS[kind] for kind in process.journey], steps=[STEPS[step] for step in steps],
        on_phone=process.works_on_phone(records),
    )  # fmt: skip


def _step_keys(process: Process, records: Mapping[int, Mapping[str, Quality]]) -> Sequence[str]:
    return [step.value for step in next_steps(process, records.get(process.page_id, {}), today=timezone.localdate())]


def _sums(found: Sequence[Process], names: Mapping[int, str]) -> list[Sum]:
    by_unit: dict[int, list[Process]] = {}
    for process in found:
        by_unit.setdefault(process.unit_id, []).append(process)
    sums = [
        Sum(names.get(unit_id, ""), [sum(one.way is way for one in theirs) for way in WAYS], len(theirs))
        for unit_id, theirs in by_unit.items()
    ]
    return sorted(sums, key=lambda one: one.name)


def _table(lines: Sequence[Line], names: Mapping[int, str]) -> HttpResponse:
    """The map for a spreadsheet; what begins like a formula is made harmless."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    heads = (
        "Service",
        "Unit",
        "Way today",
        "Journey",
        "Must be digital by law",
        "In person by law",
        "Works on a phone",
    )
    writer.writerow([gettext(head) for head in (*heads, "Target", "Law allows", "What to do next")])
    for line in lines:
        one = line.process
        cells = (
            one.title, names.get(one.unit_id, ""), line.way, ", ".join(str(kind) for kind in line.journey),
            gettext("Yes") if one.mandatory else gettext("No"), one.in_person,
            {True: gettext("Yes"), False: gettext("No"), None: ""}[line.on_phone], one.target, one.limit,
            ", ".join(str(step) for step in line.steps),
        )  # fmt: skip
        writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@" else str(cell) for cell in cells])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="services.csv"'
    return answer
