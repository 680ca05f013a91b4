"""A message as a tree of parts, cut out of the raw bytes without copying line by line.

Python's own reader goes through a message line by line; this one finds header ends and boundaries with a handful of
searches and keeps every part's bytes exactly as they came (decision 0040). It has no notion of a faulty message:
whatever cannot be a part is text.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from torg.channels.email.headers import parameters
from torg.channels.text import decoded

DEEPEST = 30
"""Parts within parts that are followed; deeper ones stay one attachment."""
LONGEST_HEADER = 50_000
"""Characters of one header that are read."""
MOST_PARTS = 2000
"""Parts of one multipart that are cut apart; the rest stays in the last one."""

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NAME = re.compile(r"[!-9;-~]+")
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
        encoding = self.header("content-transfer-encoding").strip().lower()
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if encoding == "base64":
            return _from_base64(self.body)
        if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
            return _from_uuencode(self.body)
        return self.body

    def size(self) -> int:
        """How many bytes `content` has, without undoing what need not be undone."""
        if self.header("content-transfer-encoding").strip().lower() == "base64":
            letters = self.body.translate(None, b"\r\n")
            bare = letters.rstrip(b"=")
            if len(letters) % 4 == 0 and len(letters) - len(bare) <= 2 and not bare.translate(None, _BASE64):
                return len(bare) * 3 // 4
        return len(self.content())

    def walk(self) -> Iterator[Part]:
        """This part and all within it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def parse(raw: bytes) -> Part:
    """Cut a whole message into its parts."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    return _part(raw, "text/plain", 0)


def head_of(raw: bytes) -> dict[str, list[str]]:
    """The headers alone, for those who need no body."""
    return _headers(raw.lstrip(b"\r\n"))[0]


def _part(raw: bytes, usual_type: str, depth: int) -> Part:
    headers, body = _headers(raw)
    value, given = parameters(headers.get("content-type", [""])[0])
    content_type = value if value.count("/") == 1 else usual_type
    part = Part(headers, content_type, given, body)
    if depth < DEEPEST:
        if content_type.startswith("multipart/"):
            within = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
            part.parts = [_part(piece, within, depth + 1) for piece in _pieces(body, given.get("boundary", ""))]
        elif content_type in ("message/rfc822", "message/global"):
            part.parts = [_part(part.content().lstrip(b"\r\n"), "text/plain", depth + 1)]
    return part


def _headers(raw: bytes) -> tuple[dict[str, list[str]], bytes]:
    """Split into headers by lower-cased name and body; a line that is no header belongs to the one before it when
    more headers follow, else the body starts there."""
    if raw.startswith((b"\n", b"\r\n")):
        return {}, raw[raw.index(b"\n") + 1 :]
    end = raw.find(b"\n\r\n")
    other = raw.find(b"\n\n", 0, end if end >= 0 else len(raw))
    end = other if other >= 0 else end
    block, body = (raw[:end], raw[_after_newline(raw, end + 1) :]) if end >= 0 else (raw, b"")
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = "\n".join(decoded(line, "") for line in block.split(b"\n"))
    lines = text.split("\n")
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
            rest = "\n".join(lines[number:]).encode("utf-8")
            return headers, rest + (raw[end:] if end >= 0 else b"")
    return headers, body


def _continue(last: list[str], line: str) -> None:
    if len(last[-1]) < LONGEST_HEADER:
        last[-1] += " " + line.strip()


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    """The bytes between a multipart's boundaries; none when it has no boundary, so that its body is text."""
    if not boundary:
        return []
    mark = b"--" + boundary.encode("utf-8", "surrogateescape").rstrip()
    pieces: list[bytes] = []
    start = -1
    at = body.find(mark)
    while at >= 0:
        line_end = _after_newline(body, at)
        rest = body[at + len(mark) : line_end].rstrip()
        if rest in (b"", b"--") and (at == 0 or body[at - 1] == 10):
            if start >= 0:
                pieces.append(body[start : _before_newline(body, start, at)])
            start = -1 if rest else line_end
            if rest or len(pieces) >= MOST_PARTS:
                break
        at = body.find(mark, at + len(mark))
    if start >= 0 and (start < len(body) or not pieces):
        pieces.append(body[start:])
    return pieces


def _before_newline(body: bytes, start: int, at: int) -> int:
    """Where a piece ends that ``at`` bounds: the line end before a boundary belongs to the boundary."""
    return max(start, at - (2 if body[max(0, at - 2) : at] == b"\r\n" else 1))


def _after_newline(body: bytes, position: int) -> int:
    newline = body.find(b"\n", position)
    return len(body) if newline < 0 else newline + 1


def _from_base64(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        pass
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _from_uuencode(body: bytes) -> bytes:
    made = bytearray()
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith(b"begin "):
            break
    for line in lines:
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            made += binascii.a2b_uu(line)
        except binascii.Error:
            # Some writers pad a line wrongly: its first character says how many bytes it really holds.
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                made += binascii.a2b_uu(line[:wanted])
            except binascii.Error:
                return body
    return bytes(made) or body
