"""What is noted of how the pages are used: nothing here tells who did, and machines are left out."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import HttpRequest

from torg.participation.actions.use import note_search, note_seen

# Programs that read pages for somebody else, or for nobody. A short list: what is missed counts a little too much.
ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiv|preview|monitor|uptime|scan|fetch|facebookexternalhit|curl|wget|python|"
    r"java/|go-http|okhttp|libwww|httpx|axios|node-fetch|lighthouse|validator",
    re.IGNORECASE,
)
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def note_use(
    language: str, *, now: datetime, request: HttpRequest, page_id: int | None = None, words: str = "", found: int = 0
) -> None:
    """Notes that a page was read (``page_id``), or that somebody searched for ``words`` and found so many pages."""
    if not by_a_person(request):
        return
    if page_id is not None:
        note_seen(page_id, language, now=now)
    if words:
        note_search(words, language, found, now=now)


def by_a_person(request: HttpRequest) -> bool:
    """Whether it looks as if somebody reads the page now: no known robot, and not fetched ahead of time."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent or ROBOTS.search(agent):
        return False
    return not any("prefetch" in request.headers.get(name, "").lower() for name in AHEAD)
