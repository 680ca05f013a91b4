"""What of a text is not ours to keep: numbers and addresses by which a person is known, masked before it is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stdnum.exceptions import ValidationError
from stdnum.no import kontonr

from torg.language.sensitive import NUMBERS, found

DOT = "•"
EMAIL = re.compile(r"[^\s@<>\"',;:()]+@[^\s@<>\"',;:()]+\.[^\W\d_]{2,}")
# A Norwegian account is 4, 2 and 5 digits with a check digit; a Danish one a registration number and up to ten digits.
ACCOUNT = re.compile(r"(?<![\w.+/-])\d{4}[ .]?\d{2}[ .]?\d{5}(?![\w/]|[.,-]\d)")
IBAN = re.compile(r"\b(?:NO\d{2}(?: ?\d{4}){2} ?\d{3}|DK\d{2}(?: ?\d{4}){3} ?\d{2})\b", re.IGNORECASE)
SAID_TO_BE_AN_ACCOUNT = re.compile(
    r"(?:konto\w*|account(?: number| no)?|reg\.?(?:nr|istreringsn\w+)?)\W{0,4}(?:er|is|nr|nummer)?\W{0,4}"
    r"(?P<digits>\d(?:[ .-]?\d){7,14})(?![\w/])",
    re.IGNORECASE,
)
# Eight digits in a group that is read aloud, or as many as a country number brings. Two years are none.
PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)\d{2}[ .-]?(?:\(0\))?\d(?:[ .-]?\d){6,10}"
    r"|[2-9]\d(?:[ .-]?\d{2}){3}|[2-9]\d{2}[ .-]\d{2}[ .-]\d{3})(?![\w/]|[.,-]\d)"
)
# Eleven or ten digits that begin with a day: somebody's number, also when they mistyped it.
BEGINS_WITH_A_DAY = re.compile(
    r"(?<![\w.,/+-])(?:[04][1-9]|[1256]\d|[37][01])(?:[048][1-9]|[159][0-2])\d{2}[ .-]?(?:\d{5}|\d{4})(?![\w/]|[.,-]\d)"
)
YEARS = re.compile(r"(?:19|20)\d{2}[ .-]?(?:19|20)\d{2}")
AMOUNT_AFTER = re.compile(r"\s*(?:kr\b|kroner|,-|nok\b|dkk\b|euro?\b)", re.IGNORECASE)
SAID_TO_BE_ANOTHER = re.compile(
    r"(?:saks?|sags|faktura|ordre|kunde|kid|journal|referanse|ref|dokument|invoice|case|order|org|cvr|matrikkel|gnr"
    r"|arkiv|m[åa]ler)\w{0,12}\W{0,10}$",
    re.IGNORECASE,
)


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with • for each digit and letter of what is masked, and the kinds of it in alphabetical order.

    The kinds are identity_number, card_number, account_number, email and phone. Words are left as they are: what
    somebody asks about is what they ask.
    """
    clean = unicodedata.normalize("NFC", text).replace("\0", "")
    out, kinds = list(clean), set()
    taken = [False] * len(clean)
    for kind, start, end in _marks(clean):
        if any(taken[start:end]):
            continue
        kinds.add(kind)
        for at in range(start, end):
            taken[at] = True
            if clean[at].isalnum():
                out[at] = DOT
    return "".join(out), tuple(sorted(kinds))


def _marks(text: str) -> Iterator[tuple[str, int, int]]:
    """What to mask, the surest first."""
    for match in EMAIL.finditer(text):
        yield "email", match.start(), match.end()
    if sum(char.isdigit() for char in text) < 8:
        return
    for match in IBAN.finditer(text):
        yield "account_number", match.start(), match.end()
    for mark in found(text):
        if mark.kind in NUMBERS:
            yield mark.kind, mark.start, mark.end
    for match in SAID_TO_BE_AN_ACCOUNT.finditer(text):
        yield "account_number", match.start("digits"), match.end("digits")
    for match in ACCOUNT.finditer(text):
        if _is_account(match[0]):
            yield "account_number", match.start(), match.end()
    for kind, pattern in (("identity_number", BEGINS_WITH_A_DAY), ("phone", PHONE)):
        for match in pattern.finditer(text):
            if not (
                YEARS.fullmatch(match[0])
                or AMOUNT_AFTER.match(text, match.end())
                or SAID_TO_BE_ANOTHER.search(text[max(0, match.start() - 30) : match.start()])
            ):
                yield kind, match.start(), match.end()


def _is_account(written: str) -> bool:
    try:
        kontonr.validate(written)
    except ValidationError:
        return False
    return True
