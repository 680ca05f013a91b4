"""What the pages of a conversation have in common: the assistant's name, the addresses of its verbs, page or part."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from torg.assistant.talks import Talk
from torg.editions.queries import InForce
from torg.faces.parts.context import under
from torg.faces.parts.templatetags.torg import language
from torg.strategy.assisting import Assistant, assistant

PART = "X-Torg-Part"
"""The header by which the panel asks for the conversation alone, without the page around it (decision 0128)."""
VERBS = ("judge", "person", "leave", "transcript", "seen", "typing")


def assistant_now(found: InForce, now: datetime) -> Assistant:
    """The assistant under the strategy in force, in the language of the page."""
    return assistant(found.strategy, language(), found.calendar.local(now).date())


def offered(found: InForce | None, now: datetime) -> Assistant | None:
    """The assistant when there is one on the pages, None when the strategy has none, or none is in force."""
    said = assistant_now(found, now) if found else None
    return said if said and said.offered else None


def name_of(said: Assistant) -> str:
    """What the assistant is called; by what it is where the strategy gives it no name."""
    return said.name or gettext("The assistant")


def addresses(token: str) -> dict[str, str]:
    """Where the verbs of a conversation are, by name; ``talk`` is its own page."""
    found = {verb: reverse(f"portal:talk_{verb}", args=(token,)) for verb in VERBS}
    return {"talk": reverse("portal:talk", args=(token,)), "live": f"/live/talk/{token}", **found}


def new_name() -> str:
    """A name for one sending, so that what is sent twice is said once."""
    return secrets.token_urlsafe(16)


def show(
    request: HttpRequest, part: str, found: InForce, now: datetime, shown: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A part of the assistant's pages, alone for the panel that asks for it and else with the page around it."""
    said = assistant_now(found, now)
    context = {
        **under(found, language()),
        "here": "assistant",
        "part": f"portal/talk/{part}.html",
        "assistant": said,
        "name": name_of(said),
        "sent_as": "" if part == "begin" else new_name(),
        **shown,
    }
    template = context["part"] if request.headers.get(PART) else "portal/talk/page.html"
    response = render(request, str(template), context, status=status)
    patch_vary_headers(response, (PART,))
    return response


def show_talk(
    request: HttpRequest, found: InForce, now: datetime, talk: Talk, *, status: int = 200, **shown: Any
) -> HttpResponse:
    """A conversation with what can be done in it."""
    return show(
        request,
        "talk",
        found,
        now,
        {"talk": talk, "urls": addresses(talk.token), "limit": 4000, **shown},
        status=status,
    )


def insist_on_assistant(found: InForce, now: datetime) -> None:
    """There is no such page where the strategy has no assistant (ALB-16)."""
    if not assistant_now(found, now).offered:
        raise Http404
