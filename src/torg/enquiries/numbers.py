"""Numbers that people can say on the phone: digits only, not in order, and a slip of the tongue is noticed.

A number is made from a running count, shuffled so that it does not tell how many wrote before, with a check digit by
Damm's method (H. M. Damm, 2004), which notices every single wrong digit and every swap of two neighbours.
"""

from __future__ import annotations

DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
# Counts below the first size get eight digits in all, the rest twelve; the first digit is never 0, so that a number
# keeps its length wherever it is written. A multiplier shares no factor with 9 * 10**n, so every count has one place.
SHORT, LONG = 9 * 10**6, 9 * 10**10
MULTIPLIERS = {SHORT: 6_364_139, LONG: 63_641_362_241}
OFFSETS = {SHORT: 1_442_695, LONG: 14_426_950_408}


def number_of(count: int) -> int:
    """The number of the enquiry that is the ``count``-th (0, 1, 2 ...); raises ValueError beyond 90,000 million."""
    size = SHORT if count < SHORT else LONG
    if not 0 <= count < LONG:
        raise ValueError(f"no number for count {count}")
    body = str(size // 9 + (count * MULTIPLIERS[size] + OFFSETS[size]) % size)
    return int(body + str(_check_digit(body)))


def _check_digit(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = DAMM[interim][int(digit)]
    return interim


def is_right(number: int | str) -> bool:
    """Whether the check digit fits: False for a number that was misheard or mistyped."""
    digits = "".join(c for c in str(number) if c.isascii() and c.isdigit())
    return len(digits) >= 8 and _check_digit(digits) == 0


def said(number: int) -> str:
    """The number as it is written for people: "4821 9357"."""
    digits = str(number)
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def heard(text: str) -> int | None:
    """The number in what a person wrote ("4821 9357", "#48219357"); None when there is none or it can not be right."""
    digits = "".join(c for c in text if c.isascii() and c.isdigit())
    return int(digits) if digits and is_right(digits) else None
