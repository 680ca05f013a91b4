"""What is posted in a conversation of the chat, and the page with it when it could not be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from torg.assistant.talks import Talk
from torg.faces.desk.chat import shown
from torg.faces.desk.chat_board import Written

BY_SCRIPT = "X-By-Script"
Deed = Callable[[HttpRequest, Any, Talk], HttpResponse]
"""One deed in a conversation, by the one who serves it."""


def again(request: HttpRequest, staff: Any, talk: Talk, written: Written, *, status: int = 422) -> HttpResponse:
    """The page with everything as it was written; a script gets the faults alone."""
    if is_by_script(request) and written.faults:
        return JsonResponse({"faults": list(written.faults)}, status=status)
    return shown(request, staff, current=talk.id, written={talk.id: written}, status=status)


def text_of(request: HttpRequest) -> str:
    """What stands in the box."""
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")


def number_of(request: HttpRequest, name: str) -> int:
    """A number that is posted under a name, 0 when it is none."""
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


def is_by_script(request: HttpRequest) -> bool:
    """Whether the page's own script asks, which shows what comes of it without loading the page."""
    return BY_SCRIPT in request.headers
