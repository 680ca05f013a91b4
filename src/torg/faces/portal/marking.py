"""Marks in a text the words that were searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

WORD = re.compile(r"\w+")
SHORTEST_STEM = 4
LEAST = 2


def marked(text: str, words: Iterable[str]) -> SafeString:
    """The text, escaped, with each word that begins like one of ``words``, or holds it, in a `mark`."""
    stems = {stem for word in words for one in WORD.findall(word.lower()) if (stem := _stem(one))}
    made, last = [], 0
    for found in WORD.finditer(text):
        said = found[0].lower()
        if any(said.startswith(stem) or (len(stem) > SHORTEST_STEM and stem in said) for stem in stems):
            made += [escape(text[last : found.start()]), format_html("<mark>{}</mark>", found[0])]
            last = found.end()
    return mark_safe("".join((*made, escape(text[last:]))))  # noqa: S308 (each piece is escaped)


def _stem(word: str) -> str:
    if len(word) < LEAST:
        return ""
    return word[: max(SHORTEST_STEM, len(word) - 2)]
