"""Thanks opens nothing again; a question among the thanks does."""

from __future__ import annotations

import pytest

from torg.language.thanks import is_thanks

ONLY_THANKS = [
    "Tusen takk!",
    "Takk for svar.\n\nMvh Kari Nordmann",
    "Hei!\nTakk for raskt og fint svar :)\n\nHilsen Ola",
    "Mange takk for hjelpa. Ha ei god helg!".replace("ei ", ""),
    "Tusind tak for hjælpen\n\nVenlig hilsen\nMette Holm\nTlf. 12 34 56 78",
    "Thank you very much for your quick reply!\n\nKind regards\nJohn",
    "Takk!\n\nDen 3. mars skrev Alver kommune <post@alver.example>:\n> Når passar det for deg?",
]
MORE = [
    "Takk for svar. Men når åpner dere på lørdag?",
    "Takk, men det var ikke det jeg spurte om.",
    "Thank you. I have moved, my new address is 12 Main Street.",
    "Tak for svaret. Jeg vil gerne klage over afgørelsen.",
    "",
    "Ja",
    "Jeg venter fortsatt på svar",
]


@pytest.mark.parametrize("text", ONLY_THANKS)
def test_a_thank_you_is_seen_as_one(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize("text", MORE)
def test_whatever_says_more_than_thanks_is_read_by_a_person(text: str) -> None:
    assert not is_thanks(text)
