"""Transfer encodings undone: base64, quoted-printable and uuencode, also written wrongly, or said and not done."""

from __future__ import annotations

import binascii
import re
from functools import lru_cache

BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

_MEANT = {
    "base64": "base64", "b": "base64", "base": "base64", "base64base64": "base64",
    "quotedprintable": "quoted-printable", "quotedprintible": "quoted-printable", "quoteprintable": "quoted-printable",
    "q": "quoted-printable", "qp": "quoted-printable", "xuuencode": "uuencode", "uuencode": "uuencode",
    "uue": "uuencode", "xuue": "uuencode", "xuu": "uuencode",
}  # fmt: skip
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_SOFT_END = re.compile(rb"=[ \t]+(?=\r?\n|\Z)")
_OUTSIDE = re.compile(rb"[^A-Za-z0-9+/]+")
_PADDED_CHUNK = re.compile(rb"[^=]+")


@lru_cache(maxsize=200)
def encoding_of(written: str) -> str:
    """What a Content-Transfer-Encoding means: base64, quoted-printable, uuencode, or "" for none and the unknown."""
    bare = written.partition(";")[0].partition("(")[0].lower()
    return _MEANT.get(_NO_LETTER.sub("", bare), "")


def undone(body: bytes, encoding: str) -> bytes:
    """Bytes without their transfer encoding; what was not encoded after all stands as it came."""
    if encoding == "base64":
        return from_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(_SOFT_END.sub(b"=", body) if b"= " in body or b"=\t" in body else body)
    if encoding == "uuencode":
        return from_uuencode(body)
    return body


def from_base64(body: bytes) -> bytes:
    """Base64 undone: cut short, padded in the middle, with foreign bytes among it; plain text is left as it is."""
    letters = body.translate(None, b" \t\r\n\0")
    bare = letters.rstrip(b"=")
    first, padded, rest = bare.partition(b"=")
    if _is_foreign(first) or _has_blanks_inside(body):
        return body
    if not padded:
        return _chunk(bare)
    # It ends more than once: it was encoded piece by piece, or a mailing list put its own words after it.
    if _is_foreign(rest.replace(b"=", b"")):
        return _chunk(first)
    return b"".join(map(_chunk, _PADDED_CHUNK.findall(bare)))


def _chunk(bare: bytes) -> bytes:
    if bare.translate(None, BASE64):
        bare = _OUTSIDE.sub(b"", bare)
    bare = bare[:-1] if len(bare) % 4 == 1 else bare
    return binascii.a2b_base64(bare + b"=" * (-len(bare) % 4))


def _is_foreign(letters: bytes) -> bool:
    """Whether more of it cannot be base64 than a scar would explain."""
    return len(letters.translate(None, BASE64)) * 20 > len(letters)


def _has_blanks_inside(body: bytes) -> bool:
    """Whether it has as many blanks in its lines as text has, and encoded bytes have not."""
    return body.count(b" ") * 12 > len(body) and b" " in b"".join(body.split(b"\n", 3)[:3]).strip()


def from_uuencode(body: bytes) -> bytes:
    """Uuencode undone, from its first "begin" to its end; bytes that are none of it are left as they are."""
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
