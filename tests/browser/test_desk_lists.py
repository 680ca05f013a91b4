"""The desk by keyboard and by what a screen reader is told: lists, choosing many, what is live, and the search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import PASSWORD, Town, send
from torg.enquiries.actions.answer import mark_sensitive
from torg.enquiries.actions.index import index_waiting
from torg.enquiries.models import Enquiry, Handover, Looking
from torg.people.models import Staff, Unit

LIST = """
- main:
  - heading "Inbox" [level=1]
  - status: 3 enquiries shown
  - table "Enquiries, the most urgent first":
    - rowgroup:
      - row:
        - columnheader "Choose"
        - columnheader "Enquiry"
        - columnheader "Channel"
        - columnheader "Unit"
        - columnheader "Handler"
        - columnheader "Due"
    - rowgroup:
      - row:
        - cell:
          - checkbox "Hol i vegen ved skulen"
        - cell:
          - link "Hol i vegen ved skulen"
"""
FOUND = """
- main:
  - heading "Search" [level=1]
  - searchbox "Words"
  - combobox "Unit"
  - combobox "Channel"
  - combobox "Status"
  - combobox "Opened"
  - button "Search"
  - status: 1 enquiry shown, the newest first
  - list "Found":
    - listitem:
      - paragraph:
        - link "Water meter"
      - paragraph: /Aisha Omar/
      - paragraph:
        - mark: meter
"""


@pytest.fixture
def kari(visit: Callable[..., Visitor], town: Town) -> Page:
    """Kari of the front line, at her inbox."""
    return visit().log_in("kari", PASSWORD)


def rows(page: Page) -> list[str]:
    return page.locator("tr.line a.row-link").all_inner_texts()


def test_a_screen_reader_is_told_what_the_inbox_holds(kari: Page) -> None:
    expect(kari.locator("body")).to_match_aria_snapshot(LIST)


def test_a_screen_reader_is_told_what_was_found(kari: Page) -> None:
    while index_waiting():
        pass
    kari.get_by_role("searchbox", name="Number, name or words of an enquiry").fill("meter")
    kari.keyboard.press("Enter")
    expect(kari.locator("body")).to_match_aria_snapshot(FOUND)


def test_the_day_is_worked_with_letters_alone(kari: Page) -> None:
    keys = kari.keyboard
    keys.press("j")
    expect(kari.get_by_role("link", name="Hol i vegen ved skulen")).to_be_focused()
    keys.press("j")
    keys.press("ArrowDown")
    expect(kari.get_by_role("link", name="Water meter")).to_be_focused()
    keys.press("x")
    keys.press("k")
    keys.press("x")
    expect(kari.get_by_role("checkbox", name="Water meter")).to_be_checked()
    expect(kari.locator("[data-chosen]")).to_have_text("2")
    keys.press("Escape")
    expect(kari.get_by_role("checkbox", name="Water meter")).not_to_be_checked()
    keys.press("g")
    keys.press("o")
    kari.wait_for_url("**/desk/?only=overdue")
    keys.press("/")
    expect(kari.locator("#find")).to_be_focused()
    keys.type("jxg?")
    expect(kari.locator("#find")).to_have_value("jxg?")
    kari.locator("h1").click()
    keys.press("?")
    expect(kari.get_by_role("dialog", name="Keys")).to_be_visible()
    keys.press("Escape")
    expect(kari.get_by_role("dialog", name="Keys")).to_be_hidden()
    keys.press("j")
    keys.press("Enter")
    kari.wait_for_url("**/enquiry/**")


def test_letters_can_be_turned_off_and_stay_off(kari: Page) -> None:
    kari.keyboard.press("?")
    kari.get_by_role("checkbox", name="Use single letters as keys").uncheck()
    kari.get_by_role("dialog", name="Keys").get_by_role("button", name="Close").click()
    kari.reload()
    kari.keyboard.press("j")
    expect(kari.get_by_role("link", name="Hol i vegen ved skulen")).not_to_be_focused()


def test_many_are_taken_and_put_back_with_tab_alone(visit: Callable[..., Visitor], town: Town) -> None:
    for scripts in (True, False):
        page = visit("tab", scripts=scripts).log_in("kari", PASSWORD)
        page.get_by_role("checkbox", name="Water meter").focus()
        page.keyboard.press("Space")
        take = page.get_by_role("button", name="Take", exact=True)
        for _ in range(40):
            page.keyboard.press("Tab")
            if take.evaluate("button => button === document.activeElement"):
                break
        page.keyboard.press("Enter")
        expect(page.get_by_text("You handle 1 enquiry more.")).to_be_visible()
        page.get_by_role("button", name="Undo").press("Enter")
        expect(page.get_by_text("1 was put back as it was.")).to_be_visible()


def test_all_of_a_page_are_chosen_at_once(kari: Page) -> None:
    kari.get_by_role("checkbox", name="Choose all on this page").check()
    expect(kari.locator("[data-chosen]")).to_have_text("3")
    kari.get_by_role("button", name="Close …").click()
    expect(kari.get_by_role("button", name="Close 3 enquiries")).to_be_visible()


def test_what_is_new_is_told_and_moves_nothing_that_is_read(kari: Page) -> None:
    before = rows(kari)
    top = kari.get_by_role("link", name="Water meter").bounding_box()
    send("Kai Lund", "A letter in between", "Hello", timezone.now() - timedelta(days=10))
    ola = Staff.objects.get(username="ola")
    Looking.objects.create(enquiry=Enquiry.objects.get(subject="Water meter"), staff=ola, at=timezone.now())
    kari.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when one comes back to the tab
    news = kari.get_by_role("link", name="1 here is new or changed")
    expect(news).to_be_visible()
    expect(kari.get_by_text("Ola Vik is looking at it")).to_be_visible()
    expect(kari.locator("[data-tally=open]")).to_have_text("4")
    assert rows(kari) == before
    assert kari.get_by_role("link", name="Water meter").bounding_box() == top
    kari.keyboard.press(".")
    expect(kari.get_by_role("link", name="A letter in between")).to_be_visible()


def test_what_is_live_can_be_paused_and_asks_no_more(kari: Page) -> None:
    kari.get_by_role("button", name="Pause what is live").click()
    expect(kari.get_by_role("button", name="Pause what is live")).to_have_attribute("aria-pressed", "true")
    asked: list[str] = []
    kari.on("request", lambda request: asked.append(request.url))
    kari.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    kari.wait_for_timeout(300)
    assert asked == []


@pytest.mark.parametrize(("name", "width"), [("phone", 375), ("desktop", 1280)])
def test_busy_pages_have_no_fault_that_axe_finds_and_fit(
    visit: Callable[..., Visitor], town: Town, name: str, width: int
) -> None:
    kari, ola = (Staff.objects.get(username=username) for username in ("kari", "ola"))
    for number in range(8):
        send(
            "Turid Hansen Bergersen", f"Letter {number} about a thing", "Hello", timezone.now() - timedelta(days=number)
        )
    mark_sensitive(Enquiry.objects.get(subject__contains="SFO").pk, sensitive=True, by=ola, now=timezone.now())
    Handover.objects.create(
        enquiry=Enquiry.objects.get(subject__contains="SFO"), from_unit=Unit.objects.get(key="skule"),
        to_unit=Unit.objects.get(key="innbyggarservice"), note="They ask about the reception.", offered_by=ola,
        offered_at=timezone.now(), answer_by=timezone.now() + timedelta(hours=3),
    )  # fmt: skip
    while index_waiting():
        pass
    visitor, found = visit(name, width=width), list[str]()
    page = visitor.log_in("kari", PASSWORD)
    page.get_by_role("checkbox", name="Water meter").check()
    found += _look(visitor, "chosen")
    page.get_by_role("button", name="Close …").click()
    found += _look(visitor, "close-many")
    page.get_by_label("Why is no answer needed?").fill("It was written twice")
    page.get_by_role("button", name="Close 1 enquiry").click()
    found += _look(visitor, "done")
    for title, path in [
        ("offered", "?only=offered"),
        ("found", "find/?q=letter"),
        ("replied", "?only=replied"),
    ]:
        visitor.go(f"/en/desk/{path}")
        found += _look(visitor, title)
    page.get_by_text("Keep this choice").click()
    page.get_by_label("Name", exact=True).fill("Answers that came in")
    page.get_by_role("button", name="Keep").click()
    found += _look(visitor, "kept")
    visitor.go("/en/desk/sieves/")
    found += _look(visitor, "sieves")
    page.keyboard.press("?")
    page.wait_for_timeout(500)  # it fades in
    found += _look(visitor, "keys")
    assert "\n".join(found) == ""
    assert visitor.complaints == []
    assert kari.pk


def _look(visitor: Visitor, title: str) -> list[str]:
    visitor.picture(f"lists-{title}")
    wide = overflow(visitor)
    return [*faults(visitor), *([f"{title} is {wide} pixels too wide"] if wide else [])]
