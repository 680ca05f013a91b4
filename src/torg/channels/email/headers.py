"""What stands in a header: encoded words, parameters, addresses, message identities and dates."""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from torg.channels.text import decoded, one_line

LONGEST_ID = 400
"""Characters of a Message-ID that are kept as they are; a longer one is kept as its hash, so that it can be indexed."""
LONGEST_ADDRESS = 320
MOST_REFERENCES = 100
LONGEST_TEXT = 10_000
"""Characters of a header's text that are looked at, so that no header can keep us busy."""
MOST_ADDRESSES = 1000

_ENCODED_WORD = re.compile(r"=\?([^?\s]*)\?([bBqQ])\?(.*?)\?=")
_PARAMETER = re.compile(r""";\s*([^\s=;]+?)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)""", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NAMED = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|[^"<>,;:()@\\]*?)\s*<\s*([^<>\s,;:"()\\]+@[^<>\s,;:"()\\@]+)\s*>\s*""")
_BARE = re.compile(r"""[^<>\s,;:"()\\@]+@[^<>\s,;:"()\\@]+""")
_ID = re.compile(r"<\s*([^<>\s]+)\s*>")


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
    return main.strip().lower(), given


def _joined(numbered: dict[int, tuple[str, bool]]) -> str:
    charset, content = "", b""
    for position, number in enumerate(sorted(numbered)):
        text, encoded = numbered[number]
        if encoded and position == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decoded(content, charset)


def addresses(values: Sequence[str]) -> list[tuple[str, str]]:
    """Names and lower-cased addresses in address headers, in order; what is not an address is left out."""
    found: list[tuple[str, str]] = []
    for value in values:
        simple = '"' not in value and "(" not in value
        for one in value.split(",", MOST_ADDRESSES) if simple else (value,):
            found += _one(one)
    return [
        (text_of(name).strip("'\" "), one_line(address).lower())
        for name, address in found[:MOST_ADDRESSES]
        if len(address) <= LONGEST_ADDRESS
    ]


def _one(value: str) -> list[tuple[str, str]]:
    bare = " ".join(value[:LONGEST_TEXT].split())
    named = _NAMED.fullmatch(bare)
    if named:
        name = named.group(1)
        return [(_ESCAPED.sub(r"\1", name[1:-1]) if name.startswith('"') else name, named.group(2))]
    if _BARE.fullmatch(bare):
        return [("", bare)]
    return _many(bare) if bare else []


def _many(value: str) -> list[tuple[str, str]]:
    if "@" not in value and "=?" in value:
        value = text_of(value)
    usable = [(name, address) for name, address in getaddresses([value]) if _BARE.fullmatch(address)]
    return usable or [("", address) for address in _BARE.findall(value)]


def identity(written: str) -> str:
    """A Message-ID without its brackets, "" when there is none."""
    found = _ID.search(written)
    text = found.group(1) if found else written.strip().strip("<>").split(" ")[0]
    return _short(one_line(text, 100_000))


def identities(written: str) -> tuple[str, ...]:
    """The Message-IDs in a References or In-Reply-To header, oldest first."""
    ids = [_short(one_line(text, 100_000)) for text in _ID.findall(written)]
    return tuple(dict.fromkeys(ids[-MOST_REFERENCES:]))


def _short(text: str) -> str:
    if len(text) <= LONGEST_ID:
        return text
    return "sha256-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def moment(written: str) -> datetime | None:
    """A Date header as a moment, None when it is none; one without a zone is taken as UTC."""
    try:
        at = parsedate_to_datetime(written)
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        return at.astimezone(UTC) if at.year > 1970 else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
