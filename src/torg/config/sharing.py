"""`torg share`: pages for other municipalities as a share file, and share files of theirs taken in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from torg.catalogue.actions.sharing import Chosen, decide, keep_share
from torg.catalogue.content import sentence
from torg.catalogue.queries.sharing import Compared, came, compared, missing, shareable_keys, to_share
from torg.catalogue.sharing import WHY, Share, Standing, Unshared, read_share, shared
from torg.config import starting
from torg.config.trouble import Trouble
from torg.editions.queries import NoStrategy, in_force
from torg.people.queries import NoFrontLine, units

STANDS = {
    Standing.NEW: "new here",
    Standing.SAME: "nothing to decide",
    Standing.NEWER: "theirs is newer, ours was not adapted",
    Standing.ADAPTED: "theirs is newer, ours was adapted: decide at the desk",
    Standing.TAKEN_KEY: "a page of ours has this key: decide at the desk",
    Standing.OTHER_KIND: "ours is of another kind: left alone",
}
TO_TAKE = (Standing.NEW, Standing.NEWER)


def main(said: argparse.Namespace) -> int:
    """Does what was asked; 1 when pages of a file can not be read."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        now = timezone.now()
        try:
            own = in_force(now).strategy.municipality.name
        except NoStrategy as error:
            raise Trouble(
                "No strategy is in force, so nobody knows whose pages these are. See torg strategy."
            ) from error
        return _export(said, own, now) if said.do == "export" else _import(said, own, now)


def _export(said: argparse.Namespace, own: str, now: datetime) -> int:
    if not (said.keys or said.topic or said.all):
        raise Trouble("Name the keys of pages, --topic or --all.")
    keys = list(said.keys)
    if said.topic or said.all:
        keys += shareable_keys(said.topic)
    entries = to_share(keys)
    gone = sorted(set(keys) - {one.key for one in entries})
    if gone:
        raise Trouble(f"No page is published under: {', '.join(gone)}. Nothing was written.")
    text = shared(entries, origin=own, now=now)
    if said.to == "-":
        sys.stdout.write(text)
        return 0
    try:
        Path(said.to).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Trouble(f"{said.to} can not be written: {error}") from error
    print(f"Wrote {len(entries)} pages of {own} to {said.to}.")
    return 0


def _import(said: argparse.Namespace, own: str, now: datetime) -> int:
    path = Path(said.file)
    try:
        raw = path.read_bytes()
        share = read_share(raw, own=own)
    except OSError as error:
        raise Trouble(f"{path} can not be read: {error}") from error
    except Unshared as error:
        raise Trouble(f"{path}: {WHY[error.why]} {error.said}".rstrip()) from error
    wrong = [*share.reading.faults, *(f"{row.where} {sentence(f)}" for row in share.reading.rows for f in row.faults)]
    for fault in wrong:
        print(fault, file=sys.stderr)
    if said.check:
        _tell(share, compared(share))
        return 1 if wrong else 0
    file_id = keep_share(raw, name=path.name, own=own, by=None, now=now)
    if said.take:
        _take(file_id, "take" if said.publish else "draft", now=now)
    found = came(file_id)
    assert found is not None, "it was kept just now"
    _tell(share, compared(share, file_id=file_id))
    return 1 if wrong else 0


def _take(file_id: int, choice: str, *, now: datetime) -> None:
    found = came(file_id)
    assert found is not None, "it was kept just now"
    chosen = [Chosen(one.entry.outside_id, choice, one.seen) for one in compared(found[1]) if one.standing in TO_TAKE]
    try:
        front = units().front_line.id
    except NoFrontLine as error:
        raise Trouble("No unit is the front line, which is to answer for new pages. See torg units.") from error
    decide(file_id, chosen, unit_id=front, by=None, now=now)
    print(f"{len(chosen)} pages {'published' if choice == 'take' else 'saved as drafts'}.")


def _tell(share: Share, found: Sequence[Compared]) -> None:
    print(f"From {share.origin}: {len(found)} pages.")
    for one in found:
        print(f"{one.entry.outside_id}: {STANDS[one.standing]}")
        for part in one.differences:
            place = f"{part.language}.{part.part.key}" if part.language else part.part.key
            print(f"  {place} differs{', and both changed it' if part.both else ''}")
    blocks, pages = missing(share)
    if blocks:
        print(f"Blocks that are neither in it nor here, so that texts have a hole: {', '.join(blocks)}.")
    if pages:
        print(f"Pages that are led to and are neither in it nor here: {', '.join(pages)}.")
