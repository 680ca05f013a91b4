"""Server-sent events as a plain ASGI application in front of Django: thousands of open streams cost it nothing.

``/live/talk/<token>`` is a citizen's stream, by the secret of their conversation; ``/live/desk?<ticket>`` that of a
member of staff. Each tells ids alone, and the page fetches what is new with an ordinary request.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from django.db import connection

from torg.assistant.queries.conversations import talk_id
from torg.assistant.tickets import DESK_STREAM, staff_of
from torg.faces.live.ear import listen
from torg.faces.live.hub import Hub, Stream

Event = MutableMapping[str, Any]
T = TypeVar("T")
PREFIX, TALK = "/live/", "/live/talk/"
BEAT_SECONDS = 25.0  # proxies end what is silent for half a minute or more
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
    """Answers ``/live/...`` and leaves everything else to the application behind it."""

    def __init__(self, behind: Application) -> None:
        self._behind = behind
        self._hub = Hub()
        self._ear: asyncio.Task[None] | None = None
        # Looking up a token is all that is asked of the database, and by few at a time.
        self._asking = ThreadPoolExecutor(2, thread_name_prefix="live")

    async def __call__(self, scope: Event, receive: Receive, send: Send) -> None:
        """One request; see the ASGI specification."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._behind(scope, receive, send)
            return
        found = await self._who(scope)
        if found is None:
            await _refuse(send, 404)
        elif scope["method"] != "GET":
            await _refuse(send, 405)
        else:
            await self._stream(receive, send, **found)

    def close(self) -> None:
        """Ends every stream now, as the process is about to stop. Must be called in the loop they run in."""
        self._hub.close()
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

    async def _stream(self, receive: Receive, send: Send, **key: int) -> None:
        if self._ear is None or self._ear.done():
            self._ear = asyncio.ensure_future(listen(self._hub))
        stream = self._hub.open(**key)
        gone = asyncio.ensure_future(_until_gone(receive, stream))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            # When a server stops, its pages come to the next one within a few seconds, and not all at once.
            await _say(send, f"retry: {random.randint(1000, 4000)}\n\n".encode())  # noqa: S311 (no secret)
            while not stream.closed:
                await _say(send, await stream.told(BEAT_SECONDS) or b": \n\n")
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
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
