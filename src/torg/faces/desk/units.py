"""The units in their tree, and the page of one: how it is reached, who is there, how it keeps its promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.catalogue.queries import services, templates_for
from torg.editions.queries import InForce, in_force
from torg.enquiries.queries.kept import promises_kept
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.presence import CLOCK, DAY
from torg.faces.desk.shell import page
from torg.faces.desk.whereabouts import told_all
from torg.faces.parts.dates import weekday
from torg.faces.parts.hours import in_words
from torg.faces.parts.templatetags.torg import language
from torg.people.actions.presence import EndsBeforeItStarts, NotTheirs, When, drop_duty, set_duty
from torg.people.duty import next_duty, on_duty, own_hours
from torg.people.queries import UnitFacts, may_manage, units
from torg.people.queries.staffing import colleagues, duties_of, names_of_active
from torg.strategy.model import Hours

LINES = {"first": _("First line"), "second": _("Second line"), "third": _("Third line")}


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree, with those below it."""

    unit: UnitFacts
    line: str
    below: tuple[Branch, ...]


class DutyForm(forms.Form):
    """Who is on duty, and when: every week on a day, or from a day to a day."""

    staff = forms.ChoiceField(label=_("Who"))
    weekday = forms.ChoiceField(label=_("Every"), required=False)
    from_day = forms.DateField(label=_("Or from"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    to_day = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("Between"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))
    ends = forms.TimeField(label=_("And"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: Any = [("", _("No weekday: dates")), *((str(n), weekday(n, code)) for n in range(7))]
        people: Any = [(str(pk), name) for pk, name in names_of_active()]
        self.fields["weekday"].choices, self.fields["staff"].choices = days, people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A weekday, or dates, and not both."""
        said: dict[str, Any] = super().clean() or {}
        weekly, dated = bool(said.get("weekday")), bool(said.get("from_day"))
        if weekly == dated:
            self.add_error("weekday", gettext("Choose a weekday, or write dates."))
        return said

    def when(self) -> When:
        """What was chosen."""
        said = self.cleaned_data
        if said["weekday"]:
            return When(said["starts"], said["ends"], weekday=int(said["weekday"]))
        return When(said["starts"], said["ends"], from_day=said["from_day"], to_day=said["to_day"] or said["from_day"])


@for_staff
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """All units, each below the one it belongs to."""
    return page(request, "desk/units.html", {"branches": _branches(units().by_id)}, here="units")


def _branches(by_id: Mapping[int, UnitFacts]) -> tuple[Branch, ...]:
    below: dict[int | None, list[UnitFacts]] = {}
    for unit in by_id.values():
        below.setdefault(unit.parent_id if unit.parent_id in by_id else None, []).append(unit)

    def grown(parent: int | None, seen: frozenset[int]) -> tuple[Branch, ...]:
        return tuple(
            Branch(unit, str(LINES.get(unit.line, "")), grown(unit.id, seen | {unit.id}))
            for unit in below.get(parent, ())
            if unit.id not in seen
        )

    return grown(None, frozenset())


@for_staff
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The page of a unit."""
    return _page(request, _unit(key), DutyForm(code=language()))


def _unit(key: str) -> UnitFacts:
    unit = units().by_key.get(key)
    if unit is None:
        raise Http404
    return unit


def _page(request: HttpRequest, unit: UnitFacts, form: DutyForm) -> HttpResponse:
    staff, now, code = staff_of(request), timezone.now(), language()
    under = in_force(now)
    on = on_duty([unit.id], at=now, calendar=under.calendar)[unit.id]
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    by_id = units().by_id
    shown = {
        "unit": unit,
        "line": LINES.get(unit.line, ""),
        "above": by_id.get(unit.parent_id or 0),
        "below": [one for one in by_id.values() if one.parent_id == unit.id],
        "hours": _hours(unit, under, code),
        "place": _place(unit, under),
        "templates": templates_for(unit_id=unit.id, service_id=None, language=code),
        "services": [one.title(code) for one in services().values() if one.unit_id == unit.id],
        "people": told_all(colleagues(unit_ids=[unit.id], at=now, reader=staff), now=now),
        "on_duty": on,
        "next_duty": None if on else next_duty(unit.id, at=now, calendar=under.calendar),
        "duties": [(one, _day(one.weekday, code)) for one in duties_of(unit.id, from_day=timezone.localdate(now))],
        "kept": promises_kept(unit.id, since=month, until=now),
        "month": month,
        "may_manage": may_manage(staff, unit.id),
        "form": form,
    }
    return page(request, "desk/unit.html", shown, here="units", status=422 if form.errors else 200)


def _day(number: int | None, code: str) -> str:
    return weekday(number, code).capitalize() if number is not None else ""


def _hours(unit: UnitFacts, under: InForce, code: str) -> Sequence[str]:
    """The unit's own hours, else the strategy's: by the unit's key of hours, or what the strategy says of the unit."""
    if unit.own_hours:
        return in_words(own_hours(unit.own_hours), code)
    rule = under.strategy.units.get(unit.key)
    said: Hours | None = under.strategy.hours.get(unit.hours or (rule.hours if rule else ""))
    return in_words(said, code) if said else ()


def _place(unit: UnitFacts, under: InForce) -> str:
    """Where people can come: a place of the strategy by its key, or as the unit says it."""
    known = under.strategy.places.get(unit.place)
    return known.name if known else unit.place


@for_staff
@require_POST
def add_duty(request: HttpRequest, key: str) -> HttpResponse:
    """Puts somebody on the list."""
    unit = _unit(key)
    form = DutyForm(request.POST, code=language())
    if not form.is_valid():
        return _page(request, unit, form)
    try:
        set_duty(unit.id, staff_id=int(form.cleaned_data["staff"]), when=form.when(), by=staff_of(request))
    except EndsBeforeItStarts:
        form.add_error("ends", gettext("That is before it begins."))
        return _page(request, unit, form)
    except NotTheirs as not_theirs:
        raise PermissionDenied(gettext("Only the unit's managers keep its list.")) from not_theirs
    messages.success(request, gettext("It is on the list."))
    return redirect("desk:unit", key=key)


@for_staff
@require_POST
def remove_duty(request: HttpRequest, key: str, duty_id: int) -> HttpResponse:
    """Takes a line off the list."""
    unit = _unit(key)
    if not any(one.id == duty_id for one in duties_of(unit.id, from_day=date.min)):
        raise Http404
    try:
        drop_duty(duty_id, by=staff_of(request))
    except NotTheirs as not_theirs:
        raise PermissionDenied(gettext("Only the unit's managers keep its list.")) from not_theirs
    messages.success(request, gettext("It is off the list."))
    return redirect("desk:unit", key=key)
