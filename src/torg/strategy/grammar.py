"""What a table of the strategy file is: its keys, what each holds, and how the table becomes a value.

One description serves the reader, the JSON Schema and the documentation, so that they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from torg.strategy.kinds import Kind, Schema, called
from torg.strategy.notes import Spot
from torg.strategy.problems import nearest

Values = dict[str, Any]
NAME = r"[a-z][a-z0-9_]*"


@dataclass(frozen=True)
class Key:
    """One key: what it holds and what it means."""

    kind: Kind
    doc: str
    required: bool = False


@dataclass(frozen=True)
class Keys:
    """All keys of one table, and those whose name follows a pattern (weekdays)."""

    doc: str
    keys: Mapping[str, Key]
    build: Callable[[str, Values], object]
    pattern: str = ""
    pattern_key: Key | None = None
    pattern_example: str = ""
    check: Callable[[Values, Spot], None] | None = None

    def read(self, value: object, spot: Spot) -> object:
        """The value of one table, or None after noting why there is none."""
        if not isinstance(value, Mapping):
            spot.fault(f"{called(value)} is not a table.", f"Write its keys below a heading: {self._known()}.")
            return None
        found, whole = self._read_keys(value, spot)
        for name, key in self.keys.items():
            if key.required and name not in value:
                spot.fault(f'"{name}" is missing.', f"Add {name}: {key.doc[:1].lower()}{key.doc[1:]}")
        if self.check and whole:
            self.check(found, spot)
        if any(key.required and name not in found for name, key in self.keys.items()):
            return None
        return self.build(str(spot.path[-1]) if spot.path else "", found)

    def _read_keys(self, value: Mapping[str, object], spot: Spot) -> tuple[Values, bool]:
        """What could be read, and whether that is everything (else a check would find what follows from a fault)."""
        found: Values = {}
        whole = all(name in value for name, key in self.keys.items() if key.required)
        for name, held in value.items():
            key = self.keys.get(name)
            if key is None and self.pattern_key and re.fullmatch(self.pattern, name):
                read = self.pattern_key.kind.read(held, spot.at(name))
                found.setdefault("by_pattern", {})[name] = read
            elif key is None:
                self._unknown(name, spot)
                continue
            else:
                read = key.kind.read(held, spot.at(name))
                if read is not None:
                    found[name] = read
            whole = whole and read is not None
        return found, whole

    def _unknown(self, name: str, spot: Spot) -> None:
        near, homes = nearest(name, self.keys), spot.notes.homes.get(name, ())
        if homes:
            mend = f'"{name}" belongs in {" or ".join(homes)}.'
        else:
            mend = f'Did you mean "{near}"?' if near else f"Known here: {self._known()}."
        spot.at(name).fault(f'There is no key "{name}" here.', mend)

    def _known(self) -> str:
        names = list(self.keys)
        if self.pattern_example:
            names.append(self.pattern_example)
        return ", ".join(names)

    def words(self) -> str:
        """What the documentation calls a table inside a table."""
        return "table: " + ", ".join(f"`{name}`" for name in self.keys)

    def schema(self) -> Schema:
        """The table as JSON Schema."""
        properties = {name: {**key.kind.schema(), "description": key.doc} for name, key in self.keys.items()}
        schema: Schema = {"type": "object", "description": self.doc, "properties": properties}
        if self.pattern_key:
            schema["patternProperties"] = {f"^{self.pattern}$": self.pattern_key.kind.schema()}
        required = [name for name, key in self.keys.items() if key.required]
        if required:
            schema["required"] = required
        return {**schema, "additionalProperties": False}


@dataclass(frozen=True)
class Named:
    """A table of tables, each under a name of its own: ``[channels.email]``."""

    keys: Keys

    def read(self, value: object, spot: Spot) -> object:
        """The values by name, in the order of the file."""
        if not isinstance(value, Mapping):
            spot.fault(f"{called(value)} is not a table.", f"Give each a name: [{spot.path[-1]}.name].")
            return None
        found: dict[str, object] = {}
        for name, held in value.items():
            if not re.fullmatch(NAME, name):
                spot.at(name).fault(
                    f'"{name}" cannot be a name.', "Begin with a letter; use small letters a-z, digits and _ only."
                )
            read = self.keys.read(held, spot.at(name))
            if read is not None:
                found[name] = read
        return found

    def schema(self) -> Schema:
        """The table as JSON Schema."""
        return {
            "type": "object",
            "description": self.keys.doc,
            "propertyNames": {"pattern": f"^{NAME}$"},
            "additionalProperties": self.keys.schema(),
        }


@dataclass(frozen=True)
class Listed:
    """An array of tables in order: ``[[replies]]``."""

    keys: Keys

    def read(self, value: object, spot: Spot) -> object:
        """The values in order."""
        if not isinstance(value, list):
            spot.fault(f"{called(value)} is not a list of tables.", f"Write the heading as [[{spot.path[-1]}]].")
            return None
        read = [self.keys.read(held, spot.at(index)) for index, held in enumerate(value)]
        return tuple(held for held in read if held is not None)

    def words(self) -> str:
        """What the documentation calls an array of tables."""
        return f"one {self.keys.words()} each"

    def schema(self) -> Schema:
        """The array as JSON Schema."""
        return {"type": "array", "description": self.keys.doc, "items": self.keys.schema()}


@dataclass(frozen=True)
class Grammar:
    """The whole file: every top table by its name."""

    tables: Mapping[str, Keys | Named | Listed] = field(default_factory=dict)

    def read(self, value: Mapping[str, object], spot: Spot) -> Values:
        """Every table that could be read."""
        found: Values = {}
        for name, held in value.items():
            table = self.tables.get(name)
            if table is None:
                near = nearest(name, self.tables)
                mend = f'Did you mean "{near}"?' if near else f"Known here: {', '.join(self.tables)}."
                spot.at(name).fault(f'There is no table "{name}".', mend)
                continue
            read = table.read(held, spot.at(name))
            if read is not None:
                found[name] = read
        return found

    def homes(self) -> dict[str, tuple[str, ...]]:
        """In which tables each key may stand; keys that may stand in most of them are left out."""
        found: dict[str, list[str]] = {}
        for name, table in self.tables.items():
            keys, heading = (table, f"[{name}]") if isinstance(table, Keys) else (table.keys, f"[{name}. ...]")
            for key in keys.keys:
                found.setdefault(key, []).append(f"[[{name}]]" if isinstance(table, Listed) else heading)
        return {key: tuple(homes) for key, homes in found.items() if len(homes) <= 3}

    def schema(self) -> Schema:
        """The file as the properties of a JSON Schema."""
        return {name: table.schema() for name, table in self.tables.items()}
