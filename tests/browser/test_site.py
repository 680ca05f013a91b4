"""The portal in a real browser: its looks, its paper, its directions, its keys, and itself without a network."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visitor
from tests.browser.pages import COLOURS, PUBLIC
from tests.browser.test_pages import faults, named, overflow
from tests.faces.town import Town

CONTRAST = ("color-contrast", "link-in-text-block")
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    "p { margin-block-end: 2em !important; }"
)
"""The text spacing of WCAG 1.4.12."""
WHERE = """number => [0, number.firstChild.length - 1].map(place => {
  const range = document.createRange();
  range.setStart(number.firstChild, place);
  range.setEnd(number.firstChild, place + 1);
  return range.getBoundingClientRect().x;
})"""
"""Where the first and the last sign of a text stand."""
TABS = 80  # more presses than any page has stops


def styled(visitor: Visitor, css: str) -> None:
    """More style on the page, as somebody's own; the page's rules forbid it to the page, not to the browser."""
    visitor.page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
        css,
    )


@pytest.mark.parametrize(("main", "accent"), COLOURS)
def test_in_every_municipalitys_colours_light_and_dark_axe_finds_no_fault(
    visit: Callable[..., Visitor], town: Town, settings: Any, main: str, accent: str
) -> None:
    settings.COLOUR_MAIN, settings.COLOUR_ACCENT = main, accent
    visitor, found = visit(f"colour-{main[1:]}"), list[str]()
    for path in PUBLIC:
        for scheme in ("light", "dark"):
            visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if scheme == "light":
                visitor.go(f"/nn/{path.format(**vars(town))}")
            visitor.picture(f"site-{named(path)}-{scheme}")
            # In the dark only the colours are others; what else axe knows is looked at once.
            found += [f"{scheme} {fault}" for fault in faults(visitor, *(CONTRAST if scheme == "dark" else ()))]
    assert found == []


def test_with_more_space_in_the_text_nothing_is_wider_than_a_narrow_screen(
    visit: Callable[..., Visitor], town: Town
) -> None:
    visitor, wide = visit("spaced", width=320), []
    for path in PUBLIC:
        visitor.go(f"/nn/{path.format(**vars(town))}")
        styled(visitor, SPACED)
        wide += [path] if overflow(visitor) else []
    assert wide == []


@pytest.mark.parametrize("width", [320, 1280])
def test_read_from_right_to_left_nothing_is_wider_than_the_screen(
    visit: Callable[..., Visitor], town: Town, width: int
) -> None:
    visitor, wide = visit(f"rtl-{width}", width=width), []
    for path in PUBLIC:
        visitor.go(f"/nn/{path.format(**vars(town))}")
        visitor.page.evaluate("document.documentElement.dir = 'rtl'")
        visitor.picture(f"rtl-{named(path)}")
        wide += [path] if overflow(visitor) else []
    assert wide == []
    visitor.go("/nn/")
    visitor.page.evaluate("document.documentElement.dir = 'rtl'")
    mark = visitor.page.locator(".mark-link").bounding_box()
    assert mark is not None
    assert mark["x"] + mark["width"] > width * 0.9  # it begins where one begins to read
    first, last = visitor.page.locator(".bottom__phone").evaluate(WHERE)
    assert first < last  # "56 37 50 00" is read from left to right in every language


def test_without_scripts_every_page_shows_its_words(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit("no-scripts", scripts=False)
    for path in PUBLIC:
        visitor.go(f"/nn/{path.format(**vars(town))}")
        assert len(visitor.page.locator("main").inner_text()) > 40, path
        assert visitor.page.locator("h1").count() == 1, path


# -- on paper ---------------------------------------------------------------------------------------------------------

INK = """() => {
  const wrong = [];
  for (const one of document.querySelectorAll("main *, header *")) {
    const style = getComputedStyle(one);
    if (style.display === "none" || !one.getClientRects().length || one.closest("svg")) continue;
    if (style.color !== "rgb(0, 0, 0)") wrong.push(`${one.tagName} ${one.className}: ${style.color}`);
    const ground = style.backgroundColor;
    if (ground !== "rgba(0, 0, 0, 0)") wrong.push(`${one.tagName} ${one.className}: ${ground}`);
  }
  return wrong;
}"""


@pytest.mark.parametrize("dark", [False, True])
def test_on_paper_the_words_are_black_on_white_and_nothing_is_there_to_press(
    visit: Callable[..., Visitor], town: Town, dark: bool
) -> None:
    visitor = visit("paper-dark" if dark else "paper", width=720, dark=dark)
    visitor.page.emulate_media(media="print")
    for path in PUBLIC:
        if path == "no-such-page/":
            continue
        visitor.go(f"/nn/{path.format(**vars(town))}")
        visitor.picture(f"print-{named(path)}")
        assert visitor.page.evaluate(INK) == [], path
        for gone in (".top-nav", ".language-bar", ".bottom", ".ds-button", "form"):
            assert not visitor.page.locator(gone).filter(visible=True).count(), (path, gone)
        assert visitor.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert overflow(visitor) == 0, path


def test_on_paper_a_link_out_shows_its_address_and_what_was_folded_is_open(
    visit: Callable[..., Visitor], town: Town
) -> None:
    visitor = visit("paper")
    visitor.page.emulate_media(media="print")
    page = visitor.go("/nn/accessibility/")
    after = "one => getComputedStyle(one, '::after').content"
    link = page.locator("main a[href^='https://www.uutilsynet.no']")
    assert link.evaluate(after) == '" (" attr(href) ")"' or "uutilsynet.no" in str(link.evaluate(after))
    assert page.get_by_text("http://testserver/nn/accessibility/").is_visible()
    page = visitor.go(f"/nn/receipt/{town.token}/")
    assert page.locator("details.why li").first.evaluate("one => one.getClientRects().length") > 0


# -- by keyboard ------------------------------------------------------------------------------------------------------

STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const framed = (part) => {
    const style = part && getComputedStyle(part);
    return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
  };
  const all = [...document.querySelectorAll("*")];
  return {
    place: all.indexOf(one), what: one.outerHTML.slice(0, 120),
    // What leads past the menu shows itself by coming into view; a field to tick is framed with its words.
    shows: one.matches(".ds-skip-link") || [one, one.closest(".ds-field")].some(framed),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.mark.parametrize("width", [375, 1280])
def test_by_keyboard_one_comes_through_every_page_and_sees_where_one_is(
    visit: Callable[..., Visitor], town: Town, width: int
) -> None:
    visitor = visit(f"keys-{width}", width=width)
    for path in PUBLIC:
        page = visitor.go(f"/nn/{path.format(**vars(town))}")
        page.evaluate("document.activeElement.blur()")
        stops: list[dict[str, Any]] = []
        for _ in range(TABS):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None or (stops and stop["place"] == stops[0]["place"]):
                break
            stops.append(stop)
        else:
            pytest.fail(f"{path}: the focus does not come out again: {stops[-1]['what']}")
        assert len(stops) > 1, path
        assert [stop["what"] for stop in stops if not stop["shows"]] == [], path
        assert [stop["what"] for stop in stops if not stop["seen"]] == [], path
        places = [stop["place"] for stop in stops]
        assert places == sorted(places), f"{path}: the focus goes in another order than the words"


def test_the_first_stop_leads_past_the_menu(visit: Callable[..., Visitor]) -> None:
    page = visit().go("/en/promises/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_help_stands_in_the_same_place_on_every_page(visit: Callable[..., Visitor], town: Town) -> None:
    visitor, found = visit(), set()
    for path in PUBLIC:
        if path != "no-such-page/":
            page = visitor.go(f"/nn/{path.format(**vars(town))}")
            found.add(tuple(page.locator("footer a[href^='tel:'], footer h2").all_inner_texts()))
    assert len(found) == 1
    assert "56 37 50 00" in next(iter(found))


# -- languages and the app --------------------------------------------------------------------------------------------


def test_a_language_that_is_chosen_is_there_next_time(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.go("/")
    page.wait_for_url("**/en/")  # what the browser asks for
    assert visitor.context.cookies() == []
    page.goto(f"{visitor.home}/en/promises/")
    page.locator(".language-bar").get_by_role("link", name="Dansk").click()
    page.wait_for_url("**/da/promises/")
    visitor.go("/")
    page.wait_for_url("**/da/")
    assert [cookie.get("name") for cookie in visitor.context.cookies()] == ["torg_language"]


def installed(visitor: Visitor, path: str) -> None:
    """Opens a page, and waits until the worker has what it keeps."""
    visitor.go(path)
    visitor.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visitor.page.wait_for_function("navigator.serviceWorker.controller !== null")


@pytest.mark.parametrize("code", ["nb", "da"])
def test_without_a_network_the_numbers_and_hours_are_there_in_the_language_of_the_address(
    visit: Callable[..., Visitor], town: Town, code: str
) -> None:
    visitor = visit("no-network", width=375)
    installed(visitor, f"/{code}/")
    visitor.go(f"/{code}/follow/{town.token}/")
    visitor.context.set_offline(True)
    page = visitor.go(f"/{code}/promises/")
    visitor.picture(f"offline-{code}")
    assert page.url.endswith(f"/{code}/promises/")
    assert page.evaluate("document.documentElement.lang") == code
    assert page.locator("main").get_by_role("link", name="56 37 50 00").first.is_visible()
    assert "Kommunehuset på Frekhaug" in page.locator("main").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.side-card')).padding") != "0px"  # with its styles
    assert faults(visitor) == []
    page = visitor.go(f"/{code}/follow/{town.token}/")  # looked at before, and not kept
    assert "Aisha" not in page.content()
    visitor.context.set_offline(False)
    page.locator("main a.ds-button").click()
    page.wait_for_selector(".story")


def test_what_the_worker_keeps_holds_nothing_of_anybody(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit("kept")
    installed(visitor, "/en/")
    for path in ("contact/", f"receipt/{town.token}/", f"follow/{town.token}/", "promises/"):
        visitor.go(f"/en/{path}")
    kept = visitor.page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(one => one.keys()))))"
        ".then(all => all.flat().map(one => new URL(one.url).pathname))"
    )
    pages = [path for path in kept if not path.startswith(("/static/", "/theme.css", "/icon"))]
    assert sorted(pages) == ["/da/offline/", "/en/offline/", "/nb/offline/", "/nn/offline/"]


def test_a_form_that_cannot_be_sent_says_so_and_keeps_what_was_written(visit: Callable[..., Visitor]) -> None:
    visitor = visit("no-network")
    page = visitor.go("/en/contact/")
    page.get_by_label("What can we help you with?").fill("The tap drips.")
    visitor.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    said = page.get_by_role("alert").filter(visible=True)
    assert "nothing was sent" in said.inner_text()
    assert page.get_by_label("What can we help you with?").input_value() == "The tap drips."
    visitor.picture("offline-form")
    visitor.context.set_offline(False)
    page.wait_for_function("document.querySelector('#no-network').hidden")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_selector("#errors")  # it went out, and came back with what was missing


def test_the_browser_can_install_the_portal_as_an_app(visit: Callable[..., Visitor]) -> None:
    visitor = visit("app")
    installed(visitor, "/nn/")
    tools = visitor.context.new_cdp_session(visitor.page)
    found = tools.send("Page.getAppManifest")
    assert found["errors"] == []
    assert json.loads(found["data"])["name"] == "Alver kommune"
    wrong = [one["errorId"] for one in tools.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [one for one in wrong if one != "in-incognito"] == []  # every window of a test is a private one
