"""The texts of pages and letters in their languages: collected from the code, checked, compiled.

`python -m torg.config.messages update | check | compile`
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parent.parent
LOCALE = SOURCE / "locale"
LANGUAGES = ("nb", "nn", "da")
"""English is the language that the texts are written in."""

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?\w+[^>]*>")
DULL = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Generated-By",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid-Bugs-To",
    "Project-Id-Version",
)
HEADER = (
    "# The texts of Torg in this language. Collected by `make messages`; the translations are written here by hand.\n"
)


@dataclass(frozen=True)
class Flaw:
    """A text that one language lacks or has wrong."""

    language: str
    text: str
    what: str

    def __str__(self) -> str:
        return f"{self.language}: {self.what}: {self.text!r}"


def collect() -> Catalog:
    """Every marked text in code and templates, with the files (no line numbers) it stands in."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    catalogue = Catalog(charset="utf-8")
    for path in _files():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Indentation means something to Python and nothing to a template.
            text = re.sub(r"^[ \t]+", "", templatize(text, origin=str(path)), flags=re.MULTILINE)
        where = [(path.relative_to(SOURCE).as_posix(), 0)]
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, context in found:
            if message:
                catalogue.add(message, locations=where, auto_comments=comments, context=context)
    return catalogue


def flaws(collected: Catalog) -> Iterator[Flaw]:
    """Every text that some language lacks, has only guessed, has with other placeholders, or has without need."""
    for language in LANGUAGES:
        catalogue = _read(language)
        known = {(message.id, message.context): message for message in catalogue if message.id}
        for wanted in collected:
            if not wanted.id:
                continue
            have = known.pop((wanted.id, wanted.context), None)
            if what := _what_is_wrong(wanted, have):
                yield Flaw(language, _singular(wanted), what)
        for surplus in known.values():
            yield Flaw(language, _singular(surplus), "no longer used; run `make messages`")


def update(collected: Catalog) -> int:
    """Bring the files up to date: new texts empty, unused ones gone, nothing guessed; how many wait for translation."""
    waiting = 0
    for language in LANGUAGES:
        catalogue = _read(language)
        catalogue.update(collected, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        catalogue.header_comment = HEADER
        catalogue.fuzzy = False
        path = _path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, sort_output=True, width=0, include_lineno=False, ignore_obsolete=True)
        _drop_dates(path)
        waiting += sum(1 for message in catalogue if message.id and not _translated(message))
    return waiting


def compile_all() -> int:
    """Write the file that Django reads beside every file that people write; how many."""
    for language in LANGUAGES:
        with _path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(language))
    return len(LANGUAGES)


def main(arguments: Sequence[str]) -> int:
    """`update`, `check` or `compile`; the exit code of `check` is 1 when a text is missing somewhere."""
    if list(arguments) == ["compile"]:
        print(f"{compile_all()} languages compiled.")
        return 0
    if list(arguments) == ["update"]:
        print(f"{update(collect())} translations wait to be written in src/torg/locale.")
        return 0
    if list(arguments) == ["check"]:
        found = list(flaws(collect()))
        print("\n".join(str(flaw) for flaw in found) or "Every text is there in nb, nn, da and en.")
        return 1 if found else 0
    print(__doc__, file=sys.stderr)
    return 2


def _files() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*")):
        inside = path.relative_to(SOURCE).parts
        if "vendor" in inside or "migrations" in inside or inside[0] == "strategy":
            continue
        if path.suffix == ".py" or ("templates" in inside and path.suffix in {".html", ".txt"}):
            yield path


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", header_comment=HEADER, project="Torg", version="1")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _drop_dates(path: Path) -> None:
    """Dates and tool versions in the head would change the file at every run and tell nobody anything."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dull = tuple(f'"{word}' for word in DULL)
    path.write_text("".join(line for line in lines if not line.startswith(dull)), encoding="utf-8")


def _what_is_wrong(wanted: Message, have: Message | None) -> str:
    if have is None or not _translated(have):
        return "has no translation"
    if have.fuzzy:
        return "is marked as a guess"
    allowed = {frozenset(PLACEHOLDER.findall(text)) for text in _texts(wanted.id)}
    for text in _texts(have.string):
        if frozenset(PLACEHOLDER.findall(text)) not in allowed:
            return f"has other placeholders than the English ({text!r})"
    return ""


def _translated(message: Message) -> bool:
    return all(_texts(message.string))


def _singular(message: Message) -> str:
    return _texts(message.id)[0]


def _texts(one_or_more: str | Sequence[str] | None) -> tuple[str, ...]:
    """A text and its plurals; one empty text when there is none."""
    if isinstance(one_or_more, str):
        return (one_or_more,)
    return tuple(one_or_more) if one_or_more else ("",)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
