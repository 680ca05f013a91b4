"""Reading what was learnt: the wordings that the index takes in, and each with its proof for editors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from torg.assistant.models import Standing, Wording
from torg.catalogue.queries.pages import cards

USED = (Standing.LEARNT, Standing.KEPT)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Learnt:
    """A wording with its proof. ``signs`` are how many of each kind; ``title`` "" when the page is not published."""

    id: int
    words: str
    language: str
    page_id: int
    title: str
    standing: str
    trust: float
    yes: int
    no: int
    signs: Mapping[str, int]
    said_by: str
    decided_by: str
    first_at: datetime
    changed_at: datetime
    can_undo: bool


STANDING: LiteralString = (
    "SELECT count(*), coalesce(sum(CASE standing WHEN 'trial' THEN 3 * id ELSE id END), 0),"
    " coalesce(sum(id::numeric * id), 0) FROM assistant_wording WHERE standing IN ('learnt', 'kept', 'trial')"
)
"""By which rows everything learnt stands: another value whenever any of it changes."""


def wordings() -> Mapping[int, tuple[str, ...]]:
    """The words that were learnt to lead to each page, by its id."""
    found: dict[int, list[str]] = {}
    rows = Wording.objects.filter(standing__in=USED).order_by("page_id", "words")
    for page_id, words in rows.values_list("page_id", "words"):
        found.setdefault(page_id, []).append(words)
    return {page_id: tuple(words) for page_id, words in found.items()}


def on_trial() -> Mapping[str, int]:
    """The page that readers alone have best shown to answer just these words (``content_words``), by the words."""
    rows = Wording.objects.filter(standing=Standing.TRIAL).exclude(words="").order_by("trust", "-pk")
    return dict(rows.values_list("words", "page_id"))


def learnt(
    language: str, *, standings: tuple[str, ...] = USED, before: tuple[datetime, int] | None = None
) -> list[Learnt]:
    """A page of wordings with their proof, the last changed first; each standing is read off its own end of the index.

    ``before`` are when the last one of the page before was changed, and its id.
    """
    rows = Wording.objects.select_related("said_by", "decided_by").prefetch_related("signals")
    if before is not None:
        rows = rows.filter(changed_at__lte=before[0]).exclude(changed_at=before[0], pk__gte=before[1])
    found = [row for one in standings for row in rows.filter(standing=one).order_by("-changed_at", "-pk")[:PAGE]]
    held = sorted(found, key=lambda row: (row.changed_at, row.pk), reverse=True)[:PAGE]
    titles = {card.id: card.title for card in cards(language, ids={row.page_id for row in held})}
    return [
        Learnt(
            row.pk, row.words, row.language, row.page_id, titles.get(row.page_id, ""), row.standing, row.trust, row.yes,
            row.no, Counter(one.sign for one in row.signals.all() if one.pk > row.counts_after),
            row.said_by.name if row.said_by else "", row.decided_by.name if row.decided_by else "", row.first_at,
            row.changed_at, bool(row.before),
        )
        for row in held
    ]  # fmt: skip
