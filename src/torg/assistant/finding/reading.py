"""What an entry says, in terms: the forms of its words, the parts of its compounds, and what they mean."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from torg.assistant.finding.asking import SMALL_FOLDED, meaning
from torg.assistant.finding.values import Text, Where
from torg.language.compounds import parts, pieces
from torg.language.everyday import everyday
from torg.language.forms import WORD, folded, form

# What a term weighs that stands for the word: what it means, a part of it, what a part means.
MEANT, PART, PART_MEANT = 0.8, 0.8, 0.45
READ = 20_000  # characters of a text


class Reader:
    """Reads entries; ``known`` are the pieces that can be parts of compounds."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self._terms: dict[str, tuple[tuple[str, float], ...]] = {}

    def terms(self, word: str) -> tuple[tuple[str, float], ...]:
        """All terms that one word (small letters) stands for, each with its weight; none for a small word."""
        held = self._terms.get(word)
        if held is None:
            held = self._terms[word] = self._read(word)
        return held

    def _read(self, word: str) -> tuple[tuple[str, float], ...]:
        if word.startswith("#"):
            return ((word, MEANT),)
        if folded(word) in SMALL_FOLDED:
            return ()
        own, by_phrase = form(word), everyday().by_phrase
        found = {own: 1.0}
        found.update((meaning(number), MEANT) for number in by_phrase.get((own,), ()))
        for piece in parts(word, self._known):
            part = form(piece)
            found.setdefault(part, PART)
            for number in by_phrase.get((part,), ()):
                found.setdefault(meaning(number), PART_MEANT)
        return tuple(found.items())


def words(text: str) -> list[str]:
    """The words of a text in small letters, numbers among them."""
    return WORD.findall(text[:READ].lower())


def phrases(said: Sequence[str]) -> set[int]:
    """What is meant by several words together, as lines of the everyday words."""
    starts = everyday().starts
    forms = [form(word) for word in said]
    if starts.isdisjoint(forms):
        return set()
    telling = [one for word, one in zip(said, forms, strict=True) if folded(word) not in SMALL_FOLDED]
    return {one.number for way in (forms, telling) for one in everyday().meanings(way, only=starts) if one.length > 1}


def places(text: Text) -> Iterable[tuple[Where, str]]:
    """Where the words of a text stand, what tells most first."""
    yield "title", text.title
    for name in text.words:
        yield "words", name
    yield "summary", text.summary
    yield "text", text.text


def pieces_of(vocabulary: Iterable[str]) -> frozenset[str]:
    """What can be a part of a compound: everyday words, and the words of the entries."""
    return pieces((*everyday().words, *(word for word in vocabulary if folded(word) not in SMALL_FOLDED)))
