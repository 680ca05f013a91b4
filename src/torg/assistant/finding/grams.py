"""The pieces of words, three and four letters long: they see through spelling, endings and compounds alike.

A piece is a number made of its letters, so that the pieces of all words are worked out together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from torg.assistant.finding.asking import SMALL_FOLDED
from torg.assistant.finding.postings import Numbers, Postings, Stood
from torg.language.forms import folded

SIZES = (3, 4)  # letters of a piece
BITS = 16  # of a letter; four of them fill a number
Codes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The entries by the pieces of their words; ``codes`` are the pieces, in rising order."""

    codes: Codes
    postings: Postings

    def numbers(self, codes: Codes) -> Numbers:
        """The numbers of pieces, -1 for those that stand nowhere."""
        if not len(self.codes):
            return np.full(len(codes), -1)
        place = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[place] == codes, place, -1)


def grams(words: Sequence[str]) -> tuple[Codes, Numbers]:
    """The pieces of some words, their beginnings and ends marked, and the place of the word of each.

    A small word has none, and what is no word ("#12") neither.
    """
    marked = ["" if word.startswith("#") or folded(word) in SMALL_FOLDED else f"<{word}>" for word in words]
    letters = np.frombuffer("".join(marked).encode("utf-32-le", "surrogatepass"), "<u4") & np.uint32((1 << BITS) - 1)
    sizes = np.array(list(map(len, marked)), np.int64)
    word = np.repeat(np.arange(len(marked)), sizes)
    left = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(letters))  # letters to the end of the word
    codes, owners = [], []
    for size in SIZES:
        starts = np.flatnonzero(left >= size)
        code = np.zeros(len(starts), np.uint64)
        for at in range(size):
            code = (code << np.uint64(BITS)) | letters[starts + at]
        codes.append(code)
        owners.append(word[starts])
    return np.concatenate(codes), np.concatenate(owners)


def stood_for(vocabulary: Sequence[str]) -> tuple[Codes, Stood]:
    """All pieces of some words, in rising order, and which words stand for them."""
    codes, words = grams(vocabulary)
    listed, terms = np.unique(codes, return_inverse=True)
    return listed, Stood(words, terms.astype(np.int64), np.ones(len(words), np.float32), len(listed))
