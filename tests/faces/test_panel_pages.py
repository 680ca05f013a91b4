"""The panel: a letter with a link, a button behind it, questions without log-in, and out with one press."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.template import Context
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.faces.portal.asking import PageToken, read_page
from torg.faces.portal.templatetags.useful import useful
from torg.jobs.surveys import surveys as surveys_job
from torg.mailroom.models import OutgoingMessage
from torg.participation.actions.panel import MOST_AT_ONCE
from torg.participation.models import Invitation, PanelMember, Survey, SurveyAnswer
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

OURS = {"Sec-Fetch-Site": "same-origin"}


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


def link_in(letter: OutgoingMessage, part: str) -> str:
    found = re.search(rf"/en/{part}/[\w-]+/", letter.text)
    assert found
    return found[0]


def join(client: Client, email: str = "aisha@example.org") -> None:
    client.post("/en/panel/", {"email": email, "interests": ["waste"]})
    letter = OutgoingMessage.objects.filter(to_address=email).latest("id")
    client.post(link_in(letter, "panel/confirm"))


def survey(editor: Client, **more: str) -> str:
    said = {
        "title": "The meter", "language": "nn", "text_1": "Was it easy?", "kind_1": "scale", "kind_2": "choice",
        "text_2": "Where?", "choices_2": "Home\nAway\n", "kind_3": "text", "text_3": "",
        "ends_on": (timezone.localdate() + timedelta(days=7)).isoformat(), **more,
    }  # fmt: skip
    return editor.post("/en/desk/surveys/new/", said, follow=True).content.decode()


def test_signing_up_wants_an_address_and_a_letter_confirms_it(town: Town, client: Client) -> None:
    wrong = client.post("/en/panel/", {"email": "aisha@", "interests": ["waste"]})
    assert wrong.status_code == 422
    assert "aisha@" in wrong.content.decode()
    sent = client.post("/en/panel/", {"email": "aisha@example.org", "interests": ["waste"]}, follow=True)
    assert "Look into your mail" in sent.content.decode()
    link = link_in(OutgoingMessage.objects.latest("id"), "panel/confirm")
    assert "Press the button" in client.get(link).content.decode()
    assert PanelMember.objects.get().confirmed_at is None
    assert "You are in the panel" in client.post(link).content.decode()
    member = PanelMember.objects.get()
    assert (member.confirmed_at is not None, member.interests) == (True, ["waste"])
    assert client.get("/en/panel/confirm/made-up/").status_code == 404


def test_one_press_leaves(town: Town, client: Client) -> None:
    join(client)
    leave = f"/en/panel/leave/{PanelMember.objects.get().token}/"
    assert "Your address is deleted from the panel, and you get" in client.get(leave).content.decode()
    assert PanelMember.objects.count() == 1
    assert "You are out of the panel" in client.post(leave).content.decode()
    assert PanelMember.objects.count() == 0
    assert client.get(leave).status_code == 200


def test_a_letter_to_the_panel_that_did_not_arrive_tells_nobody_who_is_in_it(desk: Client) -> None:
    join(desk)
    OutgoingMessage.objects.update(state="failed", said="550 aisha@example.org unknown")
    page = desk.get("/en/desk/unsent/").content.decode()
    assert "Confirm that you join our panel" in page
    assert "aisha@example.org" not in page.split("Confirm that you join our panel")[1].split("</li>")[0]


def test_a_machine_does_not_make_us_write_to_many(town: Town, client: Client) -> None:
    for number in range(MOST_AT_ONCE):
        PanelMember.objects.create(email=f"{number}@example.org", token=str(number), asked_at=timezone.now())
    answer = client.post("/en/panel/", {"email": "aisha@example.org"})
    assert answer.status_code == 422
    assert "Try again in some minutes" in answer.content.decode()


def test_the_panel_is_asked_and_answers_by_a_link(editor: Client) -> None:
    join(editor)
    assert "The questions are asked" in survey(editor, topics="waste")
    link = link_in(OutgoingMessage.objects.latest("id"), "survey")
    stranger = Client()
    assert "Was it easy?" in stranger.get(link).content.decode()
    empty = stranger.post(link, {}, headers=OURS)
    assert empty.status_code == 422
    assert "Answer one of the questions at least" in empty.content.decode()
    forged = stranger.post(link, {"question_1": "5"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert forged.status_code == 422
    done = stranger.post(link, {"question_1": "5", "question_2": "1"}, headers=OURS, follow=True)
    assert "Thank you for your answers" in done.content.decode()
    assert SurveyAnswer.objects.get().said == [5, 1]
    assert stranger.get(link).status_code == 404
    assert (
        "is shown when five have answered"
        in editor.get(f"/en/desk/surveys/{Survey.objects.get().pk}/").content.decode()
    )
    assert not stranger.cookies


def test_readers_of_a_page_are_asked_and_five_answers_are_shown(editor: Client, water: Page) -> None:
    survey(editor, page=str(water.pk))
    made = Survey.objects.get()
    asked = f"/en/survey/page/{made.pk}/"
    for step in ("5", "5", "4", "3", "1"):
        assert Client().post(asked, {"question_1": step, "question_2": "0"}, headers=OURS).status_code == 302
    page = editor.get(f"/en/desk/surveys/{made.pk}/").content.decode()
    assert "On average 3.6 of 5" in page
    assert re.search(r"<dt>Home</dt>\s*<dd>5</dd>", page)
    ended = editor.post(f"/en/desk/surveys/{made.pk}/end/", follow=True).content.decode()
    assert "The survey has ended" in ended
    assert Client().get(asked).status_code == 404


def test_a_page_leads_to_its_survey_while_there_is_one(editor: Client, water: Page) -> None:
    request = RequestFactory().get("/en/service/water/")
    request.resolver_match = resolve("/en/promises/")
    request.resolver_match.url_name = "page"
    context = Context({"request": request, "shown": SimpleNamespace(key="water")})
    assert useful(context)["survey"] is None
    survey(editor, page=str(water.pk))
    assert useful(context)["survey"] == Survey.objects.get().pk
    assert read_page(useful(context)["page"]) == PageToken("water", "", "/en/service/water/")


def test_a_survey_that_is_not_right_is_told_where(editor: Client) -> None:
    page = survey(editor, choices_2="Home", ends_on="2020-01-01", text_1="")
    for said in (
        "Write two to eight choices",
        "Choose a day from today on",
        "Write one question at least",
        "The meter",
    ):
        assert said in page
    assert "Nobody in the panel wants to be asked about this" in survey(editor)
    assert Survey.objects.count() == 0


def test_only_editors_ask(desk: Client) -> None:
    assert "Nothing has been asked yet" in desk.get("/en/desk/surveys/").content.decode()
    assert desk.get("/en/desk/surveys/new/").status_code == 403
    assert desk.post("/en/desk/surveys/1/end/").status_code == 403


def test_what_is_over_ends_by_itself(editor: Client) -> None:
    join(editor)
    survey(editor)
    Survey.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    surveys_job(0)
    assert Survey.objects.get().ended_at is not None
    assert Invitation.objects.count() == 0
