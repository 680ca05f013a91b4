"""Which entries stand for a term, and how strongly: held in flat arrays, so that a question is a few additions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Shares = NDArray[np.float32]
Terms = Callable[[str], Iterable[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Said:
    """The words of some texts, a row for each word of each: ``texts`` and ``words`` are their numbers, ``times`` how
    often a word stands there, weighed by where."""

    texts: Numbers
    words: Numbers
    times: Shares


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term the places of the entries that stand for it; the i-th term's lie from ``starts[i]`` on."""

    numbers: Mapping[str, int]
    starts: NDArray[np.int64]
    places: Numbers
    strengths: Shares
    rarities: Sequence[float]
    rarest: float

    def of(self, term: str) -> tuple[Numbers, Shares] | None:
        """The places that stand for a term, and how strongly; None when none does."""
        number = self.numbers.get(term)
        if number is None:
            return None
        here = slice(self.starts[number], self.starts[number + 1])
        return self.places[here], self.strengths[here]

    def rarity(self, term: str) -> float:
        """How telling a term is: the fewer entries stand for it the more; 0 when none does."""
        number = self.numbers.get(term)
        return 0.0 if number is None else self.rarities[number]


@dataclass(frozen=True, slots=True)
class Saturation:
    """How a term's weight in a text becomes a strength from 0 to 1: ``half`` is the weight that counts one half, in a
    text of usual length; ``length`` is how much longer texts are held to more (BM25)."""

    half: float
    length: float = 0.0


def posted(
    said: Said, vocabulary: Sequence[str], terms: Terms, entry_of: Numbers, entries: int, saturation: Saturation
) -> Postings:
    """The table of some texts by the terms of their words; ``entry_of`` tells whose text each is.

    Of several texts of an entry the strongest counts for each term.
    """
    numbers: dict[str, int] = {}
    term_of, share_of, starts = [], [], [0]
    for word in vocabulary:
        for term, share in terms(word):
            term_of.append(numbers.setdefault(term, len(numbers)))
            share_of.append(share)
        starts.append(len(term_of))
    texts, found, weights = _spread(said, np.array(starts), np.array(term_of, np.int64), np.array(share_of, np.float32))
    texts, found, weights = _summed(texts, found, weights, len(numbers))
    lengths = np.bincount(texts, weights, minlength=len(entry_of))
    usual = float(lengths[lengths > 0].mean()) if len(texts) else 1.0
    half = saturation.half * (1 - saturation.length + saturation.length * lengths / usual)
    strengths = (weights / (weights + half[texts])).astype(np.float32)
    return _table(numbers, entry_of[texts].astype(np.int64), found, strengths, entries)


def _spread(
    said: Said, starts: NDArray[np.int64], term_of: NDArray[np.int64], share_of: Shares
) -> tuple[NDArray[np.int64], NDArray[np.int64], Shares]:
    """From words to their terms: a row for each term of each word of each text."""
    counts = (starts[1:] - starts[:-1])[said.words]
    row = np.repeat(np.arange(len(said.words)), counts)
    within = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    at = starts[said.words[row]] + within
    return said.texts[row].astype(np.int64), term_of[at], said.times[row] * share_of[at]


def _summed(
    texts: NDArray[np.int64], found: NDArray[np.int64], weights: Shares, terms: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], Shares]:
    """One row for each term of a text."""
    keys = texts * max(1, terms) + found
    order = np.argsort(keys, kind="stable")
    keys, firsts = np.unique(keys[order], return_index=True)
    summed = np.add.reduceat(weights[order], firsts) if len(firsts) else weights
    return keys // max(1, terms), keys % max(1, terms), summed


def _table(
    numbers: Mapping[str, int], places: NDArray[np.int64], found: NDArray[np.int64], strengths: Shares, entries: int
) -> Postings:
    keys = found * max(1, entries) + places
    order = np.argsort(keys, kind="stable")
    keys, firsts = np.unique(keys[order], return_index=True)
    best = np.maximum.reduceat(strengths[order], firsts) if len(firsts) else strengths
    counts = np.bincount(keys // max(1, entries), minlength=len(numbers))
    starts = np.concatenate([[0], np.cumsum(counts)])
    rarities = np.log(1 + (entries - counts + 0.5) / (counts + 0.5))
    return Postings(
        numbers, starts, (keys % max(1, entries)).astype(np.int32), best, rarities.tolist(),
        float(np.log(1 + (entries + 0.5) / 0.5)),
    )  # fmt: skip
