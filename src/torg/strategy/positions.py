"""On which line each key of a TOML text stands; ``tomllib`` says it for faults in the syntax only."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|' + _QUOTED.pattern, re.DOTALL)
_SCALAR = re.compile(r"[^\s,\]}#]+(?: [0-9]{2}:[^\s,\]}#]+)?")


class _Scanner:
    """Walks through a text that ``tomllib`` has accepted, and notes where each key begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def scan(self) -> Mapping[Path, int]:
        base: Path = ()
        self._skip()
        while self.at < len(self.text):
            start = self.at
            if self.text.startswith("[[", start):
                self.at += 2
                base = self._appended(self._key())
                self.at += 2
                self._note(base, start)
            elif self.text[start] == "[":
                self.at += 1
                base = self._inside(self._key())
                self.at += 1
                self._note(base, start)
            else:
                self._pair(base)
            self._skip()
        return self.lines

    def _line(self, at: int) -> int:
        return bisect_left(self._ends, at) + 1

    def _note(self, path: Path, at: int) -> None:
        line = self._line(at)
        for length in range(len(path), 0, -1):
            self.lines.setdefault(path[:length], line)

    def _inside(self, path: Path) -> Path:
        """The path with the newest index put after every array of tables on the way."""
        whole: Path = ()
        for part in path:
            whole = (*whole, part)
            if whole in self._counts:
                whole = (*whole, self._counts[whole] - 1)
        return whole

    def _appended(self, path: Path) -> Path:
        array = (*self._inside(path[:-1]), path[-1])
        self._counts[array] = self._counts.get(array, 0) + 1
        return (*array, self._counts[array] - 1)

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        if found:
            self.at = found.end()

    def _key(self) -> Path:
        parts: list[str | int] = []
        while True:
            self._skip()
            quoted = _QUOTED.match(self.text, self.at)
            found = quoted or _BARE.match(self.text, self.at)
            if found is None:  # tomllib accepted the text, so this does not happen
                raise ValueError(f"no key at line {self._line(self.at)}")
            self.at = found.end()
            parts.append(str(tomllib.loads(f"x = {found.group()}")["x"]) if quoted else found.group())
            self._skip()
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def _pair(self, base: Path) -> None:
        start = self.at
        path = (*base, *self._key())
        self._note(path, start)
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        if self.text[self.at] == "[":
            self._many("]", path)
        elif self.text[self.at] == "{":
            self._many("}", path)
        else:
            found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _many(self, end: str, path: Path) -> None:
        """The items of an array or an inline table, up to its ``end``."""
        self.at += 1
        index = 0
        self._skip()
        while self.at < len(self.text) and self.text[self.at] != end:
            if end == "]":
                self._note((*path, index), self.at)
                self._value((*path, index))
                index += 1
            else:
                self._pair(path)
            self._skip()
            if self.text.startswith(",", self.at):
                self.at += 1
                self._skip()
        self.at += 1


def positions(text: str) -> Mapping[Path, int]:
    """The line (from 1) of every table and key in a valid TOML text, by path: ``("channels", "email", "use", 0)``."""
    return _Scanner(text).scan()


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest table above it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0
