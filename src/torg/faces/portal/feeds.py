"""News, and what has changed, for those who follow us with a reader of feeds (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from torg.catalogue.queries.lists import changed_lately, latest_news
from torg.catalogue.queries.pages import Card
from torg.editions.queries import in_force
from torg.faces.parts.sections import page_path
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.schema import full

MOST = 50


@open_to_all
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The newest news."""
    return _feed(request, gettext("News"), reverse("portal:pages", args=("news",)), latest_news(language(), limit=MOST))


@open_to_all
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The pages that were published or changed last."""
    return _feed(request, gettext("Changed pages"), reverse("portal:home"), changed_lately(language(), limit=MOST))


def _feed(request: HttpRequest, title: str, link: str, held: Sequence[Card]) -> HttpResponse:
    town = in_force(timezone.now()).strategy.municipality
    feed = Atom1Feed(
        title=f"{town.name}: {title}", link=full(link), description=title, language=language(),
        feed_url=full(request.path),
    )  # fmt: skip
    for card in held:
        if card.slug:
            at = _at(card)
            feed.add_item(
                title=card.title, link=full(page_path(card.kind, card.slug)), description=card.summary, pubdate=at,
                updateddate=card.published_at or at,
            )  # fmt: skip
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    response["Cache-Control"] = "public, max-age=600"
    return response


def _at(card: Card) -> datetime | None:
    said = card.facts.get("on")
    if not said:
        return card.published_at
    return timezone.make_aware(datetime.combine(datetime.fromisoformat(str(said)), time(8)))
