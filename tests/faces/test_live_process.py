"""A process that dies takes no conversation with it, and one that is stopped lets its streams go at once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.assistant.talks import ChatTown
from torg.assistant.actions.serving import reply, take_next
from torg.assistant.queries.conversations import talk
from torg.config.database import OwnPostgres

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0


class Web:
    """One web process on the tests' own database."""

    def __init__(self, url: str, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        rest = {name: value for name, value in os.environ.items() if not name.startswith("TORG_")}
        address = f"127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "torg.config.cli", "web"],
            env={
                **rest, "TORG_DATA": str(data), "TORG_DATABASE_URL": url, "TORG_WEB_ADDRESS": address,
                "TORG_BASE_URL": f"http://{address}", "DJANGO_SETTINGS_MODULE": "torg.config.settings",
            },
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def stream(self, token: str) -> socket.socket:
        """An open stream of a conversation, as soon as the process answers."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                opened = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
                opened.sendall(f"GET /live/talk/{token} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
                until(opened, b"retry:")
            except OSError:
                assert self.process.poll() is None, "the web process could not start"
                assert time.monotonic() < deadline
                time.sleep(0.1)
            else:
                return opened

    def end(self, how: signal.Signals) -> float:
        """Seconds until it has ended."""
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(PATIENCE)
        return time.monotonic() - began


def until(opened: socket.socket, words: bytes) -> bytes:
    said = b""
    while words not in said:
        more = opened.recv(4096)
        if not more:
            raise ConnectionResetError
        said += more
    return said


@pytest.fixture
def webs(own_postgres: OwnPostgres, tmp_path: Path) -> Iterator[list[Web]]:
    started: list[Web] = []
    yield started
    for web in started:
        if web.process.poll() is None:
            web.end(signal.SIGKILL)


def test_a_conversation_outlives_a_killed_process_and_its_page_opens_the_stream_anew(
    own_postgres: OwnPostgres, tmp_path: Path, webs: list[Web]
) -> None:
    town = ChatTown()
    town.ready()
    row = town.waiting("Hvor er rådhuset?")
    url = own_postgres.url(str(connection.settings_dict["NAME"]))
    webs.append(Web(url, tmp_path))
    first = webs[0].stream(row.token)
    take_next(by=town.front, now=town.noon)
    until(first, b"event: changed")
    webs[0].end(signal.SIGKILL)
    first.close()
    reply(row.pk, "På torget.", by=town.front, sent_as="", now=town.noon)  # while nobody can hear it
    webs.append(Web(url, tmp_path))
    second = webs[1].stream(row.token)
    found = talk(row.token)
    assert found is not None
    assert [one.text for one in found.messages if one.speaker in {"citizen", "handler"}] == [
        "Hvor er rådhuset?",
        "På torget.",
    ]
    time.sleep(0.5)  # the ear opens its connection
    said = reply(row.pk, "Ved kirka.", by=town.front, sent_as="", now=town.noon)
    assert f'"upto":{said}'.encode() in until(second, b'"upto"')
    assert webs[1].end(signal.SIGTERM) < 4  # streams do not hold it until its grace is over
    second.close()
