"""Text that can always be stored and shown: no NUL, no lone surrogates, no control characters, one kind of newline."""

from __future__ import annotations

import html
import re

import nh3

_NEWLINES = re.compile(r"\r\n?")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ONE_LINE = re.compile(r"[\s\x00-\x1f\x7f]+")
# Marks that turn the direction of writing round, with which "gpj.exe" can pose as "exe.jpg".
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[ \t\xa0]+\n|\n[ \t\xa0]+")
_MANY_NEWLINES = re.compile(r"\n{3,}")

_BLOCKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "hr"}
_SILENT = {"script", "style", "title", "head", "template", "noscript", "svg", "math"}
_PARAGRAPHS = re.compile(r"\s*</?(?:p|h[1-6]|blockquote|table|ul|ol)(?: [^>]*)?>\s*")
_LIST_ITEM = re.compile(r"\s*<li(?: [^>]*)?>\s*")
_BREAK = re.compile(r" ?<(?:br|hr)(?: [^>]*)?> ?|\s*</?(?:div|tr|li)(?: [^>]*)?>\s*")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\n\f]+")

LONGEST_NAME = 200
"""Characters of a file's name that are kept."""


def clean(text: str) -> str:
    """Make text storable: newlines become LF, NUL and other control characters and lone surrogates go."""
    if "\r" in text:
        text = _NEWLINES.sub("\n", text)
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text


def one_line(text: str, longest: int = 1000) -> str:
    """Make text storable on one line, cut at ``longest`` characters (the raw input keeps the rest)."""
    line = _UNSTORABLE.sub("", _ONE_LINE.sub(" ", text)).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"


def file_name(name: str) -> str:
    """A file's name without folders, control characters and marks of direction; "" when nothing is left."""
    base = _DIRECTION.sub("", one_line(name, 5000)).replace("\\", "/").rsplit("/", 1)[-1].strip(" .")
    if len(base) <= LONGEST_NAME:
        return base
    stem, dot, ending = base.rpartition(".")
    return f"{stem[: LONGEST_NAME - 1 - len(ending)]}.{ending}" if dot and len(ending) <= 10 else base[:LONGEST_NAME]


def decoded(content: bytes, charset: str) -> str:
    """Decode bytes by the charset they claim, by what they are when the claim is wrong; never fails."""
    charset = charset.strip().strip("\"'").partition("*")[0].lower()
    if charset in ("", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit"):
        return _utf8_or_latin(content)
    if charset in ("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252"):
        return _latin(content)
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):
        return _utf8_or_latin(content)


def _latin(content: bytes) -> str:
    # What says ISO-8859-1 is Windows-1252 in practice, as browsers hold too.
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _utf8_or_latin(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(1 for character in text if character > "\x7f") - wrong
    return text if right > wrong else _latin(content)


def from_html(markup: str) -> str:
    """The text of a page as a person would read it, with the address behind a link after its words."""
    tidy = nh3.clean(
        markup,
        tags=_BLOCKS | {"a"},
        attributes={"a": {"href"}},
        clean_content_tags=_SILENT,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )
    tidy = _SPACE.sub(" ", tidy)
    tidy = _LINK.sub(_link, tidy)
    tidy = _LIST_ITEM.sub("\n- ", tidy)
    tidy = _PARAGRAPHS.sub("\n\n", tidy)
    tidy = _TAG.sub("", _BREAK.sub("\n", tidy))
    text = clean(html.unescape(tidy)).replace("\xa0", " ")
    text = _BLANKS.sub("\n", text)
    return _MANY_NEWLINES.sub("\n\n", text).strip()


def _link(found: re.Match[str]) -> str:
    address, words = found.group(1), found.group(2)
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    return words if not bare or bare.rstrip("/") in words or not words.strip() else f"{words} ({bare})"
