"""How long a service takes, in words and as a day: what we aim for, and what the law allows (KON-16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from torg.editions.queries import InForce
from torg.strategy.deadlines import due_by
from torg.strategy.model import Span
from torg.strategy.opening import NeverOpen
from torg.strategy.values import Unreadable, span
from torg.strategy.words_of_time import within_in_words


@dataclass(frozen=True, slots=True)
class Times:
    """``target`` and ``limit`` as words ("within 4 weeks"), "" when none is said; when they would be over if one sent
    everything now; and ``law``, where the limit stands."""

    target: str = ""
    target_by: datetime | None = None
    limit: str = ""
    limit_by: datetime | None = None
    law: str = ""


def times(said: Mapping[str, Any], found: InForce, language: str, now: datetime) -> Times:
    """What the facts of a page say about time."""
    target, limit = _span(said.get("target")), _span(said.get("limit"))
    return Times(
        target=within_in_words(target, language) if target else "",
        target_by=_by(target, found, now),
        limit=within_in_words(limit, language) if limit else "",
        limit_by=_by(limit, found, now),
        law=str(said.get("limit_law", "")),
    )


def _span(said: Any) -> Span | None:
    try:
        return span(str(said)) if said else None
    except Unreadable:
        return None


def _by(length: Span | None, found: InForce, now: datetime) -> datetime | None:
    if length is None or not length.amount:
        return None
    try:
        return due_by(found.calendar, length, now)
    except NeverOpen:
        return None
