"""Readers' voices in a real browser: one press with and without scripts, and pages that hold for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.mailroom.models import OutgoingMessage
from torg.participation.actions.opinions import say_more, say_useful
from torg.participation.actions.surveys import Plan, ask
from torg.participation.actions.use import note_search, note_seen
from torg.participation.models import Opinion, PanelMember, SurveyAnswer
from torg.participation.questions import Question
from torg.people.actions import set_up_staff
from torg.people.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_reader_says_no_and_why_and_is_back_where_they_were(
    visit: Callable[..., Visitor], town: Town, scripts: bool
) -> None:
    reader = visit("reader", width=320, scripts=scripts)
    page = reader.go("/en/promises/")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you for your answer")).to_be_visible()
    looked_at(reader, scripts)
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    page.get_by_label("What was good, or what is missing or wrong?").fill("I missed the opening hours")
    reader.picture("useful-more")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you", exact=True)).to_be_visible()
    looked_at(reader, scripts)
    page.get_by_role("link", name="Back to the page").click()
    page.wait_for_url("**/en/promises/")
    assert Opinion.objects.values_list("route", "useful", "comment").get() == (
        "promises", False, "I missed the opening hours",
    )  # fmt: skip
    assert [one["name"] for one in reader.context.cookies()] == []
    assert reader.complaints == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)], ids=["desktop", "narrow and dark"])
def test_the_editors_pages_hold_for_everybody(
    visit: Callable[..., Visitor], town: Town, width: int, dark: bool
) -> None:
    now = timezone.now()
    eli = set_up_staff(username="eli", name="Eli Ord", role="editor", unit="innbyggarservice", password=PASSWORD)
    words = {"nn": {"title": "Vassmålar", "summary": "Slik les du av."}}
    made = make_page("water", "service", Content(words), Belonging(Unit.objects.get(key="teknisk").pk), by=eli, now=now)
    publish(made.pk, by=eli, now=now)
    note_seen(made.pk, "nn", now=now)
    for _ in range(3):
        note_search("ufo", "nn", 0, now=now)
    comment = say_useful(useful=False, language="nn", key="water", now=now)
    say_more(comment, useful=False, comment="Kvar les eg av?")
    editor = visit("editor", width=width, dark=dark)
    editor.log_in("eli", PASSWORD)
    said = []
    paths = ("voices/", f"voices/{comment}/", "searches/", "searches/?all=1", "searches/add/?words=ufo&code=nn", "use/")
    for path in paths:
        editor.go(f"/en/desk/{path}")
        editor.picture(path.partition("?")[0].strip("/").replace("/", "-"))
        said += faults(editor)
        said += [f"{path} is {overflow(editor)} px too wide"] if overflow(editor) else []
    assert said == []
    editor.go(f"/en/desk/voices/{comment}/")
    editor.page.get_by_label("The page was changed").check()
    editor.page.get_by_role("button", name="Save").click()
    expect(editor.page.get_by_text("No comments wait.")).to_be_visible()
    assert editor.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_somebody_joins_the_panel_answers_and_leaves(visit: Callable[..., Visitor], town: Town, scripts: bool) -> None:
    reader = visit("panel", width=320, scripts=scripts)
    page = reader.go("/en/promises/")
    page.get_by_role("link", name="Help us to get better").click()
    looked_at(reader, scripts)
    page.get_by_label("E-mail address").fill("aisha@example.org")
    page.get_by_label("Waste and recycling").check()
    page.get_by_role("button", name="Join the panel").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    looked_at(reader, scripts)
    reader.go(link_to("panel/confirm"))
    looked_at(reader, scripts)
    page.get_by_role("button", name="Join the panel").click()
    expect(page.get_by_role("heading", name="You are in the panel")).to_be_visible()
    eli = set_up_staff(username="eli", name="Eli Ord", role="editor", unit="innbyggarservice")
    now = timezone.now()
    questions = (Question("scale", "How easy was it?"), Question("text", "What was missing?"))
    ask(Plan("The waste calendar", "en", questions, now.date() + timedelta(days=7)), by=eli, now=now)
    reader.go(link_to("survey"))
    looked_at(reader, scripts)
    reader.picture("survey")
    page.get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you for your answers")).to_be_visible()
    assert SurveyAnswer.objects.values_list("said", flat=True).get() == [4, None]
    reader.go(link_to("panel/leave"))
    page.get_by_role("button", name="Leave the panel").click()
    expect(page.get_by_role("heading", name="You are out of the panel")).to_be_visible()
    looked_at(reader, scripts)
    assert PanelMember.objects.count() == 0
    assert reader.complaints == []


def looked_at(visitor: Visitor, scripts: bool) -> None:
    """No fault and nothing too wide; only a page with scripts can be looked at so."""
    visitor.page.wait_for_load_state("load")  # a page that a press leads to may still lack its looks
    if scripts:
        assert (faults(visitor), overflow(visitor)) == ([], 0)


def link_to(part: str) -> str:
    """The path of a link in the newest letter that has one."""
    for letter in OutgoingMessage.objects.filter(to_address="aisha@example.org").order_by("-id"):
        found = re.search(rf"/en/{part}/[\w-]+/", letter.text)
        if found:
            return found[0]
    raise AssertionError(part)


def test_a_survey_is_written_at_the_desk(visit: Callable[..., Visitor], town: Town) -> None:
    set_up_staff(username="eli", name="Eli Ord", role="editor", unit="innbyggarservice", password=PASSWORD)
    editor = visit("editor-survey", width=320)
    editor.log_in("eli", PASSWORD)
    page = editor.go("/en/desk/surveys/")
    looked_at(editor, True)
    page.get_by_role("link", name="Ask something").click()
    looked_at(editor, True)
    editor.picture("survey-new")
    page.get_by_label("What it is about").fill("The waste calendar")
    page.get_by_label("Question 1", exact=True).fill("How easy was it?")
    assert editor.complaints == []
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#errors").get_by_text("Nobody in the panel wants to be asked about this")).to_be_visible()
    expect(page.get_by_label("Question 1", exact=True)).to_have_value("How easy was it?")
    looked_at(editor, True)
