"""The words of the demo's people, from the files in `data`: what they write, and what they are answered."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from torg.config.demo.place import DATA

HOME = {"NO": ("nb", "nn"), "DK": ("da",)}
"""The languages at home in a country, for which there are names of streets."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Something that people write about; ``about`` is the key of a service, "" for none."""

    about: str
    subjects: tuple[str, ...]
    text: str
    answer: str
    file: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language; ``questions`` are asked after an answer, each with its own answer.

    ``turns`` are what is said when an enquiry is handed over, takes longer, waits for its sender, or comes again.
    """

    language: str
    greetings: tuple[str, ...]
    partings: tuple[str, ...]
    hello: str
    letters: tuple[Letter, ...]
    more: tuple[str, ...]
    questions: tuple[Letter, ...]
    thanks: str
    away: Letter
    spam: Letter
    typing_error: Letter
    turns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class People:
    """Names and places of one country, and of one language where they differ."""

    phone: str
    first: tuple[str, ...]
    last: tuple[str, ...]
    staff: tuple[str, ...]
    streets: tuple[str, ...]
    places: tuple[str, ...]
    child: tuple[str, ...]
    school: tuple[str, ...]
    domains: tuple[str, ...]
    businesses: tuple[tuple[str, str], ...]


@cache
def table(name: str) -> Mapping[str, Any]:
    """One of the files in `data`."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def phrases(language: str) -> Phrases:
    """The words of a language."""
    said = table(language)
    return Phrases(
        language=language,
        greetings=tuple(said["greetings"]),
        partings=tuple(said["partings"]),
        hello=said["hello"],
        letters=tuple(_letter(one) for one in said["letters"]),
        more=tuple(one["text"] for one in said["more"]),
        questions=tuple(_letter(one) for one in said["questions"]),
        thanks=said["thanks"]["text"],
        away=_letter(said["away"]),
        spam=_letter(said["spam"]),
        typing_error=_letter({"about": "building-permit", **said["typing_error"]}),
        turns=said["turns"],
    )


def _letter(said: Mapping[str, Any]) -> Letter:
    subjects = said.get("subjects") or [said.get("subject", "")]
    return Letter(
        about=said.get("about", ""),
        subjects=tuple(subjects),
        text=said["text"],
        answer=said.get("answer", ""),
        file=said.get("file", ""),
        sensitive=said.get("sensitive", False),
    )


def people(country: str, language: str) -> People:
    """The names and places of a country."""
    said = table("people")[country if country in HOME else "NO"]
    streets = said["streets"]
    return People(
        phone=said["phone"],
        first=tuple(said["first"]),
        last=tuple(said["last"]),
        staff=tuple(said["staff"]),
        streets=tuple(streets.get(language) or next(iter(streets.values()))),
        places=tuple(said["places"]),
        child=tuple(said["child"]),
        school=tuple(said["school"]),
        domains=tuple(said["domains"]),
        businesses=tuple((one["name"], one["email"]) for one in said["businesses"]),
    )
