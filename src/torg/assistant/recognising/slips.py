"""Words that somebody in a hurry mistypes: which word was meant.

Two letters that changed places, a letter written twice or once too seldom, and in long words one letter that is wrong,
missing or too many. The first letter is always right, or nearly every short word would be taken for another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

SWAPPED, DOUBLED, WRONG = 4, 5, 8  # from how many letters on each kind of slip is put right


@dataclass(frozen=True, slots=True)
class Slips:
    """The words that may be meant, and long ones by what is left of them without one of their letters."""

    words: frozenset[str]
    without_one: Mapping[str, str]

    @classmethod
    def of(cls, words: Set[str]) -> Slips:
        """The slips of these words."""
        long = sorted(word for word in words if len(word) >= WRONG)
        return cls(frozenset(words), {left: word for word in long for left in _without_one(word)})

    def meant(self, word: str) -> str:
        """The word that was meant, "" when it is not one of these."""
        if word in self.words or len(word) < SWAPPED:
            return ""
        for slip in _swapped(word):
            if slip in self.words:
                return slip
        if len(word) >= DOUBLED:
            for slip in _doubled(word):
                if slip in self.words:
                    return slip
        if len(word) < WRONG - 1:
            return ""
        for slip in (word, *_without_one(word)):
            if (meant := self.without_one.get(slip) or (slip if slip in self.words else "")) and len(meant) >= WRONG:
                return meant
        return ""


def _swapped(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))


def _doubled(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        yield word[:at] + word[at - 1] + word[at:]
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]


def _without_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))
