"""The chat at the desk when it is busy: nothing jumps, nothing typed is lost, and what happens elsewhere is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Visitor
from tests.faces.shelf import fill_the_shelf
from tests.faces.talks import ready, says, settle_chat_town, staff, waits
from tests.faces.town import PASSWORD, Town
from torg.assistant.actions.seats import go_away
from torg.assistant.actions.serving import give_back, take
from torg.assistant.models import Conversation, Message

CHAT = "/en/desk/chat/"


@pytest.fixture
def town(transactional_db: None) -> Town:
    """A town with a chat, Kari at it, and pages that answer something."""
    made = settle_chat_town()
    fill_the_shelf(timezone.now())
    return made


@pytest.fixture
def desk(visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Kari at a browser, logged in."""

    def opened(**how: object) -> Visitor:
        visitor = visit("desktop", **how)
        visitor.log_in("kari", PASSWORD)
        return visitor

    return opened


def served(*texts: str) -> list[Conversation]:
    """Conversations that Kari serves, one for each text."""
    rows = [waits(f"Liv {text[:6]}", text) for text in texts]
    for row in rows:
        take(row.pk, by=staff("kari"), now=timezone.now())
    return rows


def box_of(visitor: Visitor, row: Conversation) -> Locator:
    return visitor.page.locator(f"#text-{row.pk}")


def test_what_is_typed_stands_there_still_when_the_next_is_taken_at_once(desk: Callable[..., Visitor]) -> None:
    first, _next = served("Can I build?")[0], waits("Bo Holm", "When is it open?")
    visitor = desk()
    page = visitor.go(CHAT)
    box_of(visitor, first).focus()
    page.keyboard.type("You must apply for it.")
    page.keyboard.press("Alt+0")
    expect(page.locator("[data-talk]")).to_have_count(2)
    expect(box_of(visitor, first)).to_have_value("You must apply for it.")


def test_a_draft_is_kept_of_each_box_however_fast_one_goes_from_one_to_another(desk: Callable[..., Visitor]) -> None:
    first, second = served("Can I build?", "When is it open?")
    visitor = desk()
    page = visitor.go(CHAT)
    for at, text in ((1, "You must apply."), (2, "At eight.")):
        page.keyboard.press(f"Alt+{at}")
        page.keyboard.type(text)
    for row in (first, second):
        expect(page.locator(f"#talk-{row.pk} [data-draft-said]")).to_contain_text("Draft saved")
    assert visitor.complaints == []


def test_what_is_written_while_the_last_is_on_its_way_stays_alone_in_the_box(desk: Callable[..., Visitor]) -> None:
    row = served("Can I build?")[0]
    visitor = desk()
    page = visitor.go(CHAT)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/reply/", hold)
    box_of(visitor, row).fill("You must apply.")
    page.keyboard.press("Control+Enter")
    page.keyboard.type(" And pay.")
    expect(box_of(visitor, row)).to_have_value("You must apply. And pay.")
    held[0].continue_()
    page.locator(f"#talk-{row.pk} .uttered--handler").wait_for()
    expect(box_of(visitor, row)).to_have_value("And pay.")


def test_nobody_ends_a_conversation_with_an_answer_that_is_not_sent(desk: Callable[..., Visitor]) -> None:
    row = served("Can I build?")[0]
    visitor = desk()
    page = visitor.go(CHAT)
    panel = page.locator(f"#talk-{row.pk}")
    box_of(visitor, row).fill("You must apply.")
    panel.get_by_text("Finish", exact=True).click()
    panel.get_by_role("radio", name="We call them").check()
    panel.get_by_label("Number to call").fill("62 87 40 00")
    panel.get_by_role("button", name="End the conversation").click()
    expect(panel.get_by_text("What stands in the box is not sent")).to_be_visible()
    expect(box_of(visitor, row)).to_be_focused()
    row.refresh_from_db()
    assert row.stage == "talking"
    box_of(visitor, row).fill("")
    panel.get_by_role("button", name="End the conversation").click()
    page.get_by_text("is open until somebody has called").wait_for()


def test_whoever_is_logged_out_meanwhile_is_told_so_and_sends_it_once_they_are_in_again(
    desk: Callable[..., Visitor],
) -> None:
    row = served("Can I build?")[0]
    visitor = desk()
    page = visitor.go(CHAT)
    box_of(visitor, row).fill("You must apply.")
    Session.objects.all().delete()
    page.keyboard.press("Control+Enter")
    again = page.get_by_role("link", name="Log in")
    again.wait_for()
    with page.context.expect_page() as opened:
        again.click()
    other = opened.value
    other.get_by_label("User name").fill("kari")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_label("Password").press("Enter")
    other.locator("[data-chat]").wait_for()
    other.close()
    page.bring_to_front()
    expect(again).to_be_hidden()
    expect(box_of(visitor, row)).to_have_value("You must apply.")
    box_of(visitor, row).focus()
    page.keyboard.press("Control+Enter")
    page.locator(f"#talk-{row.pk} .uttered--handler").wait_for()
    assert Message.objects.filter(speaker="handler").count() == 1


def test_that_one_is_away_is_told_in_every_tab(desk: Callable[..., Visitor]) -> None:
    page = desk().go(CHAT)
    expect(page.locator("[data-part=seat]")).to_contain_text("Ready")
    go_away(by=staff("kari"), now=timezone.now())
    expect(page.locator("[data-part=seat]")).to_contain_text("Away", timeout=15_000)


def test_a_conversation_that_is_gone_tells_so_and_leaves_what_was_typed_to_be_copied(
    desk: Callable[..., Visitor],
) -> None:
    row = served("Can I build?")[0]
    visitor = desk()
    page = visitor.go(CHAT)
    box_of(visitor, row).fill("You must apply.")
    give_back(row.pk, by=staff("kari"), now=timezone.now())
    panel = page.locator(f"#talk-{row.pk}")
    expect(panel).to_contain_text("not yours any more", timeout=15_000)
    expect(box_of(visitor, row)).to_have_value("You must apply.")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)


def test_who_stands_at_the_queue_with_the_keyboard_sees_it_grow(desk: Callable[..., Visitor]) -> None:
    waits("Bo Holm", "When is it open?")
    page = desk().go(CHAT)
    take_next = page.get_by_role("button", name="Take the next")
    take_next.focus()
    waits("Per Dahl", "Where do I park?")
    expect(page.get_by_role("heading", name="2 wait")).to_be_visible(timeout=15_000)
    expect(take_next).to_be_focused()


def test_the_box_does_not_move_when_somebody_waits_or_an_answer_is_proposed(desk: Callable[..., Visitor]) -> None:
    row = served("Hello")[0]
    visitor = desk()
    page = visitor.go(CHAT)
    before = box_of(visitor, row).bounding_box()
    says(row, "Can I build a garage?")
    waits("Bo Holm", "When is it open?")
    page.locator(f"#talk-{row.pk} .proposed").wait_for(timeout=15_000)
    page.get_by_role("heading", name="1 waits").wait_for()
    assert box_of(visitor, row).bounding_box() == before


def test_it_is_told_how_long_somebody_has_waited_for_an_answer(desk: Callable[..., Visitor]) -> None:
    row = served("Can I build?")[0]
    ready("kari")
    visitor = desk()
    page = visitor.go(CHAT)
    tab = page.get_by_role("navigation", name="Your conversations").get_by_role("link")
    expect(tab).to_contain_text(re.compile(r"waits since \d\d:\d\d"))
    box_of(visitor, row).fill("You must apply.")
    page.keyboard.press("Control+Enter")
    expect(tab).not_to_contain_text("waits since")
