"""The pages of the catalogue: one at its address, its declaration, and where none is."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from torg.catalogue.advising import links_of, service_facts
from torg.catalogue.queries.pages import PageFacts, page_at
from torg.editions.queries import InForce, in_force
from torg.faces.parts.advice import AdviceBox, advice_box
from torg.faces.parts.context import facts as town_facts
from torg.faces.parts.pages import page_context
from torg.faces.parts.sections import page_path
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES, language
from torg.faces.portal.noting import note_use
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.schema import described
from torg.faces.portal.search import results_for
from torg.faces.portal.showing import moved, show
from torg.people.queries import units


@open_to_all
@require_safe
def page(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """A page of the catalogue; an earlier address, or one in another language's words, leads on to its own (301)."""
    facts = page_at(kind, slug, language=language())
    if facts is None:
        return lost(request, slug)
    path = own_path(facts, language())
    if path != request.path:
        return moved(path)
    now = timezone.now()
    found = in_force(now)
    context = page_context(facts, language(), now, found=found)
    note_use(language(), now=now, request=request, page_id=facts.id)
    shown = {
        "here": kind,
        "declaration_url": declaration_path(facts, language()) if context["shown"].declared else "",
        "advice": advice_of(request, facts, found, now) if kind == "service" else None,
        "data": described(context["shown"], town_facts(found, language()), path),
        **context,
    }
    return show(request, "portal/page.html", found, shown, elsewhere=in_each_language(facts))


def advice_of(request: HttpRequest, facts: PageFacts, found: InForce, now: datetime) -> AdviceBox:
    """Which channel suits for this service, by the strategy and what the reader tells of themselves."""
    unit = units().by_id.get(facts.unit_id)
    service = service_facts(facts, unit=unit.key if unit else "", field=unit.field if unit else "")
    return advice_box(request, found, now, service=service, links=links_of(facts))


@open_to_all
@require_safe
def declaration(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """What one can expect from us in a service, on a sheet that can be printed (KON-11)."""
    facts = page_at(kind, slug, language=language())
    if facts is None:
        return lost(request, slug)
    path = declaration_path(facts, language())
    if path != request.path:
        return moved(path)
    now = timezone.now()
    found = in_force(now)
    context = page_context(facts, language(), now, found=found)
    if not context["shown"].declared:
        raise Http404
    elsewhere = {code: declaration_path(facts, code) for code in LANGUAGE_NAMES}
    shown = {"here": "service", "page_url": own_path(facts, language()), **context}
    return show(request, "portal/declaration.html", found, shown, elsewhere=elsewhere)


def declaration_path(facts: PageFacts, code: str) -> str:
    """Where the declaration of a service lies for somebody who reads a language."""
    with override(code):
        return reverse("portal:declaration", args=(facts.kind, facts.slugs[facts.language(code)]))


def own_path(facts: PageFacts, code: str) -> str:
    """Where a page lies for somebody who reads a language."""
    return page_path(facts.kind, facts.slugs[facts.language(code)], code)


def in_each_language(facts: PageFacts) -> dict[str, str]:
    """Where a page lies in each language; in those that it is not written in, under the nearest one's words."""
    return {code: own_path(facts, code) for code in LANGUAGE_NAMES}


def lost(request: HttpRequest, slug: str) -> HttpResponse:
    """There is no such page, or no more: what else it may have been, and a search (404)."""
    words = slug.replace("-", " ")
    now = timezone.now()
    shown = {"words": words, "results": results_for(words)}
    return show(request, "portal/lost.html", in_force(now), shown, status=404)
