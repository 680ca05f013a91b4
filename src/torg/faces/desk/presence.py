"""Who is here: one's own absence in a click, others' for their managers, and what to tell a caller (KON-35, KON-36)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
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

from torg.editions.queries import in_force
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.desk.whereabouts import REASONS, told, told_all
from torg.faces.parts.dates import clock
from torg.faces.parts.templatetags.torg import language
from torg.people.actions.presence import (
    EndsBeforeItStarts,
    NotTheirs,
    SubstituteRing,
    end_absence,
    note_absence,
)
from torg.people.duty import next_duties, on_duty
from torg.people.queries import absence_of, may_manage, staff_by_id, units
from torg.people.queries.staffing import absences_of, colleague, colleagues, names_of_active

DAY = {"type": "date"}
CLOCK = {"type": "time"}


class AbsenceForm(forms.Form):
    """An absence: why, from when until when, who stands in, and what callers are told."""

    reason = forms.ChoiceField(label=_("Why"), choices=REASONS)
    from_day = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    from_time = forms.TimeField(label=_("At"), required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))
    to_day = forms.DateField(
        label=_("Back on"), required=False, help_text=_("Empty: nobody knows yet."),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )  # fmt: skip
    to_time = forms.TimeField(label=_("Back at"), required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))
    substitute = forms.ChoiceField(label=_("Who stands in"), required=False)
    says = forms.CharField(
        label=_("What callers are told"), required=False, max_length=300,
        help_text=_("Read out on the phone. Empty: Torg says when you are back and who can help."),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [("", _("Nobody")), *((str(pk), name) for pk, name in others)]
        self.fields["substitute"].choices = choices  # type: ignore[attr-defined]

    def moments(self) -> tuple[datetime, datetime | None]:
        """From when until when; a day without a time begins with it, and one is back in the morning."""
        said = self.cleaned_data
        starts = _moment(said["from_day"], said["from_time"] or time(0))
        return starts, _moment(said["to_day"], said["to_time"] or time(8)) if said["to_day"] else None


def _moment(day: Any, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


@for_staff
@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """Who is here: one's own unit, or whoever is sought by name, with what to tell a caller."""
    staff, now = staff_of(request), timezone.now()
    words = request.GET.get("find", "").strip()[:100]
    if words:
        found = colleagues(words=words, at=now, reader=staff)
    else:
        found = colleagues(unit_ids=[staff.unit_id] if staff.unit_id else [], at=now, reader=staff)
    mine = absence_of(staff.pk, at=now)
    shown = {
        "words": words,
        "found": told_all(found, now=now),
        "duties": _duties({one.unit_id for one in found if one.unit_id is not None}, now),
        "mine": told(colleague(staff, mine, reader=staff), now=now),
        "my_absence": mine,
        "lunch": clock(_lunch_ends(now), language()),
        "my_unit": staff.unit,
    }
    return page(request, "desk/here.html", shown, here="here")


def _duties(unit_ids: set[int], now: datetime) -> list[dict[str, Any]]:
    """Who answers now for the units of those who were found, or when somebody does next."""
    calendar, names = in_force(now).calendar, units().by_id
    now_on = on_duty(sorted(unit_ids), at=now, calendar=calendar)
    upcoming = next_duties([pk for pk, some in now_on.items() if not some], at=now, calendar=calendar)
    return [
        {"unit": names[pk], "on_duty": some, "next": upcoming.get(pk)} for pk, some in now_on.items() if pk in names
    ]


def _lunch_ends(now: datetime) -> datetime:
    """In half an hour or a little more, on a half hour of the clock."""
    later = timezone.localtime(now) + timedelta(minutes=59)
    return later.replace(minute=30 if later.minute >= 30 else 0, second=0, microsecond=0)


def _day_ends(now: datetime) -> datetime:
    """The next morning of a working day at eight, when one who has gone home is back."""
    calendar = in_force(now).calendar
    day = calendar.nth_working_day(timezone.localtime(now).date(), 1)
    return _moment(day, time(8))


@for_staff
@require_POST
def quick(request: HttpRequest) -> HttpResponse:
    """One click: at lunch, in a meeting, gone for today; or back."""
    staff, now = staff_of(request), timezone.now()
    do = request.POST.get("do", "")
    until = {"lunch": _lunch_ends(now), "meeting": _lunch_ends(now + timedelta(minutes=30)), "gone": _day_ends(now)}
    if do == "back":
        for one in absences_of(staff.pk, now=now):
            if one.has_begun:
                end_absence(one.id, by=staff, now=now)
        messages.success(request, gettext("Welcome back."))
    elif do in until:
        note_absence(staff.pk, reason=do, starts_at=now, until=until[do], by=staff, now=now)
        messages.success(request, gettext("Noted. Colleagues and callers are told when you are back."))
    return redirect("desk:here")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Somebody's absences: one's own, or those of whom one manages."""
    staff, now = staff_of(request), timezone.now()
    who = staff_by_id(staff_id)
    if who is None:
        raise Http404
    if not may_manage(staff, who):
        raise PermissionDenied(gettext("Only they themselves and their manager write where somebody is."))
    here_now = timezone.localtime(now)
    first = {"from_day": here_now.date(), "from_time": here_now.time().replace(second=0, microsecond=0)}
    others = [pair for pair in names_of_active() if pair[0] != who.pk]
    form = AbsenceForm(request.POST or None, initial=first, others=others)
    if form.is_valid() and _noted(form, who, by=staff, now=now):
        messages.success(request, gettext("Noted. Colleagues and callers are told when they are back."))
        return redirect("desk:absence", staff_id=staff_id)
    shown = {"who": who, "form": form, "rows": absences_of(who.pk, now=now), "own": who.pk == staff.pk}
    return page(request, "desk/absence.html", shown, here="here", status=422 if form.errors else 200)


def _noted(form: AbsenceForm, who: Any, *, by: Any, now: datetime) -> bool:
    """Whether it could be noted; else the form says why not."""
    starts, until = form.moments()
    said = form.cleaned_data
    try:
        note_absence(
            who.pk, reason=said["reason"], starts_at=starts, until=until,
            substitute=int(said["substitute"]) if said["substitute"] else None, says=said["says"], by=by, now=now,
        )  # fmt: skip
    except EndsBeforeItStarts:
        form.add_error("to_day", gettext("That is before it begins."))
    except SubstituteRing as ring:
        form.add_error(
            "substitute", gettext("%(name)s is away then too, and leads back to the same person.") % {"name": ring.name}
        )
    else:
        return True
    return False


@for_staff
@require_POST
def absence_ends(request: HttpRequest, staff_id: int, absence_id: int) -> HttpResponse:
    """They are back, or it is taken back."""
    try:
        end_absence(absence_id, by=staff_of(request), now=timezone.now())
    except NotTheirs as not_theirs:
        raise PermissionDenied from not_theirs
    messages.success(request, gettext("Ended."))
    return redirect("desk:absence", staff_id=staff_id)
