"""A few questions, answered without log-in: by a secret link for the panel, and for everybody on a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.own_post import from_our_page
from torg.faces.portal.survey_form import AnswerForm
from torg.participation.actions.surveys import Closed, NothingSaid, answer_by_link, answer_on_page
from torg.participation.queries.surveys import SurveyFacts, asked_by, asked_on


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The questions for a member of the panel."""
    found = asked_by(token, today=timezone.localdate())
    return _answered(request, found, lambda said: answer_by_link(token, said, now=timezone.now()))


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_page(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The questions for readers of a page."""
    found = asked_on(survey_id, today=timezone.localdate())
    return _answered(request, found, lambda said: answer_on_page(survey_id, said, now=timezone.now()))


@open_to_all
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It has arrived."""
    return render(request, "portal/panel_said.html", {"here": "", "what": "answered"})


def _answered(request: HttpRequest, found: SurveyFacts | None, take_in: Callable[[list[str]], None]) -> HttpResponse:
    if found is None:
        return render(request, "portal/panel_said.html", {"here": "", "what": "closed"}, status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None, questions=found.questions)
    if request.method == "POST" and form.is_valid():
        if not from_our_page(request):
            form.add_error(None, _("We could not see that it came from one of our pages. Send it once more."))
        else:
            try:
                take_in(form.said())
            except NothingSaid:
                form.add_error(None, _("Answer one of the questions at least"))
            except Closed:
                return render(request, "portal/panel_said.html", {"here": "", "what": "closed"}, status=404)
            else:
                return redirect("portal:survey_thanks")
    shown = {"survey": found, "form": form, "here": ""}
    return render(request, "portal/survey.html", shown, status=422 if form.errors else 200)
