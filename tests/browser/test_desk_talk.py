"""The chat at the desk in a real browser: three at once, by keyboard, passed on warmly, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.shelf import fill_the_shelf
from tests.faces.talks import ready, says, settle_chat_town, waits
from tests.faces.town import PASSWORD, Town
from torg.assistant.models import Conversation, Message, Seat

CHAT = "/en/desk/chat/"


@pytest.fixture
def town(transactional_db: None) -> Town:
    """A town with a chat, Kari at it, and pages that answer something."""
    made = settle_chat_town()
    fill_the_shelf(timezone.now())
    return made


@pytest.fixture
def desk(visit: Callable[..., Visitor]) -> Callable[..., Visitor]:
    """Somebody of the staff at a browser, logged in."""

    def opened(username: str = "kari", name: str = "desktop", **how: object) -> Visitor:
        visitor = visit(name, **how)
        visitor.log_in(username, PASSWORD)
        return visitor

    return opened


def three() -> list[Conversation]:
    return [
        waits("Liv Aas", "Can I build a garage?", "It is urgent"),
        waits("", "Er det plass på SFO?", language="nn"),
        waits("Bo Holm", "Hvornår har I åbent?", language="da"),
    ]


def test_a_handler_has_three_conversations_at_once_by_keyboard_alone(desk: Callable[..., Visitor]) -> None:
    rows, visitor = three(), desk()
    page = visitor.go(CHAT)
    for count in (1, 2, 3):
        page.keyboard.press("Alt+0")
        expect(page.locator("[data-talk]")).to_have_count(count)
        page.wait_for_load_state()
    page.keyboard.press("Alt+1")
    page.keyboard.type("Yes, you must apply.")
    page.keyboard.press("Alt+2")
    page.keyboard.type("Ja, det er plass.")
    page.keyboard.press("Control+Enter")
    page.locator(f"#talk-{rows[1].pk}").get_by_text("Ja, det er plass.").wait_for()
    assert page.locator(f"#text-{rows[1].pk}").input_value() == ""
    assert page.locator(f"#text-{rows[0].pk}").input_value() == "Yes, you must apply."
    says(rows[0], "Are you there?")
    page.locator(f"#talk-{rows[0].pk}").get_by_text("Are you there?").wait_for()
    expect(page).to_have_title(re.compile(r"^\(\d\) Chat"))
    unread = page.get_by_role("link", name="Liv Aas").get_by_role("img")
    expect(unread).to_have_attribute("data-count", re.compile(r"\d"))
    page.keyboard.press("Alt+1")
    expect(unread).to_have_count(0)
    page.keyboard.press("Control+Enter")
    page.locator(f"#talk-{rows[0].pk}").get_by_text("Yes, you must apply.").wait_for()
    said = Message.objects.filter(speaker="handler").order_by("pk").values_list("conversation", "text")
    assert list(said) == [(rows[1].pk, "Ja, det er plass."), (rows[0].pk, "Yes, you must apply.")]
    assert visitor.complaints == []


def test_the_cursor_is_in_the_box_of_who_was_taken_and_stays_there(desk: Callable[..., Visitor]) -> None:
    row = waits("Liv Aas", "Can I build a garage?")
    visitor = desk()
    page = visitor.go(CHAT)
    page.get_by_role("button", name="Take the next").click()
    page.locator(f"#text-{row.pk}").wait_for()
    page.wait_for_load_state("networkidle")
    expect(page.locator(f"#text-{row.pk}")).to_be_focused()
    page.keyboard.type("Hello Liv!")
    expect(page.locator(f"#text-{row.pk}")).to_have_value("Hello Liv!")
    expect(page.get_by_text("Can I build a garage?").first).to_be_in_viewport()


def test_one_press_puts_in_what_the_web_would_answer_and_the_draft_is_kept(desk: Callable[..., Visitor]) -> None:
    row = waits("Liv Aas", "Can I build a garage?")
    visitor = desk()
    page = visitor.go(CHAT)
    page.get_by_role("button", name="Take the next").click()
    box = page.locator(f"#text-{row.pk}")
    box.press_sequentially("Hello Liv!")
    page.get_by_role("button", name="Put in the answer").first.click()
    expect(box).to_have_value(re.compile("When you must apply"))
    page.get_by_text("Draft saved").wait_for()
    page.reload()
    assert box.input_value().startswith("Hello Liv!\n\nWhen you must apply.\nhttp")
    assert visitor.complaints == []


def test_what_is_not_sent_stands_in_the_box_and_goes_once_when_the_network_is_back(
    desk: Callable[..., Visitor],
) -> None:
    row = waits("Liv Aas", "Can I build a garage?")
    visitor = desk()
    page = visitor.go(CHAT)
    page.get_by_role("button", name="Take the next").click()
    page.locator(f"#text-{row.pk}").wait_for()
    page.wait_for_load_state()
    visitor.context.set_offline(True)
    page.locator(f"#text-{row.pk}").fill("Yes.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Not sent yet").wait_for()
    assert page.locator(f"#text-{row.pk}").input_value() == "Yes."
    visitor.context.set_offline(False)
    page.keyboard.press("Control+Enter")
    page.locator(f"#talk-{row.pk} .uttered--handler").wait_for()
    assert Message.objects.filter(speaker="handler").count() == 1


def test_it_is_handed_over_warmly_to_somebody_who_reads_it_all(desk: Callable[..., Visitor]) -> None:
    row = waits("Liv Aas", "Is there a place in school?")
    ready("ola")
    visitor = desk()
    page = visitor.go(CHAT)
    page.get_by_role("button", name="Take the next").click()
    panel = page.locator(f"#talk-{row.pk}")
    panel.get_by_text("Pass on", exact=True).click()
    panel.get_by_label("To which unit?").select_option(label="Skule og barnehage (ready: Ola Vik)")
    panel.get_by_label("What do they need to know?").fill("She moves here in August.")
    panel.get_by_role("button", name="Pass it on").click()
    page.get_by_text("first in their queue").wait_for()
    other = desk("ola", "colleague")
    there = other.go(CHAT)
    there.get_by_role("button", name="Take the next").click()
    there.locator(f"#talk-{row.pk}").get_by_text("Is there a place in school?").wait_for()
    assert visitor.complaints == other.complaints == []


def test_whoever_goes_away_gives_their_conversations_back(desk: Callable[..., Visitor]) -> None:
    row = waits("Liv Aas", "Can I build a garage?")
    page = desk().go(CHAT)
    page.get_by_role("button", name="Take the next").click()
    page.get_by_role("button", name="Go away").click()
    page.get_by_text("came back to the queue").wait_for()
    row.refresh_from_db()
    assert row.stage == "waiting"


def test_two_tabs_of_one_handler_show_the_same_and_do_not_fight(desk: Callable[..., Visitor]) -> None:
    row = waits("Liv Aas", "Can I build a garage?")
    visitor = desk()
    first = visitor.go(CHAT)
    second = visitor.context.new_page()
    second.goto(visitor.home + CHAT)
    first.get_by_role("button", name="Take the next").click()
    second.bring_to_front()  # a tab that lies behind is let look seldom by the browser
    second.locator(f"#talk-{row.pk}").wait_for()
    first.bring_to_front()
    first.locator(f"#text-{row.pk}").fill("Yes.")
    first.keyboard.press("Control+Enter")
    second.bring_to_front()
    second.locator(f"#talk-{row.pk}").get_by_text("Yes.", exact=True).wait_for()
    second.close()
    assert Seat.objects.get(staff__username="kari").is_ready
    row.refresh_from_db()
    assert row.stage == "talking"


def test_without_scripts_it_is_pages(desk: Callable[..., Visitor]) -> None:
    rows, visitor = three(), desk(scripts=False, width=375, name="no-scripts")
    page = visitor.go(CHAT)
    for _ in rows:
        page.get_by_role("button", name="Take the next").click()
    page.get_by_role("link", name="Liv Aas").first.click()
    panel = page.locator(f"#talk-{rows[0].pk}")
    panel.locator("textarea").first.fill("Yes, you must apply.")
    panel.get_by_role("button", name="Send").click()
    page.locator(f"#talk-{rows[0].pk}").get_by_text("Yes, you must apply.").wait_for()
    panel.get_by_text("Finish", exact=True).click()
    panel.get_by_label("It is answered").check()
    panel.get_by_role("button", name="End the conversation").click()
    page.get_by_text("is answered.").wait_for()


@pytest.mark.parametrize(
    ("name", "width", "dark"),
    [("desktop", 1280, False), ("desktop-dark", 1280, True), ("phone", 375, False), ("phone-dark", 375, True)],
)
def test_no_page_of_the_chat_has_a_fault_that_axe_finds(
    desk: Callable[..., Visitor], name: str, width: int, dark: bool
) -> None:
    visitor, found = desk("mona", name, width=width, dark=dark), list[str]()
    ready("mona")
    rows = [*three(), waits("Per Dahl", "When is the office open in the holidays, and is somebody there at Easter?")]
    page = visitor.go(CHAT)
    for _ in range(3):
        page.get_by_role("button", name="Take the next").click()
    for path in ("", f"?talk={rows[0].pk}", "load/", f"{rows[3].pk}/", "../answers/?q=garage"):
        visitor.go(CHAT + path)
        for summary in page.locator("main summary:visible").all():
            summary.click()
        visitor.picture("chat-" + "".join(c if c.isalnum() else "-" for c in path))
        found += faults(visitor)
        assert overflow(visitor) == 0, path
    assert found == []
    assert visitor.complaints == []
