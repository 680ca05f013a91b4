"""Reading what people say of the pages: comments to follow up, and how many found what they looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from torg.catalogue.content import nearest_language
from torg.catalogue.queries import may_edit
from torg.participation.models import Opinion
from torg.people.queries import may_act, units, units_seen_by

if TYPE_CHECKING:
    from torg.people.models import Staff

PAGE = 50
SHOWN_FROM = 5
"""A share of fewer answers than this tells of single people, and little of the page."""


@dataclass(frozen=True, slots=True)
class OpinionView:
    """A comment at the desk. ``title`` is that of the page, "" where it is about a ``route``; ``number`` is the
    revision it is about and ``current`` the one that is published now."""

    id: int
    page_id: int | None
    key: str
    title: str
    route: str
    number: int
    current: int
    language: str
    useful: bool
    comment: str
    at: datetime
    unit_name: str
    owner: str
    may_act: bool
    outcome: str
    note: str
    handled_at: datetime | None
    handled_by: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many said yes and no."""

    yes: int
    no: int

    @property
    def count(self) -> int:
        """How many answered."""
        return self.yes + self.no

    @property
    def percent(self) -> int | None:
        """Of a hundred that answered, how many said yes; None when too few did to tell."""
        return round(100 * self.yes / self.count) if self.count >= SHOWN_FROM else None


def may_follow_up(staff: Staff, unit_id: int) -> bool:
    """Whether somebody says what comes of a comment: editors of all pages, and the unit that answers for the page."""
    return may_edit(staff) or may_act(staff, unit_id)


def unit_of(opinion: Opinion) -> int:
    """The unit that a comment goes to: the page's own, else the front line."""
    return opinion.page.unit_id if opinion.page else units().front_line.id


def opinions(
    *, staff: Staff, language: str, handled: bool = False, unit_id: int | None = None, mine: bool = False,
    before: int | None = None, limit: int = PAGE,
) -> list[OpinionView]:  # fmt: skip
    """Comments that somebody may see, the newest first: those that wait, or those that are followed up.

    ``mine`` leaves those of pages that they look after. At most PAGE; ``before`` is the id of the last one seen.
    """
    rows = _seen_by(staff, Opinion.objects.exclude(comment="").filter(handled_at__isnull=not handled))
    if unit_id is not None:
        rows = rows.filter(_of_units(frozenset({unit_id})))
    if mine:
        rows = rows.filter(page__owner_id=staff.pk)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = rows.select_related("page", "page__published", "page__owner", "handled_by").order_by("-pk")[:limit]
    names = {unit.id: unit.name for unit in units().by_id.values()}
    return [_view(row, staff, names, language) for row in found]


def opinion(opinion_id: int, *, staff: Staff, language: str) -> OpinionView | None:
    """One comment; None when there is none, or it is not theirs to see."""
    rows = _seen_by(staff, Opinion.objects.exclude(comment="").filter(pk=opinion_id))
    found = rows.select_related("page", "page__published", "page__owner", "handled_by").first()
    return _view(found, staff, {unit.id: unit.name for unit in units().by_id.values()}, language) if found else None


def waiting(*, staff: Staff) -> int:
    """How many comments wait that somebody may see."""
    return _seen_by(staff, Opinion.objects.filter(handled_at=None).exclude(comment="")).count()


def share(*, since: datetime, until: datetime | None = None, unit_id: int | None = None) -> Share:
    """How many found what they looked for, of those who answered (DRA-20)."""
    rows = Opinion.objects.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    if unit_id is not None:
        rows = rows.filter(_of_units(frozenset({unit_id})))
    return Share(**rows.aggregate(yes=Count("pk", filter=Q(useful=True)), no=Count("pk", filter=Q(useful=False))))


def shares_by_page(*, since: datetime) -> dict[int, Share]:
    """The same for each page of the catalogue that anybody answered about."""
    rows = (
        Opinion.objects.filter(at__gte=since, page__isnull=False)
        .values("page_id")
        .annotate(yes=Count("pk", filter=Q(useful=True)), no=Count("pk", filter=Q(useful=False)))
        .order_by("page_id")
    )
    return {row["page_id"]: Share(row["yes"], row["no"]) for row in rows}


def _of_units(unit_ids: frozenset[int]) -> Q:
    fits = Q(page__unit_id__in=unit_ids)
    return fits | Q(page=None) if units().front_line.id in unit_ids else fits


def _seen_by(staff: Staff, rows: QuerySet[Opinion]) -> QuerySet[Opinion]:
    seen = None if may_edit(staff) else units_seen_by(staff)
    return rows if seen is None else rows.filter(_of_units(seen) | Q(page__owner_id=staff.pk))


def _view(row: Opinion, staff: Staff, names: Mapping[int, str], language: str) -> OpinionView:
    page = row.page
    title = page.titles.get(nearest_language(language, tuple(page.titles)), page.key) if page else ""
    unit_id = unit_of(row)
    return OpinionView(
        id=row.pk, page_id=row.page_id, key=page.key if page else "", title=title, route=row.route, number=row.number,
        current=page.published.number if page and page.published else 0, language=row.language, useful=row.useful,
        comment=row.comment, at=row.at, unit_name=names.get(unit_id, ""),
        owner=page.owner.name if page and page.owner else "", may_act=may_follow_up(staff, unit_id),
        outcome=row.outcome, note=row.note, handled_at=row.handled_at,
        handled_by=row.handled_by.name if row.handled_by else "",
    )  # fmt: skip


def opinion_of(opinion_id: int) -> tuple[bool, str] | None:
    """The answer and the comment so far of somebody who has just answered; None when it can not be changed any more."""
    found = Opinion.objects.filter(pk=opinion_id, handled_at=None).values_list("useful", "comment").first()
    return (found[0], found[1]) if found else None
