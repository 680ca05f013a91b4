"""A message as a tree of parts, cut out of the raw bytes without copying line by line.

Python's own reader goes through a message line by line; this one finds header ends and boundaries with a handful of
searches and keeps every part's bytes exactly as they came (decision 0040). It has no notion of a faulty message:
whatever cannot be a part is text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from torg.channels.charsets import decoded
from torg.channels.email.encodings import BASE64, encoding_of, undone
from torg.channels.email.headers import parameters

DEEPEST = 30
"""Parts within parts that are followed; deeper ones stay one attachment."""
LONGEST_HEADER = 50_000
"""Characters of one header that are read."""
MOST_PARTS = 2000
"""Parts of one multipart that are cut apart; the rest stays in the last one."""
MOST_COPIES = 6
"""How many times its own length a message may take while it is cut apart; parts within parts beyond that stay whole."""

_SHORT = {"html": "text/html", "text": "text/plain", "plain": "text/plain"}
MAIL_TYPES = ("message/rfc822", "message/global", "message/news")

_NAME = re.compile(r"[!-9;-~]+")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# The line before a message in an mbox file, and not "From :" with a blank too many.
_FROM_LINE = re.compile(rb">?From (?!\s*:)")
_BARE_CR = re.compile(r"\r+\n?")
_BOUNDARY = re.compile(rb"(?:^|\n)(--[^\s-][^\r\n]{0,90}?)[ \t]*\r?\n(?=content-[a-z-]+[ \t]*:|\r?\n)", re.IGNORECASE)
_SURELY = re.compile(
    r"(?:from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding|content-disposition"
    r"|received|return-path|reply-to|in-reply-to|references|x-[a-z-]+)[ \t]*:",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Part:
    """One part: its headers by lower-cased name, its type, its undecoded body, and the parts within it."""

    headers: dict[str, list[str]]
    content_type: str
    parameters: dict[str, str]
    body: bytes
    parts: list[Part] = field(default_factory=list)

    def header(self, name: str) -> str:
        """The first header of that lower-cased name as it stands, "" when there is none."""
        values = self.headers.get(name)
        return values[0] if values else ""

    def content(self) -> bytes:
        """The body with its transfer encoding undone; what cannot be undone stands as it came."""
        return undone(self.body, self.encoding())

    def encoding(self) -> str:
        """The transfer encoding that is meant: the first one that is known, without what people put around it."""
        written = self.headers.get("content-transfer-encoding", ())
        return next(filter(None, map(encoding_of, written)), "")

    def size(self) -> int:
        """How many bytes `content` has, without undoing what need not be undone."""
        if self.encoding() == "base64":
            letters = self.body.translate(None, b"\r\n")
            bare = letters.rstrip(b"=")
            if len(letters) % 4 == 0 and len(letters) - len(bare) <= 2 and not bare.translate(None, BASE64):
                return len(bare) * 3 // 4
        return len(self.content())

    def walk(self) -> Iterator[Part]:
        """This part and all within it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def parse(raw: bytes) -> Part:
    """Cut a whole message into its parts."""
    raw = _in_lines(raw).lstrip(b" \t\r\n")
    while _FROM_LINE.match(raw):
        raw = raw.partition(b"\n")[2]
    return _Cutter(MOST_COPIES * len(raw) + 10_000).part(raw, "text/plain", 0)


def _in_lines(raw: bytes) -> bytes:
    """A message with line ends that can be found: one saved as UTF-16, with CR alone or CR twice, is made plain."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw.decode("utf-16", "replace").encode("utf-8")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    first = raw[: raw.find(b"\n") + 1] or raw
    if b"\r" in first.removesuffix(b"\r\n"):
        raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw


def head_of(raw: bytes) -> dict[str, list[str]]:
    """The headers alone, for those who need no body."""
    return _headers(raw.lstrip(b"\r\n"))[0]


class _Cutter:
    """Cuts one message apart, as deep and with as many copies of its bytes as one message may have."""

    def __init__(self, left: int) -> None:
        self.left = left

    def part(self, raw: bytes, usual_type: str, depth: int) -> Part:
        headers, body = _headers(raw)
        content_type, given = _type_of(headers, body, usual_type)
        part = Part(headers, content_type, given, body)
        if depth >= DEEPEST or self.left < len(body):
            return part
        if content_type.startswith("multipart/"):
            self._multipart(part, depth)
        elif content_type in MAIL_TYPES:
            content = part.content().lstrip(b"\r\n")
            self.left -= len(content)
            part.parts = [self.part(content, "text/plain", depth + 1)]
        return part

    def _multipart(self, part: Part, depth: int) -> None:
        within = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        pieces = _pieces(part.body, part.parameters.get("boundary", ""))
        if not pieces and part.encoding():
            # No multipart may be encoded as a whole; some are.
            part.body = part.content()
            part.headers.pop("content-transfer-encoding")
            pieces = _pieces(part.body, part.parameters.get("boundary", ""))
        self.left -= len(part.body)
        part.parts = [self.part(piece, within, depth + 1) for piece in pieces]
        _take_in_siblings(part)
        if part.parts:
            part.body = b""


def is_cut_off(part: Part) -> bool:
    """Whether a multipart stayed whole because it lies too deep, and not because it is text in truth."""
    boundary = part.parameters.get("boundary", "")
    return not part.parts and bool(boundary) and b"--" + _bytes(boundary) in part.body


def _take_in_siblings(part: Part, levels: int = 5) -> None:
    """A multipart within another that has the same boundary holds what comes after it."""
    for number, child in enumerate(part.parts):
        empty = child.content_type.startswith("multipart/") and not child.parts and not child.body.strip()
        if empty and child.parameters.get("boundary") == part.parameters.get("boundary"):
            child.parts = part.parts[number + 1 :]
            del part.parts[number + 1 :]
            if levels:
                _take_in_siblings(child, levels - 1)
            return


def _type_of(headers: dict[str, list[str]], body: bytes, usual: str) -> tuple[str, dict[str, str]]:
    """A part's type and its parameters; of several, the first that is a type, and a multipart's must fit the body."""
    written = headers.get("content-type", ())
    first: tuple[str, dict[str, str]] | None = None
    for one in written[:5]:
        value, given = parameters(one)
        if " " in value:
            # Somebody forgot a semicolon.
            value, given = parameters(one.replace(" ", ";", 1) if ";" not in one.split(" ")[0] else one)
        value = _SHORT.get(value, value)
        if value.count("/") != 1:
            first = first or ("", given)
            continue
        boundary = given.get("boundary", "")
        fits = not value.startswith("multipart/") or (boundary and b"--" + _bytes(boundary) in body)
        if len(written) == 1 or fits:
            return value, given
        first = first if first and first[0] else (value, given)
    return (first[0] or usual, first[1]) if first else (usual, {})


def _headers(raw: bytes) -> tuple[dict[str, list[str]], bytes]:
    """Split into headers by lower-cased name and body; a line that is no header belongs to the one before it when
    more headers follow, else the body starts there."""
    if raw.startswith((b"\n", b"\r\n")):
        return {}, raw[raw.index(b"\n") + 1 :]
    end = raw.find(b"\n\r\n")
    other = raw.find(b"\n\n", 0, end if end >= 0 else len(raw))
    end = other if other >= 0 else end
    block, body = (raw[:end], raw[_after_newline(raw, end + 1) :]) if end >= 0 else (raw, b"")
    lines = _lines(block)
    headers: dict[str, list[str]] = {}
    last: list[str] = []
    surely = -1
    for number, line in enumerate(lines):
        if last and line.startswith((" ", "\t")):
            _continue(last, line)
            continue
        name, colon, value = line.partition(":")
        name = name.rstrip()
        if colon and (name.isalpha() or _NAME.fullmatch(name)):
            last = headers.setdefault(name.lower(), [])
            last.append(value.strip())
            continue
        if surely < 0:
            surely = max((n for n, later in enumerate(lines) if _SURELY.match(later)), default=0)
        if last and (not line.strip() or number < surely):
            _continue(last, line)
        else:
            rest = "\n".join(lines[number:]).encode("utf-8", "replace")
            return headers, rest + (raw[end:] if end >= 0 else b"")
    return headers, body


def _lines(block: bytes) -> list[str]:
    """The lines of a head; those that are not UTF-8 are read by the charset that the body has, as a rule."""
    if b"\0" in block:
        block = block.replace(b"\0", b"")
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        said = _CHARSET.search(block)
        charset = said.group(1).decode("ascii") if said else ""
        # UTF-16 is never a header's, and UTF-7 would make other headers out of plain ones.
        charset = "" if charset.lower().startswith(("u", "iso-10646", "hz")) else charset
        text = "\n".join(
            line.decode("ascii") if line.isascii() else decoded(line, charset) for line in block.split(b"\n")
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").rstrip("\r")
        if "\r" in text:
            text = _BARE_CR.sub("\n", text)
    return text.split("\n")


def _continue(last: list[str], line: str) -> None:
    if len(last[-1]) < LONGEST_HEADER:
        last[-1] += " " + line.strip()


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    """The bytes between a multipart's boundaries, also when it states none or another than it uses; none when it has
    none at all, so that its body is text."""
    pieces = _between(body, b"--" + _bytes(boundary)) if boundary else []
    if not pieces:
        guessed = _BOUNDARY.search(body[:LONGEST_HEADER])
        pieces = _between(body, guessed.group(1)) if guessed else []
    return pieces


def _bytes(boundary: str) -> bytes:
    return boundary.encode("utf-8", "surrogateescape").rstrip()


def _between(body: bytes, mark: bytes) -> list[bytes]:
    pieces: list[bytes] = []
    start = -1
    at = body.find(mark)
    while at >= 0:
        line_end = _after_newline(body, at)
        # A line that holds much more is no boundary, and need not be looked at whole.
        rest = body[at + len(mark) : min(line_end, at + len(mark) + 200)].strip(b" \t\r\n\0")
        if rest in (b"", b"--") and (at == 0 or body[at - 1] == 10):
            if start >= 0:
                pieces.append(body[start : _before_newline(body, start, at)])
            start = -1 if rest else line_end
            if len(pieces) >= MOST_PARTS or (rest and not _goes_on(body, mark, line_end)):
                break
        at = body.find(mark, at + len(mark))
    if start >= 0 and (start < len(body) or not pieces):
        pieces.append(body[start:])
    return pieces


def _goes_on(body: bytes, mark: bytes, position: int) -> bool:
    """Whether parts follow after an end: some programs end a multipart before its last part."""
    at = body.find(b"\n" + mark, position - 1)
    end = _after_newline(body, at + 1)
    return at >= 0 and body[at + 1 + len(mark) : end].strip() == b"" and end < len(body)


def _before_newline(body: bytes, start: int, at: int) -> int:
    """Where a piece ends that ``at`` bounds: the line end before a boundary belongs to the boundary."""
    return max(start, at - (2 if body[max(0, at - 2) : at] == b"\r\n" else 1))


def _after_newline(body: bytes, position: int) -> int:
    newline = body.find(b"\n", position)
    return len(body) if newline < 0 else newline + 1
