"""One form for every kind of page, built from what `catalogue.kinds` says that the kind holds.

A form shows the words of one language, or the facts. Everything is read by the catalogue itself; what it can not read
stays in its field with the reason. Rows (laws, ways, hours) always have some empty ones, so that no script is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torg.catalogue.content import Content, Fault, read
from torg.catalogue.kinds import FACTS, TEXTS, WAY_KINDS, Part
from torg.faces.desk.page_words import HELP, ROW_LABELS, SPANS, WAYS, choice_name, days_name, fault_said

FACTS_TAB = "facts"
SPARE, MOST_ROWS = 2, 60
COLUMNS = {
    "laws": ("name", "section", "url"),
    "ways": ("kind", "name", "url", "mobile", "sign_in"),
    "opening": ("days", "from", "to"),
    "keys": ("key",),
}
FLAGS = ("mobile", "sign_in")
YES_NO = {True: "yes", False: "no"}
DAYS = (
    "mon-fri", "mon-thu", "mon-wed", "mon-sat", "mon-sun", "tue-thu", "thu-fri", "sat-sun",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
)  # fmt: skip
LONG = {"body": 12, "summary": 3, "how": 7, "expect": 7, "next": 5, "conditions": 5}
COUNTED = frozenset({"working days", "calendar days", "days", "weeks", "months"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One part as the page shows it: ``fields`` side by side, or ``rows`` of them; ``source`` is what to translate."""

    part: Part
    fields: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    source: str

    @property
    def is_rows(self) -> bool:
        return self.part.form in COLUMNS

    @property
    def help(self) -> object:
        """What helps somebody who fills it in for the first time."""
        return HELP.get(self.part.key, "")


class PageForm(forms.Form):
    """The words of a page in one language, or its facts; ``tab`` is the language, or "facts"."""

    def __init__(
        self, data: Any = None, *, kind: str, tab: str, content: Content, source: Content | None = None,
        source_language: str = "", more: str = "",
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.kind, self.tab = kind, tab
        self.parts = FACTS[kind] if tab == FACTS_TAB else TEXTS[kind]
        self._source = source.words.get(source_language, {}) if source else {}
        self._rows: dict[str, int] = {}
        values = content.facts if tab == FACTS_TAB else content.words.get(tab, {})
        for part in self.parts:
            for name, field, value in self._made(part, values.get(part.key), more):
                field.initial = value
                self.fields[name] = field

    # -- fields -------------------------------------------------------------------------------------------------------

    def _made(self, part: Part, value: Any, more: str) -> Iterator[tuple[str, forms.Field, Any]]:
        if part.form in COLUMNS:
            rows = list(value or ())
            count = len(rows) + SPARE
            if self.is_bound:
                said = str(self.data.get(f"{part.key}-rows", ""))
                count = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else count
            count = min(count + (3 if more == part.key else 0), MOST_ROWS)
            self._rows[part.key] = count
            for number in range(count):
                row = rows[number] if number < len(rows) else {}
                row = {"key": row} if isinstance(row, str) else row
                for column in COLUMNS[part.form]:
                    said = row.get(column, "")
                    said = YES_NO.get(said, "") if column in FLAGS else said
                    yield f"{part.key}-{number}-{column}", _column(column, said), said
        elif part.form == "span":
            count_said, unit = _split_span(str(value or ""))
            units = dict(SPANS) | ({unit: unit} if unit and unit not in SPANS else {})
            number_box = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})
            yield (
                f"{part.key}-count",
                forms.CharField(label=cast("Any", part.label), required=False, widget=number_box),
                count_said,
            )  # fmt: skip
            select = forms.Select(choices=[("", "–"), *units.items()])
            label = ROW_LABELS["unit"]
            yield f"{part.key}-unit", forms.CharField(label=label, required=False, widget=select), unit
        else:
            said = "\n".join(value or ()) if part.form == "lines" else _local(value) if part.form == "moment" else value
            yield part.key, self._single(part), said

    def _single(self, part: Part) -> forms.Field:
        given: dict[str, Any] = {"label": part.label, "required": False, "help_text": HELP.get(part.key, "")}
        spoken = {} if self.tab == FACTS_TAB else {"lang": self.tab}
        match part.form:
            case "text" | "lines":
                rows = LONG.get(part.key, 4)
                box = forms.Textarea(attrs={"rows": rows, "cols": None, **spoken})
                return forms.CharField(**given, strip=False, widget=box)
            case "flag":
                return forms.BooleanField(**given)
            case "choice":
                named = [(word, choice_name(part.key, word)) for word in part.choices]
                return forms.CharField(**given, widget=forms.Select(choices=[("", "–"), *named]))
            case "choices":
                named = [(word, choice_name(part.key, word)) for word in part.choices]
                return forms.MultipleChoiceField(**given, choices=named, widget=forms.CheckboxSelectMultiple)
            case "day":
                return forms.CharField(**given, widget=forms.TextInput(attrs={"type": "date", "class": "short"}))
            case "moment":
                box_at = forms.TextInput(attrs={"type": "datetime-local", "class": "short"})
                return forms.CharField(**given, widget=box_at)
        return forms.CharField(**given, widget=forms.TextInput(attrs={"autocomplete": "off", **spoken}))

    # -- what was written ---------------------------------------------------------------------------------------------

    def read(self) -> tuple[Mapping[str, Any], bool]:
        """The parts as the catalogue reads them, and whether all could be read; each fault stands at its field."""
        self.full_clean()
        places: dict[str, str] = {}
        plain = {part.key: value for part in self.parts if (value := self._plain(part, places)) not in (None, "", [])}
        if self.tab == FACTS_TAB:
            content, faults = read(self.kind, {}, plain)
            found = content.facts
        else:
            content, faults = read(self.kind, {self.tab: plain}, {})
            found = content.words.get(self.tab, {})
        for fault in faults:
            if self._stops(fault, bool(plain)):
                self._refuse(fault, places)
        return found, not self.errors

    def _stops(self, fault: Fault, any_words: bool) -> bool:
        """What is missing waits until the page is published; but words in a language have a title."""
        if fault.what == "no_words":
            return False
        if fault.what == "missing" and fault.where.count(".") < 2:
            return any_words and fault.where == f"{self.tab}.title"
        return True

    def _refuse(self, fault: Fault, places: Mapping[str, str]) -> None:
        where = fault.where.removeprefix(f"{self.tab}.")
        key, _, rest = where.partition(".")
        number, _, column = rest.partition(".")
        part = next((one for one in self.parts if one.key == key), None)
        name: str | None = key
        if part and part.form in COLUMNS:
            row = places.get(f"{key}.{number}", f"{key}-0")
            name = f"{row}-{column or COLUMNS[part.form][0]}"
        elif part and part.form == "span":
            name = f"{key}-count"
        self.add_error(name if name in self.fields else None, fault_said(self.kind, fault))

    def _plain(self, part: Part, places: dict[str, str]) -> Any:
        said = self.cleaned_data
        if part.form in COLUMNS:
            rows = []
            for number in range(self._rows[part.key]):
                columns = COLUMNS[part.form]
                row = {one: said.get(f"{part.key}-{number}-{one}") for one in columns}
                row = {one: value.strip() if isinstance(value, str) else value for one, value in row.items()}
                if not any(value for one, value in row.items() if one not in FLAGS):
                    continue
                rows.append(row["key"] if part.form == "keys" else _row(row))
                places[f"{part.key}.{len(rows)}"] = f"{part.key}-{number}"
            return rows
        if part.form == "span":
            count, unit = str(said.get(f"{part.key}-count", "")).strip(), str(said.get(f"{part.key}-unit", ""))
            if unit and not count and unit not in COUNTED:
                return unit
            return f"{count} {unit.removesuffix('s') if count == '1' else unit}".strip()
        value = said.get(part.key)
        if part.form == "lines":
            return [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if part.form == "choices":
            return self._in_their_order(part, list(value or ())) or None
        return value or None

    def _in_their_order(self, part: Part, chosen: list[str]) -> list[str]:
        """What was chosen, in the order in which it stood: boxes have none, and a page belongs to its first field."""
        stood = [one for one in self.fields[part.key].initial or () if one in chosen]
        return [*stood, *(one for one in chosen if one not in stood)]

    # -- for the page -------------------------------------------------------------------------------------------------

    def shown(self) -> list[Shown]:
        """Every part in order."""
        return [self._shown(part) for part in self.parts]

    def _shown(self, part: Part) -> Shown:
        source = self._source.get(part.key, "")
        source = "\n".join(source) if isinstance(source, tuple | list) else str(source)
        if part.form in COLUMNS:
            rows = tuple(
                tuple(self[f"{part.key}-{number}-{column}"] for column in COLUMNS[part.form])
                for number in range(self._rows[part.key])
            )
            return Shown(part, (), rows, source)
        names = (f"{part.key}-count", f"{part.key}-unit") if part.form == "span" else (part.key,)
        return Shown(part, tuple(self[name] for name in names), (), source)


def _column(column: str, said: Any) -> forms.Field:
    label = ROW_LABELS[column]
    attrs = {"autocomplete": "off"}
    widget: forms.Widget = forms.TextInput(attrs=attrs)
    if column == "kind":
        widget = forms.Select(choices=[("", "–"), *((one, WAYS[one]) for one in WAY_KINDS)])
    elif column in FLAGS:
        widget = forms.Select(choices=[("", "–"), ("yes", _("yes")), ("no", _("no"))])
    elif column == "days":
        offered = DAYS if not said or said in DAYS else (*DAYS, str(said))
        widget = forms.Select(choices=[("", "–"), *((one, days_name(one)) for one in offered)])
    elif column in ("from", "to"):
        widget = forms.TextInput(attrs={"type": "time", "class": "short"})
    elif column == "key":
        widget = forms.TextInput(attrs={**attrs, "list": "pages-there"})
    return forms.CharField(label=label, required=False, widget=widget)


def _split_span(said: str) -> tuple[str, str]:
    found = re.fullmatch(r"([0-9]+) (.+)", said)
    if not found:
        return "", said
    return found[1], found[2] if found[2].endswith("s") else f"{found[2]}s"


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the catalogue reads it: what is not said is left out."""
    said = {column: value for column, value in row.items() if value not in ("", None)}
    return {column: value == "yes" if column in FLAGS else value for column, value in said.items()}


def _local(said: Any) -> str:
    """A moment as the browser's field shows it, in the municipality's own time."""
    if not said:
        return ""
    at = datetime.fromisoformat(str(said))
    return (timezone.localtime(at) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M")


def with_tab(content: Content, tab: str, parts: Mapping[str, Any]) -> Content:
    """The content with the words of one language, or its facts, replaced."""
    if tab == FACTS_TAB:
        return Content(content.words, parts)
    words = {code: said for code, said in content.words.items() if code != tab}
    return Content(words | ({tab: parts} if parts else {}), content.facts)


def of_tab(content: Content, tab: str) -> Mapping[str, Any]:
    """The words of one language, or the facts."""
    return content.facts if tab == FACTS_TAB else content.words.get(tab, {})


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of two editors who wrote at the same time: ``theirs`` were taken over, ``both`` were changed twice."""

    parts: Mapping[str, Any]
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def merge(
    parts: Sequence[Part], base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> Merged:  # fmt: skip
    """Lays my words over theirs, part by part, going by what both began with; where both changed, mine is kept."""
    found: dict[str, Any] = {}
    taken, both = [], []
    for key in (part.key for part in parts):
        before, other, own = base.get(key), theirs.get(key), mine.get(key)
        own = before if before is False and not own else own  # a box that is not ticked says the same
        if own == before and other != before:
            taken.append(key)
            own = other
        elif other not in (before, own):
            both.append(key)
        if own not in (None, "", ()):
            found[key] = own
    return Merged(found, tuple(taken), tuple(both))
