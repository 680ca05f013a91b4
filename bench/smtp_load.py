"""A mail server that hands over many messages on several connections at once, as leanly as can be."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.mails import Mail
from bench.places import DOMAIN

CONNECTIONS = 20
"""As many as a Postfix opens to one destination when nobody has told it otherwise."""

_DOTS = re.compile(rb"^\.", re.MULTILINE)
_NEWLINES = re.compile(rb"\r?\n")


class Refused(Exception):
    """The receiver did not take what it should have taken; says what it answered."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is sent: its envelope, and what follows DATA, with dots doubled and the lone dot at the end."""

    sender: bytes
    recipient: bytes
    wire: bytes

    @classmethod
    def of(cls, mail: Mail) -> Letter:
        text = _DOTS.sub(b"..", _NEWLINES.sub(b"\r\n", mail.raw))
        return cls(mail.mail_from.encode(), mail.rcpt_to.encode(), text.removesuffix(b"\r\n") + b"\r\n.\r\n")


def deliver(port: int, letters: Sequence[Letter]) -> None:
    """Hands over all letters; returns when each has been acknowledged. Raises Refused."""
    asyncio.run(_deliver(port, letters))


async def _deliver(port: int, letters: Sequence[Letter]) -> None:
    rest = iter(letters)
    async with asyncio.TaskGroup() as group:
        for _ in range(min(CONNECTIONS, len(letters))):
            group.create_task(_one_connection(port, rest))


async def _one_connection(port: int, rest: Iterator[Letter]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def ask(said: bytes, wanted: bytes) -> None:
        writer.write(said)
        while (line := await reader.readline())[3:4] == b"-":
            pass
        if not line.startswith(wanted):
            raise Refused(f"{said[:80]!r} was answered with {line!r}")

    await ask(b"", b"220")
    await ask(f"EHLO mx.{DOMAIN}\r\n".encode(), b"250")
    for letter in rest:
        await ask(b"MAIL FROM:<" + letter.sender + b">\r\n", b"250")
        await ask(b"RCPT TO:<" + letter.recipient + b">\r\n", b"250")
        await ask(b"DATA\r\n", b"354")
        await ask(letter.wire, b"250")
    await ask(b"QUIT\r\n", b"221")
    writer.close()
