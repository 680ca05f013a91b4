"""The hub of a process: who listens to what, and what each is told of all that the database tells.

One connection listens for the whole process, however many pages are open. What one listener has not yet heard is
kept once for each kind of news, so a slow one never holds more than a line or two.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import psycopg

from torg.assistant.actions.chat_rows import LIVE

LOG = logging.getLogger("torg.live")
TRY_AGAIN = 2.0  # seconds after the database could not be reached
STILL_THERE = 60.0  # seconds without news, after which the connection is tried


class Listener:
    """One open page; ``told`` is what it has not heard yet, by kind of news."""

    __slots__ = ("_gone", "news", "told")

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self.news = asyncio.Event()
        self._gone = False

    def tell(self, kind: str, what: Mapping[str, Any]) -> None:
        """Something to hear, in the place of what it has not heard of the same kind."""
        self.told[kind] = json.dumps(what, separators=(",", ":"))
        self.news.set()

    def leave(self) -> None:
        """The page is closed, or the server stops."""
        self._gone = True
        self.news.set()

    def has_gone(self) -> bool:
        """Whether there is nobody to tell any more."""
        return self._gone

    async def heard(self, seconds: float) -> dict[str, str]:
        """What there is to hear; empty when there was nothing for so long."""
        try:
            await asyncio.wait_for(self.news.wait(), seconds)
        except TimeoutError:
            return {}
        self.news.clear()
        told, self.told = self.told, {}
        return told


class Hub:
    """Who listens in this process: citizens to their conversation, staff to their own and to the queue."""

    def __init__(self, address: Callable[[], str]) -> None:
        self._address = address
        self._talks: defaultdict[int, set[Listener]] = defaultdict(set)
        self._staff: defaultdict[int, set[Listener]] = defaultdict(set)
        self._ear: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return sum(map(len, self._talks.values())) + sum(map(len, self._staff.values()))

    def listening(self, *, talk: int = 0, staff: int = 0) -> int:
        """How many pages listen to one conversation, or for one member of staff."""
        return len(self._talks.get(talk, ())) if talk else len(self._staff.get(staff, ()))

    def join(self, listener: Listener, *, talk: int = 0, staff: int = 0) -> None:
        """From now on the listener is told; the first one makes the process listen."""
        (self._talks[talk] if talk else self._staff[staff]).add(listener)
        if self._ear is None or self._ear.done():
            self._ear = asyncio.get_running_loop().create_task(self._listen())

    def part(self, listener: Listener, *, talk: int = 0, staff: int = 0) -> None:
        """The listener is told nothing more."""
        where, key = (self._talks, talk) if talk else (self._staff, staff)
        where[key].discard(listener)
        if not where[key]:
            del where[key]

    def close(self) -> None:
        """Ends every stream: the server stops, and the browsers come again when another is there."""
        for group in (*self._talks.values(), *self._staff.values()):
            for listener in group:
                listener.leave()
        if self._ear is not None:
            self._ear.cancel()
            self._ear = None

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._address(), autocommit=True) as ear:
                    await ear.execute(f'LISTEN "{LIVE}"')
                    self._all_again()  # nobody knows what was missed
                    while True:
                        async for note in ear.notifies(timeout=STILL_THERE):
                            self.pass_on(note.payload)
                        await ear.execute("SELECT 1")
            except (psycopg.Error, OSError) as trouble:
                LOG.warning("News can not be heard just now; open pages ask for it themselves: %s", trouble)
                await asyncio.sleep(TRY_AGAIN)

    def _all_again(self) -> None:
        for group in (*self._talks.values(), *self._staff.values()):
            for listener in group:
                listener.tell("changed", {})

    def pass_on(self, payload: str) -> None:
        """Tells those it concerns what the database has told (assistant.migrations.0003_chat)."""
        news = json.loads(payload)
        talk, staff = news["talk"], [one for one in news.get("staff") or () if one]
        if news["event"] == "typing":
            if news["by"] == "citizen":
                _tell(self._staff, staff, "typing", {"typing": talk})
            else:
                _tell(self._talks, [talk], "typing", {"talk": talk, "by": "handler"})
            return
        _tell(self._talks, [talk], "changed", {"talk": talk, **({"upto": news["upto"]} if "upto" in news else {})})
        for behind in news.get("behind") or ():
            _tell(self._talks, [behind], "changed", {"talk": behind})
        _tell(self._staff, list(self._staff) if news.get("queue") else staff, "changed", {})


def _tell(groups: Mapping[int, set[Listener]], keys: Iterable[int], kind: str, what: Mapping[str, Any]) -> None:
    for key in set(keys):
        for listener in groups.get(key, ()):
            listener.tell(kind, what)
