"""What has changed between two savings of a page, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from torg.catalogue.content import Content
from torg.catalogue.kinds import FACTS, LANGUAGES, TEXTS, Part

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST = 6000  # words; beyond it a text is shown as a whole taken out and a whole put in


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: ``what`` is same, new or gone."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A part that changed; ``language`` is "" for a fact."""

    language: str
    part: Part
    pieces: tuple[Piece, ...]


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts: those that stayed, came and went, in reading order."""
    if before == after:
        return (Piece("same", after),) if after else ()
    old, new = WORDS.findall(before), WORDS.findall(after)
    if not old or not new or len(old) + len(new) > MOST:
        return tuple(Piece(what, said) for what, said in (("gone", before), ("new", after)) if said)
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if a < b else []
        pieces += [Piece("new", "".join(new[c:d]))] if c < d else []
    return tuple(pieces)


def changes(kind: str, before: Content, after: Content) -> Iterator[Change]:
    """Every part of a page that differs, texts by language first."""
    for language in LANGUAGES:
        old, new = before.words.get(language, {}), after.words.get(language, {})
        for part in TEXTS[kind]:
            if old.get(part.key, "") != new.get(part.key, ""):
                yield Change(language, part, word_diff(said(old.get(part.key)), said(new.get(part.key))))
    for part in FACTS[kind]:
        if before.facts.get(part.key) != after.facts.get(part.key):
            yield Change("", part, word_diff(said(before.facts.get(part.key)), said(after.facts.get(part.key))))


def said(value: Any) -> str:
    """The value of a part as a text that two of can be laid side by side: a line for each of several."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, tuple | list):
        return "\n".join(said(one) for one in value)
    if isinstance(value, dict):
        return " · ".join(f"{key}: {one}" if isinstance(one, bool) else str(one) for key, one in value.items())
    return str(value)
