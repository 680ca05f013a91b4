"""Whole journeys in a real browser: without scripts, by keyboard alone, and through the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import PASSWORD, Town, more_from_aisha
from torg.faces.portal.form import FASTEST


def patience(visitor: Visitor) -> None:
    """A person takes longer over the form than a machine."""
    visitor.page.wait_for_timeout(FASTEST.total_seconds() * 1000 + 1100)


def test_the_form_works_without_scripts(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit("no-scripts", width=375, scripts=False)
    page = visitor.go("/en/contact/")
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF-1.7 a bill")
    page.get_by_label("What can we help you with?").fill("The tap drips.")
    page.get_by_label("Attachments").set_input_files(bill)
    patience(visitor)
    page.get_by_role("button", name="Send", exact=True).click()
    assert "Please correct" in page.title()
    assert page.get_by_label("What can we help you with?").input_value() == "The tap drips."
    assert "bill.pdf" in page.get_by_text("Choose them again").locator("..").inner_text()
    page.get_by_label("Subject").fill("A tap")
    page.get_by_label("E-mail address").fill("mona@example.org")
    page.get_by_label("Attachments").set_input_files(bill)
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/receipt/**")
    assert page.locator(".number").inner_text().replace(" ", "").isdigit()
    assert "bill.pdf" in page.locator(".facts").inner_text()
    page.get_by_role("link", name="Follow your enquiry").last.click()
    assert "The tap drips." in page.locator(".story").inner_text()


def test_the_error_summary_takes_the_focus_and_leads_to_the_fields(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.go("/en/contact/")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_selector("#errors")
    page.wait_for_function("document.activeElement.closest('#errors') !== null")
    page.locator("#errors a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_subject"
    assert page.locator("#id_subject").get_attribute("aria-invalid") == "true"
    visitor.picture("portal-contact-errors")


def test_an_enquiry_can_be_sent_with_the_keyboard_alone(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.go("/en/contact/")
    keys = page.keyboard
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ds-skip-link"
    keys.press("Enter")
    written = {"id_subject": "Snow", "id_message": "The snow has not been cleared.", "id_email": "mona@example.org"}
    for _ in range(40):
        keys.press("Tab")
        here = page.evaluate("document.activeElement.id || document.activeElement.type || ''")
        if here in written:
            keys.type(written.pop(here))
        elif here == "submit":
            break
    assert written == {}
    patience(visitor)
    keys.press("Enter")
    page.wait_for_url("**/receipt/**")
    assert "We have received your enquiry" in page.inner_text("main")
    assert visitor.complaints == []


def test_the_menu_on_a_phone_opens_and_leads_on(visit: Callable[..., Visitor]) -> None:
    visitor = visit("phone", width=375)
    page = visitor.go("/en/")
    page.get_by_role("button", name="Menu").click()
    visitor.picture("portal-menu")
    page.locator("#menu").get_by_role("link", name="What we promise").click()
    page.wait_for_url("**/promises/")
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu").get_by_role("link", name="Dansk").click()
    page.wait_for_url("**/da/promises/")
    assert visitor.complaints == []


def test_a_person_at_the_desk_sifts_the_inbox_and_answers(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit()
    page = visitor.log_in("kari", PASSWORD)
    page.get_by_label("Show").select_option("overdue")
    page.wait_for_url("**only=overdue**")
    page.get_by_role("link", name="Water meter").wait_for(state="detached")
    page.get_by_label("Show").select_option("")
    page.get_by_role("link", name="Water meter").click()
    page.get_by_text("Why this date?").click()
    visitor.picture("desk-why")
    page.get_by_label("Your answer").fill("It is in the cellar, behind the door.")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("The promise is kept.").first.wait_for()
    visitor.picture("desk-answered")
    assert visitor.complaints == []


def test_what_came_while_the_answer_was_written_is_shown_first_and_takes_the_focus(
    visit: Callable[..., Visitor], town: Town
) -> None:
    visitor = visit("phone", width=375)
    page = visitor.log_in("kari", PASSWORD)
    visitor.go(f"/en/desk/enquiry/{town.number}/")
    page.get_by_label("Your answer").fill("It is in the cellar.")
    more_from_aisha(timezone.now(), "And where is the main tap?")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("heading", name="Something has happened").wait_for()
    page.locator("#errors:focus").wait_for()
    assert page.get_by_label("Your answer").input_value() == "It is in the cellar."
    visitor.picture("desk-news")
    assert faults(visitor) == []
    assert overflow(visitor) == 0
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("The promise is kept.").first.wait_for()


def test_the_inbox_is_sifted_without_scripts_too(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit("no-scripts", scripts=False)
    page = visitor.log_in("kari", PASSWORD)
    page.get_by_label("Show").first.select_option("overdue")
    page.locator(".sieve button").click()
    assert page.get_by_role("link", name="Water meter").count() == 0
    assert page.get_by_role("link", name="Hol i vegen").count() == 1
