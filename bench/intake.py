"""E-mails a second, from the receiver to a stored, routed, promised and acknowledged enquiry; beside django-helpdesk.

`python -m bench.intake` (`--quick` for a first look). Both systems work on the same PostgreSQL, each with a database of
its own, and take turns in every round. Nothing is sent: Torg's receipts stay in its outbox, the peer's mail goes to
Django's dummy back end.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import psycopg

from bench.figures import machine, ratio, spread, table
from bench.mails import Mail, mails
from bench.parse_mail import modern, older
from bench.places import (
    DOMAIN,
    PLACE,
    Running,
    free_port,
    fresh_database,
    inside,
    peer_python,
    peer_surroundings,
    postgres,
    told,
    torg_surroundings,
    wait_for,
)
from bench.smtp_load import Letter, deliver

TWO, ONE, ALONE, PEER, DEFAULT, COMPAT = (
    "Torg, whole line: receiver and worker, two processes",
    "Torg, whole line in one process",
    "Torg, taking in alone",
    "django-helpdesk, get_email",
    "Python's e-mail package, policy.default, parsing alone",
    "Python's e-mail package, compat32, parsing alone",
)
LOOK_EVERY = 0.02
WARM = 50
EVERYTHING = (
    "enquiries_event, enquiries_promise, enquiries_attachment, enquiries_contact, enquiries_enquiry, mailroom_attempt, "
    "mailroom_outgoingmessage, mailroom_keptmessage, people_personaddress, people_person"
)
FILED = "SELECT count(*) FROM mailroom_keptmessage WHERE state = 'filed'"
# Messages kept; contacts; enquiries; those with one open promise and one receipt in the outbox; messages not filed.
RESULT = """
SELECT (SELECT count(*) FROM mailroom_keptmessage),
    (SELECT count(*) FROM enquiries_contact WHERE is_incoming),
    (SELECT count(*) FROM enquiries_enquiry),
    (SELECT count(*) FROM enquiries_enquiry AS e
        WHERE (SELECT count(*) FROM enquiries_promise AS p WHERE p.enquiry_id = e.id AND p.state = 'open') = 1
        AND (SELECT count(*) FROM enquiries_contact AS c JOIN mailroom_outgoingmessage AS o ON o.id = c.outgoing_id
            WHERE c.enquiry_id = e.id AND c.purpose = 'receipt' AND o.purpose = 'receipt') = 1),
    (SELECT count(*) FROM mailroom_keptmessage WHERE state <> 'filed')
"""
GIVE_UP_AFTER = 600.0


class Wrong(Exception):
    """What came of the messages is not what should have; the figures would mean nothing."""


@dataclass
class Taken:
    """Every round's messages a second and processor milliseconds a message, by way of taking in."""

    rates: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def note(self, way: str, count: int, seconds: float, cpu_seconds: float) -> None:
        self.rates[way].append(count / seconds)
        self.cpu[way].append(cpu_seconds / count * 1000)
        print(f"  {way}: {count / seconds:,.0f}/s, {cpu_seconds / count * 1000:.2f} ms CPU", file=sys.stderr)


@dataclass(frozen=True)
class Torg:
    """Torg's side: how its programs are started, the messages ready for the wire, and a look into its database."""

    surroundings: Mapping[str, str]
    port: int
    letters: Sequence[Letter]
    database: psycopg.Connection[tuple[int, ...]]

    def word(self, *words: str) -> Mapping[str, float]:
        answer: Mapping[str, float] = told([*inside("bench.line"), *words], self.surroundings)
        return answer

    def start(self, programs: Sequence[Sequence[str]]) -> list[Running]:
        """Starts programs, the receiver first, and lets them read once what every process reads once."""
        running = [Running([sys.executable, "-m", *program], self.surroundings) for program in programs]
        wait_for(self.port, running[0])
        return running

    def empty(self) -> None:
        """No enquiries, no messages, no persons."""
        self.database.execute(f"TRUNCATE {EVERYTHING} RESTART IDENTITY CASCADE")

    def until_filed(self, count: int) -> None:
        """Waits until that many messages have become enquiries; raises Wrong when they never do."""
        deadline = time.monotonic() + GIVE_UP_AFTER
        while self.database.execute(FILED).fetchone() != (count,):
            if time.monotonic() > deadline:
                raise Wrong("the messages were not taken in")
            time.sleep(LOOK_EVERY)

    def whole_line(self, taken: Taken, way: str, programs: Sequence[Sequence[str]]) -> None:
        """From the first connection until the last message is an enquiry."""
        self.empty()
        running = self.start(programs)
        deliver(self.port, self.letters[:WARM])
        self.until_filed(min(WARM, len(self.letters)))
        self.empty()
        for one in running:
            one.is_ready()
        start = time.perf_counter()
        deliver(self.port, self.letters)
        self.until_filed(len(self.letters))
        seconds = time.perf_counter() - start
        taken.note(way, len(self.letters), seconds, sum(one.cpu_seconds() for one in running))
        for one in running:
            one.stop()
        self.insist()

    def alone(self, taken: Taken) -> None:
        """All messages kept beforehand, each delivered twice, then taken in."""
        self.empty()
        receiver, *_rest = self.start([["torg.config.cli", "mail"]])
        deliver(self.port, self.letters)
        deliver(self.port, self.letters)
        receiver.stop()
        done = self.word("alone")
        taken.note(ALONE, int(done["count"]), done["seconds"], done["cpu"])
        self.insist()

    def insist(self) -> None:
        """Every message is one enquiry with one open promise and one receipt; raises Wrong."""
        count = len(self.letters)
        wanted, found = (count, count, count, count, 0), self.database.execute(RESULT).fetchone()
        if found != wanted:
            raise Wrong(f"kept, contacts, enquiries, whole ones, not filed: {found} instead of {wanted}")


def peer_takes_in(taken: Taken, messages: Sequence[Mail], surroundings: Mapping[str, str]) -> None:
    """The same messages through django-helpdesk's `get_email` from a local folder."""
    folder = PLACE / "helpdesk" / "mail"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, message in enumerate(messages):
        (folder / f"{number:06}.eml").write_bytes(message.raw)
    done = told([peer_python(), "-m", "bench.helpdesk.work", "take_in", str(folder)], surroundings)
    if done["tickets"] != len(messages):
        raise Wrong(f"django-helpdesk made {done['tickets']} tickets of {len(messages)} messages: {done}")
    taken.note(PEER, len(messages), done["seconds"], done["cpu"])


def parsed(taken: Taken, messages: Sequence[Mail]) -> None:
    """The same messages parsed and decoded by Python's own package, and nothing more."""
    for way, parse in ((DEFAULT, modern), (COMPAT, older)):
        start, cpu = time.perf_counter(), time.process_time()
        for message in messages:
            parse(message)
        taken.note(way, len(messages), time.perf_counter() - start, time.process_time() - cpu)


def measure(count: int, rounds: int) -> Taken:
    """All ways in turn, round after round."""
    messages, taken = list(mails(count, to=f"post@{DOMAIN}")), Taken()
    with postgres() as server, ExitStack() as stack:
        port = free_port()
        url = fresh_database(server, "torg_intake")
        torg = Torg(
            torg_surroundings(url, TORG_SMTP_LISTEN=f"smtp://127.0.0.1:{port}"),
            port,
            [Letter.of(mail) for mail in messages],
            stack.enter_context(psycopg.connect(url, autocommit=True)),
        )
        torg.word("prepare", "")
        fresh_database(server, "helpdesk_intake")
        peer = peer_surroundings(server, "helpdesk_intake")
        told([peer_python(), "-m", "bench.helpdesk.work", "prepare"], peer)
        for number in range(1, rounds + 1):
            print(f"Round {number} of {rounds}", file=sys.stderr)
            torg.whole_line(taken, TWO, [["torg.config.cli", "mail"], ["bench.inside", "bench.line", "worker"]])
            peer_takes_in(taken, messages, peer)
            torg.whole_line(taken, ONE, [["bench.inside", "bench.line", "together"]])
            torg.alone(taken)
            parsed(taken, messages)
    return taken


def report(taken: Taken, count: int) -> str:
    """The result as it stands in the README."""
    rows = [
        [way, spread(taken.rates[way]), spread(taken.cpu[way], 2), ratio(taken.rates[way], taken.rates[PEER])]
        for way in (TWO, ONE, ALONE, PEER, COMPAT, DEFAULT)
    ]
    head = [f"{count:,} messages", "messages a second", "Python's CPU, ms a message", "times django-helpdesk"]
    return f"{machine()}\n\n{table(head, rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="200 messages, one round")
    chosen = parser.parse_args()
    count, rounds = (200, 1) if chosen.quick else (chosen.messages, chosen.rounds)
    print(report(measure(count, rounds), count))


if __name__ == "__main__":
    main()
