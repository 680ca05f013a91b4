"""Everyday words and the official ones that mean the same, in nb, nn, da and en: ``everyday.txt`` holds them.

A line of the file is one meaning: words and short phrases with commas between. They are compared by their forms, so
one form of a word is enough; a word may stand in several meanings.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from torg.language.forms import WORD, folded, form
from torg.language.small_words import IN_QUESTIONS

LONGEST = 4  # words in a phrase


@dataclass(frozen=True, slots=True)
class Meaning:
    """A meaning said by the words from ``start`` on, ``length`` of them; ``number`` is its line in the file."""

    number: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Everyday:
    """The table: the meanings of each phrase, in forms, and all its words as they stand, folded."""

    by_phrase: Mapping[tuple[str, ...], tuple[int, ...]]
    words: frozenset[str]
    forms: frozenset[str]
    starts: frozenset[str]

    def meanings(self, forms: Sequence[str], *, only: Container[str] | None = None) -> list[Meaning]:
        """What words say one after another, by their forms; of phrases that begin alike also the shorter.

        With ``only`` none is looked for that begins with another form; ``starts`` are those of longer phrases.
        """
        return [
            Meaning(number, start, length)
            for start in range(len(forms))
            if only is None or forms[start] in only
            for length in range(1, min(LONGEST, len(forms) - start) + 1)
            for number in self.by_phrase.get(tuple(forms[start : start + length]), ())
        ]


@cache
def everyday() -> Everyday:
    """The table that comes with Torg."""
    return read(files("torg.language").joinpath("everyday.txt").read_text(encoding="utf-8"))


def read(text: str) -> Everyday:
    """A table from its text; lines that begin with "#" and empty ones are left out.

    A phrase is known whole and without its small words, unless that leaves a single word: "uten vann" is not "vann".
    """
    by_phrase: dict[tuple[str, ...], list[int]] = {}
    words: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        for phrase in line.split(",") if not line.startswith("#") else ():
            said = tuple(word.lower() for word in WORD.findall(phrase))
            words.update(map(folded, telling(said)))
            for form_of_it in {said, said if len(telling(said)) < 2 else tuple(telling(said))}:
                held = by_phrase.setdefault(tuple(map(form, form_of_it)), [])
                if number not in held:
                    held.append(number)
    by_phrase.pop((), None)
    forms = frozenset(one for phrase in by_phrase for one in phrase)
    starts = frozenset(phrase[0] for phrase in by_phrase if len(phrase) > 1)
    return Everyday({phrase: tuple(numbers) for phrase, numbers in by_phrase.items()}, frozenset(words), forms, starts)


def telling(words: Sequence[str]) -> list[str]:
    """Those of the words, in small letters, that say what it is about, in their order."""
    return [word for word in words if word not in IN_QUESTIONS]
