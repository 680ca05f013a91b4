"""At the desk: comments are followed up, searches become words of pages, and use is seen without anybody's name."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.faces.desk.reader_care import care
from torg.jobs.use import use
from torg.participation.actions.opinions import say_more, say_useful
from torg.participation.actions.use import note_search, note_seen
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit


@pytest.fixture
def eli(town: Town) -> Staff:
    return set_up_staff(username="eli", name="Eli Ord", role="editor", unit="innbyggarservice", password=PASSWORD)


@pytest.fixture
def editor(eli: Staff, client: Client) -> Client:
    assert client.login(username="eli", password=PASSWORD)
    return client


@pytest.fixture
def water(eli: Staff) -> Page:
    words = {"nn": {"title": "Vassmålar", "summary": "Slik les du av."}}
    unit = Unit.objects.get(key="teknisk").pk
    made = make_page("water", "service", Content(words), Belonging(unit), by=eli, now=timezone.now())
    return publish(made.pk, by=eli, now=timezone.now())


@pytest.fixture
def comment(water: Page) -> int:
    made = say_useful(useful=False, language="nn", key="water", now=timezone.now())
    say_more(made, useful=False, comment="Kvar les eg av?")
    return made


def test_a_comment_is_followed_up_and_taken_up_again(editor: Client, comment: int) -> None:
    assert "Kvar les eg av?" in editor.get("/en/desk/voices/").content.decode()
    one = f"/en/desk/voices/{comment}/"
    wrong = editor.post(one, {"note": "Skrive inn"})
    assert wrong.status_code == 422
    assert "Skrive inn" in wrong.content.decode()
    saved = editor.post(one, {"outcome": "changed", "note": "Skrive inn"}, follow=True).content.decode()
    assert "What comes of it is noted" in saved
    assert "No comments wait" in saved
    assert "Kvar les eg av?" in editor.get("/en/desk/voices/?handled=1").content.decode()
    again = editor.post(f"{one}again/", follow=True).content.decode()
    assert "waits to be followed up again" in again
    assert "Kvar les eg av?" in editor.get("/en/desk/voices/").content.decode()


def test_another_unit_sees_nothing_of_it(comment: int, client: Client, town: Town) -> None:
    client.login(username="ola", password=PASSWORD)
    assert "No comments wait" in client.get("/en/desk/voices/").content.decode()
    assert client.get(f"/en/desk/voices/{comment}/").status_code == 404
    assert client.post(f"/en/desk/voices/{comment}/", {"outcome": "changed"}).status_code == 404


def test_comments_are_chosen_by_unit_and_by_who_looks_after_the_page(
    editor: Client, comment: int, water: Page, eli: Staff
) -> None:
    assert "No comments wait" in editor.get("/en/desk/voices/?unit=skule").content.decode()
    assert "Kvar les eg av?" in editor.get("/en/desk/voices/?unit=teknisk&before=x").content.decode()
    assert "No comments wait" in editor.get("/en/desk/voices/?mine=1").content.decode()
    Page.objects.filter(pk=water.pk).update(owner=eli)
    assert "Kvar les eg av?" in editor.get("/en/desk/voices/?mine=1").content.decode()


def test_the_share_is_told_from_five_answers_on(editor: Client, comment: int) -> None:
    assert "too few to tell" in editor.get("/en/desk/voices/").content.decode()
    for _ in range(4):
        say_useful(useful=True, language="en", key="water", now=timezone.now())
    assert "80 % of the 5 readers" in editor.get("/en/desk/voices/").content.decode()


def searched(words: str, times: int) -> None:
    for _ in range(times):
        note_search(words, "nn", 0, now=timezone.now())


def test_a_search_in_vain_becomes_a_word_of_a_page_and_is_undone(editor: Client, water: Page) -> None:
    searched("vassmåler", 3)
    searched("sjeldan", 2)
    page = editor.get("/en/desk/searches/").content.decode()
    assert "vassmåler" in page
    assert "sjeldan" not in page
    said = {"words": "vassmåler", "code": "nn"}
    assert "Vassmålar" in editor.get("/en/desk/searches/add/", said).content.decode()
    nothing = editor.post("/en/desk/searches/add/", {**said, "page": ""})
    assert nothing.status_code == 422
    assert "vassmåler" in nothing.content.decode()
    saved = editor.post("/en/desk/searches/add/", {**said, "page": water.pk}, follow=True).content.decode()
    assert "Added to “Vassmålar”" in saved
    water.refresh_from_db()
    assert water.draft is not None
    assert water.draft.content["words"]["nn"]["words"] == ["vassmåler"]
    undone = re.search(r"/en/desk/searches/\d+/undo/", saved)
    assert undone
    assert "It is undone" in editor.post(undone[0], follow=True).content.decode()


def test_a_page_that_waits_to_be_published_is_told_of(editor: Client, water: Page) -> None:
    searched("vassmåler", 3)
    Page.objects.filter(pk=water.pk).update(state="asked", draft=water.published)
    answer = editor.post("/en/desk/searches/add/", {"words": "vassmåler", "code": "nn", "page": water.pk})
    assert answer.status_code == 422
    assert "This page waits to be published" in answer.content.decode()


def test_a_search_can_be_left(editor: Client) -> None:
    searched("ufo", 3)
    page = editor.post("/en/desk/searches/leave/", {"words": "ufo", "code": "nn"}, follow=True).content.decode()
    assert "Left as it is" in page
    assert "Nothing that several people searched for was not found" in page


def test_only_editors_decide_on_searches(desk: Client) -> None:
    searched("ufo", 3)
    page = desk.get("/en/desk/searches/").content.decode()
    assert "ufo" in page
    assert "Leave it" not in page
    for path in ("add/", "leave/", "1/undo/"):
        assert desk.post(f"/en/desk/searches/{path}", {"words": "ufo", "code": "nn"}).status_code == 403


def test_use_is_shown_and_orders_the_lists_from_the_next_night_on(editor: Client, water: Page) -> None:
    assert "No page has been read yet" in editor.get("/en/desk/use/").content.decode()
    note_seen(water.pk, "nn", now=timezone.now())
    assert "Read most" in editor.get("/en/desk/use/").content.decode()
    use(0)
    water.refresh_from_db()
    assert water.uses == 1


def test_the_overview_gets_what_waits_and_nothing_when_nothing_does(town: Town, eli: Staff, english: None) -> None:
    now = timezone.now()
    assert care(eli, now=now) == {"complaints": {}, "searches": []}
    opinion = say_useful(useful=False, language="nn", route="home", now=now)
    say_more(opinion, useful=False, comment="Rotete")
    searched("ufo", 3)
    shown = care(eli, now=now)
    assert "Front page</a>: Rotete" in render_to_string("desk/care_complaints.html", shown)
    assert "ufo" in render_to_string("desk/care_searches.html", shown)
    assert render_to_string("desk/care_searches.html", {}).strip() == ""
