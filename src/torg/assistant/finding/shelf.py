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
from torg.assistant.finding.grams import Pieces, stood_for
from torg.assistant.finding.postings import Numbers, Postings, Said, Saturation, Stood, posted
from torg.assistant.finding.reading import Reader, pieces_of, words
from torg.assistant.finding.rows import PARTS, Rows, rows_of, texts_of
from torg.assistant.finding.values import Entry, Where
from torg.language.everyday import everyday
from torg.language.forms import folded, form
from torg.language.spelling import Spelling

# What a word weighs where it stands, for its terms, and for the pieces of it.
WEIGHT: Mapping[Where, float] = {"title": 3.0, "words": 2.5, "summary": 1.3, "text": 1.0}
PIECES: Mapping[Where, float] = {"title": 3.0, "words": 2.0, "summary": 1.0, "text": 1.0}
LENGTHS = 0.6  # how much a word counts less in a long field
BY_TERMS = Saturation(half=1.2)
BY_PIECES = Saturation(half=0.9, length=0.6)
NAMES = 3  # how much more a word of a name is meant than another that is spelled as nearly


class Shelf:
    """All entries, in an order that hangs on what they say alone."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: Sequence[Entry] = sorted((entry for entry in entries if entry.texts), key=by_words)
        rows = rows_of(self.entries)
        self.pieces = pieces_of(rows.vocabulary)
        self.reader = Reader(self.pieces)
        self.numbers, stood = _terms(rows.vocabulary, self.reader)
        self.by_terms = self._posted(rows.weighed(WEIGHT, LENGTHS), stood, rows, BY_TERMS)
        codes, stood = stood_for(rows.vocabulary)
        self.by_pieces = Pieces(codes, self._posted(rows.weighed(PIECES, 0.0), stood, rows, BY_PIECES))
        self.names: Mapping[str, Sequence[int]] = _names(self.entries)
        is_name = np.isin(rows.parts, [PARTS.index("title"), PARTS.index("words")])
        counts = np.bincount(rows.words, np.where(is_name, NAMES, 1), minlength=len(rows.vocabulary)).astype(int)
        self._spelled: Mapping[str, int] = dict(zip(rows.vocabulary, counts.tolist(), strict=True))

    def _posted(self, said: Said, stood: Stood, rows: Rows, saturation: Saturation) -> Postings:
        return posted(said, stood, rows.owners, len(self.entries), saturation)

    def __len__(self) -> int:
        return len(self.entries)

    def stands(self, term: str) -> bool:
        """Whether any entry stands for a term."""
        return term in self.numbers

    def rarity(self, term: str) -> float:
        """How telling a term is: the fewer entries stand for it the more; 0 when none does."""
        number = self.numbers.get(term)
        return 0.0 if number is None else float(self.by_terms.rarities[number])

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

    @cached_property
    def _lengths(self) -> Numbers:
        return np.array([len(word) for word in self._sorted], np.int64)

    def is_written(self, word: str) -> bool:
        """Whether a word stands in an entry, or among the everyday ones, as it is written."""
        return folded(word) in self._meant

    def make_ready(self) -> None:
        """Works out what is worked out once and kept, so that nobody who asks waits for it."""
        _ = self.spelling, self._sorted, self._lengths

    def beginning(self, letters: str, most: int) -> Sequence[str]:
        """The words, folded, that begin so, the shortest first."""
        start, end = (bisect_left(self._sorted, letters + ending) for ending in ("", "\U0010ffff"))
        shortest = np.argsort(self._lengths[start:end], kind="stable")[:most]
        return [self._sorted[start + at] for at in shortest.tolist()]


def called(said: Iterable[str]) -> str:
    """What some words are as a name: the forms of those that tell what it is about, whatever their order.

    Where none does, of those that say what one wants to do; where there are none either, of all.
    """
    every = list(said)
    telling = [word for word in every if folded(word) not in SMALL_FOLDED]
    about = [word for word in telling if folded(word) not in DOING_FOLDED]
    return " ".join(sorted(map(form, about or telling or every)))


def _names(entries: Sequence[Entry]) -> Mapping[str, Sequence[int]]:
    """The places of those that are called so, for each name."""
    names: dict[str, dict[int, None]] = {}
    for place, entry in enumerate(entries):
        for text in texts_of(entry):
            for name in (text.title, *text.words):
                names.setdefault(called(words(name)), {})[place] = None
    names.pop("", None)
    return {name: tuple(held) for name, held in names.items()}


def _terms(vocabulary: Sequence[str], reader: Reader) -> tuple[Mapping[str, int], Stood]:
    """The number of each term, and which words stand for it."""
    numbers: dict[str, int] = {}
    words, terms, shares = [], [], []
    for number, word in enumerate(vocabulary):
        for term, share in reader.terms(word):
            words.append(number)
            terms.append(numbers.setdefault(term, len(numbers)))
            shares.append(share)
    found = Stood(np.array(words, np.int64), np.array(terms, np.int64), np.array(shares, np.float32), len(numbers))
    return numbers, found


def by_words(entry: Entry) -> tuple[str, ...]:
    """What puts entries in an order: what they say, so that no number of theirs decides between two that fit alike."""
    return tuple(
        said for text in entry.texts for said in (text.language, text.title, *text.words, text.summary, text.text)
    )
