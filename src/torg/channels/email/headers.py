"""What stands in a header: encoded words, parameters, message identities and dates."""

from __future__ import annotations

import binascii
import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from torg.channels.charsets import decoded
from torg.channels.text import one_line

LONGEST_ID = 400
"""Characters of a Message-ID that are kept as they are; a longer one is kept as its hash, so that it can be indexed."""
MOST_REFERENCES = 100
LONGEST_TEXT = 10_000
"""Characters of a header's text that are looked at, so that no header can keep us busy."""

# The last one may lack its end, as headers are cut off.
_ENCODED_WORD = re.compile(r"=\?([^?\s]*)\?([bBqQ])\?(.*?)(?:\?=|\?? *$)", re.DOTALL)
_PARAMETER = re.compile(r""";\s*([^\s=;]+?)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)""", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ID = re.compile(r"<([^<>]+)>")
_PLAIN_ID = re.compile(rf"[!-~]{{1,{LONGEST_ID}}}")
_BARE_ID = re.compile(r"[^<>\s@,;:()\"]+@[^<>\s@,;()\"]+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]")
_COMMENT = re.compile(r"\([^()]*\)")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


def text_of(value: str) -> str:
    """A header's text with its encoded words (RFC 2047) decoded, also the many that are written wrongly."""
    value = value[:LONGEST_TEXT]
    if "=?" not in value:
        return one_line(value)
    made: list[str] = []
    waiting: tuple[str, bytes] | None = None
    position = 0
    for found in _ENCODED_WORD.finditer(value):
        between = value[position : found.start()]
        charset, content = found.group(1).lower(), _word(found.group(2), found.group(3))
        if waiting and not between.strip() and waiting[0] == charset:
            # A character may be cut in two by the end of a word: join bytes before they are decoded.
            waiting = (charset, waiting[1] + content)
        else:
            if waiting:
                made.append(decoded(waiting[1], waiting[0]))
                between = between if between.strip() else ""
            made.append(between)
            waiting = (charset, content)
        position = found.end()
    if waiting:
        made.append(decoded(waiting[1], waiting[0]))
    made.append(value[position:])
    return one_line("".join(made))


def _word(kind: str, text: str) -> bytes:
    ascii_text = text.encode("utf-8", "replace")
    if kind in "qQ":
        return binascii.a2b_qp(ascii_text.replace(b" ", b"_"), header=True)
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", ascii_text)
    clean = clean[:-1] if len(clean) % 4 == 1 else clean
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A header's value, lower-cased, and its parameters by lower-cased name (RFC 2045, continued ones by RFC 2231)."""
    main, semicolon, rest = value.partition(";")
    given: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, written in _PARAMETER.findall(semicolon + rest):
        text = _ESCAPED.sub(r"\1", written[1:-1]) if written.startswith('"') else written.strip().strip('"')
        key, star, number = name.lower().partition("*")
        if not star:
            given.setdefault(key, text)
            continue
        encoded = number.endswith("*") or not number
        digits = number.rstrip("*")
        pieces.setdefault(key, {})[int(digits) if digits.isdecimal() and len(digits) < 5 else 0] = (text, encoded)
    for key, numbered in pieces.items():
        given[key] = _joined(numbered)
    if "(" in main:
        main = _COMMENT.sub("", main)
    return main.strip(" \t\r\n\"'").lower(), given


def unescaped(name: str) -> str:
    """A file's name without percent signs, where they can only be UTF-8 that was encoded for an address."""
    if not _PERCENT.search(name):
        return name
    try:
        plain = unquote_to_bytes(name).decode("utf-8")
    except UnicodeDecodeError:
        return name
    return name if plain.isascii() else plain


def _joined(numbered: dict[int, tuple[str, bool]]) -> str:
    charset, content = "", b""
    for position, number in enumerate(sorted(numbered)):
        text, encoded = numbered[number]
        if encoded and position == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decoded(content, charset)


def identity(written: str) -> str:
    """A Message-ID without its brackets, "" when there is none."""
    ids = identities(written)
    if ids:
        return ids[0]
    words = written.strip().strip("<>").split()
    return _short(one_line(words[0], 100_000)) if words else ""


def identities(written: str) -> tuple[str, ...]:
    """The Message-IDs in a References or In-Reply-To header, oldest first; also encoded or bare ones."""
    if not written:
        return ()
    if "=?" in written:
        written = text_of(written)
    found = _ID.findall(written) or [word for word in re.split(r"[\s,;]+", written) if _BARE_ID.fullmatch(word)]
    ids = [text if _PLAIN_ID.fullmatch(text) else _strange(text) for text in found[-MOST_REFERENCES:]]
    return tuple(dict.fromkeys(filter(None, ids)))


def _strange(text: str) -> str:
    return _short(one_line("".join(text.split()), 100_000))


def _short(text: str) -> str:
    if len(text) <= LONGEST_ID:
        return text
    return "sha256-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def moment(written: str) -> datetime | None:
    """A Date header as a moment, None when it is none; one without a zone is taken as UTC."""
    try:
        written = " ".join(written.split())[:200]
        at = datetime.fromisoformat(written) if _ISO.match(written) else parsedate_to_datetime(written)
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        return at.astimezone(UTC) if at.year > 1970 else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
