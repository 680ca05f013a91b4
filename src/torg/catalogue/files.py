"""Catalogue files: pages as TOML or JSON, read with every fault named; and written (see docs/operate)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from torg.catalogue.content import Content, Fault, is_key, read
from torg.catalogue.kinds import LANGUAGES, LISTS, OWN_KEYS
from torg.strategy.problems import nearest

LONGEST_PERIOD = 60  # months


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as it stands in a file. ``unit`` is a key, "" the front line; ``based_on`` names the municipality and
    ``outside_id`` what the page is called there, both "" for what is one's own."""

    kind: str
    key: str
    content: Content
    unit: str = ""
    review_months: int = 12
    based_on: str = ""
    outside_id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One page of a file with what is wrong in it; ``entry`` is None when something is."""

    where: str
    entry: Entry | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file: its pages in order, and what is wrong with the file itself."""

    rows: tuple[Row, ...] = ()
    faults: tuple[str, ...] = field(default=())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The pages without a fault."""
        return tuple(row.entry for row in self.rows if row.entry is not None)


def read_text(text: str, *, form: str) -> Reading:
    """Reads a file's text; ``form`` is "toml" or "json"."""
    try:
        data = tomllib.loads(text) if form == "toml" else json.loads(text)
    except ValueError as error:
        return Reading(faults=(f"The file is not {form.upper()}: {error}",))
    except RecursionError:
        return Reading(faults=("The file is nested too deeply.",))
    if not isinstance(data, dict):
        return Reading(faults=("The file holds no lists of pages such as services = [...].",))
    return read_data(data)


def read_data(data: Mapping[str, Any]) -> Reading:
    """Reads lists of pages that are plain data."""
    rows: list[Row] = []
    faults = []
    seen: set[str] = set()
    for name, pages in data.items():
        kind = LISTS.get(name)
        if kind is None:
            near = nearest(name, LISTS) or ", ".join(LISTS)
            faults.append(f"{name}: there is no such list. Did you mean {near}?")
            continue
        if not isinstance(pages, list):
            faults.append(f"{name}: this is not a list of pages.")
            continue
        for number, page in enumerate(pages, start=1):
            row = read_page(kind, page, where=f"{name} {number}")
            if row.entry and row.entry.key in seen:
                row = Row(row.where, None, (Fault("key", "twice", row.entry.key),))
            if row.entry:
                seen.add(row.entry.key)
            rows.append(row)
    return Reading(tuple(rows), tuple(faults))


def read_page(kind: str, page: Any, *, where: str) -> Row:
    """Reads one page that is plain data."""
    if not isinstance(page, Mapping):
        return Row(where, None, (Fault("", "not_text", str(page)),))
    key = page.get("key", "")
    where = f"{where} ({key})" if isinstance(key, str) and key else where
    faults = [] if isinstance(key, str) and is_key(key) else [Fault("key", "not_key" if key else "missing", str(key))]
    months = page.get("review_months", 12)
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= LONGEST_PERIOD:
        faults.append(Fault("review_months", "not_number", str(months)))
    own = {name: page.get(name, "") for name in ("unit", "based_on", "outside_id")}
    faults += [Fault(name, "not_text", str(value)) for name, value in own.items() if not isinstance(value, str)]
    words = {code: page[code] for code in LANGUAGES if code in page}
    facts = {name: value for name, value in page.items() if name not in OWN_KEYS and name not in LANGUAGES}
    content, wrong = read(kind, words, facts)
    faults += wrong
    if faults:
        return Row(where, None, tuple(faults))
    return Row(where, Entry(kind, key, content, review_months=months, **own))


def write_data(entries: Iterable[Entry]) -> dict[str, Any]:
    """Pages as lists of plain data, in the order of the kinds and then as they come."""
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS}
    names = {kind: name for name, kind in LISTS.items()}
    for one in entries:
        plain = one.content.to_json()
        own = {"key": one.key, "unit": one.unit, "review_months": one.review_months}
        own |= {name: value for name, value in (("based_on", one.based_on), ("outside_id", one.outside_id)) if value}
        lists[names[one.kind]].append({**own, **plain["facts"], **plain["words"]})
    return {name: pages for name, pages in lists.items() if pages}


def write_text(entries: Iterable[Entry]) -> str:
    """Pages as the text of a JSON file."""
    return json.dumps(write_data(entries), ensure_ascii=False, indent=1) + "\n"
