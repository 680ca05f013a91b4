"""Numbers of public registers: checked, written one way, shown masked."""

from __future__ import annotations

from stdnum.dk import cpr, cvr
from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer, orgnr

FNR, CPR, ORGNR, CVR = "no_fnr", "dk_cpr", "no_orgnr", "dk_cvr"
CHECKS = {FNR: fodselsnummer, CPR: cpr, ORGNR: orgnr, CVR: cvr}
OF_BUSINESSES = frozenset({ORGNR, CVR})
LENGTHS = {FNR: 11, CPR: 10, ORGNR: 9, CVR: 8}


class NotANumber(Exception):
    """It is not a number of that register: too long, too short, an impossible date, or a wrong check digit."""


def checked(scheme: str, said: str) -> str:
    """The number in the register's shortest form; raises NotANumber. D-numbers are identity numbers too."""
    try:
        return str(CHECKS[scheme].validate(said))
    except ValidationError as wrong:
        raise NotANumber from wrong


def likely(said: str) -> list[tuple[str, str]]:
    """The (scheme, number) that a text may be, by its length and check; empty when it is no such number."""
    found = []
    for scheme, length in LENGTHS.items():
        digits = "".join(c for c in said if c.isdigit())
        if len(digits) == length and not any(c.isalpha() for c in said):
            try:
                found.append((scheme, checked(scheme, digits)))
            except NotANumber:
                continue
    return found


def masked(scheme: str) -> str:
    """How a number is shown until it is revealed: nothing of it, not even the birthday."""
    return "•" * LENGTHS[scheme]


def written(scheme: str, number: str) -> str:
    """A number as people write it: "010180 12345"."""
    if scheme in (FNR, CPR):
        return f"{number[:6]}{'-' if scheme == CPR else ' '}{number[6:]}"
    return number if scheme == CVR else f"{number[:3]} {number[3:6]} {number[6:]}"
