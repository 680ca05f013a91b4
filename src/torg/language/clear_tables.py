"""The tables of each language in the shape in which a text is held against them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from torg.language import words_da, words_en, words_nb, words_nn

MODULES: Mapping[str, ModuleType] = {"nb": words_nb, "nn": words_nn, "da": words_da, "en": words_en}
OFFICIALESE, PARTICIPLE, SHORTENED = "officialese", "participle", "abbreviation"
PRESENT_ENDING = {"nb": "r", "nn": "r", "da": "r", "en": ""}
WE = {"nb": "vi", "nn": "vi", "da": "vi", "en": "we"}


@dataclass(frozen=True, slots=True)
class Tables:
    """What a text in a language is held against.

    ``phrases`` maps the first word to (all words, code, what to write instead), the longest first. ``passive`` maps
    a verb in its -s form to what to write, ``participles`` one that follows bli, blive or be.
    """

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    passive: Mapping[str, str]
    participles: Mapping[str, str]
    deponent: frozenset[str]
    light: frozenset[str]
    verb_of_noun: Mapping[str, str]


@lru_cache
def tables(language: str) -> Tables:
    """The tables of a language; those of English where there are none."""
    code = language if language in MODULES else "en"
    words = MODULES[code]
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for text, kind in ((words.INSTEAD, OFFICIALESE), (words.PARTICIPLES, PARTICIPLE), (words.SHORT, SHORTENED)):
        for said, instead in _pairs(text):
            phrase = tuple(said.split())
            phrases.setdefault(phrase[0], []).append((phrase, kind, instead))
    passive, participles = _verbs(code, words.VERBS)
    return Tables(
        phrases={first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in phrases.items()},
        passive=passive,
        participles=participles,
        deponent=frozenset(words.DEPONENT),
        light=frozenset(words.LIGHT),
        verb_of_noun=dict(_nouns(words.FROM_NOUN)),
    )


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    for line in text.strip().splitlines():
        said, _arrow, instead = line.partition("->")
        for one in said.split("|"):
            if one.strip():
                yield one.strip(), instead.strip()


def _nouns(text: str) -> Iterable[tuple[str, str]]:
    for pair in text.split("|"):
        noun, _space, verb = pair.strip().partition(" ")
        yield noun, verb


def _verbs(code: str, text: str) -> tuple[dict[str, str], dict[str, str]]:
    passive, participles = {}, {}
    for entry in text.split("|"):
        verb, *rest = entry.split()
        participle = rest[0] if rest else (f"{verb[:-1]}t" if code != "en" else f"{verb}ed")
        present = rest[1] if len(rest) > 1 else f"{verb}{PRESENT_ENDING[code]}"
        said = f"{WE[code]} {present}"
        participles[participle] = said
        if code == "nn":
            passive[f"{verb[:-1] if verb[-1] in 'ea' else verb}ast"] = said
        elif code != "en":
            passive[f"{verb}s"] = said
        if code == "da" and not rest:
            participles[f"{verb}t"] = said
    return passive, participles
