"""The demo's two catalogues are whole: plain words in every language of the country, and nothing dangling."""

from __future__ import annotations

from collections import Counter

import pytest

from torg.catalogue.content import Content
from torg.catalogue.files import Entry, read_data, write_data
from torg.catalogue.text import blocks_used, links, plain, unknown_brackets
from torg.catalogue.topics import TOPICS
from torg.config.demo.content import entries
from torg.config.demo.phrases import table
from torg.language.clear import check

COUNTRIES = {"NO": ("nb", "nn"), "DK": ("da",)}
PARTS = ("body", "how", "who")


def services(country: str) -> list[Entry]:
    return [one for one in entries(country) if one.kind == "service"]


def texts(content: Content) -> list[str]:
    return [value for said in content.words.values() for value in said.values() if isinstance(value, str)]


@pytest.mark.parametrize("country", COUNTRIES)
def test_there_are_at_least_120_services_in_every_field_and_20_are_declared(country: str) -> None:
    found = services(country)
    assert len(found) >= 120
    by_topic = Counter(topic for one in found for topic in one.content.facts["topics"])
    assert set(by_topic) == set(TOPICS)
    assert min(by_topic.values()) >= 5
    assert sum(bool(one.content.facts.get("declared")) for one in found) >= 20


@pytest.mark.parametrize(("country", "languages"), COUNTRIES.items())
def test_every_service_says_what_it_is_and_how_to_get_it_in_every_language(
    country: str, languages: tuple[str, ...]
) -> None:
    for one in services(country):
        for code in languages:
            said = one.content.words[code]
            assert said.get("summary"), one.key
            assert said.get("how") or said.get("body"), f"{one.key} {code}"
            assert len(said["words"]) >= 3, f"{one.key} {code}"
        assert one.content.words["en"]["title"], one.key
        if one.content.facts.get("declared"):
            assert all(one.content.words[code].get("expect") for code in languages), one.key


@pytest.mark.parametrize("country", COUNTRIES)
def test_nothing_refers_to_what_is_not_there(country: str) -> None:
    pages = entries(country)
    keys, units = {one.key for one in pages}, {"", *(unit["key"] for unit in table("town")["units"])}
    dangling = [(one.key, key) for one in pages for key in one.content.facts.get("related", ()) if key not in keys]
    for one in pages:
        for text in texts(one.content):
            wanted = [*blocks_used(text), *(link[5:] for link in links(text) if link.startswith("page:"))]
            dangling += [(one.key, key) for key in wanted if key not in keys]
            dangling += [(one.key, said) for said in unknown_brackets(text)]
    assert dangling == []
    assert [one.key for one in pages if one.unit not in units] == []
    assert len(keys) == len(pages)


@pytest.mark.parametrize("country", COUNTRIES)
def test_what_the_demo_writes_about_is_in_the_catalogue(country: str) -> None:
    wanted = {one["key"] for one in table("town")["services"] if one.get("only", country) == country}
    assert wanted - {one.key for one in services(country)} == set()


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_texts_are_easy_to_read(country: str) -> None:
    """The median of LIX is in the easy bands."""
    code = COUNTRIES[country][0]
    texts_said = ["\n\n".join(str(one.content.said(code, part)) for part in PARTS) for one in services(country)]
    reports = [check(plain(text), language=code) for text in texts_said]
    measured = sorted(report.lix for report in reports if report.band != "too_short")
    assert len(measured) > 100
    assert measured[len(measured) // 2] < 40


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_catalogue_is_written_and_read_again_unchanged(country: str) -> None:
    pages = entries(country)
    again = read_data(write_data(pages))
    assert (again.faults, [row for row in again.rows if row.faults]) == ((), [])
    assert {one.key: one for one in again.entries} == {one.key: one for one in pages}
