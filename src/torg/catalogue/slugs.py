"""Words as the last part of an address: "Søk om barnehageplass" becomes "sok-om-barnehageplass"."""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans({"ø": "o", "å": "a", "æ": "ae", "ö": "o", "ä": "a", "ß": "ss", "ð": "d", "đ": "d", "þ": "th"})
LONGEST = 70


def slug(said: str, *, or_else: str = "page") -> str:
    """Small letters a to z, digits and hyphens, at most 70; ``or_else`` when nothing is left."""
    plain = unicodedata.normalize("NFKD", said.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or or_else
