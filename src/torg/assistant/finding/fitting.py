"""How well each entry fits a question: by the pieces of its words, by its terms, and by its name.

The pieces see through spelling, endings and compounds alike; the terms know what means the same; whoever is called
exactly what was asked for goes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from torg.assistant.finding.asking import Sought
from torg.assistant.finding.grams import grams
from torg.assistant.finding.shelf import Shelf, called
from torg.assistant.finding.understanding import Asked

Scores = NDArray[np.float64]

PIECES, TERMS, NAMED = 1.0, 1.0, 0.25  # what each way of fitting adds
TOGETHER = 0.8  # what the parts of a compound count beside the compound itself
UNKNOWN = 0.8  # what a word that stands nowhere weighs beside the rarest that stands somewhere


@dataclass(frozen=True, slots=True)
class Fits:
    """How well every entry fits, in the order of their places: in all, by pieces, by terms; and who is called so."""

    scores: Scores
    pieces: Scores
    terms: Scores
    named: frozenset[int]

    def best(self, most: int) -> list[int]:
        """The places of the best, the first first; none that does not fit at all."""
        most = min(most, len(self.scores))
        if not most:
            return []
        near = np.argpartition(-self.scores, most - 1)[:most]
        order = near[np.lexsort((near, -self.scores[near]))]
        return [int(place) for place in order if self.scores[place] > 0]


def fitting(asked: Asked, shelf: Shelf) -> Fits:
    """How well every entry fits a question."""
    terms, pieces = _by_terms(asked.sought, shelf), _by_pieces(asked.sought, shelf)
    named = frozenset(shelf.names.get(called(asked.said), ()))
    scores = PIECES * pieces + TERMS * terms
    if named:
        scores[list(named)] += NAMED
    return Fits(scores, pieces, terms, named)


def _by_pieces(asked: Sequence[Sought], shelf: Shelf) -> Scores:
    """The share of the pieces of the words that stand there, the rarer the more."""
    held = shelf.by_pieces.postings
    codes, owners = grams([one.word for one in asked])
    numbers = shelf.by_pieces.numbers(codes)
    known = numbers >= 0
    masses = np.full(len(codes), held.rarest)
    masses[known] = held.rarities[numbers[known]]
    masses *= np.array([one.weight for one in asked])[owners]
    if not known.any():
        return np.zeros(len(shelf))
    found = [(*held.of(number), mass) for number, mass in zip(numbers[known], masses[known], strict=True)]
    places = np.concatenate([places for places, _strengths, _mass in found])
    strengths = np.concatenate([mass * strengths for _places, strengths, mass in found])
    return np.bincount(places, strengths, minlength=len(shelf)) / float(masses.sum())


def _by_terms(asked: Sequence[Sought], shelf: Shelf) -> Scores:
    found = np.zeros(len(shelf))
    whole = 0.0
    for one in asked:
        mass = one.weight * telling(one, shelf)
        whole += mass
        found += mass * _shares(one, shelf)
    return found / whole if whole else found


def _shares(one: Sought, shelf: Shelf) -> Scores:
    """What each entry says for one word, from 0 to 1: the strongest of all that counts as it."""
    best = np.zeros(len(shelf))
    numbers = [
        (number, worth) for term, (worth, _how) in one.terms.items() if (number := shelf.numbers.get(term)) is not None
    ]
    if numbers:
        found = [(*shelf.by_terms.of(number), worth) for number, worth in numbers]
        places = np.concatenate([places for places, _strengths, _worth in found])
        np.maximum.at(best, places, np.concatenate([worth * strengths for _places, strengths, worth in found]))
    if one.parts:
        masses = [telling(part, shelf) for part in one.parts]
        together = np.zeros(len(shelf))
        for part, mass in zip(one.parts, masses, strict=True):
            together += TOGETHER * mass / sum(masses) * _shares(part, shelf)
        best = np.maximum(best, together)
    return best


def telling(one: Sought, shelf: Shelf) -> float:
    """How telling a word is: as the rarest of what stands for it best."""
    known = [(worth, shelf.rarity(term)) for term, (worth, _how) in one.terms.items() if shelf.stands(term)]
    if known:
        return max(known)[1]
    if one.parts:
        return max(telling(part, shelf) for part in one.parts)
    return UNKNOWN * shelf.by_terms.rarest
