"""Text that can always be stored and shown: no NUL, no lone surrogates, no control characters, one kind of newline."""

from __future__ import annotations

import html
import re

_NEWLINES = re.compile(r"\r\n?")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ONE_LINE = re.compile(r"[\s\x00-\x1f\x7f]+")
# Marks that turn the direction of writing round, with which "gpj.exe" can pose as "exe.jpg".
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>|<!--|<[!?/][^<>]*>")
SILENT = {
    name: re.compile(f"</{name}\\b[^<>]*>", re.IGNORECASE)
    for name in (
        "script",
        "style",
        "title",
        "head",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "textarea",
        "audio",
        "video",
    )
}
COMMENT_END = re.compile("--!?>")
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "dl", "pre"))
_LINES = frozenset(("hr", "div", "tr", "dt", "dd", "section", "article", "header", "footer", "address"))
_CELLS = frozenset(("td", "th"))
_LINK = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_OPENABLE = ("http://", "https://", "mailto:", "tel:")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_PARAGRAPH, _LINE, _BREAK = "\x00p", "\x00l", "\x00b"
_SPACES = re.compile(r"[ \xa0]+")
_ENDS = re.compile(r" *(?:\x00[plb] *)+")

LONGEST_MARKUP = 2_000_000
"""Characters of markup that are read for their text; whoever sends more has sent a file, which is kept as it came."""
LONGEST_NAME = 200
"""Characters of a file's name that are kept."""


def clean(text: str) -> str:
    """Make text storable: newlines become LF, NUL and other control characters and lone surrogates go."""
    if "\r" in text:
        text = _NEWLINES.sub("\n", text)
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text


def one_line(text: str, longest: int = 1000) -> str:
    """Make text storable on one line, cut at ``longest`` characters (the raw input keeps the rest)."""
    # What is printable holds no white space but blanks, no control characters and no surrogates.
    plain = text.isprintable() and "  " not in text
    line = text.strip() if plain else _UNSTORABLE.sub("", _ONE_LINE.sub(" ", text)).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"


def undirected(text: str) -> str:
    """Text without the marks that turn the direction of writing, with which a name can pose as another."""
    return text if text.isascii() else _DIRECTION.sub("", text)


def file_name(name: str) -> str:
    """A file's name without folders, control characters and marks of direction; "" when nothing is left."""
    base = undirected(one_line(name, 5000)).replace("\\", "/").rsplit("/", 1)[-1].strip(" .")
    if len(base) <= LONGEST_NAME:
        return base
    stem, dot, ending = base.rpartition(".")
    return f"{stem[: LONGEST_NAME - 1 - len(ending)]}.{ending}" if dot and len(ending) <= 10 else base[:LONGEST_NAME]


def from_html(markup: str) -> str:
    """The text of a page as a person would read it, with the address behind a link after its words.

    Written for speed and for any input: time grows with the length and nothing else. The result is plain text and
    must be escaped like any other when shown.
    """
    markup = clean(markup[:LONGEST_MARKUP])
    made: list[str] = []
    link: tuple[str, int] | None = None
    position = 0
    endless: set[str] = set()
    while found := _TAG.search(markup, position):
        made.append(markup[position : found.start()])
        position = found.end()
        closing, name = bool(found.group(1)), (found.group(2) or "").lower()
        silent = COMMENT_END if found.group() == "<!--" else SILENT.get(name)
        if silent and not closing and silent.pattern not in endless:
            end = silent.search(markup, position)
            position = end.end() if end else position
            if not end:
                endless.add(silent.pattern)
        elif name == "a":
            if link:
                made.append(_behind(link[0], "".join(made[link[1] :])))
            link = None if closing else (_address(found.group(3)), len(made))
        elif name == "li":
            made.append("" if closing else _LINE + "- ")
        elif name in _PARAGRAPHS:
            made.append(_PARAGRAPH)
        elif name == "br":
            made.append(_BREAK)
        elif name in _LINES:
            made.append(_LINE)
        elif name in _CELLS:
            made.append(" ")
    made.append(markup[position:])
    return _as_lines("".join(made))


def _as_lines(text: str) -> str:
    text = html.unescape(_SPACE.sub(" ", text))
    return clean(_SPACES.sub(" ", _ENDS.sub(_newlines, text))).strip()


def _newlines(marks: re.Match[str]) -> str:
    """Ends of lines that stand together make one newline, a break after an end a second, a paragraph always two."""
    ends = marks.group().replace(" ", "").replace("\x00", "")
    if "p" in ends:
        return "\n\n"
    return "\n" * max(1, min(2, ends.count("b") + ends.startswith("l")))


def _address(attributes: str) -> str:
    found = _LINK.search(attributes)
    address = html.unescape(found.group(1) or found.group(2) or found.group(3) or "").strip() if found else ""
    return address if address.lower().startswith(_OPENABLE) else ""


def _behind(address: str, words: str) -> str:
    """What to add after a link's words: its address, unless the words say it."""
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    return f" ({bare})" if bare and words.strip() and bare.rstrip("/") not in html.unescape(words) else ""
