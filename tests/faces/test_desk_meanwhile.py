"""What happens at the desk while somebody writes: nothing new is answered unseen, and nothing is answered twice."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import Town, more_from_aisha
from torg.enquiries.models import Contact, Enquiry

pytestmark = pytest.mark.usefixtures("english")
NEWS = "Something has happened since you opened this page"


@pytest.fixture
def url(town: Town) -> str:
    return f"/en/desk/enquiry/{town.number}/"


def hidden(page: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found[1]


def opened(desk: Client, url: str) -> dict[str, Any]:
    """The answer form as the page gives it out, filled in."""
    return {"text": "In the cellar.", "seen": hidden(desk.get(url).content.decode())}


def answers() -> int:
    return Contact.objects.filter(purpose="answer", text="In the cellar.").count()


def test_a_question_that_came_while_the_answer_was_written_is_shown_before_anything_is_sent(
    desk: Client, town: Town, url: str
) -> None:
    form = opened(desk, url)
    more_from_aisha(timezone.now(), "And where is the main tap?")
    said = desk.post(f"{url}answer/", form)
    page = said.content.decode()
    assert said.status_code == 409
    assert NEWS in page
    assert "Aisha Omar wrote" in page
    assert page.count("And where is the main tap?") == 2
    assert ">\nIn the cellar.</textarea>" in page
    assert answers() == 0
    assert Enquiry.objects.get(number=town.number).status == "open"


def test_when_what_is_new_has_been_shown_the_same_answer_goes(desk: Client, town: Town, url: str) -> None:
    form = opened(desk, url)
    more_from_aisha(timezone.now(), "And where is the main tap?")
    page = desk.post(f"{url}answer/", form).content.decode()
    assert desk.post(f"{url}answer/", {**form, "seen": hidden(page)}).status_code == 302
    assert answers() == 1


def test_an_answer_sent_twice_from_one_page_goes_once_and_the_second_is_told_who_answered(
    desk: Client, url: str
) -> None:
    form = opened(desk, url)
    assert desk.post(f"{url}answer/", form).status_code == 302
    second = desk.post(f"{url}answer/", form)
    assert second.status_code == 409
    assert "Kari Strand answered" in second.content.decode()
    assert answers() == 1


def test_a_fault_in_the_form_does_not_pass_for_having_seen_what_is_new(desk: Client, url: str) -> None:
    form = opened(desk, url)
    more_from_aisha(timezone.now(), "And where is the main tap?")
    page = desk.post(f"{url}answer/", {**form, "text": ""}).content.decode()
    assert hidden(page) == form["seen"]


def test_nothing_is_closed_over_a_question_that_nobody_has_seen(desk: Client, town: Town, url: str) -> None:
    seen = opened(desk, url)["seen"]
    more_from_aisha(timezone.now(), "And where is the main tap?")
    said = desk.post(f"{url}close/", {"reason": "Thanks only", "seen": seen})
    assert said.status_code == 409
    assert 'value="Thanks only"' in said.content.decode()
    assert Enquiry.objects.get(number=town.number).status == "open"


def test_what_is_answered_is_not_closed_afterwards(desk: Client, town: Town, url: str) -> None:
    desk.post(f"{url}answer/", opened(desk, url))
    before = Enquiry.objects.get(number=town.number)
    said = desk.post(f"{url}close/", {"reason": "Done"}, follow=True).content.decode()
    after = Enquiry.objects.get(number=town.number)
    assert "answered or closed already" in said
    assert (after.status, after.closed_at) == ("answered", before.closed_at)
