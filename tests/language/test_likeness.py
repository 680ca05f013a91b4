"""Two letters about the same matter are alike, in whichever of our languages; two about other matters are not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.language.likeness import likeness

ALIKE = [
    ("Hull i veien ved skolen", "SV: Hol i vegen ved skulen"),
    ("Hul i vejen ved skolen", "Hull i veien ved skolen"),
    ("Jeg har ikke fått svar på søknaden om barnehageplass til Emma", "Purring: søknad barnehageplass, Emma"),
    ("Gatelyset i Storgata er gått", "Gatelysene i Storgata virker fortsatt ikke. Når fikser dere dem?"),
    ("Søppel ikke hentet i Bakkegata 4", "Bosset er ikkje henta i Bakkegata 4"),
    ("Affald ikke hentet på Bakkevej", "Affaldet på Bakkevej er stadig ikke blevet hentet, hvornår kommer I?"),
    ("Water meter reading", "Re: water meter. Where do I send the reading?"),
    ("Byggesøknad Fjordveien 3, når får vi svar?", "Status på byggesøknaden vår i Fjordveien 3"),
    ("Klage på faktura for vann", "Jeg vil klage på fakturaen for vann igjen"),
    ("Svømmehallen: åpningstider i påsken", "Når har svømmehallen åpent i påsken?"),
]
OTHER = [
    "Hull i veien ved skolen",
    "Når åpner svømmehallen i påsken?",
    "Jeg har ikke fått svar på søknaden om barnehageplass til Emma",
    "Vi vil klage på støy fra byggeplassen om natten",
    "Kan dere sende en kopi av vigselsattesten vår?",
    "Strømmen er borte i lysløypa ved Myra",
    "Hvem er ordfører, og når kan vi møte henne?",
    "Fakturaen for vann er betalt to ganger",
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_same_matter_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= 0.35


@pytest.mark.parametrize(("one", "other"), list(combinations(OTHER, 2)))
def test_other_matters_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < 0.25


def test_what_is_quoted_greetings_and_reply_marks_do_not_count() -> None:
    first = "Hull i veien ved skolen"
    quoting = "Takk for svar! Når åpner svømmehallen?\n\nDen 3. mars skrev Alver:\n> Hull i veien ved skolen"
    assert likeness(first, quoting) < 0.25
    assert likeness(first, "SV: VS: Hei! Hull i veien ved skolen. Mvh") == 1.0


def test_nothing_is_like_nothing() -> None:
    assert likeness("", "") == 0.0
    assert likeness("Hei, takk!", "Hei, takk!") == 0.0


@given(st.text(max_size=200), st.text(max_size=200))
def test_it_is_between_nought_and_one_and_the_same_both_ways(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, a) in {0.0, 1.0}
