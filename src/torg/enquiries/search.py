"""How an enquiry is found by words: what is folded away, the marks beside the words, and what somebody asks for.

Words are kept twice: in the stem of their language, and as they stand but folded, so that names and codes are found
too, and "Aasane" or "Asane" finds "Åsane". ``torg.language.letters.folded`` and ``enquiries_folded`` in the database
(migration ``search``) do the same. A mark begins with "=", which no word can, so that nobody can type one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LANGUAGES = {"nb": "norwegian", "nn": "norwegian", "da": "danish", "en": "english"}
WORD = re.compile(r"\w+")


def mark(kind: str, value: object) -> str:
    """A mark among the words: "=unit:7"."""
    return f"={kind}:{value}"


def any_of(marks: Iterable[str]) -> str:
    """A question for any of some marks, as the database reads it; "" for none."""
    return " | ".join("'" + one.replace("'", "''") + "'" for one in marks)
