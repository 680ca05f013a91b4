"""Somebody says what suits them and is led to another channel, with the keyboard and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow


def test_who_has_no_digital_id_is_led_to_the_phone_without_a_script(visit: Callable[..., Visitor]) -> None:
    visitor = visit("advice-phone", width=320, scripts=False)
    page = visitor.go("/en/promises/")
    best = page.locator("#advice .way--best")
    assert "Nettsida" in best.inner_text()
    page.get_by_label("Apply, report or change something").check()
    page.get_by_label("I have no digital ID").check()
    page.get_by_role("button", name="Show what suits me").click()
    page.wait_for_url("**/promises/?to=apply&noid=1#advice")
    assert "Hovudnummeret" in best.inner_text()
    assert page.get_by_label("I have no digital ID").is_checked()
    assert page.get_by_label("Apply, report or change something").is_checked()
    assert page.context.cookies() == []
    assert overflow(visitor) == 0


def test_the_opened_box_has_no_fault_that_axe_finds_and_can_be_reached_with_the_keyboard(
    visit: Callable[..., Visitor],
) -> None:
    for name, width, dark in (("advice", 1280, False), ("advice-narrow-dark", 320, True)):
        visitor = visit(name, width=width, dark=dark)
        page = visitor.go("/en/promises/?to=apply&exempt=1")
        for words in ("more ways", "Why in this order?"):
            summary = page.locator("#advice summary").filter(has_text=words)
            summary.focus()
            page.keyboard.press("Enter")
        assert page.get_by_text("You need not use digital services.").first.is_visible()
        visitor.picture("advice-opened")
        assert faults(visitor) == []
        assert overflow(visitor) == 0
        assert visitor.complaints == []
