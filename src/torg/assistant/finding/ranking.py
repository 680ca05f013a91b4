"""What is shown of what fits: the entries that fit well enough, the best first, and why each was found.

What fits badly beside the best is left out, and when nothing fits well nothing is found.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from torg.assistant.finding.fitting import Fits, fitting
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.understanding import Asked
from torg.assistant.finding.values import Entry

ENOUGH = 0.2  # what an entry must say for the words that were asked for, to be found
ENOUGH_ALONE = 0.12  # the same where one word alone tells what is asked for
ENOUGH_PIECES = 0.4  # what it must say for their pieces, when it says too little for the words
BESIDE_BEST = 0.35  # of what the best one reached
LOOKED_AT = 120  # entries that are looked at
USED = 0.04  # what it adds to be used much
WHOLE = 1.6  # the score of what fits in every way
KINDS = {"news": 0.93, "document": 0.93, "alert": 0.97, "member": 0.95, "unit": 0.95, "block": 0.5}


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry that fits, and how well: from 0 to somewhat over 1."""

    place: int
    entry: Entry
    score: float


def ordered(fits: Fits, shelf: Shelf, most: int) -> list[Ranked]:
    """The best entries, however well they fit, in the order in which they are shown."""
    found = []
    for place in fits.best(most):
        entry = shelf.entries[place]
        used = entry.popularity / (1 + entry.popularity)
        score = float(fits.scores[place]) / WHOLE * KINDS.get(entry.kind, 1.0) * (1 + USED * used)
        found.append(Ranked(place, entry, score))
    return sorted(found, key=lambda one: (-one.score, one.place))


def ranked(
    asked: Asked, shelf: Shelf, *, kinds: Collection[str] = (), audience: str = "", fits: Fits | None = None
) -> list[Ranked]:
    """The entries that fit well enough, the best first."""
    fits = fits or fitting(asked, shelf)
    enough = ENOUGH if sum(one.weight == 1.0 for one in asked.sought) > 1 else ENOUGH_ALONE
    found = []
    for one in ordered(fits, shelf, LOOKED_AT):
        if (kinds and one.entry.kind not in kinds) or (
            audience and one.entry.audience and audience not in one.entry.audience
        ):
            continue
        if fits.terms[one.place] >= enough or fits.pieces[one.place] >= ENOUGH_PIECES or one.place in fits.named:
            found.append(one)
    return [one for one in found if one.score >= BESIDE_BEST * found[0].score]
