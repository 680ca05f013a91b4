"""Tables of pages, one row a page, as spreadsheets write and read them (CSV): read with every fault named, and written.

The first row names the columns: `key`, `kind`, `unit` ..., facts such as `topics`, words such as `nb.title`. A column
that is not there leaves that part of a page as it is; an empty cell empties it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any

from torg.catalogue import cells
from torg.catalogue.content import Fault
from torg.catalogue.files import NOTHING, Entry, Reading, Row, each_once, read_page
from torg.catalogue.kinds import FACTS, LANGUAGES, LISTS, OWN_KEYS, TEXTS, Part
from torg.strategy.problems import nearest

SEPARATORS = ";\t,"
OWN_COLUMNS = ("key", "kind", *OWN_KEYS[1:])
IN_CELLS: Mapping[str, tuple[str, str]] = {
    "not_flag": ("is neither yes nor no.", "Write yes or no."),
    "not_opening": ("is not a time of opening.", "Write mon-fri 10:00-15:00; several with | between them."),
    "not_span": ("is not a length of time.", "Write 10 working days, 4 weeks or 3 months."),
    "not_text": ("can not be read.", "Write it as docs/operate shows."),
}
"""What is wrong in a cell, where that is said otherwise than of a TOML or JSON file."""
KINDS: Mapping[str, str] = {**LISTS, **{kind: kind for kind in LISTS.values()}}


def _known_columns() -> frozenset[str]:
    facts = {part.key for parts in FACTS.values() for part in parts}
    words = {f"{code}.{part.key}" for code in LANGUAGES for parts in TEXTS.values() for part in parts}
    return frozenset({*OWN_COLUMNS, *facts, *words})


COLUMNS = _known_columns()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table with its number as a spreadsheet counts, and its cells by column."""

    number: int
    cells: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


def read_table(text: str, *, there: Mapping[str, Entry] = NOTHING) -> Reading:
    """Reads a table; ``there`` are the pages that there are, by key, whose other parts stay."""
    text, separator = _separated(text)
    records = _records(text, separator)
    _first, head = next(records, (1, []))
    if isinstance(head, Fault):
        return Reading(wrong=(head,))
    names = [name.strip().lower() for name in head]
    wrong = _wrong_columns(names)
    if wrong:
        return Reading(wrong=tuple(wrong))
    rows: list[Row] = []
    for number, record in records:
        if isinstance(record, Fault):
            wrong.append(record)
        elif any(cell.strip() for cell in record):
            rows.append(_row(_line(number, names, record), there))
    return Reading(each_once(rows), tuple(wrong) or (() if rows else (Fault("", "no_rows"),)))


def write_table(entries: Iterable[Entry], *, kinds: Sequence[str] = (), languages: Sequence[str] = ()) -> str:
    """Pages as a table with semicolons; it has the columns of ``kinds`` and ``languages`` and of those in the pages."""
    pages = list(entries)
    kinds = [kind for kind in LISTS.values() if kind in {*kinds, *(one.kind for one in pages)}]
    codes = [code for code in LANGUAGES if code in {*languages, *(code for one in pages for code in one.content.words)}]
    facts = list(dict.fromkeys(part.key for kind in kinds for part in FACTS[kind]))
    texts = list(dict.fromkeys(part.key for kind in kinds for part in TEXTS[kind]))
    own = [name for name in OWN_COLUMNS if name not in ("based_on", "outside_id") or any(_own(pages, name))]
    columns = [*own, *facts, *(f"{code}.{key}" for code in codes for key in texts)]
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns)
    for one in pages:
        said = _cells(one)
        writer.writerow([cells.shown(said.get(column, "")) for column in columns])
    return out.getvalue()


def _own(pages: Iterable[Entry], name: str) -> Iterator[str]:
    return (str(getattr(one, name)) for one in pages)


def _cells(entry: Entry) -> dict[str, str]:
    said = {name: str(getattr(entry, name)) for name in OWN_COLUMNS}
    for part in FACTS[entry.kind]:
        if part.key in entry.content.facts:
            said[part.key] = cells.written(part, entry.content.facts[part.key])
    for code, words in entry.content.words.items():
        for part in TEXTS[entry.kind]:
            if part.key in words:
                said[f"{code}.{part.key}"] = cells.written(part, words[part.key])
    return said


def _separated(text: str) -> tuple[str, str]:
    """The text of the table, and the sign between its cells: the one with which the first row names most columns."""
    first, _end, rest = text.partition("\n")
    if first.strip().lower() in {f"sep={sign}" for sign in SEPARATORS}:
        return rest, first.rstrip("\r")[4:5]  # spreadsheets write and understand this line

    def known(sign: str) -> tuple[int, int]:
        _number, head = next(_records(text, sign), (1, []))
        names = [] if isinstance(head, Fault) else [name.strip().lower() for name in head]
        return sum(name in COLUMNS for name in names), len(names)

    return text, max(SEPARATORS, key=known)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str] | Fault]]:
    """The rows of a table with their numbers; a fault in place of one that can not be cut, and then no more."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error:
            yield number, Fault(f"row {number}", "open_quote")
            return
        if record is None:
            return
        yield number, record


def _wrong_columns(names: Sequence[str]) -> list[Fault]:
    if "key" not in names:
        return [Fault("", "no_key_column")]
    unknown = [name for name in dict.fromkeys(names) if name and name not in COLUMNS]
    wrong = [Fault(name[:100], "no_column", near=nearest(name, COLUMNS) or "key, nb.title") for name in unknown]
    twice = [name for name in dict.fromkeys(names) if name and names.count(name) > 1]
    return wrong + [Fault(name[:100], "column_twice") for name in twice]


def _line(number: int, names: Sequence[str], record: Sequence[str]) -> Line:
    said, faults = {}, []
    for place, cell in enumerate(record):
        name = names[place] if place < len(names) else ""
        if name:
            said[name] = cells.meant(cell)
        elif cell.strip():
            faults.append(Fault(f"column {place + 1}", "nameless_cell", cell.strip()))
    return Line(number, said, tuple(faults))


def _row(line: Line, there: Mapping[str, Entry]) -> Row:
    key = line.cells.get("key", "")
    known = there.get(key)
    said = line.cells.get("kind", "").lower()
    kind = KINDS.get(said) if said else known.kind if known else "service"
    where = f"row {line.number}"
    if kind is None:
        near = nearest(said, KINDS) or ", ".join(LISTS.values())
        fault = Fault("kind", "unknown_word", said, near)
        return Row(f"{where} ({key})", None, (*line.faults, fault), line.number, key)
    row = read_page(kind, _page(kind, line.cells, known), where=where, there=there)
    faults = (*line.faults, *row.faults)
    return replace(row, entry=None if faults else row.entry, faults=faults, number=line.number)


def _page(kind: str, said: Mapping[str, str], known: Entry | None) -> dict[str, Any]:
    """The page as plain data: what there is of it, and over that what the cells say."""
    plain = known.content.to_json() if known and known.kind == kind else {"words": {}, "facts": {}}
    page: dict[str, Any] = {**plain["facts"], **{code: dict(words) for code, words in plain["words"].items()}}
    facts = {part.key: part for part in FACTS[kind]}
    texts = {part.key: part for part in TEXTS[kind]}
    for column, cell in said.items():
        code, dot, key = column.partition(".")
        if column == "kind" or (column == "review_months" and not cell):
            continue
        if dot:
            _put(page.setdefault(code, {}), key, texts.get(key), cell)
        elif column == "review_months":
            page[column] = int(cell) if cell.isdecimal() and len(cell) < 4 else cell
        elif column in OWN_COLUMNS:
            page[column] = cell
        else:
            _put(page, column, facts.get(column), cell)
    return {key: value for key, value in page.items() if value != {}}


def _put(page: dict[str, Any], key: str, part: Part | None, cell: str) -> None:
    """Puts what a cell says; an empty one empties the part, and one that the kind has not is named by what reads it."""
    if not cell:
        page.pop(key, None)
    else:
        page[key] = cells.read(part, cell) if part else cell
