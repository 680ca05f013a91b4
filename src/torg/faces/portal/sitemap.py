"""What search engines are told: every public page in every language, and where not to look."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from torg.faces.parts.languages import offered
from torg.faces.portal.addresses import full, public_addresses

HOUR = "public, max-age=3600"
NOT_FOR_ENGINES = ("desk", "receipt", "follow")
"""First words of addresses below the language: what is staff's, and what lies behind a secret link."""


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: one entry a page and language, each naming its sisters in the others (sitemaps.org 0.9)."""
    shown = {"addresses": list(public_addresses())}
    response = render(request, "portal/sitemap.xml", shown, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = HOUR
    return response


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``: all may look at everything but the desk, secret links, files and the changing of languages."""
    lines = ["User-agent: *"]
    for code in offered():
        with override(code):
            home = reverse("portal:home")
        lines += [f"Disallow: {home}{word}/" for word in NOT_FOR_ENGINES]
    lines += ["Disallow: /files/", "Disallow: /language/", "Allow: /", "", f"Sitemap: {full(reverse('site:sitemap'))}"]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = HOUR
    return response
