"""Questions of a survey and the answers to them, as frozen values: a scale from 1 to 5, a choice, or a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from torg.participation import cleaning

SCALE, CHOICE, TEXT = "scale", "choice", "text"
STEPS = (1, 2, 3, 4, 5)
MOST_QUESTIONS, MOST_CHOICES, LONGEST_ANSWER = 3, 8, 1000


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``choices`` are the words to choose from, for a choice only."""

    kind: str
    text: str
    choices: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"kind": self.kind, "text": self.text, "choices": list(self.choices)}

    def read(self, value: Any) -> int | str | None:
        """An answer as it is stored: a step of the scale, the place of a choice, or a masked text; None for nothing."""
        if self.kind == TEXT:
            return cleaning.comment(str(value or ""))[:LONGEST_ANSWER] or None
        number = int(value) if str(value).isascii() and str(value).isdigit() and len(str(value)) < 3 else -1
        fine = number in STEPS if self.kind == SCALE else 0 <= number < len(self.choices)
        return number if fine else None


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to one question: how many said what, or the texts in the order of the alphabet."""

    question: Question
    counts: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]
    mean: float | None


def stored(data: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Questions as the database holds them."""
    return tuple(Question(one["kind"], one["text"], tuple(one["choices"])) for one in data)


def result(question: Question, answers: Sequence[Any]) -> Result:
    """Adds up what was answered to one question; nothing tells which answers belong together."""
    said = [one for one in answers if one is not None]
    if question.kind == TEXT:
        return Result(question, (), tuple(sorted(str(one) for one in said)), None)
    counted = Counter(said)
    if question.kind == SCALE:
        mean = round(sum(said) / len(said), 1) if said else None
        return Result(question, tuple((str(step), counted[step]) for step in STEPS), (), mean)
    rows = tuple((word, counted[place]) for place, word in enumerate(question.choices))
    return Result(question, rows, (), None)
