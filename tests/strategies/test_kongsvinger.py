"""What Kongsvinger promises, as sentences: Service- og kommunikasjonsstrategi."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.strategy.made_strategies import shipped, text_of
from tests.town import Town
from torg.channels.base import Receipt
from torg.enquiries.actions.deliveries import note_report
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Enquiry, Promise
from torg.mailroom.queries import outgoing_failed
from torg.strategy.calendars import Calendar
from torg.strategy.promises import promise
from torg.strategy.reading import read
from torg.strategy.showing import our_promises

OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2026, 3, 31, 15, 40, tzinfo=OSLO)

# -- what the strategy itself decides ---------------------------------------------------------------------------------


def test_the_phone_is_open_from_eight_to_half_past_three() -> None:
    """KON-02."""
    strategy = shipped("kongsvinger")
    [interval] = Calendar.of(strategy).hours(strategy.channels["phone"].hours).intervals_on(date(2026, 3, 31))
    assert (interval.start, interval.end) == (time(8), time(15, 30))


def test_four_of_five_calls_are_answered_within_thirty_seconds() -> None:
    """KON-02."""
    ringing = datetime(2026, 3, 31, 9, 0, tzinfo=OSLO)
    found = promise(shipped("kongsvinger"), what="pick_up", channel="phone", at=ringing)
    assert found is not None
    assert (found.rule, found.share) == ("phone", Decimal(80))
    assert (found.due_by - ringing).total_seconds() == 30


def test_a_mean_that_is_also_a_share_is_kept_as_written_warned_of_and_promised_to_nobody() -> None:
    """KON-02: elsewhere the document says "snitt 30 sekunder på 80%"."""
    [warning] = [one for one in read(text_of("kongsvinger")).warnings if one.key.endswith(".mean")]
    assert warning.key == "promises.phone_as_summed_up.mean"
    assert "phone_as_summed_up" not in [one.rule for one in our_promises(shipped("kongsvinger"), "nb")]


def test_an_email_is_answered_within_48_hours_by_the_clock() -> None:
    """KON-03: hours are hours, also over a public holiday."""
    found = promise(shipped("kongsvinger"), what="answer", channel="email", at=AT)
    assert found is not None
    assert (found.rule, found.due_by) == ("email", datetime(2026, 4, 2, 15, 40, tzinfo=OSLO))


def test_48_hours_are_48_hours_on_the_night_when_the_clock_is_changed() -> None:
    """KON-03: 28 March 2026 at noon, and the clock goes forward on the 29th."""
    found = promise(
        shipped("kongsvinger"), what="answer", channel="email", at=datetime(2026, 3, 28, 12, 0, tzinfo=OSLO)
    )
    assert found is not None
    assert found.due_by == datetime(2026, 3, 30, 13, 0, tzinfo=OSLO)


def test_the_48_hours_are_for_simple_enquiries_and_not_for_casework() -> None:
    """KON-03."""
    assert promise(shipped("kongsvinger"), what="answer", channel="email", at=AT, use="casework") is None


@pytest.mark.parametrize("channel", ["email", "web", "phone", "chat", "service_office"])
def test_every_contact_gets_a_receipt(channel: str) -> None:
    """KON-04: at once, as Torg does where the strategy says no time."""
    found = promise(shipped("kongsvinger"), what="receipt", channel=channel, at=AT)
    assert found is not None
    assert found.due_by == AT


def test_the_receipt_says_that_it_has_arrived_and_when_the_final_answer_comes() -> None:
    """KON-04."""
    assert shipped("kongsvinger").rules.receipt_says == ("received", "answer_by")


def test_there_is_a_target_for_processing_time_by_law_or_better() -> None:
    """KON-16: the strategy gives no number, and the checker says so."""
    target = shipped("kongsvinger").targets["processing_time"]
    assert target.measure == "processing_time"
    assert "forvaltningslovens regler eller bedre" in target.says
    [warning] = [one for one in read(text_of("kongsvinger")).warnings if one.key == "targets.processing_time"]
    assert "no number" in warning.what


def test_whoever_complains_hears_from_the_responsible_manager_within_eight_days() -> None:
    """KON-14: "8 dager" of no said calendar are counted as calendar days, and warned of."""
    found = promise(shipped("kongsvinger"), what="answer", channel="email", at=AT, purpose="complaint")
    assert found is not None
    assert (found.rule, found.due_by.date()) == ("complaint", date(2026, 4, 8))
    assert "promises.complaint.latest" in [one.key for one in read(text_of("kongsvinger")).warnings]


# -- what is seen in the running product ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_email_on_friday_afternoon_is_owed_an_answer_on_sunday_afternoon() -> None:
    """KON-03: 48 hours on the clock, and the ledger keeps to the minute."""
    town = Town("kongsvinger")
    friday = town.at("2026-03-20 15:00")
    enquiry = town.receive(friday)
    assert Promise.objects.get().due_by == town.at("2026-03-22 15:00")
    assert town.answer(enquiry, town.at("2026-03-22 15:01")).late_seconds == 60


@pytest.mark.django_db
def test_a_mail_and_a_form_both_get_a_receipt_with_a_number_and_a_date() -> None:
    """KON-04: every contact gets a receipt that it has arrived and when the final answer will come."""
    town = Town("kongsvinger")
    now = town.at("2026-03-31 15:40")
    town.receive(now, text="Hei. Jeg lurer på når dere har åpent, og hvem jeg kan snakke med om barnehage.")
    assert "torsdag 2. april" in town.posted().text
    take_in_kept(town.form(now, language="nb"), now=now)
    assert "fredag 17. april" in town.posted().text
    assert Enquiry.objects.count() == 2


@pytest.mark.django_db
def test_a_receipt_that_did_not_arrive_is_known_and_a_delay_is_not_taken_for_one() -> None:
    """KON-04: a receipt is given when it has arrived; one that came back is the desk's to see."""
    town = Town("kongsvinger")
    now = town.at("2026-03-31 15:40")
    town.receive(now)
    sent = town.posted()
    for state in ("delayed", "bounced"):
        note_report([Receipt(sent.message_id, state, "said so", permanent=True)], b"", kept_id=None, now=now)
        sent.refresh_from_db()
        assert (sent.state == "bounced") is (state == "bounced")
    assert [row.id for row in outgoing_failed()] == [sent.pk]
