"""The rest of the way in: a second factor after the password, a passkey instead of one, the log-in of the workplace."""

from __future__ import annotations

import logging
import math
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from torg.editions.queries import NoStrategy, in_force
from torg.faces.desk import passkeys
from torg.faces.desk.sessions import browser_of, enter, half_of
from torg.faces.parts.qr import qr_of_app
from torg.people.actions.accounts import CannotLink, link_by_email, link_outside, place_by_claim
from torg.people.actions.factors import WrongCode, confirm_app, start_app, use_code
from torg.people.actions.tries import TooManyTries
from torg.people.provider import Client, ProviderFailed, finish, log_out_url, start
from torg.people.queries.accounts import keys_of, second_factor_of, staff_of_outside

LOG = logging.getLogger(__name__)
OUTSIDE, FRESH = "outside", "fresh_codes"


class CodeForm(forms.Form):
    """A code from the app, or one on paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six digits from the app, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the code")},
    )


def so_long(waits: timedelta) -> str:
    """The sentence about too many wrong tries."""
    minutes = math.ceil(waits / timedelta(minutes=1))
    said = ngettext(
        "There have been too many wrong tries. Wait %(count)d minute, then try again.",
        "There have been too many wrong tries. Wait %(count)d minutes, then try again.",
        minutes,
    )
    return said % {"count": minutes}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """After the right password: the code, or the passkey; or setting one up, where the role demands it."""
    half = half_of(request)
    staff: Any = get_user_model().objects.filter(pk=half[0], is_active=True).first() if half else None
    if half is None or staff is None:
        return redirect("desk:login")
    wanted = second_factor_of(staff)
    if not wanted:  # an administrator has taken it away meanwhile, or the policy has changed
        return redirect("desk:login")
    form, refused = CodeForm(request.POST if request.POST.get("code") is not None else None), False
    if request.POST.get("answer"):
        if _answered_by_passkey(request, staff.pk):
            return _in(request, staff, "passkey", half[1])
        refused = True
    elif form.is_bound and form.is_valid():
        done = _take_code(request, staff, form, wanted)
        if done:
            fresh = request.session.get(FRESH)
            return _in(request, staff, done, reverse("desk:recovery_codes") if fresh else half[1])
    return _second_page(request, staff, form, wanted, refused=refused)


def _take_code(request: HttpRequest, staff: Any, form: CodeForm, wanted: str) -> str:
    """How the code let them in, or "" with what was wrong in the form."""
    code, now, browser = form.cleaned_data["code"], timezone.now(), browser_of(request)
    try:
        if wanted == "set_up":
            request.session[FRESH] = confirm_app(staff, code=code, browser=browser, now=now)
            return "code"
        return use_code(staff, code=code, browser=browser, now=now)
    except WrongCode:
        form.add_error("code", gettext("That code is not right, or was used already. Wait for the next one."))
    except TooManyTries as many:
        form.add_error("code", so_long(many.waits))
    return ""


def _second_page(request: HttpRequest, staff: Any, form: CodeForm, wanted: str, *, refused: bool) -> HttpResponse:
    keys, site = keys_of(staff.pk), passkeys.site_of(request)
    shown: dict[str, Any] = {"form": form, "keys": keys, "wanted": wanted, "refused": refused}
    if wanted == "set_up":
        shown |= app_to_set_up(staff)
    elif keys.passkeys and site:
        shown["options"] = passkeys.ask(request, site, staff_id=staff.pk)
    return render(request, "desk/second.html", shown, status=422 if form.errors or refused else 200)


def app_to_set_up(staff: Any) -> dict[str, str]:
    """The secret for an app: as a picture to be read by a camera, and as text."""
    secret = start_app(staff, now=timezone.now())
    try:
        town = in_force(timezone.now()).strategy.municipality.name
    except NoStrategy:
        town = "Torg"
    spaced = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return {"secret": spaced, "qr": qr_of_app(secret, username=staff.username, issuer=town)}


def _answered_by_passkey(request: HttpRequest, staff_id: int | None) -> Any:
    """Whose passkey has answered, or None."""
    site = passkeys.site_of(request)
    try:
        answer = request.POST.get("answer", "")
        return passkeys.take(request, site, answer=answer, staff_id=staff_id, now=timezone.now()) if site else None
    except passkeys.PasskeyRefused:
        return None


def _in(request: HttpRequest, staff: Any, how: str, next_url: str) -> HttpResponse:
    fresh = request.session.get(FRESH)
    enter(request, staff, how=how)
    if fresh:
        request.session[FRESH] = fresh
    return redirect(safe_next(request, next_url))


def safe_next(request: HttpRequest, url: str) -> str:
    """Where somebody wanted to go, when it is here; else the inbox."""
    hosts = {request.get_host()}
    return (
        url if url_has_allowed_host_and_scheme(url, hosts, require_https=request.is_secure()) else reverse("desk:inbox")
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """A passkey instead of user name, password and code."""
    site, failed = passkeys.site_of(request), False
    if request.method == "POST":
        staff = _answered_by_passkey(request, None)
        if staff is not None:
            return _in(request, staff, "passkey", request.POST.get("next", ""))
        failed = True
    shown = {"possible": site is not None, "failed": failed, "next": request.GET.get("next", "")}
    if site:
        shown["options"] = passkeys.ask(request, site, staff_id=None)
    return render(request, "desk/passkey.html", shown, status=422 if failed else 200)


# -- the log-in of the workplace ---------------------------------------------------------------------------------------


def client() -> Client | None:
    """Torg as the provider knows it; None when there is no provider."""
    if not settings.OIDC_ISSUER:
        return None
    with override(settings.LANGUAGE_CODE):  # one address, whatever the language, because it stands at the provider
        back = settings.BASE_URL + reverse("desk:outside_back")
    return Client(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET, back)


@login_not_required
@never_cache
@require_safe
def outside(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the provider."""
    at = client()
    if at is None:
        return redirect("desk:login")
    try:
        begun = start(at)
    except ProviderFailed:
        LOG.exception("the OpenID provider failed")
        messages.error(request, gettext("That log-in does not answer now. Try again, or use your password."))
        return redirect("desk:login")
    request.session[OUTSIDE] = {
        "state": begun.state, "nonce": begun.nonce, "verifier": begun.verifier, "next": request.GET.get("next", ""),
        "language": request.LANGUAGE_CODE, "link": request.user.pk if request.user.is_authenticated else None,
    }  # fmt: skip
    return redirect(begun.url)


@login_not_required
@never_cache
@require_safe
def outside_back(request: HttpRequest) -> HttpResponse:
    """The browser comes back from the provider: who it is there is somebody here, or nobody."""
    at, begun = client(), request.session.pop(OUTSIDE, None)
    if at is None or not begun or request.GET.get("state") != begun["state"] or not request.GET.get("code"):
        messages.error(request, gettext("That log-in was not finished. Try again."))
        return redirect("desk:login")
    now, browser = timezone.now(), browser_of(request)
    try:
        known = finish(
            at, code=request.GET["code"], nonce=begun["nonce"], verifier=begun["verifier"], claim=settings.OIDC_CLAIM,
            now=now,
        )  # fmt: skip
    except ProviderFailed:
        LOG.exception("the OpenID provider's answer was not believed")
        messages.error(request, gettext("That log-in does not answer now. Try again, or use your password."))
        return redirect("desk:login")
    with override(begun["language"]):
        if begun["link"] is not None and request.user.is_authenticated and request.user.pk == begun["link"]:
            return _linked(request, at, known.subject)
        staff = staff_of_outside(at.issuer, known.subject)
        if staff is None and settings.OIDC_LINK_BY_EMAIL:
            staff = link_by_email(issuer=at.issuer, subject=known.subject, email=known.email, browser=browser, now=now)
        if staff is None or not staff.is_active:
            messages.error(
                request, gettext("You are known there, but have no account here. Talk to your administrator.")
            )
            return redirect("desk:login")
        if settings.OIDC_CLAIM:
            place_by_claim(staff, values=known.values, now=now)
        return _in(request, staff, "provider", begun["next"])


@login_not_required
@never_cache
@require_safe
def outside_leave(request: HttpRequest) -> HttpResponse:
    """Sends the browser to where one logs out at the provider."""
    at = client()
    url = log_out_url(at, back_to=settings.BASE_URL + reverse("desk:login")) if at else ""
    return redirect(url or "desk:login")


def _linked(request: HttpRequest, at: Client, subject: str) -> HttpResponse:
    try:
        link_outside(request.user, issuer=at.issuer, subject=subject, browser=browser_of(request), now=timezone.now())  # type: ignore[arg-type]
    except CannotLink:
        messages.error(request, gettext("That account belongs to another member of staff."))
    else:
        messages.success(request, gettext("From now on you can log in that way."))
    return redirect("desk:account")
