"""The gate before what is sensitive, and the editors' pages: no fault that axe finds, at any width, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import PASSWORD, Town, send
from torg.catalogue.actions import Words, make_template
from torg.mailroom.models import OutgoingMessage
from torg.people.actions import set_up_staff

WIDTHS = [("desktop", 1280), ("phone", 375), ("narrow", 320)]


def looked_at(visitor: Visitor, name: str) -> list[str]:
    visitor.picture(name)
    wide = [f"{visitor.page.url} is wider than the screen"] if overflow(visitor) else []
    return faults(visitor) + wide


def code() -> str:
    letter = OutgoingMessage.objects.filter(purpose="notice").latest("id")
    told = re.search(r"^(\d{3}) (\d{3})$", letter.text, re.MULTILINE)
    assert told
    return told[1] + told[2]


@pytest.mark.parametrize(("name", "width"), WIDTHS)
def test_the_gate_is_opened_with_the_keyboard(visit: Callable[..., Visitor], town: Town, name: str, width: int) -> None:
    _id, _number, token = send("Nils Berg", "My diagnosis", "I have cancer.", timezone.now())
    visitor = visit(name, width=width)
    visitor.go(f"/en/follow/{token}/")
    found = looked_at(visitor, "gate")
    visitor.page.get_by_role("button", name="Send me a code").press("Enter")
    field = visitor.page.get_by_label("The code, six digits")
    field.fill("12")
    found += looked_at(visitor, "gate-code")
    field.press("Enter")
    visitor.page.get_by_text("This is not the code").first.wait_for()
    found += looked_at(visitor, "gate-wrong")
    field.fill(code())
    field.press("Enter")
    visitor.page.get_by_text("I have cancer.").wait_for()
    assert found == []


@pytest.mark.parametrize(("name", "width"), WIDTHS)
def test_the_editors_pages(visit: Callable[..., Visitor], town: Town, name: str, width: int) -> None:
    set_up_staff(username="eli", name="Eli Ord", role="editor", unit="innbyggarservice", password=PASSWORD)
    body = {"nn": "Søknaden vert vurdert av oss.", "en": "Prior to {due} you will hear from us."}
    made = make_template(Words(titles={"nn": "Svar", "en": "Answer"}, bodies=body), by=None, now=timezone.now())
    visitor = visit(name, width=width)
    visitor.go("/en/desk/login/")
    visitor.log_in("eli", PASSWORD)
    found = []
    for path in ("", "new/", f"{made}/"):
        visitor.go(f"/en/desk/templates/{path}")
        found += looked_at(visitor, f"templates-{path.strip('/') or 'list'}")
    visitor.page.get_by_role("button", name="Look at it first").press("Enter")
    visitor.page.wait_for_load_state()
    found += looked_at(visitor, "templates-look")
    assert found == []
    assert visitor.complaints == []
