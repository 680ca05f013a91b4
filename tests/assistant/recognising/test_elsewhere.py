"""The tables of those who help in an emergency, and of those who take care of what the municipality does not."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from torg.assistant.recognising.elsewhere import body_of, elsewhere_of
from torg.assistant.recognising.helping import help_for
from torg.assistant.recognising.phrases import phrases, said, tables

LANGUAGES = ("nb", "nn", "da", "en")
FILES = {"no": "bodies_norway.toml", "da": "bodies_denmark.toml"}


def keys(country: str) -> list[str]:
    text = files("torg.assistant.recognising").joinpath(FILES[country]).read_text(encoding="utf-8")
    return [one["key"] for one in tomllib.loads(text)["bodies"]]


@pytest.mark.parametrize("country", ["no", "da"])
def test_every_body_says_in_every_language_what_is_theirs(country: str) -> None:
    assert len(keys(country)) == len(set(keys(country)))
    for key in keys(country):
        told = [body_of(key, country=country, language=language) for language in LANGUAGES]
        assert all(one and one.says.endswith(".") and one.name for one in told), key
        assert all(not one.address or one.address.startswith("https://") for one in told if one)


def test_a_body_of_the_other_country_is_nobodys() -> None:
    assert body_of("region", country="no", language="nb") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_fire_police_and_ambulance_have_their_numbers(language: str) -> None:
    def first(detail: str, country: str) -> str:
        return help_for("emergency", detail, country=country, language=language)[0].phone

    assert [first(detail, "no") for detail in ("fire", "police", "medical")] == ["110", "112", "113"]
    assert {first(detail, "DK") for detail in ("fire", "police", "medical", "danger")} == {"112"}


@pytest.mark.parametrize(
    ("country", "detail", "phone"),
    [
        ("no", "suicide", "116 123"),
        ("no", "abuse", "116 006"),
        ("no", "child", "116 111"),
        ("da", "suicide", "70 201 201"),
        ("da", "abuse", "1888"),
        ("da", "child", "116 111"),
    ],
)
def test_in_a_crisis_those_who_listen_at_any_hour_are_named(country: str, detail: str, phone: str) -> None:
    for language in LANGUAGES:
        told = help_for("crisis", detail, country=country, language=language)
        assert phone in [one.phone for one in told]
        assert all(one.says for one in told)


def test_a_matter_of_ours_with_a_word_of_theirs_is_not_theirs_alone() -> None:
    assert elsewhere_of("skatt", country="no") == ("tax", True)
    assert elsewhere_of("eiendomsskatt", country="no") == ("", False)
    assert elsewhere_of("skoleskyss til videregående", country="no") == ("upper_secondary", False)


def test_a_phrase_stands_among_other_words_or_alone() -> None:
    table = phrases("(ja|ja takk)", "ring* ~ ambulanse", "en? kniv")
    assert table.stand_in(said("Kan dere ringe etter en ambulanse nå?"))
    assert not table.stand_in(said("jakt"))
    assert table.are_all_of(said("Ja takk!"))
    assert not table.are_all_of(said("ja takk mer"))
    assert table.without(said("ja takk kniv og gaffel")) == " og gaffel "


def test_a_phrase_that_ends_in_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="must end with a word"):
        phrases("en ~")


def test_every_table_can_be_read() -> None:
    assert {"fire", "suicide"} <= tables("emergency.toml").keys()
    assert {"person", "yes"} <= tables("social.toml").keys()
    assert {"cost", "after"} <= tables("facets.toml").keys()
