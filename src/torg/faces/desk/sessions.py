"""Where staff are logged in: each log-in is a row that ends by hand, by lying idle, or by age."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import login, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from torg.people.actions import forget_wrong_log_ins
from torg.people.actions.accounts import Browser, begin_session, touch_session
from torg.people.queries.accounts import must_keep_one, second_factor_of, session_seen_at

KEY, HOW, HALF = "desk_session", "how", "half"
BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF_LASTS = 600  # seconds between the password and the second factor
BROWSERS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


class LogInAsked(LoginRequiredMiddleware):
    """Middleware: a closed page asks for a log-in. An open one asks nothing, so it may be the same for everybody.

    Django's own reads the session first and then looks whether it had to.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> Any:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class DeskSessions(MiddlewareMixin):
    """Middleware before every closed page: a session that has ended lets nobody in, whatever their cookie says."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Logs out whose session has ended; makes the row of a log-in that has none yet."""
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        staff: Any = request.user
        now, key = timezone.now(), request.session.get(KEY)
        if key is None:
            if second_factor_of(staff):  # somebody came in past the door, with a password alone
                logout(request)
            else:
                request.session[KEY] = begin_session(staff, how="password", browser=browser_of(request), now=now)
            return None
        seen_at = session_seen_at(key, staff_id=staff.pk, now=now)
        too_little = must_keep_one(staff) and request.session.get(HOW, "password") == "password"
        if seen_at is None or too_little:  # the role, or what it asks for, is another one since they came in
            logout(request)
        elif not getattr(view, "by_itself", False):
            touch_session(key, seen_at=seen_at, now=now)
        return None


def enter(request: HttpRequest, staff: Any, *, how: str) -> None:
    """Somebody has shown everything that is asked of them: they are in."""
    login(request, staff, backend=BACKEND)
    forget_wrong_log_ins(staff.username)
    for word in (HALF, KEY):
        request.session.pop(word, None)
    request.session[HOW] = how
    request.session[KEY] = begin_session(staff, how=how, browser=browser_of(request), now=timezone.now())


def half_enter(request: HttpRequest, staff: Any, *, next_url: str) -> None:
    """The password was right, and more is asked: nobody is logged in yet, and the session knows whose turn it is."""
    request.session.cycle_key()
    request.session[HALF] = {"staff": staff.pk, "at": timezone.now().timestamp(), "next": next_url}


def half_of(request: HttpRequest) -> tuple[int, str] | None:
    """Who is half in, and where they want to go; None when nobody is, or their password was too long ago."""
    half = request.session.get(HALF)
    if not isinstance(half, dict) or timezone.now().timestamp() - float(half["at"]) > HALF_LASTS:
        return None
    return int(half["staff"]), str(half["next"])


def session_id(request: HttpRequest) -> int | None:
    """The row of this log-in."""
    return cast("int | None", request.session.get(KEY))


def browser_of(request: HttpRequest) -> Browser:
    """Where somebody sits, as their browser and their network say."""
    said = str(request.META.get("HTTP_USER_AGENT", ""))
    words = [next((name for sign, name in table if sign in said), "") for table in (BROWSERS, SYSTEMS)]
    return Browser(device=", ".join(word for word in words if word), address=str(request.META.get("REMOTE_ADDR", "")))
