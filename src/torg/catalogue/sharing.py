"""Sharing pages between municipalities (DRA-31): share files, and what a newer one changes in what was adapted here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from torg.catalogue.content import Content
from torg.catalogue.files import Entry, Reading, read_data, write_data
from torg.catalogue.kinds import FACTS, LANGUAGES, TEXTS, Part
from torg.catalogue.text import BRACKETS, PAGE

FORM = 1
MOST_BYTES, MOST_PAGES, LONGEST_NAME = 20_000_000, 2_000, 200
LINK = f"]({PAGE}"


class Unshared(Exception):
    """A text that is no share file; ``why`` is one of ``WHY``, ``said`` what the reader of JSON said."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why, said)
        self.why, self.said = why, said


WHY: Mapping[str, str] = {
    "too_large": f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
    "not_text": "The file is not text in UTF-8.",
    "not_json": "The file is not JSON.",
    "no_share": "The file is no share file: it does not say whom it is from.",
    "newer_form": "The file was made by a newer version of Torg.",
    "our_own": "The file is the municipality's own.",
    "too_many": f"The file holds more than {MOST_PAGES} pages.",
}


@dataclass(frozen=True, slots=True)
class Share:
    """A share file: whom it is from, when it was made, and its pages with their faults."""

    origin: str
    made_at: datetime | None
    reading: Reading


class Standing(StrEnum):
    """How a page of a share file stands to what is here."""

    NEW = "new"
    SAME = "same"
    NEWER = "newer"
    ADAPTED = "adapted"
    TAKEN_KEY = "taken_key"
    OTHER_KIND = "other_kind"


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that is not the same here and there; ``language`` is "" for a fact, ``both`` says that both changed it."""

    language: str
    part: Part
    ours: Any
    theirs: Any
    both: bool = False


def shared(entries: Iterable[Entry], *, origin: str, now: datetime) -> str:
    """A share file of pages: each says that it is based on ``origin``, and which page it is there."""
    told = [replace(one, unit="", based_on=origin, outside_id=one.key) for one in entries]
    head = {"form": FORM, "from": origin, "made_at": now.isoformat(timespec="seconds")}
    return json.dumps({"share": head, **write_data(told)}, ensure_ascii=False, indent=1) + "\n"


def read_share(raw: bytes, *, own: str = "") -> Share:
    """Reads a share file. Raises Unshared when it is none; faults of single pages stand in its reading.

    ``own`` is the name of this municipality, whose own pages need not be taken back.
    """
    if len(raw) > MOST_BYTES:
        raise Unshared("too_large")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unshared("not_text") from error
    except (ValueError, RecursionError) as error:
        raise Unshared("not_json", str(error)) from error
    head = data.pop("share", None) if isinstance(data, dict) else None
    origin = head.get("from") if isinstance(head, dict) else None
    if not isinstance(origin, str) or not origin.strip() or len(origin) > LONGEST_NAME:
        raise Unshared("no_share")
    assert isinstance(head, dict)
    if head.get("form") != FORM:
        raise Unshared("newer_form")
    origin = " ".join(origin.split())
    if own and origin.casefold() == own.casefold():
        raise Unshared("our_own")
    if sum(len(pages) for pages in data.values() if isinstance(pages, list)) > MOST_PAGES:
        raise Unshared("too_many")
    reading = read_data(data)
    rows = tuple(
        replace(row, entry=replace(row.entry, unit="", based_on=origin, outside_id=row.entry.key)) if row.entry else row
        for row in reading.rows
    )
    return Share(origin, _moment(head.get("made_at")), Reading(rows, reading.wrong))


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def standing(base: Content | None, ours: Content, theirs: Content) -> Standing:
    """How a page that is here already stands to theirs; ``base`` is what theirs said when it was last decided on.

    Ours is adapted when it is not as theirs was then, or when nobody knows how theirs was.
    """
    if theirs in (ours, base):
        return Standing.SAME
    return Standing.NEWER if ours == base else Standing.ADAPTED


def differences(kind: str, base: Content | None, ours: Content, theirs: Content) -> list[Difference]:
    """What is not the same, part by part, in the order in which a page holds them: words first, then facts."""
    found = []
    for language, part in _places(kind):
        here, there = _at(ours, language, part), _at(theirs, language, part)
        if here != there:
            was = _at(base, language, part) if base else None
            found.append(Difference(language, part, here, there, both=was not in (here, there)))
    return found


def merged(kind: str, base: Content, ours: Content, theirs: Content) -> Content:
    """Ours, with theirs in the parts that only they have changed since ``base``."""
    words: dict[str, dict[str, Any]] = {code: dict(said) for code, said in ours.words.items()}
    facts = dict(ours.facts)
    for language, part in _places(kind):
        was, here, there = (_at(one, language, part) for one in (base, ours, theirs))
        if here == was and there != was:
            held = words.setdefault(language, {}) if language else facts
            held.pop(part.key, None)
            if there is not None:
                held[part.key] = there
    ordered = {code: words[code] for code in LANGUAGES if words.get(code, {}).get("title")}
    return Content(ordered, {part.key: facts[part.key] for part in FACTS[kind] if part.key in facts})


def _places(kind: str) -> list[tuple[str, Part]]:
    return [(code, part) for code in LANGUAGES for part in TEXTS[kind]] + [("", part) for part in FACTS[kind]]


def _at(content: Content, language: str, part: Part) -> Any:
    return content.words.get(language, {}).get(part.key) if language else content.facts.get(part.key)


def told(value: Any) -> str:
    """The value of a part as text, a line for each thing that it holds; "" when it is not there."""
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        return " · ".join(str(one) for one in value.values() if one not in (None, False, True))
    if isinstance(value, tuple | list):
        return "\n".join(told(one) for one in value)
    return "✓" if value is True else str(value)


def leans_on(content: Content) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the blocks whose texts a page uses, and of the pages that it leads to."""
    texts = [text for said in content.words.values() for text in said.values() if isinstance(text, str)]
    blocks = {found[2] for text in texts for found in BRACKETS.finditer(text) if found[1] == "block" and found[2]}
    pages = {rest.partition(")")[0] for text in texts for rest in text.split(LINK)[1:]}
    return frozenset(blocks), frozenset(pages | set(content.facts.get("related", ())))


def with_blocks(chosen: Sequence[Entry], blocks: Mapping[str, Entry]) -> list[Entry]:
    """The chosen pages and the blocks that they use, and those that these use."""
    found = {one.key: one for one in chosen}
    waiting = list(chosen)
    while waiting:
        used, _pages = leans_on(waiting.pop().content)
        more = [blocks[key] for key in sorted(used) if key in blocks and key not in found]
        found |= {one.key: one for one in more}
        waiting += more
    return list(found.values())
