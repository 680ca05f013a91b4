"""Search over everything: the page of results, and what is suggested to somebody who is still writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from torg.assistant.finding.values import Hit
from torg.assistant.queries.finding import find, suggest
from torg.catalogue.queries.pages import cards
from torg.editions.queries import in_force
from torg.faces.parts.sections import page_path
from torg.faces.parts.templatetags.pages import PAGE_ICONS, page_kind
from torg.faces.parts.templatetags.torg import language
from torg.faces.parts.ways import ways
from torg.faces.portal.marking import marked
from torg.faces.portal.noting import note_use
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.showing import show

LONGEST, MOST, SUGGESTED = 100, 80, 8
FIRST = 6
"""Results of a kind that are shown before the rest of them."""


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found, with what was searched for marked in its words."""

    url: str
    kind: str
    language: str
    title: SafeString
    summary: SafeString


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind, best first; ``more`` are those after the first few."""

    kind: str
    first: tuple[Result, ...]
    more: tuple[Result, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.first) + len(self.more)


@open_to_all
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, by kind, in the order of the best of each; where nothing was, the channel that fits."""
    now = timezone.now()
    words = said(request)
    found = find(words, language=language(), limit=MOST)
    results = _results(found.hits, words or found.corrected)
    if words:
        note_use(language(), now=now, request=request, words=words, found=len(results))
    strategy = in_force(now)
    shown = {
        "here": "search",
        "words": words,
        "corrected": found.corrected,
        "groups": _groups(results),
        "count": len(results),
        "ways": () if results else ways(strategy, now),
    }
    return show(request, "portal/search.html", strategy, shown)


@open_to_all
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The same question while it is being written, as data: a few pages with title, kind and address."""
    hits = suggest(said(request), language(), SUGGESTED) if said(request) else ()
    slugs = {card.id: card for card in cards(language(), ids=[hit.page_id for hit in hits])} if hits else {}
    found = [
        {"title": hit.title, "kind": page_kind(hit.kind), "url": page_path(hit.kind, slugs[hit.page_id].slug),
         "lang": hit.language}
        for hit in hits
        if hit.page_id in slugs and hit.kind in PAGE_ICONS
    ]  # fmt: skip
    response = JsonResponse({"pages": found})
    response["Cache-Control"] = "public, max-age=60"
    return response


def said(request: HttpRequest) -> str:
    """What is searched for, in one line."""
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]


def results_for(words: str) -> tuple[Result, ...]:
    """The best few pages for some words, for a page that was not found."""
    return _results(find(words, language=language(), limit=SUGGESTED).hits, words)


def _results(hits: Sequence[Hit], words: str) -> tuple[Result, ...]:
    if not hits:
        return ()
    by_id = {card.id: card for card in cards(language(), ids=[hit.page_id for hit in hits])}
    made = []
    for hit in hits:
        card = by_id.get(hit.page_id)
        if card is None or not card.slug or card.kind not in PAGE_ICONS:
            continue
        sought = [words, *(why.found for why in hit.why)]
        made.append(
            Result(
                page_path(card.kind, card.slug), card.kind, card.language, marked(card.title, sought),
                marked(card.summary, sought),
            )
        )  # fmt: skip
    return tuple(made)


def _groups(results: Sequence[Result]) -> tuple[Group, ...]:
    kinds = dict.fromkeys(one.kind for one in results)
    by_kind = {kind: tuple(one for one in results if one.kind == kind) for kind in kinds}
    return tuple(Group(kind, held[:FIRST], held[FIRST:]) for kind, held in by_kind.items())
