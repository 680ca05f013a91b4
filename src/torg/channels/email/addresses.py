"""Names and addresses in address headers, read so that no name can pass itself off as the address.

The signs that separate addresses (`<`, `>`, `,`, `;`, `:`, quotes, comments) are looked for in the header as it was
written; encoded words are decoded afterwards and in names only. So a name that decodes to "post@kommune.example" or to
"<post@kommune.example>" stays a name (decision 0061).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile

from torg.channels.email.headers import LONGEST_TEXT, text_of
from torg.channels.text import one_line, undirected

LONGEST_ADDRESS = 320
MOST_ADDRESSES = 1000

_LONGEST_NAME = 20  # words and blanks of a name with commas that nobody quoted

# What an address may be made of on either side of its "@"; a control character is nobody's.
_PLAIN = r"""[^<>\s\x00-\x20\x7f,;:"()\\@]+"""
_SIMPLE = re.compile(rf"""\s*("[^"\\]*"|[^"<>,;:()@\\]*?)\s*<\s*({_PLAIN}@{_PLAIN})\s*>\s*""")
_BARE = re.compile(rf"{_PLAIN}@{_PLAIN}")
_QUOTED_LOCAL = re.compile(rf'"((?:[^"\\]|\\.)+)"@({_PLAIN})')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_WORD = r"=\?[^?\s]*\?[bBqQ]\?[^?]*\?="
_TOKEN = re.compile(
    rf"""(?P<word>{_WORD})|(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<angle><[^<>"]*(?:"[^"<>]*"[^<>"]*)?>)|(?P<sign>[,;:()<>"])"""
    r"""|(?P<blank>\s+)|(?P<atom>(?:\\.|[^\s",;:()<>\\]|\\)+?(?==\?|[\s",;:()<>]|$))""",
    re.DOTALL,
)


def addresses(values: Sequence[str]) -> list[tuple[str, str]]:
    """Names and lower-cased addresses in address headers, in order; what is not an address is left out."""
    found: list[tuple[str, str]] = []
    for value in values:
        if len(found) >= MOST_ADDRESSES:
            break
        found += _fast(value) or _slow(value[:LONGEST_TEXT])
    return [
        (name_of(name), (address if address.isascii() else one_line(address)).lower().rstrip("."))
        for name, address in found[:MOST_ADDRESSES]
        if len(address) <= LONGEST_ADDRESS
    ]


def name_of(written: str) -> str:
    """A display name as a person reads it: decoded, on one line, without quotes around it and marks of direction."""
    return undirected(text_of(written)).strip("'\" ") if written else ""


def _fast(value: str) -> list[tuple[str, str]]:
    """The one plain address that most headers are; nothing when it is anything else."""
    if len(value) < LONGEST_TEXT:
        # An encoded word holds no "<" in the name here, and is no part of an address.
        named = _SIMPLE.fullmatch(value)
        if named and "=?" not in named.group(2):
            name = named.group(1)
            return [(name[1:-1] if name.startswith('"') else name, named.group(2))]
        bare = value.strip()
        if _BARE.fullmatch(bare) and "=?" not in bare:
            return [("", bare)]
    return []


def _slow(value: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    one = _One()
    for kind, text in _tokens(value):
        if kind == "angle":
            found += one.with_address(text)
            one = _One()
        elif kind == "sign" and text in ",;":
            ended = one.without_address()
            found += ended
            # "Nordmann, Ola <ola@...>": a comma in a name that nobody quoted
            carried = one.words and not ended and text == "," and len(one.words) <= _LONGEST_NAME
            one = _One([*one.words, ("atom", ",")] if carried else ())
        elif kind == "sign" and text == ":":
            # The name of a group, or "mailto:": not a part of the first address in it.
            one = _One()
        elif kind != "sign":
            one.add(kind, text)
    return found + one.without_address()


def _tokens(value: str) -> Iterator[tuple[str, str]]:
    """What a header is made of: word, quoted, angle, blank, atom, sign, and comments taken out whole."""
    depth, began = 0, 0
    for found in _TOKEN.finditer(value):
        kind, text = found.lastgroup or "", found.group()
        if text == "(" and kind == "sign":
            began = found.end() if depth == 0 else began
            depth += 1
        elif text == ")" and kind == "sign":
            depth -= 1
            if depth == 0:
                yield "comment", value[began : found.start()]
            depth = max(0, depth)
        elif depth == 0:
            yield kind, text
    if depth:  # never closed: then it was no comment, and what stands in it is read as it is
        yield from _tokens(value[began:].replace("(", " ").replace(")", " "))


class _One:
    """One address under way: its words so far, and what stood in comments."""

    def __init__(self, words: Iterable[tuple[str, str]] = ()) -> None:
        self.words = list(words)
        self.comments: list[str] = []

    def add(self, kind: str, text: str) -> None:
        if kind == "comment":
            self.comments.append(text)
        elif self.words or kind != "blank":
            self.words.append((kind, text))

    def with_address(self, angle: str) -> list[tuple[str, str]]:
        """The address in `<...>`, after a route or "mailto:" in it; or else what stood before it, as in "a@b <>"."""
        address = _usable(angle[1:-1].rpartition(":")[2])
        return [(self._name(self.words), address)] if address else self.without_address()

    def without_address(self) -> list[tuple[str, str]]:
        """The address among the words: the last one that is an address as it was written and not inside quotes."""
        groups = self._groups()
        for number in range(len(groups) - 1, -1, -1):
            address = _usable("".join(text for _, text in groups[number]))
            if address:
                rest = [word for at, group in enumerate(groups) if at != number for word in (("blank", " "), *group)]
                return [(self._name(rest), address)]
        joined = _usable("".join(text for kind, text in self.words if kind != "blank"))
        return [(self._name([]), joined)] if joined and len(groups) <= 3 else []

    def _groups(self) -> list[list[tuple[str, str]]]:
        groups: list[list[tuple[str, str]]] = [[]]
        for kind, text in self.words:
            if kind == "blank":
                groups.append([])
            else:
                groups[-1].append((kind, text))
        return [group for group in groups if group]

    def _name(self, words: list[tuple[str, str]]) -> str:
        # A comma between what nobody quoted separates; one inside quotes is a part of the name.
        kept = list(dropwhile(_separates, words))
        kept = list(dropwhile(_separates, reversed(kept)))[::-1]
        said = "".join(_unquoted(text) if kind == "quoted" else " " if kind == "blank" else text for kind, text in kept)
        return said.strip() or " ".join(self.comments).strip()


def _separates(word: tuple[str, str]) -> bool:
    kind, text = word
    return kind == "blank" or (kind == "atom" and not text.strip(","))


def _unquoted(text: str) -> str:
    return _ESCAPED.sub(r"\1", text[1:-1])


def _usable(written: str) -> str:
    """An address as it was written, "" when it is none; one that an encoded word makes is none."""
    bare = "".join(written.split()).rstrip(".") if not written.startswith('"') else written.strip()
    if "=?" in bare and "?=" in bare:
        return ""
    if _BARE.fullmatch(bare):
        return bare
    quoted = _QUOTED_LOCAL.fullmatch(bare)
    return bare if quoted and "@" not in quoted.group(1) and len(bare) <= LONGEST_ADDRESS else ""
