"""Our receiver, running in a thread of its own for the tests."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from torg.channels.base import Arrival
from torg.channels.email.receiver import serve

DOMAINS = ("fjordvik.example", "blåbær.example")


class DatabaseAway(Exception):
    """What a database says when it is not there."""


@dataclass
class Room:
    """A mailroom in memory: the same fingerprint is the same row; it may be away, or dislike a message."""

    rows: dict[bytes, Arrival] = field(default_factory=dict)
    groups: list[int] = field(default_factory=list)
    away: bool = False
    dislikes: bytes = b"\xff\xff"
    open_for: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.open_for.set()

    def keep_many(self, arrivals: Sequence[Arrival]) -> list[int]:
        self.open_for.wait(10)
        if self.away or any(self.dislikes in arrival.raw for arrival in arrivals):
            raise DatabaseAway
        self.groups.append(len(arrivals))
        for arrival in arrivals:
            self.rows.setdefault(arrival.fingerprint, arrival)
        order = list(self.rows)
        return [order.index(arrival.fingerprint) + 1 for arrival in arrivals]


@contextmanager
def receiver(
    room: Room, protocol: str = "smtp", size_limit: int = 1_000_000, tls: ssl.SSLContext | None = None
) -> Iterator[int]:
    """The port of a running receiver."""
    opened = socket.create_server(("127.0.0.1", 0))
    ready, ends = threading.Event(), []

    async def run() -> None:
        stop = asyncio.Event()
        ends.append((asyncio.get_running_loop(), stop))
        await serve(
            listening=opened,
            protocol=protocol,
            domains=DOMAINS,
            addresses=("post@annet.example",),
            size_limit=size_limit,
            keep_many=room.keep_many,
            stop=stop,
            tls=tls,
            when_ready=ready.set,
        )

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    try:
        assert ready.wait(10)
        yield opened.getsockname()[1]
    finally:
        loop, stop = ends[0]
        loop.call_soon_threadsafe(stop.set)
        thread.join(15)
        opened.close()
        assert not thread.is_alive()
