"""The lasting identifiers of services in the linked data: each leads to the page in the language of whoever comes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import override
from django.views.decorators.http import require_safe

from torg.catalogue.queries.pages import page
from torg.faces.parts.languages import as_chosen, language_for
from torg.faces.parts.sections import page_path


@login_not_required
@require_safe
def lead(request: HttpRequest, key: str, rest: str = "") -> HttpResponse:
    """Leads to the page of a service; what is below it (its contact, its ways) to the page it stands on."""
    facts = page(key)
    code = language_for(request)
    if facts is None or facts.kind == "block":
        if key in ("municipality", "catalogue", "topic", "situation", "way", "kle"):
            with override(code):
                return as_chosen(redirect("portal:home"))
        raise Http404
    slug = facts.slugs.get(code) or facts.slugs[facts.language(code)]
    return as_chosen(redirect(page_path(facts.kind, slug, code)))
