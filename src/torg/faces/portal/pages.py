"""How the municipality answers, and what it promises."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from torg.catalogue.queries.pages import cards
from torg.editions.queries import in_force
from torg.enquiries.queries.tallies import LEAST, kept_so_far
from torg.faces.parts.advice import advice_box, asked_purpose
from torg.faces.parts.sections import page_path
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.answering import PERIOD, ProcessingTime, how_we_answer, kept_lines
from torg.faces.portal.open_to_all import open_to_all
from torg.strategy.values import span
from torg.strategy.words_of_time import span_in_words


@open_to_all
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """How we answer you: the channels in order, what is promised in each, and how it has been kept."""
    now, code = timezone.now(), language()
    found = in_force(now)
    today = found.calendar.local(now).date()
    seen = {
        "here": "promises",
        "advice": advice_box(request, found, now, service=asked_purpose(request.GET), asks_purpose=True),
        "answers": how_we_answer(found, now, code),
        "kept": kept_lines(found, kept_so_far(since=today - PERIOD, until=today)),
        "kept_days": PERIOD.days,
        "kept_least": LEAST,
        "processing": _processing_times(code),
        "document": found.strategy.municipality.document,
    }
    return render(request, "portal/promises.html", seen)


def _processing_times(code: str) -> list[ProcessingTime]:
    """How long the services take that have a target or a limit by law (KON-16, DRA-14), by name."""
    services = [one for one in cards(code, kinds=("service",)) if one.facts.get("target") or one.facts.get("limit")]
    return [
        ProcessingTime(
            one.title, page_path(one.kind, one.slug, code), _in_words(one.facts.get("target", ""), code),
            _in_words(one.facts.get("limit", ""), code), one.facts.get("limit_law", ""),
        )
        for one in sorted(services, key=lambda one: one.title.lower())
        if one.slug
    ]  # fmt: skip


def _in_words(said: str, code: str) -> str:
    return span_in_words(span(said), code) if said else ""
