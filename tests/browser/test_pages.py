"""Every page, for everybody: no fault that axe finds, nothing in the console, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.pages import PUBLIC
from tests.faces.town import PASSWORD, Town
from torg.enquiries.actions.follow_up import mark_feedback
from torg.enquiries.models import Enquiry
from torg.mailroom.models import OutgoingMessage
from torg.people.models import Staff

STAFF = (
    "",
    "?only=overdue",
    "?only=offered",
    "?only=mentions",
    "?status=answered",
    "?status=waiting",
    "find/?q=water",
    "find/?q=nothing-like-it",
    "sieves/",
    "?channel=web",
    "enquiry/{number}/",
    "feedback/",
    "feedback/{number}/",
    "agreements/",
    "agreements/sfo/",
    "quarantine/",
    "quarantine/{quarantined}/",
    "aside/",
    "reconciliation/",
    "unsent/",
    "unsent/{lost}/",
)
SCREENS = [("desktop", 1280, False), ("dark", 1280, True), ("phone", 375, False), ("phone-dark", 375, True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(visitor: Visitor, *rules: str) -> list[str]:
    """What axe finds wrong with the page, a line each; by some of its rules only where they are named."""
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    found = Axe().run(visitor.page, options={"runOnly": only}).response["violations"]
    return [f"{visitor.page.url} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def named(path: str) -> str:
    """A file name for the picture of a page."""
    words = "".join(letter if letter.isalnum() else "-" for letter in path.replace("{", "one-").replace("}", ""))
    return words.strip("-") or "first"


@pytest.fixture
def lost(town: Town) -> int:
    """The id of a receipt that did not arrive, on the page of the open enquiry, which is feedback too."""
    open_one = Enquiry.objects.get(number=town.number)
    mark_feedback(open_one.pk, by=Staff.objects.get(username="kari"), now=timezone.now())
    receipt = OutgoingMessage.objects.filter(purpose="receipt").latest("id")
    OutgoingMessage.objects.filter(pk=receipt.pk).update(state="failed", said="550 5.1.1 no such user here")
    return receipt.pk


def overflow(visitor: Visitor) -> int:
    """By how many pixels the page is wider than the screen."""
    wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(wide)


@pytest.mark.parametrize(("name", "width", "dark"), SCREENS)
def test_the_citizens_pages_have_no_fault_that_axe_finds(
    visit: Callable[..., Visitor], town: Town, name: str, width: int, dark: bool
) -> None:
    visitor, found = visit(name, width=width, dark=dark), list[str]()
    for path in PUBLIC:
        visitor.go(f"/nn/{path.format(**vars(town))}")
        visitor.picture(f"portal-{named(path)}")
        found += faults(visitor)
        assert overflow(visitor) == 0, visitor.page.url
    assert found == []
    assert [said for said in visitor.complaints if "no-such-page" not in said] == []


@pytest.mark.parametrize(("name", "width", "dark"), SCREENS)
def test_the_pages_of_the_desk_have_no_fault_that_axe_finds(
    visit: Callable[..., Visitor], town: Town, lost: int, name: str, width: int, dark: bool
) -> None:
    visitor, found = visit(name, width=width, dark=dark), list[str]()
    visitor.go("/en/desk/login/")
    visitor.picture("desk-login")
    found += faults(visitor)
    visitor.log_in("kari", PASSWORD)
    for path in STAFF:
        visitor.go(f"/en/desk/{path.format(**vars(town), lost=lost)}")
        visitor.picture(f"desk-{named(path)}")
        found += faults(visitor)
        assert overflow(visitor) == 0, visitor.page.url
    assert found == []
    assert visitor.complaints == []


def test_nothing_is_cut_off_on_a_screen_of_320_pixels(visit: Callable[..., Visitor], town: Town, lost: int) -> None:
    visitor = visit("narrow", width=320)
    wide = []
    for path in PUBLIC:
        visitor.go(f"/nn/{path.format(**vars(town))}")
        wide += [path] if overflow(visitor) else []
    visitor.log_in("kari", PASSWORD)
    for path in STAFF:
        visitor.go(f"/en/desk/{path.format(**vars(town), lost=lost)}")
        visitor.picture(f"desk-{named(path)}")
        wide += [path] if overflow(visitor) else []
    assert wide == []
