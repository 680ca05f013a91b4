"""Whether a sentence says no more than its sources: numbers, names, links, yes and no, and what it is about. Pure.

It is not asked whether a sentence is true but whether it stands there, so what cannot be told is refused: the reader
then gets the text as it was written (docs/decisions/0123).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from torg.language.forms import form
from torg.language.small_words import IN_QUESTIONS

LEAST_SHARE = 0.7  # of the telling words of a sentence must stand in its sources
LEAST_SHARE_OF_NEAREST = 0.4  # and of them in the one or two sentences nearest to it
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
NUMBER = re.compile(r"\d+(?:[.,]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*")
GROUPED = re.compile(r"\d{1,4}(?:[ \u00a0]\d{2,4})+")  # 57 00 00 00 and 1 200
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]+|[^\s@<>\"'()]+@[^\s@<>\"'()]+|\b[\w-]+(?:\.[\w-]+)*\.(?:no|dk|com|org|net|eu)\b"
)
UNITS = {
    "money": "kr kroner krone nok dkk euro",
    "hour": "time timer timar hour hours",
    "minute": "minutt minutter minuttar minute minutes minutter",
    "day": "dag dager dagar dage day days virkedager arbeidsdager hverdager",
    "week": "uke uker veke veker uge uger week weeks",
    "month": "måned måneder månad månader måneder month months",
    "year": "år year years",
    "share": "prosent procent percent",
    "metre": "meter metre metres m",
}
UNIT = {word: unit for unit, words in UNITS.items() for word in words.split()}
PERCENT = re.compile(r"\s*%")
COUNTED = frozenset(
    "to tre fire fem seks sju syv åtte otte ni ti elleve tolv tretten fjorten femten seksten tjue tyve tretti tredve"
    " førti fyrre femti halvtreds seksti sytti åtti nitti hundre hundrede tusen tusind million millioner halv halve"
    " halvparten dobbel dobbelt two three four five six seven eight nine ten eleven twelve fourteen twenty thirty"
    " forty fifty sixty hundred thousand half double twice".split()
)
IN_ENGLISH_NO_NUMBER = frozenset({"to"})
NO = frozenset(
    "ikke ikkje ei aldri ingen inga inkje intet ingenting uten utan uden verken hverken not no never none nothing"
    " without neither nor cannot can't cant don't doesn't isn't aren't won't unntatt unnateke undtagen except".split()
)
# What weighs so much that the source must say it itself, in one of the ways it is said.
WEIGHTY = tuple(
    frozenset(words.split())
    for words in (
        "gratis free kostnadsfritt omsonst",
        "må skal måtte pliktig plikter pliktar plikt pligt obligatorisk kreves krevst krever must required requires",
        "rett ret rettighet rettigheter rettar right rights entitled krav",
        "garantert garanteret guaranteed garanti",
        "alltid altid always",
        "straks umiddelbart omgående immediately øyeblikkelig",
        "forbudt forbode forbidden prohibited illegal ulovlig ulovleg forbud",
        "lovlig lovleg lovligt legal allowed tillatt tilladt lov løyve",
        "bare berre kun only",
        "maks maksimalt høyst høgst maximum inntil opptil up most",
        "minst mindst minimum least",
        "senest seinast latest innen innan inden within frist fristen deadline før by",
        "alle all every hver kvar everyone everybody alt",
    )
)


def faults(sentence: str, sources: Sequence[str], *, language: str = "") -> tuple[str, ...]:
    """What a sentence says that its sources do not, a few words each; () when it may be given."""
    whole = "\n".join(sources)
    near = _nearest(sentence, whole)
    return (
        *_links(sentence, whole),
        *_numbers(sentence, whole, language),
        *_names(sentence, whole),
        *_weighty(sentence, near),
        *_about(sentence, whole, near),
        *_denied(sentence, near),
    )


def _links(sentence: str, whole: str) -> Iterator[str]:
    there = whole.lower()
    for match in LINK.finditer(sentence):
        if match[0].lower().rstrip(".,;:") not in there:
            yield f"the link {match[0]} does not stand there"


def _numbers(sentence: str, whole: str, language: str) -> Iterator[str]:
    there = set(_numbers_of(whole))
    values = {value for value, _ in there}
    for value, unit in _numbers_of(sentence):
        if value not in values:
            yield f"the number {value} does not stand there"
        elif unit and (value, unit) not in there:
            yield f"{value} is no {unit} there"
    words = set(_words(whole))
    counted = COUNTED - IN_ENGLISH_NO_NUMBER if language == "en" else COUNTED
    for word in _words(sentence):
        if word in counted and word not in words:
            yield f"the number {word} does not stand there"


def _numbers_of(text: str) -> Iterator[tuple[str, str]]:
    """Each number without the signs that group its digits, and what it counts, "" when that is not said."""
    text = GROUPED.sub(lambda run: re.sub(r"\D", "", run[0]), text)
    for match in NUMBER.finditer(text):
        after = text[match.end() : match.end() + 20]
        next_word = WORD.search(after)
        unit = "share" if PERCENT.match(after) else ""
        if not unit and next_word and not after[: next_word.start()].strip(" \u00a0-"):
            unit = UNIT.get(next_word[0].lower(), "")
        if not unit and text[max(0, match.start() - 4) : match.start()].lower().strip().endswith(("nok", "kr", "dkk")):
            unit = "money"
        yield re.sub(r"\D", "", match[0]), unit


def _names(sentence: str, whole: str) -> Iterator[str]:
    """Words with a capital inside a sentence, of which the source knows nothing."""
    there = {*_words(whole)}
    for match in list(WORD.finditer(sentence))[1:]:
        word = match[0]
        if word[0].isupper() and word.lower() not in there and word.lower().removesuffix("s") not in there:
            before = sentence[: match.start()].rstrip()
            if word != "I" and not before.endswith((".", "!", "?", ":")):
                yield f"{word} does not stand there"


def _weighty(sentence: str, near: Sequence[str]) -> Iterator[str]:
    said, there = set(_words(sentence)), set(_words("\n".join(near)))
    for ways in WEIGHTY:
        if (mine := said & ways) and not there & ways:
            yield f'"{min(mine)}" does not stand there'


def _about(sentence: str, whole: str, near: Sequence[str]) -> Iterator[str]:
    telling = set(_telling(sentence))
    if not telling:
        yield "it says nothing"
    elif len(telling & set(_telling(whole))) < LEAST_SHARE * len(telling):
        yield "it speaks of something else"
    elif len(telling & set(_telling("\n".join(near)))) < LEAST_SHARE_OF_NEAREST * len(telling):
        yield "it puts together what stands apart"


def _denied(sentence: str, near: Sequence[str]) -> Iterator[str]:
    """A "not" that was added, or one that was lost."""
    denies = not NO.isdisjoint(_words(sentence))
    there = [not NO.isdisjoint(_words(part)) for part in near]
    if near and (not any(there) if denies else there[0]):
        yield "one says that it is so, the other that it is not"


def _nearest(sentence: str, whole: str) -> list[str]:
    """The one or two sentences of the source that share most words with it, the nearest first."""
    telling = set(_telling(sentence))
    parts = [part for part in SENTENCE.split(whole) if part.strip()]
    return sorted(parts, key=lambda part: len(telling & set(_telling(part))), reverse=True)[:2]


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _telling(text: str) -> list[str]:
    return [form(word) for word in _words(text) if word not in IN_QUESTIONS]
