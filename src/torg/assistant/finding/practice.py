"""The index asks itself for what was hidden from it, and learns from that how sure it may be.

Of each entry a name is hidden, and asked for as it stands, in a sentence and with a slip; a fifth of the entries is
taken out altogether, and asked for in vain; and there is what nobody asks a municipality (``off_topic.txt``). Nothing
is left to chance: the same entries always make the same cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from zlib import crc32

from torg.assistant.finding.confidence import Confidence, Signs, signs, weights_for
from torg.assistant.finding.fitting import fitting
from torg.assistant.finding.reading import words
from torg.assistant.finding.shelf import Shelf, by_words, called
from torg.assistant.finding.understanding import understand
from torg.assistant.finding.values import Entry, Key, Text

MOST = 200  # entries that are asked for
AMONG = 400  # entries among which they are looked for
TAKEN_OUT = 5  # of so many entries one
# How much of all is asked: what there is an answer to, what is near to it, what is far from it.
ANSWERED, NEAR, FAR = 0.70, 0.15, 0.15
SENTENCES = {
    "nb": (
        "hvordan søker jeg om {}", "hva koster {} hos dere", "hei, jeg lurer på {}", "hvem kan hjelpe med {}",
        "gjelder {} også på lørdag",
    ),
    "nn": (
        "korleis søkjer eg om {}", "kva kostar {} hos dykk", "hei, eg lurer på {}", "kven kan hjelpe med {}",
        "gjeld {} òg på laurdag",
    ),
    "da": (
        "hvordan søger jeg om {}", "hvad koster {} hos jer", "hej, jeg har brug for {}", "hvem kan hjælpe med {}",
        "gælder {} også på lørdag",
    ),
    "en": (
        "how do I apply for {}", "how much is {} here", "hello, I have a question about {}", "who can help with {}",
        "is {} open on Saturday",
    ),
}  # fmt: skip
# What a name of ours stands in that is about something else; two words or more that no municipality writes about.
STRAY = {
    "nb": (
        "hva heter {} på portugisisk", "hvem vant {} i Brasil i fjor", "hvor mange kalorier har {}",
        "tegn en dinosaur med {}", "hvorfor drømmer jeg om {} og romvesener",
    ),
    "nn": (
        "kva heiter {} på portugisisk", "kven vann {} i Brasil i fjor", "kor mange kaloriar har {}",
        "teikn ein dinosaur med {}", "kvifor drøymer eg om {} og romvesen",
    ),
    "da": (
        "hvad hedder {} på portugisisk", "hvem vandt {} i Brasilien sidste år", "hvor mange kalorier har {}",
        "tegn en dinosaur med {}", "hvorfor drømmer jeg om {} og rumvæsener",
    ),
    "en": (
        "what is {} in Portuguese", "who won the {} in Brazil last year", "how many calories has {}",
        "draw a dinosaur with {}", "why do I dream of {} and aliens",
    ),
}  # fmt: skip
STRAYS = 100  # entries that are asked for so


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and the entries that answer it, none when nothing does."""

    question: str
    expected: frozenset[Key]
    is_far: bool = False


@cache
def off_topic() -> tuple[str, ...]:
    """What no municipality answers."""
    text = files("torg.assistant.finding").joinpath("off_topic.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def fitted(entries: Iterable[Entry]) -> Confidence:
    """How sure answers from these entries are."""
    every = sorted((entry for entry in entries if entry.texts), key=lambda entry: (_dice(entry), by_words(entry)))
    among = every[:AMONG]
    held: list[Entry] = []
    cases: list[Case] = []
    called_so = _called_so(among)
    for number, entry in enumerate(among):
        is_asked = number < MOST
        if is_asked and number % TAKEN_OUT == 0:
            cases += _asked_for(entry.texts[0].title, entry, entry.texts[0].language, expected=frozenset())
            continue
        left, hidden = _without_a_name(entry) if is_asked else (entry, None)
        held.append(left)
        if hidden is not None:
            cases += _asked_for(hidden[1], entry, hidden[0], expected=called_so[called(words(hidden[1]))])
        if is_asked:
            title = entry.texts[0].title
            expected = called_so[called(words(title))] | {entry.key}
            cases += _asked_for(title, entry, entry.texts[0].language, expected=expected)
    cases += [Case(line, frozenset(), is_far=True) for line in (*off_topic(), *_out_of_place(held[:STRAYS]))]
    return _fitted(cases, Shelf(held))


def _fitted(cases: Sequence[Case], shelf: Shelf) -> Confidence:
    seen: list[Signs] = []
    right: list[bool] = []
    kinds: list[float] = []
    for case in cases:
        asked = understand(case.question, shelf)
        fits = fitting(asked, shelf)
        best = fits.best(2)
        if not best:
            continue
        seen.append(signs(asked, fits, shelf, first=best[0], second=best[1] if len(best) > 1 else None))
        right.append(shelf.entries[best[0]].key in case.expected)
        kinds.append(FAR if case.is_far else ANSWERED if case.expected else NEAR)
    if not seen:
        return Confidence()
    counts = [kind * len(kinds) / kinds.count(kind) for kind in kinds]
    return Confidence(weights_for(seen, right, counts))


def _asked_for(name: str, entry: Entry, language: str, *, expected: frozenset[Key]) -> Iterator[Case]:
    """A name as it stands, in a sentence, and with a slip."""
    dice = _dice(entry)
    sentences = SENTENCES.get(language, SENTENCES["nb"])
    yield Case(name, expected)
    yield Case(sentences[dice % len(sentences)].format(name.lower()), expected)
    yield Case(_with_a_slip(name, dice), expected)


def _out_of_place(entries: Sequence[Entry]) -> Iterator[str]:
    """What an entry is called, asked for in a way in which it is not meant."""
    for entry in entries:
        text = min(entry.texts, key=lambda text: len(text.title))
        elsewhere = STRAY.get(text.language, STRAY["nb"])
        name = min((text.title, *text.words), key=len)
        yield elsewhere[_dice(entry) % len(elsewhere)].format(name.lower())


def _called_so(entries: Iterable[Entry]) -> Mapping[str, frozenset[Key]]:
    """The entries that are called so, for each name."""
    found: dict[str, set[Key]] = {}
    for entry in entries:
        for text in entry.texts:
            for name in (text.title, *text.words):
                found.setdefault(called(words(name)), set()).add(entry.key)
    return {name: frozenset(keys) for name, keys in found.items()}


def _without_a_name(entry: Entry) -> tuple[Entry, tuple[str, str] | None]:
    """The entry without one of its names in all of its languages, and that name with its language.

    An entry of one name keeps it.
    """
    names: dict[str, tuple[str, str]] = {}
    for text in entry.texts:
        for name in (text.title, *text.words):
            names.setdefault(called(words(name)), (text.language, name))
    names.pop("", None)
    if len(names) < 2:
        return entry, None
    key = sorted(names)[_dice(entry) % len(names)]
    return replace(entry, texts=tuple(_without(text, key) for text in entry.texts)), names[key]


def _without(text: Text, key: str) -> Text:
    title = "" if called(words(text.title)) == key else text.title
    return replace(text, title=title, words=tuple(name for name in text.words if called(words(name)) != key))


def _with_a_slip(name: str, dice: int) -> str:
    """One letter of the longest word left out, doubled, or swapped with the next."""
    word = max(name.split(), key=len, default="")
    if len(word) < 4:
        return name
    at = 1 + dice % (len(word) - 2)
    slipped = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )[dice // 7 % 3]
    return name.replace(word, slipped, 1)


def _dice(entry: Entry) -> int:
    """What decides for an entry: its name, so that the same pages are as sure wherever they lie."""
    first = entry.texts[0]
    return crc32(f"{first.language} {first.title}".encode())
