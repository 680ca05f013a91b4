"""What a reply is built from: a page with its parts as plain text, whom to contact, and how it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from torg.strategy.advice import ServiceFacts


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page as lines of plain text, in the language that the lines are really in."""

    lines: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The unit that answers for a page; ``hours`` are lines such as "Monday–Friday 09:00–15:00"."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """Where a service is used on the web; ``signs_in`` is that one needs a digital ID there."""

    label: str
    url: str
    signs_in: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """A published page for somebody who reads a language.

    ``language`` is the language of its title, ``parts`` what it says by part (catalogue/kinds.py), each in the asked
    language where it is written in it. ``hours`` are its own opening hours, ``time`` how long it takes, both in words.
    ``starts`` are where it is done on the web, ``service`` what channel advice needs to know, None for what is no
    service. ``topic`` is what the contact form calls it.
    """

    page_id: int
    key: str
    kind: str
    language: str
    title: str
    path: str
    parts: Mapping[str, Part] = field(default_factory=dict)
    hours: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    contact: Contact | None = None
    starts: tuple[Start, ...] = ()
    service: ServiceFacts | None = None
    topic: str = ""

    def lines(self, part: str) -> tuple[str, ...]:
        """The lines of a part, () when the page says nothing of it."""
        found = self.parts.get(part)
        return found.lines if found else ()
