"""The pages that say what there is: home, and how the municipality answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from torg.editions.queries import in_force
from torg.enquiries.queries.tallies import LEAST, kept_so_far
from torg.faces.parts.advice import advice_box, asked_purpose
from torg.faces.parts.templatetags.torg import language
from torg.faces.parts.ways import ways
from torg.faces.portal.answering import PERIOD, ProcessingTime, how_we_answer, kept_lines
from torg.faces.portal.open_to_all import open_to_all

ProcessingTimes = Callable[[str], Sequence[ProcessingTime]]


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What can we help with: the ways in, and the channels that are open now."""
    now = timezone.now()
    return render(request, "portal/home.html", {"here": "home", "ways": ways(in_force(now), now)})


@open_to_all
@require_safe
def promises(request: HttpRequest, processing: ProcessingTimes | None = None) -> HttpResponse:
    """How we answer you: the channels in order, what is promised in each, and how it has been kept.

    ``processing`` gives the processing times of services in a language; it is given where the address is wired.
    """
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
        "processing": processing(code) if processing else (),
        "document": found.strategy.municipality.document,
    }
    return render(request, "portal/promises.html", seen)
