"""Sets the demo up where that has not been done, then runs it until stopped, with its own post office beside it."""

from __future__ import annotations

import fcntl
import random
import signal
import smtplib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import FrameType

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from torg.config import running, starting
from torg.config.demo.asked import ask_questions
from torg.config.demo.chats import let_people_chat
from torg.config.demo.letters import by_email
from torg.config.demo.place import HOST, POST_PAGES, Demo, forget
from torg.config.demo.post import PostOffice, open_counter
from torg.config.demo.post_pages import open_pages
from torg.config.demo.replay import Replay
from torg.config.demo.summary import summary
from torg.config.demo.town import TownPlan, plan, renew, send_some_away, set_up
from torg.config.demo.traffic import Author, first_day, traffic
from torg.config.trouble import Trouble

OVER_THE_WIRE = 3
"""Letters that are sent to the running demo, as anybody could."""
WIRE_SECONDS = 30.0


def main(one: Demo, *, fresh: bool) -> int:
    """Run the demo until stopped; its settings must be Django's."""
    with _alone(one):
        return _run(one, new=fresh or not one.mark.exists())


@contextmanager
def _alone(one: Demo) -> Iterator[None]:
    """Raises Trouble when another demo of the same name runs: its data would be taken from under it."""
    one.folder.mkdir(parents=True, exist_ok=True)
    with (one.folder / "running").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"A demo in {one.folder} runs already. Stop it first, or run another --strategy.") from None
        yield


def _run(one: Demo, *, new: bool) -> int:
    if new:
        assert settings.OWN_POSTGRES is not None, "a demo has a PostgreSQL of its own"
        settings.OWN_POSTGRES.stop()
        forget(one)
        _say(f"Setting up {one.strategy.municipality.name}, invented, in {one.folder}")
    else:
        _say(f"{one.strategy.municipality.name} goes on where it was, in {one.folder}")
    office = PostOffice(one.folder / "post")
    began = time.monotonic()
    with (
        open_counter(office, host=HOST, port=one.mail_out_port),
        open_pages(
            office, host=HOST, port=one.port + POST_PAGES, zone=one.strategy.calendar.zone, links_to=one.base_url
        ),
        starting.database_in_use(),
    ):
        _say("  The database runs")
        starting.migrate()
        made = plan(one)
        author = Author(one, made, random.Random(f"{one.name} {timezone.localdate()}"))  # noqa: S311  not a secret
        if new:
            with _stopped_between_deeds() as go_on:
                _set_up(one, made, office, author, go_on)
            _say(f"  Set up in {time.monotonic() - began:.0f} seconds")
        else:
            number = renew(one, now=timezone.now(), today=timezone.localdate())
            _say(f"  The strategy's file was changed: edition {number} is in force from today" if number else "")
        connections.close_all()
        code = running.serve_everything(when_ready=partial(_ready, one, made, author if new else None))
    _say("Stopped." if code == 0 else "")
    return code


@contextmanager
def _stopped_between_deeds() -> Iterator[Callable[[], None]]:
    """Ctrl-C and a polite kill wait until what is under way is done; what is given raises KeyboardInterrupt then."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    def go_on() -> None:
        if asked:
            _say("Stopped before it was set up; the next start begins anew.")
            raise KeyboardInterrupt

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield go_on
        go_on()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _set_up(one: Demo, made: TownPlan, office: PostOffice, author: Author, go_on: Callable[[], None]) -> None:
    """Make the municipality, and let its weeks pass."""
    with connection.cursor() as cursor:
        # Thousands of commits, of which a power cut may lose the last: then the mark is missing, and all begins anew.
        cursor.execute("SET synchronous_commit TO off")
    until = timezone.now()
    start = datetime.combine(first_day(one, until=until) - timedelta(days=1), datetime.min.time(), tzinfo=UTC)
    town = set_up(made, one, now=start)
    _say(f"  {len(made.units)} units, {len(made.services)} services and {len(made.staff)} people at work")
    letters = traffic(author, until=until)
    replay = Replay(one, town, office, start=start, until=until, dice=author.dice)

    def each_week(monday: date) -> None:
        _say(f"  The week of {monday:%d %B}: {replay.received} enquiries so far, {replay.answered} answers")

    replay.run(letters, each_week=each_week, before_each=go_on)
    _say(f"  Until now: {replay.received} enquiries, {replay.answered} answers, {len(office.letters())} mails sent")
    chatted = let_people_chat(one, town, now=timezone.now(), since=start, dice=author.dice)
    if chatted:
        _say(f"  {chatted} conversations in the chat")
    asked = ask_questions(one, town, now=timezone.now(), dice=author.dice)
    _say(f"  {asked} questions were asked of the assistant")
    send_some_away(town, now=timezone.now())
    one.mark.write_text(f"{until.isoformat()}\n")


def _ready(one: Demo, made: TownPlan, author: Author | None) -> None:
    print(summary(one, made), flush=True)
    if author is not None:
        threading.Thread(target=_over_the_wire, args=(one, author), name="newest letters", daemon=True).start()


def _over_the_wire(one: Demo, author: Author) -> None:
    """Some letters by SMTP, to the demo's own receiver; it may be a moment behind the pages."""
    deadline = time.monotonic() + WIRE_SECONDS
    while time.monotonic() < deadline:
        try:
            with smtplib.SMTP(HOST, one.mail_in_port, timeout=10) as line:
                for _ in range(OVER_THE_WIRE):
                    letter = author.writes(timezone.now(), special="wire")
                    arrival = by_email(letter.person, letter.words, to=letter.to, at=letter.at, dice=author.dice)
                    line.sendmail(letter.person.email, [letter.to], arrival.raw)
        except (OSError, smtplib.SMTPException):
            time.sleep(0.5)
        else:
            return
    _say("The newest letters could not be sent: nobody takes e-mail. See the lines that begin with mail above.")


def _say(line: str) -> None:
    if line:
        print(line, file=sys.stdout, flush=True)
