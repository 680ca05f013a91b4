"""The shelf: all entries by their terms and by the pieces of their words, held in memory, to be asked.

An entry has one place, whatever the number of its languages: it is as strong in a term as its strongest text, so a
question in one language finds what is written in another. A shelf never changes; what is new stands on a new one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from torg.assistant.finding.asking import DOING_FOLDED, SMALL_FOLDED
from torg.assistant.finding.postings import Said, Saturation, posted
from torg.assistant.finding.reading import Reader, counted, grams, pieces_of, words
from torg.assistant.finding.values import Entry, Text, Where
from torg.language.everyday import everyday
from torg.language.forms import folded, form
from torg.language.spelling import Spelling

# What a word weighs where it stands, for its terms, and for the pieces of it.
WEIGHT: Mapping[Where, float] = {"title": 3.0, "words": 2.5, "summary": 1.3, "text": 1.0}
PIECES: Mapping[Where, float] = {"title": 3.0, "words": 2.0, "summary": 1.0, "text": 1.0}
LENGTHS = 0.6  # how much a word counts less in a long field
BY_TERMS = Saturation(half=1.2)
BY_PIECES = Saturation(half=0.9, length=0.6)


class Shelf:
    """All entries, in the order in which they come."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: Sequence[Entry] = tuple(entry for entry in entries if entry.texts)
        self.pieces = pieces_of(self.entries)
        self.reader = Reader(self.pieces)
        self._read()

    def _read(self) -> None:
        vocabulary: dict[str, int] = {}
        entry_of: list[int] = []
        rows: dict[Where, list[tuple[int, int, int]]] = {where: [] for where in WEIGHT}  # text, word, how often
        spelled: Counter[str] = Counter()
        names: dict[str, dict[int, None]] = {}
        for place, entry in enumerate(self.entries):
            for text in _texts(entry):
                number = len(entry_of)
                entry_of.append(place)
                for where, here in counted(text).items():
                    rows[where] += [
                        (number, vocabulary.setdefault(word, len(vocabulary)), times) for word, times in here.items()
                    ]
                    spelled.update(dict.fromkeys(here, 3 if where in {"title", "words"} else 1))
                for name in (text.title, *text.words):
                    names.setdefault(called(words(name)), {})[place] = None
        names.pop("", None)
        self.names: Mapping[str, Sequence[int]] = {name: tuple(held) for name, held in names.items()}
        self._spelled: Mapping[str, int] = spelled
        owners, listed = np.array(entry_of, np.int32), list(vocabulary)
        by_terms, by_pieces = (
            _weighed(rows, weights, len(owners), lengths) for weights, lengths in ((WEIGHT, LENGTHS), (PIECES, 0.0))
        )
        self.by_terms = posted(by_terms, listed, self.reader.terms, owners, len(self), BY_TERMS)
        self.by_pieces = posted(by_pieces, listed, _gram_terms, owners, len(self), BY_PIECES)

    def __len__(self) -> int:
        return len(self.entries)

    def stands(self, term: str) -> bool:
        """Whether any entry stands for a term."""
        return term in self.by_terms.numbers

    @cached_property
    def spelling(self) -> Spelling:
        """The words that somebody can have meant: those of the entries, and the everyday ones."""
        return Spelling(self._meant)

    @cached_property
    def _meant(self) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for word, count in self._spelled.items():
            if not word.startswith("#"):
                counts[folded(word)] += count
        for word in everyday().words:
            counts.setdefault(word, 0)
        return counts

    @cached_property
    def _sorted(self) -> Sequence[str]:
        return sorted(self._meant)

    def beginning(self, letters: str) -> Sequence[str]:
        """The words, folded, that begin so."""
        start = bisect_left(self._sorted, letters)
        return self._sorted[start : bisect_left(self._sorted, letters + "\U0010ffff")]


def _texts(entry: Entry) -> Sequence[Text]:
    """What an entry says in each language, and what was learnt that people call it, in whichever."""
    return (*entry.texts, *(Text("", "", words=(question,)) for question in entry.learnt))


def called(said: Iterable[str]) -> str:
    """What some words are as a name: the forms of those that tell what it is about, whatever their order.

    Where none does, of those that say what one wants to do; where there are none either, of all.
    """
    every = list(said)
    telling = [word for word in every if folded(word) not in SMALL_FOLDED]
    about = [word for word in telling if folded(word) not in DOING_FOLDED]
    return " ".join(sorted(map(form, about or telling or every)))


def _gram_terms(word: str) -> Iterable[tuple[str, float]]:
    return ((gram, 1.0) for gram in grams(word))


def _weighed(
    rows: Mapping[Where, Sequence[tuple[int, int, int]]], weights: Mapping[Where, float], texts: int, lengths: float
) -> Said:
    """The rows as one, weighed by their fields; in a field that is longer than usual a word counts less (BM25F)."""
    every: list[tuple[np.ndarray, ...]] = []
    for where, weight in weights.items():
        if rows[where]:
            of, word, times = np.array(rows[where], np.int64).T
            size = np.bincount(of, times, minlength=texts)
            norm = 1 - lengths + lengths * size / size[size > 0].mean()
            every.append((of, word, weight * times / norm[of]))
    if not every:
        return Said(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    of, word, times = map(np.concatenate, zip(*every, strict=True))
    return Said(of.astype(np.int32), word.astype(np.int32), times.astype(np.float32))
