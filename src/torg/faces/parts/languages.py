"""In which language somebody is met: what they chose, else what their browser asks for, else the municipality's own."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from torg.editions.queries import NoStrategy, in_force

NORWEGIAN = ("nb", "nn")


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """``/`` leads to the front page in the language of whoever comes; whose language it is, no cache can know."""
    with override(language_for(request)):
        return as_chosen(redirect("portal:home"))


def language_for(request: HttpRequest) -> str:
    """The language in which whoever comes without one in the address is met."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in offered() else asked_for(request.headers.get("Accept-Language", ""), _own())


def as_chosen(response: HttpResponse) -> HttpResponse:
    """The response marked as one that depends on who asks, so that no cache gives it to somebody else."""
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@login_not_required
@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody chooses a language: it is remembered for a year, in a cookie that says only that, and they go on.

    ``next`` is the page to go on to, one of ours; anything else leads to the front page in that language.
    """
    if code not in offered():
        raise Http404
    to = request.GET.get("next", "")
    with override(code):
        home = reverse("portal:home")
    response = redirect(to if url_has_allowed_host_and_scheme(to, allowed_hosts=None) else home)
    response["Cache-Control"] = "no-store"
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def offered() -> tuple[str, ...]:
    """The codes of the languages that every page has."""
    return tuple(code for code, _name in settings.LANGUAGES)


def asked_for(header: str, own: tuple[str, ...]) -> str:
    """The language that a browser's ``Accept-Language`` wants most; ``own`` are the municipality's, the main one first.

    Plain "no" means Norwegian in the form that the municipality writes.
    """
    for wanted, _quality in parse_accept_lang_header(header[:500]):
        code = wanted.partition("-")[0]
        if code == "no":
            return next((one for one in own if one in NORWEGIAN), "nb")
        if code in offered():
            return code
    return own[0]


def _own() -> tuple[str, ...]:
    try:
        said = in_force(timezone.now()).strategy.municipality.languages
    except NoStrategy:
        said = ()
    return tuple(code for code in said if code in offered()) or (settings.LANGUAGE_CODE,)
