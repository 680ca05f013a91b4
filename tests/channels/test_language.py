"""The language of a text is told by small words, and not told where they say too little."""

from __future__ import annotations

import pytest

from torg.channels.language import told

TEXTS = [
    ("nb", "Hei, jeg lurer på hva som skjer med søknaden min. Takk for svar. Vennlig hilsen Ola"),
    ("nb", "Når blir søppelet hentet? Det har ikke blitt tømt på to uker nå."),
    ("nb", "Kan noen fra kommunen ringe meg? Jeg får ikke logget inn."),
    ("nn", "Hei, eg lurer på kva som skjer med søknaden min. Venleg helsing Kari"),
    ("nn", "Når vert bosset henta? Det har ikkje vore tømt på to veker no."),
    ("da", "Hej, jeg vil gerne vide, hvad der sker med min ansøgning. Venlig hilsen Mette"),
    ("da", "Hvornår bliver skraldet hentet? Det er ikke blevet tømt i to uger nu."),
    ("en", "Hello, could you please tell me when the office is open? Thank you."),
    ("en", "What is the status of my application?"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_letter_is_told_by_its_words(language: str, text: str) -> None:
    assert told(text) == language


@pytest.mark.parametrize("text", ["", "12345", "Hei", "Ola Nordmann\n55 00 00 00", "Bonjour, quand êtes-vous ouverts?"])
def test_too_little_or_another_language_is_not_guessed_at(text: str) -> None:
    assert told(text) == ""


def test_the_programs_claim_counts_where_words_say_nothing_but_never_for_english() -> None:
    assert told("Hei", "nn-NO") == "nn"
    assert told("Hei", "no") == "nb"
    assert told("", "da-DK, en") == "da"
    assert told("Hei", "en-US") == ""


@pytest.mark.parametrize("head", [
    "On 2 Apr 2026, at 10:00, Fjordvik kommune <post@fjordvik.example> wrote:",
    "tor. 2. apr. 2026 kl. 10:00 skrev Fjordvik kommune <post@fjordvik.example>:",
    "-----Opprinnelig melding-----",
    "Fra: Fjordvik kommune <post@fjordvik.example>",
    "________________________________",
])  # fmt: skip
def test_what_is_quoted_does_not_count(head: str) -> None:
    ours = "Hei. Vi har fått henvendelsen din. Hva skjer nå? Du får svar fra oss etter påske. Vennlig hilsen"
    assert told(f"Thank you, could you please call me about this?\n\n{head}\n{ours}") == "en"
