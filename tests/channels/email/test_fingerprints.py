"""The same message is the same however it came; two messages are two even when they look alike."""

from __future__ import annotations

from pathlib import Path

import pytest

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
