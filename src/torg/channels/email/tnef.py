"""Outlook's winmail.dat (TNEF, MS-OXTNEF): the text and the files that are wrapped in it.

Our own reader, because the libraries for it are large for what is needed or look after nothing else (decision 0062).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from torg.channels.charsets import decoded
from torg.channels.email import rtf
from torg.channels.email.allowance import Allowance

TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
DEEPEST = 3
"""Messages within messages that are unwrapped."""
MOST_FILES = 500

_MARK = 0x223E9F78
_BODY, _SUBJECT, _CLASS, _CODE_PAGE, _PROPERTIES = 0x800C, 0x8004, 0x8008, 0x9007, 0x9003
_NEW_FILE, _FILE_TITLE, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_WIDTHS = {1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_VARIABLE = (0x0D, 0x1E, 0x1F, 0x102)


@dataclass(slots=True)
class Wrapped:
    """What was wrapped: text, markup ("" when there is none), the message's class, and files as name, type, bytes.

    ``is_cut`` when there is more text than was read.
    """

    text: str = ""
    markup: str = ""
    message_class: str = ""
    files: list[tuple[str, str, bytes]] = field(default_factory=list)
    is_cut: bool = False


class NotWrapped(Exception):
    """The bytes are no TNEF."""


def unwrapped(content: bytes, allowance: Allowance, depth: int = 0) -> Wrapped:
    """Unwrap, and take from the allowance; raises NotWrapped. What is cut off or wrong inside is left out."""
    if len(content) < 6 or int.from_bytes(content[:4], "little") != _MARK:
        raise NotWrapped
    made = Wrapped()
    charset = "cp1252"
    file: _File | None = None
    for name, data in _attributes(content):
        if name == _CODE_PAGE and len(data) >= 4:
            charset = f"cp{int.from_bytes(data[:4], 'little')}"
        elif name == _CLASS:
            made.message_class = decoded(data, charset).strip("\0 ")[:100]
        elif name == _BODY:
            made.text = made.text or decoded(data, charset).strip("\0")
        elif name == _PROPERTIES:
            _message(made, dict(_properties(data)), charset, allowance)
        elif name == _NEW_FILE:
            _keep(made, file, allowance, depth)
            file = _File()
        elif file is not None:
            file.told(name, data, charset)
    _keep(made, file, allowance, depth)
    return made


@dataclass(slots=True)
class _File:
    name: str = ""
    content_type: str = ""
    content: bytes = b""
    is_message: bool = False

    def told(self, name: int, data: bytes, charset: str) -> None:
        if name == _FILE_TITLE:
            self.name = self.name or decoded(data, charset).strip("\0")
        elif name == _FILE_DATA:
            self.content = self.content or data
        elif name == _FILE_PROPERTIES:
            said = dict(_properties(data))
            self.name = _text(said, (0x3707, 0x3704, 0x3001), charset) or self.name
            self.content_type = _text(said, (0x370E,), charset)
            kind, value = said.get(0x3701, (0, b""))
            if value:
                # An object begins with the name of its interface.
                self.content = value[16:] if kind == 0x0D else value
                self.is_message = kind == 0x0D and int.from_bytes(self.content[:4], "little") == _MARK


def _keep(made: Wrapped, file: _File | None, allowance: Allowance, depth: int) -> None:
    if file is None or len(made.files) >= MOST_FILES or not (file.content or file.name):
        return
    if file.is_message and depth < DEEPEST:
        inner = unwrapped(file.content, allowance, depth + 1)
        made.is_cut = made.is_cut or inner.is_cut
        name = (file.name or "message").removesuffix(".msg")
        made.files.append((f"{name}.html" if inner.markup and not inner.text else f"{name}.txt",
                           "text/html" if inner.markup and not inner.text else "text/plain",
                           (inner.text or inner.markup).encode("utf-8", "replace")))  # fmt: skip
        made.files += inner.files
    else:
        made.files.append((file.name, file.content_type, file.content))


def _message(made: Wrapped, said: dict[int, tuple[int, bytes]], charset: str, allowance: Allowance) -> None:
    """The message's own properties: its text, its markup, and RTF where there is neither."""
    page = said.get(0x3FDE, (0, b""))[1]
    made.text = _text(said, (0x1000,), charset) or made.text
    kind, markup = said.get(0x1013, (0, b""))
    if markup:
        written = f"cp{int.from_bytes(page[:4], 'little')}" if page else charset
        made.markup = decoded(markup, "utf-16-le" if kind == 0x1F else written).strip("\0")
    packed = said.get(0x1009, (0, b""))[1]
    if packed and not made.markup and not made.text.strip():
        unpacked = rtf.unpacked(packed, allowance.rtf)
        made.is_cut = made.is_cut or len(unpacked) == allowance.rtf
        allowance.rtf -= len(unpacked)
        made.text = rtf.text_of(unpacked)


def _text(said: dict[int, tuple[int, bytes]], names: tuple[int, ...], charset: str) -> str:
    for name in names:
        kind, value = said.get(name, (0, b""))
        text = value.decode("utf-16-le", "replace") if kind == 0x1F else decoded(value, charset)
        if text.strip("\0 "):
            return text.strip("\0")
    return ""


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    position = 6
    while position + 9 <= len(content):
        _, name, _, length = struct.unpack_from("<BHHI", content, position)
        position += 9
        yield name, content[position : position + length]
        position += length + 2


def _properties(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """The properties of a message or a file: number to type and bytes; of many values the first one."""
    position = 4
    for _ in range(min(int.from_bytes(data[:4], "little"), 2000)):
        if position + 4 > len(data):
            return
        kind, name = struct.unpack_from("<HH", data, position)
        position += 4
        if name >= 0x8000:
            position = _after_name(data, position)
        count = 1
        if kind & 0x1000 or kind in _VARIABLE:
            count = int.from_bytes(data[position : position + 4], "little")
            position += 4
        plain = kind & 0x0FFF
        for number in range(count):
            if position >= len(data):
                return
            length = _WIDTHS.get(plain, -1)
            if plain in _VARIABLE:
                length = int.from_bytes(data[position : position + 4], "little")
                position += 4
            if length < 0 or (length == 0 and number > 2000):
                return
            if number == 0:
                yield name, (plain, data[position : position + length])
            position += length + -length % 4


def _after_name(data: bytes, position: int) -> int:
    """Past the name of a property that has one: 16 bytes of whose it is, then a number or a text."""
    if data[position + 16 : position + 20] == b"\0\0\0\0":
        return position + 24
    length = int.from_bytes(data[position + 20 : position + 24], "little")
    return position + 24 + length + -length % 4
