"""Reading pages for those who look after them: lists, what needs care, and one page with all that happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Lower

from torg.catalogue.content import Content, nearest_language, stored
from torg.catalogue.models import Address, Kind, Link, Page, PageEvent, Revision, State
from torg.catalogue.queries.pages import PageFacts

PAGE = 40
FEW = 6
NEW = timedelta(days=30)  # so long nobody says that a new page is not read


@dataclass(frozen=True, slots=True)
class Line:
    """A page in an editor's list, in the language nearest to the reader's."""

    id: int
    key: str
    kind: str
    language: str
    title: str
    unit_id: int
    owner_id: int | None
    state: str
    is_published: bool
    review_on: date | None
    publish_at: datetime | None
    withdraw_at: datetime | None
    written_at: datetime
    languages: tuple[str, ...]
    lagging: tuple[str, ...]
    broken: int
    uses: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the list of pages; what is empty or None asks for nothing.

    ``show`` is one of SHOWS, ``lacks`` a language in which the page is not written, ``order`` "review" (the oldest
    review date first) or "" (the newest written first). ``after`` is the cursor of the page before.
    """

    kind: str = ""
    unit_id: int | None = None
    owner_id: int | None = None
    topic: str = ""
    show: str = ""
    lacks: str = ""
    words: str = ""
    order: str = ""
    after: str = ""


SHOWS = (
    "published", "draft", "asked", "planned", "withdrawn", "overdue", "broken", "lagging", "unread", "waiting",
)  # fmt: skip


def listed(wanted: Wanted, *, language: str, today: date, reader_id: int, limit: int = PAGE) -> tuple[list[Line], str]:
    """The pages that fit, at most ``limit``, and the cursor of the next ones ("" when there are none)."""
    rows = _chosen(wanted, today=today, reader_id=reader_id)
    by_review = wanted.order == "review"
    if by_review:
        rows = rows.filter(published__isnull=False, review_on__isnull=False).order_by("review_on", "id")
    else:
        rows = rows.order_by("-written_at", "-id")
    at, _, pk = wanted.after.partition("_")
    if pk.isascii() and pk.isdigit() and len(pk) < 19:
        with suppress(ValueError):  # somebody changed the address by hand: the first page
            rows = _further(rows, at, int(pk), by_review=by_review)
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    cursor = ""
    if last:
        mark = last.review_on if by_review else last.written_at
        cursor = f"{mark.isoformat()}_{last.pk}" if mark else ""
    return [line(row, language) for row in found[:limit]], cursor


def _further(rows: QuerySet[Page], at: str, pk: int, *, by_review: bool) -> QuerySet[Page]:
    if by_review:
        day = date.fromisoformat(at)
        return rows.filter(Q(review_on__gt=day) | Q(review_on=day, pk__gt=pk))
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError(at)
    return rows.filter(Q(written_at__lt=moment) | Q(written_at=moment, pk__lt=pk))


def _chosen(wanted: Wanted, *, today: date, reader_id: int) -> QuerySet[Page]:
    rows = Page.objects.all()
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.unit_id is not None:
        rows = rows.filter(unit_id=wanted.unit_id)
    if wanted.owner_id is not None:
        rows = rows.filter(owner_id=wanted.owner_id)
    if wanted.topic:
        rows = rows.filter(topics__contains=[wanted.topic])
    if wanted.lacks:
        rows = rows.exclude(titles__has_key=wanted.lacks)
    for word in wanted.words.lower().split()[:6]:
        rows = rows.annotate(said=Lower(Cast("titles", TextField()))).filter(
            Q(said__contains=word) | Q(key__contains=word)
        )
    return rows.filter(shown_as(wanted.show, today=today, reader_id=reader_id)) if wanted.show else rows


def shown_as(show: str, *, today: date, reader_id: int) -> Q:
    """Which pages a choice of SHOWS means; raises KeyError for another word."""
    shown = Q(published__isnull=False)
    mine = Q(asked_id=reader_id) | (Q(asked=None) & ~Q(draft__by_id=reader_id))
    soon_over = Q(kind__in=[Kind.BLOCK, Kind.ALERT, Kind.NEWS])
    read_by_now = Q(first_published_at__date__lte=today - NEW) & ~soon_over
    return {
        "published": shown, "draft": Q(state=State.DRAFT), "asked": Q(state=State.ASKED),
        "planned": Q(state=State.PLANNED) | Q(withdraw_at__isnull=False),
        "withdrawn": Q(published=None, first_published_at__isnull=False),
        "overdue": shown & Q(review_on__lte=today), "broken": shown & Q(broken__gt=0), "lagging": ~Q(lagging=[]),
        "unread": shown & read_by_now & Q(uses=0),
        "waiting": Q(state=State.ASKED) & mine,
    }[show]  # fmt: skip


def care(
    shows: Sequence[str], *, language: str, today: date, reader_id: int, unit_id: int | None = None
) -> dict[str, tuple[list[Line], bool]]:
    """The first few pages of each choice, and whether there are more."""
    found = {}
    for show in shows:
        order = "review" if show == "overdue" else ""
        wanted = Wanted(show=show, unit_id=unit_id, order=order)
        lines, cursor = listed(wanted, language=language, today=today, reader_id=reader_id, limit=FEW)
        found[show] = (lines, bool(cursor))
    return found


def overdue_by_unit(today: date) -> dict[int, int]:
    """How many pages of each unit are overdue, the most first; one statement on an index (ALV-31)."""
    rows = Page.objects.filter(published__isnull=False, review_on__lte=today).order_by().values("unit")
    return {row["unit"]: row["n"] for row in rows.annotate(n=Count("pk")).order_by("-n", "unit")}


def line(row: Page, language: str) -> Line:
    """A row as an editor's list shows it."""
    code = nearest_language(language, tuple(row.titles))
    return Line(
        row.pk, row.key, row.kind, code, row.titles.get(code, row.key), row.unit_id, row.owner_id, row.state,
        row.published_id is not None, row.review_on, row.publish_at, row.withdraw_at, row.written_at,
        tuple(row.titles), tuple(row.lagging), row.broken, row.uses,
    )  # fmt: skip


# -- one page ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page as its editors see it: ``content`` is what was saved last, published or not."""

    line: Line
    content: Content
    published: Content | None
    version: int
    number: int
    published_number: int | None
    published_at: datetime | None
    draft_by: int | None
    asked_id: int | None
    source_language: str
    review_months: int
    four_eyes: bool
    based_on: str
    slugs: Mapping[str, str]

    @property
    def has_draft(self) -> bool:
        """Whether something is written that citizens do not see."""
        return self.line.state != ""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Something that happened to a page; ``data`` tells the rest."""

    id: int
    what: str
    at: datetime
    by_id: int | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """One saving of a page's words and facts."""

    number: int
    what: str
    note: str
    at: datetime
    by_id: int | None
    content: Content


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A link of a page, and how it went last."""

    url: str
    status: int | None
    checked_at: datetime | None
    failing_since: datetime | None
    is_broken: bool


def desk_page(key: str, *, language: str) -> DeskPage | None:
    """The page with a key, published or not; None when there is none."""
    row = Page.objects.filter(key=key).select_related("draft", "published").first()
    if row is None:
        return None
    newest = row.draft or row.published
    assert newest is not None, "every page has been saved once"
    content = stored(newest.content)
    titles = {code: content.words[code]["title"] for code in content.languages()}
    code = nearest_language(language, tuple(titles))
    shown = replace(line(row, language), title=titles.get(code, row.key), language=code, languages=tuple(titles))
    slugs = dict(Address.objects.filter(page=row, is_current=True).values_list("language", "slug"))
    return DeskPage(
        shown, content, stored(row.published.content) if row.published else None, row.version, newest.number,
        row.published.number if row.published else None, row.published_at, row.draft.by_id if row.draft else None,
        row.asked_id, row.source_language, row.review_months, row.four_eyes, row.based_on, slugs,
    )  # fmt: skip


def events_of(page_id: int) -> list[EventFacts]:
    """All that happened to a page, the newest first."""
    rows = PageEvent.objects.filter(page_id=page_id)[:200]
    return [EventFacts(row.pk, row.what, row.at, row.by_id, row.data) for row in rows]


def revisions_of(page_id: int) -> list[RevisionFacts]:
    """Every saving of a page, the newest first, at most 200."""
    return [_revision(row) for row in Revision.objects.filter(page_id=page_id)[:200]]


def revision_of(page_id: int, number: int) -> RevisionFacts | None:
    """One saving of a page."""
    row = Revision.objects.filter(page_id=page_id, number=number).first()
    return _revision(row) if row else None


def _revision(row: Revision) -> RevisionFacts:
    return RevisionFacts(row.number, row.what, row.note, row.at, row.by_id, stored(row.content))


def links_of(page_id: int) -> list[LinkFacts]:
    """The links of a page that do not work, or have begun not to."""
    rows = Link.objects.filter(page_id=page_id, fails__gt=0) | Link.objects.filter(page_id=page_id, gone__gt=0)
    return [
        LinkFacts(row.url, row.status, row.checked_at, row.failing_since, row.is_broken)
        for row in rows.order_by(F("is_broken").desc(), "url")
    ]


def shown_among(keys: Sequence[str] | frozenset[str]) -> frozenset[str]:
    """Which of some keys are those of pages that citizens can see."""
    return frozenset(Page.objects.filter(key__in=list(keys), published__isnull=False).values_list("key", flat=True))


def keys_and_titles(language: str) -> list[tuple[str, str]]:
    """(key, title) of every published page that can be linked to, by title."""
    rows = Page.objects.filter(published__isnull=False).exclude(kind=Kind.BLOCK).values_list("key", "titles")
    named = [(key, titles.get(nearest_language(language, tuple(titles)), key)) for key, titles in rows]
    return sorted(named, key=lambda one: one[1].lower())


def draft_facts(key: str, number: int) -> PageFacts | None:
    """A saving of a page as citizens would see it if it were published."""
    row = Page.objects.filter(key=key).first()
    revision = Revision.objects.filter(page=row, number=number).first() if row else None
    if row is None or revision is None:
        return None
    slugs = dict(Address.objects.filter(page=row, is_current=True).values_list("language", "slug"))
    return PageFacts(
        id=row.pk, key=row.key, kind=row.kind, unit_id=row.unit_id, owner_id=row.owner_id, service_id=row.service_id,
        content=stored(revision.content), slugs=slugs, source_language=row.source_language,
        lagging=tuple(row.lagging), number=revision.number, published_at=row.published_at or revision.at,
        first_published_at=row.first_published_at or revision.at, review_on=row.review_on, based_on=row.based_on,
        uses=row.uses,
    )  # fmt: skip
