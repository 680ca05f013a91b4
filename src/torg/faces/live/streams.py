"""The streams themselves, in front of Django: a page that is open costs a few kilobytes and no thread.

``/live/talk/TOKEN`` is a citizen's, by the secret of their conversation; ``/live/desk?ticket=...`` is a handler's. The
lines carry ids only. Whoever hears something asks for the page's part in the ordinary way, where it is decided anew
what they may see.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.db import connection

from torg.assistant.queries.conversations import talk_id
from torg.faces.live.hub import Hub, Listener
from torg.faces.parts.tickets import holder_of

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

PLACE = "/live/"
TALK, DESK = f"{PLACE}talk/", f"{PLACE}desk"
HEARTBEAT = 25.0  # seconds; proxies close what is silent for a minute
LASTS = 15 * 60.0  # seconds; then the browser comes again, and is asked again who it is
MOST = 5_000  # streams of one process
MOST_OF_ONE = 10  # of one conversation or one member of staff
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Streams:
    """The application in front of another: it takes what begins with /live/ and leaves all else."""

    def __init__(self, behind: App, hub: Hub) -> None:
        self.behind, self.hub = behind, hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PLACE):
            await self.behind(scope, receive, send)
            return
        if scope["method"] != "GET":
            await _refuse(send, 405)
            return
        talk, staff = await _who(scope["path"], scope["query_string"])
        if not talk and not staff:
            await _refuse(send, 404)
        elif len(self.hub) >= MOST or self.hub.listening(talk=talk, staff=staff) >= MOST_OF_ONE:
            await _refuse(send, 503)  # the page then asks now and then
        else:
            await self._stream(receive, send, talk=talk, staff=staff)

    async def _stream(self, receive: Receive, send: Send, *, talk: int, staff: int) -> None:
        listener = Listener()
        self.hub.join(listener, talk=talk, staff=staff)
        closing = asyncio.get_running_loop().create_task(_until_closed(receive, listener))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _line(send, "retry: 2000\n: open\n\n")
            ends = asyncio.get_running_loop().time() + LASTS
            while not listener.has_gone() and (left := ends - asyncio.get_running_loop().time()) > 0:
                told = await listener.heard(min(HEARTBEAT, left))
                lines = "".join(f"event: {kind}\ndata: {what}\n\n" for kind, what in told.items())
                await _line(send, lines or ":\n\n")
            await send({"type": "http.response.body", "body": b""})
        except OSError:  # the other side has gone while we wrote
            return
        finally:
            self.hub.part(listener, talk=talk, staff=staff)
            closing.cancel()


async def _until_closed(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.leave()


async def _who(path: str, query: bytes) -> tuple[int, int]:
    """Whose stream it is: a conversation or a member of staff; 0 and 0 for nobody's."""
    if path.startswith(TALK):
        return await _talk(path.removeprefix(TALK).strip("/")), 0
    if path.rstrip("/") == DESK:
        said = parse_qs(query.decode("latin-1")).get("ticket", [""])[0]
        return 0, await _staff(said)
    return 0, 0


@sync_to_async
def _talk(token: str) -> int:
    try:
        return talk_id(token) or 0
    finally:
        connection.close()  # back to the pool: a stream holds none


@sync_to_async
def _staff(ticket: str) -> int:
    try:
        holder = holder_of(ticket)
        return holder.staff_id if holder else 0
    finally:
        connection.close()


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})


async def _line(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
