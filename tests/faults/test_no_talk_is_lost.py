"""Whatever is killed while people talk: what was acknowledged is there once and in order, with receipt and promise.

Citizens and a handler write to each other while the web server, the worker and the database are killed under them.
What gets no answer is sent again under its name, as the pages do. FAULTS_TALKS=n makes it longer, FAULTS_SEED=n replays
the same moments.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from tests.faults.house import House, room
from tests.faults.outside import World
from tests.faults.talkers import Browser, Citizen, Handler

TALKS = int(os.environ.get("FAULTS_TALKS", "4"))
SEED = int(os.environ.get("FAULTS_SEED", "2026"))
MESSAGES = 5
AT_ONCE = 8
PASSWORD = "sju-sauer-i-havna"
CALM_SECONDS = 120.0 + 10 * TALKS
TROUBLES = ("web", "jobs", "web and jobs", "database", "web")
pytestmark = [pytest.mark.faults, pytest.mark.timeout(300 + 20 * TALKS)]


@dataclass
class Run:
    """The house, those who talk in it, and those outside."""

    house: House
    world: World
    citizens: list[Citizen]
    handler: Handler
    dice: random.Random
    over: threading.Event
    faults: list[BaseException] = field(default_factory=list)

    def in_a_thread(self, work: Callable[[], None]) -> threading.Thread:
        """Does it beside everything else; what goes wrong in it ends the test."""

        def done() -> None:
            try:
                work()
            except Exception as fault:
                self.faults.append(fault)

        thread = threading.Thread(target=done, daemon=True)
        thread.start()
        return thread

    def acknowledged(self) -> int:
        """How many messages of both sides the web server has said it has."""
        return sum(len(one.said) + len(one.heard) for one in self.citizens)

    def has_acknowledged(self, least: int) -> bool:
        """Whether it was so many yet."""
        return self.acknowledged() >= least

    def befall(self, name: str) -> None:
        """One trouble, at a moment that nobody chose."""
        time.sleep(self.dice.random() * 0.3)
        for one in name.split(" and "):
            if one == "database":
                self.house.kill_database()
            else:
                self.house.kill(one)

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Waits until something is so."""
        deadline = time.monotonic() + CALM_SECONDS
        while not is_so():
            assert self.faults == []
            assert time.monotonic() < deadline, f"waiting in vain: {what}\n{self.house.last_words()}"
            time.sleep(0.05)

    def count(self, question: str) -> int:
        """The number that a question to the database is answered with."""
        return int(self.house.ask(question)[0][0])


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    dice, over = random.Random(SEED), threading.Event()
    with ExitStack() as stack:
        (tmp_path / "disk").mkdir(mode=0o711)
        house = House(room(tmp_path / "house"), tmp_path / "disk", False, ("web", "jobs"))
        stack.callback(house.close)
        stack.callback(over.set)
        house.open("kongsvinger")
        house.torg(
            "user", "kari", "--name", "Kari Strand", "--role", "front_line", "--unit", "front",
            "--password-from-stdin", says=f"{PASSWORD}\n",
        )  # fmt: skip
        world = World(house.send_port)
        stack.callback(world.close)

        def browser() -> Browser:
            return Browser(house.web_port, random.Random(dice.random()), over)

        citizens = [Citizen(number, MESSAGES, browser()) for number in range(TALKS)]
        yield Run(house, world, citizens, Handler("kari", PASSWORD, citizens, browser()), dice, over)


def test_no_conversation_is_lost_when_processes_die(run: Run) -> None:
    whole = TALKS * (2 * MESSAGES + 1)
    points = sorted(run.dice.sample(range(1, whole - 2), k=len(TROUBLES) * max(1, TALKS // AT_ONCE)))
    place = threading.Semaphore(AT_ONCE)

    def talk(citizen: Citizen) -> None:
        with place:
            citizen.run()

    threads = [run.in_a_thread(run.handler.run)]
    run.until(run.handler.is_ready.is_set, "the handler is ready")
    threads += [run.in_a_thread(partial(talk, citizen)) for citizen in run.citizens]
    for point, trouble in zip(points, cycle(TROUBLES), strict=False):
        run.until(partial(run.has_acknowledged, point), f"message {point}")
        run.befall(trouble)
    ended = "SELECT count(*) FROM assistant_conversation WHERE stage = 'ended'"
    run.until(lambda: run.count(ended) == TALKS, "all have ended")
    sent = "SELECT count(*) FROM mailroom_outgoingmessage WHERE purpose = 'receipt' AND state = 'sent'"
    run.until(lambda: run.count(sent) == TALKS, "each has its receipt")
    run.over.set()
    for thread in threads:
        thread.join()
    everything_is_true_of(run)


def everything_is_true_of(run: Run) -> None:
    """What was acknowledged to either side, and what the database holds, are the same."""
    ask = run.house.ask
    for citizen in run.citizens:
        said = ask(
            "SELECT speaker, text, enquiry_id FROM assistant_message AS m JOIN assistant_conversation AS c"
            " ON c.id = m.conversation_id WHERE c.token = %s AND speaker IN ('citizen', 'handler') ORDER BY m.id",
            citizen.token,
        )  # fmt: skip
        assert [text for speaker, text, _enquiry in said if speaker == "citizen"] == citizen.said
        assert [text for speaker, text, _enquiry in said if speaker == "handler"] == citizen.heard
    one_each = ask("SELECT count(*), count(DISTINCT enquiry_id) FROM assistant_conversation WHERE enquiry_id > 0")
    assert one_each == [(TALKS, TALKS)], "one enquiry for each conversation, and no conversation beside them"
    assert ask("SELECT count(*) FROM assistant_conversation") == ask("SELECT count(*) FROM enquiries_enquiry")
    replied = ask("SELECT data->>'to', count(*) FROM assistant_message WHERE speaker = 'assistant' GROUP BY 1")
    assert Counter(count for _to, count in replied) == {1: TALKS}, "the assistant has replied once to each"
    assert ask("SELECT state, count(*) FROM mailroom_keptmessage GROUP BY 1") == [("filed", 2 * TALKS)]
    promises = dict(ask("SELECT state, count(*) FROM enquiries_promise GROUP BY 1"))
    assert promises == {"kept": TALKS - TALKS // 2, "open": TALKS // 2}, "answered, or promised to be"
    receipts = [copies for copies in run.world.got.values() if len(set(copies)) == 1]
    assert len(receipts) >= TALKS, "each has a receipt"
    assert run.house.gaps() == [], "and the books fit"
    tries = sum(one.browser.tries for one in run.citizens) + run.handler.browser.tries
    print(f"seed {SEED}: {TALKS} conversations, {run.acknowledged()} messages, {tries} tries")
