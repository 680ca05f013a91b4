"""The templates that answers are made of: everybody at the desk reads them, editors write them (KON-15, KON-39)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.catalogue import actions
from torg.catalogue.placeholders import LABELS, canonical, fill
from torg.catalogue.queries import (
    TemplateFacts,
    VersionFacts,
    history,
    may_edit,
    services,
    template,
    templates_listed,
)
from torg.editions.queries import in_force
from torg.faces.desk.clarity import findings_named
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language
from torg.language.clear import ClearReport, check
from torg.people.queries import units
from torg.strategy.words_of_time import date_in_words

PURPOSES = {
    "answer": _("Answer"),
    "interim": _("Interim reply"),
    "ask": _("Asking for more"),
    "receipt_note": _("Note in the receipt"),
    "handover": _("Handover"),
}
WANTS = {
    "answer": frozenset({"next_step", "contact"}),
    "interim": frozenset({"next_step", "date", "contact"}),
    "ask": frozenset({"next_step", "date", "contact"}),
}
FAULTS = {
    "no_words": _("Write the template in one language at least"),
    "no_title": _("Write a title in this language too"),
    "no_body": _("Write the text in this language too"),
    "too_long": _("This is too long"),
}
HAPPENED = {
    "made": _("Made"),
    "changed": _("Changed"),
    "retired": _("Taken out of use"),
    "restored": _("Taken into use again"),
}
DATE_INPUT = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


class TemplateForm(forms.Form):
    """Where a template belongs, and its title and text in each language of the municipality."""

    purpose = forms.ChoiceField(label=_("What it is for"), choices=list(PURPOSES.items()))
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    service = forms.TypedChoiceField(label=_("Service"), required=False, coerce=int, empty_value=None)
    owner = forms.TypedChoiceField(label=_("Who looks after it"), required=False, coerce=int, empty_value=None)
    review_on = forms.DateField(label=_("Look at it again by"), required=False, widget=DATE_INPUT)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Sequence[str], owners: Mapping[int, str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.languages = languages
        offered = sorted(services().values(), key=lambda one: one.title(language()))
        self._offer("unit", _("All units"), [(unit.id, unit.name) for unit in units().by_id.values()])
        self._offer("service", _("All services"), [(one.id, one.title(language())) for one in offered])
        self._offer("owner", _("Nobody in particular"), list(owners.items()))
        for code in languages:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title"), required=False, max_length=actions.LONGEST_TITLE,
                widget=forms.TextInput(attrs={"lang": code, "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Text"), required=False, max_length=actions.LONGEST_BODY,
                widget=forms.Textarea(attrs={"rows": 12, "cols": None, "lang": code}),
            )  # fmt: skip

    def _offer(self, name: str, none: object, choices: Sequence[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", none), *choices]

    def words(self) -> actions.Words:
        """What was written, as the catalogue takes it."""
        said = self.cleaned_data
        return actions.Words(
            titles={code: said[f"title_{code}"] for code in self.languages},
            bodies={code: said[f"body_{code}"] for code in self.languages},
            purpose=said["purpose"], unit_id=said["unit"], service_id=said["service"], owner_id=said["owner"],
            review_on=said["review_on"],
        )  # fmt: skip

    def refuse(self, faulty: actions.TemplateFaulty) -> None:
        """Puts each fault at the field where it can be mended."""
        allowed = ", ".join(f"{{{key}}}" for key in LABELS)
        for fault in faulty.faults:
            if fault.what == "unknown_placeholder":
                said = gettext("%(said)s is no placeholder. These are: %(allowed)s")
                text = said % {"said": fault.said, "allowed": allowed}
            else:
                text = str(FAULTS[fault.what])
            part = "title" if fault.what == "no_title" else "body"
            self.add_error(f"{part}_{fault.language}" if fault.language else None, text)


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a template on its page: the fields, how clear it is, and what it looks like."""

    code: str
    name: str
    title: Any
    body: Any
    preview: str
    report: ClearReport | None
    findings: list[tuple[str, str, str]]


@for_staff
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All templates, with those of a unit or a service, those that hold some words, those to be looked at again."""
    asked, today = request.GET, timezone.localdate()
    show = asked.get("show", "")
    seen_units, offered = units(), services()
    unit = seen_units.by_key.get(asked.get("unit", ""))
    service = offered.get(asked.get("service", ""))
    found = templates_listed(
        language=language(), words=asked.get("words", "")[:200], unit_id=unit.id if unit else None,
        service_id=service.id if service else None, overdue_on=today if show == "overdue" else None,
        retired=show == "retired",
    )  # fmt: skip
    names = {one.id: one.title(language()) for one in offered.values()}
    rows = [
        (one, PURPOSES[one.purpose], _unit_name(one), names.get(one.service_id or 0, ""), ", ".join(sorted(one.bodies)))
        for one in found
    ]
    shown = {
        "rows": rows, "units": list(seen_units.by_key.values()), "asked": asked, "show": show, "today": today,
        "services": [(one.key, one.title(language())) for one in offered.values()], "chosen_unit": unit,
        "chosen_service": service, "may_edit": may_edit(staff_of(request)),
    }  # fmt: skip
    return page(request, "desk/templates.html", shown, here="templates")


def _unit_name(one: TemplateFacts) -> str:
    unit = units().by_id.get(one.unit_id or 0)
    return unit.name if unit else ""


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Writes a new template."""
    _insist(request)
    form = _form(request, None)
    if request.method != "POST" or not form.is_valid() or "look" in request.POST:
        return _page(request, form, None)
    try:
        made = actions.make_template(form.words(), by=staff_of(request), now=timezone.now())
    except actions.TemplateFaulty as faulty:
        form.refuse(faulty)
        return _page(request, form, None)
    messages.success(request, gettext("The template is saved."))
    return redirect("desk:template", template_id=made)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, template_id: int) -> HttpResponse:
    """One template: read by everybody, changed by its editors; "look" shows it without saving."""
    found = _found(template_id)
    if request.method == "POST":
        _insist(request)
    form = _form(request, found)
    if request.method != "POST" or not form.is_valid() or "look" in request.POST:
        return _page(request, form, found)
    try:
        actions.change_template(
            template_id, form.words(), seen=form.cleaned_data["seen"] or 0, by=staff_of(request), now=timezone.now()
        )
    except actions.TemplateFaulty as faulty:
        form.refuse(faulty)
        return _page(request, form, found)
    except actions.TemplateChanged:
        form.add_error(
            None, gettext("Somebody has changed this template meanwhile. See the history, then save once more.")
        )
        return _page(request, form, found)
    messages.success(request, gettext("The template is saved."))
    return redirect("desk:template", template_id=template_id)


@for_staff
@require_POST
def deed(request: HttpRequest, template_id: int, deed: str) -> HttpResponse:
    """Takes a template out of use, into use again, or brings an earlier version back."""
    found, staff, now = _found(template_id), staff_of(request), timezone.now()
    _insist(request)
    match deed:
        case "retire":
            actions.retire_template(template_id, by=staff, now=now)
        case "restore":
            actions.restore_template(template_id, by=staff, now=now)
        case "bring-back":
            number = request.POST.get("number", "")
            if number not in {str(version.number) for version in history(found.id)}:
                raise Http404
            actions.bring_back(template_id, int(number), by=staff, now=now)
        case _:
            raise Http404
    return redirect("desk:template", template_id=template_id)


def _found(template_id: int) -> TemplateFacts:
    found = template(template_id, language=language())
    if found is None:
        raise Http404
    return found


def _insist(request: HttpRequest) -> None:
    if not may_edit(staff_of(request)):
        raise PermissionDenied(gettext("Templates are written by editors, managers and administrators."))


def _form(request: HttpRequest, found: TemplateFacts | None) -> TemplateForm:
    staff = staff_of(request)
    owners = {staff.pk: staff.name}
    initial: dict[str, Any] = {"purpose": request.GET.get("purpose", "answer"), "owner": staff.pk}
    languages = list(in_force(timezone.now()).strategy.municipality.languages)
    if found is not None:
        languages += [code for code in found.bodies if code not in languages]
        owners |= {version.by_id: version.by for version in history(found.id) if version.by_id}
        initial = {
            "purpose": found.purpose, "unit": found.unit_id, "service": found.service_id, "owner": found.owner_id,
            "review_on": found.review_on, "seen": found.version,
        }  # fmt: skip
        initial |= {f"title_{code}": said for code, said in found.titles.items()}
        initial |= {f"body_{code}": said for code, said in found.bodies.items()}
    data = request.POST if request.method == "POST" else None
    return TemplateForm(data, initial=initial, languages=languages, owners=owners)


def _page(request: HttpRequest, form: TemplateForm, found: TemplateFacts | None) -> HttpResponse:
    versions = history(found.id) if found else []
    shown = {
        "template": found,
        "form": form,
        "sides": [_side(form, code) for code in form.languages],
        "placeholders": LABELS,
        "versions": [(version, HAPPENED[version.what], _words(version)) for version in versions],
        "may_edit": may_edit(staff_of(request)),
        "purpose": PURPOSES[found.purpose] if found else "",
        "unit_name": _unit_name(found) if found else "",
        "seen": found.version if found else 0,
        "is_overdue": bool(found and found.review_on and found.review_on < timezone.localdate()),
    }
    return page(request, "desk/template.html", shown, here="templates", status=422 if form.errors else 200)


def _words(version: VersionFacts) -> list[tuple[str, str, str]]:
    return [(code, version.titles.get(code, ""), said) for code, said in version.bodies.items()]


def _side(form: TemplateForm, code: str) -> Side:
    title, body = form[f"title_{code}"], form[f"body_{code}"]
    said, purpose = str(body.value() or ""), str(form["purpose"].value() or "")
    preview = fill(canonical(said), _examples(code)).text
    report = check(preview, language=code, wants=WANTS.get(purpose, frozenset())) if said.strip() else None
    name = dict(settings.LANGUAGES).get(code, code)
    return Side(code, str(name), title, body, preview, report, findings_named(report))


def _examples(code: str) -> dict[str, str]:
    """Values as an enquiry would have them, so that one sees what the sender will."""
    now = timezone.now()
    under = in_force(now)
    unit = units().front_line

    def day(when: date) -> str:
        return date_in_words(when, language=code, zone=under.zone)

    return {
        "name": "Kari Nordmann" if under.strategy.municipality.country != "DK" else "Mette Holm",
        "number": "4821 9357", "subject": {"da": "Hul i vejen", "en": "Hole in the road"}.get(code, "Hull i veien"),
        "due": day((now + timedelta(days=5)).date()), "unit": unit.name,
        "phone": unit.phone or under.strategy.municipality.phone or "00 00 00 00",
        "service": next((one.title(code) for one in services().values()), "…"),
        "link": f"{settings.BASE_URL}/{code}/follow/…/", "today": day(now.date()), "me": "Ola Nordmann",
    }  # fmt: skip
