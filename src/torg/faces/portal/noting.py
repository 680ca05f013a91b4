"""What is noted of how the pages are used: nothing here tells who did, and machines are left out."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.urls import reverse

from torg.assistant.actions.learn import note_opened
from torg.participation.actions.use import note_search, note_seen

# Programs that read pages for somebody else, or for nobody. A short list: what is missed counts a little too much.
ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiv|preview|monitor|uptime|scan|fetch|facebookexternalhit|curl|wget|python|"
    r"java/|go-http|okhttp|libwww|httpx|axios|node-fetch|lighthouse|validator",
    re.IGNORECASE,
)
LONGEST = 300  # characters of a search
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def note_use(
    language: str, *, now: datetime, request: HttpRequest, page_id: int | None = None, words: str = "", found: int = 0
) -> None:
    """Notes that a page was read (``page_id``), or that somebody searched for ``words`` and found so many pages."""
    if not by_a_person(request):
        return
    if page_id is not None:
        note_seen(page_id, language, now=now)
        if searched := searched_before(request):
            address = str(request.META.get("REMOTE_ADDR", ""))
            note_opened(searched, page_id, language=language, address=address, now=now)
    if words:
        note_search(words, language, found, now=now)


def searched_before(request: HttpRequest) -> str:
    """What was searched for on the page from which this one was opened; "" when it was not opened from our search.

    A browser tells our own pages the whole address it comes from, and others nothing but the host.
    """
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or came_from.path != reverse("portal:search"):
        return ""
    return parse_qs(came_from.query).get("q", [""])[0][:LONGEST]


def by_a_person(request: HttpRequest) -> bool:
    """Whether it looks as if somebody reads the page now: no known robot, and not fetched ahead of time."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent or ROBOTS.search(agent):
        return False
    return not any("prefetch" in request.headers.get(name, "").lower() for name in AHEAD)
