"""Citizens find what they came for: in four languages, on a phone, by keyboard, without scripts, and get a receipt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.test_journeys import patience
from tests.browser.test_pages import SCREENS, faults, overflow
from tests.faces.shelf import fill_the_shelf
from tests.faces.town import Town

SOUGHT = {
    "nb": ("garasje", "tjenester/bygge-garasje"),
    "nn": ("garasje", "tenester/byggje-garasje"),
    "da": ("garage", "ydelser/bygge-garage"),
    "en": ("garage", "services/build-a-garage"),
}
PAGES = (
    "", "tjenester/", "tjenester/bygge-garasje/", "tjenester/bygge-garasje/serviceerklaering/", "tjenester/nabovarsel/",
    "tema/bygg-eiendom-og-plan/", "situasjoner/jeg-skal-bygge-eller-pusse-opp/", "for/ungdom/", "sok/?q=garasje",
    "sok/?q=finnes-ikke", "sok/", "nyheter/", "nyheter/ferskt-nytt/", "varsler/kok-vannet/", "steder/",
    "steder/kommunehuset/", "avdelinger/", "avdelinger/teknisk-avdeling/", "folkevalgte/",
    "folkevalgte/olga-ordforer/", "planer/", "planer/kommuneplan/", "tilbud/", "tilbud/lan-verktoy/",
    "artikler/hjelp-til-det-digitale/", "tjenester/som-er-borte/",
)  # fmt: skip


@pytest.fixture
def shelf(town: Town) -> None:
    fill_the_shelf(timezone.now())


@pytest.mark.parametrize("language", SOUGHT)
@pytest.mark.parametrize(("name", "width"), [("phone", 375), ("desktop", 1280)])
def test_from_the_search_to_the_receipt_with_the_service_chosen(
    visit: Callable[..., Visitor], shelf: None, language: str, name: str, width: int
) -> None:
    words, path = SOUGHT[language]
    visitor = visit(name, width=width)
    page = visitor.go(f"/{language}/")
    page.locator("#q").fill(words)
    page.locator(".find button").click()
    page.locator(f".result a[href='/{language}/{path}/']").click()
    page.wait_for_url(f"**/{language}/{path}/")
    assert page.locator("html").get_attribute("lang") == language
    page.locator(".unit a[href*='topic=service']").click()
    page.wait_for_url(f"**/{language}/contact/**")
    assert page.locator("#id_topic").input_value() == "service:garage"
    page.locator("#id_subject").fill("Gesims")
    page.locator("#id_message").fill("Hvor høy kan den være?")
    page.locator("#id_email").fill("mona@example.org")
    patience(visitor)
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url(f"**/{language}/receipt/**")
    assert "Veg, vatn og avløp" in page.locator(".facts").inner_text()
    assert visitor.complaints == []


def test_suggestions_are_chosen_with_the_keyboard_alone(visit: Callable[..., Visitor], shelf: None) -> None:
    visitor = visit()
    page = visitor.go("/nb/")
    keys = page.keyboard
    for _ in range(30):
        keys.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    keys.type("gar", delay=30)
    page.locator("#q[aria-expanded=true]").wait_for()
    assert page.locator("[role=status]").first.inner_text() != ""
    keys.press("ArrowDown")
    chosen = page.locator("#q").get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    visitor.picture("portal-suggestions")
    assert faults(visitor) == []
    keys.press("Escape")
    assert page.locator("#q").get_attribute("aria-expanded") == "false"
    assert page.locator("#q").input_value() == "gar"
    keys.type("a", delay=30)
    page.locator("#q[aria-expanded=true]").wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    page.wait_for_url("**/nb/tjenester/bygge-garasje/")
    assert visitor.complaints == []


def test_everything_is_found_without_scripts(visit: Callable[..., Visitor], shelf: None) -> None:
    visitor = visit("no-scripts", width=375, scripts=False)
    page = visitor.go("/nb/")
    page.locator("#q").fill("finnes ikke")
    page.locator(".find button").click()
    page.locator("a.ds-button[href*='subject=finnes']").click()
    assert page.locator("#id_subject").input_value() == "finnes ikke"
    page = visitor.go("/nb/tjenester/")
    page.get_by_role("link", name="Bygge garasje").click()
    page.locator(".languages a[lang=da]").last.click()
    page.wait_for_url("**/da/ydelser/bygge-garage/")


@pytest.mark.parametrize(("name", "width", "dark"), [*SCREENS, ("narrow", 320, False)])
def test_no_page_of_the_catalogue_has_a_fault_or_is_wider_than_the_screen(
    visit: Callable[..., Visitor], shelf: None, name: str, width: int, dark: bool
) -> None:
    visitor, found, wide = visit(name, width=width, dark=dark), list[str](), list[str]()
    for path in PAGES:
        visitor.go(f"/nb/{path}")
        visitor.picture(f"catalogue-{path.strip('/').replace('/', '-').replace('?', '-') or 'home'}")
        wide += [path] if overflow(visitor) else []
        found += faults(visitor)
    assert (found, wide) == ([], [])
    assert [said for said in visitor.complaints if "som-er-borte" not in said] == []


def test_the_declaration_is_printed_without_menus(visit: Callable[..., Visitor], shelf: None) -> None:
    visitor = visit()
    page = visitor.go("/nb/tjenester/bygge-garasje/serviceerklaering/")
    page.emulate_media(media="print")
    assert not page.locator(".top-nav").is_visible()
    assert not page.locator("footer.bottom").is_visible()
    assert page.locator("#expect").is_visible()
