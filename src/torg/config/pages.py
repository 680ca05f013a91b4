"""`torg catalogue`: the pages of the catalogue from files and to files; the desk has Import and Export for that."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from torg.catalogue.actions.importing import keep, look_through, take
from torg.catalogue.comparing import Comparison, Outcome, What, compare
from torg.catalogue.content import WHAT, Fault, sentence
from torg.catalogue.files import Reading, file_sentence, write_text
from torg.catalogue.kinds import LISTS
from torg.catalogue.queries.importing import entries_of, exported, standing
from torg.catalogue.reading import MOST_BYTES, read_file
from torg.catalogue.tables import IN_CELLS, KINDS, write_table
from torg.config import starting
from torg.config.trouble import Trouble
from torg.people.queries import NoFrontLine, units
from torg.strategy.problems import instead

SAID = {
    What.MADE: "new",
    What.CHANGED: "changed",
    What.SHOWN: "published",
    What.SAME: "the same",
    What.FAULTY: "faulty",
}


def main(parsed: argparse.Namespace) -> int:
    """Does what was asked; 1 when a file has a fault."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        try:
            if parsed.do == "export":
                return _export(parsed.kind, parsed.unit, parsed.form)
            files = [(Path(name).name, _bytes(Path(name))) for name in parsed.files]
            found = _check(files, shown=not parsed.draft)
            if any(one.wrong or What.FAULTY in one.counts for one in found):
                print("There are faults: nothing was written.", file=sys.stderr)
                return 1
            if parsed.do == "import":
                _import(files, shown=not parsed.draft)
        except NoFrontLine as error:
            raise Trouble("There are no units yet. Make them first, with `torg units`.") from error
    return 0


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Trouble(f"{path} is too large: at most {MOST_BYTES // 1024 // 1024} megabytes can be read.")
        return path.read_bytes()
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error}") from error


def _check(files: Sequence[tuple[str, bytes]], *, shown: bool) -> list[Comparison]:
    """Tells what each file would do; a key that stands in two files is a fault of the second."""
    there, around = standing(), units()
    readings = [(name, read_file(raw, name=name, there=entries_of(there))) for name, raw in files]
    keys = {entry.key for _name, reading in readings for entry in reading.entries}
    found = []
    seen: dict[str, str] = {}
    for name, reading in readings:
        one = compare(
            reading, there, frozenset(around.by_key), front_line=around.front_line.key, shown=shown, also=keys
        )
        found.append(one)
        for line in _told(name, one):
            print(line)
        for twice in _twice(name, reading, seen):
            raise Trouble(twice)
    return found


def _twice(name: str, reading: Reading, seen: dict[str, str]) -> Iterator[str]:
    for entry in reading.entries:
        if entry.key in seen:
            yield f"{name}: the page {entry.key} stands in {seen[entry.key]} too. Take one of them away."
        seen[entry.key] = name


def _told(name: str, found: Comparison) -> Iterator[str]:
    counts = ", ".join(f"{n} {SAID[what]}" for what, n in found.counts.items()) or "no pages"
    yield f"{name}: {counts}"
    yield from (f"  {file_sentence(fault)}" for fault in found.wrong)
    for one in found.outcomes:
        yield from _lines(one, table=one.row.where.startswith("row "))


def _lines(one: Outcome, *, table: bool) -> Iterator[str]:
    if one.what == What.SAME:
        return
    parts = f": {', '.join(one.parts)}" if one.parts else ""
    yield f"  {one.row.where}: {SAID[one.what]}{parts}"
    for fault in one.faults:
        yield f"    {_sentence(fault, table)}"
    for note in one.notes:
        yield f"    Mind: {_sentence(note, table)}"


def _sentence(fault: Fault, table: bool) -> str:
    return sentence(fault, {**WHAT, **IN_CELLS} if table else WHAT)


@transaction.atomic
def _import(files: Sequence[tuple[str, bytes]], *, shown: bool) -> None:
    """Takes all files in, or none."""
    now = timezone.now()
    for name, raw in files:
        batch = keep(name, raw, shown=shown, by=None, now=now)
        done = take(batch, seen=look_through(batch).mark, by=None, now=now)
        print(f"{name}: {len(done.does)} pages written. It can be undone at the desk, under Import.")


def _export(kind: str, unit: str, form: str) -> int:
    if kind and kind not in KINDS:
        raise Trouble(f'There is no kind "{kind}". {instead(kind, tuple(LISTS.values()))}')
    known = units().by_key
    if unit and unit not in known:
        raise Trouble(f'There is no unit "{unit}". {instead(unit, sorted(known))}')
    entries = exported(kinds=(KINDS[kind],) if kind else (), unit_ids=(known[unit].id,) if unit else ())
    if form == "csv":
        sys.stdout.buffer.write(write_table(entries).encode("utf-8-sig"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(write_text(entries))
    return 0
