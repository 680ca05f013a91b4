"""The desk's pages for feedback and for who answers what."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.catalogue.models import Agreement
from torg.enquiries.models import Enquiry, FollowUp

pytestmark = pytest.mark.usefixtures("english")


def test_an_enquiry_is_marked_as_feedback_and_followed_up(desk: Client, town: Town) -> None:
    page = desk.post(f"/en/desk/feedback/{town.number}/is/", follow=True).content.decode()
    assert "followed up as feedback" in page
    assert "Water meter" in desk.get("/en/desk/feedback/").content.decode()
    answer = desk.post(f"/en/desk/feedback/{town.number}/", {"outcome": "planned", "change": "A sign at the door"})
    assert answer.status_code == 422
    assert "Choose a day" in answer.content.decode()
    desk.post(
        f"/en/desk/feedback/{town.number}/",
        {"outcome": "planned", "change": "A sign at the door", "due_on": "2030-01-31"},
    )
    assert FollowUp.objects.get().state == "planned"
    listed = desk.get("/en/desk/feedback/").content.decode()
    assert "Something is to be changed" in listed
    assert "31 January 2030" in listed
    assert "A sign at the door" in desk.get(f"/en/desk/enquiry/{town.number}/").content.decode()
    assert "All feedback" not in listed


def test_a_unit_sees_its_own_feedback_alone(desk: Client, town: Town) -> None:
    desk.post(f"/en/desk/feedback/{town.number}/is/")
    teacher = Client()
    assert teacher.login(username="ola", password=PASSWORD)
    assert "Water meter" not in teacher.get("/en/desk/feedback/").content.decode()
    assert teacher.get(f"/en/desk/feedback/{town.number}/").status_code == 404
    assert teacher.post(f"/en/desk/feedback/{town.number}/is-not/").status_code == 404


def test_sensitive_feedback_of_another_unit_is_listed_without_its_words(desk: Client, town: Town) -> None:
    asked = Enquiry.objects.get(subject__startswith="SFO-plass")
    desk.post(f"/en/desk/feedback/{asked.number}/is/")
    Enquiry.objects.filter(pk=asked.pk).update(sensitive=True)
    page = desk.get("/en/desk/feedback/").content.decode()
    assert "SFO-plass" not in page
    assert "Sensitive enquiry" in page
    assert desk.get(f"/en/desk/feedback/{asked.number}/").status_code == 404


def test_who_answers_what_is_settled_at_the_desk(desk: Client, town: Town) -> None:
    assert "Not settled" in desk.get("/en/desk/agreements/").content.decode()
    assert desk.post("/en/desk/agreements/sfo/", {"answerer": "front_line"}).status_code == 422
    said = {"answerer": "front_line", "routine": "Prices and free places.", "review_on": "2020-01-31"}
    page = desk.post("/en/desk/agreements/sfo/", said, follow=True).content.decode()
    assert "Prices and free places." in page
    assert "The day has passed" in page
    assert Agreement.objects.get().made_at <= timezone.now()
    assert "Holds now" in desk.get("/en/desk/agreements/sfo/").content.decode()
    assert desk.get("/en/desk/agreements/none/").status_code == 404


def test_the_form_lets_people_complain_and_the_complaint_waits_to_be_followed_up(town: Town, client: Client) -> None:
    page = client.get("/en/contact/").content.decode()
    assert "Complain, or tell us what you think" in page
