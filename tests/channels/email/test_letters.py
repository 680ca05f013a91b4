"""A plain letter as markup: everything it says, in order, with nothing from afar and nothing that could run."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.email.test_writing import LETTER
from torg.channels.base import Incoming, SendFailed
from torg.channels.email.letters import markup, with_markup
from torg.channels.email.reading import read
from torg.channels.email.writing import write
from torg.channels.text import clean

RECEIPT = """Hei Kari,

Takk for at du skriv til oss.

Kvifor denne datoen
Vi svarar innan fem arbeidsdagar. Laurdag og søndag tel ikkje.

Kven du kan kontakte
Ring 56 37 50 00, eller skriv til post@fjordvik.example.

Følg saka her:
https://post.fjordvik.example/nn/follow/abc-_1/.

Vennleg helsing
Fjordvik kommune
"""


class Seen(HTMLParser):
    """The tags of a document, and its words without those of the title."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.in_title = False
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.in_title = tag == "title"
        self.words += "\n" if tag in {"br", "p", "h2", "li", "ul", "blockquote"} else ""

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False

    def handle_data(self, data: str) -> None:
        self.words += "" if self.in_title else data


def test_headings_paragraphs_and_links_are_found_and_the_language_stands_on_it() -> None:
    seen = Seen(markup(RECEIPT, "Kvittering", "nn", headings=True))
    assert dict(seen.tags)["html"] == {"lang": "nn"}
    assert [tag for tag, _ in seen.tags].count("h2") == 2, "not the greeting at the end"
    links = [attrs["href"] for tag, attrs in seen.tags if tag == "a"]
    assert links == ["mailto:post@fjordvik.example", "https://post.fjordvik.example/nn/follow/abc-_1/"]


def test_what_a_person_wrote_gets_no_headings_but_its_lists_and_quotes() -> None:
    text = "Hei Ola\nDu treng:\n- teikning\n- kart & «plan»\n\n> Kva treng eg\n> då?\n\nHelsing\nBo"
    document = markup(text, "Svar", "nn", headings=False)
    assert "<h2" not in document
    assert "<ul><li>teikning</li><li>kart &amp; «plan»</li></ul>" in document
    assert "<blockquote>Kva treng eg<br>då?</blockquote>" in document


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=400))
def test_every_word_is_there_and_nothing_comes_from_afar_or_runs(text: str) -> None:
    document = markup(text, text, "nb", headings=True)
    seen = Seen(document)
    plain = [re.sub(r"[\s>*•-]", "", one) for one in (seen.words, clean(text))]
    assert plain[0] == plain[1]
    assert {tag for tag, _ in seen.tags} <= {
        "html", "head", "meta", "title", "body", "p", "h2", "br", "a", "ul", "li", "blockquote",
    }  # fmt: skip
    assert all(name in {"lang", "charset", "name", "content", "style", "href"} for _, a in seen.tags for name in a)


@pytest.mark.parametrize("text", [
    RECEIPT,
    "Blåbærsyltetøy på Ærøskøbing " * 80,
    "x" * 3000,
    "שלום ملاحظة 你好\n\n" * 50,
])  # fmt: skip
def test_both_bodies_are_read_back_whole_7_bit_and_in_short_lines(text: str) -> None:
    content = write(with_markup(replace(LETTER, text=text)))
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    message = email.message_from_bytes(content, policy=email.policy.default)
    _whole, plain, rich = message.walk()
    assert isinstance(plain, EmailMessage)
    assert isinstance(rich, EmailMessage)
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")
    assert "".join(Seen(rich.get_content()).words.split()) == "".join(text.split())
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    (back,) = read(content, {"mail-from": LETTER.from_address})
    assert isinstance(back, Incoming)
    assert back.text.rstrip() == text.rstrip()


def test_the_same_letter_is_the_same_bytes_on_every_attempt() -> None:
    assert write(with_markup(LETTER)) == write(with_markup(LETTER))


def test_no_header_can_be_added_by_what_is_written_in_a_subject_or_name() -> None:
    out = replace(LETTER, subject="Hei\r\nBcc: all@example.org", to_name='Kari"\r\nBcc: x@example.org')
    message = email.message_from_bytes(write(with_markup(out)), policy=email.policy.default)
    assert message["Bcc"] is None
    with pytest.raises(SendFailed):
        write(replace(LETTER, to_address="a@b.example\r\nBcc: x@example.org"))
