"""The JSON Schema for editors and the reader say the same, because they are made from one description."""

from __future__ import annotations

import textwrap
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.strategy.made_strategies import FOLDER, NAMES, text_of
from torg.strategy import vocabulary
from torg.strategy.describing import keys_in_words
from torg.strategy.reading import read
from torg.strategy.schema import json_schema, keys
from torg.strategy.tables import GRAMMAR

# What a JSON Schema can see; the rest (names that exist, statements against each other) only the reader sees.
SEEN_BY_A_SCHEMA = ("misspelt", "wrong_values")


def as_json(held: Any) -> Any:
    """TOML as editors see it: days are texts."""
    if isinstance(held, dict):
        return {key: as_json(value) for key, value in held.items()}
    if isinstance(held, list):
        return [as_json(value) for value in held]
    return held.isoformat() if isinstance(held, date) else held


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema())


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", NAMES)
def test_each_of_the_five_strategies_follows_the_schema(name: str) -> None:
    errors = validator().iter_errors(as_json(tomllib.loads(text_of(name))))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("name", SEEN_BY_A_SCHEMA)
def test_what_is_misspelt_or_of_the_wrong_kind_breaks_the_schema(name: str) -> None:
    text = (Path(FOLDER) / "broken" / f"{name}.toml").read_text(encoding="utf-8")
    assert not validator().is_valid(as_json(tomllib.loads(text)))


def test_every_key_has_an_explanation_for_the_editor() -> None:
    for table in json_schema()["properties"].values():
        held = table.get("additionalProperties") or table.get("items") or table
        assert isinstance(held, dict)
        for name, key in held.get("properties", {}).items():
            assert key["description"].strip(), name


def test_the_schema_names_every_table_of_the_language() -> None:
    assert set(json_schema()["properties"]) == set(GRAMMAR.tables)
    assert "promises.*.latest" in keys()
    assert "replies[].when.exempt" in keys()


VOCABULARIES = [
    name for name, held in vars(vocabulary).items() if name.isupper() and isinstance(held, type(vocabulary.USES))
]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_of_the_vocabulary_is_called_something_in_four_languages(name: str) -> None:
    for word, names in vars(vocabulary)[name].items():
        assert set(names) == set(vocabulary.LANGUAGES), word
        assert all(names.values()), word


def test_the_page_about_the_language_has_every_table_of_keys_as_the_reader_has_it() -> None:
    page = (FOLDER.parent / "docs" / "strategy-language.md").read_text(encoding="utf-8")
    assert page.endswith(keys_in_words()), "put the output of `torg strategy schema --tables` at the end of the page"


def test_the_example_on_the_page_about_the_language_is_sound() -> None:
    page = (FOLDER.parent / "docs" / "strategy-language.md").read_text(encoding="utf-8")
    example = page.split("## The smallest one\n")[1].split("\nEverything has a name")[0]
    reading = read(textwrap.dedent(example), today=date(2026, 3, 31))
    assert (reading.problems, reading.warnings) == ((), ())
