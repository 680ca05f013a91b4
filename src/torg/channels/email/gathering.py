"""Keeps arrivals together that come together: one transaction for all that queue up while the last one commits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from torg.channels.base import Arrival, KeepMany

log = logging.getLogger(__name__)

MOST_TOGETHER = 100
MOST_BYTES_TOGETHER = 32 * 1024 * 1024
GIVE_UP_AFTER = 3
"""Failures in a row, one message at a time, after which the trouble is the database's and not a message's."""


class NotKept(Exception):
    """An arrival could not be stored; the sender keeps it and tries again."""


def keep_each(keep_many: KeepMany, arrivals: Sequence[Arrival]) -> list[int | None]:
    """Row numbers in order; None for what could not be stored. One bad message must not hold up the others."""
    try:
        return list(keep_many(arrivals))
    except Exception:
        log.exception("%s messages could not be stored together", len(arrivals))
    if len(arrivals) == 1:
        return [None]
    ids: list[int | None] = []
    failures = 0
    for arrival in arrivals:
        if failures >= GIVE_UP_AFTER:
            ids.append(None)
            continue
        try:
            ids.append(keep_many([arrival])[0])
            failures = 0
        except Exception:
            log.exception("A message could not be stored (%s bytes)", len(arrival.raw))
            ids.append(None)
            failures += 1
    return ids


class Gatherer:
    """Takes arrivals one by one and stores them in groups; one at a time when they come one at a time.

    ``keep_many`` runs in one thread of its own, always the same, so that its database connection is kept.
    """

    def __init__(self, keep_many: KeepMany) -> None:
        self._keep_many = keep_many
        self._waiting: asyncio.Queue[tuple[Arrival, asyncio.Future[int]]] = asyncio.Queue()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keep")

    async def keep(self, arrival: Arrival) -> int:
        """Store one arrival; returns its row's number once the transaction is committed. Raises NotKept."""
        kept: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait((arrival, kept))
        return await kept

    async def run(self) -> None:
        """Store what comes until cancelled; what waits by then is refused."""
        try:
            while True:
                await self._store(await self._next())
        finally:
            while not self._waiting.empty():
                _refuse(self._waiting.get_nowait()[1])
            self._thread.shutdown(wait=False)

    async def _next(self) -> list[tuple[Arrival, asyncio.Future[int]]]:
        group = [await self._waiting.get()]
        size = len(group[0][0].raw)
        while not self._waiting.empty() and len(group) < MOST_TOGETHER and size < MOST_BYTES_TOGETHER:
            group.append(self._waiting.get_nowait())
            size += len(group[-1][0].raw)
        return group

    async def _store(self, group: list[tuple[Arrival, asyncio.Future[int]]]) -> None:
        loop = asyncio.get_running_loop()
        storing = loop.run_in_executor(self._thread, keep_each, self._keep_many, [arrival for arrival, _ in group])
        try:
            ids = await asyncio.shield(storing)
        except asyncio.CancelledError:
            # A stop waits for the commit that is under way, so that nobody is told otherwise than it went.
            ids = await storing
            _tell(group, ids)
            raise
        _tell(group, ids)


def _tell(group: Sequence[tuple[Arrival, asyncio.Future[int]]], ids: Sequence[int | None]) -> None:
    for (_, kept), number in zip(group, ids, strict=True):
        if kept.done():
            continue
        if number is None:
            _refuse(kept)
        else:
            kept.set_result(number)


def _refuse(kept: asyncio.Future[int]) -> None:
    if not kept.done():
        kept.set_exception(NotKept())
