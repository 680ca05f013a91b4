"""A draft as citizens would see it, for colleagues who are logged in and were led here from the desk."""

from __future__ import annotations

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from torg.catalogue.queries.care import draft_facts
from torg.editions.queries import NoStrategy, in_force
from torg.faces.parts.pages import page_context
from torg.faces.parts.previews import SALT, SECONDS
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.catalogue import advice_of
from torg.faces.portal.showing import show as show_under


@never_cache
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The saving of a page that the token names; 404 when nobody signed it, or longer than an hour ago."""
    try:
        key, number = signing.loads(token, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError) as wrong:
        raise Http404 from wrong
    now = timezone.now()
    facts = draft_facts(key, number)
    if facts is None:
        raise Http404
    try:
        found = in_force(now)
    except NoStrategy:
        return render(request, "parts/not_ready.html", status=503)
    context = page_context(facts, language(), now, found=found)
    context["advice"] = advice_of(request, facts, found, now) if facts.kind == "service" else None
    answer = show_under(request, "portal/look.html", found, {"here": "", "key": key, "number": number, **context})
    answer["X-Robots-Tag"] = "noindex"
    return answer
