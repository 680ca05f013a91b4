"""One message to several of our addresses is one enquiry, whenever its copies come, and each unit sees it."""

from __future__ import annotations

import pytest

from tests.town import BUILDING_ADDRESS, MAIN_ADDRESS, Town
from torg.enquiries.actions.recipients import note_later_recipients
from torg.enquiries.models import AlsoAddressed, Contact, Enquiry, Event
from torg.mailroom.models import KeptMessage, LaterRecipient, Tally

pytestmark = pytest.mark.django_db
RAW = b"From: ola@example.org\nTo: everybody@example.org\nSubject: Tree\nMessage-ID: <tree@example.org>\n\nIt fell.\n"


@pytest.fixture
def town() -> Town:
    return Town()


def units_that_see() -> list[tuple[str, bool]]:
    enquiry = Enquiry.objects.get()
    also = AlsoAddressed.objects.filter(enquiry=enquiry).values_list("unit__key", flat=True)
    return [(enquiry.unit.key, True), *((key, False) for key in also)]


def test_a_copy_to_another_address_after_the_first_is_filed_shows_the_enquiry_to_that_unit_too(town: Town) -> None:
    now = town.at("2026-03-31 10:00")
    first = town.mail(now, raw=RAW, to=MAIN_ADDRESS)
    town.work(now)
    due_by = Enquiry.objects.get().due_by
    assert town.mail(now, raw=RAW, to=BUILDING_ADDRESS) == first
    assert note_later_recipients(lambda: now) == 1
    assert units_that_see() == [("front", True), ("building", False)]
    assert (Enquiry.objects.get().due_by, Contact.objects.filter(is_incoming=True).count()) == (due_by, 1)
    assert Event.objects.get(kind="also_addressed").data["units"] == ["Building office"]
    assert KeptMessage.objects.get().headers["rcpt-to"] == f"{MAIN_ADDRESS},{BUILDING_ADDRESS}"


def test_a_copy_that_comes_before_the_first_is_filed_is_part_of_what_is_read(town: Town) -> None:
    now = town.at("2026-03-31 10:00")
    town.mail(now, raw=RAW, to=MAIN_ADDRESS)
    town.mail(now, raw=RAW, to=BUILDING_ADDRESS)
    assert note_later_recipients(lambda: now) == 0
    assert KeptMessage.objects.get().headers["rcpt-to"] == f"{MAIN_ADDRESS},{BUILDING_ADDRESS}"
    assert not LaterRecipient.objects.exists()


def test_the_same_copy_again_is_nothing_new(town: Town) -> None:
    now = town.at("2026-03-31 10:00")
    for _ in range(3):
        town.mail(now, raw=RAW, to=MAIN_ADDRESS)
        town.mail(now, raw=RAW, to=BUILDING_ADDRESS.upper())
        town.work(now)
        note_later_recipients(lambda: now)
    assert units_that_see() == [("front", True), ("building", False)]
    assert Event.objects.filter(kind="also_addressed").count() == 1
    assert [sum(n) for n in zip(*Tally.objects.filter(is_incoming=True).values_list("new", "again"), strict=True)] == [
        1, 5,
    ]  # fmt: skip


def test_a_copy_to_the_owner_or_to_an_address_that_is_no_units_shows_nobody_anything(town: Town) -> None:
    now = town.at("2026-03-31 10:00")
    town.mail(now, raw=RAW, to=BUILDING_ADDRESS)
    town.work(now)
    for address in (BUILDING_ADDRESS, "nobody@town.example"):
        town.mail(now, raw=RAW, to=address)
    note_later_recipients(lambda: now)
    assert units_that_see() == [("building", True)]
