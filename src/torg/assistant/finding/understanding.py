"""What was meant by a question, beside what is known: words that stand nowhere are taken for the nearest that do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from torg.assistant.finding.asking import AS, SMALL_FOLDED, Sought, known_as, meant_by, sought, words_of
from torg.assistant.finding.shelf import Shelf
from torg.language.forms import folded

MOST_BEGUN = 100  # words that begin as somebody began to write
SHORTEST_PART = 4  # letters of a part of a compound that was misspelled


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was understood; ``corrected`` is what it was read as, "" when as it stands."""

    said: tuple[str, ...]
    sought: tuple[Sought, ...]
    corrected: str


def understand(question: str, shelf: Shelf) -> Asked:
    """The telling words of a question; one that stands nowhere is taken for the nearest that does."""
    said = words_of(question)
    found = sought(said, shelf)
    corrected = False
    for one in found:
        if folded(one.word) in SMALL_FOLDED:
            continue  # it belongs to a phrase, and is no slip
        if not stands(one, shelf):
            corrected = _read_as(one, shelf) or corrected
        elif not stands_whole(one, shelf):
            # Its parts are known, which can be by chance: "byggetilladele". What is nearest counts too.
            _near(one, shelf, [near for near in shelf.spelling.nearest(folded(one.word)) if near[1] == 1])
    meant = {one.word: one.read_as for one in found if one.read_as}
    return Asked(tuple(said), tuple(found), " ".join(meant.get(word, word) for word in said) if corrected else "")


def begun_with(question: str, shelf: Shelf) -> Asked:
    """What somebody asks for who is still writing: the last word may be begun only."""
    said = words_of(question)
    if not said or question[-1:].isspace():
        return understand(question, shelf)
    last = said[-1]
    before = understand(" ".join(said[:-1]), shelf).sought
    one = known_as(last, shelf)
    near = shelf.beginning(folded(last), MOST_BEGUN)
    for word in near:
        for term, how in meant_by(word):
            one.add(term, "beginning", times=AS[how])
    if not near and not stands(one, shelf):
        _read_as(one, shelf)
    return Asked(tuple(said), (*before, one), "")


def stands_whole(one: Sought, shelf: Shelf) -> bool:
    """Whether anything stands for a word as a whole."""
    return any(shelf.stands(term) for term in one.terms)


def stands(one: Sought, shelf: Shelf) -> bool:
    """Whether anything stands for a word, or for each of its parts."""
    return stands_whole(one, shelf) or (bool(one.parts) and all(stands(part, shelf) for part in one.parts))


def _read_as(one: Sought, shelf: Shelf) -> bool:
    word = folded(one.word)
    one.read_as = _near(one, shelf, shelf.spelling.nearest(word)) or _near(one, shelf, _nearest_compound(word, shelf))
    return bool(one.read_as)


def _near(one: Sought, shelf: Shelf, words: Iterable[tuple[str, int]]) -> str:
    """Lets the words that lie near count as this one; gives the first that leads to an entry, "" when none does."""
    first = ""
    for near, slips in words:
        meant = known_as(near, shelf)
        if stands(meant, shelf):
            for term, (worth, _how) in meant.terms.items():
                one.add(term, "spelling", times=worth / max(slips, 1) ** 0.5)
            one.parts, first = one.parts or meant.parts, first or near
    return first


def _nearest_compound(word: str, shelf: Shelf) -> Sequence[tuple[str, int]]:
    """What was meant by a compound of which one part is not known: "børnehavepladds"."""
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        if word[:at] in shelf.pieces and (near := shelf.spelling.nearest(word[at:])):
            return [(word[:at] + other, slips) for other, slips in near]
        if word[-at:] in shelf.pieces and (near := shelf.spelling.nearest(word[:-at])):
            return [(other + word[-at:], slips) for other, slips in near]
    return ()
