"""Catalogue files as they come: bytes in one of several encodings, and one of three forms (TOML, JSON, CSV)."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from torg.catalogue.content import Fault
from torg.catalogue.files import NOTHING, Entry, Reading, read_text
from torg.catalogue.tables import read_table

MOST_BYTES = 8 * 1024 * 1024
MOST_PAGES = 1_000
FORMS = ("toml", "json", "csv")
MARKED = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
OTHERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
"""How the files of spreadsheets and text programs begin."""


class NoText(Exception):
    """The bytes are no text in an encoding that catalogue files come in."""


def read_file(raw: bytes, *, name: str, there: Mapping[str, Entry] = NOTHING) -> Reading:
    """Reads a file of any form; ``name`` is what it is called, ``there`` the pages that there are by their keys."""
    if len(raw) > MOST_BYTES:
        return Reading(wrong=(Fault("", "too_large", near=str(MOST_BYTES // 1024 // 1024)),))
    if raw.startswith(OTHERS):
        return Reading(wrong=(Fault("", "spreadsheet"),))
    try:
        text = decoded(raw)
    except NoText:
        return Reading(wrong=(Fault("", "not_a_text"),))
    if not text.strip():
        return Reading(wrong=(Fault("", "empty"),))
    form = form_of(name, text)
    reading = read_table(text, there=there) if form == "csv" else read_text(text, form=form, there=there)
    if len(reading.rows) > MOST_PAGES:
        return Reading(wrong=(Fault("", "too_many_pages", near=str(MOST_PAGES)),))
    if not reading.rows and not reading.wrong:
        return Reading(wrong=(Fault("", "no_rows"),))
    return reading


def decoded(raw: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a mark, or in Windows-1252. Raises NoText."""
    for mark, encoding in MARKED:
        if raw.startswith(mark):
            return _text(raw[len(mark) :], encoding)
    beginning = raw[:2000]
    if beginning.count(0) * 3 > len(beginning):  # half of the bytes of our letters in UTF-16 are nought
        return _text(raw, "utf-16-le" if beginning[1::2].count(0) >= beginning[::2].count(0) else "utf-16-be")
    try:
        return _text(raw, "utf-8")
    except NoText:
        return _text(raw, "cp1252")


def form_of(name: str, text: str) -> str:
    """The form of a file, by the end of its name; when that tells nothing, by how it begins."""
    ending = name.rpartition(".")[2].lower()
    if ending in FORMS:
        return ending
    beginning = text.lstrip()[:2]
    if ending in ("tsv", "txt", "tab"):
        return "csv"
    return "json" if beginning.startswith("{") else "toml" if beginning == "[[" else "csv"


def _text(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NoText from error
    if "\0" in text:
        raise NoText
    return text
