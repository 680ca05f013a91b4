"""The text of RTF, as Outlook puts it into winmail.dat: compressed (LZFu, MS-OXRTFCP) and with commands among it."""

from __future__ import annotations

import re

from torg.channels.charsets import decoded

DEEPEST = 500
"""Groups within groups that have settings of their own; whatever is deeper shares those of the last one."""

_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|\r?\n|([^\\{}\r\n]+)")
_SILENT = frozenset(
    "fonttbl colortbl stylesheet info pict object themedata datastore xmlnstbl listtable listoverridetable rsidtbl "
    "generator header footer headerl headerr footerl footerr latentstyles filetbl revtbl".split()
)
_SAID = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": " ", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ", "~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip


def unpacked(content: bytes, most: int) -> bytes:
    """RTF out of its compression, at most so many bytes; b"" when it is none. 17 bytes may come out of two."""
    if len(content) < 16:
        return b""
    kind, wanted = content[8:12], min(int.from_bytes(content[4:8], "little"), most)
    if kind == b"MELA":
        return content[16 : 16 + wanted]
    if kind != b"LZFu":
        return b""
    window = bytearray(_BEGINNING.ljust(4096, b"\0"))
    write, position, made = len(_BEGINNING), 16, bytearray()
    while position < len(content) and len(made) < wanted:
        control = content[position]
        position += 1
        for bit in range(8):
            if control >> bit & 1:
                pair = int.from_bytes(content[position : position + 2], "big")
                position += 2
                offset, length = pair >> 4, (pair & 15) + 2
                if offset == write % 4096:
                    return bytes(made[:wanted])
                for step in range(length):
                    made.append(window[(offset + step) % 4096])
                    window[write % 4096] = made[-1]
                    write += 1
            elif position < len(content):
                made.append(content[position])
                window[write % 4096] = content[position]
                write, position = write + 1, position + 1
    return bytes(made[:wanted])


def text_of(rtf: bytes) -> str:
    """What a person reads in RTF; commands and what stands in silent groups are left out."""
    page = _Page()
    for token in _TOKEN.finditer(rtf.decode("latin-1")):
        word, number, escaped, symbol, brace, plain = token.groups("")
        if escaped:
            page.letter(int(escaped, 16))
        elif brace:
            page.group(begins=brace == "{")
        elif word or symbol:
            page.command(word or symbol, number)
        elif plain:
            page.words(plain)
    return page.text()


class _Page:
    """What has been read so far, and the state of the groups that are open."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.bytes = bytearray()
        self.charset = "cp1252"
        self.silent = [False]
        self.skips = [1]
        self.deeper = 0
        self.skip = 0
        """Characters to pass over: what programs without Unicode are to show in its place."""

    def letter(self, byte: int) -> None:
        """One byte in the page's charset; two may make one character."""
        if self.skip:
            self.skip -= 1
        elif not self.silent[-1]:
            self.bytes.append(byte)

    def group(self, *, begins: bool) -> None:
        """A group begins or ends, and takes its settings with it."""
        self.skip = 0
        if begins and len(self.silent) > DEEPEST:
            self.deeper += 1
        elif self.deeper and not begins:
            self.deeper -= 1
        elif begins:
            self.silent.append(self.silent[-1])
            self.skips.append(self.skips[-1])
        elif len(self.silent) > 1:
            self.silent.pop()
            self.skips.pop()

    def command(self, word: str, number: str) -> None:
        """A control word or symbol."""
        if word in _SILENT or word == "*":
            self.silent[-1] = True
        elif word == "ansicpg":
            self.charset = f"cp{number}"
        elif word == "uc":
            self.skips[-1] = max(0, min(int(number or 1), 10))
        elif word == "u" and number:
            self.words(chr(int(number) & 0xFFFF))
            self.skip = self.skips[-1]
        else:
            self.words(_SAID.get(word, ""))

    def words(self, plain: str) -> None:
        """Text as it stands."""
        plain, self.skip = plain[self.skip :], max(0, self.skip - len(plain))
        if plain and not self.silent[-1]:
            self._decode()
            self.made.append(plain)

    def text(self) -> str:
        """All of it."""
        self._decode()
        return "".join(self.made).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()

    def _decode(self) -> None:
        if self.bytes:
            self.made.append(decoded(bytes(self.bytes), self.charset))
            self.bytes.clear()
