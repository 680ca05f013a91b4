"""The desk: who sees what, and what a person can do with an enquiry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town, send
from torg.enquiries.numbers import number_of
from torg.enquiries.queries.page import EnquiryPage, enquiry_page
from torg.mailroom.queries import quarantined

PRIVATE = (
    "", "enquiry/1/", "quarantine/", "quarantine/1/", "aside/", "unsent/", "unsent/1/", "find/", "file/1/0/", "text/1/"
)  # fmt: skip


def the(number: int) -> EnquiryPage:
    found = enquiry_page(number, now=timezone.now())
    assert found is not None
    return found


@pytest.mark.parametrize("path", PRIVATE)
def test_every_page_of_the_desk_asks_for_a_log_in(town: Town, client: Client, path: str) -> None:
    answer = client.get(f"/en/desk/{path}")
    assert answer.status_code == 302
    assert "/desk/login/" in answer["Location"]


def test_a_wrong_password_is_told_in_words(town: Town, client: Client) -> None:
    page = client.post("/en/desk/login/", {"username": "kari", "password": "wrong"}).content.decode()
    assert "do not fit together" in page


def test_the_most_urgent_stands_first(desk: Client) -> None:
    page = desk.get("/en/desk/").content.decode()
    assert page.index("Hol i vegen") < page.index("SFO-plass") < page.index("Water meter")
    assert "Skulerute" not in page


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("only=overdue", "Hol i vegen", "Water meter"),
        ("unit=skule", "SFO-plass", "Hol i vegen"),
        ("status=answered", "Skulerute", "SFO-plass"),
        ("only=unassigned", "Water meter", "Skulerute"),
        ("only=nonsense&unit=none&channel=pigeon&after=x", "Water meter", "Skulerute"),
    ],
)
def test_the_inbox_can_be_sifted(desk: Client, query: str, seen: str, unseen: str) -> None:
    page = desk.get(f"/en/desk/?{query}").content.decode()
    assert seen in page
    assert unseen not in page


def test_with_htmx_only_the_list_is_sent(desk: Client) -> None:
    part = desk.get("/en/desk/?only=overdue", headers={"HX-Request": "true"}).content.decode()
    assert "Hol i vegen" in part
    assert "<html" not in part


def test_a_long_inbox_has_pages_that_neither_skip_nor_repeat(desk: Client) -> None:
    for index in range(60):
        send("Kai Lund", f"Letter {index:02}", "Hello", timezone.now() - timedelta(minutes=index))
    first = desk.get("/en/desk/").content.decode()
    start = first.index("after=")
    second = desk.get("/en/desk/?" + first[start : first.index('"', start)]).content.decode()
    for index in range(60):
        assert (f"Letter {index:02}" in first) != (f"Letter {index:02}" in second)


def test_a_case_worker_sees_their_own_unit_only(town: Town, client: Client) -> None:
    client.login(username="ola", password=PASSWORD)
    page = client.get("/en/desk/").content.decode()
    assert "SFO-plass" in page
    assert "Water meter" not in page
    assert client.get(f"/en/desk/enquiry/{town.number}/").status_code == 404
    assert client.get("/en/desk/quarantine/").status_code == 403


def test_what_one_may_not_know_of_is_as_a_number_that_there_is_not(town: Town, client: Client) -> None:
    client.login(username="ola", password=PASSWORD)
    free = number_of(987_654)
    for path in ("enquiry/{}/", "find/?q={}", "feedback/{}/"):
        there, nowhere = (client.get(f"/en/desk/{path.format(n)}") for n in (town.number, free))
        assert there.status_code == nowhere.status_code, path
        assert there.headers.get("Location") == nowhere.headers.get("Location"), path


def test_an_answer_settles_the_promise_and_says_so(desk: Client, town: Town) -> None:
    answer = desk.post(f"/en/desk/enquiry/{town.number}/answer/", {"text": "In the cellar."}, follow=True)
    assert "The promise is kept." in answer.content.decode()
    found = the(town.number)
    assert found.status == "answered"
    assert [p.state for p in found.promises if p.what == "answer"] == ["kept"]
    assert found.contacts[-1].staff_name == "Kari Strand"


def test_a_late_answer_says_how_late_the_promise_was_kept(desk: Client) -> None:
    page = desk.get("/en/desk/?only=overdue").content.decode()
    start = page.index("/enquiry/") + len("/enquiry/")
    number = int(page[start : page.index("/", start)])
    answer = desk.post(f"/en/desk/enquiry/{number}/answer/", {"text": "It is mended."}, follow=True)
    assert "The promise is broken," in answer.content.decode()


def test_an_empty_answer_is_told_and_sends_nothing(desk: Client, town: Town) -> None:
    answer = desk.post(f"/en/desk/enquiry/{town.number}/answer/", {"text": "  "})
    assert answer.status_code == 422
    assert the(town.number).status == "open"


def test_a_sensitive_answer_goes_behind_the_secret_link(desk: Client, town: Town, client: Client) -> None:
    desk.post(f"/en/desk/enquiry/{town.number}/answer/", {"text": "About your health.", "sensitive": "on"})
    assert the(town.number).contacts[-1].channel == "secure_link"
    shown = client.get(f"/en/follow/{town.token}/").content.decode()
    assert "About your health." not in shown  # not before a code is given: tests/faces/test_gate.py
    assert "Send me a code" in shown


@pytest.mark.parametrize(
    ("deed", "data", "told"),
    [
        ("take", {}, "You handle this enquiry now."),
        ("close", {"reason": "It was written by mistake"}, "The enquiry is closed."),
        ("sensitive", {}, "Sensitive"),
    ],
)
def test_an_enquiry_can_be_taken_closed_and_marked(
    desk: Client, town: Town, deed: str, data: dict[str, Any], told: str
) -> None:
    assert told in desk.post(f"/en/desk/enquiry/{town.number}/{deed}/", data, follow=True).content.decode()


def test_closing_needs_a_reason(desk: Client, town: Town) -> None:
    assert desk.post(f"/en/desk/enquiry/{town.number}/close/", {"reason": ""}).status_code == 422
    assert the(town.number).status == "open"


def test_a_number_said_on_the_phone_finds_its_enquiry(desk: Client, town: Town) -> None:
    said = f"{town.number}"
    answer = desk.get("/en/desk/find/", {"number": f"{said[:4]} {said[4:]}"})
    assert answer["Location"] == f"/en/desk/enquiry/{town.number}/"
    lost = desk.get("/en/desk/find/", {"number": "1234"}, follow=True)
    assert "There is no enquiry with that number" in lost.content.decode()


def test_what_could_not_be_read_is_filed_by_a_person(desk: Client, town: Town) -> None:
    data = {"subject": "A question", "text": "What they want", "from_address": "someone@example.org"}
    answer = desk.post(f"/en/desk/quarantine/{town.quarantined}/", data, follow=True)
    assert "Filed as an enquiry" in answer.content.decode()
    assert quarantined(town.quarantined) is None


def test_what_needs_no_answer_is_set_aside_once(desk: Client, town: Town) -> None:
    url = f"/en/desk/quarantine/{town.quarantined}/set-aside/"
    assert "Set aside" in desk.post(url, follow=True).content.decode()
    assert "dealt with that message already" in desk.post(url, follow=True).content.decode()
