"""Sharing at the desk: a file for others, and theirs decided on page by page (DRA-31)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, hand_over, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.files import Entry
from torg.catalogue.models import Page
from torg.catalogue.sharing import shared
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

pytestmark = pytest.mark.usefixtures("english")
SHARING = "/en/desk/sharing/"
ORIGIN = "Fjordby kommune"
FIRST = Content(
    {"nn": {"title": "Byttedag", "summary": "Byt klede.", "body": "Kom på laurdag."}},
    {"purpose": "information", "topics": ("waste",)},
)
NEWER = replace(FIRST, words={"nn": {**FIRST.words["nn"], "title": "Den store byttedagen"}})
OURS = replace(FIRST, words={"nn": {**FIRST.words["nn"], "body": "Hos oss er det torsdag."}})


@pytest.fixture
def eva(town: Town) -> Client:
    set_up_staff(username="eva", name="Eva Editor", role="editor", unit="innbyggarservice", password=PASSWORD)
    client = Client()
    assert client.login(username="eva", password=PASSWORD)
    return client


def file_of(*contents: Content, origin: str = ORIGIN) -> SimpleUploadedFile:
    entries = [Entry("service", f"swap-day-{n}" if n else "swap-day", one) for n, one in enumerate(contents)]
    now = datetime.fromisoformat("2026-03-31T10:00:00+02:00")
    return SimpleUploadedFile("fjordby.json", shared(entries, origin=origin, now=now).encode())


def come(client: Client, *contents: Content) -> str:
    answer = client.post(SHARING, {"file": file_of(*contents)})
    assert answer.status_code == 302
    return answer["Location"]


def choose(client: Client, at: str, choice: str) -> Any:
    page = client.get(f"{at}swap-day/").content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return client.post(f"{at}swap-day/", {"choice": choice, "seen": seen}, follow=True)


def adapt() -> None:
    row = Page.objects.get(key="swap-day")
    write(row.pk, OURS, seen=row.version, by=None, now=timezone.now())
    publish(row.pk, by=None, now=timezone.now())


def test_without_pages_and_files_the_page_says_so(eva: Client) -> None:
    page = eva.get(SHARING).content.decode()
    assert "No share file has come yet." in page
    assert "No page is published yet." in page
    assert "No page of this field is published." in eva.get(f"{SHARING}?topic=waste").content.decode()
    assert 'name="key"' not in page


def test_chosen_pages_become_a_file_that_says_whom_it_is_from(eva: Client, desk: Client) -> None:
    unit = Unit.objects.get(key="innbyggarservice").pk
    made = make_page("swap-day", "service", FIRST, Belonging(unit), by=None, now=timezone.now())
    publish(made.pk, by=None, now=timezone.now())
    assert "checked" in eva.get(f"{SHARING}?topic=waste").content.decode()
    answer = desk.post(f"{SHARING}give/", {"key": ["swap-day", "no-such"]})
    assert answer["Content-Disposition"].startswith('attachment; filename="alver-kommune-')
    told = json.loads(answer.content)
    assert (told["share"]["from"], told["services"][0]["outside_id"]) == ("Alver kommune", "swap-day")
    assert "Choose the pages to share first." in eva.post(f"{SHARING}give/", follow=True).content.decode()


def test_the_strategy_in_force_can_be_given_too(desk: Client) -> None:
    answer = desk.get(f"{SHARING}strategy/")
    assert 'filename="alver-kommune-strategy-1.toml"' in answer["Content-Disposition"]
    assert "[municipality]" in answer.content.decode()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "The file is empty"),
        (b"{", "The file is damaged, or no share file."),
        (b'{"services": []}', "it does not say whom it is from"),
        (b'{"share": {"form": 1, "from": "Alver kommune"}}', "This is our own file."),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(eva: Client, raw: bytes, said: str) -> None:
    answer = eva.post(SHARING, {"file": SimpleUploadedFile("x.json", raw)})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_can_not_be_read_is_named_and_the_rest_goes_on(eva: Client) -> None:
    data = json.loads(file_of(FIRST, FIRST).read())
    del data["services"][1]["nn"]["title"]
    data["services"][0]["nn"]["body"] = "{block:price}"
    at = eva.post(SHARING, {"file": SimpleUploadedFile("x.json", json.dumps(data).encode())})["Location"]
    page = eva.get(at).content.decode()
    assert "services 2 (swap-day-1) nn.title: is missing." in page
    assert "so that there is a hole in them: price" in page
    assert "1 page waits to be decided on." in page


def test_new_pages_become_drafts_at_once_and_can_be_taken_down_again(eva: Client) -> None:
    at = come(eva, FIRST, FIRST)
    assert "Byt klede." in eva.get(f"{at}swap-day/").content.decode()
    assert "2 drafts are saved." in eva.post(at, follow=True).content.decode()
    assert "Everything is decided." in eva.get(at).content.decode()
    assert Page.objects.filter(based_on=ORIGIN, published=None).count() == 2


def test_an_adapted_page_is_shown_beside_theirs_and_stays_until_somebody_decides(eva: Client) -> None:
    choose(eva, come(eva, FIRST), "take")
    adapt()
    at = come(eva, NEWER)
    assert "Theirs is newer, and we have adapted ours" in eva.get(at).content.decode()
    page = eva.get(f"{at}swap-day/").content.decode()
    for text in ("Den store byttedagen", "Hos oss er det torsdag.", "Kom på laurdag.", "Keep ours"):
        assert text in page
    told = choose(eva, at, "merge").content.decode()
    assert "Ours, with what only they changed, is saved as a draft" in told
    draft = Page.objects.get(key="swap-day").draft
    assert draft is not None
    assert draft.content["words"]["nn"]["title"] == "Den store byttedagen"
    assert draft.content["words"]["nn"]["body"] == "Hos oss er det torsdag."
    assert "Undone." in eva.post(f"{at}swap-day/", {"choice": "undo"}, follow=True).content.decode()
    assert Page.objects.get(key="swap-day").draft is None


def test_who_decides_on_something_old_is_asked_to_look_again(eva: Client) -> None:
    choose(eva, come(eva, FIRST), "take")
    at = come(eva, NEWER)
    adapt()
    answer = eva.post(f"{at}swap-day/", {"choice": "take", "seen": "1"}, follow=True)
    assert "Somebody has changed this meanwhile." in answer.content.decode()
    assert eva.post(f"{at}swap-day/", {"choice": "burn", "seen": "1"}).status_code == 404
    assert eva.get(f"{at}no-such/").status_code == 404
    assert eva.get(f"{SHARING}999999/").status_code == 404


def test_a_decision_is_not_undone_over_what_was_written_since(eva: Client) -> None:
    at = come(eva, FIRST)
    choose(eva, at, "take")
    adapt()
    assert ">Undo<" not in eva.get(f"{at}swap-day/").content.decode()
    answer = eva.post(f"{at}swap-day/", {"choice": "undo"}, follow=True)
    assert "The page was written since" in answer.content.decode()


def test_four_eyes_hold_when_undoing(eva: Client) -> None:
    choose(eva, come(eva, FIRST), "take")
    at = come(eva, NEWER)
    choose(eva, at, "take")
    row = Page.objects.get(key="swap-day")
    hand_over(row.pk, Belonging(row.unit_id, four_eyes=True), by=Staff.objects.get(username="eva"), now=timezone.now())
    answer = eva.post(f"{at}swap-day/", {"choice": "undo"}, follow=True)
    assert "The page wants a second pair of eyes" in answer.content.decode()
    assert Page.objects.get(key="swap-day").titles["nn"] == "Den store byttedagen"


def test_others_than_editors_read_only(eva: Client, desk: Client) -> None:
    at = come(eva, FIRST)
    assert desk.post(SHARING, {"file": file_of(FIRST)}).status_code == 403
    assert desk.post(at).status_code == 403
    assert desk.post(f"{at}swap-day/", {"choice": "take", "seen": "0"}).status_code == 403
    page = desk.get(f"{at}swap-day/").content.decode()
    assert "Take theirs" not in page
