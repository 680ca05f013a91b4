"""What is done in Torg's own processes while the taking in of e-mail is measured.

Each word runs alone: `prepare` makes the tables and an invented municipality, `worker` takes in what comes as `torg
jobs` does, `together` receives and takes in within one process, `alone` takes in what is kept already. The last line of
output is the result as JSON.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from types import FrameType

from django.utils import timezone

from bench.places import DOMAIN, ROOT
from torg.config import mail, starting
from torg.config.publishing import publish_file
from torg.enquiries.actions.index import index_waiting
from torg.enquiries.actions.take_in import take_in_waiting
from torg.enquiries.queries.search import search
from torg.jobs.worker import keep_at, take_in
from torg.mailroom.actions import IN_NEWS
from torg.people.actions import set_up_staff, set_up_unit
from torg.people.queries import Sight

UNITS = 40
STRATEGY = ROOT / "strategies" / "alver.toml"


def prepare(password: str) -> None:
    """Tables, 40 units with an address each, Alver's strategy in force, and somebody who may log in."""
    starting.migrate()
    for number in range(1, UNITS + 1):
        set_up_unit(
            key=f"unit-{number}",
            name=f"Enhet {number}",
            phone="56 00 00 00",
            front_line=number == 1,
            addresses=[f"enhet{number}@{DOMAIN}"],
        )
    publish_file(STRATEGY, from_day=timezone.localdate(), note="bench")
    set_up_staff(username="bench", name="Berit Benk", role="front_line", unit="unit-1", password=password)


def worker() -> None:
    """Takes in what comes until told to stop; nothing is sent."""
    stop = threading.Event()

    def leave(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    keep_at(take_in, IN_NEWS, stop)


def together() -> None:
    """Receives and takes in within this one process."""
    stop = threading.Event()
    taking_in = threading.Thread(target=keep_at, args=(take_in, IN_NEWS, stop))
    taking_in.start()
    mail.main()
    stop.set()
    taking_in.join()


def alone() -> Mapping[str, float]:
    """Takes in all that is kept, as fast as this process can."""
    take_in_waiting(timezone.now, limit=1)  # what every process reads once: the strategy, its calendar, the texts
    start, cpu, count = time.perf_counter(), time.process_time(), 0
    while taken := take_in_waiting(timezone.now):
        count += taken
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "count": count}


def gather() -> Mapping[str, float]:
    """Gathers the words of every enquiry, as the worker does; how many events a second."""
    start, count = time.perf_counter(), 0
    while went := index_waiting():
        count += went
    return {"rate": count / (time.perf_counter() - start)}


def searched(questions: str, asks: str) -> Mapping[str, list[float]]:
    """Milliseconds of each question to the database, without a page around it; by sort."""
    spent: dict[str, list[float]] = {}
    for what, words in json.loads(questions).items():
        for one in [word for _ in range(int(asks)) for word in words]:
            start = time.perf_counter()
            search(one, sight=Sight(None, None), now=timezone.now())
            spent.setdefault(what, []).append((time.perf_counter() - start) * 1000)
    return spent


WORDS: Mapping[str, Callable[..., object]] = {
    "gather": gather,
    "search": searched,
    "prepare": prepare,
    "worker": worker,
    "together": together,
    "alone": alone,
}

if __name__ == "__main__":
    print(json.dumps(WORDS[sys.argv[1]](*sys.argv[2:])))
