"""A place in a strategy file while it is read: where we stand, and what we found to be wrong there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from torg.strategy.positions import Path, line_of
from torg.strategy.problems import Problem


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that names something else in the file: one of ``tables``, or one of the known ``words``."""

    spot: Spot
    word: str
    tables: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(slots=True)
class Notes:
    """Everything found while reading one file; ``homes`` are the tables in which each key may stand."""

    file: str
    lines: Mapping[Path, int]
    homes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def problem(self, path: Path, what: str, mend: str) -> Problem:
        """A problem at a path, with its file and line."""
        line = line_of(self.lines, path)
        key = key_in_words(path)
        where = f"{self.file}:{line}" if line else self.file
        return Problem(f"{where}, {key}" if key else where, what, mend, self.file, line, key)


@dataclass(frozen=True, slots=True)
class Spot:
    """One key or table of the file."""

    notes: Notes
    path: Path = ()

    def at(self, key: str | int) -> Spot:
        """The spot one step further in."""
        return Spot(self.notes, (*self.path, key))

    def fault(self, what: str, mend: str) -> None:
        """Note that the file is wrong here."""
        self.notes.problems.append(self.notes.problem(self.path, what, mend))

    def refers(self, word: str, tables: tuple[str, ...], words: tuple[str, ...] = ()) -> None:
        """Note that a word must name something; resolved when the whole file is read."""
        self.notes.references.append(Reference(self, word, tables, words))


def key_in_words(path: Path) -> str:
    """A path as it is written: ``channels.email.use[0]``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text
