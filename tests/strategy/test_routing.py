"""The citizen need not know whom to ask: every enquiry gets one unit, and the reason in words."""

from __future__ import annotations

import pytest

from tests.strategy.made_strategies import granli, shipped
from torg.strategy.routing import Route, route, why_in_words

FIRST_LINE = '[units.torget]\nname = "Torget"\n[lines.first]\nname = "Torget"\nunit = "torget"\n'
FIELD = '[units.roads]\nname = "Vei"\n[fields.roads]\nname = "Veier"\nunit = "roads"\n'


def to(**facts: object) -> Route:
    return route(granli(FIRST_LINE + FIELD), front_line_unit="reception", **facts)  # type: ignore[arg-type]


ROUTES = [
    ({"chosen_unit": "school", "addressed_units": ["roads"]}, "school", "unit_chosen"),
    ({"chosen_service_unit": "school", "addressed_units": ["roads"]}, "school", "unit_of_service"),
    ({"field": "roads", "addressed_units": ["school"]}, "roads", "unit_of_field"),
    ({"addressed_units": ["school"]}, "school", "unit_addressed"),
    ({"addressed_units": ["school", "school"]}, "school", "unit_addressed"),
    ({"addressed_units": ["school", "roads"]}, "reception", "several_units_addressed"),
    ({}, "reception", "front_line"),
    ({"known_units": ["torget", "school"]}, "torget", "front_line"),
    ({"known_units": ["school"], "field": "roads"}, "reception", "front_line"),
]


@pytest.mark.parametrize(("facts", "unit", "why"), ROUTES)
def test_an_enquiry_goes_to_what_was_chosen_then_served_then_addressed_then_the_front_line(
    facts: dict[str, object], unit: str, why: str
) -> None:
    found = to(**facts)
    assert (found.unit, found.why.code) == (unit, why)


def test_the_line_of_the_unit_is_told() -> None:
    assert to(known_units=["torget"]).line == "first"
    assert to(chosen_unit="school").line == ""


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "Ingen enhet er valgt, så Torget svarer eller finner den rette."),
        ("nn", "Inga eining er vald, så Torget svarar eller finn den rette."),
        ("da", "Der er ikke valgt en enhed, så Torget svarer eller finder den rette."),
        ("en", "No unit was chosen, so Torget answers or finds the right one."),
    ],
)
def test_the_reason_is_a_sentence_in_four_languages(language: str, sentence: str) -> None:
    assert why_in_words(to(known_units=["torget"]), language) == sentence


def test_a_line_without_a_unit_is_no_place_to_send_an_enquiry() -> None:
    found = route(shipped("kongsvinger"), front_line_unit="reception", known_units=["servicetorget"])
    assert (found.unit, found.line) == ("servicetorget", "first")


def test_words_in_the_subject_lead_to_the_one_unit_they_belong_to() -> None:
    found = to(worded={"roads": "hull"}, addressed_units=["reception"])
    assert (found.unit, found.why.code) == ("roads", "unit_named_in_words")
    assert "«hull»" in why_in_words(found, "nb", unit_name="Vei")


def test_words_of_two_units_settle_nothing_and_never_overrule_who_was_written_to() -> None:
    assert to(worded={"roads": "hull", "parks": "tre"}, addressed_units=["reception"]).unit == "reception"
    assert to(worded={"roads": "hull"}, addressed_units=["school"]).unit == "school"
