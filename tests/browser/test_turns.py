"""The sender's own page when an enquiry has taken a turn, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.conftest import Visitor
from tests.browser.test_pages import faults, overflow
from tests.faces.town import Town
from torg.enquiries.actions.ask import ask_for_more
from torg.enquiries.actions.interim import send_interim
from torg.enquiries.models import Contact, Enquiry
from torg.people.models import Staff


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1280, True), (375, False)])
def test_a_page_that_waits_for_its_sender_is_answered_there(
    visit: Callable[..., Visitor], town: Town, width: int, scripts: bool
) -> None:
    now, by = timezone.now(), Staff.objects.get(username="kari")
    enquiry, day = Enquiry.objects.get(number=town.number), (now + timedelta(days=30)).date()
    send_interim(
        enquiry.pk, text="Det tek lengre tid.", reason="Vi må måle.", new_date=day, by=by, now=now
    )  # fmt: skip
    ask_for_more(enquiry.pk, text="Kva hus?", reason="Vi treng adressa.", wanted_by=day, by=by, now=now)
    visitor = visit(f"turns-{width}", width=width, scripts=scripts)
    visitor.go(f"/nn/follow/{town.token}/")
    visitor.picture("portal-waiting")
    assert not scripts or faults(visitor) == []
    assert not scripts or overflow(visitor) == 0
    visitor.page.get_by_label("Meldinga di").fill("Det er det blå huset.")
    visitor.page.locator("#more button").click()
    visitor.page.get_by_text("Vi har fått det du skreiv").wait_for()
    visitor.picture("portal-written")
    assert not scripts or faults(visitor) == []
    assert not scripts or overflow(visitor) == 0
    assert Contact.objects.filter(is_incoming=True).latest("id").text == "Det er det blå huset."
    enquiry.refresh_from_db()
    assert enquiry.status == "open"
    assert visitor.complaints == []
