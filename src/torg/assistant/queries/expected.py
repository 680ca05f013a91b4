"""Reading the questions that must stay right: each with the place at which its page comes now, and how runs went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Value, When

from torg.assistant.models import Expected, Run
from torg.assistant.queries.shelf import built
from torg.assistant.queries.trial import came
from torg.catalogue.queries.pages import cards

MOST = 100
"""So many are shown, and asked, in one look at the page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A question with the page that must answer it; ``place`` is where it comes now, 0 when not among three.

    ``title`` is "" when the page is not published.
    """

    id: int
    text: str
    language: str
    page_id: int
    title: str
    source: str
    place: int


@dataclass(frozen=True, slots=True)
class RunFacts:
    """How a run went: of ``total`` questions so many were right ``first``, and among the first ``three``."""

    at: datetime
    total: int
    first: int
    three: int


def places() -> dict[int, int]:
    """The place at which the page of each question comes now, 0 when not among three, by the question's id."""
    return _places(list(Expected.objects.all()))


def kept(language: str, *, limit: int = MOST) -> list[Kept]:
    """Questions, those first that were not right when they were asked last, at night; at most ``limit``.

    Those that are shown alone are asked now.
    """
    last = Run.objects.first()
    failing = Case(When(pk__in=last.failing if last else [], then=Value(0)), default=Value(1))
    rows = list(Expected.objects.order_by(failing, "text", "pk")[:limit])
    titles = {card.id: card.title for card in cards(language, ids={row.page_id for row in rows})}
    now = _places(rows)
    found = [
        Kept(row.pk, row.text, row.language, row.page_id, titles.get(row.page_id, ""), row.source, now[row.pk])
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.place == 1, one.place in (2, 3), one.text.lower()))


def _places(rows: list[Expected]) -> dict[int, int]:
    if not rows:
        return {}
    held = built()
    return {row.pk: came(row.text, row.language, held.shelf, held.confidence).place_of(row.page_id) for row in rows}


def runs(limit: int = 14) -> list[RunFacts]:
    """How the last runs went, the newest first."""
    return [RunFacts(row.at, row.total, row.first, row.three) for row in Run.objects.all()[:limit]]


def how_many() -> int:
    """How many questions there are."""
    return Expected.objects.count()
