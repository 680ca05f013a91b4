"""An enquiry is handed over warmly: offered, accepted, refused or returned, and its sender's date never moves."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions.answer import Changed, NotOpen, NotYours, ReasonNeeded, answer, close
from torg.enquiries.actions.handover import (
    AlreadyOffered,
    NoteNeeded,
    NotOffered,
    NotOnDuty,
    SameUnit,
    accept,
    offer,
    refuse,
    return_unanswered,
    withdraw,
)
from torg.enquiries.models import Enquiry, Event, Handover
from torg.enquiries.queries.handovers import offered_to, units_to_offer
from torg.enquiries.queries.page import EnquiryPage, enquiry_page
from torg.mailroom.models import OutgoingMessage
from torg.people.actions import set_up_staff, set_up_unit
from torg.people.models import Unit

pytestmark = pytest.mark.django_db
NOTE = "This is about a garage at Storgata 4, I think."


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-17 10:00")


@pytest.fixture
def enquiry(town: Town, tuesday: datetime) -> Enquiry:
    return town.receive(tuesday, message_id="<first@example.org>")


def unit(key: str) -> int:
    return Unit.objects.get(key=key).pk


def offered(town: Town, enquiry: Enquiry, at: datetime, *, note: str = NOTE) -> Handover:
    offer(enquiry.pk, to_unit=unit("building"), note=note, by=town.front, now=at)
    return Handover.objects.latest("id")


def page(enquiry: Enquiry, now: datetime) -> EnquiryPage:
    found = enquiry_page(enquiry.number, now=now)
    assert found is not None
    return found


def test_until_it_is_accepted_the_sender_stays_the_owner(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    offered(town, enquiry, tuesday)
    enquiry.refresh_from_db()
    assert enquiry.unit.key == "front"
    answer(enquiry.pk, text="It opens at ten.", by=town.front, now=tuesday)


def test_the_new_unit_has_one_working_day_where_the_strategy_is_silent(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    assert offered(town, enquiry, tuesday).answer_by == town.at("2026-03-18 23:59:59")


def test_on_a_friday_it_has_until_monday(town: Town, enquiry: Enquiry) -> None:
    assert offered(town, enquiry, town.at("2026-03-20 10:00")).answer_by == town.at("2026-03-23 23:59:59")


def test_the_unit_is_told_of_the_offer_with_the_note_and_the_date_and_its_sender_is_not(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    offered(town, enquiry, tuesday)
    mail = town.posted("reminder")
    assert mail.to_address == BUILDING_ADDRESS
    assert NOTE in mail.text
    assert not OutgoingMessage.objects.filter(purpose="notice").exists()
    assert [row.number for row in offered_to([unit("building")], now=tuesday)] == [enquiry.number]
    assert page(enquiry, tuesday).handover is not None
    assert unit("building") in page(enquiry, tuesday).seen_by


def test_who_accepts_owns_it_and_the_date_stands_to_the_second(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    due_by = enquiry.due_by
    offered(town, enquiry, tuesday)
    accept(enquiry.pk, by=town.builder, now=town.at("2026-03-18 09:00"))
    enquiry.refresh_from_db()
    assert (enquiry.unit.key, enquiry.handler, enquiry.takeovers) == ("building", town.builder, 1)
    assert enquiry.due_by == due_by
    assert enquiry.promises.get().state == "open"


def test_its_sender_is_told_who_has_it_now_by_when_and_whom_to_call_and_never_the_note(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    offered(town, enquiry, tuesday)
    accept(enquiry.pk, by=town.builder, now=town.at("2026-03-18 09:00"))
    told = town.posted("notice")
    assert told.to_address == "ola@example.org"
    assert told.in_reply_to
    for part in ("Service office", "Building office", "Tuesday 24 March", str(enquiry.number)[:4], "56 37 50 00"):
        assert part in told.text, part
    assert NOTE not in told.text


def test_a_refusal_has_a_reason_and_the_one_who_offered_is_told(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    offered(town, enquiry, tuesday)
    with pytest.raises(ReasonNeeded):
        refuse(enquiry.pk, reason=" ", by=town.builder, now=tuesday)
    refuse(enquiry.pk, reason="Roads, not buildings.", by=town.builder, now=tuesday)
    enquiry.refresh_from_db()
    assert (enquiry.unit.key, enquiry.unread, enquiry.takeovers) == ("front", True, 0)
    assert Handover.objects.get().state == "refused"
    assert "Roads, not buildings." in town.posted("reminder").text


def test_an_offer_nobody_answers_comes_back_and_is_counted(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    offered(town, enquiry, tuesday)
    assert return_unanswered(lambda: town.at("2026-03-18 23:59:59")) == 0
    assert return_unanswered(lambda: town.at("2026-03-19 00:05")) == 1
    assert return_unanswered(lambda: town.at("2026-03-19 00:05")) == 0
    assert Handover.objects.get().state == "returned"
    assert Event.objects.filter(kind="handover_returned").count() == 1
    with pytest.raises(NotOffered):
        accept(enquiry.pk, by=town.builder, now=town.at("2026-03-19 08:00"))


def test_an_offer_can_be_taken_back(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    offered(town, enquiry, tuesday)
    withdraw(enquiry.pk, by=town.front, now=tuesday)
    assert Handover.objects.get().state == "withdrawn"
    offered(town, enquiry, tuesday)


def test_what_is_answered_or_closed_is_offered_to_nobody_any_more(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    offered(town, enquiry, tuesday)
    close(enquiry.pk, reason="Solved on the phone", by=town.front, now=tuesday)
    assert Handover.objects.get().state == "withdrawn"
    with pytest.raises(NotOpen):
        offered(town, enquiry, tuesday)


def test_nobody_accepts_on_another_units_behalf(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    offered(town, enquiry, tuesday)
    with pytest.raises(NotYours):
        accept(enquiry.pk, by=town.front, now=tuesday)
    with pytest.raises(NotYours):
        refuse(enquiry.pk, reason="-", by=town.front, now=tuesday)


def test_an_offer_needs_a_note_another_unit_and_no_other_offer(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    with pytest.raises(NoteNeeded):
        offered(town, enquiry, tuesday, note="  ")
    with pytest.raises(SameUnit):
        offer(enquiry.pk, to_unit=unit("front"), note=NOTE, by=town.front, now=tuesday)
    with pytest.raises(NotYours):
        offer(enquiry.pk, to_unit=unit("building"), note=NOTE, by=town.builder, now=tuesday)
    offered(town, enquiry, tuesday)
    with pytest.raises(AlreadyOffered):
        offered(town, enquiry, tuesday)


def test_a_writer_who_has_not_seen_the_newest_message_is_shown_it_first(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    seen = page(enquiry, tuesday).last_contact
    town.receive(tuesday, in_reply_to="<first@example.org>")
    with pytest.raises(Changed):
        offer(enquiry.pk, to_unit=unit("building"), note=NOTE, by=town.front, now=tuesday, seen=seen)


def test_only_staff_on_duty_are_offered_it_by_name(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    by_unit = {choice.unit_id: choice for choice in units_to_offer(enquiry.pk, now=tuesday)}
    assert [one.name for one in by_unit[unit("building")].staff] == ["Bo Bygg"]
    assert unit("front") not in by_unit
    at_night = town.at("2026-03-17 22:00")
    with pytest.raises(NotOnDuty):
        offer(
            enquiry.pk, to_unit=unit("building"), note=NOTE, by=town.front, now=at_night, to_staff=town.builder.pk
        )  # fmt: skip
    offer(enquiry.pk, to_unit=unit("building"), note=NOTE, by=town.front, now=tuesday, to_staff=town.builder.pk)
    assert Handover.objects.get().to_staff == town.builder


def test_a_chain_of_handovers_is_counted_and_told(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    set_up_unit(key="roads", name="Roads")
    roads = set_up_staff(username="roads", name="Rolf Roads", role="case_worker", unit="roads")
    offered(town, enquiry, tuesday)
    accept(enquiry.pk, by=town.builder, now=tuesday)
    offer(enquiry.pk, to_unit=unit("roads"), note="A road.", by=town.builder, now=tuesday)
    accept(enquiry.pk, by=roads, now=tuesday)
    found = page(enquiry, tuesday)
    assert (found.takeovers, found.nth_unit, [one.state for one in found.handovers]) == (2, 3, ["accepted", "accepted"])
    assert found.routed_because("en") == "Roads has taken the enquiry over from Building office."


def test_choosing_a_unit_reads_the_duty_lists_once_however_many_units_there_are(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    counts = []
    for key in ("a", "b"):
        for n in range(10):
            set_up_unit(key=f"{key}{n}", name=f"{key}{n}", email=f"{key}{n}@town.example", addresses=[])
        with CaptureQueriesContext(connection) as asked:
            units_to_offer(enquiry.pk, now=tuesday)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_is_sensitive_in_a_note_or_a_refusal_stays_out_of_the_mail_about_it(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    said = "Fnr 01017012345? Kreft."
    offer(enquiry.pk, to_unit=unit("building"), note=said, by=town.front, now=tuesday)
    refuse(enquiry.pk, reason=said, by=town.builder, now=tuesday)
    mails = [mail.text for mail in OutgoingMessage.objects.filter(purpose="reminder")]
    assert len(mails) == 2
    assert not any("01017012345" in text or "Kreft" in text for text in mails)
    assert Handover.objects.get().note == said
