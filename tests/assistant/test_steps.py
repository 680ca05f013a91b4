"""The steps of a page keep their numbers, on the page as a list and in plain text as they stand."""

from __future__ import annotations

import pytest

from torg.assistant.talking.kept import as_text
from torg.assistant.talking.steps import Block, blocks
from torg.assistant.values import Reply
from torg.catalogue.text import plain


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Slik:\n\n1. Logg inn.\n2. Velg.\n\nFerdig.", ["Slik:", "1. Logg inn.", "2. Velg.", "Ferdig."]),
        ("1. Logg inn.\n1. Velg.", ["1. Logg inn.", "2. Velg."]),
        ("3. Betal.\n4. Vent.", ["3. Betal.", "4. Vent."]),
        ("1. Ta med:\n   - pass\n   - bilde\n2. Møt opp.", ["1. Ta med:", "pass", "bilde", "2. Møt opp."]),
        ("1. Møt opp.\n\n   Vi er i andre etasje.\n2. Vent.", ["1. Møt opp.", "Vi er i andre etasje.", "2. Vent."]),
        ("- pass\n- bilde", ["pass", "bilde"]),
    ],
)
def test_the_items_of_a_numbered_list_keep_their_numbers_for_people_and_not_for_machines(
    text: str, lines: list[str]
) -> None:
    assert plain(text, numbered=True).splitlines() == lines
    without = [line.split(". ", 1)[1] if line[:1].isdigit() else line for line in lines]
    assert plain(text).splitlines() == without


def test_lines_that_are_numbered_on_are_steps_and_the_rest_are_paragraphs() -> None:
    said = ["Slik gjør du:", "1. Logg inn.", "2. Velg.", "Så hører du fra oss.", "Lykke til."]
    assert blocks(said) == (
        Block(("Slik gjør du:",)),
        Block(("Logg inn.", "Velg."), 1),
        Block(("Så hører du fra oss.", "Lykke til.")),
    )
    assert blocks(["4. Vent.", "5. Betal.", "1. Ta med pass.", "2. Møt opp."]) == (
        Block(("Vent.", "Betal."), 4),
        Block(("Ta med pass.", "Møt opp."), 1),
    )


def test_a_line_that_begins_with_a_day_of_the_month_is_no_step() -> None:
    assert blocks(["1. mai er siste frist.", "Søk på nettet."]) == (
        Block(("1. mai er siste frist.", "Søk på nettet.")),
    )


def test_in_plain_text_the_numbers_stand_as_they_are() -> None:
    assert as_text(Reply("answer", ("1. Logg inn.", "2. Velg."))) == "1. Logg inn.\n2. Velg."
