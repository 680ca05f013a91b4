"""The pages about people in a real browser: axe, both sizes, and a passkey from registering to logging in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.test_pages import SCREENS, faults, named, overflow
from tests.faces.town import PASSWORD, Town
from torg.enquiries.models import Enquiry
from torg.people.actions import persons as deeds
from torg.people.actions.presence import note_absence
from torg.people.models import Staff

OWN = (
    "account/",
    "account/password/",
    "account/app/",
    "account/passkeys/new/",
    "here/",
    "here/?find=ola",
    "here/{me}/",
)
TOWN = ("units/", "units/skule/", "units/innbyggarservice/", "staff/", "staff/new/", "staff/{me}/")
PERSONS = ("persons/", "persons/{person}/", "persons/{person}/?enquiry={number}", "look-ups/")


@pytest.fixture
def facts(town: Town) -> dict[str, int]:
    """Kari may see all these pages; Ola is on holiday; Aisha has a number in a register."""
    kari, ola, now = Staff.objects.get(username="kari"), Staff.objects.get(username="ola"), timezone.now()
    Staff.objects.filter(pk=kari.pk).update(role="administrator")
    kari.refresh_from_db()
    note_absence(
        ola.pk, reason="holiday", starts_at=now, until=now + timedelta(days=3), substitute=kari.pk, by=kari, now=now
    )
    person = Enquiry.objects.get(number=town.number).person_id
    deeds.add_identity(person, scheme="no_orgnr", said="974760673", by=kari, now=now)
    return {"me": kari.pk, "person": person, "number": town.number}


@pytest.mark.parametrize("paths", [OWN, TOWN, PERSONS], ids=["own", "town", "persons"])
@pytest.mark.parametrize(("name", "width", "dark"), [SCREENS[0], SCREENS[3]])
def test_the_pages_about_people_have_no_fault_that_axe_finds(
    visit: Callable[..., Visitor], facts: dict[str, int], name: str, width: int, dark: bool, paths: tuple[str, ...]
) -> None:
    visitor, found = visit(name, width=width, dark=dark), list[str]()
    visitor.go("/en/desk/login/passkey/")
    visitor.picture("people-login-passkey")
    found += faults(visitor)
    visitor.log_in("kari", PASSWORD)
    for path in paths:
        page = visitor.go(f"/en/desk/{path.format(**facts)}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        visitor.picture(f"people-{named(path)}")
        found += faults(visitor)
        assert overflow(visitor) == 0, visitor.page.url
    assert found == []
    assert visitor.complaints == []


def test_nothing_about_people_is_cut_off_on_a_screen_of_320_pixels(
    visit: Callable[..., Visitor], facts: dict[str, int]
) -> None:
    visitor = visit("narrow", width=320)
    visitor.log_in("kari", PASSWORD)
    wide = []
    for path in (*OWN, *TOWN, *PERSONS):
        visitor.go(f"/en/desk/{path.format(**facts)}")
        wide += [path] if overflow(visitor) else []
    assert wide == []


def test_an_app_is_set_up_and_asked_for_at_the_next_log_in(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit("factor")
    visitor.log_in("kari", PASSWORD)
    page = visitor.go("/en/desk/account/app/")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="Code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="It shows the code").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    code = page.locator(".codes li").first.inner_text()
    visitor.picture("people-codes")
    assert faults(visitor) == []
    page.get_by_role("button", name="Log out").click()
    page.get_by_label("User name").fill("kari")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="One more step").wait_for()
    visitor.picture("people-second")
    assert faults(visitor) == []
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/desk/")


def test_a_passkey_is_made_and_is_then_enough_to_log_in(visit: Callable[..., Visitor], town: Town) -> None:
    visitor = visit("passkey")
    line = visitor.context.new_cdp_session(visitor.page)
    line.send("WebAuthn.enable")
    line.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    visitor.log_in("kari", PASSWORD)
    page = visitor.go("/en/desk/account/passkeys/new/")
    page.get_by_label("What you call it").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page = visitor.go("/en/desk/account/")
    page.get_by_text("My phone", exact=True).first.wait_for()
    visitor.picture("people-account-with-passkey")
    page.get_by_role("button", name="Log out").click()
    visitor.go("/en/desk/login/passkey/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")
    page.get_by_role("button", name="Log out").click()
    page.get_by_label("User name").fill("kari")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")
    assert visitor.complaints == []
