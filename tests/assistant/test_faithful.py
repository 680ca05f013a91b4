"""A sentence may be given when it stands in its sources, and in no other case."""

from __future__ import annotations

import pytest

from torg.assistant.faithful import faults

BULKY = """Henting av grovavfall
Du bestiller henting av grovavfall på nett. Det koster 450 kroner for inntil 3 kubikkmeter.
Vi henter innen 10 virkedager.
Du kan ikke sette ut farlig avfall. Farlig avfall leverer du gratis på gjenvinningsstasjonen i Elveveien 4.
Ring oss på 57 00 00 00, eller skriv til renovasjon@granli.example. Statsforvalteren behandler klager.
"""
BIN = "Your bin\nOrder a larger bin online. It costs NOK 1,200 a year. You may not put batteries in the bin."


@pytest.mark.parametrize(
    "sentence",
    [
        "Du bestiller henting av grovavfall på nett.",
        "Henting av inntil 3 kubikkmeter grovavfall koster 450 kroner.",
        "Vi henter innen 10 virkedager.",
        "Farlig avfall kan du levere gratis på gjenvinningsstasjonen.",
        "Farlig avfall kan du ikke sette ut.",
        "Du kan ringe oss på 57000000 eller skrive til renovasjon@granli.example.",
        "Klager behandles av Statsforvalteren.",
    ],
)
def test_what_stands_there_may_be_said_in_other_words(sentence: str) -> None:
    assert faults(sentence, [BULKY], language="nb") == ()


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Henting av grovavfall koster 500 kroner.", "number"),
        ("Henting av grovavfall koster 3 kroner.", "is no money"),
        ("Vi henter grovavfall innen 10 uker.", "is no week"),
        ("Vi henter grovavfall innen fem virkedager.", "number fem"),
        ("Henting av grovavfall er gratis.", "gratis"),
        ("Du må bestille henting av grovavfall på nett.", "må"),
        ("Du kan sette ut farlig avfall.", "not"),
        ("Du bestiller ikke henting av grovavfall på nett.", "not"),
        ("Ring oss på 57 00 00 01.", "number"),
        ("Bestill henting av grovavfall på www.henting.example.", "link"),
        ("Grovavfall leverer du på gjenvinningsstasjonen i Fjellveien 4.", "Fjellveien"),
        ("Farlig avfall leverer du hos Statoil.", "Statoil"),
        ("Barnehagen har åpent i ferien.", "something else"),
        ("Det er det.", "nothing"),
    ],
)
def test_what_does_not_stand_there_is_found(sentence: str, why: str) -> None:
    assert any(why in fault for fault in faults(sentence, [BULKY], language="nb"))


def test_english_is_read_as_english() -> None:
    assert faults("A larger bin costs NOK 1200 a year.", [BIN], language="en") == ()
    assert faults("You order a larger bin online, to get it.", [BIN], language="en") == ()
    assert faults("A larger bin costs EUR 1,200 a month.", [BIN], language="en")
    assert faults("You may put batteries in the bin.", [BIN], language="en")


def test_only_the_sources_that_are_named_count() -> None:
    assert faults("A larger bin costs NOK 1,200 a year.", [BULKY], language="en")
