"""Text that comes from outside can always be stored, shown, and read by a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.channels.charsets import decoded
from torg.channels.text import clean, file_name, from_html, one_line


@given(st.text())
def test_clean_text_can_be_stored(text: str) -> None:
    for made in (clean(text), one_line(text), file_name(text)):
        assert "\0" not in made
        assert "\r" not in made
        made.encode("utf-8")
    assert "\n" not in one_line(text)
    assert "/" not in file_name(text)


@pytest.mark.parametrize(("content", "charset", "text"), [
    ("blåbær".encode(), "utf-8", "blåbær"),
    ("blåbær".encode("latin-1"), "iso-8859-1", "blåbær"),
    ("blåbær – «ja»".encode("cp1252"), "iso-8859-1", "blåbær – «ja»"),
    ("blåbær".encode("latin-1"), "utf-8", "blåbær"),
    ("blåbær".encode(), "us-ascii", "blåbær"),
    ("blåbær".encode(), "finnes-ikke", "blåbær"),
    ("blåbær".encode("utf-16"), "utf-16", "blåbær"),
    ("blåbær øl".encode() + b"\xc3", "utf-8", "blåbær øl\ufffd"),
    (b"626c", "hex", "626c"),
    (b"\x81\x8d", "iso-8859-1", "\x81\x8d"),
])  # fmt: skip
def test_a_text_is_read_by_its_charset_or_by_what_it_is(content: bytes, charset: str, text: str) -> None:
    assert decoded(content, charset) == text


@given(st.binary(), st.text(max_size=20))
def test_decoding_never_fails(content: bytes, charset: str) -> None:
    assert isinstance(decoded(content, charset), str)


@pytest.mark.parametrize(("markup", "text"), [
    ("<p>Hei</p><p>du</p>", "Hei\n\ndu"),
    ("Hei<br>du<br><br>der", "Hei\ndu\n\nder"),
    ("<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"),
    ("<ul><li>en<li>to</ul>", "- en\n- to"),
    ("<style>p{}</style><script>x</script><title>T</title>Hei<!-- skjult -->", "Hei"),
    ("&lt;b&gt; &amp; &nbsp; &aring;", "<b> & å"),
    ("<a href='https://x.example/a'>les</a>", "les (https://x.example/a)"),
    ("<a href='https://x.example/'>https://x.example</a>", "https://x.example"),
    ("<a href='mailto:a@x.example'>a@x.example</a>", "a@x.example"),
    ("<a href='javascript:alert(1)'>les</a>", "les"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("1 < 2 og 3 > 2", "1 < 2 og 3 > 2"),
    ("<script>uten ende", "uten ende"),
    ("", ""),
])  # fmt: skip
def test_markup_is_read_as_a_person_reads_it(markup: str, text: str) -> None:
    assert from_html(markup) == text


@pytest.mark.parametrize(("given_name", "name"), [
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\Kari\\søknad.docx", "søknad.docx"),
    ("bilde\u202egpj.exe", "bildegpj.exe"),
    (" .. ", ""),
    ("a\nb\0.pdf", "a b .pdf"),
    ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
])  # fmt: skip
def test_file_names_are_safe(given_name: str, name: str) -> None:
    assert file_name(given_name) == name
