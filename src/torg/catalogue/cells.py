"""What stands in one cell of a table: several things parted by `|`, a law, a way, hours, yes and no, a day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from torg.catalogue.kinds import Part

YES = frozenset({"yes", "true", "ja", "sann", "sant", "sand", "1", "x"})
NO = frozenset({"no", "false", "nei", "nej", "usann", "usant", "falsk", "0"})
RECORDS: Mapping[str, tuple[str, ...]] = {
    "laws": ("name", "section", "url"),
    "ways": ("kind", "url", "mobile", "sign_in", "name"),
}
FLAGS = frozenset({"mobile", "sign_in"})
SEVERAL = frozenset({"lines", "keys", "choices", "laws", "ways", "opening"})
FORMULA = re.compile(r"[=+\-@\t\r']")
"""What a spreadsheet takes for the beginning of a formula; the cell is written with ' in front."""
MARK = re.compile(r"(?<!\S)#(?!\S)")
KEPT_MARK = re.compile(r"(?<!\S)\\#(?!\S)")
DAY = re.compile(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})(?:[ T]+(\d{1,2})[:.](\d{2})(?::\d{2})?)?")
OPENING = re.compile(r"(\S+)\s+(\S+?)\s*[-–]\s*(\S+)")


def shown(said: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{said}" if FORMULA.match(said) else said


def meant(cell: str) -> str:
    """What a cell says, without the sign that keeps it from being a formula; lines end in one way."""
    said = cell.strip().replace("\r\n", "\n").replace("\r", "\n")
    return said[1:] if said.startswith("'") and FORMULA.match(said[1:]) else said


def written(part: Part, value: Any) -> str:
    """The value of a part as a cell."""
    if part.form in SEVERAL:
        return joined([_one_written(part, one) for one in value])
    if part.form == "flag":
        return "yes" if value else "no"
    return str(value)


def read(part: Part, cell: str) -> Any:
    """The value that a cell means, as plain data that `content.read` checks; what can not be read stays as it is."""
    if part.form in SEVERAL:
        return [_one_read(part, one) for one in parted(cell)]
    if part.form == "flag":
        return flag(cell)
    return day(cell) if part.form in ("day", "moment") else cell


def joined(several: Sequence[str]) -> str:
    """Several texts in one cell, so that `parted` finds the same ones."""
    escaped = [one.replace("\\", "\\\\").replace("|", "\\|") for one in several]
    alone = len(escaped) == 1 and not re.search(r"[;\n|\\]", escaped[0])
    return escaped[0] if alone else " | ".join(escaped) + (" |" if len(escaped) == 1 else "")


def parted(cell: str) -> list[str]:
    """The texts in a cell: parted by `|`; without that by lines, and in one line by `;`. Empty ones are left out."""
    if "|" in cell:
        found = [re.sub(r"\\([\\|])", r"\1", one) for one in _at_bars(cell)]
    else:
        found = cell.split("\n") if "\n" in cell else cell.split(";")
    return [one.strip() for one in found if one.strip()]


def flag(cell: str) -> bool | str:
    """Yes or no in the words of the four languages, and as spreadsheets write them; else the words themselves."""
    said = cell.strip().lower()
    return True if said in YES else False if said in NO else cell


def day(cell: str) -> str:
    """A day or a moment; 1.3.2026 and 01-03-2026 08:00, as spreadsheets write them, become 2026-03-01 ..."""
    found = DAY.fullmatch(cell)
    if found is None:
        return cell
    on = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return f"{on}T{int(found[4]):02}:{found[5]}" if found[4] else on


def _at_bars(cell: str) -> list[str]:
    """The cell cut at each bar that no backslash stands before."""
    found, begun, place = [], 0, 0
    while place < len(cell):
        if cell[place] == "\\":
            place += 2
            continue
        if cell[place] == "|":
            found.append(cell[begun:place])
            begun = place + 1
        place += 1
    return [*found, cell[begun:]]


def _one_written(part: Part, one: Any) -> str:
    if part.form == "opening":
        return f"{one['days']} {one['from']}-{one['to']}"
    if part.form not in RECORDS:
        return str(one)
    said = [_field(one.get(key, "")) for key in RECORDS[part.form]]
    while said and not said[-1]:
        said.pop()
    return " # ".join(said)


def _field(value: object) -> str:
    """One field of a law or a way; a # that stands alone in it would begin the next, so a backslash stands before."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return MARK.sub(r"\\#", str(value)).strip()


def _one_read(part: Part, one: str) -> Any:
    if part.form == "opening":
        found = OPENING.fullmatch(one)
        return {"days": found[1], "from": _clock(found[2]), "to": _clock(found[3])} if found else one
    if part.form not in RECORDS:
        return one
    keys = RECORDS[part.form]
    fields = [KEPT_MARK.sub("#", field).strip() for field in MARK.split(one, maxsplit=len(keys) - 1)]
    return {
        key: _way_flag(key, said) if key in FLAGS else said for key, said in zip(keys, fields, strict=False) if said
    }


def _way_flag(key: str, said: str) -> bool | str:
    """`yes`, or the name of the column itself, as in `self_service # https://... # mobile # sign_in`."""
    return True if said.lower().replace(" ", "_") == key else flag(said)


def _clock(said: str) -> str:
    """10:00 also when it was written as 10.00 or 9:30."""
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", said)
    return f"{int(found[1]):02}:{found[2]}" if found else said
