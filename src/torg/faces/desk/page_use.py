"""How the pages are used: which are read, and what people search for in vain; for editors and those who lead them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.catalogue.queries import may_edit
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_choice import PageChoiceForm
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES, language
from torg.participation.actions.searches import ManyWords, PageWaits, add_words, leave, undo
from torg.participation.queries.opinions import shares_by_page
from torg.participation.queries.use import decisions, pages_by_use, searches

PERIOD = timedelta(days=30)
ROWS = 30
LONGEST_WORDS = 60


class WordsForm(PageChoiceForm):
    """Words that people searched for, and the page that they are to find."""

    words = forms.CharField(max_length=LONGEST_WORDS, widget=forms.HiddenInput)
    code = forms.ChoiceField(choices=list(LANGUAGE_NAMES.items()), widget=forms.HiddenInput)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["page"].label = gettext("The page they should find")


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The pages that were read most and least in the last 30 days, and how many found there what they looked for."""
    now = timezone.now()
    most, least = pages_by_use(language(), today=timezone.localdate(now), limit=ROWS)
    shares = shares_by_page(since=now - PERIOD)
    shown = {
        "most": [(card, count, shares.get(card.id)) for card, count in most],
        "least": [(card, count, shares.get(card.id)) for card, count in least],
        "tab": "use",
    }
    return page(request, "desk/page_use.html", shown, here="voices")


@for_staff
@require_safe
def searched(request: HttpRequest) -> HttpResponse:
    """What is searched for and not found, or all that is searched for; and what was decided of late."""
    in_vain = request.GET.get("all") != "1"
    shown = {
        "rows": searches(today=timezone.localdate(), in_vain=in_vain),
        "in_vain": in_vain,
        "decisions": decisions(language()),
        "may_edit": may_edit(staff_of(request)),
        "tab": "searches",
    }
    return page(request, "desk/searches.html", shown, here="voices")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Adds the words of a search to a page, as a draft: then it is found by them once it is published."""
    _insist(request)
    asked = request.GET
    initial = {"words": asked.get("words", "")[:LONGEST_WORDS], "code": asked.get("code", "")}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            add_words(said["words"], said["code"], said["page"], by=staff_of(request), now=timezone.now())
        except PageWaits:
            form.add_error("page", _("This page waits to be published. Publish it first, or withdraw the request."))
        except ManyWords:
            form.add_error("page", _("This page has as many words as it may have. Take some out first."))
        else:
            words = {"words": said["words"]}
            messages.success(
                request, gettext("“%(words)s” is added as a draft. Publish the page, and it is found by it.") % words
            )
            return redirect("desk:searches")
    shown = {"form": form, "words": form["words"].value(), "in_language": LANGUAGE_NAMES.get(form["code"].value(), "")}
    return page(request, "desk/search_add.html", shown, here="voices", status=422 if form.errors else 200)


@for_staff
@require_POST
def leave_it(request: HttpRequest) -> HttpResponse:
    """Nothing is to be done about a search; it comes back when it is made again after today."""
    _insist(request)
    words, code = request.POST.get("words", "")[:LONGEST_WORDS].replace("\0", ""), request.POST.get("code", "")
    if words and code in LANGUAGE_NAMES:
        leave(words, code, by=staff_of(request), now=timezone.now())
        messages.success(request, gettext("“%(words)s” is left. You can undo it below.") % {"words": words})
    return redirect("desk:searches")


@for_staff
@require_POST
def take_back(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Undoes what was decided on a search."""
    _insist(request)
    try:
        undo(decision_id, by=staff_of(request), now=timezone.now())
        messages.success(request, gettext("It is undone."))
    except PageWaits:
        messages.error(request, gettext("The page waits to be published, so the word stays. Change it on the page."))
    return redirect("desk:searches")


def _insist(request: HttpRequest) -> None:
    if not may_edit(staff_of(request)):
        raise PermissionDenied(gettext("Pages are written by editors, managers and administrators."))
