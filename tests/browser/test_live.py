"""Citizen and handler in real browsers over the real stream: at once, both ways, and when streams or networks fail."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visitor
from tests.browser.served import Served
from tests.faces.shelf import fill_the_shelf
from tests.faces.talks import settle_chat_town, staff
from tests.faces.town import PASSWORD, Town
from torg.assistant.actions import serving
from torg.assistant.models import Conversation, Message
from torg.assistant.tickets import desk_stream
from torg.faces.live.streams import MOST_FOR_ONE

UNKNOWN = "Kan rådhuset males rosa?"
SOON = 20_000
NO_CLOCK = "window.setInterval = () => 0;"
"""Pages in which nothing is asked by the clock: what comes to them comes by the stream."""


@pytest.fixture
def town(transactional_db: None) -> Town:
    """A town with a chat, Kari at it, and pages that answer something."""
    made = settle_chat_town()
    fill_the_shelf(timezone.now())
    return made


class Both:
    """The two sides of a conversation, each in a browser."""

    def __init__(
        self, visit: Callable[..., Visitor], path: str = "/nb/assistent/", *, home: str = "nb", by_clock: bool = False
    ) -> None:
        self.citizen, self.handler = visit("phone", width=375), visit("desktop")
        if not by_clock:
            for one in (self.citizen, self.handler):
                one.context.add_init_script(NO_CLOCK)
        self.desk = self.handler.log_in("kari", PASSWORD)
        self.desk.goto(f"{self.handler.home}/{home}/desk/chat/")
        self.phone = wants_a_person(self.citizen, path)
        self.desk.locator("[data-next]").click()
        self.desk.locator("[data-box]").wait_for()
        expect(self.phone.locator("[data-stage=talking]")).to_be_visible(timeout=SOON)

    @property
    def row(self) -> Conversation:
        return Conversation.objects.get()

    def writes(self, text: str) -> None:
        """The citizen writes, and sends."""
        self.phone.locator("#talk-text").fill(text)
        self.phone.locator("#talk-text").press("Enter")

    def replies(self, text: str) -> None:
        """The handler writes, and sends."""
        self.desk.locator("[data-box]").fill(text)
        self.desk.locator("[data-box]").press("Control+Enter")

    def on_phone(self) -> list[str]:
        """What citizen and handler have said, as the citizen sees it."""
        said = self.phone.locator(".said--citizen .said__body, .said--handler .said__body")
        return [one.strip() for one in said.all_inner_texts()]


def wants_a_person(citizen: Visitor, path: str = "/nb/assistent/") -> Page:
    """Asks what the assistant does not know, and then for a person."""
    page = citizen.go(path)
    page.locator("#talk-text").fill(UNKNOWN)
    page.locator("#talk-text").press("Enter")
    page.locator("a[href$='/person/']").last.click()
    page.locator("#id_name").fill("Ada")
    page.locator(".talk__person button[type=submit]").click()
    expect(page.locator("[data-stage=waiting]")).to_be_visible()
    return page


def shows(page: Page, text: str) -> None:
    """The page shows what was said, and once."""
    expect(page.locator(".said, .uttered").filter(has_text=text)).to_have_count(1, timeout=SOON)


@contextmanager
def taken_up(served: Served, address: str) -> Iterator[None]:
    """Holds open as many streams as one may have at an address."""
    where = urlsplit(served.home)
    with ExitStack() as stack:
        for _window in range(MOST_FOR_ONE):
            one = stack.enter_context(closing(http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)))
            one.request("GET", address)
            assert one.getresponse().status == http.client.OK
        yield


def test_both_sides_hear_write_and_see_each_other_at_once(visit: Callable[..., Visitor]) -> None:
    both = Both(visit)
    both.desk.locator("[data-box]").press_sequentially("Hei Ada!", delay=600)
    expect(both.phone.locator(".talk__state")).to_contain_text("Kari", timeout=SOON)
    both.replies("Hei Ada! Hvilken farge?")
    shows(both.phone, "Hvilken farge?")
    both.desk.bring_to_front()
    expect(both.desk.locator("[data-part=seen]")).to_contain_text("Sett", timeout=SOON)
    both.phone.locator("#talk-text").press_sequentially("Lys")
    expect(both.desk.locator("[data-writes]")).to_be_visible(timeout=SOON)
    both.writes("Lys rosa")
    shows(both.desk, "Lys rosa")
    expect(both.desk.locator("[data-writes]")).to_be_hidden()
    serving.finish(both.row.pk, how="answered", says="Det er avgjort.", by=staff("kari"), now=timezone.now())
    expect(both.phone.locator("[data-stage=ended]")).to_be_visible(timeout=SOON)
    shows(both.phone, "Det er avgjort.")
    expect(both.desk.locator("[data-talk]")).to_have_count(0, timeout=SOON)
    assert both.citizen.complaints == both.handler.complaints == []


@pytest.mark.parametrize(("path", "language"), [("/da/assistent/", "da"), ("/en/assistant/", "en")])
def test_two_who_read_different_languages_talk_on_pages_of_their_own(
    visit: Callable[..., Visitor], path: str, language: str
) -> None:
    both = Both(visit, path, home="nn")
    both.replies("Hei! Kva gjeld det?")
    shows(both.phone, "Kva gjeld det?")
    both.writes("The town hall")
    shows(both.desk, "The town hall")
    assert both.phone.locator("html").get_attribute("lang") == language
    assert both.desk.locator("html").get_attribute("lang") == "nn"
    assert both.row.language == language


def test_what_either_side_says_while_the_other_has_no_network_comes_once_and_in_order(
    visit: Callable[..., Visitor],
) -> None:
    both = Both(visit, by_clock=True)
    both.citizen.context.set_offline(True)
    both.writes("Uten nett")
    expect(both.phone.locator(".talk__state")).not_to_be_empty()
    both.replies("Er du der?")
    shows(both.desk, "Er du der?")
    both.citizen.context.set_offline(False)
    shows(both.phone, "Er du der?")
    shows(both.phone, "Uten nett")
    shows(both.desk, "Uten nett")
    both.handler.context.set_offline(True)
    both.replies("Også uten nett")
    expect(both.desk.locator("[data-said]")).to_be_visible()
    both.writes("Jeg er her")
    shows(both.phone, "Jeg er her")
    both.handler.context.set_offline(False)
    shows(both.desk, "Jeg er her")
    both.desk.locator("[data-box]").press("Control+Enter")
    shows(both.phone, "Også uten nett")
    said = Message.objects.filter(speaker__in=["citizen", "handler"]).order_by("pk").values_list("text", flat=True)
    assert list(said) == [UNKNOWN, "Er du der?", "Uten nett", "Jeg er her", "Også uten nett"]
    assert both.on_phone() == list(said)


def test_on_another_device_it_goes_on_and_both_hear_it_at_once(visit: Callable[..., Visitor]) -> None:
    both = Both(visit)
    third = visit("tablet", width=800)
    third.context.add_init_script(NO_CLOCK)
    other = third.go(urlsplit(both.phone.url).path)
    both.replies("Hei på begge!")
    for page in (both.phone, other):
        shows(page, "Hei på begge!")
    other.locator("#talk-text").fill("Fra brettet")
    other.locator("#talk-text").press("Enter")
    for page in (other, both.phone, both.desk):
        shows(page, "Fra brettet")


def test_where_there_is_no_room_for_a_stream_the_page_asks(visit: Callable[..., Visitor], served: Served) -> None:
    visitor = visit("phone", width=375)
    page = visitor.go("/nb/assistent/")
    page.locator("#talk-text").fill(UNKNOWN)
    page.locator("#talk-text").press("Enter")
    page.wait_for_selector("[data-token]:not([data-token=''])")
    row, kari = Conversation.objects.get(), staff("kari")
    with taken_up(served, f"/live/talk/{row.token}"), taken_up(served, desk_stream(kari.pk)):
        desk = visit("desktop").log_in("kari", PASSWORD)
        desk.goto(f"{visitor.home}/nb/desk/chat/")
        page.locator("a[href$='/person/']").last.click()
        page.locator(".talk__person button[type=submit]").click()
        expect(desk.locator("[data-next]")).to_be_visible(timeout=SOON)
        desk.locator("[data-next]").click()
        desk.locator("[data-box]").fill("Hei!")
        desk.locator("[data-box]").press("Control+Enter")
        shows(page, "Hei!")
        page.locator("#talk-text").fill("Hei selv!")
        page.locator("#talk-text").press("Enter")
        shows(desk, "Hei selv!")
    assert {said.rpartition("status of ")[2] for said in visitor.complaints} == {"503 (Service Unavailable)"}


def test_what_is_said_while_one_sends_is_shown_although_the_answer_does_not_have_it(
    visit: Callable[..., Visitor],
) -> None:
    both = Both(visit)
    pk, kari = both.row.pk, staff("kari")

    def slowly(route: Route) -> None:
        answer = route.fetch()
        thread = threading.Thread(
            target=lambda: serving.reply(pk, "Mens du sendte", by=kari, sent_as="", now=timezone.now())
        )
        thread.start()
        thread.join()
        time.sleep(1.0)  # so long it takes until the answer is here; the stream has told of the reply
        route.fulfill(response=answer)

    both.phone.route("**/nb/assistent/*/", slowly, times=1)
    both.writes("Hallo?")
    shows(both.phone, "Hallo?")
    shows(both.phone, "Mens du sendte")


def test_an_answer_that_was_overtaken_on_its_way_takes_nothing_back(visit: Callable[..., Visitor]) -> None:
    both = Both(visit)
    asked: list[Route] = []

    def hold_up(route: Route) -> None:
        asked.append(route)

    both.phone.route("**/nb/assistent/*/", hold_up, times=1)
    both.replies("Den første")
    both.desk.locator(".uttered").filter(has_text="Den første").wait_for()
    while not asked:
        both.phone.wait_for_timeout(20)
    old = asked[0].fetch()
    both.writes("Imens")
    shows(both.phone, "Imens")
    asked[0].fulfill(response=old)
    both.replies("Den siste")
    shows(both.phone, "Den siste")
    assert both.on_phone() == [UNKNOWN, "Den første", "Imens", "Den siste"]


def test_what_a_handler_writes_on_after_a_lost_answer_is_another_message_and_not_thrown_away(
    visit: Callable[..., Visitor],
) -> None:
    both = Both(visit)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    both.desk.route("**/reply/", lose, times=1)
    both.replies("Ja.")
    expect(both.desk.locator("[data-said]")).to_be_visible()
    both.desk.locator("[data-box]").fill("Ja, men ikke i dag.")
    both.desk.locator("[data-box]").press("Control+Enter")
    shows(both.phone, "Ja, men ikke i dag.")
    said = Message.objects.filter(speaker="handler").order_by("pk").values_list("text", flat=True)
    assert list(said) == ["Ja.", "Ja, men ikke i dag."]
