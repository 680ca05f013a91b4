"""The editors' desk in a real browser: written, seen, published, read by a citizen; at any width, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.links import gather_links, note_link
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

WIDTHS = [("desktop", 1280, False), ("phone", 375, True), ("narrow", 320, False)]
WORDS = {
    "nn": {"title": "Byggje garasje", "summary": "Når du må søkje.", "body": "Sjå [lova](https://lov.example/)."},
    "nb": {"title": "Bygge garasje", "summary": "Når du må søke."},
}
AT = "/en/desk/content/pages/garasje/"


@pytest.fixture
def editors(town: Town) -> tuple[Staff, Staff]:
    """Two who write pages."""
    eli, tor = (
        set_up_staff(username=who, name=name, role="editor", unit="innbyggarservice", password=PASSWORD)
        for who, name in (("eli", "Eli Ord"), ("tor", "Tor Lesar"))
    )
    return eli, tor


@pytest.fixture
def garage(editors: tuple[Staff, Staff]) -> int:
    """A page that is published, lags behind, links to what is gone, and has a draft."""
    then, unit = timezone.now() - timedelta(days=500), Unit.objects.get(key="teknisk").pk
    content = Content(WORDS, {"laws": ({"name": "Plan- og bygningslova"},)})
    made = make_page("garasje", "service", content, Belonging(unit), by=editors[0], now=then).pk
    publish(made, by=editors[0], now=then)
    gather_links()
    for _time in range(2):
        note_link("https://lov.example/", 404, now=then)
    newer = Content({**WORDS, "nb": {**WORDS["nb"], "cost": "Det koster 100 kroner."}}, content.facts)
    write(made, newer, seen=1, by=editors[0], now=timezone.now())
    return made


def looked_at(visitor: Visitor, name: str) -> list[str]:
    visitor.picture(name)
    wide = [f"{visitor.page.url} is wider than the screen by {overflow(visitor)}"] if overflow(visitor) else []
    return faults(visitor) + wide


@pytest.mark.parametrize(("name", "width", "dark"), WIDTHS)
def test_every_page_of_the_editors(
    visit: Callable[..., Visitor], garage: int, name: str, width: int, dark: bool
) -> None:
    visitor = visit(name, width=width, dark=dark)
    visitor.log_in("eli", PASSWORD)
    found = []
    for path in (
        "", "new/", "new/service/", "pages/", "pages/?words=nothing-like-it", "pages/garasje/",
        "pages/garasje/write/?tab=nb", "pages/garasje/write/?tab=nn", "pages/garasje/write/?tab=facts",
        "pages/garasje/history/", "pages/garasje/history/2/",
    ):  # fmt: skip
        visitor.go(f"/en/desk/content/{path}")
        for one in visitor.page.locator("details:not([open]) > summary").all()[:8]:
            if one.is_visible():
                one.click()
        found += looked_at(visitor, f"editors-{path.replace('/', '-').replace('?', '-') or 'care'}")
    assert found == []
    assert visitor.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_page_is_written_looked_at_published_and_read(
    visit: Callable[..., Visitor], editors: tuple[Staff, Staff], scripts: bool
) -> None:
    visitor = visit("writes", scripts=scripts)
    visitor.log_in("eli", PASSWORD)
    page = visitor.go("/en/desk/content/new/")
    page.get_by_role("link", name="Article").click()
    page.get_by_label("Title").fill("Felle eit tre")
    page.get_by_label("Language you write it in first").select_option("nn")
    page.get_by_role("button", name="Make the page and write on").click()
    body = page.get_by_label("Text", exact=False).first
    body.fill("Søknaden vert vurdert av oss. Du kan felle treet ditt.")
    if scripts:
        body.press("End")
        body.type(" No.")
        page.locator("#clarity").get_by_text("Nobody does it").wait_for()
    page.get_by_role("button", name="Save and see it as citizens do").click()
    page.get_by_text("Du kan felle treet ditt.").wait_for()
    assert "/nn/look/" in page.url
    stranger = visit("stranger", scripts=scripts)
    stranger.go("/nn/artiklar/felle-eit-tre/")
    assert stranger.page.get_by_text("Du kan felle treet ditt.").count() == 0
    visitor.go("/en/desk/content/pages/felle-eit-tre/").get_by_role("button", name="Publish now").click()
    visitor.page.get_by_text("Published. Citizens see it now.").wait_for()
    stranger.go("/nn/artiklar/felle-eit-tre/")
    stranger.page.get_by_text("Du kan felle treet ditt.").wait_for()


def test_the_second_of_two_editors_sees_both(visit: Callable[..., Visitor], garage: int) -> None:
    eli, tor = visit("eli"), visit("tor", width=320)
    for visitor, who in ((eli, "eli"), (tor, "tor")):
        visitor.log_in(who, PASSWORD)
        visitor.go(f"{AT}write/?tab=nb")
        visitor.page.get_by_label("Cost", exact=False).first.fill(f"Det koster {len(who) * 100} kroner, sier {who}.")
    eli.page.get_by_role("button", name="Save", exact=True).first.click()
    eli.page.get_by_text("Saved as a draft").wait_for()
    tor.page.get_by_role("button", name="Save", exact=True).first.click()
    tor.page.get_by_text("Eli Ord has changed the same meanwhile").wait_for()
    assert tor.page.get_by_label("Cost", exact=False).first.input_value() == "Det koster 300 kroner, sier tor."
    assert tor.page.evaluate("document.activeElement.id") == "errors"
    assert looked_at(tor, "editors-two") == []
    tor.page.get_by_role("button", name="Save", exact=True).first.click()
    tor.page.get_by_text("Saved as a draft").wait_for()


def test_return_in_a_field_saves_and_goes_nowhere_else(visit: Callable[..., Visitor], garage: int) -> None:
    visitor = visit("keys")
    visitor.log_in("eli", PASSWORD)
    title = visitor.go(f"{AT}write/?tab=nb").get_by_label("Title", exact=False).first
    title.fill("Garasje og bod")
    title.press("Enter")
    visitor.page.get_by_text("Saved as a draft").wait_for()
    assert visitor.page.url.endswith("/write/?tab=nb")
