"""The command `torg find`: what people find on the pages by some words, and why; for support."""

from __future__ import annotations

import argparse

from torg.catalogue.finding.values import Found, Why
from torg.catalogue.queries.finding import find
from torg.config import starting

SAID = {
    "word": "is the word", "part": "is part of it", "meaning": "means it", "spelling": "is spelled like it",
    "beginning": "begins so",
}  # fmt: skip


def main(arguments: argparse.Namespace) -> int:
    """Prints the pages that are found, the best first, each with what stands for the words; exit code 1 for none."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        found = find(" ".join(arguments.words), language=arguments.lang, limit=arguments.limit)
    print(told(found))
    return 0 if found.hits else 1


def told(found: Found) -> str:
    """What was found as lines of text."""
    lines = [f"Read as: {found.corrected}"] if found.corrected else []
    for place, hit in enumerate(found.hits, 1):
        lines.append(f"{place:>2}. {hit.score:4.2f}  {hit.title}  ({hit.kind} {hit.page_id}, {hit.language})")
        lines += [f"          {_because(reason)}" for reason in hit.why]
    return "\n".join(lines) if found.hits else "Nothing is found."


def _because(reason: Why) -> str:
    where = "among its words" if reason.where == "words" else f"in the {reason.where}"
    return f'"{reason.asked}": "{reason.found}" {where} {SAID[reason.how]}'
