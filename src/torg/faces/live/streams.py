"""Server-sent events as a plain ASGI application in front of Django: thousands of open streams cost it nothing.

``/live/talk/<token>`` is a citizen's stream, by the secret of their conversation; ``/live/desk?<ticket>`` that of a
member of staff. Each tells ids alone, and the page fetches what is new with an ordinary request. Where there is no room
for one more, or the database does not say whose it is, it is refused (503), and the page asks now and then instead.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from django.db import Error, connection

from torg.assistant.queries.conversations import talk_id
from torg.assistant.tickets import DESK_STREAM, staff_of
from torg.faces.live.ear import listen
from torg.faces.live.hub import Hub, Stream

Event = MutableMapping[str, Any]
LOG = logging.getLogger(__name__)
T = TypeVar("T")
PREFIX, TALK = "/live/", "/live/talk/"
BEAT, BEAT_SECONDS = b"event: beat\ndata: {}\n\n", 25.0
"""What is told when there is nothing to tell: proxies end what is silent for half a minute or more, and a page that
hears no beat knows that its stream is dead, though it looks open (a laptop that slept, another network)."""
MOST_FOR_ONE = 20
"""Streams of one conversation, or of one member of staff: windows and devices, and not all the room there is."""
TELLS_AGAIN = 60.0  # seconds after which the log says again that there is no room
LONGEST_TOKEN = 100
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'"),
]


class Receive(Protocol):
    """What comes from the server next."""

    async def __call__(self) -> Event:
        """The next event; "http.disconnect" when the page is gone."""
        ...


class Send(Protocol):
    """What goes to the server."""

    async def __call__(self, event: Event) -> None:
        """Sends the start of an answer, or a piece of it."""
        ...


Application = Callable[[Any, Any, Any], Any]


class Live:
    """Answers ``/live/...`` and leaves everything else to the application behind it; ``most`` streams at once."""

    def __init__(self, behind: Application, *, most: int) -> None:
        self._behind = behind
        self._most = most
        self._hub = Hub()
        self._is_closed = False
        self._told_full = -TELLS_AGAIN
        self._ear: asyncio.Task[None] | None = None
        # Looking up a token is all that is asked of the database, and by few at a time.
        self._asking = ThreadPoolExecutor(2, thread_name_prefix="live")

    async def __call__(self, scope: Event, receive: Receive, send: Send) -> None:
        """One request; see the ASGI specification."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._behind(scope, receive, send)
            return
        try:
            found = None if self._is_closed else await self._who(scope)
        except Error as trouble:
            LOG.warning("A stream is refused, as the database does not say whose it is: %s", trouble)
            await _refuse(send, 503)
            return
        if self._is_closed:
            await _refuse(send, 503)
        elif found is None:
            await _refuse(send, 404)
        elif scope["method"] != "GET":
            await _refuse(send, 405)
        elif not self._has_room(**found):
            await _refuse(send, 503)
        else:
            await self._stream(receive, send, **found)

    def close(self) -> None:
        """Ends every stream and opens none, as the process is about to stop. Must be called in the loop they run in."""
        self._is_closed = True
        self._hub.close()
        self._asking.shutdown(wait=False)
        if self._ear is not None:
            self._ear.cancel()

    async def _who(self, scope: Event) -> dict[str, int] | None:
        """For whom a stream is asked, by its address; None where there is nobody."""
        path: str = scope["path"]
        if path == DESK_STREAM:
            staff = staff_of(scope.get("query_string", b"")[:1000].decode("latin-1"))
            return None if staff is None else {"staff": staff}
        token = path.removeprefix(TALK).rstrip("/")
        if not path.startswith(TALK) or not 0 < len(token) <= LONGEST_TOKEN or "\0" in token:
            return None
        talk = await self._ask(lambda: talk_id(token))
        return None if talk is None else {"talk": talk}

    async def _ask(self, look: Callable[[], T]) -> T:
        def looked() -> T:
            try:
                return look()
            finally:
                connection.close()  # back to the pool

        return await asyncio.get_running_loop().run_in_executor(self._asking, looked)

    def _has_room(self, **key: int) -> bool:
        if len(self._hub) < self._most:
            return self._hub.of(**key) < MOST_FOR_ONE
        if time.monotonic() - self._told_full >= TELLS_AGAIN:
            self._told_full = time.monotonic()
            LOG.warning("There are %d open streams, which is as many as there may be (TORG_LIVE_STREAMS).", self._most)
        return False

    async def _stream(self, receive: Receive, send: Send, **key: int) -> None:
        if self._ear is None or self._ear.done():
            self._ear = asyncio.ensure_future(listen(self._hub))
        stream = self._hub.open(**key)
        gone = asyncio.ensure_future(_until_gone(receive, stream))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            # When a server stops, its pages come to the next one within a few seconds, and not all at once.
            await _say(send, f"retry: {random.randint(1000, 4000)}\n\n".encode())  # noqa: S311 (no secret)
            self._hub.let_look([stream])
            while not stream.closed:
                await _say(send, await stream.told(BEAT_SECONDS) or BEAT)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._hub.shut(stream, **key)
            gone.cancel()


async def _say(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0"), (b"cache-control", b"no-store")]
    if status == 503:
        headers.append((b"retry-after", b"30"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
