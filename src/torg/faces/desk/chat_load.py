"""The load of the chat now, for those who lead it: who waits, who serves, and what has been done today."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from torg.assistant.queries.conversations import load, queue_for
from torg.assistant.queries.today import served_now, today
from torg.faces.desk.chat import LEADS, server_of
from torg.faces.desk.chat_board import waiting_shown
from torg.faces.desk.gate import for_staff
from torg.faces.desk.shell import page


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Waiting, serving, today's figures; and each conversation that somebody serves, to be put back if need be."""
    staff, now = server_of(request), timezone.now()
    if staff.role not in LEADS:
        raise PermissionDenied(gettext("The load of the chat is for those who lead it."))
    found = load(now)
    shown: dict[str, Any] = {
        "load": found,
        "longest": _minutes(found.longest_wait.total_seconds()) if found.longest_wait else 0,
        "waiting": waiting_shown(queue_for(staff, now)),
        "served": served_now(staff),
        "today": today(_morning(now)),
    }
    return page(request, "desk/chat_load.html", shown, here="chat")


def _morning(now: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localtime(now).date(), time(0)))


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))
