"""Open pages are told at once that something has changed, and never what: the streams, and the ear behind them."""

from __future__ import annotations

import asyncio
import json
import resource
from collections.abc import Coroutine, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection

from tests.assistant.talks import ChatTown
from torg.assistant.actions.chat import typing
from torg.assistant.actions.serving import reply, take_next, typing_to
from torg.assistant.tickets import desk_stream, staff_of
from torg.config.open_files import KEPT_FREE, room_for
from torg.faces.live import streams
from torg.faces.live.hub import LOOKS_A_SECOND, Hub
from torg.faces.live.streams import MOST_FOR_ONE, Live

SOON, MOST = 10.0, 100
T = TypeVar("T")


def lines(said: bytes) -> list[tuple[str, dict[str, Any]]]:
    """The events of a stream: (kind, data)."""
    found = []
    for block in said.decode().split("\n\n"):
        parts = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in parts:
            found.append((parts.get("event", "message"), json.loads(parts["data"])))
    return found


class Page:
    """A page with its stream open, as a server would hold it."""

    def __init__(self, live: Live, address: str, method: str = "GET") -> None:
        path, _mark, query = address.partition("?")
        self.scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
        self.status, self.said, self.gone = 0, b"", asyncio.Event()
        self.task = asyncio.ensure_future(live(self.scope, self.receive, self.send))

    async def receive(self) -> MutableMapping[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, event: MutableMapping[str, Any]) -> None:
        self.status = event.get("status", self.status)
        self.said += event.get("body", b"")

    async def until(self, kind: str) -> dict[str, Any]:
        async with asyncio.timeout(SOON):
            while True:
                for one, data in lines(self.said):
                    if one == kind:
                        self.said = b""
                        return data
                await asyncio.sleep(0.01)

    async def opened(self) -> None:
        """Waits until it has been told to look at everything, as all are that open one."""
        assert await self.until("changed") == {}


async def behind(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})


def let_go() -> None:
    connection.close()


def alone(work: Coroutine[Any, Any, T]) -> T:
    """Does the work in a loop of its own: in the thread of the tests a browser's may run already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def ears() -> list[int]:
    """The connections of this process that listen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %%torg_live%%'"
        )
        return [pid for (pid,) in cursor.fetchall()]


def cut_off(pid: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


async def ear_but(gone: int = 0) -> int:
    """Waits until a connection listens that is not the one which is gone."""
    async with asyncio.timeout(SOON):
        while not (found := [pid for pid in await sync_to_async(ears)() if pid != gone]):
            await asyncio.sleep(0.02)
    return found[0]


def test_a_reader_is_told_of_each_thing_once_however_often_it_changed() -> None:
    async def run() -> bytes:
        hub = Hub()
        stream = hub.open(talk=1)
        for upto in (5, 6, 7):
            hub.hear({"event": "said", "talk": 1, "upto": upto, "staff": [3]})
        hub.hear({"event": "said", "talk": 2, "upto": 8, "staff": []})
        told = await stream.told(0.01)
        hub.shut(stream, talk=1)
        assert len(hub) == 0
        return told

    assert lines(alone(run())) == [("message", {"talk": 1, "upto": 7})]


def test_a_crowd_of_pages_looks_in_turn_and_the_staff_first() -> None:
    async def run() -> list[bool]:
        hub = Hub()
        citizens = [hub.open(talk=number) for number in range(LOOKS_A_SECOND * 10)]
        staff = hub.open(staff=7)
        hub.refresh()
        await asyncio.sleep(0.3)
        return [bool(await stream.told(0)) for stream in (staff, *citizens)]

    told = alone(run())
    assert told[:2] == [True, True]
    assert 0.3 * LOOKS_A_SECOND <= sum(told) < len(told) / 2
    assert told == sorted(told, reverse=True)


def test_the_queue_is_told_to_all_staff_and_to_those_who_move_up_in_it() -> None:
    async def run() -> list[bytes]:
        hub = Hub()
        streams = [hub.open(talk=1), hub.open(talk=2), hub.open(talk=3), hub.open(staff=7), hub.open(staff=8)]
        hub.hear({"event": "changed", "talk": 1, "stage": "talking", "queue": True, "behind": [2], "staff": [None, 7]})
        return [await stream.told(0.01) for stream in streams]

    mine, next_one, other, seven, eight = map(lines, alone(run()))
    assert mine == next_one == [("changed", {"talk": 1, "stage": "talking"})]
    assert other == []
    assert seven == eight == [("changed", {"talk": 1, "stage": "talking", "queue": True})]


def test_a_ticket_is_for_one_person_and_can_not_be_made_up() -> None:
    ticket = desk_stream(7).partition("?")[2]
    assert staff_of(ticket) == 7
    assert staff_of(ticket[:-1] + "x") is None
    assert staff_of("") is None


@pytest.mark.django_db(transaction=True)
def test_what_is_said_written_and_taken_reaches_both_pages_at_once_and_says_no_word_of_it() -> None:
    town = ChatTown()
    town.ready()
    row = town.waiting("Hvor er rådhuset?")

    async def run() -> None:
        live = Live(behind, most=MOST)
        citizen, desk = Page(live, f"/live/talk/{row.token}"), Page(live, desk_stream(town.front.pk))
        await citizen.opened()
        await desk.opened()
        await ear_but()
        await sync_to_async(take_next)(by=town.front, now=town.noon)
        assert (await desk.until("changed"))["queue"]
        assert (await citizen.until("changed"))["stage"] == "talking"
        said = await sync_to_async(reply)(row.pk, "Hemmelig", by=town.front, sent_as="", now=town.noon)
        while (await citizen.until("message"))["upto"] != said:
            pass
        await sync_to_async(typing)(row.token)
        assert (await desk.until("typing")) == {"talk": row.pk, "typing": True}
        await sync_to_async(typing_to)(row.pk, by=town.front)
        assert (await citizen.until("typing")) == {"talk": row.pk, "typing": True}
        assert b"Hemmelig" not in citizen.said + desk.said
        citizen.gone.set()
        await asyncio.wait_for(citizen.task, SOON)
        live.close()
        await asyncio.wait_for(desk.task, SOON)
        await sync_to_async(let_go)()

    alone(run())


@pytest.mark.django_db(transaction=True)
def test_when_the_database_breaks_off_pages_are_told_to_look_and_go_on_hearing() -> None:
    town = ChatTown()
    town.ready()
    row = town.waiting("Hvor er rådhuset?")

    async def run() -> None:
        live = Live(behind, most=MOST)
        citizen = Page(live, f"/live/talk/{row.token}")
        await citizen.opened()
        first = await ear_but()
        await sync_to_async(cut_off)(first)
        assert await citizen.until("changed") == {}
        await ear_but(first)
        await sync_to_async(take_next)(by=town.front, now=town.noon)
        assert (await citizen.until("changed"))["stage"] == "talking"
        live.close()
        await asyncio.wait_for(citizen.task, SOON)
        await sync_to_async(let_go)()

    alone(run())


@pytest.mark.django_db(transaction=True)
def test_nobody_listens_without_the_secret_and_everything_else_is_left_to_the_pages() -> None:
    async def status(address: str, method: str = "GET") -> int:
        page = Page(Live(behind, most=MOST), address, method)
        await asyncio.wait_for(page.task, SOON)
        return page.status

    async def run() -> list[int]:
        return [
            await status("/live/talk/no-such-talk"), await status("/live/desk?made-up"), await status("/live/talk/"),
            await status(desk_stream(1), "POST"), await status("/nb/"),
        ]  # fmt: skip

    assert alone(run()) == [404, 404, 404, 405, 299]


@pytest.mark.django_db(transaction=True)
def test_one_too_many_is_refused_and_has_room_again_when_another_is_gone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    town = ChatTown()
    row, other = town.begin(), town.begin()

    async def run() -> list[int]:
        live = Live(behind, most=2)
        pages = [Page(live, f"/live/talk/{one.token}") for one in (row, other)]
        for page in pages:
            await page.opened()
        refused = [Page(live, f"/live/talk/{row.token}") for _again in range(2)]
        for page in refused:
            await asyncio.wait_for(page.task, SOON)
        pages[0].gone.set()
        await asyncio.wait_for(pages[0].task, SOON)
        third = Page(live, f"/live/talk/{row.token}")
        await third.opened()
        live.close()
        late = Page(live, f"/live/talk/{row.token}")
        for page in (third, pages[1], late):
            await asyncio.wait_for(page.task, SOON)
        return [page.status for page in (*refused, third, late)]

    assert alone(run()) == [503, 503, 200, 503]
    assert ["TORG_LIVE_STREAMS" in said.message for said in caplog.records] == [True], "it is said once"


@pytest.mark.django_db(transaction=True)
def test_one_conversation_can_not_take_the_room_of_all() -> None:
    row = ChatTown().begin()

    async def run() -> list[int]:
        live = Live(behind, most=MOST)
        pages = [Page(live, f"/live/talk/{row.token}") for _window in range(MOST_FOR_ONE)]
        for page in pages:
            await page.opened()
        more = Page(live, f"/live/talk/{row.token}")
        await asyncio.wait_for(more.task, SOON)
        live.close()
        await asyncio.wait([page.task for page in pages], timeout=SOON)
        return [more.status, *(page.status for page in pages)]

    assert alone(run()) == [503, *[200] * MOST_FOR_ONE]


def test_while_the_database_does_not_answer_a_stream_is_refused_and_may_be_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(token: str) -> int:
        raise OperationalError(token)

    monkeypatch.setattr(streams, "talk_id", away)

    async def run() -> int:
        page = Page(Live(behind, most=MOST), "/live/talk/a-token")
        await asyncio.wait_for(page.task, SOON)
        return page.status

    assert alone(run()) == 503


@pytest.mark.django_db(transaction=True)
def test_a_silent_stream_beats_so_that_its_page_knows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "BEAT_SECONDS", 0.05)
    row = ChatTown().begin()

    async def run() -> None:
        live = Live(behind, most=MOST)
        page = Page(live, f"/live/talk/{row.token}")
        await page.opened()
        for _twice in range(2):
            assert await page.until("beat") == {}
        live.close()
        await asyncio.wait_for(page.task, SOON)

    alone(run())


def test_streams_leave_room_for_everything_else_that_a_process_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = [(1024, 4096)]
    monkeypatch.setattr(resource, "getrlimit", lambda _what: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _what, wanted: limits.append(wanted))
    assert room_for(2000) == 2000
    assert limits[-1] == (2000 + KEPT_FREE, 4096)
    assert room_for(10_000) == 4096 - KEPT_FREE
    assert limits[-1] == (4096, 4096)
    assert room_for(100) == 100
    assert len(limits) == 3
