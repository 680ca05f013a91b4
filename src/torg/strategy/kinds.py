"""The kinds of value a key may hold: each reads what the file says, and describes itself for the JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from torg.strategy import values
from torg.strategy.notes import Spot
from torg.strategy.problems import instead
from torg.strategy.values import Unreadable

Schema = dict[str, object]

# No figure that a municipality measures comes near it; a larger one is a slip of the hand.
_LARGEST = 10**12


class Kind(Protocol):
    """A kind of value. ``read`` returns None after noting a fault; ``words`` is what the documentation calls it."""

    def read(self, value: object, spot: Spot) -> object: ...

    def schema(self) -> Schema: ...

    def words(self) -> str: ...


def called(value: object) -> str:
    """What a TOML value is, in words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and abs(value) > _LARGEST:
        return "a number with too many digits"
    return str(value)


def _read_text(value: object, spot: Spot, parse: Callable[[str], object]) -> object:
    """Parse a text, noting what is unreadable."""
    if isinstance(value, bool) or not isinstance(value, str):
        if isinstance(value, int | float):
            spot.fault(f"{called(value)} is a number without a unit.", "Write the unit too, within quotation marks.")
        else:
            spot.fault(f"{called(value)} is not a text.", "Write it within quotation marks.")
        return None
    try:
        return parse(value)
    except Unreadable as trouble:
        spot.fault(trouble.what, trouble.mend)
        return None


@dataclass(frozen=True)
class Text:
    """Any text but an empty one."""

    def read(self, value: object, spot: Spot) -> object:
        if not isinstance(value, str):
            spot.fault(f"{called(value)} is not a text.", "Write it within quotation marks.")
            return None
        if not value.strip():
            spot.fault("The text is empty.", "Write something, or leave the key out.")
            return None
        return " ".join(value.split())

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"\S"}

    def words(self) -> str:
        return "text"


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, value: object, spot: Spot) -> object:
        if not isinstance(value, bool):
            spot.fault(f"{called(value)} is neither true nor false.", "Write true or false, without quotation marks.")
            return None
        return value

    def schema(self) -> Schema:
        return {"type": "boolean"}

    def words(self) -> str:
        return "true or false"


@dataclass(frozen=True)
class Whole:
    """A whole number between two bounds."""

    least: int
    most: int

    def read(self, value: object, spot: Spot) -> object:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            spot.fault(f"{called(value)} is not a whole number from {self.least} to {self.most}.", "Write digits only.")
            return None
        return value

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def words(self) -> str:
        return "whole number"


@dataclass(frozen=True)
class Word:
    """One of the words of the vocabulary."""

    known: Sequence[str]

    def read(self, value: object, spot: Spot) -> object:
        if not isinstance(value, str):
            spot.fault(f"{called(value)} is not a word within quotation marks.", instead("", self.known))
            return None
        if value not in self.known:
            spot.fault(f'"{value}" is not a known word here.', instead(value, self.known))
            return None
        return value

    def schema(self) -> Schema:
        return {"enum": list(self.known)}

    def words(self) -> str:
        return ", ".join(f"`{word}`" for word in self.known)


@dataclass(frozen=True)
class Ref:
    """The name of something else in the file (a key of one of ``tables``), or one of the known ``words``."""

    tables: tuple[str, ...]
    known: tuple[str, ...] = ()

    def read(self, value: object, spot: Spot) -> object:
        if not isinstance(value, str):
            spot.fault(f"{called(value)} is not a name within quotation marks.", "Write the name of what you mean.")
            return None
        spot.refers(value, self.tables, self.known)
        return value

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}

    def words(self) -> str:
        names = " or ".join(f"name from `[{table}]`" for table in self.tables)
        if len(self.known) == 1:
            return f"{names}, or `{self.known[0]}`"
        return f"{names}, or a known word" if self.known else names


@dataclass(frozen=True)
class Many:
    """A list of one kind, each item once."""

    item: Kind

    def read(self, value: object, spot: Spot) -> object:
        if not isinstance(value, list):
            spot.fault(f"{called(value)} is not a list.", f"Write it within square brackets: [{called(value)}].")
            return None
        if not value:
            spot.fault("The list is empty.", "Write something in it, or leave the key out.")
            return None
        found = []
        for index, item in enumerate(value):
            read = self.item.read(item, spot.at(index))
            if read is None:
                continue
            if read in found:
                spot.at(index).fault(f"{called(item)} is listed twice.", "Leave one of them out.")
            else:
                found.append(read)
        return tuple(found)

    def schema(self) -> Schema:
        return {"type": "array", "items": self.item.schema(), "minItems": 1, "uniqueItems": True}

    def words(self) -> str:
        return f"list: {self.item.words()}"


@dataclass(frozen=True)
class Parsed:
    """A text with a form of its own: a span, a percentage, opening hours ..."""

    parse: Callable[[str], object]
    pattern: str
    called: str = "text"

    def read(self, value: object, spot: Spot) -> object:
        return _read_text(value, spot, self.parse)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": self.pattern}

    def words(self) -> str:
        return self.called


@dataclass(frozen=True)
class Day:
    """A day, or the first or ``last`` day of a month or a year that is written as a text."""

    last: bool = False

    def read(self, value: object, spot: Spot) -> object:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2999:
            value = str(value)
        if not isinstance(value, str):
            spot.fault(f"{called(value)} is not a day.", 'Write a day 2026-03-31, a month "2026-03" or a year "2026".')
            return None
        return _read_text(value, spot, lambda text: values.day(text, last=self.last))

    def schema(self) -> Schema:
        return {"type": ["string", "integer"], "pattern": values.DAY_PATTERN}

    def words(self) -> str:
        return "day, month or year"


@dataclass(frozen=True)
class Threshold:
    """What a figure must reach: a percentage (read as 0..1) or a plain number."""

    def read(self, value: object, spot: Spot) -> object:
        if isinstance(value, str):
            read = _read_text(value, spot, values.percent)
            return read / 100 if isinstance(read, Decimal) else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            spot.fault(f"{called(value)} is not a number.", 'Write a number, or a percentage such as "80 %".')
            return None
        if not 0 <= value <= _LARGEST:  # neither holds for nan
            spot.fault(f"{called(value)} is not a number that can be reached.", f"Write one from 0 to {_LARGEST}.")
            return None
        return Decimal(str(value))

    def schema(self) -> Schema:
        return {
            "type": ["string", "number"],
            "pattern": values.PERCENT_PATTERN,
            "minimum": 0,
            "maximum": _LARGEST,
        }

    def words(self) -> str:
        return "percentage or number"


@dataclass(frozen=True)
class ByDay:
    """A table with days for keys: "2026-12-24", and where ``yearly`` also "12-24" for every year."""

    item: Kind
    yearly: bool = False

    def read(self, value: object, spot: Spot) -> object:
        if not isinstance(value, Mapping):
            spot.fault(f"{called(value)} is not a table of days.", 'Write { "2026-12-24" = ... }.')
            return None
        found: dict[object, object] = {}
        for key, item in value.items():
            when = _read_text(key, spot.at(key), values.day_of_any_year)
            read = self.item.read(item, spot.at(key))
            if isinstance(when, tuple) and not self.yearly:
                spot.at(key).fault(f'"{key}" has no year.', 'Write the whole day, for example "2026-12-24".')
            elif when is not None and read is not None:
                found[when] = read
        return found

    def schema(self) -> Schema:
        pattern = r"^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$" if self.yearly else r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        return {"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": self.item.schema()}

    def words(self) -> str:
        return f"table by day: {self.item.words()}"


def span_kind() -> Kind:
    """A length of time."""
    return Parsed(values.span, values.SPAN_PATTERN, "length of time")


def intervals_kind() -> Kind:
    """The opening hours of one day."""
    return Parsed(values.intervals, values.INTERVALS_PATTERN, "opening hours")
