"""The way to the search engine: pages that hold all the words that are asked for, the most used first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from torg.catalogue.queries.pages import Card, cards

NOT_SEARCHED = ("block", "alert")


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found; ``why`` says what of the question stands where."""

    page_id: int
    kind: str
    language: str
    title: str
    summary: str
    score: float
    why: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first; ``corrected`` is the question as it was understood, "" when as it stood."""

    hits: tuple[Hit, ...] = ()
    corrected: str = field(default="")


def find(words: str, *, language: str, kinds: Sequence[str] = (), audience: str = "", limit: int = 60) -> Found:
    """Pages that hold every word in their title or summary."""
    wanted = words.lower().split()
    if not wanted:
        return Found()
    there = cards(language, kinds=kinds, audience=audience)
    hits = [_hit(card, wanted) for card in there if card.kind not in NOT_SEARCHED and card.slug]
    return Found(tuple(sorted((one for one in hits if one.score), key=lambda one: -one.score))[:limit])


def suggest(begun: str, language: str, limit: int = 8) -> tuple[Hit, ...]:
    """Pages offered to somebody who is still writing."""
    return find(begun, language=language, limit=limit).hits


def _hit(card: Card, wanted: Sequence[str]) -> Hit:
    title, summary = card.title.lower(), card.summary.lower()
    fits = all(word in title or word in summary for word in wanted)
    score = (1.0 + sum(word in title for word in wanted)) if fits else 0.0
    return Hit(card.id, card.kind, card.language, card.title, card.summary, score)
