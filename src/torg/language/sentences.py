"""A text in words and sentences, with where each stands.

This is the tokeniser behind the LIX figure. A word is a run of letters, with hyphens and apostrophes inside; a number
is a word too, and never a long one. A sentence ends at . ! or ? that ends a word and is followed by a space, at an
empty line, before a list item, and where a short line is followed by one that begins anew. The point of an
abbreviation, of "3. desember" and of a time does not end it. Links and addresses are no words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

LONG = 7  # letters: "more than six"
PIECE = re.compile(
    r"(?P<no>https?://\S+|www\.\S+|[^\s@]{1,64}@[^\s@]+)"
    r"|(?P<word>[^\W\d_]+(?:[-'’][^\W_]+|\.[^\W\d_](?![^\W\d_]))*)"
    r"|(?P<number>\d+(?:[.,:/-]\d+)*)"
    r"|(?P<gap>\n[ \t]*\n\s*)"
    r"|(?P<line>\n[ \t]*)"
    r"|(?P<end>[.!?…]+)"
)
ITEM = re.compile(r"[-*•–·]\s|\d{1,2}[.)]\s")
NOT_AN_END = frozenset(
    """
    kl nr tlf f.eks eks bl.a dvs osv mv m.v jf jfr ca evt vedr iht st pr tel inkl ekskl art stk pkt m.a t.d sst kap
    mr mrs ms dr prof e.g i.e vs no jan feb mar apr jun jul aug sep sept okt oct nov des dec fhv afd maks min
    """.split()
)
SHORT_LINE = 60  # characters: a line that ends before it need not have ended there


class Word(NamedTuple):
    """A word as it was written, in small letters, and the sentence it stands in (from 0)."""

    said: str
    low: str
    start: int
    end: int
    sentence: int
    is_number: bool


@dataclass(slots=True)
class Sentence:
    """From its first character to its last; ``words`` of a long sentence are all of them, in reading order."""

    start: int
    end: int
    paragraph: int
    words: list[Word]


@dataclass(frozen=True, slots=True)
class Reading:
    """All words and sentences of a text in reading order."""

    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]

    @property
    def lix(self) -> float:
        """Words a sentence, and long words in a hundred; 0 for a text without words."""
        if not self.words:
            return 0.0
        long = sum(len(word.said) >= LONG and not word.is_number for word in self.words)
        return round(len(self.words) / len(self.sentences) + 100 * long / len(self.words), 1)


def read(text: str) -> Reading:
    """Reads a text; one pass, linear in its length."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    fresh, paragraph, line_from = True, 0, 0
    for match in PIECE.finditer(text):
        match match.lastgroup:
            case "word" | "number":
                if fresh:
                    sentences.append(Sentence(match.start(), match.end(), paragraph, []))
                    fresh = False
                said, sentence = match[0], sentences[-1]
                word = Word(
                    said, said.lower(), match.start(), match.end(), len(sentences) - 1, match.lastgroup == "number"
                )
                words.append(word)
                sentence.words.append(word)
                sentence.end = match.end()
            case "gap":
                fresh, paragraph, line_from = True, paragraph + 1, match.end()
            case "line":
                if _begins_anew(text, match.start() - line_from, match.end()):
                    fresh, paragraph = True, paragraph + 1
                line_from = match.end()
            case "end":
                fresh = fresh or _ends(text, match, words)
    return Reading(tuple(words), tuple(sentences))


def _begins_anew(text: str, length: int, at: int) -> bool:
    following = text[at : at + 4]
    return bool(ITEM.match(following)) or (length < SHORT_LINE and (following[:1].isupper() or following[:1].isdigit()))


def _ends(text: str, mark: re.Match[str], words: list[Word]) -> bool:
    following = text[mark.end() : mark.end() + 3]
    if following[:1] not in {"", " ", "\n", "\t", ")", '"', "»", "”", "«", "“"}:
        return False
    if mark[0] != "." or not words or words[-1].end != mark.start():
        return True
    before = words[-1]
    if before.low in NOT_AN_END or (before.is_number and len(before.said) < 3):
        rest = following.strip()
        return not rest or rest[:1].isupper()
    return True
