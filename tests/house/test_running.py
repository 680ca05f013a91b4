"""`torg run` starts everything, survives what happens to machines, and leaves nothing behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


class Installation:
    """One installation with its own data folder and ports, run by the command a person would type."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.web, self.mail = folder, free_port(), free_port()
        self.variables = {
            name: value for name, value in os.environ.items() if not name.startswith(("TORG_", "DJANGO_"))
        }
        self.variables |= {
            "TORG_DATA": str(folder),
            "TORG_STRATEGY": str(ROOT / "strategies" / "alver.toml"),
            "TORG_WEB_ADDRESS": f"127.0.0.1:{self.web}",
            "TORG_BASE_URL": f"http://127.0.0.1:{self.web}",
            "TORG_SMTP_LISTEN": f"smtp://127.0.0.1:{self.mail}",
        }
        self.log = folder.parent / f"{folder.name}.log"
        self.running: subprocess.Popen[bytes] | None = None

    def torg(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "torg.config.cli", *words],
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "torg.config.cli", "run"],
                env=self.variables,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 40
        while not (self.ready() and self.greets()):
            assert self.running.poll() is None, f"it stopped: {self.log.read_text()}"
            assert time.monotonic() < deadline, f"it never became ready: {self.log.read_text()}"
            time.sleep(0.1)

    def ready(self) -> bool:
        address = f"http://127.0.0.1:{self.web}/health/ready"
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    def greets(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.mail), timeout=2) as line:
            return line.recv(3) == b"220"
        return False

    def processes(self) -> list[int]:
        """Every living process that has to do with this data folder or was started by `torg run`."""
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                about = (place / "environ").read_bytes() + (place / "cmdline").read_bytes()
                if str(self.folder).encode() in about and (place / "cmdline").read_bytes():
                    found.append(int(place.name))
        return [pid for pid in found if pid != os.getpid()]

    def stop(self, how: signal.Signals) -> int:
        assert self.running is not None
        self.running.send_signal(how)
        return self.running.wait(30)

    def end(self) -> None:
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.running is not None:
            self.running.wait(10)


def gone(installation: Installation) -> bool:
    deadline = time.monotonic() + 20
    while installation.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    return installation.processes() == []


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    one = Installation(tmp_path_factory.mktemp("running") / "var")
    yield one
    one.end()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are counted by /proc, which is not here")
def test_it_starts_stops_and_starts_again_whatever_happens(installation: Installation) -> None:
    installation.start()
    assert installation.stop(signal.SIGINT) == 0, installation.log.read_text()
    assert gone(installation), "Ctrl-C left something running"

    installation.start()
    assert "in force from" in installation.torg("strategy", "editions").stdout
    for pid in installation.processes():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert installation.running is not None
    installation.running.wait(10)
    assert gone(installation)

    installation.start()
    editions = installation.torg("strategy", "editions").stdout.splitlines()
    assert len(editions) == 1, "a second start goes on where it was"
    installation.running.kill()
    assert gone(installation), "with the supervisor killed, the others stop by themselves, the database last"
    assert installation.torg("database", "status").returncode == 3


def test_a_taken_address_stops_the_start_with_a_sentence(installation: Installation) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", installation.web))
        other.listen()
        said = installation.torg("run")
    assert said.returncode == 2
    assert "Is Torg running already? See TORG_WEB_ADDRESS." in said.stderr


def test_wrong_settings_stop_the_start_with_sentences_and_nothing_else(installation: Installation) -> None:
    installation.variables["TORG_TIME_ZOME"] = "Europe/Oslo"
    try:
        said = installation.torg("run")
    finally:
        del installation.variables["TORG_TIME_ZOME"]
    assert said.returncode == 2
    assert said.stderr.splitlines()[1:] == ["  - TORG_TIME_ZOME is no setting of Torg; is TORG_TIME_ZONE meant?"]
