"""What is new on the chat page: asked for when the live stream tells of something, and now and then without it."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from torg.assistant.tickets import desk_stream
from torg.faces.desk.chat import board, server_of
from torg.faces.desk.chat_board import Panel
from torg.faces.desk.gate import by_itself, for_staff

LONGEST_TOLD = 120
SEALED = re.compile(r'name=\\"csrfmiddlewaretoken\\" value=\\"[^"\\]*\\"')
MOST = 20


@by_itself
@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Seat, queue, switcher, and what was said after what the page has (``have``: "12:345,13:400"); as JSON.

    A conversation that the page does not have comes whole; ``gone`` are those that are the reader's no longer;
    ``stream`` is a fresh address of the live stream, ``token`` what forms are posted with, which a log-in changes.
    Answers 304 when the rest is what the page was told last (If-None-Match).
    """
    staff = server_of(request)
    have = _have(request.GET.get("have", ""))
    here = board(staff, current=_number(request.GET.get("talk", "")))
    panels: list[Panel] = here["panels"]
    found = {
        "seat": _drawn(request, "chat_seat", here),
        "queue": _drawn(request, "chat_queue", here),
        "tabs": _drawn(request, "chat_tabs", here),
        "unread": here["unread"],
        "talks": [_told(request, panel, have.get(panel.talk.id), here) for panel in panels],
        "gone": sorted(have.keys() - {panel.talk.id for panel in panels}),
    }
    body = json.dumps(found, ensure_ascii=False)
    said = SEALED.sub("", body)  # what is drawn anew each time tells of nothing new
    tag = f'"{hashlib.sha256(said.encode()).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    fresh = {"stream": desk_stream(staff.pk), "token": get_token(request)}
    body = json.dumps({**found, **fresh}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/json", headers={"ETag": tag})


def _told(request: HttpRequest, panel: Panel, upto: int | None, here: dict[str, Any]) -> dict[str, Any]:
    if upto is None:
        return {"id": panel.talk.id, "panel": _drawn(request, "chat_panel", {**here, "panel": panel})}
    new = [one for one in panel.lines if one.id > upto]
    says = next((one.text for one in reversed(new) if one.speaker == "citizen"), "")
    shown = {**here, "panel": panel}
    return {
        "id": panel.talk.id,
        "upto": panel.talk.upto,
        "lines": "".join(_drawn(request, "chat_said", {"one": one}) for one in new),
        "says": says[:LONGEST_TOLD],
        **{name: _drawn(request, f"chat_{name}", shown) for name in ("head", "seen")},
        "aids": _drawn(request, "chat_answers", shown),
    }


def _drawn(request: HttpRequest, name: str, shown: dict[str, Any]) -> str:
    return render_to_string(f"desk/{name}.html", shown, request=request).strip()


def _have(said: str) -> dict[int, int]:
    pairs = (one.partition(":") for one in said.split(",")[:MOST])
    return {_number(talk): _number(upto) for talk, _colon, upto in pairs if _number(talk)}


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
