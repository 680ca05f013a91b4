"""What is wrong with a strategy file, where, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or warning: ``where`` reads as a place in words, ``line`` counts from 1 (0 = the file as a whole)."""

    where: str
    what: str
    mend: str
    file: str = ""
    line: int = 0
    key: str = ""

    def sentence(self) -> str:
        """The problem as one line of text, fit for a terminal."""
        return f"{self.where}: {self.what} {self.mend}".strip()

    def to_json(self) -> dict[str, str | int]:
        """The problem as plain values."""
        return asdict(self)


class StrategyFaulty(Exception):
    """A strategy file that cannot be used; ``problems`` holds every fault that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence() for problem in self.problems))


def nearest(word: str, words: Iterable[str]) -> str:
    """The known word most like a misspelt one, or "" when nothing is near."""
    found = difflib.get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)
    return found[0] if found else ""


def instead(word: str, words: Sequence[str], *, or_else: str = "Write one of") -> str:
    """How to mend an unknown word: the nearest known one, or the list of them."""
    near = nearest(word, words)
    if near:
        return f'Did you mean "{near}"?'
    if not words:
        return "The file defines none."
    return f"{or_else}: {', '.join(words)}."
