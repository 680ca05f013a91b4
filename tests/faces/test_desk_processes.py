"""The map of application processes, and the list of self-service that everybody at work confirms."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.files import read_data
from torg.catalogue.models import Confirmation, QualityRecord
from torg.people.actions import set_up_staff
from torg.people.models import Unit

pytestmark = pytest.mark.usefixtures("english")
MAP, LIST = "/en/desk/processes/", "/en/desk/knowledge/"
URL = "https://selvbetjening.example/sfo"
FILE: dict[str, list[dict[str, Any]]] = {
    "services": [
        {
            "key": "after-school", "unit": "skule", "topics": ["kindergarten-and-school"], "purpose": "transaction",
            "ways": [{"kind": "self_service", "url": URL, "mobile": False, "sign_in": True}, {"kind": "phone"}],
            "target": "4 weeks", "nb": {"title": "SFO", "summary": "Plass."},
        },
        {
            "key": "boat", "unit": "teknisk", "topics": ["roads-and-traffic"], "purpose": "transaction",
            "ways": [{"kind": "paper"}], "nb": {"title": "=Båtplass", "summary": "Plass."},
        },
    ]
}  # fmt: skip


@pytest.fixture
def services(town: Town) -> None:
    units = {key: Unit.objects.get(key=key).pk for key in ("skule", "teknisk")}
    take_in(read_data(FILE).entries, units, by=None, now=timezone.now())


@pytest.fixture
def ola(town: Town, services: None) -> Client:
    ola = Client()
    assert ola.login(username="ola", password=PASSWORD)
    return ola


def test_without_services_the_map_says_so(desk: Client) -> None:
    assert "No service is published yet." in desk.get(MAP).content.decode()
    assert "Your field has no self-service yet." in desk.get(LIST).content.decode()


def test_the_map_shows_each_way_and_what_to_do_next(desk: Client, services: None) -> None:
    page = desk.get(MAP).content.decode()
    assert "0 of 1 services with self-service work on a phone: 0 %." in page
    assert "Try the solution and note how good it is · " not in page.partition("Båtplass")[0]
    assert "Make it work on phones" in page
    narrowed = desk.get(f"{MAP}?step=make_digital").content.decode()
    assert "Båtplass" in narrowed
    assert "/processes/after-school/" not in narrowed
    assert "No service fits what you chose." in desk.get(f"{MAP}?way=form").content.decode()


def test_the_table_for_a_spreadsheet_holds_no_formula(desk: Client, services: None) -> None:
    table = desk.get(f"{MAP}?form=csv").content.decode("utf-8-sig")
    assert table.startswith("Service;Unit;Way today")
    assert "'=Båtplass;" in table


def test_who_answers_for_a_service_notes_how_good_its_self_service_is(ola: Client) -> None:
    wrong = ola.post(f"{MAP}after-school/", {"url": URL, "completion": "140"})
    assert wrong.status_code == 422
    assert "Write at most 100" in wrong.content.decode()
    said = {"url": URL, "works_on_phone": "yes", "accessible": "no", "completion": "60", "complaints": "2",
            "verdict": "mend", "note": "Hard to find."}  # fmt: skip
    assert ola.post(f"{MAP}after-school/", said).status_code == 302
    page = ola.get(f"{MAP}after-school/").content.decode()
    for told in ("Works on a phone.", "Not accessible.", "60 of a hundred finish.", "2 complaints.", "Hard to find."):
        assert told in page
    assert "Make it work on phones" not in page
    assert QualityRecord.objects.get().judged_by.username == "ola"


def test_who_does_not_answer_for_a_service_reads_its_record(ola: Client) -> None:
    page = ola.get(f"{MAP}boat/").content.decode()
    assert "There is no self-service with a web address to try." in page
    assert ola.get(f"{MAP}gone/").status_code == 404


def test_everybody_confirms_the_list_of_their_field_and_is_asked_again_when_it_changes(ola: Client) -> None:
    page = ola.get(LIST).content.decode()
    assert "I have read this and know it" in page
    version = page.partition('name="version" value="')[2].partition('"')[0]
    assert (
        ola.post(LIST, {"version": "old"}, follow=True).content.decode().count("has changed since you opened it") == 1
    )
    assert not Confirmation.objects.exists()
    ola.post(LIST, {"version": version})
    assert "You have confirmed that you know this list." in ola.get(LIST).content.decode()
    changed = {"services": [{**FILE["services"][0], "nb": {"title": "SFO og meir", "summary": "Plass."}}]}
    take_in(read_data(changed).entries, {"skule": Unit.objects.get(key="skule").pk}, by=None, now=timezone.now())
    assert "I have read this and know it" in ola.get(LIST).content.decode()


def test_a_confirmation_can_be_taken_back(ola: Client) -> None:
    version = ola.get(LIST).content.decode().partition('name="version" value="')[2].partition('"')[0]
    ola.post(LIST, {"version": version})
    ola.post(LIST, {"undo": "1"})
    assert "I have read this and know it" in ola.get(LIST).content.decode()


def test_the_share_is_shown_by_unit_and_names_only_to_who_leads_it(ola: Client) -> None:
    version = ola.get(LIST).content.decode().partition('name="version" value="')[2].partition('"')[0]
    assert "0 of 2 employees" in ola.get(f"{LIST}shares/").content.decode()
    ola.post(LIST, {"version": version})
    page = ola.get(f"{LIST}shares/").content.decode()
    assert "1 of 2 employees have confirmed that they know the list of their field as it is now: 50 %." in page
    assert "Kari Strand" not in page
    set_up_staff(username="siv", name="Siv Sjef", role="manager", unit="innbyggarservice", password=PASSWORD)
    chief = Client()
    assert chief.login(username="siv", password=PASSWORD)
    assert "Kari Strand" in chief.get(f"{LIST}shares/").content.decode()
