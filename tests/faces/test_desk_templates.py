"""The editors' pages: one knowledge, one answer, in every language, with its history."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions import Words, make_template
from torg.catalogue.queries import history, template, templates_listed
from torg.people.actions import set_up_staff

LANGUAGES = ("nb", "nn", "da", "en")
WORDS = {
    "purpose": "answer", "title_nn": "Opningstider", "body_nn": "Hei {namn}, vi har ope til klokka 15. Ring {telefon}.",
    "title_en": "Opening hours", "body_en": "Hello {name}, we are open until 3 pm. You can call {phone}.",
}  # fmt: skip


@pytest.fixture
def editor(town: Town, client: Client) -> Client:
    set_up_staff(username="eli", name="Eli Ord", role="editor", unit="innbyggarservice", password=PASSWORD)
    assert client.login(username="eli", password=PASSWORD)
    return client


@pytest.fixture
def made(town: Town) -> int:
    words = Words(
        titles={"nn": "Opningstider", "en": "Opening hours"},
        bodies={"nn": "Vi har ope. Ring {phone}.", "en": "We are open. Call us on {phone}."},
    )
    return make_template(words, by=None, now=timezone.now())


def test_an_editor_writes_a_template_in_every_language_side_by_side(editor: Client) -> None:
    page = editor.get("/en/desk/templates/new/").content.decode()
    for code in ("nn", "nb", "en"):
        assert f'name="body_{code}"' in page
    saved = editor.post("/en/desk/templates/new/", WORDS)
    assert saved.status_code == 302
    (one,) = templates_listed(language="nn")
    assert one.body == "Hei {name}, vi har ope til klokka 15. Ring {phone}."
    assert history(one.id)[0].by == "Eli Ord"


def test_the_page_shows_how_clear_the_words_are_and_what_they_look_like(editor: Client) -> None:
    unclear = {**WORDS, "look": "1", "body_en": "Your form will be processed prior to {due}."}
    page = editor.post("/en/desk/templates/new/", unclear).content.decode()
    assert "Say who does it: “we process …”" in page
    assert "Officialese" in page
    assert "Whom to ask is missing" in page
    assert "Hei Kari Nordmann" in page
    assert templates_listed(language="nn") == []


def test_a_wrong_placeholder_is_told_with_those_that_there_are(editor: Client) -> None:
    page = editor.post("/en/desk/templates/new/", {**WORDS, "body_en": "Hello {firstname}"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "{firstname} is no placeholder" in text
    assert "{name}, {number}" in text
    assert templates_listed(language="nn") == []


def test_a_second_editor_does_not_write_over_the_first(editor: Client, made: int) -> None:
    address = f"/en/desk/templates/{made}/"
    assert editor.post(address, {**WORDS, "seen": "1"}).status_code == 302
    late = editor.post(address, {**WORDS, "seen": "1", "body_en": "My own words"})
    assert late.status_code == 422
    assert "Somebody has changed this template meanwhile" in late.content.decode()
    assert "My own words" in late.content.decode()


def test_an_earlier_version_is_brought_back(editor: Client, made: int) -> None:
    editor.post(f"/en/desk/templates/{made}/", {**WORDS, "seen": "1"})
    assert editor.post(f"/en/desk/templates/{made}/bring-back/", {"number": "1"}).status_code == 302
    found = template(made, language="en")
    assert found is not None
    assert found.body == "We are open. Call us on {phone}."
    assert editor.post(f"/en/desk/templates/{made}/bring-back/", {"number": "9"}).status_code == 404


def test_a_template_is_taken_out_of_use_and_into_it_again(editor: Client, made: int) -> None:
    editor.post(f"/en/desk/templates/{made}/retire/")
    assert "Opening hours" not in editor.get("/en/desk/templates/").content.decode()
    assert "Opening hours" in editor.get("/en/desk/templates/?show=retired").content.decode()
    editor.post(f"/en/desk/templates/{made}/restore/")
    assert "Opening hours" in editor.get("/en/desk/templates/").content.decode()


def test_whoever_answers_reads_and_does_not_write(desk: Client, made: int) -> None:
    page = desk.get(f"/en/desk/templates/{made}/").content.decode()
    assert "We are open. Call us on {phone}." in page
    assert "<textarea" not in page
    assert desk.get("/en/desk/templates/new/").status_code == 403
    assert desk.post(f"/en/desk/templates/{made}/", WORDS).status_code == 403
    assert desk.post(f"/en/desk/templates/{made}/retire/").status_code == 403


def test_the_list_is_searched_by_words_and_unit(desk: Client, made: int) -> None:
    assert "Opening hours" in desk.get("/en/desk/templates/?words=OPEN+ope").content.decode()
    assert "Opening hours" not in desk.get("/en/desk/templates/?words=swim").content.decode()
    assert "Opening hours" not in desk.get("/en/desk/templates/?unit=skule").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["templates/", "templates/new/", "templates/{made}/"])
def test_the_pages_are_there_in_every_language(editor: Client, made: int, language: str, path: str) -> None:
    answer = editor.get(f"/{language}/desk/{path.format(made=made)}")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
