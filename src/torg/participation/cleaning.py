"""What is taken out of the words that people type before anything of them is stored."""

from __future__ import annotations

import re
import unicodedata

from torg.language.sensitive import NUMBERS, found, masked

LONGEST_SEARCH, MOST_WORDS = 60, 8
EMAIL = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+")
# Five digits or more, also with a few signs between them: a phone number, an account, part of an identity number. A
# postcode, a year and the number of a law have four at most.
MANY_DIGITS = re.compile(r"\+?(?:\d[ .()/-]{0,2}){4,}\d")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def searched(words: str) -> str:
    """The words of a search as they are counted: small letters, single spaces, and nothing that could name somebody.

    "" when nothing of it may be kept: a long text is no search but a story, and what tells of somebody's health or the
    like is not ours to count.
    """
    said = " ".join(unicodedata.normalize("NFC", words).replace("\0", " ").lower().split())
    if any(mark.kind not in NUMBERS for mark in found(said)):
        return ""
    for pattern in (EMAIL, LINK, MANY_DIGITS):
        said = pattern.sub(" ", said)
    said = " ".join(said.split()).strip(" .,;:!?\"'-")
    return "" if len(said) > LONGEST_SEARCH or len(said.split()) > MOST_WORDS or len(said) < 2 else said


def comment(text: str) -> str:
    """A comment as it is stored: sensitive numbers and words masked, addresses and phone numbers too."""
    said = masked(unicodedata.normalize("NFC", text).replace("\0", "").replace("\r\n", "\n").strip())
    return MANY_DIGITS.sub(_dots, EMAIL.sub(_dots, said))


def _dots(match: re.Match[str]) -> str:
    return "".join("•" if char.isalnum() else char for char in match[0])
