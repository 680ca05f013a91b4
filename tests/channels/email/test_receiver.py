"""Our own receiver, spoken to by real SMTP and LMTP clients."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.channels.email.receiving import Room, receiver
from torg.channels.base import Incoming
from torg.channels.email import receiver as receiving_end
from torg.channels.email.reading import read

TO = "post@fjordvik.example"


def mail(number: int = 1, words: str = "Hei, hva skjer?") -> bytes:
    return (
        f"From: Kari <kari@brev.example>\r\nTo: {TO}\r\nSubject: Spørsmål\r\nDate: Tue, 31 Mar 2026 15:40:00 +0200\r\n"
        f"Message-ID: <{number}@brev.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n"
    ).encode()


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def client(room: Room) -> Iterator[smtplib.SMTP]:
    with receiver(room) as port, smtplib.SMTP("127.0.0.1", port, timeout=10) as made:
        made.ehlo("brev.example")
        yield made


def test_a_letter_is_kept_with_its_envelope_and_can_be_read(client: smtplib.SMTP, room: Room) -> None:
    client.sendmail("kari@brev.example", [TO, "Byggesak@Fjordvik.example"], mail())
    (arrival,) = room.rows.values()
    assert arrival.headers == {
        "mail-from": "kari@brev.example",
        "rcpt-to": "post@fjordvik.example,Byggesak@Fjordvik.example",
        "peer": "127.0.0.1",
    }
    assert arrival.kind == "email"
    assert arrival.outside_id == "1@brev.example"
    assert arrival.raw.startswith(b"Received: from brev.example ([127.0.0.1])\r\n")
    assert arrival.raw.endswith(mail())
    (understood,) = read(arrival.raw, arrival.headers)
    assert isinstance(understood, Incoming)
    assert understood.to == ("post@fjordvik.example", "byggesak@fjordvik.example")
    assert not understood.automatic


@pytest.mark.parametrize(
    "stranger", ["a@example.org", "a@notfjordvik.example", "a@fjordvik.example.org", "fjordvik.example"]
)
def test_nobody_can_send_to_others_through_us(client: smtplib.SMTP, room: Room, stranger: str) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        client.sendmail("kari@brev.example", [stranger], mail())
    assert refused.value.recipients[stranger][0] in (550, 553)
    assert room.rows == {}


@pytest.mark.parametrize("ours", ["POST@FJORDVIK.EXAMPLE", "post@xn--blbr-roah.example", "post@annet.example"])
def test_our_addresses_are_ours_however_they_are_written(client: smtplib.SMTP, room: Room, ours: str) -> None:
    client.sendmail("kari@brev.example", [ours], mail())
    assert len(room.rows) == 1


def test_addresses_with_our_letters_are_taken(client: smtplib.SMTP, room: Room) -> None:
    client.sendmail("åse@brev.example", ["påmelding@fjordvik.example"], mail(), mail_options=["SMTPUTF8"])
    (arrival,) = room.rows.values()
    assert arrival.headers["mail-from"] == "åse@brev.example"
    assert arrival.headers["rcpt-to"] == "påmelding@fjordvik.example"


def test_a_null_return_path_is_told_as_empty(client: smtplib.SMTP, room: Room) -> None:
    client.sendmail("", [TO], mail())
    (arrival,) = room.rows.values()
    assert arrival.headers["mail-from"] == ""


def test_the_same_letter_again_is_the_same_row(client: smtplib.SMTP, room: Room) -> None:
    client.sendmail("kari@brev.example", [TO], mail())
    client.sendmail("kari@brev.example", ["byggesak@fjordvik.example"], mail())
    assert len(room.rows) == 1


def test_two_letters_without_identity_are_two_rows(client: smtplib.SMTP, room: Room) -> None:
    for port in ("a.example", "b.example"):
        client.ehlo(port)
        client.sendmail("kari@brev.example", [TO], b"From: kari@brev.example\r\n\r\nRing meg\r\n")
    assert len(room.rows) == 2


def test_while_the_database_is_away_the_sender_is_asked_to_come_again(client: smtplib.SMTP, room: Room) -> None:
    room.away = True
    with pytest.raises(smtplib.SMTPDataError) as refused:
        client.sendmail("kari@brev.example", [TO], mail())
    assert refused.value.smtp_code == 451
    room.away = False
    client.sendmail("kari@brev.example", [TO], mail())
    assert len(room.rows) == 1


def test_a_letter_that_is_too_large_is_refused_before_and_after_it_is_sent(room: Room) -> None:
    with receiver(room, size_limit=10_000) as port, smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        client.ehlo()
        assert client.esmtp_features["size"] == "10000"
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            client.sendmail("kari@brev.example", [TO], mail(words="x" * 20_000))
        assert refused.value.smtp_code == 552
        client.mail("kari@brev.example")
        client.rcpt(TO)
        assert client.data(mail(words="x" * 20_000))[0] == 552
        client.sendmail("kari@brev.example", [TO], mail())
    assert len(room.rows) == 1


def test_long_lines_are_taken_although_they_should_not_be_sent(client: smtplib.SMTP, room: Room) -> None:
    client.sendmail("kari@brev.example", [TO], mail(words="x" * 100_000))
    assert len(room.rows) == 1


def test_a_letter_that_goes_round_in_circles_is_stopped(client: smtplib.SMTP, room: Room) -> None:
    with pytest.raises(smtplib.SMTPDataError) as refused:
        client.sendmail("kari@brev.example", [TO], b"X: y\r\n" + b"Received: from a by b\r\n" * 60 + mail())
    assert refused.value.smtp_code == 554


def test_what_queues_up_is_kept_together_and_each_is_answered(room: Room) -> None:
    def send(number: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
            client.sendmail("kari@brev.example", [TO], mail(number))

    room.open_for.clear()
    with receiver(room) as port:
        threads = [threading.Thread(target=send, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        threads[0].join(0.8)
        assert room.rows == {}, "nothing is acknowledged before the commit"
        room.open_for.set()
        for thread in threads:
            thread.join()
    assert len(room.rows) == 12
    assert len(room.groups) < 6, room.groups


def test_one_letter_the_database_cannot_take_does_not_hold_up_the_others(room: Room) -> None:
    refused: list[int] = []

    def send(number: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
            try:
                client.sendmail("kari@brev.example", [TO], mail(number, "gift" if number == 3 else "Hei"))
            except smtplib.SMTPDataError as error:
                refused.append(error.smtp_code)

    room.dislikes = b"gift"
    room.open_for.clear()
    with receiver(room) as port:
        threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        threads[0].join(0.5)
        room.open_for.set()
        for thread in threads:
            thread.join()
    assert refused == [451]
    assert len(room.rows) == 5


def test_a_stop_waits_for_the_letter_that_is_on_its_way_to_the_database(room: Room) -> None:
    said: list[int] = []

    def send() -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
            client.ehlo()
            client.mail("kari@brev.example")
            client.rcpt(TO)
            said.append(client.data(mail())[0])

    room.open_for.clear()
    sending = threading.Thread(target=send)
    with receiver(room) as port:
        sending.start()
        sending.join(0.5)
        threading.Timer(0.5, room.open_for.set).start()
    sending.join()
    assert said == [250]
    assert len(room.rows) == 1


def test_over_lmtp_every_recipient_gets_an_answer(room: Room) -> None:
    with receiver(room, protocol="lmtp") as port, socket.create_connection(("127.0.0.1", port), 10) as line:
        talk = line.makefile("rwb")

        def say(words: bytes) -> bytes:
            talk.write(words + b"\r\n")
            talk.flush()
            answer: bytes = talk.readline()
            while answer[3:4] == b"-":
                answer = talk.readline()
            return answer

        assert talk.readline().startswith(b"220")
        assert say(b"LHLO mx.fjordvik.example").startswith(b"250")
        assert say(b"MAIL FROM:<kari@brev.example>").startswith(b"250")
        assert say(b"RCPT TO:<post@fjordvik.example>").startswith(b"250")
        assert say(b"RCPT TO:<x@example.org>").startswith(b"550")
        assert say(b"RCPT TO:<byggesak@fjordvik.example>").startswith(b"250")
        assert say(b"DATA").startswith(b"354")
        assert say(mail() + b".").startswith(b"250")
        assert talk.readline().startswith(b"250")
        assert say(b"QUIT").startswith(b"221")
    assert len(room.rows) == 1


def test_pythons_lmtp_client_delivers_too(room: Room) -> None:
    with receiver(room, protocol="lmtp") as port, smtplib.LMTP("127.0.0.1", port, timeout=10) as client:
        client.sendmail("kari@brev.example", [TO], mail())
        client.sendmail("kari@brev.example", [TO], mail(2))
    assert len(room.rows) == 2


def test_a_hidden_second_letter_stays_part_of_the_first(client: smtplib.SMTP, room: Room) -> None:
    """SMTP smuggling: a lone line feed before the dot must not end a message."""
    client.mail("kari@brev.example")
    client.rcpt(TO)
    smuggled = (
        mail() + b"\n.\nMAIL FROM:<evil@x.example>\nRCPT TO:<post@fjordvik.example>\nDATA\nSubject: falsk\n\nx\r\n"
    )
    client.putcmd("data")
    client.getreply()
    client.send(smuggled + b".\r\n")
    assert client.getreply()[0] == 250
    assert len(room.rows) == 1
    assert client.noop()[0] == 250


def greeted(port: int, stack: ExitStack) -> bytes:
    """The first line that a new connection hears; it stays open until the stack ends."""
    line = stack.enter_context(socket.create_connection(("127.0.0.1", port), 10))
    return stack.enter_context(line.makefile("rb")).readline()[:3]


def test_nobody_can_keep_all_others_out(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving_end, "_is_ours", lambda peer: False)
    monkeypatch.setattr(receiving_end, "MOST_FROM_ONE", 3)
    with receiver(room) as port:
        with ExitStack() as stack:
            assert [greeted(port, stack) for _ in range(5)] == [b"220"] * 3 + [b"421"] * 2
        for _ in range(100):
            with ExitStack() as stack:
                if greeted(port, stack) == b"220":
                    break
            time.sleep(0.05)
        else:
            raise AssertionError("those who left made no room")


def test_all_together_have_their_limit_too(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving_end, "MOST_CONNECTIONS", 2)
    with receiver(room) as port, ExitStack() as stack:
        assert [greeted(port, stack) for _ in range(3)] == [b"220", b"220", b"421"]


def test_the_mail_server_on_our_own_machine_may_come_as_often_as_it_needs(room: Room) -> None:
    with receiver(room) as port, ExitStack() as stack:
        assert {greeted(port, stack) for _ in range(receiving_end.MOST_FROM_ONE + 5)} == {b"220"}


@pytest.mark.parametrize(("peer", "ours"), [
    ("127.0.0.1", True), ("127.0.0.9", True), ("::1", True), ("", True),
    ("192.0.2.1", False), ("10.0.0.1", False), ("2001:db8::1", False), ("fe80::1%eth0", False),
])  # fmt: skip
def test_our_own_machine_is_known_by_its_address(peer: str, ours: bool) -> None:
    assert receiving_end._is_ours(peer) is ours


def test_many_large_messages_at_once_are_asked_to_come_again_and_small_ones_still_fit(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving_end, "MOST_BYTES_NOW", 1_500_000)
    room.open_for.clear()  # nothing can be stored for now, so what has come in is held
    said: dict[int, str] = {}

    def send(number: int, size: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            try:
                client.sendmail("kari@brev.example", [TO], mail(number, "x" * size))
                said[number] = "250"
            except smtplib.SMTPDataError as error:
                said[number] = str(error.smtp_code)

    with receiver(room) as port:
        threads = [threading.Thread(target=send, args=(n, 900_000)) for n in range(3)]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + 10
        while len(said) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        small = threading.Thread(target=send, args=(9, 1000))
        small.start()
        time.sleep(0.3)
        room.open_for.set()
        for thread in (*threads, small):
            thread.join()
        assert sorted(said.values()) == ["250", "250", "452", "452"]
        assert said[9] == "250"
        send(5, 900_000)  # the room that they took is free again
        assert said[5] == "250"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day, now = timedelta(days=1), datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - day).not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    path.write_bytes(
        made.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return path


def test_with_a_certificate_mail_comes_in_encrypted_on_as_many_connections_as_before(
    room: Room, certificate: Path
) -> None:
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate)
    theirs = ssl.create_default_context(cafile=str(certificate))
    with receiver(room, tls=ours) as port, ExitStack() as stack:
        clients = [
            stack.enter_context(smtplib.SMTP("localhost", port, timeout=10)) for _ in range(receiving_end.MOST_FROM_ONE)
        ]
        for number, one in enumerate(clients):
            one.starttls(context=theirs)
            assert isinstance(one.sock, ssl.SSLSocket)
            one.sendmail("kari@brev.example", [TO], mail(number))
    assert len(room.rows) == receiving_end.MOST_FROM_ONE


def test_nothing_that_was_said_before_the_encryption_counts_after_it(room: Room, certificate: Path) -> None:
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate)
    with receiver(room, tls=ours) as port, smtplib.SMTP("localhost", port, timeout=10) as client:
        client.ehlo("brev.example")
        client.mail("evil@brev.example")
        client.starttls(context=ssl.create_default_context(cafile=str(certificate)))
        client.ehlo("brev.example")
        assert client.rcpt(TO)[0] == 503


def test_without_a_certificate_encryption_is_not_offered(client: smtplib.SMTP) -> None:
    assert not client.has_extn("starttls")
