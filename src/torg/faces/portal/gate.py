"""The gate before a sender's own page when it holds something sensitive: a code first, sent to their own address."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torg.editions.queries import in_force
from torg.enquiries.actions.codes import send_code, use_code
from torg.enquiries.queries.codes import code_state
from torg.enquiries.queries.following import FollowPage

OPEN_FOR = timedelta(minutes=30)


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label=_("The code, six digits"),
        max_length=20,
        help_text=_("It is in the e-mail that we have just sent to the address you wrote from."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}),
        error_messages={"required": _("Write the code, six digits")},
    )


def is_open(request: HttpRequest, page: FollowPage) -> bool:
    """Whether this browser may see the content: nothing in it is sensitive, or a code was given in the last half hour.

    The cookie is signed, for this enquiry alone, ends with the browser's session, and tells nothing else.
    """
    if not page.sensitive:
        return True
    opened = request.get_signed_cookie(_cookie(page), default="", salt=_salt(page), max_age=OPEN_FOR)
    return opened == "open"


def answer(request: HttpRequest, page: FollowPage) -> HttpResponse:
    """The gate: GET only shows it; a button sends a code, another gives it back."""
    now = timezone.now()
    if request.method == "POST" and "send" in request.POST:
        send_code(page.token, now=now)
        return redirect(f"{request.path}#code")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if use_code(page.token, form.cleaned_data["code"], now=now):
            response = redirect(request.path)
            response.set_signed_cookie(
                _cookie(page), "open", salt=_salt(page), httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
            return response
        form.add_error("code", _("This is not the code, or it is too old. Ask for a new one."))
    shown = {
        "here": "follow",
        "page": page,
        "form": form,
        "code": code_state(page.token, now=now),
        "written": "written" in request.GET,
        "phone": page.unit_phone or in_force(now).strategy.municipality.phone,
    }
    return render(request, "portal/gate.html", shown, status=422 if form.errors else 200)


def _cookie(page: FollowPage) -> str:
    return f"torg_opened_{page.number}"


def _salt(page: FollowPage) -> str:
    return f"torg.portal.gate.{page.token}"
