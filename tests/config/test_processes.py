"""Processes are watched over: restarted when they crash, stopped together, never left behind."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from torg.config.processes import Supervisor

CHILD = """
import sys, time
from torg.config.processes import die_with, exit_on_terminate
name, how, fd = sys.argv[1], sys.argv[2], int(sys.argv[-1])
exit_on_terminate()
die_with(fd)
if how == "fails": sys.exit(7)
try:
    print("up", flush=True)
    time.sleep(60)
finally:
    print("down", flush=True)
"""

PARENT = """
import sys
from torg.config.processes import Child, Supervisor
children = [Child(word.partition("=")[0], (word.partition("=")[0], word.partition("=")[2])) for word in sys.argv[2:]]
asked = []
def ready():
    asked.append(1)
    if len(asked) == 3: print("ready", file=sys.stderr, flush=True)
    return len(asked) == 3
sys.exit(Supervisor(children, (sys.executable, sys.argv[1])).run(ready=ready))
"""


class Watched:
    """A supervisor in a process of its own, and what it says."""

    def __init__(self, folder: Path, *children: str) -> None:
        (folder / "child.py").write_text(CHILD)
        self.process = subprocess.Popen(
            [sys.executable, "-c", PARENT, str(folder / "child.py"), *children],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []

    def until(self, line: str, times: int = 1) -> None:
        assert self.process.stderr is not None
        while self.said.count(line) < times:
            said = self.process.stderr.readline()
            assert said, f"{line!r} was never said, but: {self.said}"
            self.said.append(said.rstrip("\n"))

    def children(self) -> list[int]:
        return [
            int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def end(self) -> None:
        assert self.process.stderr is not None
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def rest(self) -> list[str]:
        assert self.process.stderr is not None
        self.said += self.process.stderr.read().splitlines()
        return self.said


@pytest.fixture
def watch(tmp_path: Path) -> Iterator["Watch"]:
    """Starts supervisors with children such as `one=works` or `two=fails`, and leaves none behind."""
    with ExitStack() as stack:

        def start(*children: str) -> Watched:
            watched = Watched(tmp_path, *children)
            stack.callback(watched.end)
            return watched

        yield start


Watch = Callable[..., Watched]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_polite_stop_stops_everybody_and_exits_with_zero(watch: Watch, asked: signal.Signals) -> None:
    watched = watch("one=works", "two=works")
    watched.until("one  | up")
    watched.until("two  | up")
    watched.process.send_signal(asked)
    assert {"one  | down", "two  | down"} <= set(watched.rest())
    assert watched.process.wait(5) == 0


def test_a_crashed_process_starts_again(watch: Watch) -> None:
    watched = watch("one=works")
    watched.until("one  | up")
    time.sleep(5.2)
    os.kill(watched.children()[0], signal.SIGKILL)
    watched.until("torg: one ended with exit code -9; it starts again in 2 s")
    watched.until("one  | up", times=2)
    watched.process.terminate()
    assert watched.process.wait(5) == 0


def test_one_that_cannot_even_start_stops_everything_at_once(watch: Watch) -> None:
    watched = watch("one=works", "two=fails")
    assert "torg: two could not start (exit code 7), so everything stops" in watched.rest()
    assert watched.process.wait(5) == 1


def test_when_the_supervisor_is_killed_the_others_stop_by_themselves(watch: Watch) -> None:
    watched = watch("one=works", "two=works")
    watched.until("one  | up")
    watched.until("two  | up")
    children = watched.children()
    watched.process.kill()
    deadline = time.monotonic() + 5
    while any(lives(pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in children if lives(pid)] == []


def test_readiness_is_asked_for_until_it_is_there_and_then_no_more(watch: Watch) -> None:
    watched = watch("one=works")
    watched.until("ready")
    time.sleep(0.5)
    watched.process.terminate()
    assert watched.rest().count("ready") == 1


class SlowScreen(io.StringIO):
    """A screen where another thread always gets its turn between one write and the next."""

    def write(self, text: str) -> int:
        written = super().write(text)
        time.sleep(0.001)
        return written


def test_lines_of_processes_that_speak_at_the_same_moment_do_not_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = SlowScreen()
    monkeypatch.setattr(sys, "stderr", screen)
    supervisor = Supervisor(())

    def speak(name: str) -> None:
        for _ in range(20):
            supervisor.say(f"{name} speaks")

    speakers = [threading.Thread(target=speak, args=(name,)) for name in ("one", "two")]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()
    assert sorted(screen.getvalue().splitlines()) == ["one speaks"] * 20 + ["two speaks"] * 20
