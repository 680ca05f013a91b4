"""Catalogue files: pages as TOML or JSON, read with every fault named; and written (see docs/operate)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from torg.catalogue.content import ODD, WHAT, Content, Fault, is_key, read, sentence
from torg.catalogue.kinds import LANGUAGES, LISTS, OWN_KEYS
from torg.strategy.problems import nearest

LONGEST_PERIOD = 60  # months
LONGEST_OWN = 300
NOTHING: Mapping[str, Any] = {}
OF_A_FILE: Mapping[str, tuple[str, str]] = {
    "not_toml": ("The file is not TOML.", "{near}"),
    "not_json": ("The file is not JSON.", "{near}"),
    "too_deep": ("The file is nested too deeply.", ""),
    "no_lists": ("The file holds no lists of pages such as services = [...].", ""),
    "no_list": ("there is no such list.", "Did you mean {near}?"),
    "not_pages": ("this is not a list of pages.", "Put the pages in square brackets."),
    "too_large": ("The file is too large.", "At most {near} megabytes can be read; split it."),
    "too_many_pages": ("The file holds too many pages.", "At most {near} can be read at a time; split it."),
    "empty": ("The file is empty.", ""),
    "spreadsheet": ("The file is a spreadsheet or a document of another program.", "Save it as CSV (UTF-8) there."),
    "not_a_text": ("The file is no text that can be read.", "Save it as CSV, TOML or JSON in UTF-8."),
    "no_key_column": ("The first row names no column key.", "Write the names of the columns there: key, nb.title ..."),
    "no_column": ("there is no such column.", "Did you mean {near}?"),
    "column_twice": ("this column stands twice.", "Take one of them away."),
    "open_quote": ("The quotation marks from here on do not fit.", "See to it that each one that opens is closed."),
    "no_rows": ("The file holds no pages.", ""),
}
"""What can be wrong with a whole file, beside what `content.WHAT` says of pages."""


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
    """One page of a file with what is wrong in it; ``entry`` is None when something is.

    ``number`` is its place: the row of a table as a spreadsheet counts it, else the place in the list ``inside``.
    """

    where: str
    entry: Entry | None
    faults: tuple[Fault, ...] = ()
    number: int = 0
    key: str = ""
    inside: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file: its pages in order, and what is ``wrong`` with the file itself."""

    rows: tuple[Row, ...] = ()
    wrong: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file itself, in sentences."""
        return tuple(file_sentence(fault) for fault in self.wrong)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The pages without a fault."""
        return tuple(row.entry for row in self.rows if row.entry is not None)


def file_sentence(fault: Fault) -> str:
    """What is wrong with a whole file as a line for a terminal."""
    if fault.where:
        return sentence(fault, {**WHAT, **OF_A_FILE})
    wrong, mend = OF_A_FILE[fault.what]
    return f"{wrong} {mend.replace('{near}', fault.near)}".rstrip()


def read_text(text: str, *, form: str, there: Mapping[str, Entry] = NOTHING) -> Reading:
    """Reads a file's text; ``form`` is "toml" or "json"; ``there`` as for `read_data`."""
    try:
        data = tomllib.loads(text) if form == "toml" else json.loads(text)
    except ValueError as error:
        return Reading(wrong=(Fault("", f"not_{form}", near=str(error)[:200]),))
    except RecursionError:
        return Reading(wrong=(Fault("", "too_deep"),))
    if not isinstance(data, dict):
        return Reading(wrong=(Fault("", "no_lists"),))
    return read_data(data, there=there)


def read_data(data: Mapping[str, Any], *, there: Mapping[str, Entry] = NOTHING) -> Reading:
    """Reads lists of pages that are plain data.

    A page that is ``there`` keeps its unit and its review months when the file does not say them.
    """
    rows: list[Row] = []
    wrong = []
    for name, pages in data.items():
        kind = LISTS.get(name)
        if kind is None:
            wrong.append(Fault(name[:LONGEST_OWN], "no_list", near=nearest(name, LISTS) or ", ".join(LISTS)))
        elif not isinstance(pages, list):
            wrong.append(Fault(name, "not_pages"))
        else:
            rows += [
                replace(read_page(kind, page, where=f"{name} {number}", there=there), number=number, inside=name)
                for number, page in enumerate(pages, start=1)
            ]
    return Reading(each_once(rows), tuple(wrong))


def each_once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows, with a fault in each whose key another one before it has."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        again = row.entry is not None and row.key in seen
        kept.append(replace(row, entry=None, faults=(Fault("key", "twice", row.key),)) if again else row)
        if row.entry:
            seen.add(row.key)
    return tuple(kept)


def read_page(kind: str, page: Any, *, where: str, there: Mapping[str, Entry] = NOTHING) -> Row:
    """Reads one page that is plain data."""
    if not isinstance(page, Mapping):
        return Row(where, None, (Fault("", "not_text", str(page)),))
    key = page.get("key", "")
    where = f"{where} ({key})" if isinstance(key, str) and key else where
    faults = [] if isinstance(key, str) and is_key(key) else [Fault("key", "not_key" if key else "missing", str(key))]
    known = there.get(key) if not faults else None
    months = page.get("review_months", known.review_months if known else 12)
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= LONGEST_PERIOD:
        faults.append(Fault("review_months", "not_number", str(months)))
    own = {name: page.get(name, getattr(known, name, "")) for name in ("unit", "based_on", "outside_id")}
    faults += [
        Fault(name, code, str(value), str(LONGEST_OWN))
        for name, value in own.items()
        for code in [_wrong_own(value)]
        if code
    ]
    words = {code: page[code] for code in LANGUAGES if code in page}
    facts = {name: value for name, value in page.items() if name not in OWN_KEYS and name not in LANGUAGES}
    content, wrong = read(kind, words, facts)
    faults += wrong
    if faults:
        return Row(where, None, tuple(faults), key=_text(key), unit=_text(own["unit"]))
    return Row(where, Entry(kind, key, content, review_months=months, **own), key=key, unit=own["unit"])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _wrong_own(value: object) -> str:
    if not isinstance(value, str):
        return "not_text"
    return "too_long" if len(value) > LONGEST_OWN else "odd_sign" if ODD.search(value) else ""


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
