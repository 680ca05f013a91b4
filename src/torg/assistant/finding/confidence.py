"""How sure an answer is: the share of answers like it that are right, by what the index knows of itself.

Cheap signs of each answer (how well it fits, how far the next one is behind, how much of the question is known) are
weighed by logistic regression. The weights are fitted to each index by asking it for what was hidden from it
(``practice``), so a figure means the same with fifty pages and five thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from torg.assistant.finding.asking import LESS, Sought
from torg.assistant.finding.fitting import Fits, Scores, telling
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.understanding import Asked, stands, stands_whole
from torg.language.small_words import DAYS

ALONE = 0.69  # the most that a word standing alone can be sure of
LONG = 7  # letters of a word that is hardly another one by chance
MANY = 6  # telling words after which more of them tell no more
STEPS = 40  # of the fitting; it stands still after eight or so
STIFF = 2.0  # how many cases the weights that one begins with count as

Signs = tuple[float, ...]
# What one begins with: fitted to the demo's pages, as the rest is. With few entries it stays near to these.
BEGIN: Signs = (-3.3, 1.6, 2.5, 0.6, 1.8, -0.3, -1.8, -0.8, 2.2, 1.4, -0.1, 1.6, -0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The weights of the signs."""

    weights: Signs = BEGIN

    def of(self, signs: Signs) -> float:
        """How sure an answer with these signs is, from 0 to 1."""
        return float(_chance(np.dot(np.array(signs), np.array(self.weights))))


def signs(asked: Asked, fits: Fits, shelf: Shelf, *, first: int, second: int | None) -> Signs:
    """The signs of the entry in the place ``first`` as an answer, ``second`` being the next best."""
    best = float(fits.scores[first])
    margin = best - float(fits.scores[second]) if second is not None else best
    pieces, terms = float(fits.pieces[first]), float(fits.terms[first])
    known, exactly = _known(asked.sought, shelf)
    return (
        1.0, best, margin, pieces, terms, known, exactly, min(counting(asked.sought), MANY) / MANY,
        float(first in fits.named), margin / best if best else 0.0, pieces * known, terms * known,
        float(names_a_day(asked)), written(asked.sought, shelf),
    )  # fmt: skip


def names_a_day(asked: Asked) -> bool:
    """Whether somebody asks what is on some day: pages tell what is always so."""
    return not DAYS.isdisjoint(asked.said)


def counting(asked: Sequence[Sought]) -> int:
    """How many words tell what is asked for, those not counted that only say what one wants to do."""
    return sum(one.weight == 1.0 for one in asked)


def _known(asked: Sequence[Sought], shelf: Shelf) -> tuple[float, float]:
    """The share of a question that is known at all, and that is known as it stands; the rarer a word the more."""
    whole = known = exactly = 0.0
    for one in asked:
        mass = one.weight * telling(one, shelf)
        whole += mass
        if any(how == "word" and shelf.stands(term) for term, (_worth, how) in one.terms.items()):
            exactly += mass
            known += mass
        elif stands(one, shelf):
            known += mass * (0.6 if one.read_as else 0.9 if stands_whole(one, shelf) else 0.8)
        elif one.parts:
            known += mass * 0.8 * sum(stands(part, shelf) for part in one.parts) / len(one.parts)
    return (known / whole, exactly / whole) if whole else (0.0, 0.0)


def written(asked: Sequence[Sought], shelf: Shelf) -> float:
    """The share of a question that is known as it is written, or each of its parts; the rarer a word the more.

    A long word counts also when it is written otherwise: two of them are not taken for one by chance. What one wants
    to do counts only where nothing else is said.
    """
    about = [one for one in asked if one.weight != LESS] or asked
    masses = [(one.weight * telling(one, shelf), one) for one in about]
    whole = sum(mass for mass, _one in masses)
    known = sum(mass for mass, one in masses if _is_written(one, shelf))
    return known / whole if whole else 0.0


def _is_written(one: Sought, shelf: Shelf) -> bool:
    if shelf.is_written(one.word) or (one.parts and all(shelf.is_written(part.word) for part in one.parts)):
        return True
    return len(one.word) >= LONG and not one.read_as and stands(one, shelf)


def weights_for(cases: Sequence[Signs], right: Sequence[bool], counts: Sequence[float]) -> Signs:
    """The weights under which the cases are likeliest, each counting so much; near ``BEGIN`` where there are few."""
    x, y, count = np.array(cases), np.array(right, float), np.array(counts, float)
    begin = np.array(BEGIN)
    weights = begin.copy()
    loss = _loss(x, y, count, weights)
    for _step in range(STEPS):
        chance = _chance(x @ weights)
        slope = x.T @ (count * (chance - y)) + STIFF * (weights - begin)
        bend = (x * (count * chance * (1 - chance))[:, None]).T @ x + STIFF * np.eye(len(begin))
        step = np.linalg.solve(bend, slope)
        while (further := _loss(x, y, count, weights - step)) > loss and abs(step).max() > 1e-6:
            step = step / 2  # it went beyond what is best
        weights, loss = weights - step, further
        if abs(step).max() < 1e-6:
            break
    return tuple(map(float, weights))


def _loss(x: Scores, y: Scores, count: Scores, weights: Scores) -> float:
    said = x @ weights
    away = weights - np.array(BEGIN)
    return float(np.sum(count * (np.logaddexp(0, said) - y * said)) + STIFF / 2 * away @ away)


def _chance(said: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(said, -30, 30))))
