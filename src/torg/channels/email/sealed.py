"""What is signed or encrypted, by S/MIME (CMS, RFC 5652) or PGP: the signed is read, the encrypted kept and said so."""

from __future__ import annotations

SMIME_TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"
_PGP_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_PGP_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_PGP_END = "-----END PGP SIGNATURE-----"
NOTE = (
    "🔒\n"
    "Meldingen er kryptert og kan ikke leses her. Den er tatt vare på som vedlegg.\n"
    "Meldinga er kryptert og kan ikkje lesast her. Ho er teken vare på som vedlegg.\n"
    "Beskeden er krypteret og kan ikke læses her. Den er gemt som vedhæftet fil.\n"
    "The message is encrypted and cannot be read here. It is kept as an attachment."
)
"""What stands in place of the text when all of a message is encrypted. It is stored, so it is in every language."""

_SIGNED = bytes.fromhex("2a864886f70d010702")
_DEEPEST = 12


def without_armour(text: str) -> str:
    """What was signed with PGP within the text, without the lines of the signature around it."""
    begin = text.find(_PGP_SIGNED)
    if begin < 0:
        return text
    middle = text.find(_PGP_SIGNATURE, begin)
    end = text.find(_PGP_END, middle)
    said = text.find("\n\n", begin)
    if not begin < said < middle < end:
        return text
    words = "\n".join(line.removeprefix("- ") for line in text[said + 2 : middle].split("\n"))
    return text[:begin] + words + text[end + len(_PGP_END) :].removeprefix("\n")


def signed_content(cms: bytes) -> bytes | None:
    """The message inside an S/MIME signature; None when it is encrypted, or nothing that can be read."""
    try:
        info = list(_within(cms, *_first(cms, 0, len(cms))[1:3]))
        if len(info) < 2 or cms[info[0][1] : info[0][2]] != _SIGNED:
            return None
        data = list(_within(cms, *_first(cms, info[1][1], info[1][2])[1:3]))
        for tag, start, end, _ in data:
            if tag == 0x30:
                content = [one for one in _within(cms, start, end) if one[0] == 0xA0]
                return _octets(cms, content[0][1], content[0][2], 0) if content else None
    except (IndexError, ValueError):
        pass
    return None


def _octets(cms: bytes, start: int, end: int, depth: int) -> bytes:
    """The bytes of an OCTET STRING, also one in pieces."""
    made = []
    for tag, begin, stop, _ in _within(cms, start, end):
        if tag == 0x24 and depth < _DEEPEST:
            made.append(_octets(cms, begin, stop, depth + 1))
        elif tag == 0x04:
            made.append(cms[begin:stop])
    return b"".join(made)


def _within(cms: bytes, start: int, end: int) -> list[tuple[int, int, int, int]]:
    found = []
    while start < end and cms[start : start + 2] != b"\0\0":
        one = _first(cms, start, end)
        found.append(one)
        start = one[3]
    return found


def _first(cms: bytes, start: int, end: int, depth: int = 0) -> tuple[int, int, int, int]:
    """The first value of a stretch: its tag, where its content begins and ends, and where the next one begins."""
    tag, length = cms[start], cms[start + 1]
    begin = start + 2
    if length == 0x80:
        if depth > _DEEPEST:
            raise ValueError("values within values without end")
        stop = begin
        while cms[stop : stop + 2] != b"\0\0":
            stop = _first(cms, stop, end, depth + 1)[3]
            if stop >= end:
                return tag, begin, end, end
        return tag, begin, stop, stop + 2
    if length > 0x80:
        wide = length & 0x7F
        length = int.from_bytes(cms[begin : begin + wide], "big")
        begin += wide
    stop = min(begin + length, end)
    return tag, begin, stop, stop
