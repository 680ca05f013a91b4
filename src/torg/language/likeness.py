"""How like two texts are: whether they may be about the same matter."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{4,}")


def likeness(a: str, b: str) -> float:
    """Return from 0 (nothing in common) to 1 (the same words): the share of their longer words that both hold."""
    first, second = _words(a), _words(b)
    return len(first & second) / len(first | second) if first and second else 0.0


def _words(text: str) -> frozenset[str]:
    # The end of a word is its inflection in all four languages; its beginning is what it is about.
    return frozenset(word[:6] for word in _WORD.findall(text.lower()))
