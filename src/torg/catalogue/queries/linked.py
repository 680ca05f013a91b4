"""Every published service with what lives in one place put into its words, for those who read the catalogue as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from torg.catalogue.content import Content, stored
from torg.catalogue.models import Kind, Page
from torg.catalogue.queries.pages import blocks
from torg.catalogue.rdf import Described
from torg.catalogue.text import filled
from torg.people.queries import units


def newest_change() -> datetime | None:
    """When a page was last published; None when none is."""
    newest: datetime | None = Page.objects.filter(published__isnull=False).aggregate(at=Max("published_at"))["at"]
    return newest


def described(languages: tuple[str, ...], values: Mapping[str, str]) -> list[Described]:
    """The published services by key; ``values`` is what the strategy says in `{phone}` and its like."""
    said = {code: blocks(code) for code in languages}
    there = units().by_id
    rows = Page.objects.filter(kind=Kind.SERVICE, published__isnull=False).select_related("published").order_by("key")
    found = []
    for row in rows:
        assert row.published is not None
        assert row.published_at is not None
        unit = there.get(row.unit_id)
        found.append(
            Described(
                row.key, _filled(stored(row.published.content), said, values), row.published_at,
                unit.name if unit else "", unit.phone if unit else "", unit.email if unit else "",
            )
        )  # fmt: skip
    return found


def _filled(content: Content, blocks_said: Mapping[str, Mapping[str, str]], values: Mapping[str, str]) -> Content:
    words = {
        code: {
            part: filled(text, blocks=blocks_said.get(code, {}), values=values) if isinstance(text, str) else text
            for part, text in said.items()
        }
        for code, said in content.words.items()
    }
    return Content(words, content.facts)
