"""What a catalogue file would do, before anything is written: page by page, with what is wrong and what to mind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from torg.catalogue.content import Content, Fault
from torg.catalogue.files import Entry, Reading, Row
from torg.catalogue.kinds import TEXTS
from torg.catalogue.text import PAGE, blocks_used, links, unknown_brackets
from torg.strategy.problems import nearest


class What(StrEnum):
    """What becomes of a page of a file."""

    MADE = "made"
    CHANGED = "changed"
    SHOWN = "shown"
    """Its words stand here already and are not published; now they are."""
    SAME = "same"
    FAULTY = "faulty"


DOES = (What.MADE, What.CHANGED, What.SHOWN)


@dataclass(frozen=True, slots=True)
class Standing:
    """A page that there is: what was saved last, its unit by key, and whether that is what citizens see."""

    page_id: int
    version: int
    entry: Entry
    is_published: bool
    has_draft: bool
    four_eyes: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one page. ``parts`` are those that change, ``notes`` what to mind though it can be taken in."""

    row: Row
    what: What
    title: str
    version: int = 0
    parts: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A whole file against what there is; ``wrong`` is what hinders the whole file."""

    outcomes: tuple[Outcome, ...]
    wrong: tuple[Fault, ...] = ()

    @property
    def counts(self) -> Mapping[What, int]:
        """How many pages of each kind of outcome, in their order, without those that are none."""
        found = [one.what for one in self.outcomes]
        return {what: found.count(what) for what in What if what in found}

    @property
    def does(self) -> tuple[Outcome, ...]:
        """The pages that would be written or published."""
        return () if self.wrong else tuple(one for one in self.outcomes if one.what in DOES)

    @property
    def mark(self) -> str:
        """A mark that is another one when something else would be done than when this was read."""
        said = "\n".join(f"{one.row.key} {one.what} {one.version} {' '.join(one.parts)}" for one in self.outcomes)
        return sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:20]


def compare(
    reading: Reading, there: Mapping[str, Standing], units: Collection[str], *, front_line: str, shown: bool,
    also: Collection[str] = (),
) -> Comparison:  # fmt: skip
    """Compares a file with the pages that are ``there``, by key; ``also`` are keys of other files of the same go.

    ``units`` are the keys of units, one of them the ``front_line``; ``shown`` says whether the pages would be
    published at once.
    """
    around = Around(there, units, front_line, frozenset({*there, *also, *(one.key for one in reading.entries)}), shown)
    return Comparison(tuple(_outcome(row, around) for row in reading.rows), reading.wrong)


@dataclass(frozen=True, slots=True)
class Around:
    """What a page of a file is held against; ``keys`` are those of all pages, in the file too."""

    there: Mapping[str, Standing]
    units: Collection[str]
    front_line: str
    keys: Collection[str]
    shown: bool


def _outcome(row: Row, around: Around) -> Outcome:
    entry, old = row.entry, around.there.get(row.key)
    if entry and not entry.unit:
        entry = replace(entry, unit=around.front_line)
    title = _title(entry.content if entry else old.entry.content if old else Content()) or row.key
    version = old.version if old else 0
    faults = (*row.faults, *_misfits(row, old, around.units))
    if entry is None or faults:
        return Outcome(row, What.FAULTY, title, version, faults=faults)
    notes = tuple(_missing(entry, around.keys))
    if old is None:
        return Outcome(row, What.MADE, title, notes=notes)
    parts = changed_parts(old.entry, entry)
    if parts:
        return Outcome(row, What.CHANGED, title, version, parts, notes=(*notes, *_minded(old, around.shown)))
    hidden = old.has_draft and around.shown and not old.four_eyes
    return Outcome(row, What.SHOWN if hidden else What.SAME, title, version, notes=notes if hidden else ())


def changed_parts(before: Entry, after: Entry) -> tuple[str, ...]:
    """The parts that differ: unit, review_months, facts by their key, words as "nb.title"."""
    own = [name for name in ("unit", "review_months") if getattr(before, name) != getattr(after, name)]
    old, new = _flat(before.content), _flat(after.content)
    return (*own, *(part for part in dict.fromkeys([*old, *new]) if old.get(part) != new.get(part)))


def _flat(content: Content) -> dict[str, object]:
    words = {f"{code}.{key}": value for code, said in content.words.items() for key, value in said.items()}
    return {**content.facts, **words}


def _misfits(row: Row, old: Standing | None, units: Collection[str]) -> Iterator[Fault]:
    if row.unit and row.unit not in units and "unit" not in {fault.where for fault in row.faults}:
        yield Fault("unit", "no_unit", row.unit, nearest(row.unit, units) or "")
    if row.entry and old and old.entry.kind != row.entry.kind:
        yield Fault("key", "other_kind", row.key, old.entry.kind)


def _minded(old: Standing, shown: bool) -> Iterator[Fault]:
    if old.has_draft:
        yield Fault("", "draft_there")
    if old.four_eyes and shown:
        yield Fault("", "waits")


def _missing(entry: Entry, keys: Collection[str]) -> Iterator[Fault]:
    """Pages and blocks that the page leads to and that are not there, and brackets that nothing can be put into."""
    for key in entry.content.facts.get("related", ()):
        if key not in keys:
            yield Fault("related", "no_page", key, nearest(key, keys) or "")
    for where, text in _texts(entry):
        for address in links(text):
            key = address.removeprefix(PAGE)
            if address.startswith(PAGE) and key not in keys:
                yield Fault(where, "no_page", key, nearest(key, keys) or "")
        for key in blocks_used(text):
            if key not in keys:
                yield Fault(where, "no_block", key, nearest(key, keys) or "")
        for bracket in unknown_brackets(text):
            yield Fault(where, "bracket", bracket)


def _texts(entry: Entry) -> Iterable[tuple[str, str]]:
    for code, words in entry.content.words.items():
        for part in TEXTS[entry.kind]:
            if part.form == "text" and words.get(part.key):
                yield f"{code}.{part.key}", words[part.key]


def _title(content: Content) -> str:
    return next((str(content.said(code, "title")) for code in content.languages()), "")
