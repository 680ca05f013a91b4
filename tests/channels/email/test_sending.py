"""The sender against a real SMTP server on this machine."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.channels.email.test_writing import LETTER
from torg.channels.base import SendFailed
from torg.channels.email import sending
from torg.channels.email.sending import Sender, Server


@dataclass
class Sink:
    """A mail server that keeps what it is given, and answers as the test says."""

    kept: list[bytes] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    on_sender: str = "250 OK"
    on_recipient: str = "250 OK"
    on_message: str = "250 2.0.0 queued as 4711"
    hang_up: bool = False

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.hang_up:
            self.hang_up = False
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if self.on_sender.startswith("250"):
            envelope.mail_from = address
        return self.on_sender

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.on_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.on_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.sessions.add(id(session))
        self.kept.append(envelope.original_content or b"")
        return self.on_message


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def server(sink: Sink) -> Iterator[Server]:
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    yield Server("127.0.0.1", controller.port, timeout=5)
    controller.stop()


@pytest.fixture
def sender(server: Server) -> Iterator[Sender]:
    made = Sender(server)
    yield made
    made.close()


def test_what_is_sent_is_what_was_written(sender: Sender, sink: Sink) -> None:
    receipt = sender.send(replace(LETTER, text="Hei\n.\n..prikk\n"))
    assert (receipt.outside_id, receipt.state, receipt.permanent) == (LETTER.message_id, "handed_over", False)
    assert receipt.said == "2.0.0 queued as 4711"
    assert sink.kept[0].endswith(b"\r\n\r\nHei\r\n.\r\n..prikk\r\n")


def test_the_connection_is_kept_from_letter_to_letter(sender: Sender, sink: Sink) -> None:
    for _ in range(5):
        sender.send(LETTER)
    assert len(sink.sessions) == 1


def test_a_connection_that_was_closed_meanwhile_is_made_anew_and_nothing_is_sent_twice(
    sender: Sender, sink: Sink
) -> None:
    sender.send(LETTER)
    sink.hang_up = True
    sender.send(LETTER)
    assert len(sink.kept) == 2
    assert len(sink.sessions) == 2


def test_a_long_rested_connection_is_asked_first(sender: Sender, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    sender.send(LETTER)
    monkeypatch.setattr(sending, "IDLE_SECONDS", -1.0)
    sender.send(LETTER)
    assert len(sink.sessions) == 1


def test_threads_take_turns(sender: Sender, sink: Sink) -> None:
    threads = [threading.Thread(target=sender.send, args=(LETTER,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sink.kept) == 8
    assert len(sink.sessions) == 1


@pytest.mark.parametrize(("where", "answer", "permanent"), [
    ("on_recipient", "550 5.1.1 User unknown", True),
    ("on_recipient", "450 4.2.0 Greylisted", False),
    ("on_recipient", "452 4.2.2 Mailbox full", False),
    ("on_message", "554 5.7.1 Refused", True),
    ("on_message", "451 4.3.0 Try later", False),
    ("on_sender", "550 5.7.1 We do not know you", False),
    ("on_sender", "552 5.3.4 Too big", True),
    ("on_sender", "421 4.3.2 Closing", False),
])  # fmt: skip
def test_a_refusal_says_whether_to_try_again(
    sender: Sender, sink: Sink, where: str, answer: str, permanent: bool
) -> None:
    setattr(sink, where, answer)
    with pytest.raises(SendFailed) as failed:
        sender.send(LETTER)
    assert failed.value.permanent is permanent
    assert answer[4:] in failed.value.why


def test_after_a_refusal_the_next_letter_goes_on_the_same_connection(sender: Sender, sink: Sink) -> None:
    sink.on_recipient = "550 5.1.1 User unknown"
    with pytest.raises(SendFailed):
        sender.send(LETTER)
    sink.on_recipient = "250 OK"
    sender.send(LETTER)
    assert len(sink.kept) == 1


def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    with pytest.raises(SendFailed) as failed:
        Sender(Server("127.0.0.1", 1, timeout=1)).send(LETTER)
    assert not failed.value.permanent
    assert "127.0.0.1:1 cannot be reached" in failed.value.why


def test_a_server_that_answers_a_letter_now_and_then_is_cut_off_in_the_end() -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def dribble() -> None:
        one, _ = listening.accept()
        with one, suppress(OSError):
            one.sendall(b"220 slow\r\n")
            one.recv(1000)
            one.sendall(b"250 slow\r\n")
            for _ in range(100):
                one.sendall(b"2")
                time.sleep(0.1)

    thread = threading.Thread(target=dribble)
    thread.start()
    began = time.monotonic()
    with pytest.raises(SendFailed) as failed:
        Sender(Server("127.0.0.1", listening.getsockname()[1], timeout=5, longest=0.5)).send(LETTER)
    assert not failed.value.permanent
    assert time.monotonic() - began < 4
    thread.join()
    listening.close()


@pytest.mark.parametrize(("security", "start", "then"), [
    ("none", b"", b"2"),
    ("none", b"220 slow\r\n", b"250-a hello of many lines\r\n"),
    ("tls", b"\x16\x03\x03\x40\x00", b"\x02"),
])  # fmt: skip
def test_a_server_that_dribbles_its_greeting_holds_us_up_no_longer_either(
    security: Literal["none", "tls"], start: bytes, then: bytes
) -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def dribble() -> None:
        one, _address = listening.accept()
        with one, suppress(OSError):
            one.sendall(start)
            for _ in range(100):
                one.sendall(then)
                time.sleep(0.1)

    thread = threading.Thread(target=dribble)
    thread.start()
    began = time.monotonic()
    server = Server("127.0.0.1", listening.getsockname()[1], security=security, timeout=5, longest=0.5)
    with pytest.raises(SendFailed) as failed:
        Sender(server).send(LETTER)
    assert not failed.value.permanent
    assert time.monotonic() - began < 4
    thread.join()
    listening.close()


def test_an_address_with_our_letters_is_sent_to(sender: Sender, sink: Sink) -> None:
    sender.send(replace(LETTER, to_address="åse@brev.example"))
    assert "To: =?utf-8?Q?Kari_=C3=98deg=C3=A5rd?= <åse@brev.example>".encode() in sink.kept[0]


def test_checking_says_what_to_mend(sender: Sender) -> None:
    assert sender.check() == []
    (problem,) = Sender(Server("127.0.0.1", 1, timeout=1)).check()
    assert "TORG_SMTP_SEND" in problem


def _lets_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
    right = data.login == b"torg" and data.password == b"riktig"
    return AuthResult(success=right, handled=right)


def test_we_log_in_where_it_is_asked_for(sink: Sink) -> None:
    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=_lets_in,
        auth_required=False,
        auth_require_tls=False,
    )
    controller.start()
    try:
        server = Server("127.0.0.1", controller.port, user="torg", password="riktig")
        sender = Sender(server)
        sender.send(LETTER)
        sender.close()
        with pytest.raises(SendFailed) as failed:
            Sender(replace(server, password="galt")).send(LETTER)
        assert "user or password is wrong" in failed.value.why
        assert not failed.value.permanent
    finally:
        controller.stop()
