"""Who listens in this process, and who is told of what: streams by conversation and by member of staff. No I/O.

A stream is told of each thing once, however often it changes before it is read: it carries ids, and the page fetches
what is new. So what waits for a slow reader stays small. Pages that were not told for a while must look at everything:
one at once, and a thousand in turn, because looking costs what the stream saves.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from typing import Any

LOOKS_A_SECOND = 40
"""How many pages are told in a second to look at everything: a process draws about twice as many."""
Changed = Mapping[str, Any]
"""What a process is told (see the trigger in assistant.migrations): ``event`` said, changed or typing, ``talk``, ..."""


class Stream:
    """One open stream: what it is to be told, the newest of each kind."""

    __slots__ = ("_waiting", "_wake", "closed")

    def __init__(self) -> None:
        self.closed = False
        self._waiting: dict[tuple[str, object], str] = {}
        self._wake: asyncio.Future[None] | None = None

    def tell(self, event: str, **data: object) -> None:
        """Puts an event in line; "message" is the kind that pages hear without asking for one."""
        name = "" if event == "message" else f"event: {event}\n"
        self._waiting[event, data.get("talk")] = f"{name}data: {json.dumps(data, separators=(',', ':'))}\n\n"
        self._rouse()

    def close(self) -> None:
        """Ends it, at once when nothing waits to be told."""
        self.closed = True
        self._rouse()

    async def told(self, patience: float) -> bytes:
        """What is to be told by now, waited for so many seconds; b"" when there was nothing, or it is closed."""
        if not self._waiting and not self.closed:
            self._wake = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(patience):
                    await self._wake
            except TimeoutError:
                pass
            finally:
                self._wake = None
        lines, self._waiting = self._waiting, {}
        return "".join(lines.values()).encode("ascii")

    def _rouse(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)


class Hub:
    """The open streams of one process."""

    def __init__(self) -> None:
        self._talks: dict[int, set[Stream]] = {}
        self._staff: dict[int, set[Stream]] = {}
        self._next_look = 0.0

    def __len__(self) -> int:
        return sum(len(some) for by in (self._talks, self._staff) for some in by.values())

    def open(self, *, talk: int | None = None, staff: int | None = None) -> Stream:
        """A new stream for the citizen in a conversation, or for a member of staff."""
        stream = Stream()
        if talk is not None:
            self._talks.setdefault(talk, set()).add(stream)
        if staff is not None:
            self._staff.setdefault(staff, set()).add(stream)
        return stream

    def of(self, *, talk: int | None = None, staff: int | None = None) -> int:
        """How many streams one conversation, or one member of staff, has open."""
        return len(self._of(self._talks, [talk])) + len(self._of(self._staff, [staff]))

    def shut(self, stream: Stream, *, talk: int | None = None, staff: int | None = None) -> None:
        """A stream is gone."""
        for by, key in ((self._talks, talk), (self._staff, staff)):
            if key is not None and key in by:
                by[key].discard(stream)
                if not by[key]:
                    del by[key]

    def hear(self, said: Changed) -> None:
        """Passes on what has changed to those whom it concerns."""
        talk, staff = said.get("talk"), [one for one in said.get("staff") or () if one is not None]
        match said.get("event"):
            case "said":
                upto = said.get("upto")
                for stream in self._of(self._talks, [talk]) + self._of(self._staff, staff):
                    stream.tell("message", talk=talk, upto=upto)
            case "changed":
                stage, queue = said.get("stage"), bool(said.get("queue"))
                for stream in self._of(self._talks, [talk, *(said.get("behind") or ())]):
                    stream.tell("changed", talk=talk, stage=stage)
                for stream in self._of(self._staff, self._staff if queue else staff):
                    stream.tell("changed", talk=talk, stage=stage, queue=queue)
            case "typing":
                from_citizen = said.get("by") == "citizen"
                for stream in self._of(self._staff, staff) if from_citizen else self._of(self._talks, [talk]):
                    stream.tell("typing", talk=talk, typing=True)

    def refresh(self) -> None:
        """Lets everybody look, the staff first: nobody knows what has changed while nobody listened."""
        self.let_look(self._of(self._staff, self._staff) + self._of(self._talks, self._talks))

    def let_look(self, streams: Iterable[Stream]) -> None:
        """Tells them to look at everything, so many a second. Must be called in the loop they run in."""
        loop = asyncio.get_running_loop()
        for stream in streams:
            self._next_look = max(self._next_look, loop.time())
            loop.call_at(self._next_look, stream.tell, "changed")
            self._next_look += 1 / LOOKS_A_SECOND

    def close(self) -> None:
        """Ends every stream, as the process is about to stop; pages open theirs anew elsewhere."""
        for stream in self._of(self._talks, self._talks) + self._of(self._staff, self._staff):
            stream.close()

    @staticmethod
    def _of(by: Mapping[int, set[Stream]], keys: Iterable[Any]) -> list[Stream]:
        return [stream for key in list(keys) for stream in by.get(key, ())]
