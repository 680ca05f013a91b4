"""Which questions are about the same: by the pieces of their words and by what these mean, the rarer the more."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from torg.assistant.finding.asking import LESS
from torg.assistant.finding.reading import grams
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.understanding import understand

ALIKE = 0.5  # from so much on two questions are about the same
TERMS = 2.0  # what a term weighs beside a piece of a word

Weights = Mapping[str, float]


def grouped(questions: Sequence[str], shelf: Shelf, alike: float = ALIKE) -> tuple[tuple[int, ...], ...]:
    """The places of the questions, those about the same together, the largest group first.

    A question joins the group whose middle is nearest to it, or begins one; what is like no other is a group of one.
    """
    groups: list[list[int]] = []
    middles: list[dict[str, float]] = []
    sizes: list[float] = []
    holding: dict[str, list[int]] = {}
    for at, question in enumerate(questions):
        weights = weighed(question, shelf)
        near: dict[int, float] = {}
        for term, weight in weights.items():
            for group in holding.get(term, ()):
                near[group] = near.get(group, 0.0) + weight * middles[group][term]
        best = max(near, key=lambda group: (near[group] / sizes[group], -group), default=-1)
        if best < 0 or near[best] / sizes[best] < alike:
            best = len(groups)
            groups.append([])
            middles.append({})
            sizes.append(0.0)
        groups[best].append(at)
        middle = middles[best]
        for term, weight in weights.items():
            if term not in middle:
                holding.setdefault(term, []).append(best)
            middle[term] = middle.get(term, 0.0) + weight
        sizes[best] = math.sqrt(sum(weight * weight for weight in middle.values())) or 1.0
    return tuple(sorted(map(tuple, groups), key=lambda group: (-len(group), group)))


def likeness(one: str, other: str, shelf: Shelf) -> float:
    """How much two questions are about the same: 0 for nothing in common, 1 for the same."""
    ours, theirs = weighed(one, shelf), weighed(other, shelf)
    return sum(weight * theirs.get(term, 0.0) for term, weight in ours.items())


def weighed(question: str, shelf: Shelf) -> Weights:
    """What a question is about, as terms and pieces of words, of length one; empty when it has no words."""
    weights: dict[str, float] = {}
    sought = understand(question, shelf).sought
    for one in sought:
        share = one.weight if one.weight > LESS else LESS**2
        means = any(how == "meaning" for _worth, how in one.terms.values())
        for term, (_worth, how) in one.terms.items():
            rarity = shelf.by_terms.rarity(term) or shelf.by_terms.rarest
            # Where a word has a meaning, this is what it is about, whichever word was chosen for it.
            weight = TERMS / 2 if means and how != "meaning" else TERMS
            weights[f"={term}"] = max(weights.get(f"={term}", 0.0), weight * share * rarity)
        pieces = grams(one.read_as or one.word)
        for gram in pieces:
            rarity = shelf.by_pieces.rarity(gram) or shelf.by_pieces.rarest
            weights[gram] = max(weights.get(gram, 0.0), share * rarity / math.sqrt(len(pieces)))
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}
