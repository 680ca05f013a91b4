"""Several processes watched over as one: started, restarted when they crash, stopped together."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType

STOP_SECONDS = 15
"""How long a process may take to finish what it is at before it is killed; longer than the web server's own grace."""

LAST_WORDS_SECONDS = 1.0
LOOK_SECONDS = 0.25
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
FIRST_SECONDS = 5.0


def say_aloud(line: str) -> None:
    """Say a line on standard error in one piece, whoever else is speaking at the same moment."""
    # `print` writes the text and the end of line one after the other, and another thread may come between.
    with _ONE_AT_A_TIME:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Child:
    """A process to keep alive: the words after `torg`, and the open files it is given."""

    name: str
    arguments: tuple[str, ...]
    files: tuple[int, ...] = ()


@dataclass
class _Watched:
    """A child and how it is faring; `pause` is the wait in seconds before the next start."""

    child: Child
    process: subprocess.Popen[str] | None = None
    started: float = 0.0
    starts: int = 0
    relay: threading.Thread | None = None
    pause: float = 1.0
    next_start: float = 0.0


@dataclass
class Supervisor:
    """Keeps children alive until a signal comes, or until one of them cannot even start."""

    children: Sequence[Child]
    program: tuple[str, ...] = (sys.executable, "-m", "torg.config.cli")
    say: Callable[[str], None] = say_aloud

    def run(self, *, ready: Callable[[], bool] | None = None) -> int:
        """Run until stopped; `ready` is asked now and then until it says True. The exit code is 0 after a signal."""
        watched = [_Watched(child) for child in self.children]
        reading, writing = os.pipe()
        try:
            with _signals() as stop:
                while not stop.is_set():
                    for one in watched:
                        if not self._tend(one, reading):
                            return 1
                    if ready is not None and ready():
                        ready = None
                    stop.wait(LOOK_SECONDS)
            return 0
        finally:
            self._stop(watched)
            os.close(reading)
            os.close(writing)

    def _tend(self, one: _Watched, lifeline: int) -> bool:
        """Start it, or restart it after a pause; False when it fails at its first start: then waiting helps nobody."""
        now = time.monotonic()
        if one.process is None:
            if now >= one.next_start:
                self._start(one, lifeline)
            return True
        code = one.process.poll()
        if code is None:
            return True
        lived = now - one.started
        one.process = None
        if one.starts == 1 and lived < FIRST_SECONDS:
            self.say(f"torg: {one.child.name} could not start (exit code {code}), so everything stops")
            return False
        one.pause = 1.0 if lived > STEADY_SECONDS else min(one.pause * 2, LONGEST_PAUSE)
        one.next_start = now + one.pause
        self.say(f"torg: {one.child.name} ended with exit code {code}; it starts again in {one.pause:.0f} s")
        return True

    def _start(self, one: _Watched, lifeline: int) -> None:
        command = [*self.program, *one.child.arguments, "--until-closed", str(lifeline)]
        one.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            pass_fds=(lifeline, *one.child.files),
            process_group=0,  # Ctrl-C at the terminal is for us; we pass it on in our own time
        )
        one.started, one.starts = time.monotonic(), one.starts + 1
        one.relay = threading.Thread(target=self._relay, args=(one.child.name, one.process), daemon=True)
        one.relay.start()

    def _relay(self, name: str, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with contextlib.suppress(ValueError), process.stdout as lines:
            for line in lines:
                self.say(f"{name:<5}| {line.rstrip()}")

    def _stop(self, watched: Sequence[_Watched]) -> None:
        alive = [(one.child.name, one.process) for one in watched if one.process and one.process.poll() is None]
        for _, process in alive:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for name, process in alive:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"torg: {name} does not stop by itself and is killed")
                process.kill()
                process.wait()
        for one in watched:
            if one.relay is not None:
                one.relay.join(LAST_WORDS_SECONDS)


@contextlib.contextmanager
def _signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C, a polite kill and a closed terminal set."""
    stop = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def die_with(lifeline: int | None) -> None:
    """Stop this process politely as soon as the one that started it is gone, however it went."""
    if lifeline is None:
        return
    # The writing end lives in the parent alone: reading returns when the parent is no more.
    threading.Thread(target=_wait_for_end, args=(lifeline,), daemon=True).start()


def _wait_for_end(lifeline: int) -> None:
    with contextlib.suppress(OSError):
        os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def exit_on_terminate() -> None:
    """Make a polite kill unwind the stack, so that whatever is open is closed properly."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
