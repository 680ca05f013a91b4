"""Which questions mean the same: compared by their telling words, across nb, nn, da and everyday words.

What somebody wants to know of a matter (what it costs, until when, when it is open) tells questions apart; what they
want to do with it ("levere", "kaste") hardly does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from torg.language.everyday import everyday
from torg.language.forms import WORD, folded, form
from torg.language.small_words import DOING, IN_QUESTIONS

ALIKE = 0.55
LESS = 0.3  # what a word counts that says what one wants to do
NEAR, GRAM, NEARLY = 0.6, 3, 0.85
BEGINNING = 4  # letters that words must begin with alike to be compared letter by letter
LONGEST = 12  # terms of a question
_ALSO_SMALL = "ha hatt haft hatte having own eie eige have"
_SMALL = frozenset(map(folded, (*IN_QUESTIONS, *_ALSO_SMALL.split())))
_ALSO_DOING = "kaste kaster kast kasta smide smider throw kvitt dumpe tømme tømmer tømt se sjå ser see lese les read"
_DOING = frozenset(map(folded, (*DOING, *_ALSO_DOING.split())))
_FACETS = {
    "$cost": "koster koste kostar kosta kostnad pris prisen priser prisar betale betaler betalar gebyr gebyret avgift"
    " afgift takst cost costs price fee pay",
    "$until": "frist fristen fristar frister søknadsfrist ansøgningsfrist deadline",
    "$open": "åpent åpen åpner åpningstid åpningstider ope open opnar opningstid opningstider åbent åben åbner"
    " åbningstid åbningstider opening hours",
}
_FACET = {folded(word): facet for facet, words in _FACETS.items() for word in words.split()}


@lru_cache(maxsize=20_000)
def terms_of(question: str) -> tuple[str, ...]:
    """What a question is recognised by: forms of its telling words, "#" and a number for an everyday meaning, "$" for
    what is wanted to know, "~" before what one wants to do."""
    words = [word.lower() for word in WORD.findall(question)]
    forms = [form(word) for word in words]
    terms: list[str] = []
    meant: dict[int, str] = {}
    for said in everyday().meanings(forms):
        covered = range(said.start, said.start + said.length)
        if any(folded(words[at]) not in _SMALL for at in covered):
            meant |= {at: f"#{said.number}" for at in covered if at not in meant}
    for at, word in enumerate(words):
        small = folded(word)
        if small in _FACET:
            terms.append(_FACET[small])
        elif small in _SMALL and at not in meant:
            continue
        elif small in _DOING:
            terms.append(f"~{forms[at]}")
        elif at in meant:
            terms.append(meant[at])
        elif forms[at]:
            terms.append(forms[at])
    return tuple(dict.fromkeys(terms))[:LONGEST]


def likeness(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """How much two questions, by their terms, mean the same: 0 for nothing in common, 1 for all."""
    if not any(map(_tells, ours)) or not any(map(_tells, theirs)):
        return 0.0
    rest = list(theirs)
    shared = 0.0
    for term in ours:
        best, like = None, 0.0
        for other in rest:
            found = _same(term, other)
            if found > like:
                best, like = other, found
        if best is not None:
            rest.remove(best)
            shared += like * _weight(term)
    whole = sum(map(_weight, ours)) + sum(map(_weight, rest))
    return round(min(1.0, shared / whole), 4)


def placed(
    questions: Iterable[tuple[int, Sequence[str]]], groups: Mapping[int, Sequence[str]]
) -> tuple[dict[int, int], list[list[int]]]:
    """Puts questions (id, terms) with the group they are most like; gives the group by question, and new groups.

    New groups hold at least one question each; a question without a telling word is in none.
    """
    held: dict[int, Sequence[str]] = dict(groups)
    by_start: dict[str, set[int]] = defaultdict(set)
    for number, terms in held.items():
        for start in map(_start, terms):
            by_start[start].add(number)
    old: dict[int, int] = {}
    made: dict[int, list[int]] = {}
    for question, terms in questions:
        if not any(map(_tells, terms)):
            continue
        near = set[int]().union(*(by_start[_start(term)] for term in terms if _tells(term)))
        scored = [(likeness(terms, held[number]), -abs(number), number) for number in near]
        like, _order, best = max(scored, default=(0.0, 0, 0))
        if like < ALIKE:
            best = -len(made) - 1  # new ones are below zero until they have a row
            held[best], made[best] = terms, []
            for start in map(_start, terms):
                by_start[start].add(best)
        if best < 0:
            made[best].append(question)
        else:
            old[question] = best
    return old, list(made.values())


def _tells(term: str) -> bool:
    return term[0] not in "~$"


def _weight(term: str) -> float:
    return LESS if term[0] == "~" else 1.0


def _start(term: str) -> str:
    return term if term[0] in "#~$" else term[:BEGINNING]


def _same(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one[0] in "#~$" or other[0] in "#~$" or one[:BEGINNING] != other[:BEGINNING]:
        return 0.0
    ours, theirs = _grams(one), _grams(other)
    return NEARLY if len(ours & theirs) / min(len(ours), len(theirs)) >= NEAR else 0.0


@lru_cache(maxsize=20_000)
def _grams(word: str) -> frozenset[str]:
    return frozenset(word[at : at + GRAM] for at in range(max(1, len(word) - GRAM + 1)))
