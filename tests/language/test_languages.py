"""The language somebody wrote in, where a few small words can tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from torg.channels.base import Incoming
from torg.channels.email.reading import read
from torg.language.languages import language_of

RECORDED = Path(__file__).parents[1] / "channels" / "email"

TOLD = [
    ("nb", "Hei! Jeg har ikke fått noe svar på søknaden min om barnehageplass. Når kan jeg vente det? Hilsen Anne"),
    ("nb", "Det er hull i veien utenfor skolen. Kan dere fikse det før noen blir skadet?"),
    ("nn", "Hei! Eg har ikkje fått svar på søknaden om barnehageplass. Når kan eg vente det? Helsing Anne"),
    ("nn", "Det er hol i vegen utanfor skulen. Kan de ordne det før nokon vert skadde?"),
    ("da", "Hej! Jeg har ikke fået noget svar på min ansøgning om en børnehaveplads. Hvornår kan jeg forvente det?"),
    ("da", "Der er hul i vejen uden for skolen. Kan I ordne det, før nogen kommer til skade?"),
    ("en", "Hello, I have not had an answer to my application for a nursery place. When can I expect one?"),
    ("en", "There is a hole in the road outside the school."),
]


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_the_small_words_tell_the_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "?", "12345", "Bonjour, je voudrais une place", "Guten Tag, wann haben Sie auf"])
def test_what_tells_nothing_is_not_guessed(text: str) -> None:
    assert language_of(text) == ""


def test_where_two_languages_fit_alike_the_one_at_home_is_meant() -> None:
    shared = "Jeg er hjemme hver dag."
    assert language_of(shared, home=("nb", "nn", "en")) == "nb"


def test_a_long_text_is_read_no_further_than_it_tells() -> None:
    assert language_of("Eg veit ikkje kva eg skal gjere. " * 200_000) == "nn"


def test_what_is_quoted_of_earlier_messages_does_not_count() -> None:
    answer = (
        "Thank you, that was what I needed to know.\n\nDen 3. mars skrev Kari <k@example.org>:\n> Eg veit ikkje kva"
    )
    assert language_of(answer) == "en"


def test_what_the_mail_program_claims_counts_only_where_the_words_say_nothing() -> None:
    assert language_of("12345", claimed="da-DK") == "da"
    assert language_of("Eg veit ikkje kva eg skal gjere.", claimed="da") == "nn"
    assert language_of("12345", claimed="en-US") == ""


@pytest.mark.parametrize("path", sorted(RECORDED.glob("*.eml")), ids=lambda path: path.stem)
def test_recorded_mails_are_told_right_or_left_open(path: Path) -> None:
    said = next((word for word in path.stem.split("_") if word in {"nb", "nn", "da", "en"}), None)
    for item in read(path.read_bytes(), {}):
        if said is not None and isinstance(item, Incoming):
            assert language_of(f"{item.subject}\n{item.text}") in {said, ""}
