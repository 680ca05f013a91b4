"""Coming in and going out: log-in, log-out, and the mark that a page is for staff."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required, login_required
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from torg.assistant.actions.seats import go_away
from torg.editions.queries import NoStrategy
from torg.faces.desk.sessions import HOW, browser_of, enter, half_enter, session_id
from torg.people.actions.accounts import leave, note_wrong_password
from torg.people.actions.tries import TooManyTries, begin_try, was_right
from torg.people.queries import NoFrontLine
from torg.people.queries.accounts import second_factor_of

P = ParamSpec("P")


class LogInForm(AuthenticationForm):
    """User name and password, with our own words when they do not fit."""

    username = UsernameField(label=_("User name"))

    error_messages = {
        "invalid_login": _("The user name and the password do not fit together. Mind capital letters."),
        "inactive": _("This account is closed. Talk to your administrator."),
    }

    def clean(self) -> dict[str, Any]:
        """After some wrong tries nobody is let in for a while, right password or not, known user name or not."""
        username = self.cleaned_data.get("username", "")
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        now = timezone.now()
        if not (username and self.cleaned_data.get("password")):
            return super().clean()
        try:
            tried = begin_try(username=username, address=address, now=now)
        except TooManyTries as many:
            minutes = math.ceil(many.waits / timedelta(minutes=1))
            said = ngettext(
                "There have been too many wrong tries. Wait %(count)d minute, then try again.",
                "There have been too many wrong tries. Wait %(count)d minutes, then try again.",
                minutes,
            )
            raise ValidationError(said % {"count": minutes}) from many
        try:
            cleaned = super().clean()
        except ValidationError:
            if self.request:
                note_wrong_password(username, browser=browser_of(self.request), now=now)
            raise
        was_right(tried)
        return cleaned


@method_decorator(login_not_required, name="dispatch")
class LogIn(LoginView):
    """The log-in page of the desk."""

    template_name = "desk/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password is right: in, or on to the second factor as somebody who is not logged in yet."""
        staff: Any = form.get_user()
        if second_factor_of(staff):
            half_enter(self.request, staff, next_url=self.get_success_url())
            return redirect("desk:second")
        enter(self.request, staff, how="password")
        return redirect(self.get_success_url())

    def get_context_data(self, **rest: Any) -> dict[str, Any]:
        """What the page needs to know of the other ways in."""
        here: dict[str, Any] = super().get_context_data(**rest)
        return {**here, "provider": settings.OIDC_NAME, "left_provider": self.request.GET.get("left") == "provider"}


class LogOut(LogoutView):
    """Logs out (POST only) and shows the log-in page; who came by the provider is shown the way out there too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ends the session here; who logs out goes away from the chat, so that nobody waits for them in vain."""
        staff: Any = request.user
        if staff.is_authenticated:
            go_away(by=staff, now=timezone.now())
        leave(staff, session_id(request), browser=browser_of(request), now=timezone.now())
        by_provider = request.session.get(HOW) == "provider"
        logout(request)
        return redirect(reverse("desk:login") + ("?left=provider" if by_provider else ""))


def for_staff(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Marks a page as the staff's: nobody sees it without logging in, and no browser keeps it."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except (NoStrategy, NoFrontLine):
            return render(cast("HttpRequest", args[0]), "parts/not_ready.html", status=503)

    return cast("Callable[P, HttpResponse]", login_required(never_cache(cast("Any", answer))))


def by_itself(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Marks what an open page asks for by itself: that nobody does anything does not keep a session from ending."""
    cast("Any", view).by_itself = True
    return view


def staff_of(request: HttpRequest) -> Any:
    """Who is logged in (a row of the people room, handed on as it is); only for pages marked with ``for_staff``."""
    return request.user
