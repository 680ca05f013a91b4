"""The load of the chat now, for those who lead it: who waits, who serves, and what has been done today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from torg.assistant.queries.conversations import load, queue_for
from torg.assistant.queries.today import ServedNow, served_now, today
from torg.faces.desk.chat import LEADS, server_of
from torg.faces.desk.chat_board import waiting_shown
from torg.faces.desk.gate import by_itself, for_staff
from torg.faces.desk.shell import page
from torg.faces.desk.talk_shown import clock_of


@dataclass(frozen=True, slots=True)
class ServedShown:
    """A conversation with a person, with times of the clock: when it was taken, the last word, and since when the
    citizen waits for an answer ("" when they do not)."""

    row: ServedNow
    taken: str
    last: str
    waits_since: str


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Waiting, serving, today's figures; and each conversation that somebody serves, to be put back if need be."""
    return page(request, "desk/chat_load.html", _shown(request), here="chat")


@by_itself
@for_staff
@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """The same without the page around it, which the page asks for now and then."""
    return render(request, "desk/chat_load_now.html", _shown(request))


def _shown(request: HttpRequest) -> dict[str, Any]:
    """What the load is told by; raises PermissionDenied for those who do not lead it."""
    staff, now = server_of(request), timezone.now()
    if staff.role not in LEADS:
        raise PermissionDenied(gettext("The load of the chat is for those who lead it."))
    found = load(now)
    return {
        "load": found,
        "longest": _minutes(found.longest_wait.total_seconds()) if found.longest_wait else 0,
        "waiting": waiting_shown(queue_for(staff, now)),
        "served": [
            ServedShown(
                row,
                clock_of(row.taken_at),
                clock_of(row.last_at),
                clock_of(row.unanswered_since) if row.unanswered_since else "",
            )
            for row in served_now(staff)
        ],
        "today": today(_morning(now)),
    }


def _morning(now: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localtime(now).date(), time(0)))


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))
