"""Was this useful? Asked on every page, answered with one press, with a comment for who wants to write one (DRA-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.asking import PageToken, read_page
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.own_post import from_our_page
from torg.participation.actions.opinions import (
    LONGEST_COMMENT,
    AlreadyHandled,
    NoSuchPage,
    TooMany,
    say_more,
    say_useful,
)
from torg.participation.queries.opinions import opinion_of

ANSWERS = {"yes": True, "no": False}
OPEN_FOR = timedelta(hours=1)
SALT = "torg.useful.opinion"


class MoreForm(forms.Form):
    """The answer, which can be changed, and a comment that nobody need write."""

    useful = forms.ChoiceField(
        label=_("Did you find what you were looking for?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no")},
    )
    comment = forms.CharField(
        label=_("What was good, or what is missing or wrong?"),
        required=False,
        max_length=LONGEST_COMMENT,
        help_text=_(
            "Write nothing personal, such as names, phone numbers or health. We do not know who you are and can not "
            "answer you."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
        error_messages={"max_length": _("Shorten it to %(limit_value)d characters; now there are %(show_value)d")},
    )


@dataclass(frozen=True, slots=True)
class OpinionToken:
    """What the address of the page after an answer tells: which opinion, and the page that it is about."""

    opinion_id: int
    back: str

    def sealed(self) -> str:
        """As it stands in the address."""
        return signing.dumps([self.opinion_id, self.back], salt=SALT)


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Stores yes or no about the page that the form stood on."""
    if request.method != "POST":
        raise Http404
    asked = read_page(request.POST.get("page", ""))
    useful = ANSWERS.get(request.POST.get("useful", ""))
    if asked is None or useful is None or not from_our_page(request):
        return _sorry(request, asked, "not_ours", 400)
    try:
        made = say_useful(useful=useful, language=language(), now=timezone.now(), key=asked.key, route=asked.route)
    except NoSuchPage:
        return _sorry(request, asked, "gone", 410)
    except TooMany:
        return _sorry(request, asked, "many", 429)
    return redirect("portal:useful_more", token=OpinionToken(made, asked.back).sealed())


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: HttpRequest, token: str) -> HttpResponse:
    """Thanks, the answer to be changed, and room for a comment; good for an hour."""
    said = _read(token)
    opinion = opinion_of(said.opinion_id) if said else None
    if said is None or opinion is None:
        return _sorry(request, None, "past", 404)
    initial = {"useful": "yes" if opinion[0] else "no", "comment": opinion[1]}
    form = MoreForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if not from_our_page(request):
            return _sorry(request, None, "not_ours", 400)
        try:
            say_more(said.opinion_id, useful=form.cleaned_data["useful"] == "yes", comment=form.cleaned_data["comment"])
        except AlreadyHandled:
            return _sorry(request, None, "past", 404)
        return redirect(f"{reverse('portal:useful_thanks')}?back={said.back}")
    shown = {"form": form, "back": said.back, "here": ""}
    return render(request, "portal/useful_more.html", shown, status=422 if form.errors else 200)


@open_to_all
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It has arrived, and where it goes."""
    return render(request, "portal/useful_thanks.html", {"here": "", "back": _own_path(request.GET.get("back", ""))})


def _read(token: str) -> OpinionToken | None:
    try:
        opinion_id, back = signing.loads(token, salt=SALT, max_age=OPEN_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return OpinionToken(opinion_id, back)


def _own_path(said: str) -> str:
    """A path on this site, else that of the front page: an address must not lead elsewhere by what stands in it."""
    fine = said.startswith("/") and not said.startswith("//") and "\\" not in said and said.isprintable()
    return said if fine else reverse("portal:home")


def _sorry(request: HttpRequest, asked: PageToken | None, why: str, status: int) -> HttpResponse:
    shown: dict[str, Any] = {"why": why, "back": asked.back if asked else reverse("portal:home"), "here": ""}
    return render(request, "portal/useful_sorry.html", shown, status=status)
