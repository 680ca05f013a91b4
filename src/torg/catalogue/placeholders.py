"""What stands in curly brackets in a template: which there are, what each is called, and putting the values in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# The key is the same in every language; people may write it in their own.
LABELS = {
    "name": _("The sender's name"),
    "number": _("The number of the enquiry"),
    "subject": _("What the enquiry is about"),
    "due": _("The date of the promise"),
    "unit": _("The unit that has it"),
    "phone": _("The unit's phone number"),
    "service": _("The service"),
    "link": _("The sender's own link"),
    "today": _("Today's date"),
    "me": _("The name of the one who writes"),
}
ALIASES = {
    "navn": "name", "namn": "name", "nummer": "number", "nr": "number", "emne": "subject", "frist": "due",
    "svarfrist": "due", "dato": "due", "date": "due", "enhet": "unit", "eining": "unit", "enhed": "unit",
    "avdeling": "unit", "afdeling": "unit", "telefon": "phone", "tlf": "phone", "tjeneste": "service",
    "teneste": "service", "ydelse": "service", "lenke": "link", "lenkje": "link", "i dag": "today", "idag": "today",
    "meg": "me", "mig": "me", "mitt navn": "me", "namnet mitt": "me", "mit navn": "me", "my name": "me",
}  # fmt: skip
BRACKETS = re.compile(r"\{\s*([^{}\n]{0,40}?)\s*\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with the values in it; ``missing`` are the placeholders that had none and still stand there."""

    text: str
    missing: tuple[str, ...]


def canonical(text: str) -> str:
    """The text with every known placeholder under its key: "{ Navn }" becomes "{name}"."""
    return BRACKETS.sub(lambda match: f"{{{_key(match[1])}}}", text)


def unknown(text: str) -> list[str]:
    """The placeholders in a text that there are none of, as they were written; also a bracket that is alone."""
    wrong = [f"{{{said}}}" for said in _said(text) if _key(said) not in LABELS]
    alone = BRACKETS.sub("", text)
    return list(dict.fromkeys([*wrong, *(char for char in alone if char in "{}")]))


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Puts values in; an empty one counts as none. What stands in a value is never read as a placeholder."""
    missing: list[str] = []

    def put(match: re.Match[str]) -> str:
        key = _key(match[1])
        if values.get(key):
            return values[key]
        missing.append(key)
        return f"{{{key}}}"

    filled = BRACKETS.sub(put, text)
    return Filled(filled, tuple(dict.fromkeys(missing)))


def _said(text: str) -> Iterator[str]:
    return (match[1] for match in BRACKETS.finditer(text))


def _key(said: str) -> str:
    word = " ".join(said.lower().split())
    return ALIASES.get(word, word)
