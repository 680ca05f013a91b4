"""The assistant and the chat in a real browser: from question to answer, to a person and back, and when things fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.shelf import fill_the_shelf
from tests.faces.town import Town, settle_town
from torg.assistant.actions import seats, serving
from torg.assistant.models import Conversation, Message
from torg.channels.base import File
from torg.people.models import Staff

SCREENS = [
    ("desktop", 1280, False), ("dark", 1280, True), ("phone", 375, False), ("phone-dark", 375, True),
    ("narrow", 320, False), ("narrow-dark", 320, True),
]  # fmt: skip
HOME, UNKNOWN = "/nb/assistent/", "Kan rådhuset males rosa?"
SOON = 12_000
"""Milliseconds; how soon it is by the stream alone stands in test_live."""


@pytest.fixture
def town(transactional_db: None) -> Town:
    """Kongsvinger's strategy: an assistant called Mia, and a chat that is open for as long as somebody serves it."""
    settled = settle_town("kongsvinger")
    fill_the_shelf(timezone.now())
    return settled


@pytest.fixture
def kari(town: Town) -> Staff:
    """Kari serves the chat."""
    staff = Staff.objects.get(username="kari")
    seats.be_ready(by=staff, at_once=3, languages=(), now=timezone.now())
    return staff


def ask(page: Page, text: str) -> None:
    """Writes something and sends it, and waits for what is replied."""
    before = page.locator(".said--assistant").count()
    page.locator("#talk-text").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".said--assistant")).to_have_count(before + 1)


def ask_for_person(page: Page, name: str = "Ada") -> None:
    page.locator("a[href$='/person/']").last.click()
    page.locator("#id_name").fill(name)
    page.locator(".talk__person button[type=submit]").click()
    expect(page.locator("[data-stage=waiting]")).to_be_visible()


def says(staff: Staff, text: str, files: Sequence[File] = ()) -> int:
    """The one who serves the only conversation there is writes in it."""
    row = Conversation.objects.get()
    if row.stage == "waiting":
        serving.take(row.pk, by=staff, now=timezone.now())
    return serving.reply(row.pk, text, by=staff, sent_as=text, files=files, now=timezone.now())


def test_from_a_question_to_the_answer_in_the_panel_and_on_over_the_pages(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.go("/nb/")
    loaded = "performance.getEntriesByType('resource').filter(one => /talk.*[.](js|css)/.test(one.name)).length"
    assert page.evaluate(loaded) == 0  # a page on which nobody asks loads nothing of it but the launcher
    launcher = page.locator("[data-launch]")
    launcher.click()
    panel = page.get_by_role("dialog", name="Mia")
    expect(panel.locator("#talk-text")).to_be_focused()
    ask(page, "bygge garasje")
    expect(panel.get_by_role("log")).to_contain_text("Bygge garasje")
    visitor.picture("talk-panel-answer")
    panel.get_by_role("link", name="Bygge garasje").first.click()
    page.wait_for_url("**/bygge-garasje/")
    expect(panel.get_by_role("log")).to_contain_text("bygge garasje")  # it is still open, with all that was said
    assert page.evaluate("document.activeElement.closest('dialog')") is None  # who reads on keeps their place
    panel.locator("#talk-text").focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(launcher).to_be_focused()
    page.reload()
    expect(panel).to_be_hidden()
    launcher.click()
    expect(panel.get_by_role("log")).to_contain_text("bygge garasje")
    assert (Conversation.objects.count(), visitor.complaints) == (1, [])
    assert page.context.cookies() == []


def test_on_a_small_screen_the_launcher_leads_to_the_page_and_covers_nothing(visit: Callable[..., Visitor]) -> None:
    visitor = visit("narrow", width=320)
    page = visitor.go("/nb/promises/")
    assert page.locator(".launcher").evaluate("one => getComputedStyle(one).position") == "static"
    page.locator("[data-launch]").click()
    page.wait_for_url(f"**{HOME}?about=%2Fnb%2Fpromises%2F")
    assert Conversation.objects.count() == 0


def test_from_the_assistant_to_a_person_and_back(visit: Callable[..., Visitor], kari: Staff) -> None:
    visitor = visit("phone", width=375)
    page = visitor.go(HOME)
    ask(page, UNKNOWN)
    ask_for_person(page)
    expect(page.locator(".talk__now")).to_contain_text("1")
    visitor.picture("talk-waiting")
    says(kari, "Hei Ada! Hvilken farge?")
    expect(page.locator(".said--handler")).to_contain_text("Hvilken farge?", timeout=SOON)
    expect(page.locator(".talk__with")).to_contain_text("Kari Strand")
    page.locator("#talk-text").fill("Lys rosa")
    page.keyboard.press("Enter")
    expect(page.locator(".said--citizen[data-id]").last).to_contain_text("Lys rosa")
    row = Conversation.objects.get()
    last = Message.objects.filter(conversation=row).latest("id")
    serving.seen_by_handler(row.pk, upto=last.pk, by=kari, now=timezone.now())
    expect(page.locator(".talk__now")).to_contain_text("Kari Strand", timeout=40_000)
    assert row.citizen_seen > 0
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("Lys rosa")
    serving.finish(row.pk, how="answered", says="Det er avgjort.", by=kari, now=timezone.now())
    expect(page.locator("[data-stage=ended]")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("log")).to_contain_text("Det er avgjort.")
    expect(page.locator("#talk-text")).to_have_count(0)
    visitor.picture("talk-ended")
    page.locator("[data-new]").click()
    page.wait_for_url(f"**{HOME}")
    ask(page, "bygge garasje")
    assert Conversation.objects.count() == 2
    assert visitor.complaints == []


def test_with_nobody_on_duty_the_question_goes_along_into_the_form(visit: Callable[..., Visitor]) -> None:
    page = visit("phone", width=375).go(HOME)
    ask(page, UNKNOWN)
    page.locator(".talk__ways a[href$='/person/']").click()
    assert page.locator(".talk__person").count() == 0
    page.locator("a[href*='/contact/?message']").click()
    page.wait_for_url("**/contact/?message=*")
    assert page.locator("#id_message").input_value() == UNKNOWN


def test_what_is_written_without_a_network_is_kept_told_of_and_sent_once(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.go(HOME)
    ask(page, "bygge garasje")
    page.context.set_offline(True)
    page.locator("#talk-text").fill("Hva koster det?")
    page.keyboard.press("Enter")
    state = page.locator(".talk__state")
    expect(state).to_have_text(str(page.locator("[data-talk]").get_attribute("data-unsent")))
    expect(page.locator("#talk-text")).to_have_value("Hva koster det?")
    visitor.picture("talk-not-sent")
    page.context.set_offline(False)
    expect(page.locator(".said--citizen[data-id]")).to_have_count(2, timeout=SOON)
    expect(page.locator("#talk-text")).to_have_value("")
    expect(state).to_have_text("")
    assert Message.objects.filter(speaker="citizen", text="Hva koster det?").count() == 1


def test_what_was_sent_while_its_answer_was_lost_is_said_once(visit: Callable[..., Visitor]) -> None:
    page = visit().go(HOME)
    ask(page, "bygge garasje")
    lost: list[str] = []

    def lose(route: object, request: object) -> None:
        if request.method == "POST" and not lost:  # type: ignore[attr-defined]
            lost.append(request.url)  # type: ignore[attr-defined]
            route.fetch()  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route(f"**{HOME}**", lose)
    page.locator("#talk-text").fill("Hva koster det?")
    page.keyboard.press("Enter")
    expect(page.locator(".said--citizen[data-id]")).to_have_count(2, timeout=SOON)
    assert lost
    assert Message.objects.filter(speaker="citizen", text="Hva koster det?").count() == 1


def test_pressed_twice_it_is_said_once_and_what_is_half_written_survives_a_reload(
    visit: Callable[..., Visitor],
) -> None:
    page = visit().go(HOME)
    ask(page, "bygge garasje")
    page.locator("#talk-text").fill("Hva koster det?")
    page.get_by_role("button", name="Send", exact=True).dblclick()
    expect(page.locator(".said--assistant")).to_have_count(2)
    page.locator("#talk-text").fill("Og en ting t")
    page.reload()
    expect(page.locator("#talk-text")).to_have_value("Og en ting t")
    assert Message.objects.filter(speaker="citizen", text="Hva koster det?").count() == 1


@pytest.mark.parametrize(
    ("path", "question", "title"),
    [
        ("/nb/assistent/", "bygge garasje", "Bygge garasje"),
        ("/nn/assistent/", "byggje garasje", "Byggje garasje"),
        ("/da/assistent/", "bygge garage", "Bygge garage"),
        ("/en/assistant/", "build a garage", "Build a garage"),
    ],
)
def test_each_language_has_its_own_assistant(
    visit: Callable[..., Visitor], path: str, question: str, title: str
) -> None:
    page = visit().go(path)
    page.locator("#talk-text").fill(question)
    page.locator("#talk-text").press("Enter")
    expect(page.locator(".said--assistant")).to_have_count(1)
    expect(page.locator(".said__sources")).to_contain_text(title)
    assert page.locator("html").get_attribute("lang") == path[1:3]
    assert path in page.url


def test_a_reply_in_another_language_than_the_page_says_which(visit: Callable[..., Visitor]) -> None:
    page = visit().go(HOME)
    page.locator("#talk-text").fill("where do I apply if I want to build a garage beside my house")
    page.locator("#talk-text").press("Enter")
    expect(page.locator(".said--assistant")).to_have_count(1)
    assert page.locator(".said--assistant .said__reply").get_attribute("lang") == "en"
    expect(page.locator(".said__sources")).to_contain_text("Taken from:")  # and no word of the page's language


@pytest.mark.parametrize(("name", "width", "dark"), SCREENS)
def test_axe_finds_no_fault_in_any_state(
    visit: Callable[..., Visitor], town: Town, name: str, width: int, dark: bool
) -> None:
    visitor, found = visit(name, width=width, dark=dark), list[str]()

    def look(state: str) -> None:
        visitor.picture(f"talk-{state}")
        found.extend(f"{state} {fault}" for fault in faults(visitor))
        assert overflow(visitor) == 0, state

    page = visitor.go(HOME)
    look("begin")
    for state, question in (("answer", "bygge garasje"), ("urgent", "det brenner i huset"), ("unknown", UNKNOWN)):
        ask(page, question)
        look(state)
    page.locator("#talk-text").fill("ord " * 600)
    page.keyboard.press("Enter")
    expect(page.locator("#errors")).to_be_visible()
    look("too-long")
    person = page.url.split("#")[0] + "person/"
    page.goto(person)
    look("nobody")
    staff = Staff.objects.get(username="kari")
    seats.be_ready(by=staff, at_once=3, languages=(), now=timezone.now())
    page.goto(person)
    look("person")
    page.locator("[name=wants_transcript]").check()
    page.locator(".talk__person button[type=submit]").click()
    expect(page.locator("#errors")).to_be_visible()
    look("person-wrong")
    page.locator("[name=wants_transcript]").uncheck()
    page.locator(".talk__person button[type=submit]").click()
    expect(page.locator("[data-stage=waiting]")).to_be_visible()
    look("waiting")
    says(staff, "Hei! Se vedlegget.", [File("kart.pdf", "application/pdf", b"%PDF-1.7 a map")])
    page.reload()
    page.locator(".talk details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    look("talking")
    serving.finish(Conversation.objects.get().pk, how="written", says="", by=staff, now=timezone.now())
    page.reload()
    look("ended")
    if width > 1000:
        page.evaluate("sessionStorage.clear()")
        visitor.go("/nb/promises/")
        page.locator("[data-launch]").click()
        ask(page, "bygge garasje")
        look("panel")
    assert found == []
    assert [said for said in visitor.complaints if "422" not in said] == []


def test_a_screen_reader_is_told_who_speaks_and_what_is_new(visit: Callable[..., Visitor]) -> None:
    page = visit().go(HOME)
    page.locator("#talk-text").fill("bygge garasje")
    page.keyboard.press("Enter")
    expect(page.locator(".said--assistant")).to_have_count(1)
    log = page.get_by_role("log")
    snapshot = log.aria_snapshot()
    first, second = snapshot.index("bygge garasje"), snapshot.index("Mia")
    assert first < second
    assert "- list" in snapshot
    assert '- link "Bygge garasje"' in snapshot
    assert page.locator("[data-talk] [role=log] [role=alert], [data-talk] [aria-live=assertive]").count() == 0
    before = log.locator("li.said").first.element_handle()
    ask(page, "Hva koster det?")
    assert before.evaluate("one => one.isConnected")  # what has been read is not read again
    assert log.evaluate("one => one.getAttribute('aria-busy')") is None


def test_by_keyboard_alone_one_asks_chooses_and_comes_back(visit: Callable[..., Visitor]) -> None:
    page = visit().go("/nb/promises/")
    launcher = page.locator("[data-launch]")
    for _press in range(80):
        page.keyboard.press("Tab")
        if launcher.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#talk-text")).to_be_focused()
    page.keyboard.type("bygge garasje")
    page.keyboard.press("Enter")
    expect(page.locator(".said--assistant")).to_have_count(1)
    expect(page.locator("#talk-text")).to_be_focused()
    yes = page.locator(".talk__judge button").first
    for _press in range(20):
        page.keyboard.press("Shift+Tab")
        if yes.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".said--citizen[data-id]")).to_have_count(2)
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(launcher).to_be_focused()


def test_without_scripts_the_whole_conversation_works(visit: Callable[..., Visitor], kari: Staff) -> None:
    visitor = visit("no-scripts", width=375, scripts=False)
    page = visitor.go("/nb/promises/")
    page.locator("[data-launch]").click()
    page.wait_for_url(f"**{HOME}?about=*")
    ask(page, "bygge garasje")
    page.locator(".talk__judge button").first.click()
    expect(page.locator(".said--assistant")).to_have_count(2)
    ask(page, UNKNOWN)
    ask_for_person(page)
    says(kari, "Hei Ada!")
    page.locator(".talk__reload a").click()
    expect(page.locator(".said--handler")).to_contain_text("Hei Ada!")
    page.locator("#talk-text").fill("Takk!")
    page.locator("[data-say] button[type=submit]").click()
    expect(page.locator(".said--citizen[data-id]").last).to_contain_text("Takk!")
    page.locator(".talk__ways summary").first.click()
    page.locator("form[action$='/leave/'] button").click()
    expect(page.locator("[data-stage=ended]")).to_be_visible()
    assert Conversation.objects.get().started_on == "/nb/promises/"


def test_another_device_goes_on_by_the_link_and_keeps_the_place_in_the_queue(
    visit: Callable[..., Visitor], kari: Staff
) -> None:
    page = visit("phone", width=375).go(HOME)
    ask(page, UNKNOWN)
    ask_for_person(page)
    other = visit("desktop").go("/nb/")
    other.goto(page.url)
    expect(other.locator("[data-stage=waiting]")).to_be_visible()
    says(kari, "Hei!")
    expect(other.locator(".said--handler")).to_contain_text("Hei!", timeout=SOON)
    expect(page.locator(".said--handler")).to_contain_text("Hei!", timeout=SOON)


def test_a_title_tells_in_the_list_of_windows_that_something_new_was_said(
    visit: Callable[..., Visitor], kari: Staff
) -> None:
    visitor = visit()
    page = visitor.go(HOME)
    ask(page, UNKNOWN)
    ask_for_person(page)
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    says(kari, "Hei!")
    expect(page).to_have_title(re.compile("^● "), timeout=SOON)
    row = Conversation.objects.get()
    assert row.last_at > timezone.now() - timedelta(minutes=1)


def test_what_is_on_its_way_is_seen_at_once_and_what_is_written_meanwhile_stays(visit: Callable[..., Visitor]) -> None:
    page = visit().go(HOME)
    ask(page, "bygge garasje")
    held: list[Route] = []
    page.route(
        "**/assistent/*/", lambda route: held.append(route) if route.request.method == "POST" else route.fallback()
    )
    box = page.locator("#talk-text")
    box.fill("Hva koster det?")
    page.keyboard.press("Enter")
    expect(page.locator(".said--pending")).to_have_text("Hva koster det?")
    expect(box).to_have_value("")
    page.keyboard.type("Og hvor")
    held[0].continue_()
    expect(page.locator(".said--assistant")).to_have_count(2)
    expect(page.locator(".said--pending")).to_have_count(0)
    expect(box).to_have_value("Og hvor")
    page.reload()
    expect(box).to_have_value("Og hvor")
    assert Message.objects.filter(speaker="citizen").count() == 2


def test_a_page_left_while_a_message_was_on_its_way_sends_it_once(visit: Callable[..., Visitor]) -> None:
    page = visit().go(HOME)
    ask(page, "bygge garasje")
    page.route("**/assistent/*/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    page.locator("#talk-text").fill("Hva koster det?")
    page.keyboard.press("Enter")
    expect(page.locator("#talk-text")).to_have_value("Hva koster det?")
    page.unroute_all()
    page.reload()
    expect(page.locator(".said--citizen[data-id]")).to_have_count(2, timeout=SOON)
    assert Message.objects.filter(speaker="citizen", text="Hva koster det?").count() == 1


def test_what_is_said_in_another_window_is_there_when_one_comes_back(visit: Callable[..., Visitor]) -> None:
    page = visit().go(HOME)
    ask(page, "bygge garasje")
    other = visit("desktop").go("/nb/")
    other.goto(page.url)
    ask(other, "Hva koster det?")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".said--citizen[data-id]")).to_have_count(2)


def test_on_paper_the_ways_on_have_their_names(visit: Callable[..., Visitor]) -> None:
    page = visit().go(HOME)
    ask(page, "det brenner i huset")
    page.emulate_media(media="print")
    expect(page.locator(".said__doors li").first.locator("a")).to_be_visible()
    expect(page.locator(".talk__write")).to_be_hidden()


def test_a_file_too_large_is_refused_and_the_words_beside_it_stay(
    visit: Callable[..., Visitor], kari: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ATTACHMENT_LIMIT_MB", 1)
    page = visit().go(HOME)
    ask(page, UNKNOWN)
    ask_for_person(page)
    page.locator("details:has(#talk-files) summary").click()
    large = bytes(3 * 1024 * 1024)
    map_of_it: FilePayload = {"name": "kart.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7" + large}
    page.set_input_files("#talk-files", map_of_it)
    page.locator("#talk-text").fill("Her er kartet")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#errors")).to_be_visible()
    expect(page.locator("#talk-text")).to_have_value("Her er kartet")


def test_when_one_has_ended_it_nothing_is_left_to_end_and_the_focus_is_not_lost(
    visit: Callable[..., Visitor], kari: Staff
) -> None:
    page = visit().go(HOME)
    ask(page, UNKNOWN)
    ask_for_person(page)
    page.locator(".talk__ways summary").first.click()
    page.locator("form[action$='/leave/'] button").click()
    expect(page.locator("[data-stage=ended]")).to_be_visible()
    expect(page.locator("form[action$='/leave/']")).to_have_count(0)
    assert page.evaluate("document.activeElement.className") == "talk__log"
