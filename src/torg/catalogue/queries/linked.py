"""Every published service with what lives in one place put into its words, for those who read the catalogue as data."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Max, Sum

from torg.catalogue.content import Content, stored
from torg.catalogue.models import Kind, Page
from torg.catalogue.queries.pages import blocks
from torg.catalogue.rdf import Described
from torg.catalogue.text import filled
from torg.people.queries import units


def standing() -> str:
    """What the published pages are now, in short: another when one was published, changed or taken down."""
    shown = Page.objects.filter(published__isnull=False)
    found = shown.aggregate(at=Max("published_at"), count=Count("pk"), keys=Sum("published_id"))
    return f"{found['at']:%Y%m%d%H%M%S%f}-{found['count']}-{found['keys']}" if found["at"] else "nothing"


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
