"""What we write is read back the same by Python's own reader, and by ours."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from torg.channels.base import Incoming, Outgoing, SendFailed
from torg.channels.email.reading import read
from torg.channels.email.writing import write
from torg.channels.text import clean, one_line

LETTER = Outgoing(
    id="17",
    kind="email",
    to_address="kari@brev.example",
    to_name="Kari Ødegård",
    from_address="post@fjordvik.example",
    from_name="Fjordvik kommune",
    reply_to="",
    subject="Vi har fått henvendelsen din",
    text="Hei Kari,\n\nDu får svar innen onsdag 8. april.\n\nHilsen\nFjordvik kommune\n",
    message_id="receipt-17@torg.fjordvik.example",
    in_reply_to="1@brev.example",
    references=("0@brev.example", "1@brev.example"),
    at=datetime(2026, 4, 1, 8, 0, tzinfo=UTC),
    language="nb",
    automatic=True,
)


def parsed(out: Outgoing) -> EmailMessage:
    message = email.message_from_bytes(write(out), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def ours(out: Outgoing) -> Incoming:
    (one,) = read(write(out), {"mail-from": out.from_address})
    assert isinstance(one, Incoming)
    return one


def test_a_receipt_is_marked_as_made_by_a_machine_and_stays_in_the_thread() -> None:
    message = parsed(LETTER)
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["Precedence"] == "bulk"
    assert message["Message-ID"] == "<receipt-17@torg.fjordvik.example>"
    assert message["In-Reply-To"] == "<1@brev.example>"
    assert message["References"].split() == ["<0@brev.example>", "<1@brev.example>"]
    assert message["Date"].datetime == LETTER.at
    assert message["To"].addresses[0].display_name == "Kari Ødegård"
    assert message["Content-Language"] == "nb"
    assert ours(LETTER).automatic


def test_an_answer_by_a_person_carries_no_such_mark() -> None:
    message = parsed(replace(LETTER, automatic=False))
    assert "Auto-Submitted" not in message
    assert "Precedence" not in message
    assert not ours(replace(LETTER, automatic=False)).automatic


def test_the_same_letter_is_the_same_bytes_on_every_attempt() -> None:
    assert write(LETTER) == write(LETTER)


def test_every_line_is_short_and_7_bit_so_that_all_servers_carry_it() -> None:
    content = write(replace(LETTER, text="å" * 5000 + "\n" + "x" * 3000, subject="ø" * 300, to_name="Æ" * 150))
    assert content.isascii()
    assert all(len(line) <= 78 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")


def test_markup_comes_beside_the_text() -> None:
    message = parsed(replace(LETTER, html="<p>Hei Kari, du får svar.</p>"))
    plain, markup = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert markup is not None
    assert plain.get_content().split("\r\n") == LETTER.text.split("\n")
    assert markup.get_content().strip() == "<p>Hei Kari, du får svar.</p>"


def test_a_reply_goes_where_we_want_it() -> None:
    assert parsed(replace(LETTER, reply_to="svar@fjordvik.example"))["Reply-To"] == "svar@fjordvik.example"


@pytest.mark.parametrize(
    "evil", ["a\r\nBcc: x@y.example", "a\nBcc: x@y.example", "a\rBcc: b", "a\x0bBcc: b\x85c\u2028d"]
)
def test_nobody_can_slip_a_header_in(evil: str) -> None:
    message = parsed(replace(LETTER, subject=evil, to_name=evil, from_name=evil))
    assert "Bcc" not in message
    for letter in (
        replace(LETTER, to_address=evil),
        replace(LETTER, from_address=evil),
        replace(LETTER, reply_to=evil),
        replace(LETTER, message_id=evil),
    ):
        with pytest.raises(SendFailed) as failed:
            write(letter)
        assert failed.value.permanent


@pytest.mark.parametrize(
    "strange",
    [
        "1234@Jørgens-PC",
        "<1234@Jørgens-PC>",
        "",
        " ",
        "a b@c",
        "x" * 901,
        "a@b\r\nBcc: x@y.example",
        "a\n@b",
        "a>@b",
        "a\0",
    ],
)
def test_an_identity_of_theirs_that_no_header_can_hold_is_left_out_and_the_letter_goes(strange: str) -> None:
    message = parsed(replace(LETTER, in_reply_to=strange, references=("0@brev.example", strange, "1@brev.example")))
    assert "In-Reply-To" not in message
    assert "Bcc" not in message
    assert message["References"].split() == ["<0@brev.example>", "<1@brev.example>"]
    assert "References" not in parsed(replace(LETTER, references=(strange,)))


@pytest.mark.parametrize(
    "wrong", ["", "kari", "kari@", "@brev.example", "kari@brev.example, b@c.example", "a b@c.example"]
)
def test_what_is_no_address_is_never_sent_to(wrong: str) -> None:
    with pytest.raises(SendFailed):
        write(replace(LETTER, to_address=wrong))


def test_a_domain_with_our_letters_travels_in_ascii() -> None:
    assert (
        parsed(replace(LETTER, to_address="kari@blåbær.example"))["To"].addresses[0].domain == "xn--blbr-roah.example"
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=400)


@settings(deadline=None)
@given(subject=TEXTS, name=TEXTS, text=TEXTS)
@example(subject="", name=",\\", text="")
@example(subject="", name="Aas, Liv,", text="")
def test_any_words_are_read_back_by_us_as_they_were(subject: str, name: str, text: str) -> None:
    mail = ours(replace(LETTER, subject=subject, from_name=name, text=text, to_name=name))
    assert mail.subject == one_line(subject)
    assert mail.from_name == one_line(name, 200).strip("'\" ")
    assert mail.text == clean(text).strip("\n").strip()


@settings(deadline=None)
@given(subject=TEXTS, name=TEXTS, text=TEXTS)
def test_any_words_are_read_back_by_python_as_they_were(subject: str, name: str, text: str) -> None:
    message = email.message_from_bytes(write(replace(LETTER, subject=subject, to_name=name, text=text)))
    said = str(email.header.make_header(email.header.decode_header(message["Subject"])))
    assert " ".join(said.split()) == " ".join(one_line(subject).split())
    shown, address = email.utils.parseaddr(message["To"])
    assert address == LETTER.to_address
    assert " ".join(str(email.header.make_header(email.header.decode_header(shown))).split()) == " ".join(
        one_line(name, 200).split()
    )
    content = message.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.decode("utf-8").replace("\r\n", "\n").removesuffix("\n") == clean(text).removesuffix("\n")
