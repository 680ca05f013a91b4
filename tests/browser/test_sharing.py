"""Sharing and classifying in a real browser: no fault that axe finds, nothing cut off, and a decision is made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.test_pages import SCREENS, faults, named, overflow
from tests.catalogue.test_terms import CLOTHES, KLE, LOS_RDF
from tests.faces.test_desk_sharing import FIRST, NEWER, OURS, file_of
from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.sharing import Chosen, decide, keep_share
from torg.catalogue.actions.terms import load_terms
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.catalogue.terms import read_kle, read_los
from torg.people.actions import set_up_staff
from torg.people.models import Unit

Shared = tuple[int, int]


@pytest.fixture
def files(town: Town) -> Shared:
    """An editor, a page with words, and two share files: of the first a page was adapted, the second is newer."""
    now = timezone.now()
    set_up_staff(username="eva", name="Eva Editor", role="editor", unit="innbyggarservice", password=PASSWORD)
    unit = Unit.objects.get(key="innbyggarservice").pk

    def came(*contents: Content) -> int:
        return keep_share(file_of(*contents).read(), name="fjordby.json", own="Alver kommune", by=None, now=now)

    first = came(FIRST)
    decide(first, [Chosen("swap-day", "take")], unit_id=unit, by=None, now=now)
    page = Page.objects.get(key="swap-day")
    write(page.pk, OURS, seen=1, by=None, now=now)
    publish(page.pk, by=None, now=now)
    made = make_page("clothes", "service", CLOTHES, Belonging(unit), by=None, now=now)
    publish(made.pk, by=None, now=now)
    load_terms("los", read_los(LOS_RDF.encode()), now=now)
    load_terms("kle", read_kle(KLE.encode()), now=now)
    return first, came(NEWER, FIRST)


def paths(files: Shared) -> list[str]:
    """Every page of the two, in their several states."""
    first, second = files
    return [
        "sharing/", "sharing/?topic=waste", f"sharing/{first}/", f"sharing/{first}/swap-day/", f"sharing/{second}/",
        f"sharing/{second}/swap-day/", f"sharing/{second}/swap-day-1/", "classification/",
        "classification/?show=misfits", "classification/clothes/",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "width", "dark"), [*SCREENS, ("narrow", 320, False)])
def test_the_pages_have_no_fault_that_axe_finds_and_nothing_is_cut_off(
    visit: Callable[..., Visitor], files: Shared, name: str, width: int, dark: bool
) -> None:
    visitor, found = visit(name, width=width, dark=dark), list[str]()
    visitor.log_in("eva", PASSWORD)
    for path in paths(files):
        visitor.go(f"/en/desk/{path}")
        visitor.picture(f"desk-{named(path)}")
        found += faults(visitor)
        assert overflow(visitor) == 0, visitor.page.url
    assert found == []
    assert visitor.complaints == []


def test_a_newer_page_is_decided_on_and_undone_without_scripts(visit: Callable[..., Visitor], files: Shared) -> None:
    visitor = visit(scripts=False)
    visitor.log_in("eva", PASSWORD)
    page = visitor.go(f"/en/desk/sharing/{files[1]}/")
    page.get_by_role("link", name="Den store byttedagen").click()
    assert page.get_by_text("Hos oss er det torsdag.").is_visible()
    page.get_by_role("button", name="Draft: ours, with what only they changed").click()
    page.get_by_role("link", name="Den store byttedagen").click()
    page.get_by_role("button", name="Undo").click()
    assert page.get_by_role("button", name="Keep ours").is_visible()


def test_a_word_is_chosen_from_what_fits_with_the_keyboard(visit: Callable[..., Visitor], files: Shared) -> None:
    visitor = visit()
    visitor.log_in("eva", PASSWORD)
    page = visitor.go("/en/desk/classification/clothes/")
    page.get_by_label("91.02.04 Bytte af tøj").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save and publish").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The words are saved and published.").wait_for()
    assert page.get_by_label("91.02.04 Bytte af tøj").is_checked()
