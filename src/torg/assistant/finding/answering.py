"""What may be answered: the best entry when it is sure enough, a few to choose from, or nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from torg.assistant.finding.confidence import ALONE, Confidence, counting, names_a_day, signs, written
from torg.assistant.finding.fitting import Fits, fitting
from torg.assistant.finding.ranking import Ranked, ranked
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.understanding import Asked
from torg.assistant.recognising.machines import is_for_a_machine
from torg.assistant.values import Verdict

SURE, POSSIBLE = 0.7, 0.3
SHARED_BY = 4  # how much more the next one gets of what is left, when it fits better than the one after it


@dataclass(frozen=True, slots=True)
class Settled:
    """An entry as an answer, and how sure that is."""

    ranked: Ranked
    confidence: float


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What may be done with what was found, and what was found, the best first."""

    verdict: Verdict
    answers: tuple[Settled, ...]


def settle(
    asked: Asked,
    shelf: Shelf,
    confidence: Confidence,
    *,
    kinds: Collection[str] = (),
    sure: float = SURE,
    possible: float = POSSIBLE,
) -> Verdicts:
    """What fits a question, with how sure that is; no answers when the best is less than ``possible``.

    The first is as sure as such answers are right. What is left of one is shared among the others by how well they fit.
    """
    fits = fitting(asked, shelf)
    found = ranked(asked, shelf, kinds=kinds, fits=fits)
    if not found:
        return Verdicts("unknown", ())
    first = confidence_of(asked, fits, shelf, confidence, found)
    if first < possible:
        return Verdicts("unknown", ())
    others = [one.score**SHARED_BY for one in found[1:]]
    shared = [min(first, (1 - first) * share / sum(others)) for share in others]
    answers = [Settled(one, round(sure_of, 4)) for one, sure_of in zip(found, (first, *shared), strict=True)]
    return Verdicts("answer" if first >= sure else "choices", tuple(answers))


def confidence_of(asked: Asked, fits: Fits, shelf: Shelf, confidence: Confidence, found: list[Ranked]) -> float:
    """How sure the first of what was found is.

    What is said to a machine is never quite sure. Neither is a word that stands alone, unless it is a name, as it is
    written, and nobody asks what will be on some day.
    """
    first = found[0].place
    second = found[1].place if len(found) > 1 else next((place for place in fits.best(2) if place != first), None)
    sure = confidence.of(signs(asked, fits, shelf, first=first, second=second))
    is_name = first in fits.named and not names_a_day(asked) and written(asked.sought, shelf) == 1
    if is_for_a_machine(asked.said) or (counting(asked.sought) <= 1 and not is_name):
        return min(sure, ALONE)
    return sure
