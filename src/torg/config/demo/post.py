"""The demo's post office: takes every mail that Torg sends, keeps it in a Maildir, and finds it again."""

from __future__ import annotations

import email
import itertools
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True, slots=True)
class Kept:
    """What a list of mails shows; ``name`` finds the mail again, ``at`` is its Date."""

    name: str
    at: datetime
    to: str
    subject: str
    language: str
    message_id: str


class PostOffice:
    """A Maildir with an index in memory; may be used from several threads."""

    def __init__(self, folder: Path) -> None:
        self._new, self._tmp = folder / "new", folder / "tmp"
        for part in (self._new, self._tmp, folder / "cur"):
            part.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._count = itertools.count()
        self._index = {path.name: _kept(path.name, path.read_bytes()) for path in sorted(self._new.iterdir())}

    def keep(self, raw: bytes, *, to: str) -> None:
        """Store one mail as it came."""
        name = f"{time.time_ns()}.{os.getpid()}_{next(self._count)}.torg-demo"
        content = f"Delivered-To: {to}\r\n".encode() + raw
        (self._tmp / name).write_bytes(content)
        (self._tmp / name).rename(self._new / name)
        with self._lock:
            self._index[name] = _kept(name, content)

    def letters(self, *, to: str = "") -> list[Kept]:
        """The mails to an address (all, when it is empty), the newest first."""
        with self._lock:
            found = [one for one in self._index.values() if not to or one.to == to.lower()]
        return sorted(found, key=lambda one: (one.at, one.name), reverse=True)

    def letter(self, name: str) -> EmailMessage | None:
        """One mail, read; None when there is none of that name."""
        raw = self.raw(name)
        if raw is None:
            return None
        message = email.message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    def raw(self, name: str) -> bytes | None:
        """One mail, word for word."""
        with self._lock:
            known = name in self._index
        return (self._new / name).read_bytes() if known else None


def _kept(name: str, raw: bytes) -> Kept:
    head = BytesHeaderParser(policy=default).parsebytes(raw)
    date = head["Date"]
    at = date.datetime if date is not None and date.datetime is not None else datetime.now(UTC)
    return Kept(
        name=name,
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        to=str(head["Delivered-To"] or "").lower(),
        subject=str(head["Subject"] or ""),
        language=str(head["Content-Language"] or ""),
        message_id=str(head["Message-ID"] or "").strip("<> "),
    )


class _Counter:
    """Takes whatever is handed in, whoever it is for: nothing ever leaves this machine."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_DATA(  # noqa: N802  the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        for address in envelope.rcpt_tos:
            self._office.keep(envelope.original_content or b"", to=address)
        return "250 2.0.0 Ok: kept in the demo's post office"


@contextmanager
def open_counter(office: PostOffice, *, host: str, port: int) -> Iterator[None]:
    """The post office takes mail over SMTP for as long as this lasts, in a thread of its own."""
    counter = Controller(_Counter(office), hostname=host, port=port, enable_SMTPUTF8=True, ident="Demo")
    counter.start()
    try:
        yield
    finally:
        counter.stop()
