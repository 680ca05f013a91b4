"""The one ear of a process: a connection to the database of its own that is told of what has changed anywhere."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from torg.faces.live.hub import Hub
from torg.mailroom.listening import address

LOG = logging.getLogger(__name__)
NEWS = "torg_live"
LISTENS_FOR = 30.0  # seconds; then the connection is asked whether it is there still
CONNECTS_FOR = 10  # seconds
GIVES_UP_AFTER = 20_000  # milliseconds without a sign of life from a database on another machine
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0


async def listen(hub: Hub) -> None:
    """Listens for ever; after a break everybody is told to look, as nobody knows what was missed."""
    pause, heard_before = FIRST_PAUSE, False
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                address(), autocommit=True, connect_timeout=CONNECTS_FOR, tcp_user_timeout=GIVES_UP_AFTER
            ) as ear:
                await ear.execute(sql.SQL("LISTEN {}").format(sql.Identifier(NEWS)))
                if heard_before:
                    hub.refresh()
                pause, heard_before = FIRST_PAUSE, True
                await _pass_on(ear, hub)
        except (psycopg.Error, OSError) as trouble:
            LOG.warning("The database does not tell what changes just now: %s", trouble)
            heard_before = True
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 (so that processes do not come at once)
            pause = min(2 * pause, LONGEST_PAUSE)


async def _pass_on(ear: psycopg.AsyncConnection[Any], hub: Hub) -> None:
    while True:
        async for told in ear.notifies(timeout=LISTENS_FOR):
            said = _read(told.payload)
            if said is not None:
                hub.hear(said)
        await ear.execute("SELECT 1")


def _read(payload: str) -> Mapping[str, Any] | None:
    try:
        said = json.loads(payload)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
