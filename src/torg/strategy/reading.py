"""Reads a strategy file: every fault in one go, each with its line; a sound file becomes frozen values."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date

from torg.strategy import building, checking, vocabulary
from torg.strategy.dating import undatable
from torg.strategy.grammar import Values
from torg.strategy.linting import lint
from torg.strategy.model import AssistantRule, Channel, Municipality, Rules, Strategy
from torg.strategy.notes import Notes, Spot
from torg.strategy.positions import positions
from torg.strategy.problems import Problem, StrategyFaulty
from torg.strategy.tables import GRAMMAR

_NAMED = (
    *("hours", "places", "units", "purposes", "fields", "lines"),
    *("transitions", "exemptions", "costs", "targets", "focus", "principles"),
)


# The longest of the five has 14,000 characters.
_LONGEST_FILE = 1_000_000

# What the TOML reader says, what it means, and how to mend it.
_SYNTAX = (
    ("Illegal character '\\n'", "A text is not closed before the line ends.", "Write the closing quotation mark."),
    ("Unterminated string", "A text is not closed before the file ends.", "Write the closing quotation mark."),
    ("Cannot overwrite", "The same key stands twice.", "Keep one of them."),
    ("Cannot declare", "The same heading stands twice.", "Keep one of them, or give them different names."),
    ("Duplicate inline table key", "The same key stands twice.", "Keep one of them."),
    ("Expected '=' after a key", "A key has no equals sign after it.", 'Write key = "value".'),
    ("Invalid value", "The value cannot be read.", "Write texts within quotation marks, lists within [ ]."),
    ("Invalid statement", "The line does not begin with a key or a heading.", "Write # first if it is a remark."),
    ("Expected newline or end of document", "Something stands after the value.", "Put it on a line of its own."),
    ("Expected ']' at the end of a table declaration", "A heading is not closed.", "Write [heading]."),
    ("Unclosed array", "A list is not closed.", "Write ] after the last item, and a comma between items."),
    ("Unclosed inline table", "A table in one line is not closed.", "Write } before the line ends."),
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
    text = text.removeprefix("\ufeff")  # some editors put a mark there that nobody sees
    if len(text) > _LONGEST_FILE:
        what = f"The file has {len(text)} characters, and a strategy has at most {_LONGEST_FILE}."
        return Reading(None, (Problem(name, what, "Look whether it is the right file.", name),))
    try:
        raw = tomllib.loads(text)
        lines = positions(text)
    except tomllib.TOMLDecodeError as error:
        return Reading(None, (_syntax(str(error), text, name),))
    except RecursionError:
        mend = "Write lists and tables of one or two levels."
        return Reading(None, (Problem(name, "Lists or tables stand too deep within each other.", mend, name),))
    except ValueError:
        mend = "Write a shorter number, or quotation marks if it is a text."
        return Reading(None, (Problem(name, "A number has too many digits to be read.", mend, name),))
    notes = Notes(name, lines, GRAMMAR.homes())
    found = GRAMMAR.read(raw, Spot(notes))
    checking.check(raw, found, notes)
    problems = tuple(sorted(notes.problems, key=lambda problem: problem.line))
    if problems:
        return Reading(None, problems)
    strategy = _strategy(found)
    undated = tuple(notes.problem(*each) for each in undatable(strategy))
    if undated:
        return Reading(None, undated)
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
        assistant=found.get("assistant", AssistantRule()),
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
    found = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(found.group(1)) if found else len(text.splitlines())
    for sign, what, mend in _SYNTAX:
        if sign in message:
            return Problem(f"{file}:{line}", what, mend, file, line)
    what = f"This is not valid TOML: {re.sub(r' *[(]at .*[)]', '', message)}."
    mend = "Look for a missing quotation mark, bracket or equals sign on this line or the one above."
    return Problem(f"{file}:{line}", what, mend, file, line)
