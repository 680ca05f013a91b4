"""Which known word somebody meant who wrote one that is not known: letters missing, too many, others, or swapped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

SHORTEST = 4  # letters of a word that is looked for
LONG = 7  # letters from which on two slips are forgiven
LOOKED_AT = 30  # words that share the most letters
GRAM = 2


class Spelling:
    """Known words, folded, each with how often it is used."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._words = sorted(word for word in counts if len(word) >= SHORTEST - 1 and word.isalpha())
        self._counts = counts
        self._lengths = np.array([len(word) for word in self._words], np.int16)
        by_gram: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            for gram in set(_grams(word)):
                by_gram.setdefault(gram, []).append(number)
        self._by_gram: dict[str, NDArray[np.int32]] = {gram: np.array(held, np.int32) for gram, held in by_gram.items()}

    def nearest(self, word: str) -> tuple[tuple[str, int], ...]:
        """The known words nearest to a folded one, with how many slips lie between: one, or two in a long word.

        Only those with the fewest slips, what is used most first; the same first letter goes before another.
        """
        if not SHORTEST <= len(word) <= 40 or not word.isalpha():
            return ()
        most = 2 if len(word) >= LONG else 1
        near = [(other, distance(word, other, most)) for other in self._sharing(word, most)]
        least = min((slips for _other, slips in near), default=most + 1)
        if least > most:
            return ()
        found = [(other, slips) for other, slips in near if slips == least]
        return tuple(sorted(found, key=lambda one: (one[0][0] != word[0], -self._counts[one[0]], one[0]))[:5])

    def _sharing(self, word: str, most: int) -> Iterable[str]:
        grams = set(_grams(word))
        held = [self._by_gram[gram] for gram in sorted(grams) if gram in self._by_gram]
        if not held:
            return []
        shared = np.bincount(np.concatenate(held), minlength=len(self._words))
        # One slip changes three of these pieces at most, so whoever shares fewer is farther away.
        least = max(1, len(grams) - 3 * most)
        (near,) = np.nonzero((shared >= least) & (abs(self._lengths - len(word)) <= most))
        order = np.lexsort((near, -shared[near]))[:LOOKED_AT]
        return [self._words[number] for number in near[order]]


def distance(one: str, other: str, most: int) -> int:
    """How many slips lie between two words (a letter missing, added, replaced, two swapped); at most ``most`` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    alike = _alike(one, other)
    one, other = one[alike:], other[alike:]
    alike = _alike(one[::-1], other[::-1])
    one, other = one[: len(one) - alike], other[: len(other) - alike]
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                slips = min(slips, earlier[j - 2] + 1)
            row.append(slips)
        if min(row) > most and (not before or min(before) > most):
            return most + 1
    return min(row[-1], most + 1)


def _alike(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    least = min(len(one), len(other))
    return next((at for at in range(least) if one[at] != other[at]), least)


def _grams(word: str) -> Iterable[str]:
    padded = f" {word} "
    return (padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1))
