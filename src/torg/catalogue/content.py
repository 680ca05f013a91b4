"""The words and facts of a page as one frozen value: read from plain data with every fault named, and written back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from torg.catalogue.kinds import (
    FACTS,
    LANGUAGES,
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_LINES,
    TEXTS,
    WAY_KINDS,
    Part,
)
from torg.strategy.problems import nearest
from torg.strategy.values import WEEKDAYS, Unreadable, span

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_KEY = 70
ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no text holds, and what the database can not keep."""
CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
DAYS = re.compile(rf"(?:{'|'.join(WEEKDAYS)})(?:-(?:{'|'.join(WEEKDAYS)}))?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a page: ``where`` as "nb.title", ``what`` a code (see ``WHAT``), ``said`` what stands there.

    ``near`` is the word that was perhaps meant, or the words that there are.
    """

    where: str
    what: str
    said: str = ""
    near: str = ""


WHAT: Mapping[str, tuple[str, str]] = {
    "missing": ("is missing.", "Write it."),
    "no_words": ("has words in no language.", "Write at least a title and what else must be there in one language."),
    "unknown_key": ("is not a part of this kind of page.", "Did you mean {near}?"),
    "unknown_word": ("is none of the words that may stand here.", "Write one of: {near}."),
    "not_text": ("is not a text.", "Put it in quotation marks."),
    "not_list": ("is not a list.", "Put it in square brackets."),
    "not_flag": ("is neither true nor false.", "Write true or false."),
    "not_day": ("is not a day.", "Write it as 2026-03-01."),
    "not_moment": ("is not a moment.", "Write it as 2026-03-01T08:00."),
    "not_span": ("is not a length of time.", 'Write it as "10 working days", "4 weeks" or "3 months".'),
    "not_address": ("is not a web address.", "Write it with https:// in front."),
    "not_key": ("is not a key.", "Use small letters a to z, digits and single hyphens, at most 70 characters."),
    "not_opening": ("is not a time of opening.", 'Write { days = "mon-fri", from = "10:00", to = "15:00" }.'),
    "too_long": ("is too long.", "Shorten it; at most {near} characters."),
    "too_many": ("holds too many.", "Leave at most {near}."),
    "not_number": ("is not a whole number from 1 to 60.", "Write for example 12."),
    "twice": ("stands twice.", "Give one of them another key."),
    "no_page": ("is the key of no page.", "Did you mean {near}?"),
    "no_block": ("is the key of no block of text.", "Did you mean {near}?"),
    "no_unit": ("is the key of no unit.", "Did you mean {near}?"),
    "bracket": ("stands in curly brackets, and nothing can be put there.", "Write it as docs/operate shows."),
    "draft_there": ("has words that are not published yet; these take their place.", "Look at its history first."),
    "waits": ("wants a second pair of eyes, and becomes a draft.", "Ask somebody else to publish it."),
    "nameless_cell": ("stands in a column without a name.", "Write its name in the first row, or empty the cell."),
    "other_kind": ("is the key of a page of another kind.", "Write another key, or the kind {near}."),
    "odd_sign": ("holds a sign that is no text.", "Write it again by hand."),
}


def sentence(fault: Fault, what: Mapping[str, tuple[str, str]] = WHAT) -> str:
    """A fault as a line for a terminal; ``what`` tells the codes in other words."""
    wrong, mend = what[fault.what]
    said = f" {fault.said[:60]!r}" if fault.said else ""
    mended = mend.replace("{near}", fault.near) if "{near}" not in mend or fault.near else ""
    where = f"{fault.where}:" if fault.where else "This"
    return f"{where}{said} {wrong} {mended}".rstrip()


@dataclass(frozen=True, slots=True)
class Content:
    """What a page says: ``words`` by language and part, ``facts`` by part, each in the form that its kind says.

    A text is a str, ``lines``, ``keys`` and ``choices`` tuples of str, laws, ways and opening tuples of mappings, days
    and moments ISO texts.
    """

    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)

    def languages(self) -> tuple[str, ...]:
        """The languages that it is written in, in the order nb, nn, da, en."""
        return tuple(code for code in LANGUAGES if self.words.get(code, {}).get("title"))

    def nearest(self, language: str) -> str:
        """The language to show it in to somebody who reads ``language``; "" when it has no words at all."""
        return nearest_language(language, self.languages())

    def said(self, language: str, part: str) -> Any:
        """A part in a language as it is written; "" when it is not."""
        return self.words.get(language, {}).get(part, "")

    def to_json(self) -> dict[str, Any]:
        """As plain data, in the form that a catalogue file has."""
        return {
            "words": {code: {key: _plain(value) for key, value in said.items()} for code, said in self.words.items()},
            "facts": {key: _plain(value) for key, value in self.facts.items()},
        }


def nearest_language(language: str, there: Sequence[str]) -> str:
    """The language that somebody who reads ``language`` gets: it, else its sister, else the nearest neighbour's."""
    near = {"nb": ("nn", "da", "en"), "nn": ("nb", "da", "en"), "da": ("nb", "nn", "en"), "en": ("nb", "da", "nn")}
    return next((code for code in (language, *near.get(language, LANGUAGES)) if code in there), next(iter(there), ""))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, Mapping) else value


def stored(data: Mapping[str, Any]) -> Content:
    """The content of a revision as the database holds it; it was checked when it was written."""
    return Content(
        {code: _frozen(said) for code, said in data.get("words", {}).items()}, _frozen(data.get("facts", {}))
    )


def _frozen(value: Any) -> Any:
    """Plain data in the forms of a content: tuples for lists, so that what is the same is equal."""
    if isinstance(value, list | tuple):
        return tuple(_frozen(one) for one in value)
    return {key: _frozen(one) for key, one in value.items()} if isinstance(value, Mapping) else value


def read(kind: str, words: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[Content, tuple[Fault, ...]]:
    """Reads words and facts of a page of a kind; every fault is named, and what is faulty is left out."""
    faults: list[Fault] = []
    read_words: dict[str, Mapping[str, Any]] = {}
    for code, said in words.items():
        if not isinstance(said, Mapping):
            faults.append(Fault(code, "not_text", str(said)))
            continue
        parts = _parts(TEXTS[kind], said, faults, where=f"{code}.")
        if parts:
            read_words[code] = parts
            faults += [
                Fault(f"{code}.{part.key}", "missing") for part in TEXTS[kind] if part.needed and not said.get(part.key)
            ]
    if not read_words:
        faults.append(Fault("", "no_words"))
    read_facts = _parts(FACTS[kind], facts, faults, where="")
    faults += [Fault(part.key, "missing") for part in FACTS[kind] if part.needed and not facts.get(part.key)]
    ordered = {code: read_words[code] for code in LANGUAGES if code in read_words}
    return Content(ordered, read_facts), tuple(faults)


def _parts(parts: Sequence[Part], said: Mapping[str, Any], faults: list[Fault], *, where: str) -> dict[str, Any]:
    known = {part.key: part for part in parts}
    faults += [
        Fault(f"{where}{key}", "unknown_key", near=nearest(str(key), known) or ", ".join(known))
        for key in said
        if key not in known
    ]
    found = {}
    for key, part in known.items():
        value = said.get(key)
        if value in (None, "", [], ()):
            continue
        made = list(_read(part, value, f"{where}{key}", faults))
        if made:
            found[key] = made[0]
    return found


def _read(part: Part, value: Any, where: str, faults: list[Fault]) -> Iterator[Any]:
    """The value of a part; nothing when it can not be read, and then the fault is noted."""
    form = part.form
    if form in ("lines", "keys", "choices", "laws", "ways", "opening"):
        if not isinstance(value, list | tuple):
            faults.append(Fault(where, "not_list", str(value)))
        elif len(value) > MOST_LINES:
            faults.append(Fault(where, "too_many", near=str(MOST_LINES)))
        else:
            yield tuple(
                made for number, one in enumerate(value, 1) for made in _one(part, one, f"{where}.{number}", faults)
            )
    else:
        yield from _one(part, value, where, faults)


def _one(part: Part, value: Any, where: str, faults: list[Fault]) -> Iterator[Any]:
    form = part.form
    if form == "flag":
        if isinstance(value, bool):
            yield value
        else:
            faults.append(Fault(where, "not_flag", str(value)))
        return
    if form in ("laws", "ways", "opening"):
        yield from _record(form, value, where, faults)
        return
    if form in ("day", "moment") and isinstance(value, date | datetime):
        value = value.isoformat()
    if not isinstance(value, str):
        faults.append(Fault(where, "not_text", str(value)))
        return
    said = value.strip().replace("\r\n", "\n")
    wrong = _wrong(part, said)
    if wrong is None:
        yield said
    else:
        faults.append(Fault(where, wrong[0], said, wrong[1]))


def _wrong(part: Part, said: str) -> tuple[str, str] | None:
    """What is wrong with a text in a part: the code and what would be right; None when nothing is."""
    form = part.form
    if ODD.search(said):
        return "odd_sign", ""
    most = LONGEST_TEXT if form == "text" else LONGEST_TITLE if part.key == "title" else LONGEST_LINE
    if len(said) > most:
        return "too_long", str(most)
    if form in ("choice", "choices") and said not in part.choices:
        return "unknown_word", nearest(said, part.choices) or ", ".join(part.choices)
    if form == "keys" and not is_key(said):
        return "not_key", ""
    if form == "day" and not _is_day(said):
        return "not_day", ""
    if form == "moment" and not _is_moment(said):
        return "not_moment", ""
    if form == "span" and not _is_span(said):
        return "not_span", ""
    if form == "address" and not is_address(said):
        return "not_address", ""
    return None


def _record(form: str, value: Any, where: str, faults: list[Fault]) -> Iterator[Mapping[str, Any]]:
    if not isinstance(value, Mapping):
        faults.append(Fault(where, "not_text" if form != "opening" else "not_opening", str(value)))
        return
    known = {
        "laws": ("name", "section", "url"),
        "ways": ("kind", "url", "mobile", "sign_in", "name"),
        "opening": ("days", "from", "to"),
    }[form]
    wrong = [
        Fault(f"{where}.{key}", "unknown_key", near=nearest(str(key), known) or ", ".join(known))
        for key in value
        if key not in known
    ]
    wrong += [
        Fault(f"{where}.{key}", code, str(said))
        for key, said in value.items()
        if key in known and not isinstance(said, bool)
        for code in [_wrong_line(said)]
        if code
    ]
    if value.get("url") and not is_address(str(value["url"])):
        wrong.append(Fault(f"{where}.url", "not_address", str(value["url"])))
    if form == "laws" and not value.get("name"):
        wrong.append(Fault(f"{where}.name", "missing"))
    if form == "ways":
        kind = str(value.get("kind", ""))
        if kind not in WAY_KINDS:
            wrong.append(Fault(f"{where}.kind", "unknown_word", kind, nearest(kind, WAY_KINDS) or ", ".join(WAY_KINDS)))
        wrong += [
            Fault(f"{where}.{key}", "not_flag", str(value[key]))
            for key in ("mobile", "sign_in")
            if key in value and not isinstance(value[key], bool)
        ]
    if form == "opening" and not (
        DAYS.fullmatch(str(value.get("days", "")))
        and CLOCK.fullmatch(str(value.get("from", "")))
        and CLOCK.fullmatch(str(value.get("to", "")))
        and str(value["from"]) < str(value["to"])
    ):
        wrong.append(Fault(where, "not_opening", str(dict(value))))
    faults += wrong
    if not wrong:
        yield {key: value[key] for key in known if value.get(key) not in (None, "")}


def _wrong_line(said: object) -> str:
    if not isinstance(said, str):
        return "not_text"
    return "odd_sign" if ODD.search(said) else ""


def is_key(said: str) -> bool:
    """Whether a text can be the key of a page."""
    return len(said) <= LONGEST_KEY and KEY.fullmatch(said) is not None


def is_address(said: str) -> bool:
    """Whether a text is a web address that may stand on a page."""
    return re.fullmatch(r"https?://[^\s<>\"']{3,2000}", said) is not None


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _is_moment(said: str) -> bool:
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return False
    return True


def _is_span(said: str) -> bool:
    try:
        span(said)
    except Unreadable:
        return False
    return True
