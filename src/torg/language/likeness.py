"""How alike two texts are: whether somebody writes about the same matter again, in whichever of our languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from torg.language.languages import own_words
from torg.language.small_words import SMALL

WORD = re.compile(r"[^\W_]+")
PREFIX = re.compile(
    r"^\s*(?:(?:sv|vs|re|fw|fwd|vb|wg|aw|antw|ang|videresendt|vidaresendt|svar)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE
)
# Letters and beginnings that differ between the languages and mean the same, and endings that carry no matter.
FOLDED = str.maketrans({"æ": "e", "ä": "e", "ø": "o", "ö": "o", "å": "a", "é": "e", "ü": "u"})
VARIANTS = {
    "skol": "skul", "vei": "veg", "vej": "veg", "uke": "veke", "uge": "veke", "vann": "vatn", "vand": "vatn",
    "bosse": "boss", "soppel": "boss", "affald": "boss", "avfall": "boss", "renovasjon": "boss", "hull": "hol",
    "hul": "hol", "gate": "gate", "gade": "gate", "barnehage": "barnehag", "bornehave": "barnehag", "soknad": "sok",
    "soker": "sok", "sokjer": "sok", "soke": "sok", "sokje": "sok", "ansogning": "sok", "ansoger": "sok",
    "ansoge": "sok", "regning": "rekning", "faktura": "rekning", "bibliotek": "bibliotek", "hjemmehjelp": "heimehjelp",
    "hjemmehjelp er": "heimehjelp", "sykehjem": "sjukeheim", "plejehjem": "sjukeheim", "lys": "ljos",
    "gatelys": "gatelys", "veglys": "gatelys", "veilys": "gatelys", "gadelys": "gatelys", "byggesag": "byggjesak",
    "byggesak": "byggjesak", "svommehall": "symjehall", "svommehal": "symjehall", "noise": "stoy", "road": "veg",
    "school": "skul", "water": "vatn", "hole": "hol", "kindergarten": "barnehag", "nursery": "barnehag",
    "library": "bibliotek", "bill": "rekning", "invoice": "rekning", "application": "sok", "garbage": "boss",
    "waste": "boss", "rubbish": "boss",
}  # fmt: skip
ENDINGS = re.compile(r"(?:ene|ane|erne|ene|enes|en|et|er|ar|ne|na|e|a|n|t|s|ing|inga|ingen)$")
LOOKED_AT = 4000  # characters; whoever writes more has said what it is about by then
GRAM = 4


def likeness(a: str, b: str) -> float:
    """How much two texts are about the same: 0 for nothing in common, 1 for the same words; the order is no matter.

    Quoted mail, greetings, "SV:" and small words do not count; words count in their bare form, across nb, nn and da.
    """
    ours, theirs = _stems(a), _stems(b)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 1.0
    words = _shared(Counter(ours), Counter(theirs))
    grams = _shared(Counter(_grams(ours)), Counter(_grams(theirs)))
    return round(0.6 * words + 0.4 * grams, 4)


def _stems(text: str) -> list[str]:
    said = own_words(PREFIX.sub("", text[:LOOKED_AT])).lower()
    words = WORD.findall(said)
    return sorted(_stem(word) for word in words if word not in SMALL and (len(word) > 1 or word.isdigit()))


def _stem(word: str) -> str:
    word = word.translate(FOLDED)
    if word in VARIANTS:
        return VARIANTS[word]
    bare = ENDINGS.sub("", word, count=1) if len(word) > 4 else word
    if len(bare) < 3:
        bare = word
    for known in (bare, bare + "e"):
        if known in VARIANTS:
            return VARIANTS[known]
    for start in (6, 5, 4, 3):
        if len(bare) > start + 2 and bare[:start] in VARIANTS:
            return VARIANTS[bare[:start]] + bare[start:]
    return bare


def _grams(stems: Iterable[str]) -> Iterable[str]:
    for stem in stems:
        padded = f" {stem} "
        yield from (padded[at : at + GRAM] for at in range(max(1, len(padded) - GRAM + 1)))


def _shared(ours: Counter[str], theirs: Counter[str]) -> float:
    """Between what both say of all that both say, and what both say of what the shorter one says."""
    common = _weight(ours & theirs)
    whole, least = _weight(ours) + _weight(theirs), min(_weight(ours), _weight(theirs))
    return 0.55 * (2 * common / whole) + 0.45 * (common / least)


def _weight(counted: Counter[str]) -> float:
    return sum(min(count, 2) * (0.5 + len(word) / 8) for word, count in counted.items())
