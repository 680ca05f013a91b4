"""The shelf: all pages by their terms, held in memory, and the pages that fit a question best.

A page has one place, whatever the number of its languages: it is as strong in a term as its strongest document, so a
question in one language finds what is written in another. A page that changed gets a new place; the old one is empty.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from torg.catalogue.finding.reading import Name, Reader, parts_known, places, strongest, words
from torg.catalogue.finding.values import Document
from torg.language.everyday import everyday
from torg.language.forms import folded
from torg.language.spelling import Spelling

MOST_EMPTY = 0.3  # of all places; then everything is put up anew


@dataclass(frozen=True, slots=True)
class Page:
    """A page on the shelf: its documents by language, and what it is called in each."""

    documents: Mapping[str, Document]
    names: tuple[Name, ...]
    kind: str
    audience: frozenset[str]
    popularity: float


class Shelf:
    """All pages; ``put`` and ``take`` change one, and say nothing: what follows is worked out when it is asked for."""

    def __init__(self, pages: Mapping[int, Sequence[Document]]) -> None:
        self._documents = {page_id: tuple(documents) for page_id, documents in pages.items() if documents}
        self._put_up()

    def _put_up(self) -> None:
        self.known = parts_known(document for documents in self._documents.values() for document in documents)
        self.reader = Reader(self.known)
        self.places: list[Page | None] = []
        self._place_of: dict[int, int] = {}
        self._postings: dict[str, tuple[array[int], array[float]]] = {}
        self.pages_with: Counter[str] = Counter()
        self._terms_of: dict[int, tuple[str, ...]] = {}
        self._words: Counter[str] = Counter()
        self._after_change()
        for page_id, documents in sorted(self._documents.items()):
            self._stand(page_id, documents)

    def change(self, pages: Mapping[int, Sequence[Document]]) -> None:
        """Puts the documents of some pages in the place of what stood for them; none = the page is gone."""
        for page_id, documents in pages.items():
            self._documents.pop(page_id, None)
            if documents:
                self._documents[page_id] = tuple(documents)
        everything = [document for documents in self._documents.values() for document in documents]
        if len(self.places) > 50 and len(self._documents) < len(self.places) * (1 - MOST_EMPTY):
            self._put_up()
        elif parts_known(everything) != self.known:
            self._put_up()  # other compounds can be told apart now, on every page
        else:
            for page_id in sorted(pages):
                self._leave(page_id)
                if page_id in self._documents:
                    self._stand(page_id, self._documents[page_id])
            self._after_change()

    def _after_change(self) -> None:
        self._spelling: Spelling | None = None
        self._sorted: list[str] | None = None

    def _stand(self, page_id: int, documents: Sequence[Document]) -> None:
        place = len(self.places)
        first = documents[0]
        strengths = strongest(self.reader.strengths(document) for document in documents)
        self.places.append(
            Page(
                documents={document.language: document for document in documents},
                names=tuple(name for document in documents for name in self.reader.names(document)),
                kind=first.kind,
                audience=frozenset(first.audience),
                popularity=max(document.popularity for document in documents),
            )
        )
        self._place_of[page_id] = place
        self._terms_of[page_id] = tuple(strengths)
        for term, strength in strengths.items():
            held = self._postings.get(term)
            if held is None:
                held = self._postings[term] = (array("l"), array("d"))
            held[0].append(place)
            held[1].append(strength)
            self.pages_with[term] += 1
        self._words.update(_vocabulary(documents))

    def _leave(self, page_id: int) -> None:
        place = self._place_of.pop(page_id, None)
        page = self.places[place] if place is not None else None
        if place is None or page is None:
            return
        self.places[place] = None
        self.pages_with.subtract(self._terms_of.pop(page_id))
        self._words.subtract(_vocabulary(page.documents.values()))

    # -- what is asked of it ------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._place_of)

    def standing(self, term: str) -> Iterable[tuple[int, float]]:
        """The places of the pages that stand for a term, and how strongly; empty ones too."""
        held = self._postings.get(term)
        return zip(*held, strict=True) if held else ()

    def rarity(self, term: str) -> float:
        """How telling a term is: the fewer pages stand for it the more; 0 when none does."""
        count = self.pages_with.get(term, 0)
        return math.log(1 + len(self) / count) if count > 0 else 0.0

    @property
    def rarest(self) -> float:
        """How telling a term is that stands on one page alone."""
        return math.log(1 + len(self))

    @property
    def spelling(self) -> Spelling:
        """The words that somebody can have meant: those of the pages, and the everyday ones that lead to a page."""
        if self._spelling is None:
            self._spelling = Spelling(self._meant())
        return self._spelling

    def beginning(self, letters: str) -> Sequence[str]:
        """The words, folded, that begin so."""
        if self._sorted is None:
            self._sorted = sorted(self._meant())
        start = bisect_left(self._sorted, letters)
        return self._sorted[start : bisect_left(self._sorted, letters + "\U0010ffff")]

    def _meant(self) -> dict[str, int]:
        counts = {word: count for word, count in self._words.items() if count > 0}
        for word in everyday().words:
            counts.setdefault(word, 0)
        return counts


def _vocabulary(documents: Iterable[Document]) -> Counter[str]:
    """The words of some documents, folded; those of titles count more."""
    counted: Counter[str] = Counter()
    for document in documents:
        for where, text in places(document):
            for word in set(words(text)):
                counted[folded(word)] += 3 if where in {"title", "words"} else 1
    return counted
