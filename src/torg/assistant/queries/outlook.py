"""Reading what a worker has found out of a draft: what it would do to the questions that must stay right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from torg.assistant.models import DraftForecast
from torg.assistant.queries.trial import Change, Forecast

MOST_TRIES = 3
"""So often a worker begins anew after trouble; then it is given up, and the page says so."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far it is, and the result once it is there; ``given_up``: it could not be worked out.

    ``asked`` of ``total`` questions are asked, 0 while the pages are made ready.
    """

    asked: int
    total: int
    given_up: bool
    forecast: Forecast | None

    @property
    def goes_on(self) -> bool:
        """Whether there is something to wait for."""
        return self.forecast is None and not self.given_up


def outlook(page_id: int, *, version: int) -> Outlook | None:
    """What is known of this version of a page's draft; None when nobody has wanted to know it."""
    row = DraftForecast.objects.filter(page=page_id, version=version).first()
    if row is None:
        return None
    found = Forecast(_changes(row.worse), _changes(row.better), row.total) if row.done_at else None
    return Outlook(row.asked, row.total, row.done_at is None and row.tries > MOST_TRIES, found)


def _changes(kept: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    return tuple(Change(**one) for one in kept)
