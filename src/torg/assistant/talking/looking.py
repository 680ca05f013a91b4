"""Looking more closely at a question: one that asks for two things at once, and one with a matter somewhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from torg.assistant.talking.answering import tells
from torg.assistant.talking.content import Content
from torg.assistant.talking.matters import Matter
from torg.assistant.values import Answer

PARTS = re.compile(r"[.,;:!?\n]+|\b(?:og|samt|and)\b", re.IGNORECASE)
MOST_PARTS = 8
MOST_NEAR = 2
TOLD_ELSEWHERE = ("hours", "where", "complain")
"""What the page of a service often leaves to another one: that of the place, and that on complaints."""


def by_parts(text: str, content: Content) -> list[Matter]:
    """The pages that surely answer a part of what was said, each once; none when it has no parts."""
    parts = [part.strip() for part in PARTS.split(text) if part.strip()][:MOST_PARTS]
    found = {page.page_id: page for part in parts for page in _sure(part, content)} if len(parts) > 1 else {}
    return list(found.values())


def nearest(text: str, content: Content) -> list[Matter]:
    """The pages that lie nearest to what is not known: to be named, with the word that it is not known."""
    return content.there(content.near(text))[:MOST_NEAR]


def that_tells(there: list[tuple[Answer, Matter]], facet: str) -> tuple[Answer, Matter]:
    """The page to answer from: the first, or of what is told elsewhere the first that tells it."""
    telling = (one for one in there if tells(one[1], facet)) if facet in TOLD_ELSEWHERE else iter(there)
    return next(telling, there[0])


def _sure(part: str, content: Content) -> Iterator[Matter]:
    found = content.ask(part)
    if found.verdict == "answer":
        yield from content.there(found)[:1]
