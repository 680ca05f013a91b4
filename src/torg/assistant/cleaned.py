"""What is kept of a question: its words without whoever asked it.

Whole sentences are kept, for they tell what is meant; what could name somebody is taken out of them, and a question
that tells of somebody's health or the like is not kept at all (decision 0130).
"""

from __future__ import annotations

import re
import unicodedata

from torg.language.forms import folded
from torg.language.sensitive import NUMBERS, found
from torg.language.small_words import DOING, IN_QUESTIONS

LONGEST = 300
MOST_WORDS, LONGEST_WORDING, SHORTEST = 6, 200, 2
OUT = "…"
EMAIL = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Four digits or more, also with signs between them; a year stays, for it tells which plan or budget is meant.
MANY_DIGITS = re.compile(r"(?<![\w])\+?(?:\d[ .()/-]{0,2}){3,}\d(?!\w)")
YEAR = re.compile(r"(?:19|20)\d\d")
STREET = re.compile(
    r"[^\W\d_]{2,}(?:gata|gate|gaten|veien|vegen|vei|veg|gade|vej|gård|allé|alle|bakken|bakke|plass|plads|street|road)"
    r"\s+\d+\s?[a-z]?\b",
    re.IGNORECASE,
)
_NAME = r"[A-ZÆØÅÄÖ][^\W\d_]+(?:-[A-ZÆØÅÄÖ][^\W\d_]+)?"
CALLED = re.compile(
    r"(?i:\b(?:jeg heter|mitt navn er|navnet mitt er|eg heiter|namnet mitt er|jeg hedder|mit navn er|my name is"
    r"|(?:som|der|who is|han|hun|ho|sønnen min|datteren min|dattera mi|min søn|min datter)\s+(?:heter|heiter|hedder)))"
    rf"\s+(?:{_NAME}(?:\s+{_NAME}){{0,3}}|[^\W\d_]+)"
)
FULL_NAME = re.compile(rf"\b{_NAME}(?:\s+{_NAME}){{1,3}}\b")
SIGNED = re.compile(
    r"(?:^|[\s,.!?])(?:mvh|med vennlig hilsen|med vennleg helsing|vennlig hilsen|hilsen|helsing|med venlig hilsen"
    r"|venlig hilsen|kind regards|best regards|regards)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = frozenset(map(folded, IN_QUESTIONS))
_DOING = frozenset(map(folded, DOING))


def kept(text: str) -> str:
    """A question as it is stored, single spaces, at most 300 characters; "" when nothing of it may be kept.

    Nothing is kept of what is longer, for that is a story, nor of what tells of somebody's health, faith and the like.
    """
    said = " ".join(unicodedata.normalize("NFC", text).replace("\0", " ").split())
    if not said or len(said) > LONGEST or any(mark.kind not in NUMBERS for mark in found(said)):
        return ""
    said = SIGNED.sub("", said)
    for pattern in (EMAIL, LINK, STREET):
        said = pattern.sub(OUT, said)
    said = MANY_DIGITS.sub(lambda match: match[0] if YEAR.fullmatch(match[0]) else OUT, said)
    said = CALLED.sub(OUT, said)
    said = FULL_NAME.sub(_without_name, said)
    said = " ".join(said.split()).strip(" ,;:\"'-")
    return said if WORD.search(said) and said != OUT else ""


def _without_name(match: re.Match[str]) -> str:
    """Words with capitals one after another are a name; the first of three at the start of a sentence is its own."""
    words = match[0].split()
    starts = match.start() == 0
    if starts and folded(words[0].lower()) in _SMALL | _DOING:
        return match[0] if len(words) == 2 else f"{words[0]} {OUT}"
    return OUT


def content_words(text: str) -> str:
    """The telling words of a question in small letters, without digits and names, as a wording is learnt from it.

    "" when there are none, or so many that it is a story of its own. A word with a capital inside a sentence is taken
    for a name.
    """
    told = []
    for match in WORD.finditer(kept(text)):
        word = match[0]
        if word[0].isupper() and match.start() and not word.isupper():
            continue
        small = word.lower()
        if len(small) >= SHORTEST and folded(small) not in _SMALL and small not in told:
            told.append(small)
    if all(folded(word) in _DOING for word in told) or len(told) > MOST_WORDS:
        return ""
    return " ".join(told)[:LONGEST_WORDING]
