"""How the words of a page read: a figure for the whole, and each place that could be plainer, part by part (ALV-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torg.catalogue.kinds import TEXTS
from torg.catalogue.text import plain
from torg.faces.desk.clarity import name_of, said_of
from torg.language.clear import ClearReport, check

OF_THE_WHOLE = frozenset({"no_you", "no_we"})
MOST = 20


@dataclass(frozen=True, slots=True)
class Hint:
    """A place that could be plainer: in which part ("" for the whole), what is the matter, what to write instead."""

    part: object
    name: str
    said: str
    instead: str


@dataclass(frozen=True, slots=True)
class Reads:
    """How the words of one language read; ``more`` is how many hints are not shown."""

    language: str
    report: ClearReport
    hints: tuple[Hint, ...]
    more: int


def reads(kind: str, language: str, said: Mapping[str, Any]) -> Reads | None:
    """How the texts of a page in a language read; None when nothing is written."""
    written = [(part, plain(str(said[part.key]))) for part in TEXTS[kind] if part.form == "text" and said.get(part.key)]
    if not written:
        return None
    whole = check("\n\n".join(text for _part, text in written), language=language)
    hints = [
        Hint(part.label, name_of(one), said_of(one), one.suggestion)
        for part, text in written
        for one in check(text, language=language).findings
        if one.code not in OF_THE_WHOLE
    ]
    hints += [Hint("", name_of(one), "", one.suggestion) for one in whole.findings if one.code in OF_THE_WHOLE]
    return Reads(language, whole, tuple(hints[:MOST]), max(len(hints) - MOST, 0))
