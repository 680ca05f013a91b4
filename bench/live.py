"""Open conversations on one web process: the memory of a stream, and how long a message takes to the other screen.

`python -m bench.live` (`--streams 200` for a quick look). Streams are opened over HTTP as browsers open them. In some
conversations citizens and handlers write to each other, so many messages a second, all by POST: counted is the time
from when one is sent until the stream of the other has told of it, and until their page has fetched it. Then the
database cuts off the process's ear, all pages are told to look, and each fetches its conversation: counted is how long
the front page takes meanwhile, beside how long it takes otherwise. Wanted: a second at the 95th percentile, also then.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import psycopg

from bench.figures import machine, p50_p95, table
from bench.live_pages import Stream, Talk, ask
from bench.memory import memory
from bench.places import Running, free_port, fresh_database, inside, postgres, told, torg_surroundings, wait_for

PATIENCE_SECONDS = 180.0
EAR = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND (query LIKE 'LISTEN%torg_live%' OR query = 'SELECT 1')"
)
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


class Chat:
    """All pages that are open on one web process."""

    def __init__(self, port: int, made: dict[str, Any]) -> None:
        self.port = port
        self.tokens: dict[int, str] = {pk: token for pk, token, _upto in made["talks"]}
        rows = {row[0]: tuple(row) for row in made["talks"]}
        self.phones = {pk: Stream(port, f"/live/talk/{token}") for pk, token in self.tokens.items()}
        self.desks = [Stream(port, one["stream"]) for one in made["handlers"]]
        self.talks = [
            Talk(rows[pk], citizen=self.phones[pk], handler=desk, session=one["session"])
            for desk, one in zip(self.desks, made["handlers"], strict=True)
            for pk in one["talks"]
        ]

    async def open(self) -> list[asyncio.Task[None]]:
        """Opens every stream, fifty at a time."""
        tasks, streams = list[asyncio.Task[None]](), [*self.desks, *self.phones.values()]
        for place in range(0, len(streams), 50):
            tasks += await asyncio.gather(*(one.open() for one in streams[place : place + 50]))
        return tasks

    async def talk(self, count: int, a_second: float, *, by_citizen: bool | None = None) -> list[tuple[float, float]]:
        """So many messages, so many a second, from citizens, from handlers, or from both in turn."""
        sent = []
        for number in range(count):
            whose = number % 2 == 0 if by_citizen is None else by_citizen
            sent.append(asyncio.ensure_future(self.talks[number % len(self.talks)].say(whose)))
            await asyncio.sleep(1 / a_second)
        async with asyncio.timeout(PATIENCE_SECONDS):
            return list(await asyncio.gather(*sent))

    async def look(self) -> None:
        """Each page fetches its conversation as soon as it is told to look."""
        await asyncio.gather(*(self._looked(pk, one) for pk, one in self.phones.items()))

    async def _looked(self, pk: int, one: Stream) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await one.looks.wait()
            status, _page = await ask(self.port, "GET", f"/nb/assistent/{self.tokens[pk]}/", {"X-Torg-Part": "1"})
            assert status == 200, status

    async def front(self, until: asyncio.Task[None]) -> list[float]:
        """How many milliseconds the front page takes, asked for ten times a second."""
        took = []
        while not until.done():
            began = time.perf_counter()
            await ask(self.port, "GET", "/nb/", {})
            took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.1)
        return took


async def measure(port: int, pid: int, url: str, made: dict[str, Any], a_second: float) -> list[list[str]]:
    """The rows of the table."""
    chat = Chat(port, made)
    await chat.front(asyncio.ensure_future(asyncio.sleep(2)))  # what a process reads once is no stream's memory
    before = memory(pid)
    began = time.perf_counter()
    tasks = await chat.open()
    opened, streams = time.perf_counter() - began, len(tasks)
    each = (memory(pid) - before) / streams
    await asyncio.gather(*(one.looks.wait() for one in (*chat.desks, *chat.phones.values())))
    for one in (*chat.desks, *chat.phones.values()):
        one.looks.clear()
    count = int(a_second * 20)
    to_desk = await chat.talk(count // 2, a_second / 2, by_citizen=True)
    to_phone = await chat.talk(count // 2, a_second / 2, by_citizen=False)
    both = await chat.talk(count, a_second)
    quiet = await chat.front(asyncio.ensure_future(asyncio.sleep(5)))
    db = await psycopg.AsyncConnection.connect(url, autocommit=True)
    counted = await (await db.execute(CONNECTIONS)).fetchone()
    began = time.perf_counter()
    cut_off = await (await db.execute(EAR)).fetchall()
    assert len(cut_off) == 1, "the one ear of the process"
    looking = asyncio.ensure_future(chat.look())
    crowded = await chat.front(looking)
    await looking
    looked = time.perf_counter() - began
    for task in tasks:
        task.cancel()
    await db.close()
    half = f"{a_second / 2:g}"
    return [
        ["open streams", f"{streams:,}"],
        ["opened in, s", f"{opened:.1f}"],
        ["memory of a stream, kB", f"{each / 1024:.1f}"],
        [f"citizen to the handler's stream, {half} a second, ms: median, p95", _both(to_desk, 0)],
        ["... and on the handler's page", _both(to_desk, 1)],
        [f"handler to the citizen's stream, {half} a second, ms: median, p95", _both(to_phone, 0)],
        ["... and on the citizen's page", _both(to_phone, 1)],
        [f"both ways, {a_second:g} a second, on the other's page, ms: median, p95", _both(both, 1)],
        ["the front page while nobody writes, ms: median, p95", "{:.0f}, {:.0f}".format(*p50_p95(quiet))],
        ["... while all pages look after a break", "{:.0f}, {:.0f}".format(*p50_p95(crowded))],
        ["all pages have looked in, s", f"{looked:.0f}"],
        ["database connections, with this one", str(counted[0] if counted else "?")],
    ]


def _both(times: Sequence[tuple[float, float]], which: int) -> str:
    middle, most = p50_p95([one[which] for one in times])
    return f"{middle:.0f}, {most:.0f}"


def main() -> None:
    """Measure once and print the table."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--streams", type=int, default=2000)
    said.add_argument("--a-second", type=float, default=20.0, help="messages a second, both ways together")
    words = said.parse_args()
    with postgres() as server, ExitStack() as stack:
        port, url = free_port(), fresh_database(server, "torg_live")
        address = f"127.0.0.1:{port}"
        around = torg_surroundings(url, TORG_WEB_ADDRESS=address, TORG_BASE_URL=f"http://{address}")
        made = told([*inside("bench.live_filling"), str(words.streams)], around)
        web = Running([sys.executable, "-m", "torg.config.cli", "web"], around)
        stack.callback(web.stop)
        wait_for(port, web)
        rows = asyncio.run(measure(port, web.process.pid, url, made, words.a_second))
    print(f"{machine()}\n\n{table(['one web process', 'measured'], rows)}")


if __name__ == "__main__":
    main()
