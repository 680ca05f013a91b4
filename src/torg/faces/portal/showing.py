"""One way of answering with a page of the catalogue's: the municipality read once, addresses in the other languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from torg.editions.queries import InForce
from torg.faces.parts.context import under
from torg.faces.parts.templatetags.torg import language


def show(
    request: HttpRequest, template: str, found: InForce, shown: Mapping[str, Any], *,
    elsewhere: Mapping[str, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """A page under the strategy in force; ``elsewhere`` are its paths by language, where its words are in the path."""
    context = {**under(found, language()), "elsewhere": elsewhere or {}, **shown}
    return render(request, template, context, status=status)


def moved(path: str) -> HttpResponse:
    """Leads to where a page is now, for good; yet browsers ask again, since a page may be called as before one day."""
    response = redirect(path, permanent=True)
    response["Cache-Control"] = "no-cache"
    return response
