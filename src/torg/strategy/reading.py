"""Reads a strategy file: every fault in one go, each with its line; a sound file becomes frozen values."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date

from torg.strategy import building, checking, vocabulary
from torg.strategy.grammar import Values
from torg.strategy.linting import lint
from torg.strategy.model import Channel, Municipality, Rules, Strategy
from torg.strategy.notes import Notes, Spot
from torg.strategy.positions import positions
from torg.strategy.problems import Problem, StrategyFaulty
from torg.strategy.tables import GRAMMAR

_NAMED = (
    *("hours", "places", "units", "purposes", "fields", "lines"),
    *("transitions", "exemptions", "costs", "targets", "focus", "principles"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave: the strategy where it is sound, every fault, and what is legal but unwise."""

    strategy: Strategy | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def read(text: str, *, name: str = "strategy.toml", today: date | None = None) -> Reading:
    """Read a strategy; never raises for what the text says.

    ``name`` is the file's name in the messages; with ``today`` the warnings also tell of days that have passed.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Reading(None, (_syntax(str(error), text, name),))
    notes = Notes(name, positions(text))
    found = GRAMMAR.read(raw, Spot(notes))
    checking.check(raw, found, notes)
    problems = tuple(sorted(notes.problems, key=lambda problem: problem.line))
    if problems:
        return Reading(None, problems)
    strategy = _strategy(found)
    return Reading(strategy, (), lint(strategy, today=today, positions=notes.lines, file=name))


def load(text: str, *, name: str = "strategy.toml") -> Strategy:
    """The strategy in a text; raises ``StrategyFaulty`` with every fault."""
    reading = read(text, name=name)
    if reading.strategy is None:
        raise StrategyFaulty(reading.problems)
    return reading.strategy


def _strategy(found: Values) -> Strategy:
    municipality: Municipality = found["municipality"]
    priority = found.get("priority", {})
    named = {table: dict(found.get(table, {})) for table in _NAMED}
    return Strategy(
        municipality=municipality,
        calendar=building.calendar(found.get("calendar", {}), municipality.country),
        order=priority.get("order", ()),
        order_says=priority.get("says", ""),
        order_source=priority.get("source", ""),
        channels=_named_channels(found.get("channels", {}), municipality.languages[0]),
        promises=tuple(found.get("promises", {}).values()),
        replies=found.get("replies", ()),
        rules=found.get("rules", Rules()),
        **named,
    )


def _named_channels(channels: dict[str, Channel], language: str) -> dict[str, Channel]:
    """A channel without a name is called what its kind is called."""
    named = {}
    for key, channel in channels.items():
        usual = vocabulary.channel_kind_name(channel.kind, language)
        named[key] = channel if channel.name else replace(channel, name=usual[:1].upper() + usual[1:])
    return named


def _syntax(message: str, text: str, file: str) -> Problem:
    """A fault in the TOML itself, in plain words with its line."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = int(found.group(1)) if found else len(text.splitlines())
    what = re.sub(r"\s*\(at .*\)", "", message)
    mend = "Look for a missing quotation mark, bracket or equals sign on this line or the one above."
    if "overwrite" in what or "declare" in what or "twice" in what:
        what, mend = "The same key or heading stands twice.", "Keep one of them."
    return Problem(f"{file}:{line}", f"This is not valid TOML: {what}.".replace("..", "."), mend, file, line)
