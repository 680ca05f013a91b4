"""The lines of a reply as they are shown: paragraphs, and the steps of a numbered list, which keep their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

STEP = re.compile(r"(\d{1,3})\. (.*)", re.DOTALL)
FEWEST = 2
"""A line that begins with a number and stands alone may as well begin with a day of the month."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: paragraphs where ``first`` is None, else steps without their numbers from that on."""

    lines: tuple[str, ...]
    first: int | None = None


def blocks(lines: Iterable[str]) -> tuple[Block, ...]:
    """The lines in order, those that are numbered one after the other put together as steps."""
    said, found = list(lines), list[Block]()
    at = 0
    while at < len(said):
        first, many = _number(said[at]), 1
        while first is not None and at + many < len(said) and _number(said[at + many]) == first + many:
            many += 1
        if first is not None and many >= FEWEST:
            found.append(Block(tuple(STEP.sub(r"\2", line) for line in said[at : at + many]), first))
        elif found and found[-1].first is None:
            found[-1] = Block((*found[-1].lines, said[at]))
        else:
            found.append(Block((said[at],)))
        at += many
    return tuple(found)


def _number(line: str) -> int | None:
    found = STEP.fullmatch(line)
    return int(found[1]) if found else None
