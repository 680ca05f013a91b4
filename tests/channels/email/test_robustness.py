"""Whatever people send: it is read or quarantined, in a time that grows with its length and nothing else."""

from __future__ import annotations

import email
import time
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torg.channels.base import Incoming, Unreadable
from torg.channels.email.fingerprints import fingerprint, message_id
from torg.channels.email.parts import parse
from torg.channels.email.reading import attachment, read

RECORDED = sorted(Path(__file__).parent.glob("*.eml"))
MACHINE_READABLE = ("message/delivery-status", "message/disposition-notification")
WORDS = st.sampled_from([
    b"From: a@example.org\n", b"Subject: =?utf-8?Q?", b"Content-Type: multipart/mixed; boundary=x\n", b"\n", b"--x\n",
    b"--x--\n", b"Content-Type: text/html\n",
    b"Content-Transfer-Encoding: base64\n", b"=?", b"?=", b"\r\n", b"\0", b"<",
    b"Content-Type: message/rfc822\n", b"Content-Type: message/delivery-status\n", b"Action: failed\n",
    b"\xff\xfe", b";",
    b"Content-Disposition: attachment; filename*0*=utf-8''%ff", b"Date: 99 Foo 20000\n", b"=E5=F8", b"To: ,,<>;:@\n",
    b"Content-Transfer-Encoding: x-uuencode\n", b"begin 644 x\n", b"Message-ID: <", b">", b"charset=hex\n", b" ", b"\t",
])  # fmt: skip


def understood(raw: bytes) -> None:
    fingerprint(raw)
    message_id(raw)
    try:
        for one in read(raw, {}):
            if isinstance(one, Incoming):
                for text in (one.text, one.html, one.subject, one.from_name, one.from_address, one.outside_id, *one.to):
                    assert "\0" not in text
                    text.encode("utf-8")
                for file in one.attachments:
                    assert len(attachment(raw, {}, file.index).content) == file.size
    except Unreadable as trouble:
        # A reason that names an error of Python's is an error of ours.
        if not trouble.why or "could not be understood" in trouble.why:
            raise


@settings(deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_heap_of_mail_words_is_read_or_quarantined(words: list[bytes]) -> None:
    understood(b"".join(words))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_quarantined(raw: bytes) -> None:
    understood(b"From: a@example.org\n" + raw)


@settings(deadline=None)
@given(st.sampled_from(RECORDED), st.integers(0, 3000), st.binary(max_size=8), st.booleans())
def test_a_recorded_message_cut_or_scarred_anywhere_is_read_or_quarantined(
    path: Path, at: int, scar: bytes, cut: bool
) -> None:
    raw = path.read_bytes()
    understood(raw[:at] + scar + (b"" if cut else raw[at + len(scar) :]))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_our_parts_are_those_of_pythons_own_reader(path: Path) -> None:
    def leaves(message: Message) -> Iterator[tuple[str, bytes]]:
        if message.get_content_type() in MACHINE_READABLE:
            return  # Python cuts it into parts, which it is not
        if message.is_multipart():
            for part in message.get_payload():
                yield from leaves(part)  # type: ignore[arg-type]
        else:
            yield message.get_content_type(), bytes(message.get_payload(decode=True) or b"").strip()

    raw = path.read_bytes()
    ours = [
        (part.content_type, part.content().strip())
        for part in parse(raw).walk()
        if not part.parts and part.content_type not in MACHINE_READABLE
    ]
    if path.stem != "broken_header":
        assert ours == list(leaves(email.message_from_bytes(raw)))


@pytest.mark.parametrize(("name", "raw"), [
    ("nested", b"From: a@b.no\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 5000),
    ("deep messages", b"From: a@b.no\n" + b"Content-Type: message/rfc822\n\n" * 5000),
    ("boundaries", b"From: a@b.no\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 200_000),
    ("words", b"From: a@b.no\nSubject: " + b"=?a?q?" * 100_000 + b"\n\nx"),
    ("spaces in an address", b"From: a" + b" " * 300_000 + b"b\nTo: " + b" ," * 100_000 + b"\n\nx"),
    ("bad lines", b"From: a@b.no\n" + b"no colon\n" * 100_000 + b"Subject: x\n\nx"),
    ("newlines", b"From: a@b.no\n\n" + b"\n" * 1_000_000),
    ("quotes", b"From: a@b.no\n\n" + b"-- original --- " * 50_000),
    ("tags", b"From: a@b.no\nContent-Type: text/html\n\n" + b"<div><a href='<!--" * 60_000),
    ("parameters", b"From: a@b.no\nContent-Type: text/plain" + b'; a="' * 50_000 + b"; a" * 50_000 + b"\n\nx"),
    ("headers", b"From: a@b.no\n" + b"X: y\n" * 200_000 + b"\nx"),
])  # fmt: skip
def test_no_message_can_keep_us_busy(name: str, raw: bytes) -> None:
    started = time.process_time()
    understood(raw)
    assert time.process_time() - started < 5, name
