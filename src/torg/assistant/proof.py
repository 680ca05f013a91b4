"""When a link from words to a page counts as proved: pure rules over the signs that were seen (decision 0131).

A voice is one address range on one day: whoever presses a thousand times has one. What readers tell counts only when at
least three voices tell it on the same day, and somebody on another day too. Voices of different days cannot be told
apart, so one or two visitors who come back every day are never more than two. Somebody at the desk counts at once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

WEIGHT = {"staff": 1.0, "yes": 0.5, "click": 0.2, "no": -0.5, "again": -0.3}
ENOUGH_TRUST, ENOUGH_YES = 1.0, 0.6
ON_ONE_DAY, DAYS = 3, 2
Z = 1.2816  # nine times in ten the true share is above the lower bound


@dataclass(frozen=True, slots=True)
class Told:
    """One sign: what kind, on which day, by which voice."""

    sign: str
    day: date
    voice: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the signs come to. ``why_not`` names what lacks: trust, share, voices; "" when it is proved.

    ``by_staff``: somebody at the desk has said so. What readers alone say is proved for a trial.
    """

    trust: float
    yes: int
    no: int
    why_not: Literal["", "trust", "share", "voices"]
    by_staff: bool = False

    @property
    def holds(self) -> bool:
        """Whether the link may be used."""
        return not self.why_not


def proof(signs: Iterable[Told]) -> Proof:
    """Weighs signs: of each voice the worst it said that day, of staff each person once."""
    staff: set[str] = set()
    worst: dict[tuple[date, str], str] = {}
    for one in signs:
        if one.sign == "staff":
            staff.add(one.voice)
            continue
        held = worst.get((one.day, one.voice))
        if held is None or _grave(one.sign) > _grave(held):
            worst[one.day, one.voice] = one.sign
    spread = _is_spread(worst)
    readers = sum(WEIGHT[sign] for sign in worst.values()) if spread else 0.0
    yes = len(staff) + sum(WEIGHT[sign] > 0 for sign in worst.values())
    no = sum(WEIGHT[sign] < 0 for sign in worst.values())
    trust = round(len(staff) * WEIGHT["staff"] + readers, 2)
    if trust < ENOUGH_TRUST:
        return Proof(trust, yes, no, "trust" if spread or not worst or staff else "voices", bool(staff))
    why_not: Literal["", "share"] = "" if staff or lower_bound(yes, yes + no) >= ENOUGH_YES else "share"
    return Proof(trust, yes, no, why_not, bool(staff))


def lower_bound(right: int, of: int, z: float = Z) -> float:
    """The share that is at least so high, by what was seen (Wilson's interval); 0 where nothing was."""
    return interval(right, of, z)[0]


def interval(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Between which shares the true one lies, 19 times in 20 unless ``z`` says otherwise; (0, 1) where nothing was."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    margin = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, round(middle - margin, 9)), min(1.0, round(middle + margin, 9))


def _grave(sign: str) -> int:
    return ("click", "yes", "again", "no").index(sign)


def _is_spread(worst: Iterable[tuple[date, str]]) -> bool:
    days = Counter(day for day, _voice in worst)
    return len(days) >= DAYS and max(days.values()) >= ON_ONE_DAY
