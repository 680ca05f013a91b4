"""Open pages of the chat, as `bench.live` needs them: a stream that tells, and a fetch of what is new when it does."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

SECRET = "a" * 32


async def ask(port: int, method: str, path: str, headers: Mapping[str, str], body: str = "") -> tuple[int, str]:
    """One request: the status and all that is answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        lines = {"Host": f"127.0.0.1:{port}", "Connection": "close", "Sec-Fetch-Site": "same-origin", **headers}
        if body:
            lines |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n{body}".encode())
        said = await reader.read()
    finally:
        writer.close()
    return int(said.split(b" ", 2)[1]), said.decode()


class Stream:
    """A stream that is open; ``news`` are the conversations that it tells of, each when it was told."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address = port, address
        self.told: dict[int, asyncio.Event] = {}
        self.told_at: dict[int, float] = {}
        self.looks = asyncio.Event()

    async def open(self) -> asyncio.Task[None]:
        """Opens it and waits until the server has answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET {self.address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        await reader.readuntil(b"retry:")
        return asyncio.ensure_future(self._read(reader, writer))

    def awaits(self, talk: int) -> asyncio.Event:
        """Set when it tells of something said in a conversation from now on."""
        event = self.told.setdefault(talk, asyncio.Event())
        event.clear()
        return event

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            kind = b""
            while line := await reader.readline():
                if not line.startswith(b"data: {"):
                    kind = line.strip()
                    continue
                said: dict[str, Any] = json.loads(line[6:])
                if "upto" in said and (event := self.told.get(said["talk"])):
                    self.told_at[said["talk"]] = time.perf_counter()
                    event.set()
                elif not said and kind == b"event: changed":
                    self.looks.set()
        finally:
            writer.close()


class Talk:
    """A conversation that a citizen and a handler have open, each with a page of their own."""

    def __init__(self, row: tuple[int, str, int], *, citizen: Stream, handler: Stream, session: str) -> None:
        self.pk, token, self.upto = row
        self.port, self.path = citizen.port, f"/nb/assistent/{token}/"
        self.citizen, self.handler = citizen, handler
        self.cookies = {"Cookie": f"sessionid={session}; csrftoken={SECRET}", "X-By-Script": "1"}
        self.free = asyncio.Lock()
        self.count = 0

    async def say(self, by_citizen: bool) -> tuple[float, float]:
        """Says something; after how many milliseconds the other's stream told of it, and its page had it."""
        async with self.free:
            self.count += 1
            text = f"Ord-{self.pk}-{self.count}-"
            listener = self.handler if by_citizen else self.citizen
            told, began = listener.awaits(self.pk), time.perf_counter()
            sending = asyncio.ensure_future(self._send(text, by_citizen))
            shown, heard = "", began
            while text not in shown:  # it may tell of one's own words first: then a page looks twice
                await told.wait()
                told.clear()
                heard = listener.told_at[self.pk]
                shown = await (self._desk() if by_citizen else self._phone())
            at = time.perf_counter()
            await sending
            return (heard - began) * 1000, (at - began) * 1000

    async def _send(self, text: str, by_citizen: bool) -> None:
        said = f"text={text}&sent_as={text}"
        if by_citizen:
            status, _page = await ask(self.port, "POST", self.path, {}, said)
        else:
            said += f"&csrfmiddlewaretoken={SECRET}"
            status, _page = await ask(self.port, "POST", f"/nb/desk/chat/{self.pk}/reply/", self.cookies, said)
        assert status in {200, 302}, status

    async def _phone(self) -> str:
        return (await ask(self.port, "GET", self.path, {"X-Torg-Part": "1"}))[1]

    async def _desk(self) -> str:
        _status, said = await ask(self.port, "GET", f"/nb/desk/chat/news/?have={self.pk}:{self.upto}", self.cookies)
        return said
