"""Torg as `torg web` serves it, in a thread of the tests: the same server and streams, and pressed static files."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import override_settings
from uvicorn import Server

from torg.config import starting
from torg.config.kinds import Listen
from torg.config.serving import listening, web_server

PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Served:
    """A server that runs; ``home`` is its address, ``pressed`` what the tests' own process must be told of it."""

    server: Server
    home: str
    pressed: override_settings

    def rest(self) -> None:
        """Waits until nothing is being answered and no page listens, so that the next test shares nothing with it."""
        _until(lambda: not self.server.server_state.tasks, "something is being answered still")


@contextmanager
def serving(static: Path) -> Iterator[Served]:
    """Serves until it is left; the static files are kept in the folder for the next time."""
    pressed = override_settings(
        STATIC_ROOT=static,
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
        },
        WHITENOISE_USE_FINDERS=False,
    )
    opened = listening(Listen("http", "127.0.0.1", 0))
    server = web_server()
    thread = threading.Thread(target=server.run, args=([opened],), name="web", daemon=True)
    with pressed:
        starting.collect_static()
        thread.start()
        _until(lambda: server.started or not thread.is_alive(), "the server does not start")
    try:
        yield Served(server, f"http://localhost:{opened.getsockname()[1]}", pressed)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive(), "the server does not stop"


def _until(is_so: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.01)
