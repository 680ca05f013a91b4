"""The front page: search first, what most people come for, what holds now, and then the ways to reach us."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from torg.catalogue.queries.lists import latest_news
from torg.catalogue.queries.pages import alerts_now, cards
from torg.catalogue.topics import SITUATIONS, TOPICS
from torg.editions.queries import in_force
from torg.faces.parts.templatetags.torg import language
from torg.faces.parts.ways import ways
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.showing import show

TASKS, NEWS = 9, 3
AUDIENCES = ("business", "association", "youth", "newcomer", "tourist")


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What 95 % come for stands first, by how much it is used (KON-29)."""
    now = timezone.now()
    found = in_force(now)
    shown = {
        "here": "home",
        "tasks": cards(language(), kinds=("service",), limit=TASKS),
        "alerts": alerts_now(language(), now=now),
        "news": latest_news(language(), limit=NEWS),
        "situations": tuple(SITUATIONS),
        "topics": tuple(TOPICS),
        "audiences": AUDIENCES,
        "ways": ways(found, now),
    }
    return show(request, "portal/home.html", found, shown)
