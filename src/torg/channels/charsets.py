"""Bytes become text: by the charset they claim, by what they are when the claim is wrong, and never with an error.

What a name means follows what programs do and not what the standards say, as browsers do too: ISO-8859-1 is
Windows-1252, GB2312 is GB18030, Shift_JIS is cp932. Only charsets named here are ever asked for: some of Python's other
codecs take time that grows with the square of the length, or run escapes.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import Literal

_BY_NAME = {
    "utf8": "utf8 utf8n utf8mb4 unicode11utf8 unicode20utf8 xunicode20utf8 cp65001 65001 usascii ascii ansix341968 "
    "ansix341986 iso646us 646 us cp367 unknown8bit xunknown unknown default defaultcharset none null binary 8bit 7bit",
    "cp1252": "iso88591 latin1 l1 iso8859 88591 windows1252 cp1252 xcp1252 win1252 ansi ansi1252 8859 isoir100 cp819 "
    "ibm819 iso885911987 xansi",
    "utf7": "utf7 unicode11utf7 xunicode20utf7 csunicode11utf7",
    "utf16": "utf16 unicode ucs2 iso10646ucs2 csunicode xutf16 utf16n",
    "utf16le": "utf16le unicodelittle xutf16le unicodefffe ucs2le",
    "utf16be": "utf16be unicodebig unicodefeff ucs2be",
    "utf32": "utf32 ucs4 iso10646ucs4 utf32n",
    "utf32le": "utf32le ucs4le",
    "utf32be": "utf32be ucs4be",
    "gb18030": "gb18030 gb2312 gbk xgbk cp936 ms936 windows936 936 gb231280 csgb2312 chinese euccn xeuccn isoir58 gb "
    "xgb2312 csiso58gb231280 xmacchinesesimp gb23121980 simplifiedchinese",
    "hz": "hz hzgb hzgb2312",
    "big5hkscs": "big5 big5hkscs xxbig5 cnbig5 csbig5 big5tw xbig5 cp950 windows950 ms950 big5eten xmacchinesetrad 950",
    "cp949": "euckr ksc56011987 ksc5601 ksc56011989 korean cseuckr windows949 cp949 ms949 949 isoir149 uhc xwindows949 "
    "xmackorean ksx1001",
    "iso2022kr": "iso2022kr csiso2022kr",
    "johab": "johab cp1361",
    "cp932": "shiftjis sjis xsjis shiftjisx mskanji csshiftjis windows31j cswindows31j cp932 ms932 932 windows932 "
    "xmacjapanese shiftjis2004 shiftjisx0213",
    "eucjp": "eucjp xeucjp xeuc ujis cseucpkdfmtjapanese eucjpms cp51932",
    "iso2022jp": "iso2022jp csiso2022jp iso2022jpms iso2022jp1 iso2022jp2 iso2022jp3 iso2022jpext jis cp50220 cp50221 "
    "cp50222 iso2022jp2004",
    "iso8859_2": "iso88592 latin2 l2 iso885921987",
    "iso8859_3": "iso88593 latin3 l3",
    "iso8859_4": "iso88594 latin4 l4",
    "iso8859_5": "iso88595 cyrillic",
    "iso8859_6": "iso88596 iso88596i iso88596e arabic ecma114 asmo708",
    "iso8859_7": "iso88597 greek greek8 ecma118 elot928",
    "iso8859_8": "iso88598 iso88598i iso88598e hebrew visual logical",
    "cp1254": "iso88599 latin5 l5 windows1254 cp1254 turkish",
    "iso8859_10": "iso885910 latin6 l6",
    "cp874": "iso885911 tis620 windows874 cp874 dos874 thai",
    "iso8859_13": "iso885913 latin7 l7",
    "iso8859_14": "iso885914 latin8 l8",
    "iso8859_15": "iso885915 latin9 l9 latin0 csisolatin9",
    "iso8859_16": "iso885916 latin10 l10",
    "cp1250": "windows1250 cp1250 xcp1250 win1250",
    "cp1251": "windows1251 cp1251 xcp1251 win1251 1251",
    "cp1253": "windows1253 cp1253",
    "cp1255": "windows1255 cp1255",
    "cp1256": "windows1256 cp1256",
    "cp1257": "windows1257 cp1257 baltic",
    "cp1258": "windows1258 cp1258 viscii tcvn",
    "koi8_r": "koi8r koi8 koi cskoi8r",
    "koi8_u": "koi8u koi8ru",
    "koi8_t": "koi8t",
    "cp437": "cp437 ibm437 437 dos437",
    "cp850": "cp850 ibm850 850",
    "cp852": "cp852 ibm852 852",
    "cp855": "cp855 ibm855",
    "cp857": "cp857 ibm857",
    "cp858": "cp858 ibm00858 cp00858",
    "cp861": "cp861 ibm861",
    "cp862": "cp862 dos862 ibm862",
    "cp864": "cp864 ibm864",
    "cp865": "cp865 ibm865 865",
    "cp866": "cp866 ibm866 866",
    "cp037": "cp037 ibm037",
    "cp1140": "cp1140 ibm01140",
    "macroman": "macintosh mac macroman xmacroman csmacintosh xmac",
    "maccyrillic": "maccyrillic xmaccyrillic xmacukrainian",
    "maclatin2": "maclatin2 xmacce xmaccentraleurroman macce",
    "macgreek": "macgreek xmacgreek",
    "macturkish": "macturkish xmacturkish",
    "maciceland": "maciceland xmacicelandic",
    "mac_croatian": "maccroatian xmaccroatian",
    "mac_romanian": "macromanian xmacromanian",
    "ptcp154": "ptcp154 pt154 cp154",
    "norwegian": "ns45511 isoir60 iso646no csiso60norwegian1 no dan ds2089 iso646dk dk csiso646danish",
}
_MEANT = {name: codec for codec, names in _BY_NAME.items() for name in names.split()}
_MANY_BYTES = frozenset(("gb18030", "big5hkscs", "cp949", "cp932", "eucjp", "johab"))
_MORE = {
    "big5hkscs": ("cp950", "gb18030"),
    "eucjp": ("euc_jis_2004", "cp932"),
    "cp932": ("euc_jp",),
    "gb18030": ("gbk",),
}
_SWEDISH = {"sen850200b", "sen850200c", "isoir10", "isoir11", "iso646se", "se"}
_SEVEN_BITS = str.maketrans("[\\]{|}", "ÆØÅæøå")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_HIGH = re.compile(rb"[\x80-\xff]")
_JAPANESE = re.compile(rb"\x1b(?:\$[@B]|\([IJ]|\$\([D@B])")
_ESCAPE = re.compile(rb"\x1b(\$[@B]|\$\([@BDCOQ]|\([BJIH]|\$[A]|\.[AF])")
_LIKELY_BLANKS = (0x20, 0x0A, 0x0D, 0x3000)


def decoded(content: bytes, charset: str) -> str:
    """The text of bytes that claim a charset ("" when they claim none); any bytes and any claim give a text."""
    if content.isascii() and b"\x1b" not in content and b"\0" not in content:
        codec = _codec(charset)
        if codec in ("utf7", "hz", "norwegian", "swedish", "cp037", "cp1140"):
            return _by(content, codec)
        return content.decode("ascii")
    return _by_mark(content) or _by(content, _codec(charset))


def known(charset: str) -> bool:
    """Whether a claim names a charset at all."""
    return bool(_codec(charset))


@lru_cache(maxsize=500)
def _codec(charset: str) -> str:
    """What a claim means: the key of a codec, "" when nobody knows."""
    name = _NO_LETTER.sub("", charset[:80].partition("*")[0].lower())
    if name in _SWEDISH:
        return "swedish"
    return _MEANT.get(name) or _MEANT.get(name.removeprefix("x").removeprefix("cs")) or ""


def _by_mark(content: bytes) -> str:
    """The text of bytes that begin with a byte order mark, whatever they claim; "" for all others."""
    if content.startswith(codecs.BOM_UTF8):
        return _unclaimed(content[3:])
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) and len(content) % 4 == 0:
        return content.decode("utf-32", "replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (b"\0" in content or len(content) % 2 == 0):
        return content.decode("utf-16", "replace")
    return ""


def _by(content: bytes, codec: str) -> str:
    if b"\x1b" in content and not codec.startswith(("utf16", "iso2022kr")) and _JAPANESE.search(content):
        return _japanese(content)
    if codec in ("", "utf8"):
        return _unclaimed(content)
    if codec == "cp1252":
        return _latin(content) if not _is_utf8(content, 1) else content.decode("utf-8")
    if codec.startswith(("utf16", "utf32")):
        return _wide(content, codec)
    if codec == "iso2022jp":
        return _japanese(content)
    if codec in ("norwegian", "swedish"):
        text = _unclaimed(content)
        return text if not content.isascii() else text.translate(_SEVEN_BITS if codec == "norwegian" else _SWEDES)
    if codec in _MANY_BYTES:
        return _many_bytes(content, codec)
    if codec in ("utf7", "hz", "iso2022kr"):
        # UTF-7 can write half of a surrogate pair, which is no character.
        text = content.decode(codec, "replace") if content.isascii() else _unclaimed(content)
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if _is_utf8(content, 2):
        return content.decode("utf-8")
    return content.decode(codec, "torg-latin")


_SWEDES = str.maketrans("[\\]{|}", "ÄÖÅäöå")


def _is_utf8(content: bytes, least: int) -> bool:
    """Whether bytes are UTF-8 with at least so many letters that are not ASCII."""
    try:
        return len(content) - len(content.decode("utf-8")) >= least
    except UnicodeDecodeError:
        return False


def _many_bytes(content: bytes, codec: str) -> str:
    """Chinese, Japanese and Korean: what is claimed, unless it is UTF-8 beyond doubt or another can read it all."""
    if len(_HIGH.findall(content[:4000])) >= 9 and _is_utf8(content, 6):
        return content.decode("utf-8")
    for name in (codec, "utf-8", *_MORE.get(codec, ())):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    text = content.decode(codec, "replace")
    wrong = text.count("\ufffd")
    return text if wrong * 4 <= len(text) - _ascii_in(text) else _unclaimed(content)


def _ascii_in(text: str) -> int:
    return len(text.encode("ascii", "ignore"))


def _unclaimed(content: bytes) -> str:
    """Bytes that claim nothing, or UTF-8: UTF-8 line by line where it is, else Windows-1252."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if content.count(b"\0") * 3 > len(content):
        return _wide(content, "utf16")
    lines = content.split(b"\n")
    return "\n".join(map(_unclaimed_line, lines))


def _unclaimed_line(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        # Some programs write a character of UTF-16's second plane as its two halves, each in UTF-8 (CESU-8).
        return content.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text) - _ascii_in(text) - wrong
    return text if right > wrong else _latin(content)


def _latin(content: bytes) -> str:
    # What says ISO-8859-1 is Windows-1252 in practice, as browsers hold too.
    return content.decode("cp1252", "torg-latin")


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("torg-latin", _as_latin)


def _wide(content: bytes, codec: str) -> str:
    """UTF-16 and UTF-32 without a mark: which end comes first is told by where the blanks and the NULs are."""
    if b"\0" not in content and _reads_as_text(content):
        return _unclaimed(content)
    width = 4 if codec.startswith("utf32") else 2
    name = codec[:5]
    if codec.endswith(("le", "be")):
        return content.decode(f"{name[:3]}-{name[3:]}-{codec[-2:]}", "replace")
    little = _likely_wide(content, width, "little") >= _likely_wide(content, width, "big")
    return content.decode(f"{name[:3]}-{name[3:]}-{'le' if little else 'be'}", "replace")


def _likely_wide(content: bytes, width: int, order: Literal["little", "big"]) -> tuple[int, int, int]:
    """How likely an order of bytes is: Latin letters by their zeros, then blanks, then the usual Chinese characters."""
    high = content[width - 1 :: width] if order == "little" else content[::width]
    blanks = sum(content.count(blank.to_bytes(width, order)) for blank in _LIKELY_BLANKS)
    return high.count(0), blanks, sum(1 for byte in high[:1000] if 0x4E <= byte <= 0x9F)


def _reads_as_text(content: bytes) -> bool:
    """Whether bytes that claim to be UTF-16 are text in single bytes: lines with blanks between words."""
    return content.isascii() or content.count(b" ") * 20 > len(content)


def _japanese(content: bytes) -> str:
    """ISO-2022-JP as mail programs write it: with half-width katakana, and with NEC's and IBM's letters of cp932."""
    made: list[str] = []
    mode, position = b"(B", 0
    for found in _ESCAPE.finditer(content):
        made.append(_japanese_run(content[position : found.start()], mode))
        mode, position = found.group(1), found.end()
    made.append(_japanese_run(content[position:], mode))
    return "".join(made)


def _japanese_run(run: bytes, mode: bytes) -> str:
    if not run:
        return ""
    if mode in (b"(B", b"(J", b"(H"):
        return _unclaimed_line(run)
    if mode == b"(I":
        return bytes(byte | 0x80 if 0x20 < byte < 0x60 else byte for byte in run).decode("cp932", "replace")
    lines = run.split(b"\n")  # a line end always ends two-byte mode, also where the escape was forgotten
    two_bytes = lines[0]
    if mode in (b"$B", b"$@", b"$(B", b"$(@"):
        text = _shifted(two_bytes).decode("cp932", "replace")
    elif mode == b"$(D":
        pairs = (two_bytes[at : at + 2] for at in range(0, len(two_bytes) - 1, 2))
        text = b"".join(b"\x8f" + bytes(byte | 0x80 for byte in pair) for pair in pairs).decode("euc_jp", "replace")
    elif mode in (b"$A", b"$(C"):
        text = bytes(byte | 0x80 for byte in two_bytes).decode("gb2312" if mode == b"$A" else "cp949", "replace")
    else:
        text = (b"\x1b" + mode + two_bytes).decode("iso2022_jp_3" if mode == b"$(O" else "iso2022_jp_2004", "replace")
    return "\n".join((text, *map(_unclaimed_line, lines[1:])))


def _shifted(pairs: bytes) -> bytes:
    """JIS X 0208 in seven bits as Shift_JIS."""
    made = bytearray()
    at = 0
    while at < len(pairs):
        first = pairs[at]
        second = pairs[at + 1] if at + 1 < len(pairs) else 0
        if not (0x21 <= first <= 0x7E and 0x21 <= second <= 0x7E):
            made.append(first)
            at += 1
            continue
        made.append(((first + 1) >> 1) + (0x70 if first <= 0x5E else 0xB0))
        made.append(second + (0x1F if second <= 0x5F else 0x20) if first % 2 else second + 0x7E)
        at += 2
    return bytes(made)
