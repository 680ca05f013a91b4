"""The mail servers outside: one that hands us mail until we say 250, and one that takes ours, in a mood of its own."""

from __future__ import annotations

import asyncio
import hashlib
import queue
import random
import smtplib
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from typing import Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Mood = Literal["takes", "refuses", "hangs", "drops", "lies"]
LOST_REPLIES = 0.05
"""How often the connection breaks between the last dot and the 250: then the same message comes again."""


@dataclass(frozen=True)
class Mail:
    """One mail of theirs to us; ``to`` holds one address for each time that it is handed over."""

    message_id: str
    sender: str
    to: tuple[str, ...]
    raw: bytes


class HandsOver:
    """Hands over mails on several connections and tries each again until it is taken; what it counts is its own."""

    def __init__(self, port: int, *, seed: int, connections: int = 4, pause: float = 0.0) -> None:
        self.port, self.pause = port, pause
        self.taken: Counter[str] = Counter()
        self.tries = 0
        self.lost_replies = 0
        self._dice = random.Random(seed)
        self._waiting: queue.Queue[tuple[Mail, str] | None] = queue.Queue()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(connections)]
        for thread in self._threads:
            thread.start()

    def give(self, mails: Iterable[Mail]) -> None:
        """More to hand over."""
        for mail in mails:
            for to in mail.to:
                self._waiting.put((mail, to))

    def finish(self) -> None:
        """Waits until all of it is taken, then ends."""
        self._waiting.join()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def wait(self) -> None:
        """Waits until all of it is taken."""
        self._waiting.join()

    def _work(self) -> None:
        connection: smtplib.SMTP | None = None
        while (given := self._waiting.get()) is not None:
            mail, to = given
            while True:
                with self._lock:
                    self.tries += 1
                    loses = self._dice.random() < LOST_REPLIES
                try:
                    connection = connection or smtplib.SMTP("127.0.0.1", self.port, "outside.example", timeout=20)
                    self._hand_over(connection, mail, to, loses=loses)
                    break
                except (smtplib.SMTPException, OSError):
                    if connection is not None:
                        connection.close()
                    connection = None
                    time.sleep(0.1)
            with self._lock:
                self.taken[mail.message_id] += 1
            self._waiting.task_done()
            time.sleep(self.pause)
        if connection is not None:
            connection.close()

    def _hand_over(self, connection: smtplib.SMTP, mail: Mail, to: str, *, loses: bool) -> None:
        connection.ehlo_or_helo_if_needed()
        for code, _said in (connection.mail(mail.sender), connection.rcpt(to)):
            if code != 250:
                raise smtplib.SMTPException
        if loses:
            connection.docmd("DATA")
            connection.send(mail.raw.replace(b"\n", b"\r\n") + b"\r\n.\r\n")
            with self._lock:
                self.lost_replies += 1
            time.sleep(0.05)
            raise smtplib.SMTPServerDisconnected
        if connection.data(mail.raw)[0] != 250:
            raise smtplib.SMTPException


@dataclass
class World:
    """Takes what we send, or refuses it, hangs, breaks off after it has taken it, or takes it and reports a failure."""

    port: int
    mood: Mood = "takes"
    when_it_lies: Callable[[Mail], None] = lambda mail: None
    got: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    broken_off: set[str] = field(default_factory=set)
    lied_about: set[str] = field(default_factory=set)
    refused: int = 0

    def __post_init__(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        """Ends."""
        self._controller.stop()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood == "refuses":
            self.refused += 1
            return "450 4.2.0 Not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        hung = False
        while self.mood == "hangs":
            hung = True
            await asyncio.sleep(0.05)
        if hung:
            _break_off(server)
            return "451 too late"
        message_id = str(BytesHeaderParser().parsebytes(content)["Message-ID"]).strip("<> ")
        self.got[message_id].append(hashlib.sha256(content).hexdigest())
        if self.mood == "drops":
            self.broken_off.add(message_id)
            _break_off(server)
        elif self.mood == "lies":
            self.lied_about.add(message_id)
            self.when_it_lies(report(message_id, envelope.rcpt_tos[0], envelope.mail_from or ""))
        return "250 2.0.0 taken"


def _break_off(server: SMTP) -> None:
    with suppress(AttributeError):
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()


def report(about: str, whom: str, to: str) -> Mail:
    """The report of a server that took a message and could not deliver it."""
    identity = f"report-{about}"
    raw = (
        f"From: MAILER-DAEMON@outside.example\nTo: {to}\nSubject: Undelivered\nMessage-ID: <{identity}>\n"
        "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; outside.example\n\n"
        f"Final-Recipient: rfc822; {whom}\nAction: failed\nStatus: 5.1.1\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{about}>\n\n--b--\n"
    )
    return Mail(identity, "", (to,), raw.encode())
