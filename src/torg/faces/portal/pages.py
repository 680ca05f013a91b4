"""What the municipality promises."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from torg.editions.queries import in_force
from torg.faces.parts.hours import in_words
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.open_to_all import open_to_all
from torg.strategy.showing import our_promises


@open_to_all
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Everything the strategy in force promises, each with its place in the document."""
    found = in_force(timezone.now())
    strategy = found.strategy
    said = our_promises(strategy, language())
    groups = [(name, list(group)) for name, group in groupby(said, key=lambda one: one.channel_name)]
    keys = [(place.name, place.hours) for place in strategy.places.values()]
    keys += [(channel.name, channel.hours) for channel in strategy.channels.values() if channel.offered]
    hours = [(name, in_words(strategy.hours[key], language())) for name, key in keys if key in strategy.hours]
    seen = {
        "here": "promises",
        "groups": groups,
        "hours": hours,
        "document": strategy.municipality.document,
    }
    return render(request, "portal/promises.html", seen)
