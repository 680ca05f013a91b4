"""What in a text does not belong in plain e-mail: identity numbers, and words about somebody's health and the like.

Words count only when they are said of a person ("min sønn har ADHD"), never as a topic ("kurs om ADHD"): a mark that is
often wrong is soon ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import luhn
from stdnum.dk import cpr
from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

from torg.language.sensitive_words import IN_CAPITALS, NEVER, NOT_PERSONAL, OF_A_PERSON, PHRASES, SAID_OF_ONESELF, TERMS

IDENTITY, CARD = "identity_number", "card_number"
NUMBERS = frozenset({IDENTITY, CARD})
# Eleven digits of Norway (ddmmyy and five), ten of Denmark (ddmmyy and four), sixteen on a card.
DIGITS = re.compile(
    r"(?<![\w+/.,-])(?:"
    r"(?P<no>\d{6}[ .-]?\d{5}|\d\d[ .]\d\d[ .]\d\d[ .]\d{5}|\d\d[ .]\d\d[ .]\d\d[ .]\d{3}[ .]\d\d)"
    r"|(?P<dk>\d{6}(?: ?[-–] ?|[ .])?\d{4}|\d\d[ .-]\d\d[ .-]\d\d[ -]\d{4})"
    r"|(?P<card>[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4})"
    r")(?![\w/]|[.,-]\d)"
)
APART = str.maketrans("_-.", "   ")
NO_DIGIT, NO_DIGIT_NOR_HYPHEN = re.compile(r"[^0-9]"), re.compile(r"[^0-9-]")
ANY_DIGITS = re.compile(r"\d{4}")
SAID_TO_BE = re.compile(
    r"(?:f[øo]dsels?-? ?(?:og person)?(?:nummer|nr)|person-? ?(?:nummer|nr)|p\.?nr|\bfnr|\bd-?nummer"
    r"|\bcpr(?:-?n(?:umme)?r)?"
    r"|national id|identity number|social security number|\bssn)\W{0,12}(?:\w{1,10}\W{1,3}){0,2}$",
    re.IGNORECASE,
)
SAID_TO_BE_ANOTHER = re.compile(
    r"(?:saks?|sags|faktura|ordre|kunde|konto|kid|journal|referanse?|ref|dokument|reg|tlf|telefon|tel|mobil|phone|mob"
    r"|m[åa]ler|invoice|case|order|account|org|cvr|ean|se|matrikkel|gnr|bnr|l[øo]pe|arkiv|best|rekvisisjon)"
    r"\w{0,12}\W{0,10}$",
    re.IGNORECASE,
)
SAID_TO_BE_AN_ACCOUNT = re.compile(r"(?:konto|account|kid)\w{0,12}\W{0,10}$", re.IGNORECASE)
LOOKED_BACK = 40
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?\n]\s")
NEAR = 9  # words between the person and what is said of them
LOOKED_AT = 100_000


@dataclass(frozen=True, slots=True)
class Found:
    """Something sensitive and where it stands; ``kind`` is identity_number, card_number, health, social,
    child_protection, religion, union or criminal."""

    kind: str
    start: int
    end: int


def found(text: str) -> tuple[Found, ...]:
    """Everything sensitive in a text, in reading order. Costs next to nothing where there is nothing to find."""
    text = text[:LOOKED_AT]
    numbers = _numbers(text) if ANY_DIGITS.search(text) else []
    return tuple(sorted((*numbers, *_words(text)), key=lambda one: (one.start, one.end)))


def masked(text: str, *, every_word: bool = False) -> str:
    """The text with • in place of the digits of identity and card numbers, and of the words found.

    With ``every_word`` each sensitive word is masked, also where nothing tells whom it is said of: for the subject of a
    letter that has been found to be sensitive.
    """
    marks = list(found(text))
    if every_word:
        marks += [Found(kind, start, end) for kind, start, end in _terms(text)]
    out = list(text)
    for mark in marks:
        for at in range(mark.start, mark.end):
            if out[at].isdigit() or (mark.kind not in NUMBERS and out[at].isalpha()):
                out[at] = "•"
    return "".join(out)


def masked_name(name: str) -> str:
    """The name of a file, masked as text is: what stands between its words is read as a blank too."""
    read = [masked(one) for one in (name, name.replace("_", " "), name.translate(APART))]
    return "".join("•" if "•" in each else char for char, *each in zip(name, *read, strict=True))


def holds_identity_number(address: str) -> bool:
    """Whether an identity number stands in an e-mail address, also beside letters: there nothing can be masked."""
    read = (address, NO_DIGIT.sub(" ", address), NO_DIGIT_NOR_HYPHEN.sub(" ", address))
    return any(mark.kind == IDENTITY for one in read for mark in found(one))


# -- numbers ----------------------------------------------------------------------------------------------------------


def _numbers(text: str) -> list[Found]:
    marks = []
    for match in DIGITS.finditer(text):
        before = text[max(0, match.start() - LOOKED_BACK) : match.start()]
        digits = "".join(char for char in match[0] if char.isdigit())
        if match["card"]:
            if luhn.is_valid(digits):
                marks.append(Found(CARD, match.start(), match.end()))
        elif _is_identity(digits, match[0], before, norwegian=bool(match["no"])):
            marks.append(Found(IDENTITY, match.start(), match.end()))
    return marks


def _is_identity(digits: str, as_written: str, before: str, *, norwegian: bool) -> bool:
    """An identity number by its date and check digits, and by what stands before it."""
    if SAID_TO_BE.search(before):
        return _is_a_day(digits)
    if norwegian:  # two check digits and a date: of other numbers one in three thousand has them
        right = fodselsnummer.calc_check_digit1(digits) + fodselsnummer.calc_check_digit2(digits)
        return digits[-2:] == right and _is_a_day(digits) and not SAID_TO_BE_AN_ACCOUNT.search(before)
    if SAID_TO_BE_ANOTHER.search(before):
        return False
    if not _is_born(digits):
        return False
    # Since 2007 the check digit of a Danish number need not be right: then its usual shape must tell.
    return cpr.checksum(digits) == 0 or not {"-", "–"}.isdisjoint(as_written)


def _is_a_day(digits: str) -> bool:
    """Whether the first four digits are a day, also as in a D-number (day + 40) or a made-up one (month + 40, + 80)."""
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month % 40 <= 12


def _is_born(digits: str) -> bool:
    try:
        cpr.get_birth_date(digits)
    except ValidationError:
        return False
    return True


# -- words ------------------------------------------------------------------------------------------------------------


def _terms(text: str) -> list[tuple[str, int, int]]:
    """(kind, start, end) of each sensitive word or phrase, whoever it is said of."""
    lower = text.lower()
    marks = [
        (TERMS[match[0]], match.start(), match.end())
        for match in WORD.finditer(lower)
        if match[0] in TERMS and _is_meant(match[0], text[match.start() : match.end()])
    ]
    for phrase, kind in PHRASES.items():
        at = lower.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if not (lower[at - 1 : at].isalnum() or lower[end : end + 1].isalnum()):
                marks.append((kind, at, end))
            at = lower.find(phrase, end)
    return marks


def _is_meant(word: str, as_written: str) -> bool:
    """Whether a word stands for what it is listed for, by its capitals."""
    if word in IN_CAPITALS:
        return as_written.isupper()
    return not (word in NEVER and as_written[:1].isupper())


def _words(text: str) -> list[Found]:
    lower = text.lower()
    if TERMS.keys().isdisjoint(WORD.findall(lower)) and not any(phrase in lower for phrase in PHRASES):
        return []
    return [Found(kind, start, end) for kind, start, end in _terms(text) if _is_of_a_person(lower, start, end)]


def _is_of_a_person(lower: str, start: int, end: int) -> bool:
    """Whether the words around say that it is somebody's own: "min", "jeg har", "datteren vår"; and not a topic."""
    if lower[start:end] in SAID_OF_ONESELF:
        return True
    breaks = [mark.end() for mark in SENTENCE_END.finditer(lower, max(0, start - 120), start)]
    before = WORD.findall(lower[breaks[-1] if breaks else max(0, start - 120) : start])[-NEAR:]
    stop = SENTENCE_END.search(lower, end, end + 80)
    after = WORD.findall(lower[end : stop.start() if stop else end + 80])[:4]
    if not NOT_PERSONAL.isdisjoint(before[-4:]) or not NOT_PERSONAL.isdisjoint(after[:2]):
        return False
    return not OF_A_PERSON.isdisjoint(before) or not OF_A_PERSON.isdisjoint(after)
