"""The enquiry page in a real browser: by keyboard, on a phone, as a screen reader is told it, and two at once."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import PASSWORD, Town, more_from_aisha
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Draft, Enquiry, Note
from torg.mailroom.actions import keep
from torg.people.actions import set_up_staff

STATES = (
    "",
    "?do=note",
    "?do=handover",
    "?do=ask",
    "?do=interim",
    "?do=assign",
    "?do=join",
    "?do=close",
    "?only=notes",
)


def formatted_letter() -> tuple[int, int]:
    """A mail with markup and a letter in it; (number, contact)."""
    letter, inner = EmailMessage(), EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Liv Aas <liv@example.org>", "post@torg.example", "The lamp"
    letter.set_content("The lamp is dark.")
    letter.add_alternative("<h1>Lamp</h1><p>The <b>lamp</b> is dark.</p><script>alert(1)</script>", subtype="html")
    inner["From"], inner["Subject"] = "nabo@example.org", "Dark here too"
    inner.set_content("I saw it as well.")
    letter.add_attachment(inner)
    kept = keep(kind="email", raw=bytes(letter), headers={"mail-from": "liv@example.org"}, now=timezone.now())
    enquiry = take_in_kept(kept, now=timezone.now())
    assert enquiry is not None
    return enquiry.number, enquiry.contacts.earliest("id").pk


@pytest.mark.parametrize(("name", "width", "dark"), [("desktop", 1280, False), ("phone-dark", 375, True)])
def test_no_form_of_the_enquiry_page_has_a_fault_that_axe_finds(
    visit: Callable[..., Visitor], town: Town, name: str, width: int, dark: bool
) -> None:
    visitor, found = visit(name, width=width, dark=dark), list[str]()
    visitor.log_in("kari", PASSWORD)
    number, contact = formatted_letter()
    url = f"/en/desk/enquiry/{town.number}/"
    visitor.go(f"{url}?do=note").get_by_label("Your note").fill("Between us")
    visitor.page.get_by_role("button", name="Save the note").click()
    visitor.page.wait_for_url("**#note-*")
    paths = [f"{url}{state}" for state in STATES]
    paths += [f"/en/desk/enquiry/{number}/?formatted={contact}", f"/en/desk/letter/{contact}/0/"]
    for path in paths:
        visitor.go(path)
        visitor.picture("enquiry-" + "".join(c if c.isalnum() else "-" for c in path.split("desk/")[-1]))
        found += faults(visitor)
        assert overflow(visitor) == 0, path
    assert found == []
    assert visitor.complaints == []


def test_the_letter_is_shown_in_a_frame_that_runs_nothing(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.log_in("kari", PASSWORD)
    number, contact = formatted_letter()
    page = visitor.go(f"/en/desk/enquiry/{number}/?formatted={contact}")
    frame = page.frame_locator(".letter-frame")
    assert frame.locator("h1").inner_text() == "Lamp"
    assert frame.locator("script").count() == 0
    assert visitor.complaints == []


def test_what_is_written_is_kept_by_itself_and_is_back_after_leaving(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit()
    visitor.log_in("kari", PASSWORD)
    page = visitor.go(f"/en/desk/enquiry/{town.number}/")
    page.get_by_label("Your answer").press_sequentially("In the cellar")
    page.get_by_text("Draft saved").wait_for()
    page.get_by_label("Your answer").press_sequentially(", behind the door")
    page.get_by_role("link", name="Note", exact=True).first.click()
    page.get_by_label("Your note").wait_for()
    page.wait_for_function("document.activeElement.id === 'work-name'")
    page.get_by_role("link", name="Answer", exact=True).first.click()
    page.get_by_label("Your answer").wait_for()
    assert page.get_by_label("Your answer").input_value() == "In the cellar, behind the door"
    page.get_by_role("button", name="Throw the draft away").click()
    page.wait_for_url("**?do=answer#work")
    assert page.get_by_label("Your answer").input_value() == ""
    assert not Draft.objects.exists()
    assert visitor.complaints == []


def test_the_text_is_looked_at_while_it_is_written_and_a_suggestion_is_used(
    visit: Callable[..., Visitor], town: Town
) -> None:
    Enquiry.objects.filter(number=town.number).update(language="nb")
    visitor = visit()
    visitor.log_in("kari", PASSWORD)
    page = visitor.go(f"/en/desk/enquiry/{town.number}/")
    page.get_by_label("Your answer").press_sequentially("Vi skriver vedrørende vannmåleren.")
    page.get_by_role("button", name="Use “om”").click()
    assert page.get_by_label("Your answer").input_value() == "Vi skriver om vannmåleren."
    assert visitor.complaints == []


def test_a_colleague_is_found_by_an_at_sign(visit: Callable[..., Visitor], town: Town) -> None:
    set_up_staff(username="tor", name="Tor Viken", role="front_line", unit="innbyggarservice", password=PASSWORD)
    visitor = visit()
    visitor.log_in("kari", PASSWORD)
    page = visitor.go(f"/en/desk/enquiry/{town.number}/?do=note")
    page.get_by_label("Your note").press_sequentially("Do you know, @vik")
    page.locator(".named").get_by_role("button", name="Tor Viken").click()
    assert page.get_by_label("Your note").input_value() == "Do you know, @Tor Viken "
    page.get_by_role("button", name="Save the note").click()
    page.wait_for_url("**#note-*")
    assert Note.objects.get().mentions.get().staff.name == "Tor Viken"
    assert "Told: Tor Viken" in page.inner_text(".told--note")


def test_two_people_see_each_other_and_what_came_meanwhile(visit: Callable[..., Visitor], town: Town) -> None:
    set_up_staff(username="tor", name="Tor Viken", role="front_line", unit="innbyggarservice", password=PASSWORD)
    one, two = visit("one"), visit("two")
    one.log_in("kari", PASSWORD)
    two.log_in("tor", PASSWORD)
    page = one.go(f"/en/desk/enquiry/{town.number}/")
    page.get_by_label("Your answer").fill("In the cellar.")
    page.get_by_text("Draft saved").wait_for()
    page.evaluate("document.dispatchEvent(new Event('torg:look'))")
    other = two.go(f"/en/desk/enquiry/{town.number}/")
    other.get_by_text("Kari Strand is").wait_for()
    more_from_aisha(timezone.now(), "And where is the main tap?")
    page.evaluate("document.dispatchEvent(new Event('torg:look'))")
    page.get_by_text("The sender has written again.").wait_for()
    page.get_by_role("button", name="Send the answer").click()
    page.wait_for_selector("#errors")
    assert page.get_by_label("Your answer").input_value() == "In the cellar."
    assert page.locator("#here").get_attribute("role") == "status"
    assert one.complaints == [] or all("409" in said for said in one.complaints)


def test_a_screen_reader_is_told_the_page_in_order(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit()
    visitor.log_in("kari", PASSWORD)
    page = visitor.go(f"/en/desk/enquiry/{town.number}/")
    told = page.locator("main").aria_snapshot()
    wanted = (
        'heading "Water meter" [level=1]', 'heading "The story" [level=2]', 'navigation "What of the story is shown"',
        'list "The story"', 'navigation "Choose what to do"', 'heading "Answer" [level=2]', 'textbox "Your answer"',
        'button "Send the answer and settle the promise"', 'heading "More you can do" [level=3]',
        'complementary "About the enquiry"', 'heading "The sender" [level=2]', 'heading "Promises" [level=2]',
    )  # fmt: skip
    places = [told.find(words) for words in wanted]
    assert -1 not in places, told
    assert places == sorted(places)


def test_a_note_is_written_with_the_keyboard_alone_on_a_phone(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit("phone", width=375)
    visitor.log_in("kari", PASSWORD)
    page = visitor.go(f"/en/desk/enquiry/{town.number}/")
    thumb = page.get_by_role("navigation", name="What you can do")
    thumb.get_by_role("link", name="Note").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**?do=note#work")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "id_text":
            break
    page.keyboard.type("She rang too.")
    covered = page.evaluate(
        "(() => { const at = document.activeElement.getBoundingClientRect(), bar = document.querySelector('.thumb')"
        ".getBoundingClientRect(); return at.bottom <= bar.bottom; })()"
    )
    assert not covered
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Save the note":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**#note-*")
    assert "She rang too." in page.inner_text(".told--note")
    assert visitor.complaints == []


def test_everything_works_without_scripts(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit("no-scripts", width=375, scripts=False)
    visitor.log_in("kari", PASSWORD)
    page = visitor.go(f"/en/desk/enquiry/{town.number}/")
    page.get_by_label("Your answer").fill("As soon as possible.")
    page.get_by_role("button", name="Check the text").click()
    assert page.get_by_label("Your answer").input_value() == "As soon as possible."
    assert page.locator(".clarity__hints li").count() > 0
    page.get_by_role("button", name="Save as a draft").click()
    assert "The draft is saved." in page.inner_text("main")
    page.get_by_role("link", name="Ask for more").click()
    page.get_by_label("What do you ask the sender for?").fill("Which meter?")
    page.get_by_label("Why can we not go on without it?").fill("There are two")
    page.get_by_role("button", name="Send the question").click()
    assert "The clock stands still" in page.inner_text("main")
