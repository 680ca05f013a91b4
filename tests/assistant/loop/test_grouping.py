"""Questions that mean the same come together, and those that want something else of the matter stay apart."""

from __future__ import annotations

import pytest

from torg.assistant.grouping import ALIKE, likeness, placed, terms_of


def alike(one: str, other: str) -> bool:
    return likeness(terms_of(one), terms_of(other)) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hvor leverer jeg hageavfall?", "kor leverer eg hageavfall"),
        ("hvor kan jeg kaste hageavfall", "levere hageavfall"),
        ("barnehageplass", "søke om barnehageplass"),
        ("hva koster barnehage", "pris på barnehageplass"),
        ("når åpner svømmehallen", "åpningstider svømmehall"),
        ("søppel", "renovasjon"),
        ("hageavfal", "hageavfall"),
    ],
)
def test_the_same_in_other_words_is_the_same(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hva koster barnehage", "søke barnehage"),
        ("når åpner svømmehallen", "hva koster svømmehallen"),
        ("søknadsfrist for skole", "hva koster skole"),
        ("hageavfall", "barnehage"),
        ("hva er det", "hva er dette"),
    ],
)
def test_another_matter_or_another_wish_stays_apart(one: str, other: str) -> None:
    assert not alike(one, other)


def test_questions_join_a_group_or_make_one_and_small_words_make_none() -> None:
    said = ["hvor leverer jeg hageavfall", "lade elbil", "ladestasjon elbil", "hva er det"]
    old, new = placed(
        [(number, terms_of(text)) for number, text in enumerate(said, 1)], {7: terms_of("levere hageavfall")}
    )
    assert old == {1: 7}
    assert [sorted(group) for group in new] == [[2, 3]]


def test_ten_thousand_questions_are_grouped_in_seconds() -> None:
    matters = [
        f"{a}{b}" for a in ("barnehage", "skole", "vei", "vann", "bibliotek") for b in ("plass", "hjelp", "kort")
    ]
    said = [f"hvordan får jeg {matters[number % 15]} nummer {number % 40}" for number in range(10_000)]
    asked = [(number, terms_of(text)) for number, text in enumerate(said)]
    old, new = placed(asked, {})
    assert not old
    assert sum(map(len, new)) == 10_000
