"""Strategies for tests: the five that come with Torg, and small invented ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from torg.strategy.model import Strategy
from torg.strategy.reading import load

FOLDER = Path(__file__).parent.parent.parent / "strategies"
NAMES = ("alver", "drammen", "albertslund", "kongsvinger", "halsnaes")

GRANLI = """
[municipality]
name      = "Granli kommune"
country   = "NO"
languages = ["nb"]

[hours.office]
mon-fri = "09:00-15:00"

[channels.email]
[channels.phone]
hours = "office"

[promises.written]
what     = "answer"
channels = ["email"]
latest   = "5 working days"
"""


def text_of(name: str) -> str:
    """The text of one of the five files."""
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


@cache
def shipped(name: str) -> Strategy:
    """One of the five strategies."""
    return load(text_of(name), name=f"{name}.toml")


def granli(more: str = "", *, instead_of: tuple[str, str] = ("", "")) -> Strategy:
    """An invented municipality's strategy, with more lines, or some text put instead of other text."""
    return load(granli_text(more, instead_of=instead_of))


def granli_text(more: str = "", *, instead_of: tuple[str, str] = ("", "")) -> str:
    """The text of an invented municipality's strategy."""
    old, new = instead_of
    assert old in GRANLI
    return (GRANLI.replace(old, new) if old else GRANLI) + more
