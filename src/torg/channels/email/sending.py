"""Hands messages to a mail server over SMTP, on one connection that is kept from message to message."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal, NoReturn

from torg.channels.base import Outgoing, Receipt, SendFailed
from torg.channels.email.signing import Signer
from torg.channels.email.writing import address, write
from torg.channels.text import one_line

IDLE_SECONDS = 45.0
"""A connection that has rested longer is asked whether it lives before it is used."""
MOST_ON_ONE = 500
"""Messages on one connection; many servers stop after some hundred."""


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server that takes what we send; without a user nobody logs in.

    ``timeout`` is in seconds and holds for each answer, ``longest`` for one message from beginning to end.
    """

    host: str
    port: int
    security: Literal["none", "starttls", "tls"] = "none"
    user: str = ""
    password: str = ""
    timeout: float = 30.0
    longest: float = 240.0
    hostname: str = ""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Sender:
    """Sends to one server; may be used from several threads, which take turns."""

    def __init__(self, server: Server, signer: Signer | None = None) -> None:
        self.server, self.signer = server, signer
        self._lock = threading.Lock()
        self._connection: smtplib.SMTP | None = None
        self._wire: socket.socket | None = None
        self._late = False
        self._used_at = 0.0
        self._sent = 0

    def send(self, out: Outgoing) -> Receipt:
        """Hand one message over; raises SendFailed, which says whether it is of use to try again."""
        content = write(out)
        if self.signer is not None:
            content = self.signer.sign(content)
        from_address, to_address = address(out.from_address), address(out.to_address)
        with self._lock, self._in_time():
            said = self._deliver(from_address, to_address, content)
        return Receipt(out.message_id.strip().strip("<>"), "handed_over", said, permanent=False)

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Cuts the connection when the whole of it takes too long: a server can answer a letter every half minute.

        Greeting and log-in count too: once the lease is over another worker may send the same message.
        """
        self._late = False
        watch = threading.Timer(self.server.longest, self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _cut(self) -> None:
        self._late = True
        if self._wire is not None:
            with suppress(OSError):
                self._wire.shutdown(socket.SHUT_RDWR)

    def _keep(self, wire: socket.socket) -> None:
        """Keeps the wire of a new connection where it can be cut; cuts it at once when the time is up already."""
        self._wire = wire
        if self._late:
            self._cut()

    def check(self) -> list[str]:
        """What keeps us from sending, as sentences; empty when the server answers and lets us in."""
        with self._lock, self._in_time():
            try:
                self._ready()
            except SendFailed as failed:
                return [f"{failed.why} See to TORG_SMTP_SEND."]
        return []

    def close(self) -> None:
        """End the connection, if there is one."""
        with self._lock:
            self._drop(politely=True)

    def _deliver(self, from_address: str, to_address: str, content: bytes) -> str:
        for attempt in (1, 2):
            kept = self._connection is not None
            connection = self._ready()
            try:
                self._envelope(connection, from_address, to_address)
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                # A kept connection may have been closed meanwhile. Nothing of the message has left: once more.
                self._drop()
                if kept and attempt == 1 and not self._late:
                    continue
                raise _unreached(self.server, error) from error
            return self._content(connection, content)
        raise AssertionError("unreachable")

    def _envelope(self, connection: smtplib.SMTP, from_address: str, to_address: str) -> None:
        options = []
        if not (from_address + to_address).isascii():
            if not connection.has_extn("smtputf8"):
                raise SendFailed(f"{self.server} cannot send to addresses such as {to_address}.", permanent=True)
            options = ["SMTPUTF8"]
            connection.command_encoding = "utf-8"
        code, said = connection.mail(from_address, options)
        if code != 250:
            # Our own address is refused: that is for us to mend, and no reason to give the recipient up.
            self._refused(connection, "the sender", code, said, permanent=code == 552)
        code, said = connection.rcpt(to_address)
        if code not in (250, 251):
            self._refused(connection, "the recipient", code, said, permanent=500 <= code < 600)

    def _content(self, connection: smtplib.SMTP, content: bytes) -> str:
        try:
            code, said = connection.data(content)
        except smtplib.SMTPDataError as error:
            self._refused(connection, "the message", int(error.smtp_code), _bytes(error.smtp_error), permanent=False)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            why = f"The connection to {self.server} broke while the message was handed over; it may have arrived"
            raise SendFailed(f"{why} ({_words(error)}).", permanent=False) from error
        if code != 250:
            self._refused(connection, "the message", code, said, permanent=500 <= code < 600)
        self._used_at = time.monotonic()
        self._sent += 1
        return one_line(said.decode("utf-8", "replace"), 300)

    def _refused(self, connection: smtplib.SMTP, what: str, code: int, said: bytes, *, permanent: bool) -> NoReturn:
        if code == 421 or code < 0:
            self._drop()
            permanent = False
        else:
            try:
                connection.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()
        words = one_line(said.decode("utf-8", "replace"), 300)
        raise SendFailed(f"{self.server} refused {what}: {code} {words}", permanent=permanent)

    def _ready(self) -> smtplib.SMTP:
        """The kept connection while it lives, else a new one."""
        if self._connection is not None:
            tired = self._sent >= MOST_ON_ONE
            rested = time.monotonic() - self._used_at > IDLE_SECONDS
            if not tired and not (rested and not _lives(self._connection)):
                return self._connection
            self._drop(politely=tired)
        try:
            self._connection = self._connect()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._drop()
            raise _unreached(self.server, error) from error
        self._used_at, self._sent = time.monotonic(), 0
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        connection = _Smtp(server, self._keep)
        try:
            connection.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
                connection.ehlo()
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _drop(self, *, politely: bool = False) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            if politely:
                with suppress(smtplib.SMTPException, OSError):
                    connection.quit()
            connection.close()
        if self._wire is not None:
            self._wire.close()
            self._wire = None


class _Smtp(smtplib.SMTP):
    """A connection that gives away a second handle of its wire as soon as there is one, before anything is said."""

    def __init__(self, server: Server, keep: Callable[[socket.socket], None]) -> None:
        self._keep = keep
        self._tls = ssl.create_default_context() if server.security == "tls" else None
        super().__init__(server.host, server.port, server.hostname or None, timeout=server.timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        wire = socket.create_connection((host, port), timeout)
        self._keep(wire.dup())
        return wire if self._tls is None else self._tls.wrap_socket(wire, server_hostname=host)


def _lives(connection: smtplib.SMTP) -> bool:
    try:
        return connection.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _unreached(server: Server, error: Exception) -> SendFailed:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return SendFailed(f"{server} does not let us in: user or password is wrong.", permanent=False)
    return SendFailed(f"{server} cannot be reached ({_words(error)}).", permanent=False)


def _words(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__, 300)


def _bytes(said: object) -> bytes:
    return said if isinstance(said, bytes) else str(said).encode("utf-8", "replace")
