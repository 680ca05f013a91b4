"""What changes for whom between two strategies, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from torg.strategy import words_of_strategy as said
from torg.strategy.model import Strategy
from torg.strategy.statements import ORDER, Place, Statement, statements


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes; ``before`` is "" for what is new, ``after`` is "" for what no longer holds."""

    for_whom: str
    what: str
    before: str
    after: str
    sentence: str


def diff(a: Strategy, b: Strategy, language: str = "") -> list[Change]:
    """Return what changes when ``a`` is replaced by ``b``, citizens' promises first; in b's language by default.

    Statements are compared by what they come to, not by how the files are written: a rule under another name that
    promises the same is no change. Whatever else a file says is compared too, the sources last.
    """
    language = language or b.municipality.languages[0]
    before, after = statements(a, language), statements(b, language)
    found = [*_changed(before, after, language), *_reordered(before, after, language)]
    groups = list(ORDER)
    found.sort(key=lambda held: (held[1], groups.index(held[0])))
    return [change for _, _, change in found]


Found = tuple[str, bool, Change]


def _changed(before: Mapping[Place, Statement], after: Mapping[Place, Statement], language: str) -> Iterator[Found]:
    for place in [*before, *(place for place in after if place not in before)]:
        old, new = before.get(place), after.get(place)
        held = new or old
        if held is not None and (old is None or new is None or old.text != new.text):
            texts = (old.text if old else "", new.text if new else "")
            yield place[0], held.aside, _change(held.for_whom, held.what, *texts, language)


def _reordered(before: Mapping[Place, Statement], after: Mapping[Place, Statement], language: str) -> Iterator[Found]:
    """Tell where the order of statements decides and it is another one, of those that both have."""
    for group in ORDER:
        in_turn = [place for place, one in before.items() if place[0] == group and one.in_turn and place in after]
        now = [place for place in after if place in set(in_turn)]
        if in_turn != now:
            texts = (_in_turn(in_turn, before), _in_turn(now, after))
            yield group, False, _change(after[now[0]].for_whom, said.SUBJECTS["order"][language], *texts, language)


def _in_turn(places: Sequence[Place], told: Mapping[Place, Statement]) -> str:
    return " ".join(f"{number}. {told[place].in_turn.rstrip('.')}." for number, place in enumerate(places, start=1))


def _change(for_whom: str, what: str, before: str, after: str, language: str) -> Change:
    kind = "changed" if before and after else ("added" if after else "removed")
    sentence = said.CHANGED[kind][language].format(
        whom=for_whom, what=what, before=before.rstrip("."), after=after.rstrip(".")
    )
    return Change(for_whom, what, before, after, f"{sentence}.")
