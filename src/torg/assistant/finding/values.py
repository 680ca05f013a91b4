"""What is put in to be found, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["word", "part", "meaning", "spelling", "beginning"]
Where = Literal["title", "words", "summary", "text"]
Key = int | str


@dataclass(frozen=True, slots=True)
class Text:
    """What an entry says in one language; ``words`` are what people call it."""

    language: str
    title: str
    words: tuple[str, ...] = ()
    summary: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found, a page for one, in each of its languages.

    ``audience`` is whom it is for, () = everybody; ``popularity`` how much it is used beside others, 0 = never;
    ``learnt`` are questions that were found to be answered by it, in whichever language.
    """

    key: Key
    kind: str
    texts: tuple[Text, ...]
    audience: tuple[str, ...] = ()
    popularity: float = 0.0
    learnt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """What of a question stands where on a page: ``found`` is the word as it stands there, to be marked."""

    asked: str
    found: str
    how: How
    where: Where


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found, in the asker's language where it has it; ``score`` from 0 to somewhat over 1."""

    page_id: int
    kind: str
    language: str
    title: str
    summary: str
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first; ``corrected`` is the question as it was understood, "" when it was taken as it
    stood."""

    hits: tuple[Hit, ...]
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page offered to somebody who is still writing."""

    page_id: int
    kind: str
    language: str
    title: str
