"""The demo as a person meets it: started, written to, looked at, stopped, started again."""

import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.message import EmailMessage
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from torg.config.demo.place import MAIL_IN, MAIL_OUT, POST_PAGES
from torg.enquiries.numbers import is_right
from torg.enquiries.receipts import due_in_words
from torg.strategy.promises import promise
from torg.strategy.reading import load

ROOT = Path(__file__).parents[2]
SENDER = "gro.lien@heime.example"
LETTERS = {
    "alver": ("nn", "Kvar er det ope?", "Hei, eg lurer på når de har ope, og om eg må tinge time fyrst. Helsing Gro"),
    "kongsvinger": (
        "nb",
        "Når er det åpent?",
        "Hei, jeg lurer på når dere har åpent, og om jeg må bestille. Hilsen Gro",
    ),
}


class Running:
    """A demo in a process of its own, and what it has said so far."""

    def __init__(self, strategy: str, folder: Path, port: int, *more: str) -> None:
        variables = {name: value for name, value in os.environ.items() if not name.startswith(("TORG_", "DJANGO_"))}
        self.strategy, self.port, self.said = strategy, port, ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "torg.config.cli", "demo", "--strategy", strategy, "--port", str(port), *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            env={**variables, "TORG_DATA": str(folder), "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line

    def until_said(self, words: str) -> None:
        self.wait(lambda: words in self.said, f"{words!r} was never said")

    def wait(self, done: Callable[[], object], otherwise: str, seconds: float = 100) -> None:
        deadline = time.monotonic() + seconds
        while not done():
            assert self.process.poll() is None, f"it ended: {self.said}"
            assert time.monotonic() < deadline, f"{otherwise}: {self.said}"
            time.sleep(0.1)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self) -> int:
        """The exit code, once it has ended by itself."""
        code = self.process.wait(40)
        self._listener.join(5)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


def page(address: str, browser: OpenerDirector | None = None, data: dict[str, str] | None = None) -> str:
    sent = urlencode(data).encode() if data else None
    with (browser or build_opener()).open(address, sent, timeout=20) as answer:
        return str(answer.read().decode())


def free_port() -> int:
    """A port of which those that the demo also needs are free too."""
    for port in range(20_000 + os.getpid() % 20_000, 60_000, 31):
        try:
            for place in (0, MAIL_IN, MAIL_OUT, POST_PAGES):
                with closing(socket.socket()) as trial:
                    trial.bind(("127.0.0.1", port + place))
        except OSError:
            continue
        return port
    raise AssertionError("no port is free")


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(settings.TORG.data) / f"demo-{os.getpid()}"
    shutil.rmtree(path, ignore_errors=True)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def starts(folder: Path) -> Iterator[Callable[..., Running]]:
    """Starts demos, and leaves none behind."""
    started: list[Running] = []

    def start(strategy: str, port: int, *more: str) -> Running:
        started.append(Running(strategy, folder, port, *more))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()


def send(one: Running, subject: str, text: str) -> datetime:
    """A mail to the address that the demo printed first, at the port it printed."""
    found = re.search(r"SMTP on 127\.0\.0\.1, port (\d+), for\s+(\S+@\S+)", one.said)
    assert found
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Gro Lien <{SENDER}>", found.group(2), subject
    message.set_content(text)
    at = datetime.now(UTC)

    def sent() -> bool:
        try:
            with smtplib.SMTP("127.0.0.1", int(found.group(1)), timeout=10) as line:
                line.send_message(message)
        except OSError:
            return False  # the receiver may be a moment behind the pages
        return True

    one.wait(sent, "nobody took the mail", 20)
    return at


def receipt(one: Running) -> str:
    """The text of the receipt, read in the demo's post office."""
    office = f"http://127.0.0.1:{one.port + POST_PAGES}"
    found: list[str] = []

    def there() -> bool:
        found[:] = re.findall(r'href="(/message/[^"]+)"', page(f"{office}/?to={quote(SENDER)}"))
        return bool(found)

    one.wait(there, "no receipt came", 30)
    return page(f"{office}{found[0]}")


def log_in(one: Running, language: str) -> OpenerDirector:
    """A browser that has logged in as the front line, with the password that was printed."""
    password = re.search(r"the password (\S+)", one.said)
    assert password
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"http://127.0.0.1:{one.port}/{language}/desk/login/"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page(address, browser))
    assert token
    page(
        address,
        browser,
        {"csrfmiddlewaretoken": token.group(1), "username": "front", "password": password.group(1), "next": ""},
    )
    return browser


@pytest.mark.timeout(200)
def test_the_demo_answers_a_mail_with_the_right_date_and_goes_on_where_it_was(starts: Callable[..., Running]) -> None:
    port, subject = free_port(), LETTERS["alver"][1]
    one = starts("alver", port, "--weeks", "1")
    number, follow = answers_a_mail(one)
    assert one.stop() == 0
    assert "Stopped." in one.said
    with pytest.raises(URLError):
        page(f"http://127.0.0.1:{port}/")

    again = starts("alver", port)
    again.until_said("Ctrl-C stops everything.")
    assert "goes on where it was" in again.said
    assert "Setting up" not in again.said
    assert subject in page(follow)
    assert number in page(f"http://127.0.0.1:{port + POST_PAGES}/?to={quote(SENDER)}")
    assert again.stop() == 0


@pytest.mark.timeout(200)
def test_another_municipality_keeps_to_its_own_strategy(starts: Callable[..., Running]) -> None:
    one = starts("kongsvinger", free_port(), "--weeks", "1")
    answers_a_mail(one)
    assert "Service- og kommunikasjonsenheten" in one.said
    assert one.stop() == 0


def answers_a_mail(one: Running) -> tuple[str, str]:
    """Write, read the receipt, follow the link, see it at the desk; the number as it is said, and the link."""
    language, subject, text = LETTERS[one.strategy]
    one.until_said("Ctrl-C stops everything.")
    before = send(one, subject, text)
    told = receipt(one)
    number = re.search(r"\d{4} \d{4}", told)
    assert number
    assert is_right(number.group())
    assert [date for date in dates(one.strategy, language, before, datetime.now(UTC)) if date in told]
    follow = re.search(rf'href="(http://127\.0\.0\.1:{one.port}/[^"]*/follow/[^"]+)"', told)
    assert follow
    assert subject in page(follow.group(1))
    browser, desk = log_in(one, language), f"http://127.0.0.1:{one.port}/{language}/desk/"
    assert "inbox" in page(desk, browser)
    assert subject in page(f"{desk}enquiry/{number.group().replace(' ', '')}/", browser)
    return number.group(), follow.group(1)


def dates(strategy: str, language: str, *moments: datetime) -> set[str]:
    """The due date in words as the strategy reckons it for a mail of one of these moments."""
    read = load((ROOT / "strategies" / f"{strategy}.toml").read_text())
    found = (promise(read, what="answer", channel="email", at=at, purpose="interaction") for at in moments)
    zone = ZoneInfo(read.calendar.zone)
    return {due_in_words(one.due_by, language=language, zone=zone) for one in found if one is not None}


def test_ports_that_are_taken_are_told_with_a_way_out(starts: Callable[..., Running]) -> None:
    port = free_port()
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        one = starts("alver", port)
        assert one.ended() == 2
    assert f"Something else listens on {port} (the pages)" in one.said
    assert re.search(r"choose other ports: torg demo --strategy alver --port \d+", one.said)


def test_an_unknown_strategy_is_told_with_those_there_are(starts: Callable[..., Running]) -> None:
    one = starts("bergen", free_port())
    assert one.ended() == 2
    assert "There is no strategy 'bergen'" in one.said
    assert "albertslund, alver, drammen, halsnaes, kongsvinger" in one.said
