"""Text whose lines were broken for the way (RFC 3676, format=flowed) as its writer wrote it."""

from __future__ import annotations


def unwrapped(text: str, *, delete_space: bool = False) -> str:
    """Joins the lines of each paragraph; quotes of different depth and signatures stay apart.

    ``delete_space`` is DelSp=yes: the blank that marks a broken line was added, and is taken away.
    """
    made: list[str] = []
    under_way: list[str] = []
    depth = -1
    for line in text.split("\n"):
        bare = line.lstrip(">")
        quotes = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        signature = bare == "-- "
        if under_way and (quotes != depth or signature):
            made.append(_quoted(depth, under_way))
            under_way = []
        flows = bare.endswith(" ") and not signature
        under_way.append(bare[:-1] if flows and delete_space else bare)
        depth = quotes
        if not flows:
            made.append(_quoted(depth, under_way))
            under_way = []
    if under_way:
        made.append(_quoted(depth, under_way))
    return "\n".join(made)


def _quoted(depth: int, pieces: list[str]) -> str:
    said = "".join(pieces)
    return f"{'>' * depth} {said}" if depth else said
