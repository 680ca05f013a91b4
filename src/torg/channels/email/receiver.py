"""Our own mail receiver, SMTP and LMTP: takes mail for our addresses only, and says 250 only after the commit."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import socket
import ssl
import sys
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from torg.channels.base import Arrival, KeepMany
from torg.channels.email.fingerprints import fingerprint, message_id
from torg.channels.email.gathering import Gatherer, NotKept
from torg.channels.email.reading import KIND

log = logging.getLogger(__name__)

LONGEST_LINE = 1024 * 1024
"""Bytes in a line. Mail programs write longer ones than RFC 5321's 998, and a mail turned away is a mail lost."""
MOST_HOPS = 50
MOST_RECIPIENTS = 100
MOST_CONNECTIONS = 200
MOST_FROM_ONE = 20
"""Connections at a time from one address, so that no single one can keep all others out; as many as Postfix opens."""
MOST_BYTES_NOW = 256 * 1024 * 1024
"""Bytes of messages that are on their way in at the same time; one that would make them more is to come again later."""
GREETING = "Torg"

# What nearly every address looks like; the parser of the standard library takes a fifth of a millisecond for each.
_PLAIN_ADDRESS = re.compile(r"<([A-Za-z0-9_+=-]+(?:\.[A-Za-z0-9_+=-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)>( [!-~ ]*)?")


class Doorkeeper:
    """Decides whom mail may be for, and hands each message on to be kept."""

    def __init__(self, domains: Collection[str], addresses: Collection[str], gatherer: Gatherer) -> None:
        self.domains = frozenset(_domain(domain) for domain in domains)
        self.addresses = frozenset(address.strip().lower() for address in addresses)
        self.gatherer = gatherer

    async def handle_EHLO(  # noqa: N802  the names are aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Greet; log-in is not offered, because nobody sends through us."""
        session.host_name = hostname
        return [line for line in responses if not line.startswith("250-AUTH")]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Take a recipient of ours; refuse all others, so that nobody can send through us."""
        plain = address.lower()
        local, _, domain = plain.rpartition("@")
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not local or "," in plain or (_domain(domain) not in self.domains and plain not in self.addresses):
            return "550 5.7.1 We take mail for our own addresses only"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a message; 250 once it is committed, 451 when it could not be stored now."""
        content = envelope.original_content or b""
        envelope.content = envelope.original_content = None  # it may be large, and is part of the arrival now
        hops = content.partition(b"\r\n\r\n")[0].lower().count(b"\r\nreceived:")
        if hops > MOST_HOPS:
            return "554 5.4.6 Too many hops: this message goes round in circles"
        try:
            arrival = _arrival(content, server, session, envelope)
            del content
            number = await self.gatherer.keep(arrival)
        except NotKept:
            return "451 4.3.0 The message could not be stored now; please try again later"
        return f"250 2.0.0 Ok: kept as {number}"

    async def handle_exception(self, error: Exception) -> str:
        """Trouble of ours is never the sender's: let it be tried again."""
        log.error("Trouble in the mail receiver", exc_info=error)
        return "451 4.3.0 Something went wrong here; please try again later"


class _Smtp(SMTP):
    """aiosmtpd, which takes a message line by line, taught to take it in large pieces; it stands among ``open_now``.

    After STARTTLS its connection is made once more.
    """

    line_length_limit = LONGEST_LINE

    def __init__(self, handler: Doorkeeper, *, open_now: dict[SMTP, str], load: _Load, **given: Any) -> None:
        super().__init__(handler, **given)
        self._open_now, self._load = open_now, load

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, unless there are too many already."""
        peer = _peer(transport)
        if self not in self._open_now and _too_many(peer, self._open_now):
            busy = _Busy()
            transport.set_protocol(busy)
            busy.connection_made(transport)
            return
        self._open_now[self] = peer
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """End, and make room."""
        self._open_now.pop(self, None)
        super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  the name is aiosmtpd's
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if arg or not self.envelope.rcpt_tos:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        with _Share(self._load) as share:
            try:
                content = await _message(self._reader, self.data_size_limit or sys.maxsize, share)
            except asyncio.CancelledError:  # the connection was lost on the way
                self._writer.close()
                raise
            if isinstance(content, str):
                status: str = content
            else:
                self.envelope.content = self.envelope.original_content = content
                del content
                status = await self._call_handler_hook("DATA")
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push(status)

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        plain = _PLAIN_ADDRESS.fullmatch(arg)
        return (plain[1], plain[2] or "") if plain else super()._getaddr(arg)


class _Load:
    """How many bytes of messages are held just now, on all connections together."""

    held = 0


class _Share:
    """What one message holds of that, until it is stored."""

    def __init__(self, load: _Load) -> None:
        self._load, self._mine = load, 0

    def __enter__(self) -> _Share:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._load.held -= self._mine

    def fits(self, more: int) -> bool:
        """Whether that many bytes more may be held; counts them when they may."""
        if self._load.held + more > MOST_BYTES_NOW:
            return False
        self._load.held += more
        self._mine += more
        return True


async def _message(reader: asyncio.StreamReader, limit: int, share: _Share) -> bytes | str:
    """What comes until a line with nothing but a dot, without the dots that were put in on the way (RFC 5321, 4.5.2).

    When it is more than ``limit`` bytes, or more than there is room for now, the answer to give to the sender; then too
    all of it has been read.
    """
    taken, size, refused = bytearray(b"\r\n"), 0, ""
    while True:
        try:
            piece = await reader.readuntil(b".\r\n")
        except asyncio.LimitOverrunError as much:
            piece = await reader.read(much.consumed)
        size += len(piece)
        if not refused and not share.fits(len(piece)):
            refused = "452 4.3.1 Too many large messages at the same time; please try again later"
        taken += piece
        if taken.endswith(b"\r\n.\r\n"):
            if size - 3 > limit:
                return "552 Error: Too much mail data"
            return refused or _without_dots(taken)
        if refused or size > limit:
            del taken[:-4]


def _without_dots(taken: bytearray) -> bytes:
    """The message between the first end of line and the last dot, with as few copies of it as can be."""
    del taken[-3:]
    plain = taken.replace(b"\r\n.", b"\r\n") if b"\r\n." in taken else taken
    return bytes(memoryview(plain)[2:])


class _Lmtp(_Smtp, LMTP):
    """LMTP, where each recipient gets an answer of its own after the message (RFC 2033)."""

    _answers = 1

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  the name is aiosmtpd's
        envelope = self.envelope
        self._answers = max(1, len(envelope.rcpt_tos)) if envelope else 1
        try:
            await super().smtp_DATA(arg)
        finally:
            self._answers = 1

    async def push(self, status: str) -> None:  # type: ignore[override]  # aiosmtpd itself pushes text only
        many = self._answers > 1 and not status.startswith("354")
        await super().push("\r\n".join([status] * self._answers) if many else status)


async def serve(
    *,
    listening: socket.socket,
    protocol: str,
    domains: Collection[str],
    size_limit: int,
    keep_many: KeepMany,
    stop: asyncio.Event,
    addresses: Collection[str] = (),
    hostname: str = "",
    tls: ssl.SSLContext | None = None,
    when_ready: Callable[[], None] = lambda: None,
) -> None:
    """Receive on a socket until ``stop`` is set; what is being received by then is finished first.

    ``protocol`` is smtp or lmtp, ``size_limit`` in bytes; mail is taken for all of ``domains`` and for ``addresses``.
    With ``tls`` STARTTLS is offered and not insisted upon: a mail server that cannot would go unheard.
    """
    gatherer = Gatherer(keep_many)
    doorkeeper = Doorkeeper(domains, addresses, gatherer)
    open_now: dict[SMTP, str] = {}
    load = _Load()
    kind = _Lmtp if protocol == "lmtp" else _Smtp

    def connected() -> asyncio.Protocol:
        return kind(
            doorkeeper,
            open_now=open_now,
            load=load,
            data_size_limit=size_limit,
            enable_SMTPUTF8=True,
            hostname=hostname or socket.gethostname(),
            ident=GREETING,
            tls_context=tls,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            loop=asyncio.get_running_loop(),
        )

    gathering = asyncio.create_task(gatherer.run())
    server = await asyncio.get_running_loop().create_server(connected, sock=listening)
    when_ready()
    try:
        await stop.wait()
    finally:
        server.close()
        await _let_finish(open_now)
        gathering.cancel()
        await asyncio.gather(gathering, return_exceptions=True)


FINISH_SECONDS = 5.0


async def _let_finish(open_now: Collection[SMTP]) -> None:
    """Give those in the middle of a message some seconds, then hang up; what was not acknowledged comes again."""
    deadline = asyncio.get_running_loop().time() + FINISH_SECONDS
    while asyncio.get_running_loop().time() < deadline and any(_busy(one) for one in open_now):
        await asyncio.sleep(0.02)
    for one in list(open_now):
        if one.transport is not None:
            one.transport.close()
    await asyncio.sleep(0)


def _busy(one: SMTP) -> bool:
    return one.transport is not None and one.envelope is not None and bool(one.envelope.rcpt_tos)


def _peer(transport: asyncio.BaseTransport) -> str:
    peer = transport.get_extra_info("peername")
    return str(peer[0]).removeprefix("::ffff:") if isinstance(peer, tuple) else ""


def _too_many(peer: str, open_now: Mapping[SMTP, str]) -> bool:
    """Whether there is no room, or none for that address; our own machine, where a mail server may stand, has all."""
    if len(open_now) >= MOST_CONNECTIONS:
        return True
    return not _is_ours(peer) and sum(1 for other in open_now.values() if other == peer) >= MOST_FROM_ONE


def _is_ours(peer: str) -> bool:
    return not peer or ipaddress.ip_address(peer.partition("%")[0]).is_loopback


class _Busy(asyncio.Protocol):
    """Tells one connection too many to come back later."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(b"421 4.3.2 Too many connections; please try again later\r\n")
        transport.close()


def _arrival(content: bytes, server: SMTP, session: Session, envelope: Envelope) -> Arrival:
    peer = str(session.peer[0]) if isinstance(session.peer, tuple) else ""
    sender = (envelope.mail_from or "").strip("<>")
    said = (session.host_name or "").encode("ascii", "replace").decode("ascii")[:255]
    trace = (
        f"Received: from {said or 'unknown'} ([{peer}])\r\n"
        f"\tby {server.hostname} ({GREETING}); {format_datetime(datetime.now(UTC))}\r\n"
    )
    raw = trace.encode("ascii", "replace") + content
    return Arrival(
        kind=KIND,
        raw=raw,
        headers={
            "mail-from": _utf8(sender),
            "rcpt-to": ",".join(dict.fromkeys(_utf8(address) for address in envelope.rcpt_tos)),
            "peer": peer,
        },
        outside_id=message_id(content),
        fingerprint=fingerprint(raw),
    )


def _utf8(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _domain(domain: str) -> str:
    """A domain so that its spellings compare: lower-cased, without the last dot, international names in ASCII."""
    plain = domain.strip().lower().rstrip(".")
    try:
        return plain if plain.isascii() else plain.encode("idna").decode("ascii")
    except UnicodeError:
        return plain
