"""A mail server that hands over many messages on several connections at once, as leanly as can be."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence

from bench.places import DOMAIN

CONNECTIONS = 20
"""As many as a Postfix opens to one destination when nobody has told it otherwise."""

_DOTS = re.compile(rb"^\.", re.MULTILINE)
_NEWLINES = re.compile(rb"\r?\n")


class Refused(Exception):
    """The receiver did not take what it should have taken; says what it answered."""


def on_the_wire(message: bytes) -> bytes:
    """A message as it is sent after DATA: CRLF, dots doubled, the lone dot at the end."""
    text = _DOTS.sub(b"..", _NEWLINES.sub(b"\r\n", message))
    return text + (b".\r\n" if text.endswith(b"\r\n") else b"\r\n.\r\n")


def deliver(port: int, wires: Sequence[bytes], recipients: Sequence[str]) -> None:
    """Hands over all messages; returns when each has been acknowledged. Raises Refused."""
    asyncio.run(_deliver(port, wires, recipients))


async def _deliver(port: int, wires: Sequence[bytes], recipients: Sequence[str]) -> None:
    rest = iter(zip(wires, recipients, strict=True))
    async with asyncio.TaskGroup() as group:
        for _ in range(min(CONNECTIONS, len(wires))):
            group.create_task(_one_connection(port, rest))


async def _one_connection(port: int, rest: Iterator[tuple[bytes, str]]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def ask(said: bytes, wanted: bytes) -> None:
        writer.write(said)
        while (line := await reader.readline())[3:4] == b"-":
            pass
        if not line.startswith(wanted):
            raise Refused(f"{said[:80]!r} was answered with {line!r}")

    await ask(b"", b"220")
    await ask(f"EHLO mx.{DOMAIN}\r\n".encode(), b"250")
    for wire, recipient in rest:
        await ask(b"MAIL FROM:<sender@eksempel.example>\r\n", b"250")
        await ask(f"RCPT TO:<{recipient}>\r\n".encode(), b"250")
        await ask(b"DATA\r\n", b"354")
        await ask(wire, b"250")
    await ask(b"QUIT\r\n", b"221")
    writer.close()
