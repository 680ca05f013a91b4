"""One's own account: password, second factor, where one is logged in, what happened at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.faces.desk import passkeys
from torg.faces.desk.door import FRESH, CodeForm, app_to_set_up, so_long
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.sessions import browser_of, session_id
from torg.faces.desk.shell import page
from torg.people.actions.accounts import change_password, end_sessions
from torg.people.actions.factors import (
    NoLongerPossible,
    WrongCode,
    add_passkey,
    confirm_app,
    drop_app,
    drop_passkey,
    fresh_codes,
    rename_passkey,
)
from torg.people.actions.tries import TooManyTries, begin_try, was_right
from torg.people.queries.accounts import events_of, keys_of, must_keep_one, passkeys_of, sessions_of


class PasswordForm(forms.Form):
    """The old password and the new one."""

    old = forms.CharField(
        label=_("Your password now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Write the password that you have now")},
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 12 characters; a few words that are yours alone are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Write a new password")},
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_old(self) -> str:
        said: str = self.cleaned_data["old"]
        if not self.staff.check_password(said):
            raise ValidationError(gettext("That is not your password."))
        return said

    def clean_new(self) -> str:
        said: str = self.cleaned_data["new"]
        validate_password(said, self.staff)
        return said


class NameForm(forms.Form):
    """What a passkey is called."""

    name = forms.CharField(
        label=_("What you call it"),
        max_length=80,
        help_text=_("Such as: phone, or the key on the key ring."),
        error_messages={"required": _("Call it something")},
    )


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The account page."""
    staff, now = staff_of(request), timezone.now()
    shown = {
        "keys": keys_of(staff.pk),
        "must": must_keep_one(staff),
        "off": tuple(settings.SECOND_FACTOR) == ("off",),
        "passkeys": passkeys_of(staff.pk),
        "possible": passkeys.site_of(request) is not None,
        "sessions": sessions_of(staff.pk, now=now),
        "this_session": session_id(request),
        "events": events_of(staff.pk),
        "provider": settings.OIDC_NAME,
        "has_password": staff.has_usable_password(),
    }
    return page(request, "desk/account.html", shown, here="account")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Changes the password; every other session ends. A wrong old one counts as a wrong log-in."""
    staff, now = staff_of(request), timezone.now()
    form = PasswordForm(request.POST or None, staff=staff)
    if form.is_bound:
        try:
            tried = begin_try(username=staff.username, address=browser_of(request).address, now=now)
        except TooManyTries as many:
            messages.error(request, so_long(many.waits))
            return redirect("desk:account")
        if "old" not in form.errors:
            was_right(tried)
    if form.is_valid():
        change_password(
            staff, password=form.cleaned_data["new"], keep=session_id(request), browser=browser_of(request), now=now
        )
        update_session_auth_hash(request, staff)
        messages.success(request, gettext("Your password is changed, and you are logged out everywhere else."))
        return redirect("desk:account")
    return page(request, "desk/password.html", {"form": form}, here="account", status=422 if form.errors else 200)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """Sets up an app for codes."""
    staff = staff_of(request)
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = gettext("The six digits that the app shows now.")
    if form.is_valid():
        try:
            request.session[FRESH] = confirm_app(
                staff, code=form.cleaned_data["code"], browser=browser_of(request), now=timezone.now()
            )
            return redirect("desk:recovery_codes")
        except WrongCode:
            form.add_error("code", gettext("That code is not right. Is the clock of the phone right?"))
        except TooManyTries as many:
            form.add_error("code", so_long(many.waits))
    try:
        shown = {"form": form, **app_to_set_up(staff)}
    except NoLongerPossible:  # there is one already
        return redirect("desk:account")
    return page(request, "desk/app_page.html", shown, here="account", status=422 if form.errors else 200)


@for_staff
@require_POST
def app_off(request: HttpRequest) -> HttpResponse:
    """The app counts no more."""
    staff = staff_of(request)
    try:
        drop_app(staff, must_keep_one=must_keep_one(staff), browser=browser_of(request), now=timezone.now())
        messages.success(request, gettext("The app is removed."))
    except NoLongerPossible:
        _keep_one(request)
    return redirect("desk:account")


def _keep_one(request: HttpRequest) -> None:
    messages.error(request, gettext("Your role needs a second factor. Add another one first."))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows fresh recovery codes, once; POST makes new ones."""
    staff = staff_of(request)
    if request.method == "POST":
        request.session[FRESH] = fresh_codes(staff, browser=browser_of(request), now=timezone.now())
        return redirect("desk:recovery_codes")
    codes = request.session.pop(FRESH, None)
    if not codes:
        return redirect("desk:account")
    return page(request, "desk/codes.html", {"codes": codes}, here="account")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_new(request: HttpRequest) -> HttpResponse:
    """Adds a passkey."""
    staff, site = staff_of(request), passkeys.site_of(request)
    if site is None:
        raise Http404
    form = NameForm(request.POST or None)
    if form.is_valid() and request.POST.get("answer"):
        name = form.cleaned_data["name"]
        try:
            made = passkeys.take_new(request, site, answer=request.POST["answer"], name=name)
            add_passkey(staff, passkey=made, browser=browser_of(request), now=timezone.now())
        except passkeys.PasskeyRefused:
            form.add_error(None, gettext("The device's answer did not fit. Try again."))
        else:
            messages.success(request, gettext("The passkey is added. You can log in with it from now on."))
            return redirect("desk:account" if keys_of(staff.pk).codes_left else "desk:first_codes")
    options = passkeys.ask_for_new(request, site, staff, name=settings.BASE_URL)
    shown = {"form": form, "options": options}
    return page(request, "desk/passkey_new.html", shown, here="account", status=422 if form.errors else 200)


@for_staff
@require_safe
def first_codes(request: HttpRequest) -> HttpResponse:
    """Offers codes for paper to somebody who has a passkey and nothing to fall back on."""
    return page(request, "desk/first_codes.html", {}, here="account")


@for_staff
@require_POST
def passkey_change(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Renames a passkey, or removes it."""
    staff = staff_of(request)
    if request.POST.get("do") == "remove":
        try:
            drop_passkey(
                staff, passkey_id, must_keep_one=must_keep_one(staff), browser=browser_of(request), now=timezone.now()
            )
            messages.success(request, gettext("The passkey is removed."))
        except NoLongerPossible:
            _keep_one(request)
    else:
        rename_passkey(staff, passkey_id, name=request.POST.get("name", ""))
    return redirect("desk:account")


@for_staff
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Ends one session, or all but this one."""
    staff, now, here = staff_of(request), timezone.now(), session_id(request)
    said = request.POST.get("session", "")
    if said.isascii() and said.isdigit() and len(said) < 19:
        end_sessions(staff, only=int(said), now=now)
    else:
        end_sessions(staff, but=here or 0, now=now)
    messages.success(request, gettext("Ended."))
    return redirect("desk:account")
