"""Lists of pages that are ordered by what they say themselves, and what stands beside a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from torg.catalogue.models import Kind, Page
from torg.catalogue.queries.pages import MOST, Card, as_cards


def latest_news(language: str, *, limit: int = MOST) -> list[Card]:
    """News, the newest day first."""
    rows = Page.objects.filter(kind=Kind.NEWS, published__isnull=False)
    return as_cards(rows.order_by("-facts__on", "-published_at", "key")[:limit], language)


def changed_lately(language: str, *, limit: int) -> list[Card]:
    """Pages in the order in which they were published last."""
    rows = Page.objects.filter(published__isnull=False).exclude(kind__in=(Kind.BLOCK, Kind.ALERT))
    return as_cards(rows.order_by("-published_at", "key")[:limit], language)


def beside(keys: Iterable[str], language: str, *, unit_id: int) -> tuple[dict[str, Card], Card | None]:
    """What a page refers to, by key, and the page of the unit that answers for it; two statements in all."""
    rows = Page.objects.filter(Q(key__in=list(keys)) | Q(kind=Kind.UNIT, unit_id=unit_id), published__isnull=False)
    rows = rows.exclude(kind=Kind.BLOCK)  # a block is no page that one can go to
    found = as_cards(rows.order_by("-uses", "key"), language)
    unit = next((one for one in found if one.kind == Kind.UNIT and one.unit_id == unit_id), None)
    return {one.key: one for one in found if one.slug}, unit
