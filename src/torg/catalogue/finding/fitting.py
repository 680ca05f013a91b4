"""How well each page fits a question, and which pages fit well enough to be shown.

A page gets for each telling word what the strongest thing is that it says for it, the rarer the word the more; then
something for being called so, and a little for being used much. What fits badly beside the best is left out, and when
nothing fits well nothing is found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from torg.catalogue.finding.asking import Sought, known_as, sought, words_of
from torg.catalogue.finding.shelf import Page, Shelf
from torg.language.forms import folded, form

ENOUGH = 0.4  # what a page must reach to be found
ENOUGH_ALONE = 0.2  # the same where one word alone tells what is asked for
BESIDE_BEST = 0.3  # of what the best one reached
LOOKED_AT = 40  # pages whose names are looked at
CALLED_SO = 0.5  # what it adds to be called exactly what was asked for
USED = 0.04  # what it adds to be used much
UNKNOWN = 0.6  # what a word that stands nowhere weighs beside the rarest that stands somewhere
MOST_BEGUN = 200  # words that begin as somebody began to write
SHORTEST_PART = 4  # letters of a part of a compound that was misspelled
TOGETHER = 0.8  # what the parts of a compound count beside the compound itself
KINDS = {"news": 0.93, "document": 0.93, "alert": 0.97, "member": 0.95, "block": 0.5}


@dataclass(frozen=True, slots=True)
class Fit:
    """A page that fits, and how well."""

    place: int
    page: Page
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was understood."""

    sought: tuple[Sought, ...]
    corrected: str


def understand(question: str, shelf: Shelf) -> Asked:
    """The telling words of a question; one that stands nowhere is taken for the nearest that does."""
    said = words_of(question)
    found = sought(said, shelf.known)
    corrected = False
    for one in found:
        if not _stands(one, shelf):
            corrected = _read_as(one, shelf) or corrected
        elif not _stands_whole(one, shelf):
            # Its parts are known, which can be by chance: "byggetilladele". What is nearest counts too.
            _near(one, shelf, [near for near in shelf.spelling.nearest(folded(one.word)) if near[1] == 1])
    meant = {one.word: one.read_as for one in found if one.read_as}
    return Asked(tuple(found), " ".join(meant.get(word, word) for word in said) if corrected else "")


def _stands_whole(one: Sought, shelf: Shelf) -> bool:
    return any(shelf.pages_with.get(term, 0) > 0 for term in one.terms)


def _stands(one: Sought, shelf: Shelf) -> bool:
    return _stands_whole(one, shelf) or (bool(one.parts) and all(_stands(part, shelf) for part in one.parts))


def _read_as(one: Sought, shelf: Shelf) -> bool:
    word = folded(one.word)
    one.read_as = _near(one, shelf, shelf.spelling.nearest(word)) or _near(one, shelf, _nearest_compound(word, shelf))
    return bool(one.read_as)


def _near(one: Sought, shelf: Shelf, words: Iterable[tuple[str, int]]) -> str:
    """Lets the words that lie near count as this one; gives the first that leads to a page, "" when none does."""
    first = ""
    for near, slips in words:
        meant = known_as(near, shelf.known)
        if _stands(meant, shelf):
            for term, (worth, _how) in meant.terms.items():
                one.add(term, "spelling", times=worth / slips**0.5)
            one.parts, first = one.parts or meant.parts, first or near
    return first


def _nearest_compound(word: str, shelf: Shelf) -> Sequence[tuple[str, int]]:
    """What was meant by a compound of which one part is not known: "børnehavepladds"."""
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        if form(word[:at]) in shelf.known and (near := shelf.spelling.nearest(word[at:])):
            return [(word[:at] + other, slips) for other, slips in near]
        if form(word[-at:]) in shelf.known and (near := shelf.spelling.nearest(word[:-at])):
            return [(other + word[-at:], slips) for other, slips in near]
    return ()


def fitting(asked: Sequence[Sought], shelf: Shelf, *, kinds: Collection[str] = (), audience: str = "") -> list[Fit]:
    """The pages that fit, the best first."""
    scores: dict[int, float] = {}
    whole = 0.0
    for one in asked:
        mass = one.weight * _telling(one, shelf)
        whole += mass
        for place, share in _shares(one, shelf).items():
            scores[place] = scores.get(place, 0.0) + mass * share
    fits = []
    for place, score in scores.items():
        page = shelf.places[place]
        if page is None or (kinds and page.kind not in kinds):
            continue
        if audience and page.audience and audience not in page.audience:
            continue
        fits.append(Fit(place, page, score / whole * KINDS.get(page.kind, 1.0)))
    return _by_name(fits, asked, shelf)


def _shares(one: Sought, shelf: Shelf) -> dict[int, float]:
    """What each page says for one word, from 0 to 1: the strongest of all that counts as it."""
    best: dict[int, float] = {}
    for term, (worth, _how) in one.terms.items():
        for place, strength in shelf.standing(term):
            if worth * strength > best.get(place, 0.0):
                best[place] = worth * strength
    if one.parts:
        masses = [_telling(part, shelf) for part in one.parts]
        together: dict[int, float] = {}
        for part, mass in zip(one.parts, masses, strict=True):
            for place, share in _shares(part, shelf).items():
                together[place] = together.get(place, 0.0) + TOGETHER * mass / sum(masses) * share
        for place, share in together.items():
            if share > best.get(place, 0.0):
                best[place] = share
    return best


def _telling(one: Sought, shelf: Shelf) -> float:
    """How telling a word is: as the rarest of what stands for it best."""
    known = sorted(
        ((worth, shelf.rarity(term)) for term, (worth, _how) in one.terms.items() if shelf.rarity(term)), reverse=True
    )
    if known:
        return known[0][1]
    if one.parts:
        return max(_telling(part, shelf) for part in one.parts)
    return UNKNOWN * shelf.rarest


def _by_name(fits: list[Fit], asked: Sequence[Sought], shelf: Shelf) -> list[Fit]:
    """In order, with what it adds to be called so and to be used; without those that fit badly."""
    terms = _all_terms(asked)
    asked_for = terms.keys()
    near = sorted(fits, key=lambda fit: (-fit.score, fit.place))[:LOOKED_AT]
    scored = []
    for fit in near:
        names = (name for name in fit.page.names if not asked_for.isdisjoint(name.terms))
        called = max((name.worth * _called(name.items, terms, shelf) for name in names), default=0.0)
        used = fit.page.popularity / (1 + fit.page.popularity)
        scored.append(Fit(fit.place, fit.page, fit.score * (1 + CALLED_SO * called) + USED * used * fit.score))
    scored.sort(key=lambda fit: (-fit.score, fit.place))
    enough = ENOUGH if sum(one.weight == 1.0 for one in asked) > 1 else ENOUGH_ALONE
    least = max(enough, BESIDE_BEST * scored[0].score) if scored else 0.0
    return [fit for fit in scored if fit.score >= least]


def _all_terms(asked: Sequence[Sought]) -> dict[str, float]:
    terms: dict[str, float] = {}
    for one in asked:
        for term, (worth, _how) in one.terms.items():
            terms[term] = max(worth, terms.get(term, 0.0))
        for part, worth in _all_terms(one.parts).items():
            terms[part] = max(TOGETHER * worth, terms.get(part, 0.0))
    return terms


def _called(items: Sequence[tuple[frozenset[str], float]], terms: dict[str, float], shelf: Shelf) -> float:
    """How much of a name was said, from 0 to 1."""
    said = total = 0.0
    for item, weight in items:
        mass = weight * max((shelf.rarity(term) for term in item if not term.startswith("#")), default=0.0)
        total += mass
        said += mass * max((terms[term] for term in item if term in terms), default=0.0)
    return said / total if total else 0.0


def begun_with(question: str, shelf: Shelf) -> list[Sought]:
    """What somebody asks for who is still writing: the last word may be begun only."""
    said = words_of(question)
    if not said or question[-1:].isspace():
        return list(understand(question, shelf).sought)
    last = said[-1]
    before = understand(" ".join(said[:-1]), shelf).sought
    one = known_as(last, shelf.known)
    near = sorted(shelf.beginning(folded(last)), key=lambda word: (len(word), word))[:MOST_BEGUN]
    for word in near:
        for term, (worth, _how) in known_as(word, (), whole=False).terms.items():
            one.add(term, "beginning", times=worth)
    if not near and not _stands(one, shelf):
        _read_as(one, shelf)
    return [*before, one]
