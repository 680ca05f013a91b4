"""Surveys: editors ask the panel or the readers of a page a few questions, and read what five or more answered."""

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
from torg.catalogue.queries.pages import cards
from torg.catalogue.topics import TOPICS, topic_name
from torg.editions.queries import in_force
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES, language
from torg.participation.actions.surveys import NobodyToAsk, Plan, ask, end
from torg.participation.queries.surveys import members, results, survey, surveys
from torg.participation.questions import CHOICE, MOST_CHOICES, MOST_QUESTIONS, SCALE, TEXT, Question

KINDS = {SCALE: _("A scale from 1 to 5"), CHOICE: _("A choice"), TEXT: _("A text")}
LONGEST = timedelta(days=90)
USUAL = timedelta(days=14)
NUMBERS = range(1, MOST_QUESTIONS + 1)


class SurveyForm(forms.Form):
    """A survey as it is written: whom it asks, until when, and one to three questions."""

    title = forms.CharField(
        label=_("What it is about"), max_length=200, error_messages={"required": _("Write what it is about")}
    )
    language = forms.ChoiceField(label=_("Language of the questions"))
    page = forms.TypedChoiceField(label=_("Whom to ask"), required=False, coerce=int, empty_value=None)
    topics = forms.MultipleChoiceField(
        label=_("Those in the panel who want to be asked about"),
        required=False,
        help_text=_("Choose nothing to ask all of the panel. For readers of a page this does not count."),
        widget=forms.CheckboxSelectMultiple,
    )
    ends_on = forms.DateField(
        label=_("Last day to answer"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the last day to answer")},
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offered = sorted((one for one in cards(language()) if one.kind != "block"), key=lambda one: one.title)
        readers = gettext("Readers of: %(title)s")
        asked = [("", gettext("The panel")), *((one.id, readers % {"title": one.title}) for one in offered)]
        self._offer("page", asked)
        codes = in_force(timezone.now()).strategy.municipality.languages
        self._offer("language", [(code, LANGUAGE_NAMES.get(code, code)) for code in codes])
        self._offer("topics", [(key, topic_name(key, language())) for key in TOPICS])
        for number in NUMBERS:
            self.fields[f"text_{number}"] = forms.CharField(
                label=gettext("Question %(number)d") % {"number": number}, required=number == 1, max_length=300,
                error_messages={"required": gettext("Write one question at least")},
            )  # fmt: skip
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=gettext("How question %(number)d is answered") % {"number": number}, choices=list(KINDS.items())
            )
            self.fields[f"choices_{number}"] = forms.CharField(
                label=gettext("Choices of question %(number)d") % {"number": number}, required=False, max_length=1000,
                help_text=gettext("For a choice only: one a line, two to eight."),
                widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
            )  # fmt: skip

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, (forms.ChoiceField, forms.MultipleChoiceField))
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        today, day = timezone.localdate(), cleaned.get("ends_on")
        if day and not today <= day <= today + LONGEST:
            self.add_error("ends_on", _("Choose a day from today on, at most 90 days ahead"))
        for number in NUMBERS:
            words = self._choices(number)
            is_asked = cleaned.get(f"text_{number}") and cleaned.get(f"kind_{number}") == CHOICE
            if is_asked and not 2 <= len(words) <= MOST_CHOICES:
                self.add_error(f"choices_{number}", _("Write two to eight choices, one a line"))
        return cleaned

    def _choices(self, number: int) -> tuple[str, ...]:
        lines = str(self.cleaned_data.get(f"choices_{number}") or "").splitlines()
        return tuple(dict.fromkeys(line.strip()[:100] for line in lines if line.strip()))

    def plan(self) -> Plan:
        """What was written, as the room takes it."""
        said = self.cleaned_data
        asked = [number for number in NUMBERS if said[f"text_{number}"]]
        questions = [
            Question(kind, said[f"text_{number}"], self._choices(number) if kind == CHOICE else ())
            for number in asked
            for kind in (said[f"kind_{number}"],)
        ]
        return Plan(
            said["title"], said["language"], tuple(questions), said["ends_on"], said["page"], tuple(said["topics"])
        )


@for_staff
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """How many are in the panel, and every survey, the newest first."""
    titles = {card.id: card.title for card in cards(language())}
    rows = [(one, titles.get(one.page_id or 0, "")) for one in surveys()]
    shown = {"rows": rows, "members": members(), "may_edit": may_edit(staff_of(request)), "tab": "surveys"}
    return page(request, "desk/surveys.html", shown, here="voices")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Writes a survey; the panel is written to at once."""
    _insist(request)
    initial = {"ends_on": timezone.localdate() + USUAL}
    form = SurveyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask(form.plan(), by=staff_of(request), now=timezone.now())
        except NobodyToAsk:
            form.add_error("topics", _("Nobody in the panel wants to be asked about this. Choose other fields."))
        else:
            messages.success(request, gettext("The questions are asked."))
            return redirect("desk:survey", survey_id=made)
    shown = {
        "form": form,
        "questions": [[form[f"{part}_{number}"] for part in ("text", "kind", "choices")] for number in NUMBERS],
        "members": members(),
    }
    return page(request, "desk/survey_new.html", shown, here="voices", status=422 if form.errors else 200)


@for_staff
@require_safe
def one(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What was answered, from five answers on."""
    found = survey(survey_id)
    if found is None:
        raise Http404
    shown = {
        "survey": found,
        "results": results(survey_id),
        "is_open": found.ended_at is None and found.ends_on >= timezone.localdate(),
        "may_edit": may_edit(staff_of(request)),
    }
    return page(request, "desk/survey.html", shown, here="voices")


@for_staff
@require_POST
def finish(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Ends a survey before its day."""
    _insist(request)
    end(survey_id, by=staff_of(request), now=timezone.now())
    messages.success(request, gettext("The survey has ended."))
    return redirect("desk:survey", survey_id=survey_id)


def _insist(request: HttpRequest) -> None:
    if not may_edit(staff_of(request)):
        raise PermissionDenied(gettext("Surveys are made by editors, managers and administrators."))
