"""How good answers are: asked for questions whose right answers are known, what is found, and how sure it was."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from torg.assistant.finding.answering import SURE, confidence_of
from torg.assistant.finding.confidence import Confidence
from torg.assistant.finding.fitting import fitting
from torg.assistant.finding.ranking import ordered
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.understanding import understand
from torg.assistant.finding.values import Entry, Key, Text

LOOKED_AT = 10  # places at which a right answer counts for something
PRECISE = 0.95  # of what is answered, what is right, where coverage is told
LEAST = 20  # questions below which no precision is told


class Unreadable(Exception):
    """A line of a file that is no question or no entry; ``line`` is its number."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the keys of what answers it, none when nothing does; ``kind`` is how it is counted."""

    question: str
    language: str
    kind: str
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: the place of the first right answer, from 1, 0 for none; how sure the first was."""

    question: Question
    place: int
    confidence: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1: right at the first place, among three, and the mean of one divided by the place."""

    count: int
    first: float
    three: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Answered:
    """Of the questions that have an answer ``asked``, answered when the confidence is at least ``threshold``; ``right``
    are those of them that were; ``in_vain`` is what was answered of questions that have none. Shares from 0 to 1."""

    threshold: float
    asked: float
    right: float
    in_vain: float


def read_questions(lines: Iterable[str]) -> list[Question]:
    """The questions of a JSON-lines file: ``question`` (or ``q``), ``language`` (``lang``), ``expected`` (``gold``,
    left out where nothing answers it), ``kind`` (``set``). Raises Unreadable."""
    return [
        Question(
            question=_text(line, at, "question", "q"),
            language=str(line.get("language") or line.get("lang") or "nb"),
            kind=str(line.get("kind") or line.get("set") or line.get("country") or ""),
            expected=frozenset(map(str, line.get("expected") or line.get("gold") or ())),
        )
        for at, line in _lines(lines)
    ]


def read_entries(lines: Iterable[str]) -> list[Entry]:
    """Entries in one language from a JSON-lines file: ``id``, ``title``, ``body``, ``themes``, ``syn_dev``.

    What else stands on a line, titles in other languages for one, is left out, because questions may ask for it.
    Raises Unreadable.
    """
    return [
        Entry(
            key=_text(line, at, "id"),
            kind=str(line.get("kind") or "article"),
            texts=(
                Text(
                    language=str(line.get("lang") or "nb"),
                    title=str(line.get("title") or ""),
                    words=tuple(map(str, line.get("syn_dev") or ())),
                    summary=str(line.get("body") or ""),
                    text="\n".join(map(str, line.get("themes") or ())),
                ),
            ),
        )
        for at, line in _lines(lines)
    ]


def asked(
    questions: Iterable[Question], shelf: Shelf, confidence: Confidence, key_of: Callable[[Key], str] = str
) -> list[Outcome]:
    """What comes of each question; all entries compete, also those that would fit too badly to be shown."""
    return [_asked(question, shelf, confidence, key_of) for question in questions]


def _asked(question: Question, shelf: Shelf, confidence: Confidence, key_of: Callable[[Key], str]) -> Outcome:
    start = time.perf_counter()
    said = understand(question.question, shelf)
    fits = fitting(said, shelf)
    found = ordered(fits, shelf, LOOKED_AT)
    sure = confidence_of(said, fits, shelf, confidence, found) if found else 0.0
    took = (time.perf_counter() - start) * 1000
    keys = (key_of(one.entry.key) for one in found)
    place = next((at for at, key in enumerate(keys, 1) if key in question.expected), 0)
    return Outcome(question, place, sure, took)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of questions that have an answer; of none all are 0."""
    places = [one.place for one in outcomes]
    count = max(1, len(places))
    return Figures(
        len(places),
        first=sum(place == 1 for place in places) / count,
        three=sum(1 <= place <= 3 for place in places) / count,
        mrr=sum(1 / place for place in places if place) / count,
    )


def answered(outcomes: Sequence[Outcome], threshold: float = SURE) -> Answered:
    """What is answered at a threshold."""
    having = [one for one in outcomes if one.question.expected]
    vain = [one for one in outcomes if not one.question.expected]
    given = [one for one in having if one.confidence >= threshold]
    return Answered(
        threshold,
        asked=len(given) / max(1, len(having)),
        right=sum(one.place == 1 for one in given) / max(1, len(given)),
        in_vain=sum(one.confidence >= threshold for one in vain) / max(1, len(vain)),
    )


def precise(outcomes: Sequence[Outcome], precision: float = PRECISE) -> Answered | None:
    """What is answered at the lowest threshold at which so much of it is right; None where none is.

    Questions that have an answer count four fifths of all and the others one fifth, however many there are of each.
    """
    having = sum(bool(one.question.expected) for one in outcomes)
    vain = len(outcomes) - having
    weights = (0.2 / max(1, vain), (0.8 if vain else 1.0) / max(1, having))
    best = None
    given = right = 0.0
    ranked = sorted(outcomes, key=lambda one: -one.confidence)
    for at, one in enumerate(ranked, 1):
        weight = weights[bool(one.question.expected)]
        given += weight
        right += weight * (one.place == 1)
        is_last = at == len(ranked) or ranked[at].confidence < one.confidence
        if is_last and at > LEAST and right / given >= precision:
            best = one.confidence
    return None if best is None else answered(outcomes, best)


def _lines(lines: Iterable[str]) -> Iterable[tuple[int, Mapping[str, Any]]]:
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
        except ValueError as error:
            raise Unreadable(at) from error
        if not isinstance(read, dict):
            raise Unreadable(at)
        yield at, read


def _text(line: Mapping[str, Any], at: int, *names: str) -> str:
    said = next((line[name] for name in names if isinstance(line.get(name), str)), None)
    if said is None:
        raise Unreadable(at)
    return str(said)
