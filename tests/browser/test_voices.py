"""Readers' voices in a real browser: one press with and without scripts, and pages that hold for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.participation.actions.opinions import say_more, say_useful
from torg.participation.actions.use import note_search, note_seen
from torg.participation.models import Opinion
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
    if scripts:
        assert (faults(reader), overflow(reader)) == ([], 0)
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    page.get_by_label("What was good, or what is missing or wrong?").fill("I missed the opening hours")
    reader.picture("useful-more")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you", exact=True)).to_be_visible()
    if scripts:
        assert (faults(reader), overflow(reader)) == ([], 0)
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
