"""Any bytes under any claim become a text that can be stored, in a time that grows with their length."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.channels.charsets import decoded, known

CLAIMS = [
    "utf-8", "us-ascii", "iso-8859-1", "windows-1252", "utf-7", "utf-16", "utf-16le", "utf-16be", "utf-32", "gb2312",
    "gb18030",
    "hz-gb-2312", "big5", "big5-hkscs", "euc-kr", "iso-2022-kr", "johab", "shift_jis", "euc-jp", "iso-2022-jp",
    "iso-8859-2",
    "iso-8859-8-i", "koi8-r", "koi8-u", "windows-1251", "windows-1256", "x-mac-roman", "x-mac-cyrillic", "x-mac-ce",
    "x-mac-croatian",
    "ibm850", "ibm037", "ns_4551-1", "sen_850200_b", "tis-620", "viscii", "ptcp154", "hex", "rot13", "undefined", "",
    "\0", "é",
]  # fmt: skip
BYTES = st.binary(max_size=60) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace")) | st.lists(
    st.sampled_from([b"\x1b$B", b"\x1b(I", b"\x1b(B", b"\x1b$(D", b"\x1b$(O", b"\x1b$A", b"~{", b"~}", b"+2AA-",
    b"\xff\xfe", b"\0",
                     b"\x81", b"\x8f\xa2", b"$\"", b"\n", b"a"]), max_size=12).map(b"".join)  # fmt: skip


@given(BYTES, st.sampled_from(CLAIMS))
def test_any_bytes_under_any_claim_give_a_text_without_half_characters(content: bytes, charset: str) -> None:
    decoded(content, charset).encode("utf-8")


@pytest.mark.parametrize("charset", CLAIMS)
def test_four_times_the_bytes_is_about_four_times_the_work(charset: str) -> None:
    def least(number: int) -> float:
        times = []
        for content in (b"abc-\xe5\n", b'\x1b$B$"\xe5\x1b(B', b"+AOU- ~{VPNDN", b"\xff\xfea\0\xe5"):
            started = time.process_time()
            decoded(content * number, charset)
            times.append(time.process_time() - started)
        return max(times)

    short, long = min(least(10_000) for _ in range(2)), min(least(40_000) for _ in range(2))
    assert long < 9 * max(short, 0.01)


@pytest.mark.parametrize(("text", "charset"), [
    ("日本語テキスト、漢字とｶﾅ", "cp932"), ("日本語テキスト、漢字", "euc_jp"), ("日本語テキスト、漢字", "iso2022_jp"),
    ("简体中文测试", "gb18030"), ("简体中文测试", "hz"), ("繁體中文測試", "big5"),
    ("한국어 시험", "cp949"), ("한국어 시험", "iso2022_kr"),




    ("Žluťoučký kůň", "iso8859_2"), ("Ελληνικά κείμενο", "iso8859_7"), ("עברית", "iso8859_8"), ("العربية", "cp1256"),
    ("Українська ї", "koi8_u"), ("Íslenska þæö", "mac_iceland"), ("Türkçe ğış", "iso8859_9"), ("ไทย", "tis_620"),
    ("Tiếng", "cp1258"),
    ("Samegiella đŋšž", "iso8859_10"), ("Davvisámegiella čđŋ", "utf_8"),
])  # fmt: skip
def test_what_was_written_in_a_charset_is_read_under_its_name(text: str, charset: str) -> None:
    assert known(charset)
    content = text.encode(charset, "ignore")
    assert decoded(content, charset) == content.decode(charset)


def test_every_charset_that_is_named_exists() -> None:
    for charset in CLAIMS[:37]:
        assert not charset or known(charset), charset


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE])
def test_a_mark_at_the_beginning_tells_more_than_a_claim(mark: bytes) -> None:
    name = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(
        mark, "utf-32-le"
    )
    assert decoded(mark + "blåbær".encode(name), "iso-8859-1") == "blåbær"
