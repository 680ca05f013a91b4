"""What is being written is kept, one's own and nobody else's; and who has the page open is known."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.town import Town
from torg.enquiries.actions.answer import NotYours
from torg.enquiries.actions.drafts import NoSuchPurpose, drop_draft, save_draft
from torg.enquiries.actions.presence import leave, look
from torg.enquiries.models import Draft, Enquiry
from torg.enquiries.queries.drafts import drafts_of
from torg.enquiries.queries.presence import last_event, looking_at, since

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Oslo"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def enquiry(town: Town) -> Enquiry:
    return town.receive(NOW)


def save(town: Town, enquiry: Enquiry, text: str, purpose: str = "answer") -> bool:
    return save_draft(enquiry.pk, purpose=purpose, text=text, data={"reason": "Sick"}, by=town.front, now=NOW)


def test_a_draft_is_kept_and_the_next_one_takes_its_place(town: Town, enquiry: Enquiry) -> None:
    assert save(town, enquiry, "Dear Ola")
    assert save(town, enquiry, "Dear Ola, the hall")
    draft = drafts_of(enquiry.pk, staff_id=town.front.pk)["answer"]
    assert (draft.text, draft.data, draft.saved_at) == ("Dear Ola, the hall", {"reason": "Sick"}, NOW)
    assert Draft.objects.count() == 1


def test_empty_words_throw_the_draft_away(town: Town, enquiry: Enquiry) -> None:
    save(town, enquiry, "Dear Ola")
    assert not save(town, enquiry, "  ")
    assert drafts_of(enquiry.pk, staff_id=town.front.pk) == {}


def test_a_draft_is_ones_own_and_torgs_is_shown_where_one_has_none(town: Town, enquiry: Enquiry) -> None:
    Draft.objects.create(enquiry=enquiry, purpose="interim", text="It takes longer", saved_at=NOW)
    save(town, enquiry, "Mine")
    assert set(drafts_of(enquiry.pk, staff_id=town.builder.pk)) == {"interim"}
    save(town, enquiry, "My own words", purpose="interim")
    assert not drafts_of(enquiry.pk, staff_id=town.front.pk)["interim"].by_torg
    drop_draft(enquiry.pk, purpose="interim", by=town.front, now=NOW)
    assert drafts_of(enquiry.pk, staff_id=town.front.pk)["interim"].by_torg


def test_nobody_keeps_drafts_about_what_they_may_not_see(town: Town, enquiry: Enquiry) -> None:
    with pytest.raises(NotYours):
        save_draft(enquiry.pk, purpose="answer", text="Hi", data={}, by=town.builder, now=NOW)
    with pytest.raises(NoSuchPurpose):
        save(town, enquiry, "Hi", purpose="poem")


def test_who_has_the_page_open_is_seen_for_a_minute_and_those_who_write_first(town: Town, enquiry: Enquiry) -> None:
    look(enquiry.pk, writing=False, by=town.front, now=NOW)
    look(enquiry.pk, writing=True, by=town.builder, now=NOW)
    assert [(one.name, one.writing) for one in looking_at(enquiry.pk, but=0, now=NOW)] == [
        ("Bo Bygg", True),
        ("Frida Front", False),
    ]
    assert [one.name for one in looking_at(enquiry.pk, but=town.builder.pk, now=NOW)] == ["Frida Front"]
    leave(enquiry.pk, by=town.builder, now=NOW)
    assert [one.name for one in looking_at(enquiry.pk, but=0, now=NOW)] == ["Frida Front"]
    assert looking_at(enquiry.pk, but=0, now=NOW + timedelta(seconds=61)) == []


def test_opening_tells_when_one_last_opened_and_a_heartbeat_does_not_count(town: Town, enquiry: Enquiry) -> None:
    assert look(enquiry.pk, writing=False, by=town.front, now=NOW, opened=True) is None
    look(enquiry.pk, writing=False, by=town.front, now=NOW + timedelta(minutes=5))
    assert look(enquiry.pk, writing=False, by=town.front, now=NOW + timedelta(hours=1), opened=True) == NOW


def test_what_others_did_since_is_news_and_what_one_did_oneself_is_not(town: Town, enquiry: Enquiry) -> None:
    seen = enquiry.contacts.latest("id").pk
    event = last_event(enquiry.pk)
    town.answer(enquiry, NOW)
    mine = since(enquiry.pk, contact=seen, event=event, but=town.front.pk)
    others = since(enquiry.pk, contact=seen, event=event, but=town.builder.pk)
    assert not mine
    assert others.written_by == ("Frida Front",)
