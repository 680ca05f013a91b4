"""Reading how the pages are used: which are read, and what is searched for in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Sum

from torg.catalogue.queries.pages import Card, cards
from torg.participation.models import PageUse, SearchDecision

OF_LATE = timedelta(days=30)
SHOWN_FROM = 3
"""A search is shown when it was made at least so many times: one that few made may tell of who made it."""
MOST = 5000


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched for, how often, how many pages the last of the searches gave, and the last day."""

    words: str
    language: str
    count: int
    found: int
    last: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor made of a search; ``title`` is that of the page it was added to, "" when it was left."""

    id: int
    words: str
    language: str
    title: str
    by: str


def seen(*, today: date) -> dict[int, int]:
    """How often each page was read in the last 30 days."""
    rows = PageUse.objects.filter(day__gt=today - OF_LATE).values_list("page_id").annotate(total=Sum("seen"))
    return dict(rows)


def pages_by_use(language: str, *, today: date, limit: int) -> tuple[list[tuple[Card, int]], list[tuple[Card, int]]]:
    """The pages that were read most, and the least read ones, with how often in the last 30 days."""
    counts = seen(today=today)
    rows = [
        (card, counts.get(card.id, 0)) for card in cards(language, limit=MOST) if card.slug and card.kind != "block"
    ]
    rows.sort(key=lambda row: (-row[1], row[0].title))
    return [row for row in rows[:limit] if row[1]], rows[::-1][:limit]


def searches(*, today: date, in_vain: bool, limit: int = 50) -> list[Search]:
    """What was searched for in the last 30 days and not decided on yet, the most frequent first.

    ``in_vain``: only where the last such search gave nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words, language, sum(count) AS total, (array_agg(found ORDER BY day DESC))[1] AS last_found,"
            "   max(day) AS last FROM participation_searchuse AS made"
            " WHERE day > %(since)s AND NOT EXISTS (SELECT 1 FROM participation_searchdecision AS decided"
            "   WHERE decided.words = made.words AND decided.language = made.language"
            "     AND made.day <= (decided.at AT TIME ZONE %(zone)s)::date)"
            " GROUP BY words, language HAVING sum(count) >= %(few)s"
            "   AND (NOT %(vain)s OR (array_agg(found ORDER BY day DESC))[1] = 0)"
            " ORDER BY total DESC, words LIMIT %(limit)s",
            {"since": today - OF_LATE, "few": SHOWN_FROM, "zone": settings.TIME_ZONE, "vain": in_vain, "limit": limit},
        )
        return [Search(words, code, int(total), found, last) for words, code, total, found, last in cursor.fetchall()]


def decisions(language: str, *, limit: int = 10) -> list[Decision]:
    """What was decided on searches of late, the newest first."""
    rows = SearchDecision.objects.select_related("by")[:limit]
    titles = {card.id: card.title for card in cards(language, ids=[row.page_id for row in rows if row.page_id])}
    return [Decision(row.pk, row.words, row.language, titles.get(row.page_id or 0, ""), row.by.name) for row in rows]
