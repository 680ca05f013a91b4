"""Why a page was found: which of its words stand for which of those that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from torg.assistant.finding.asking import AS, Sought, meaning
from torg.assistant.finding.fitting import TOGETHER
from torg.assistant.finding.reading import phrases, places, words
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.values import How, Text, Where, Why

MOST = 3  # words of a page for one that was asked for
ENOUGH = 0.25  # what a word must count to be shown


def why(texts: Sequence[Text], asked: Iterable[Sought], shelf: Shelf) -> tuple[Why, ...]:
    """What stands for each word, what tells most first.

    It is looked for in the first text, and in the others only for a word that is not there.
    """
    found: list[Why] = []
    read = [[_Part(where, part, shelf) for where, part in places(text)] for text in texts]
    for one in asked:
        for parts in read:
            here = _in(parts, one)
            if here:
                found += here
                break
    return tuple(found)


@dataclass
class _Part:
    """A part of a text, read once for all words that are looked for."""

    where: Where
    text: str
    shelf: Shelf

    @cached_property
    def words(self) -> Sequence[str]:
        return words(self.text)

    @cached_property
    def meant(self) -> frozenset[str]:
        return frozenset(map(meaning, phrases(self.words)))

    @cached_property
    def by_term(self) -> Mapping[str, Sequence[tuple[str, float]]]:
        """The words that stand for each term, and how much."""
        found: dict[str, list[tuple[str, float]]] = {}
        for word in dict.fromkeys(self.words):
            for term, share in self.shelf.reader.terms(word):
                found.setdefault(term, []).append((word, share))
        return found

    def standing(self, terms: Mapping[str, tuple[float, How]]) -> Mapping[str, tuple[float, How]]:
        """The words that stand for any of these terms, each with the best way in which it does."""
        best: dict[str, tuple[float, How]] = {}
        for term, (worth, how) in terms.items():
            for word, share in self.by_term.get(term, ()):
                way: tuple[float, How] = (share * worth, "part" if share < 1 and not term.startswith("#") else how)
                best[word] = max(best.get(word, way), way)
        return best


def _in(parts: Sequence[_Part], one: Sought) -> list[Why]:
    terms = _terms(one)
    meant = frozenset(term for term in terms if term.startswith("#"))
    found: dict[str, tuple[float, Why]] = {}
    for part in parts:
        if part.where == "text" and found:
            break
        if part.where != "text" and meant and not meant.isdisjoint(part.meant):
            found.setdefault(part.text.lower(), (AS["meaning"], Why(one.word, part.text, "meaning", part.where)))
        for word, (worth, how) in part.standing(terms).items():
            found.setdefault(word, (worth, Why(one.word, word, how, part.where)))
    order: dict[Where, int] = {"title": 0, "words": 1, "summary": 2, "text": 3}
    ranked = sorted(found.values(), key=lambda held: (-held[0], order[held[1].where], held[1].found))
    return [held for worth, held in ranked[:MOST] if worth >= ENOUGH]


def _terms(one: Sought) -> dict[str, tuple[float, How]]:
    """All terms that stand for a word, those of its parts too."""
    terms = dict(one.terms)
    for part in one.parts:
        for term, (worth, how) in part.terms.items():
            if TOGETHER * worth > terms.get(term, (0.0, how))[0]:
                terms[term] = (TOGETHER * worth, "part" if how == "word" else how)
    return terms
