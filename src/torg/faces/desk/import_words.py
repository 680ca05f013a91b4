"""What is wrong in a file of pages, and what would be done with it, in the words of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torg.catalogue.comparing import What
from torg.catalogue.content import ODD, Fault
from torg.catalogue.files import Row
from torg.catalogue.kinds import LANGUAGES

SAID = {
    What.FAULTY: _("Faulty"),
    What.CHANGED: _("Changed"),
    What.MADE: _("New"),
    What.SHOWN: _("Published"),
    What.SAME: _("The same"),
}
COLOURS = {
    What.FAULTY: "danger", What.CHANGED: "warning", What.MADE: "success", What.SHOWN: "info", What.SAME: "neutral",
}  # fmt: skip
DID_YOU_MEAN = _("Did you mean %(near)s?")
SENTENCES: Mapping[str, tuple[object, object]] = {
    "missing": (_("This is missing."), _("Write it.")),
    "no_words": (_("The page has words in no language."), _("Write at least a title in one language.")),
    "unknown_key": (_("This kind of page has no such part."), _("Perhaps %(near)s was meant.")),
    "unknown_word": (_("This is none of the words that may stand here."), _("Write one of: %(near)s.")),
    "not_text": (_("This can not be read."), _("Write it as the guide to the files shows.")),
    "not_list": (_("This is not a list."), _("Put it in square brackets.")),
    "not_flag": (_("This is neither yes nor no."), _("Write yes or no in a table, true or false elsewhere.")),
    "not_day": (_("This is not a day."), _("Write it as 2026-03-01.")),
    "not_moment": (_("This is not a moment."), _("Write it as 2026-03-01T08:00.")),
    "not_span": (_("This is not a length of time."), _("Write it as 10 working days, 4 weeks or 3 months.")),
    "not_address": (_("This is not a web address."), _("Write it with https:// in front.")),
    "not_key": (_("This is not a key."), _("Use small letters a to z, digits and single hyphens, at most 70 signs.")),
    "not_opening": (_("These are no opening hours."), _("Write them as mon-fri 10:00-15:00.")),
    "too_long": (_("This is too long."), _("Shorten it to at most %(near)s characters.")),
    "too_many": (_("There are too many here."), _("Leave at most %(near)s.")),
    "not_number": (_("This is not a whole number from 1 to 60."), _("Write for example 12.")),
    "twice": (_("Another page in the file has the same key."), _("Give one of them another key.")),
    "no_page": (_("There is no page with this key."), DID_YOU_MEAN),
    "no_block": (_("There is no block of text with this key."), DID_YOU_MEAN),
    "no_unit": (_("There is no unit with this key."), DID_YOU_MEAN),
    "bracket": (_("This stands in curly brackets, and nothing can be put there."), ""),
    "nameless_cell": (_("This stands in a column without a name."), _("Write its name in the first row.")),
    "other_kind": (_("A page of another kind has this key."), _("Write another key, or the kind %(near)s.")),
    "odd_sign": (_("This holds a sign that is no text."), _("Write it again by hand.")),
    "draft_there": (_("The page has words that are not published yet."), _("The file takes their place.")),
    "waits": (_("The page wants a second pair of eyes."), _("It becomes a draft that somebody else publishes.")),
    "not_toml": (_("The file can not be read as TOML."), "%(near)s"),
    "not_json": (_("The file can not be read as JSON."), "%(near)s"),
    "too_deep": (_("The file is nested too deeply."), ""),
    "no_lists": (_("The file holds no lists of pages."), _("Write it as the guide to the files shows.")),
    "no_list": (_("There is no such list of pages."), DID_YOU_MEAN),
    "not_pages": (_("This is not a list of pages."), _("Put it in square brackets.")),
    "too_large": (_("The file is too large."), _("At most %(near)s megabytes can be read. Split it.")),
    "too_many_pages": (_("The file holds too many pages."), _("At most %(near)s can be read at a time. Split it.")),
    "empty": (_("The file is empty."), ""),
    "spreadsheet": (_("This is the file of another program."), _("Save it there as CSV (UTF-8), and choose that.")),
    "not_a_text": (_("The file is no text that can be read."), _("Save it as CSV, TOML or JSON in UTF-8.")),
    "no_key_column": (_("The first row names no column “key”."), _("Write the names of the columns in the first row.")),
    "no_column": (_("There is no such column."), DID_YOU_MEAN),
    "column_twice": (_("This column stands twice."), _("Take one of them away.")),
    "open_quote": (_("The quotation marks from this row on do not fit."), _("Close each one that opens.")),
    "no_rows": (_("The file holds no pages."), ""),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A fault or a note: the column and the place in its list, what stands there, what is wrong, how to mend it."""

    column: str
    said: str
    wrong: str
    mend: str


def told(fault: Fault) -> Told:
    """A fault in the reader's language."""
    wrong, mend = SENTENCES[fault.what]
    near = harmless(fault.near)
    mended = str(mend) % {"near": near} if near or "%(near)s" not in str(mend) else ""
    return Told(column(fault.where), harmless(fault.said)[:120], str(wrong), mended)


def column(where: str) -> str:
    """The column of a fault; with the number of the thing in its list, as in "topics (2)"."""
    parts = harmless(where).split(".")
    head = 2 if parts[0] in LANGUAGES and len(parts) > 1 else 1
    name, rest = ".".join(parts[:head]), ".".join(parts[head:])
    if name.startswith("column ") and name[7:].isdigit():
        return gettext("Column %(number)s") % {"number": name[7:]}
    if name.startswith("row ") and name[4:].isdigit():
        return gettext("Row %(number)s") % {"number": name[4:]}
    return f"{name} ({rest})" if rest else name


def place(row: Row) -> str:
    """Where a page stands in its file."""
    if row.inside:
        return f"{row.inside} {row.number}"
    return gettext("Row %(number)s") % {"number": row.number}


def harmless(said: str) -> str:
    """A text from a file that can be shown, whatever signs stand in it."""
    return ODD.sub("\N{REPLACEMENT CHARACTER}", said)
