"""`torg mail` as a process of its own: what it has acknowledged is there after a stop, a kill and a new start."""

from __future__ import annotations

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.channels.email.test_receiver import TO, mail
from torg.config.environment import read
from torg.config.mail import size_limit
from torg.config.wiring import mailbox

ADDRESS = "smtp://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        port = opened.getsockname()[1]
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("TORG_", "DJANGO_"))},
        "TORG_DATA": str(tmp_path_factory.mktemp("torg")),
        "TORG_SMTP_LISTEN": ADDRESS.format(port=port),
        "TORG_MAIL_DOMAIN": "fjordvik.example",
    }


@contextmanager
def torg_mail(surroundings: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The running process, and the port at which it answers."""
    port = int(surroundings["TORG_SMTP_LISTEN"].rpartition(":")[2])
    process = subprocess.Popen([sys.executable, "-m", "torg.config.cli", "mail"], env=surroundings)
    try:
        for _ in range(600):
            assert process.poll() is None, "it ended before it answered"
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield process, port
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def say(port: int, number: int, words: str = "Hei") -> str:
    """Send one letter; the answer after the message."""
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        client.ehlo()
        client.mail("kari@brev.example")
        client.rcpt(TO)
        code, said = client.data(mail(number, words))
    return f"{code} {said.decode()}"


@pytest.mark.timeout(180)
def test_what_was_acknowledged_is_there_after_a_stop_and_after_a_kill(surroundings: dict[str, str]) -> None:
    with torg_mail(surroundings) as (process, port):
        first = say(port, 1)
        assert first.startswith("250 ")
        assert say(port, 1) == first, "the same letter again is the same row"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    with torg_mail(surroundings) as (process, port):
        assert say(port, 1) == first
        second = say(port, 2)
        assert second != first
        process.kill()
        process.wait(30)
    with torg_mail(surroundings) as (process, port):
        assert say(port, 1) == first
        assert say(port, 2) == second


def test_a_message_as_large_as_the_form_allows_fits_with_its_encoding() -> None:
    limit = size_limit(read({"TORG_ATTACHMENT_LIMIT_MB": "25"}))
    assert limit > 25 * 1024 * 1024 * 4 / 3 * 78 / 76


def test_a_mailbox_whose_user_is_an_address_takes_mail_for_it() -> None:
    (box,) = read(
        {"TORG_MAILBOXES": "imaps://Post%40fjordvik.example:hemmelig@imap.fjordvik.example/Innboks"}
    ).mailboxes
    made = mailbox(box)
    assert (made.address, made.folder, made.security, made.port) == ("post@fjordvik.example", "Innboks", "tls", 993)
    assert "hemmelig" not in str(made)
