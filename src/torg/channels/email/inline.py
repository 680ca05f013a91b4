"""Files that somebody put into the text itself with uuencode."""

from __future__ import annotations

import binascii
import re

from torg.channels.email.encodings import from_uuencode

_BEGIN = re.compile(r"^begin(?P<base64>-base64)? +[0-7]{3,4} +(?P<name>\S[^\n]{0,200})\n", re.MULTILINE)
_LINE = re.compile(r"[ -`]{2,62}[ ]?")
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/]{1,100}={0,2}")
MOST_FILES = 100


def files_in(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without the files in it, and the files by name; "begin 644 x" in a sentence is left as it is."""
    if "\nbegin" not in text and not text.startswith("begin"):
        return text, []
    made: list[str] = []
    files: list[tuple[str, bytes]] = []
    position = 0
    for found in _BEGIN.finditer(text):
        if found.start() < position or len(files) >= MOST_FILES:
            continue
        end = _end_of(text, found.end(), base64=bool(found.group("base64")))
        if end < 0:
            continue
        made.append(text[position : found.start()])
        files.append((found.group("name").strip(), _content(text[found.start() : end], bool(found.group("base64")))))
        position = end
    made.append(text[position:])
    return ("".join(made) if files else text), files


def _end_of(text: str, position: int, *, base64: bool) -> int:
    """Where the file that begins here ends; -1 when a line is none of it, or none ends it."""
    lines = 0
    while position < len(text):
        newline = text.find("\n", position)
        newline = len(text) if newline < 0 else newline
        line = text[position : min(newline, position + 200)]
        if line.strip() == ("====" if base64 else "end"):
            return newline if lines else -1
        if line.strip() not in ("", "`"):
            if not (_is_base64(line) if base64 else _is_uuencoded(line)):
                return -1
            lines += 1
        position = newline + 1
    return -1


def _is_base64(line: str) -> bool:
    return _BASE64_LINE.fullmatch(line.strip()) is not None


def _is_uuencoded(line: str) -> bool:
    """Whether a line is as long as its first character says, give or take what programs pad or trim."""
    if not _LINE.fullmatch(line):
        return False
    wanted = 1 + ((((ord(line[0]) - 32) & 63) + 2) // 3) * 4
    return wanted - 4 <= len(line) <= wanted + 2


def _content(written: str, base64: bool) -> bytes:
    if base64:
        return binascii.a2b_base64("".join(written.split("\n")[1:-1]).encode("ascii", "ignore") + b"==")
    return from_uuencode(written.encode("ascii", "ignore"))
