"""Which entries stand for a term, and how strongly: held in flat arrays, so that a question is a few additions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Shares = NDArray[np.float32]
Weights = NDArray[np.floating]

AT_ONCE = 200_000  # rows that are sorted together: enough to be quick, and few enough to need little room


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in some texts: the i-th word's rows lie from ``starts[i]`` on, one for each text in which it stands,
    in the order of the texts; ``times`` is how often it stands there, weighed by where."""

    starts: Numbers
    texts: Numbers
    times: Shares


@dataclass(frozen=True, slots=True)
class Stood:
    """Which terms words stand for: a row for each, the share being how much of a word's weight the term gets.

    ``count`` is how many terms there are.
    """

    words: Numbers
    terms: Numbers
    shares: Shares
    count: int


@dataclass(frozen=True, slots=True)
class Saturation:
    """How a term's weight in a text becomes a strength from 0 to 1: ``half`` is the weight that counts one half, in a
    text of usual length; ``length`` is how much longer texts are held to more (BM25)."""

    half: float
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term the places of the entries that stand for it; the i-th term's lie from ``starts[i]`` on.

    ``rarities`` are how telling the terms are: the fewer entries stand for one the more. ``rarest`` is that of a term
    for which none does.
    """

    starts: Numbers
    places: NDArray[np.int32]
    strengths: Shares
    rarities: NDArray[np.float64]
    rarest: float

    def of(self, number: int) -> tuple[NDArray[np.int32], Shares]:
        """The places that stand for a term, and how strongly."""
        here = slice(self.starts[number], self.starts[number + 1])
        return self.places[here], self.strengths[here]


def posted(said: Said, stood: Stood, owners: Numbers, entries: int, saturation: Saturation) -> Postings:
    """The table of some texts by the terms of their words; ``owners`` tells whose text each is, in rising order.

    Of several texts of an entry the strongest counts for each term.
    """
    half = _half(said, stood, len(owners), saturation)
    counts = np.zeros(stood.count, np.int64)
    places, strengths = [np.zeros(0, np.int32)], [np.zeros(0, np.float32)]
    for terms, place, strength in _summed(said, stood, owners, half):
        counts += np.bincount(terms, minlength=stood.count)
        places.append(place.astype(np.int32))
        strengths.append(strength.astype(np.float32))
    return Postings(
        np.concatenate([[0], np.cumsum(counts)]), np.concatenate(places), np.concatenate(strengths),
        np.log(1 + (entries - counts + 0.5) / (counts + 0.5)), float(np.log(1 + (entries + 0.5) / 0.5)),
    )  # fmt: skip


def _half(said: Said, stood: Stood, texts: int, saturation: Saturation) -> Weights:
    """The weight that counts one half in each text, by its length."""
    words = len(said.starts) - 1
    weighs = np.bincount(stood.words, stood.shares, minlength=words)
    lengths = np.bincount(said.texts, np.repeat(weighs, np.diff(said.starts)) * said.times, minlength=texts)
    usual = float(lengths[lengths > 0].mean()) if (lengths > 0).any() else 1.0
    return saturation.half * (1 - saturation.length + saturation.length * lengths / usual)


def _summed(said: Said, stood: Stood, owners: Numbers, half: Weights) -> Iterator[tuple[Numbers, Numbers, Weights]]:
    """Terms, places and strengths, one row for each term of an entry, some terms at a time."""
    order = np.argsort(stood.terms, kind="stable")
    terms, words, shares = stood.terms[order], stood.words[order], stood.shares[order]
    counts = (said.starts[1:] - said.starts[:-1])[words]
    ends = np.cumsum(counts)
    texts = max(1, len(owners))
    start = 0
    while start < len(terms):
        # As many rows as go together, up to the end of a term.
        last = min(np.searchsorted(ends, (ends[start - 1] if start else 0) + AT_ONCE), len(terms) - 1)
        end = int(np.searchsorted(terms, terms[last], side="right"))
        count = counts[start:end]
        row = np.repeat(np.arange(start, end), count)
        at = np.arange(len(row)) + np.repeat(said.starts[words[start:end]] - (np.cumsum(count) - count), count)
        keys, weights = _runs(np.add, terms[row] * texts + said.texts[at], said.times[at] * shares[row])
        term, text = keys // texts, keys % texts
        keys, strengths = _runs(np.maximum, term * texts + owners[text], weights / (weights + half[text]))
        yield keys // texts, keys % texts, strengths
        start = end


def _runs(how: np.ufunc, keys: Numbers, values: Weights) -> tuple[Numbers, Weights]:
    """One row for each key, in rising order: its values taken together."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    held = values[order].astype(np.float64)
    return keys[firsts], how.reduceat(held, firsts) if len(firsts) else held
