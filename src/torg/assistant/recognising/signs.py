"""Danger told by its parts: who it is about, what happens to them, what makes it urgent.

No list of sentences foresees how somebody cries for help. So `danger.toml` names the parts, each with its words in four
languages, and says which of them together tell of danger, in any order and within a few words of each other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeVar

from torg.assistant.recognising.phrases import Phrases, phrases, said
from torg.assistant.recognising.slips import Slips

NEAR = 12  # words from the first part to the last
END = "¶"  # stands between the sentences of a text
SENTENCE = re.compile(r"[.!?\n]+(?:\s|$)")
ALTERNATIVES = re.compile(r"\(([^()]*)\)")
SHORTEST = 3  # letters of a word that an ending or a beginning may be added to

Kind = TypeVar("Kind", bound=str)
Places = Sequence[tuple[int, int]]
"""Where a part stands: its first word and the one after its last."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of danger, and how their words are found: whole, by how they begin or end, and as phrases."""

    whole: Mapping[str, frozenset[str]]
    beginning: Mapping[str, frozenset[str]]
    ending: Mapping[str, frozenset[str]]
    phrased: Mapping[str, Phrases]

    def has(self, word: str) -> bool:
        """Whether a word stands for one of them by itself."""
        return any(self._of_word(word))

    def in_text(self, heard: str) -> dict[str, list[tuple[int, int]]]:
        """Where each part stands in a text that `phrases.said` has made ready."""
        found: dict[str, list[tuple[int, int]]] = {}
        for at, word in enumerate(heard.split()):
            for part in (END,) if word == END else self._of_word(word):
                found.setdefault(part, []).append((at, at + 1))
        for part, its in self.phrased.items():
            for match in its.pattern.finditer(heard):
                first = heard.count(" ", 0, match.start() + 1) - 1
                found.setdefault(part, []).append((first, first + match[0].count(" ")))
        return found

    def _of_word(self, word: str) -> Iterator[str]:
        yield from self.whole.get(word, ())
        for cut in range(SHORTEST, len(word) + 1):
            yield from self.beginning.get(word[:cut], ())
            yield from self.ending.get(word[-cut:], ())


@dataclass(frozen=True, slots=True)
class Rule:
    """What tells of danger: each of ``all_of`` by any of its parts, and none of ``none_of`` beside them."""

    all_of: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...]

    def holds(self, found: Mapping[str, Places]) -> bool:
        """Whether its parts stand near each other, each in words of its own, and nothing in the same sentence makes it
        something else."""
        choices: list[Places] = []
        for any_of in self.all_of:
            places = [place for part in any_of for place in found.get(part, ())]
            if not places:
                return False
            choices.append(places)
        choices.sort(key=len)
        against = [place for part in self.none_of for place in found.get(part, ())]
        ends = found.get(END, ())
        return any(not _stands_beside(against, chosen, ends) for chosen in _near_each_other(choices, ()))


@dataclass(frozen=True, slots=True)
class Danger:
    """What `danger.toml` says: the parts, and for each kind its rules."""

    parts: Parts
    slips: Slips
    rules: Mapping[str, tuple[Rule, ...]]

    def mended(self, text: str) -> str:
        """A text as `phrases.said` makes it ready, with slips of the pen put right in what is no word of its parts."""
        return " " + "".join(f"{self._mended(word)} " for word in said(text).split())

    def _mended(self, word: str) -> str:
        return word if self.parts.has(word) else self.slips.meant(word) or word

    def told(self, text: str, kinds: Sequence[Kind]) -> Kind | Literal[""]:
        """The first of these kinds that a text tells of; "" for none."""
        found = self.parts.in_text(f" {END}".join(self.mended(sentence) for sentence in SENTENCE.split(text)))
        return next((kind for kind in kinds if any(rule.holds(found) for rule in self.rules[kind])), "")


def danger(name: str) -> Danger:
    """The danger that the file of that name tells of.

    A part that a rule names and the file does not have, or that no rule names, is a `ValueError`.
    """
    read = tomllib.loads(files("torg.assistant.recognising").joinpath(name).read_text(encoding="utf-8"))
    rules = {
        kind: tuple(_rule(line, read["unless"][kind]) for line in filter(None, table.split("\n")))
        for kind, table in read["told"].items()
    }
    named = {
        part for its in rules.values() for rule in its for any_of in (*rule.all_of, rule.none_of) for part in any_of
    }
    if unknown := named ^ read["words"].keys():
        raise ValueError(f"{name}: a part that is named and has no words, or the other way: {sorted(unknown)}")
    return Danger(_parts(read["words"]), Slips.of(frozenset(read["mistyped"].split())), rules)


def _near_each_other(choices: Sequence[Places], chosen: tuple[tuple[int, int], ...]) -> Iterator[Places]:
    """Every choice of one place for each part that keeps them near each other and apart."""
    if len(chosen) == len(choices):
        yield chosen
        return
    for place in choices[len(chosen)]:
        both = (*chosen, place)
        if place not in chosen and max(end for _, end in both) - min(first for first, _ in both) <= NEAR:
            yield from _near_each_other(choices, both)


def _stands_beside(places: Places, chosen: Places, ends: Places) -> bool:
    """Whether one of the places is near the chosen ones, with no end of a sentence between."""
    first, last = min(first for first, _ in chosen), max(end for _, end in chosen)
    first, last = (
        max([first - NEAR, *(end for _, end in ends if end <= first)]),
        min([last + NEAR, *(at for at, _ in ends if at >= last)]),
    )
    return any(first <= at and end <= last for at, end in places)


def _rule(line: str, unless: str) -> Rule:
    told, _, beside = line.partition(" - ")
    return Rule(
        all_of=tuple(tuple(_names(any_of)) for any_of in told.split("+")),
        none_of=(*_names(beside), *_names(unless)),
    )


def _names(line: str) -> list[str]:
    return [name.strip() for name in line.split("|") if name.strip()]


def _parts(words: Mapping[str, str]) -> Parts:
    """The words of each part, sorted by how they are found."""
    whole: dict[str, set[str]] = {}
    beginning: dict[str, set[str]] = {}
    ending: dict[str, set[str]] = {}
    phrased: dict[str, list[str]] = {}
    for part, table in words.items():
        for line in filter(None, table.split("\n")):
            one = ALTERNATIVES.fullmatch(line)
            for form in one[1].split("|") if one else [line]:
                if not re.fullmatch(r"\*?\w+|\w+\*", form):
                    phrased.setdefault(part, []).append(form)
                    continue
                table_of = ending if form.startswith("*") else beginning if form.endswith("*") else whole
                table_of.setdefault(form.strip("*"), set()).add(part)
    return Parts(
        whole={word: frozenset(its) for word, its in whole.items()},
        beginning={word: frozenset(its) for word, its in beginning.items()},
        ending={word: frozenset(its) for word, its in ending.items()},
        phrased={part: phrases("\n".join(lines)) for part, lines in phrased.items()},
    )
