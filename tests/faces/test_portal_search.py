"""Search over everything: by kind, with the words marked; and where nothing is found, a way to ask."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.shelf import fill_the_shelf
from tests.faces.town import Town
from torg.faces.portal import search as search_page
from torg.faces.portal.marking import marked


@pytest.fixture
def shelf(town: Town) -> None:
    fill_the_shelf(timezone.now())


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What is noted of searches."""
    seen: list[tuple[str, int]] = []

    def note(_code: str, *, words: str, found: int, **_rest: object) -> None:
        seen.append((words, found))

    monkeypatch.setattr(search_page, "note_use", note)
    return seen


def found(client: Client, words: str) -> str:
    answer = client.get("/nb/sok/", {"q": words})
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_found_stands_by_kind_with_the_words_marked(client: Client, shelf: None) -> None:
    page = found(client, "bygge")
    assert re.findall(r'aria-labelledby="of-(\w+)"', page)[0] == "service"
    assert "<mark>Bygge</mark> garasje" in page
    assert 'value="bygge"' in page


def test_a_search_is_remembered_with_what_it_found(client: Client, shelf: None, noted: list[tuple[str, int]]) -> None:
    found(client, "garasje")
    found(client, "snurrebass")
    found(client, "   ")
    assert [(words, count > 0) for words, count in noted] == [("garasje", True), ("snurrebass", False)]


def test_a_search_without_result_offers_to_ask_with_the_same_words_and_the_channels(
    client: Client, shelf: None
) -> None:
    page = found(client, "snurrebass & co")
    assert 'href="/nb/contact/?subject=snurrebass+%26+co"' in page
    assert 'class="ways' in page


@pytest.mark.parametrize("words", ["", " ", "\0", "x" * 5000, "<script>", '"', "%", "🚗", "bygge " * 40])
def test_anything_can_be_searched_for(client: Client, shelf: None, words: str) -> None:
    page = found(client, words)
    assert "<script>" not in page
    assert client.get("/nb/sok/suggest/", {"q": words}).status_code == 200


def test_suggestions_have_title_kind_and_address(client: Client, shelf: None) -> None:
    answer = client.get("/en/search/suggest/", {"q": "garage"})
    pages = json.loads(answer.content)["pages"]
    assert [page["url"] for page in pages] == ["/en/services/build-a-garage/"]
    assert (pages[0]["title"], pages[0]["kind"], pages[0]["lang"]) == ("Build a garage", "Service", "en")


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Søke om barnehageplass", ["barnehage"], "Søke om <mark>barnehageplass</mark>"),
        ("Barnehager & skole", ["barnehagen"], "<mark>Barnehager</mark> &amp; skole"),
        ("Kommunal barnehage", ["hage"], "Kommunal barnehage"),
        ("<b>hus</b>", ["hus"], "&lt;b&gt;<mark>hus</mark>&lt;/b&gt;"),
        ("Vi har alt", ["v", ""], "Vi har alt"),
    ],
)
def test_words_are_marked_and_the_rest_is_escaped(text: str, words: list[str], shown: str) -> None:
    assert marked(text, words) == shown
