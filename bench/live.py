"""Open conversations on one web process: the memory of each stream, and how long a message takes to the screens.

`python -m bench.live` (`--streams 200` for a quick look). Streams are opened over HTTP as browsers open them. A message
is stored and committed as the answer to a POST stores it; counted is the time from that commit being asked for until
the stream of its reader has told of it: one conversation at a time, and then all of them at the same moment. Wanted:
a second at the 95th percentile, and no more database connections than before.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack

import psycopg

from bench.figures import machine, p50_p95, table
from bench.memory import memory
from bench.places import Running, free_port, fresh_database, inside, postgres, told, torg_surroundings, wait_for

ONE_AT_A_TIME = 100
PATIENCE_SECONDS = 120.0
SAY = (
    "INSERT INTO assistant_message (conversation_id, at, speaker, text, data, sent_as)"
    " SELECT id, now(), 'handler', 'Hei', '{}', '' FROM assistant_conversation WHERE id = ANY(%s)"
)


class Screen:
    """A page with its stream open; ``told_at`` is when it was last told of a message."""

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self.told_at = 0.0

    async def open(self, port: int, token: str) -> asyncio.Task[None]:
        """Opens the stream and waits until the server has answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /live/talk/{token} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        await reader.readuntil(b"retry:")
        return asyncio.ensure_future(self._read(reader, writer))

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                if b'"upto"' in line:
                    self.told_at = time.perf_counter()
                    self.told.set()
        finally:
            writer.close()


async def measure(port: int, pid: int, url: str, rows: Sequence[tuple[int, str]]) -> list[list[str]]:
    """The rows of the table."""
    before = memory(pid)
    db = await psycopg.AsyncConnection.connect(url, autocommit=True)
    streams = len(rows)
    screens = {pk: Screen() for pk, _token in rows}
    began, tasks = time.perf_counter(), list[asyncio.Task[None]]()
    for place in range(0, streams, 50):
        some = rows[place : place + 50]
        tasks += await asyncio.gather(*(screens[pk].open(port, token) for pk, token in some))
    opened = time.perf_counter() - began
    each = (memory(pid) - before) / streams
    singly = [await _say(db, screens, [pk]) for pk in list(screens)[:ONE_AT_A_TIME]]
    one_p50, one_p95 = p50_p95([ms for some in singly for ms in some])
    all_p50, all_p95 = p50_p95(together := await _say(db, screens, list(screens)))
    counted = await (
        await db.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
    ).fetchone()
    for task in tasks:
        task.cancel()
    await db.close()
    return [
        ["open streams", f"{streams:,}"],
        ["opened in, s", f"{opened:.1f}"],
        ["memory of a stream, kB", f"{each / 1024:.1f}"],
        ["one message to its screen, ms: median, p95", f"{one_p50:.1f}, {one_p95:.1f}"],
        ["all at the same moment, ms: median, p95, last", f"{all_p50:.0f}, {all_p95:.0f}, {max(together):.0f}"],
        ["database connections, with this one", str(counted[0] if counted else "?")],
    ]


async def _say(
    db: psycopg.AsyncConnection[tuple[object, ...]], screens: dict[int, Screen], to: list[int]
) -> list[float]:
    """Stores a message in each of these conversations; how many milliseconds each screen took to be told."""
    for pk in to:
        screens[pk].told.clear()
    began = time.perf_counter()
    await db.execute(SAY, [to])
    async with asyncio.timeout(PATIENCE_SECONDS):
        for pk in to:
            await screens[pk].told.wait()
    return [(screens[pk].told_at - began) * 1000 for pk in to]


def main() -> None:
    """Measure once and print the table."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--streams", type=int, default=2000)
    streams: int = said.parse_args().streams
    with postgres() as server, ExitStack() as stack:
        port, url = free_port(), fresh_database(server, "torg_live")
        address = f"127.0.0.1:{port}"
        around = torg_surroundings(url, TORG_WEB_ADDRESS=address, TORG_BASE_URL=f"http://{address}")
        made = told([*inside("bench.live_filling"), str(streams)], around)
        web = Running([sys.executable, "-m", "torg.config.cli", "web"], around)
        stack.callback(web.stop)
        wait_for(port, web)
        rows = asyncio.run(measure(port, web.process.pid, url, made))
    print(f"{machine()}\n\n{table(['one web process', 'measured'], rows)}")


if __name__ == "__main__":
    main()
