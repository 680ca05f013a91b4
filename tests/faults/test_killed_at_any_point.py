"""Whatever is killed, full, hanging or lying: nothing is lost, nothing is filed twice, and the books fit.

Mails come in while one trouble after the other befalls a real house. What is true then is asked of both sides: of those
outside, who know what they were told, and of the database. A run of one seed meets the same troubles after the same
numbers of mails: FAULTS_SEED=n replays it, FAULTS_MAILS=n makes it longer.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.house import BUILDING, MAIN, START_SECONDS, House, room, small_disk
from tests.faults.outside import HandsOver, Mail, World

MAILS = int(os.environ.get("FAULTS_MAILS", "300"))
SEED = int(os.environ.get("FAULTS_SEED", "2026"))
CALM_SECONDS = 120.0 + MAILS / 10
MOOD_SECONDS = 20.0
pytestmark = [pytest.mark.faults, pytest.mark.timeout(300 + MAILS)]


def mails(count: int, dice: random.Random) -> list[Mail]:
    """Letters of different people, every tenth to two of our addresses, some of them long."""
    made = []
    for n in range(count):
        sender = f"p{n}@firm{n % 97}.example"
        text = f"Hei, når åpner svømmehallen? Dette er brev {n}.\n" * dice.choice([1, 1, 1, 20, 2000])
        raw = (
            f"From: Person {n} <{sender}>\nTo: everybody@{MAIN.partition('@')[2]}\nSubject: Brev {n}\n"
            f"Date: Fri, 27 Nov 2026 10:00:00 +0100\nMessage-ID: <mail-{n}@outside.example>\n"
            f"Content-Type: text/plain; charset=utf-8\n\n{text}"
        ).encode()
        made.append(Mail(f"mail-{n}@outside.example", sender, (MAIN, BUILDING) if n % 10 == 0 else (MAIN,), raw))
    return made


class Run:
    """One run: the house, the two servers outside, and how often each trouble has come."""

    def __init__(self, house: House, world: World, sender: HandsOver, dice: random.Random) -> None:
        self.house, self.world, self.sender, self.dice = house, world, sender, dice
        self.came: Counter[str] = Counter()

    def troubles(self) -> Mapping[str, Callable[[], None]]:
        return {
            "the receiver is killed": lambda: self.house.kill("mail"),
            "the worker is killed": lambda: self.house.kill("jobs"),
            "both are killed": self._kill_both,
            "the database is killed": self.house.kill_database,
            "the database is restarted": self.house.restart_database,
            "the disk is full": self._full_disk,
            "the world refuses": lambda: self._mood("refuses"),
            "the world hangs": lambda: self._mood("hangs"),
            "the world breaks off": lambda: self._mood("drops"),
            "the world lies": lambda: self._mood("lies"),
        }

    def befall(self, name: str) -> None:
        self.came[name] += 1
        time.sleep(self.dice.random() * 0.5)
        self.troubles()[name]()

    def _kill_both(self) -> None:
        self.house.kill("jobs")
        self.house.kill("mail")

    def _full_disk(self) -> None:
        with self.house.full_disk():
            time.sleep(2.0)

    def _mood(self, mood: str) -> None:
        met = len(self.world.broken_off) + len(self.world.lied_about) + self.world.refused
        self.world.mood = mood  # type: ignore[assignment]
        deadline = time.monotonic() + MOOD_SECONDS
        while time.monotonic() < deadline and self._met() < met + 3:
            time.sleep(0.05)
        self.world.mood = "takes"

    def _met(self) -> int:
        return len(self.world.broken_off) + len(self.world.lied_about) + self.world.refused

    @property
    def windows(self) -> int:
        """How often a worker can have been cut off between another server's 250 and its own commit."""
        harmless = {"the receiver is killed", "the world refuses", "the world hangs", "the world lies"}
        return sum(n for name, n in self.came.items() if name not in harmless)

    def calm(self) -> None:
        """Everything is up again and time passes: pauses and leases run out, until nothing waits."""
        self.world.mood = "takes"
        self.sender.wait()
        deadline = time.monotonic() + CALM_SECONDS
        while self._waiting():
            self._leases_run_out()
            before, since = -1, time.monotonic()
            while (now := self._waiting()) and time.monotonic() - since < START_SECONDS:
                assert time.monotonic() < deadline, f"{now} still wait\n{self.house.last_words()}"
                self.house.ask("UPDATE mailroom_outgoingmessage SET next_try_at = now() WHERE state = 'waiting'")
                if now != before:
                    before, since = now, time.monotonic()
                time.sleep(1.0)
            self.sender.wait()

    def _leases_run_out(self) -> None:
        """A quarter of an hour passes with no worker, for otherwise one could be sending what is leased."""
        self.came["the worker is killed"] += 1
        self.house.keep_down("jobs")
        self.house.ask("UPDATE mailroom_outgoingmessage SET lease_until = lease_until - interval '1 hour'")
        self.house.let_up("jobs")

    def _waiting(self) -> int:
        rows = self.house.ask(
            "SELECT (SELECT count(*) FROM mailroom_keptmessage WHERE state = 'waiting')"
            " + (SELECT count(*) FROM mailroom_outgoingmessage WHERE state IN ('waiting', 'sending'))"
            " + (SELECT count(*) FROM mailroom_laterrecipient)"
        )
        return int(rows[0][0])


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    dice = random.Random(SEED)
    with ExitStack() as stack:
        disk = tmp_path / "disk"
        small = stack.enter_context(small_disk(disk))
        house = House(room(tmp_path / "house"), disk, small)
        stack.callback(house.close)
        house.open()
        world = World(house.send_port)
        stack.callback(world.close)
        sender = HandsOver(house.receive_port, seed=SEED, pause=0.02)
        world.when_it_lies = lambda report: sender.give([report])
        yield Run(house, world, sender, dice)


def test_nothing_is_lost_and_nothing_is_filed_twice_whatever_befalls_the_house(run: Run) -> None:
    letters = mails(MAILS, run.dice)
    names = list(run.troubles())
    times = max(1, MAILS // 500)
    order = run.dice.sample(names * times, k=len(names) * times)
    points = [*sorted(run.dice.sample(range(5, MAILS), k=len(order))), MAILS]
    print(f"seed {SEED}, {MAILS} mails, small disk: {run.house.disk_is_small}")
    run.sender.give(letters[: points[0]])
    for point, after, name in zip(points, points[1:], order, strict=False):
        run.sender.give(letters[point:after])  # so that mail comes in while the trouble is there
        deadline = time.monotonic() + CALM_SECONDS
        while sum(run.sender.taken.values()) < point:
            assert time.monotonic() < deadline, f"stuck before {name!r}\n{run.house.last_words()}"
            time.sleep(0.01)
        print(f"after {sum(run.sender.taken.values())} mails: {name}")
        run.befall(name)
    run.calm()
    everything_is_true_of(run, letters)


def everything_is_true_of(run: Run, letters: list[Mail]) -> None:
    """What those outside know, and what the database holds, are the same."""
    ask, world = run.house.ask, run.world
    taken = set(run.sender.taken)
    kept = Counter(row[0] for row in ask("SELECT outside_id FROM mailroom_keptmessage"))
    assert taken == set(kept), "what was acknowledged is there, and nothing else"
    assert set(kept.values()) == {1}, "once, however often it was handed over"
    assert ask("SELECT state, count(*) FROM mailroom_keptmessage GROUP BY 1") == [("filed", len(taken))]
    told = ask("SELECT outside_id, headers->>'rcpt-to' FROM mailroom_keptmessage WHERE outside_id LIKE 'mail-%%'")
    both = {mail.message_id for mail in letters if len(mail.to) > 1}
    assert {identity for identity, to in told if set(to.split(",")) == {MAIN, BUILDING}} == both

    one_each = ask(
        "SELECT count(*), count(DISTINCT c.enquiry_id), count(DISTINCT k.id) FROM enquiries_contact AS c"
        " JOIN mailroom_keptmessage AS k ON k.id = c.kept_id"
    )
    assert one_each == [(len(letters), len(letters), len(letters))], "one contact and one enquiry for each letter"
    assert ask("SELECT count(*) FROM enquiries_promise WHERE state = 'open'") == [(len(letters),)]
    receipts = ask("SELECT message_id, state FROM mailroom_outgoingmessage WHERE purpose = 'receipt'")
    assert len(receipts) == len(letters), "one receipt for each"

    assert {identity for identity, _state in receipts} == set(world.got), "what is said to be sent has arrived"
    bounced = {identity for identity, state in receipts if state == "bounced"}
    assert bounced == world.lied_about, "a report settles the delivery it is of"
    assert {state for _identity, state in receipts} <= {"sent", "bounced"}
    twice = {identity: copies for identity, copies in world.got.items() if len(copies) > 1}
    assert all(len(set(copies)) == 1 for copies in twice.values()), "what comes twice is the same to the last byte"
    in_the_window = set(twice) - world.broken_off
    assert len(in_the_window) <= run.windows, "only what was just being handed over when the worker was cut off"

    assert run.house.gaps() == [], "and the books fit"
    print(f"{dict(run.came)}; tries {run.sender.tries}, lost replies {run.sender.lost_replies}; twice {len(twice)}")
