"""What somebody asks for: the telling words of a question, each with all that counts as it.

Addresses are left out, small words too. A number, and a word that says what one wants to do ("søke", "pay"), count
less than a word that says what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from torg.assistant.finding.values import How
from torg.language.compounds import parts
from torg.language.everyday import everyday
from torg.language.forms import WORD, folded, form
from torg.language.small_words import DOING, IN_QUESTIONS

LONGEST = 300  # characters of a question
MOST = 16  # telling words of a question
STREET = re.compile(
    r"[^\W\d_]{2,}(?:gata|gate|gaten|veien|vegen|vei|veg|gade|vej|gård|allé|alle|bakken|bakke|plass|plads|street|road)"
    r"\s+\d+\s?[a-z]?\b",
    re.IGNORECASE,
)
NUMBER = 0.9  # what a number counts
LESS = 0.3  # what a word counts that says what one wants to do
# How much it counts when a page says the same in another way.
AS: dict[How, float] = {"word": 1.0, "meaning": 0.8, "spelling": 0.85, "part": 0.75, "beginning": 0.9}
DOING_FOLDED = frozenset(map(folded, DOING))
SMALL_FOLDED = frozenset(map(folded, IN_QUESTIONS))


class Knows(Protocol):
    """What is known: the pieces of compounds, and for which terms anything stands."""

    @property
    def pieces(self) -> Container[str]: ...

    def stands(self, term: str) -> bool: ...


@dataclass(slots=True)
class Sought:
    """One telling word: the terms that count as it, how much and how; and its parts, which count together.

    ``read_as`` is the word that was meant, where this one is not known.
    """

    word: str
    weight: float = 1.0
    terms: dict[str, tuple[float, How]] = field(default_factory=dict)
    parts: tuple[Sought, ...] = ()
    read_as: str = ""

    def add(self, term: str, how: How, *, times: float = 1.0) -> None:
        """Lets a term count as the word, unless it counts more already."""
        worth = AS[how] * times
        if term and worth > self.terms.get(term, (0.0, how))[0]:
            self.terms[term] = (worth, how)


def meaning(number: int) -> str:
    """The term of a line of everyday words; no form of a word looks like it."""
    return f"#{number}"


def words_of(question: str) -> list[str]:
    """The words of a question in small letters, without addresses."""
    said = STREET.sub(" ", question[:LONGEST])
    return [word.lower() for word in WORD.findall(said)]


def sought(words: Sequence[str], shelf: Knows) -> list[Sought]:
    """The telling words with what counts as them, by the words alone."""
    held = [Sought(word) for word in words]
    everyday_words = everyday()
    forms = [form(word) for word in words]
    telling = [at for at, word in enumerate(words) if folded(word) not in SMALL_FOLDED]
    for places in (telling, range(len(words))):
        for said in everyday_words.meanings([forms[at] for at in places]):
            for at in places[said.start : said.start + said.length]:
                if at in telling or said.length > 1:
                    held[at].add(meaning(said.number), "meaning")
    kept = [at for at in range(len(words)) if at in telling or held[at].terms][:MOST]
    for at in kept:
        alone = known_as(words[at], shelf)
        if at in telling:
            held[at].add(forms[at], "word")
        held[at].parts = alone.parts
    for left, right in pairwise(kept):
        _joined(held[left], held[right], shelf)
    found = [held[at] for at in kept]
    for one in found:
        if any(letter.isdigit() for letter in one.word):
            one.weight = NUMBER
        elif folded(one.word) in DOING_FOLDED:
            one.weight = LESS
    return found


def known_as(word: str, shelf: Knows, *, whole: bool = True) -> Sought:
    """One word by itself: its form, what it means, and its parts."""
    one = Sought(word)
    for term, how in meant_by(word):
        one.add(term, how)
    if whole:
        one.parts = tuple(known_as(piece, shelf, whole=False) for piece in parts(word, shelf.pieces))
    return one


def meant_by(word: str) -> Iterator[tuple[str, How]]:
    """The terms that count as a word by itself, and how: its form, and what it means."""
    own = form(word)
    yield own, "word"
    for number in everyday().by_phrase.get((own,), ()):
        yield meaning(number), "meaning"


def _joined(left: Sought, right: Sought, shelf: Knows) -> None:
    """Two words that are one word ("hage avfall") count as that one, when it is known."""
    for between in ("", "s", "e"):
        whole = left.word + between + right.word
        if shelf.stands(form(whole)) or (form(whole),) in everyday().by_phrase:
            for term, (worth, how) in known_as(whole, shelf, whole=False).terms.items():
                left.add(term, how, times=worth / AS[how])
                right.add(term, how, times=worth / AS[how])
