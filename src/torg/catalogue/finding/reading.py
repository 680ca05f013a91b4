"""What a document says, in terms: the forms of its words, the parts of its compounds, and what they mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from torg.catalogue.finding.asking import DOING_FOLDED, LESS, SMALL_FOLDED, meaning
from torg.catalogue.finding.values import Document, Where
from torg.language.compounds import parts
from torg.language.everyday import everyday
from torg.language.forms import WORD, folded, form

# What a word weighs where it stands; in the text up to three times.
WEIGHT: dict[Where, float] = {"title": 1.0, "words": 0.9, "summary": 0.5, "text": 0.2}
TIMES = 3
# What a term weighs that stands for the word: what it means, a part of it, what a part means.
MEANT, PART, PART_MEANT = 0.8, 0.6, 0.45
HALF = 0.5  # the weight at which a page is half as strong in a term as it can be
READ = 20_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Name:
    """What a page is called, its title or one of its words: for each telling word what counts as it, and how much."""

    items: tuple[tuple[frozenset[str], float], ...]
    worth: float
    terms: frozenset[str]


class Reader:
    """Reads documents; ``known`` are the forms that can be parts of compounds."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self._terms: dict[str, tuple[tuple[str, float], ...]] = {}

    def terms(self, word: str) -> tuple[tuple[str, float], ...]:
        """All terms that one word (small letters) stands for, each with its weight; none for a small word."""
        held = self._terms.get(word)
        if held is None:
            held = self._terms[word] = () if folded(word) in SMALL_FOLDED else tuple(self._read(word).items())
        return held

    def _read(self, word: str) -> dict[str, float]:
        own, by_phrase = form(word), everyday().by_phrase
        found = {own: 1.0}
        found.update((meaning(number), MEANT) for number in by_phrase.get((own,), ()))
        for piece in parts(word, self._known):
            part = form(piece)
            found.setdefault(part, PART)
            for number in by_phrase.get((part,), ()):
                found.setdefault(meaning(number), PART_MEANT)
        return found

    def strengths(self, document: Document) -> dict[str, float]:
        """How strongly a document stands for each of its terms, from 0 to 1."""
        weights: dict[str, float] = defaultdict(float)
        for where, text in places(document):
            self._weigh(words(text), WEIGHT[where], weights)
        return {term: weight / (weight + HALF) for term, weight in weights.items()}

    def _weigh(self, said: Sequence[str], weight: float, weights: dict[str, float]) -> None:
        for word, times in Counter(said).items():
            for term, share in self.terms(word):
                weights[term] += weight * share * min(times, TIMES)
        for number in phrases(said):
            weights[meaning(number)] += weight * MEANT

    def names(self, document: Document) -> tuple[Name, ...]:
        """What a document is called."""
        said = [(document.title, 1.0), *((name, 0.9) for name in document.words)]
        return tuple(name for text, worth in said if (name := self._name(text, worth)).items)

    def _name(self, text: str, worth: float) -> Name:
        said = words(text)
        meant = frozenset(meaning(number) for number in phrases(said))
        items = [
            (
                frozenset(term for term, _share in self.terms(word)) | meant,
                LESS if folded(word) in DOING_FOLDED else 1.0,
            )
            for word in said
            if self.terms(word)
        ]
        return Name(tuple(items), worth, frozenset(term for item, _weight in items for term in item))


def words(text: str) -> list[str]:
    """The words of a text in small letters, without numbers."""
    return [word for word in WORD.findall(text[:READ].lower()) if not word[0].isdigit()]


def phrases(said: Sequence[str]) -> set[int]:
    """What is meant by several words together, as lines of the everyday words."""
    starts = everyday().starts
    forms = [form(word) for word in said]
    if not any(one in starts for one in forms):
        return set()
    telling = [one for word, one in zip(said, forms, strict=True) if folded(word) not in SMALL_FOLDED]
    return {one.number for way in (forms, telling) for one in everyday().meanings(way, only=starts) if one.length > 1}


def places(document: Document) -> Iterable[tuple[Where, str]]:
    """Where the words of a document stand, what tells most first."""
    yield "title", document.title
    for name in document.words:
        yield "words", name
    yield "summary", document.summary
    yield "text", document.text


def parts_known(documents: Iterable[Document]) -> set[str]:
    """The forms that can be parts of compounds: of everyday words, and of the words by which pages are told."""
    known = set(everyday().forms)
    for document in documents:
        said = " ".join((document.title, *document.words, document.summary))
        known.update(form(word) for word in words(said) if len(word) > TIMES and folded(word) not in SMALL_FOLDED)
    return known


def strongest(each: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Of several documents of one page the strongest for each term."""
    best: dict[str, float] = {}
    for strengths in each:
        for term, strength in strengths.items():
            if strength > best.get(term, 0.0):
                best[term] = strength
    return best
