"""Reading the pages that citizens see: one by its address, and lists of them, each off one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from torg.catalogue.content import Content, nearest_language, stored
from torg.catalogue.models import Address, Kind, Page, Revision

MOST = 500  # pages in a list: a field has a few dozen, and who looks for one searches


@dataclass(frozen=True, slots=True)
class Card:
    """A page in a list, in the language nearest to the reader's; ``language`` is the one its words are really in."""

    id: int
    key: str
    kind: str
    language: str
    title: str
    summary: str
    slug: str
    topics: tuple[str, ...]
    audience: tuple[str, ...]
    facts: Mapping[str, Any]
    unit_id: int
    published_at: datetime | None
    uses: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A whole page as citizens see it. ``slugs`` are its addresses by language, ``lagging`` the languages whose words
    are older than those of ``source_language``; ``number`` is that of the revision that is shown."""

    id: int
    key: str
    kind: str
    unit_id: int
    owner_id: int | None
    service_id: int | None
    content: Content
    slugs: Mapping[str, str]
    source_language: str
    lagging: tuple[str, ...]
    number: int
    published_at: datetime
    first_published_at: datetime
    review_on: date | None
    based_on: str
    uses: int
    moved: bool = False

    def text(self, language: str, part: str) -> str:
        """A text in the nearest language that the page is written in; "" when it says nothing of it."""
        said = self.content.said(self.content.nearest(language), part)
        return said if isinstance(said, str) else ""

    def language(self, language: str) -> str:
        """The language in which somebody who reads ``language`` sees it."""
        return self.content.nearest(language)


def page_at(kind: str, slug: str, *, language: str) -> PageFacts | None:
    """The published page with an address; ``moved`` when it has another one in ``language`` now.

    None when there is no such page.
    """
    found = (
        Address.objects.filter(kind=kind, slug=slug, page__published__isnull=False)
        .select_related("page", "page__published")
        .order_by("-is_current")
    )
    rows = list(found)
    row = next((one for one in rows if one.language == language), None) or next(iter(rows), None)
    if row is None:
        return None
    facts = _facts(row.page)
    return facts if facts.slugs.get(facts.language(language)) == slug else replace(facts, moved=True)


def page(key: str) -> PageFacts | None:
    """The published page with a key."""
    found = Page.objects.filter(key=key, published__isnull=False).select_related("published").first()
    return _facts(found) if found else None


def page_by_id(page_id: int) -> PageFacts | None:
    """The published page with an id."""
    found = Page.objects.filter(pk=page_id, published__isnull=False).select_related("published").first()
    return _facts(found) if found else None


def page_of_service(service_id: int) -> PageFacts | None:
    """The published page that tells of a service."""
    found = Page.objects.filter(service_id=service_id, published__isnull=False).select_related("published").first()
    return _facts(found) if found else None


def cards(
    language: str, *, kinds: Sequence[str] = (), topic: str = "", situation: str = "", audience: str = "",
    unit_id: int | None = None, keys: Iterable[str] | None = None, ids: Iterable[int] | None = None,
    newest: bool = False, limit: int = MOST,
) -> list[Card]:  # fmt: skip
    """Published pages in lists: the most used first, or the newest; by keys or ids in no certain order."""
    rows = Page.objects.filter(published__isnull=False)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if topic:
        rows = rows.filter(topics__contains=[topic])
    if situation:
        rows = rows.filter(situations__contains=[situation])
    if audience:
        rows = rows.filter(audience__contains=[audience])
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    order = ("-published_at", "key") if newest else ("-uses", "key")
    return as_cards(rows.order_by(*order)[:limit], language)


def alerts_now(language: str, *, now: datetime) -> list[Card]:
    """The alerts that hold now, the most serious first."""
    found = cards(language, kinds=(Kind.ALERT,), newest=True, limit=50)
    held = [one for one in found if _holds(one.facts, now)]
    return sorted(held, key=lambda one: ("danger", "warning", "info").index(one.facts.get("level", "info")))


def blocks(language: str, keys: Iterable[str] | None = None) -> dict[str, str]:
    """The texts of published blocks by their key, in the nearest language; ``keys`` None for all of them."""
    rows = Page.objects.filter(kind=Kind.BLOCK, published__isnull=False).select_related("published")
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    found = {}
    for row in rows:
        content = stored(_revision(row).content)
        found[row.key] = str(content.said(content.nearest(language), "body"))
    return found


def addresses(keys: Iterable[str], language: str) -> dict[str, tuple[str, str]]:
    """The kind and the current slug of published pages by their key, in the nearest language."""
    found = cards(language, keys=keys)
    return {one.key: (one.kind, one.slug) for one in found if one.slug}


def every_address() -> list[tuple[str, dict[str, str], datetime]]:
    """Every published page that has a page of its own: its kind, its slugs by language, when it was last changed."""
    by_page: dict[int, tuple[str, dict[str, str], datetime]] = {}
    rows = (
        Address.objects.filter(is_current=True, page__published__isnull=False)
        .exclude(kind=Kind.BLOCK)
        .values_list("page_id", "kind", "language", "slug", "page__published_at")
        .order_by("page_id")
    )
    for page_id, kind, language, slug, at in rows:
        assert at is not None, "a published page has been published at a moment"
        by_page.setdefault(page_id, (kind, {}, at))[1][language] = slug
    return list(by_page.values())


def as_cards(rows: QuerySet[Page], language: str) -> list[Card]:
    """Rows of pages as cards, in their order; two statements in all."""
    pages = list(rows)
    slugs: dict[int, dict[str, str]] = {}
    found = Address.objects.filter(Q(is_current=True), page_id__in=[row.pk for row in pages])
    for page_id, code, slug in found.values_list("page_id", "language", "slug"):
        slugs.setdefault(page_id, {})[code] = slug
    return [_card(row, slugs.get(row.pk, {}), language) for row in pages]


def _card(row: Page, slugs: Mapping[str, str], language: str) -> Card:
    code = nearest_language(language, tuple(row.titles))
    return Card(
        id=row.pk, key=row.key, kind=row.kind, language=code, title=row.titles.get(code, row.key),
        summary=row.summaries.get(code, ""), slug=slugs.get(code, ""), topics=tuple(row.topics),
        audience=tuple(row.audience), facts=row.facts, unit_id=row.unit_id, published_at=row.published_at,
        uses=row.uses,
    )  # fmt: skip


def _facts(row: Page) -> PageFacts:
    slugs = dict(Address.objects.filter(page=row, is_current=True).values_list("language", "slug"))
    shown = _revision(row)
    assert row.published_at is not None
    return PageFacts(
        id=row.pk, key=row.key, kind=row.kind, unit_id=row.unit_id, owner_id=row.owner_id, service_id=row.service_id,
        content=stored(shown.content), slugs=slugs, lagging=tuple(row.lagging_shown),
        source_language=row.source_shown or row.source_language,
        number=shown.number, published_at=row.published_at,
        first_published_at=row.first_published_at or row.published_at, review_on=row.review_on, based_on=row.based_on,
        uses=row.uses,
    )  # fmt: skip


def _revision(row: Page) -> Revision:
    shown = row.published
    assert shown is not None, "only published pages are shown"
    return shown


def _holds(facts: Mapping[str, Any], now: datetime) -> bool:
    begins, ends = _moment(facts.get("from")), _moment(facts.get("until"))
    return (begins is None or begins <= now) and (ends is None or now < ends)


def _moment(said: object) -> datetime | None:
    """A moment as an editor wrote it; without a zone it is in the municipality's own."""
    if not isinstance(said, str) or not said:
        return None
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_current_timezone())


def keys_of(ids: Iterable[int] | None = None) -> dict[int, str]:
    """The keys of pages by their ids, of all of them when none are named."""
    rows = Page.objects.all() if ids is None else Page.objects.filter(pk__in=list(ids))
    return dict(rows.values_list("pk", "key"))


def titles_of(language: str) -> list[tuple[int, str]]:
    """The ids and titles of all published pages that have an address, by title; nothing else of them is read."""
    rows = Page.objects.filter(published__isnull=False).exclude(kind=Kind.BLOCK).values_list("pk", "key", "titles")
    found = [(pk, titles.get(nearest_language(language, tuple(titles)), key)) for pk, key, titles in rows]
    return sorted(found, key=lambda one: one[1].casefold())
