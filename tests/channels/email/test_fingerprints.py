"""The same message is the same however it came; two messages are two even when they look alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.channels.email.fingerprints import fingerprint, message_id

HERE = Path(__file__).parent
MAIL = b"From: a@example.org\r\nDate: Tue, 31 Mar 2026 15:40:00 +0200\r\nMessage-ID: <1@x>\r\n\r\nHei\r\n"


@pytest.mark.parametrize("trace", [
    b"Received: from a by b; now\r\n", b"Return-Path: <a@example.org>\r\n", b"Delivered-To: post@x.example\r\n",
    b"X-Original-To: post@x.example\r\n", b"X-Spam-Status: No\r\n", b"ARC-Seal: i=1\r\n", b"Received: a\r\n\tb\r\n",
    b"DKIM-Signature: v=1; t=17\r\n", b"Authentication-Results: ok\r\n",
])  # fmt: skip
def test_traces_of_the_way_change_nothing(trace: bytes) -> None:
    assert fingerprint(trace + MAIL) == fingerprint(MAIL)


def test_ends_of_lines_change_nothing() -> None:
    assert fingerprint(MAIL.replace(b"\r\n", b"\n")) == fingerprint(MAIL)
    assert fingerprint(MAIL + b"\r\n") == fingerprint(MAIL)


@pytest.mark.parametrize("other", [
    MAIL.replace(b"Hei", b"Hade"), MAIL.replace(b"<1@x>", b"<2@x>"), MAIL.replace(b"a@example.org", b"b@example.org"),
    b"Subject: Noe annet\r\n" + MAIL,
])  # fmt: skip
def test_other_words_are_another_message_even_under_the_same_message_id(other: bytes) -> None:
    assert fingerprint(other) != fingerprint(MAIL)


def test_without_message_id_and_date_the_way_counts_so_that_none_is_dropped() -> None:
    bare = b"From: a@example.org\r\n\r\nRing meg\r\n"
    assert fingerprint(b"Received: 09:00\r\n" + bare) != fingerprint(b"Received: 10:00\r\n" + bare)


def test_message_ids_are_found_without_reading_the_rest() -> None:
    assert message_id((HERE / "apple_da.eml").read_bytes()) == "AAAA1111-22BB-44CC-88DD-EEEE00001111@soerensen.example"
    assert message_id((HERE / "latin1_raw.eml").read_bytes()) == ""
    assert message_id(b"") == ""


@given(
    st.sampled_from(["", "Message-ID: <samme@brev.example>\n", "Message-ID:\n", "Message-ID: <>\n"]),
    st.text(max_size=40), st.text(max_size=40), st.booleans())  # fmt: skip
def test_a_reused_or_empty_message_id_never_hides_another_mail(id_line: str, one: str, other: str, dated: bool) -> None:
    head = f"From: a@example.org\n{id_line}" + ("Date: Tue, 31 Mar 2026 15:40:00 +0200\n" if dated else "") + "\n"
    prints = [fingerprint(head.encode() + body.encode("utf-8", "replace").strip(b"\r\n")) for body in (one, other)]
    same = [body.encode("utf-8", "replace").replace(b"\r\n", b"\n").strip(b"\r\n") for body in (one, other)]
    assert (prints[0] == prints[1]) == (same[0].strip(b"\n") == same[1].strip(b"\n"))


@pytest.mark.parametrize("header", ["From: b@example.org", "Subject: Noe annet", "Date: Wed, 1 Apr 2026 15:40:00 +0200",
    "To: byggesak@fjordvik.example", "In-Reply-To: <9@x>", "Content-Type: text/html", "Cc: c@example.org"])  # fmt: skip
def test_a_message_id_under_another_head_is_another_mail(header: str) -> None:
    name = header.partition(":")[0].encode()
    lines = [line for line in MAIL.split(b"\r\n\r\n")[0].split(b"\r\n") if not line.startswith(name + b":")]
    assert fingerprint(b"\r\n".join([header.encode(), *lines]) + b"\r\n\r\nHei\r\n") != fingerprint(MAIL)


def test_two_files_that_differ_in_one_byte_are_two_mails() -> None:
    assert fingerprint(MAIL + b"\0") != fingerprint(MAIL + b"\1")
