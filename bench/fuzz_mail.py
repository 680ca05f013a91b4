"""Reads very many messages that were made worse at random, and stops at the first that breaks a promise.

Every message has a number: `--first N --number 1` reads that one again. What is checked is `insist` of
`tests/channels/email/mangling.py`, which the test suite runs some hundred times.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from random import Random

from bench.mails import mails
from tests.channels.email.mangling import insist, mangled

RECORDED = Path(__file__).parent.parent / "tests" / "channels" / "email"
SLOW = 0.5
"""Seconds of CPU for one message of at most 200 KB that are told about."""


def main() -> None:
    """Read them, and tell what became of them and which took long."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--number", type=int, default=10_000)
    said.add_argument("--first", type=int, default=0)
    said.add_argument("--keep", type=Path, help="where a message that breaks a promise is written")
    wanted = said.parse_args()
    heap = [path.read_bytes() for path in sorted(RECORDED.glob("*.eml"))] + [mail.raw for mail in mails(40)]
    became: Counter[str] = Counter()
    slowest = (0.0, 0)
    for number in range(wanted.first, wanted.first + wanted.number):
        raw = mangled(heap, Random(number))
        started = time.process_time()
        try:
            became[insist(raw)] += 1
        except Exception:
            print(f"message {number} breaks a promise")
            if wanted.keep:
                wanted.keep.write_bytes(raw)
            raise
        took = time.process_time() - started
        slowest = max(slowest, (took, number))
        if took > SLOW:
            print(f"message {number} of {len(raw)} bytes took {took:.2f} s")
    print(f"{wanted.number} messages: {dict(became)}; the slowest, {slowest[1]}, took {slowest[0] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
