"""Phrases of a table, looked for in what somebody says.

A line of a table is a phrase. ``*`` at the end of a word stands for any ending, ``(a|b)`` for one of several words,
``?`` after a word that it may be missing, ``~`` for up to three words of any kind, and ``@name`` for a group of words
that its file names. The tables are kept in the TOML files beside this one, where they can be read and mended as words.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

WORD = re.compile(r"[0-9a-zæøåü]+")
GROUP = re.compile(r"@([a-z]+)")
PART = re.compile(r"\([^)]*\)[?*]?|\S+")
BETWEEN = r"(?:\w+ ){0,3}"
TYPED_OTHERWISE = str.maketrans({"ä": "æ", "ö": "ø", "é": "e", "è": "e", "ê": "e", "ó": "o", "ò": "o", "ô": "o"})
APOSTROPHES = re.compile(r"(?<=\w)['’`´](?=\w)")


def said(text: str) -> str:
    """A text as the phrases see it: its words in small letters, one space before and after each, no signs.

    "Hjelp, det BRENNER!" is " hjelp det brenner "; a text without words is " ".
    """
    lower = unicodedata.normalize("NFC", text).lower().translate(TYPED_OTHERWISE)
    return " " + "".join(f"{word} " for word in WORD.findall(APOSTROPHES.sub("", lower)))


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return said(text).split()


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a table, in one pattern."""

    pattern: re.Pattern[str]

    def stand_in(self, heard: str) -> bool:
        """Whether one of them stands in a text that `said` has made ready."""
        return self.pattern.search(heard) is not None

    def are_all_of(self, heard: str) -> bool:
        """Whether such a text is one of them and nothing more."""
        return self.pattern.fullmatch(heard.rstrip()) is not None

    def count_in(self, heard: str) -> int:
        """How many different ones stand in such a text."""
        return len({found[0] for found in self.pattern.finditer(heard)})

    def without(self, heard: str) -> str:
        """Such a text without them."""
        return self.pattern.sub("", heard)


def phrases(*tables: str) -> Phrases:
    """The phrases of one table or several, a line each; empty lines and what follows "#" are left out."""
    lines = [line.split("#")[0].strip() for table in tables for line in table.splitlines()]
    # Those of most words first, so that a phrase which begins like a shorter one is taken whole.
    found = sorted({line for line in lines if line}, key=lambda line: (-len(PART.findall(line)), line))
    return Phrases(re.compile(f" (?:{'|'.join(_pattern(line) for line in found)})(?![^ ])"))


def tables(name: str) -> Mapping[str, Phrases]:
    """The tables of a file, by their names."""
    found = tomllib.loads(files("torg.assistant.recognising").joinpath(name).read_text(encoding="utf-8"))
    groups: Mapping[str, str] = found.get("groups", {})
    return {key: phrases(GROUP.sub(lambda one: groups[one[1]], table)) for key, table in found["tables"].items()}


def _pattern(line: str) -> str:
    """The pattern of one phrase; a word that may be missing cannot be its last."""
    out = ""
    for part in PART.findall(line):
        if part == "~":
            out += BETWEEN
            continue
        one = _longest_first(part.rstrip("?")).replace("*", r"\w*")
        out += f"(?:{one} )?" if part.endswith("?") else f"{one} "
    if not out.endswith(" "):
        raise ValueError(f"a phrase must end with a word: {line!r}")
    return out[:-1]


def _longest_first(part: str) -> str:
    """One of several words, as a pattern that takes "ja takk" whole where "ja" stands there too."""
    if not part.startswith("("):
        return part
    inside, _, ending = part[1:].rpartition(")")
    return f"(?:{'|'.join(sorted(inside.split('|'), key=len, reverse=True))}){ending}"
