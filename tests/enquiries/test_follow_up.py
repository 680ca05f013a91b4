"""What comes of complaints and feedback is decided by somebody, and nobody forgets it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions import follow_up
from torg.enquiries.actions.answer import IsJoined, NotYours, ReasonNeeded
from torg.enquiries.actions.join import join
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Enquiry, Event, FollowUp
from torg.enquiries.queries.follow_ups import follow_ups
from torg.mailroom.models import OutgoingMessage
from torg.people.queries import sight_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


def complaint(town: Town, at: datetime, **fields: str) -> Enquiry:
    """A complaint comes in by the form."""
    enquiry = take_in_kept(town.form(at, purpose="complaint", **fields), now=at)
    assert enquiry is not None
    return enquiry


def decided(town: Town, enquiry: Enquiry, at: datetime, outcome: str, due_on: date | None = None) -> FollowUp:
    follow_up.decide(
        enquiry.pk, outcome=outcome, learned="The letter was hard to read.", change="A new letter.", due_on=due_on,
        by=town.front, now=at,
    )  # fmt: skip
    return FollowUp.objects.get()


def test_an_answer_alone_does_not_settle_what_comes_of_a_complaint(town: Town, tuesday: datetime) -> None:
    enquiry = complaint(town, tuesday)
    town.answer(enquiry, tuesday)
    rows = follow_ups(sight=sight_of(town.front), settled=False, today=tuesday.date())
    assert [(row.number, row.state, row.status) for row in rows] == [(enquiry.number, "open", "answered")]
    assert decided(town, enquiry, tuesday, "done").settled_at == tuesday
    assert follow_ups(sight=sight_of(town.front), settled=False, today=tuesday.date()) == []
    [settled] = follow_ups(sight=sight_of(town.front), settled=True, today=tuesday.date())
    assert (settled.change, settled.settled_by) == ("A new letter.", "Frida Front")


def test_an_ordinary_question_is_not_followed_up_unless_somebody_says_so(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    assert not FollowUp.objects.exists()
    follow_up.mark_feedback(enquiry.pk, by=town.front, now=tuesday)
    follow_up.mark_feedback(enquiry.pk, by=town.front, now=tuesday)
    assert FollowUp.objects.count() == 1
    follow_up.unmark_feedback(enquiry.pk, by=town.front, now=tuesday)
    assert not FollowUp.objects.exists()
    enquiry.refresh_from_db()
    assert enquiry.purpose == "interaction"
    kinds = Event.objects.filter(enquiry=enquiry, kind__startswith="marked").values_list("kind", flat=True)
    assert list(kinds) == ["marked_feedback", "marked_not_feedback"]


def test_what_has_been_decided_is_not_unmarked(town: Town, tuesday: datetime) -> None:
    enquiry = complaint(town, tuesday)
    decided(town, enquiry, tuesday, "nothing")
    with pytest.raises(follow_up.NotFeedback):
        follow_up.unmark_feedback(enquiry.pk, by=town.front, now=tuesday)


def test_a_plan_needs_a_day_and_every_outcome_needs_words(town: Town, tuesday: datetime) -> None:
    enquiry = complaint(town, tuesday)
    with pytest.raises(follow_up.DayNeeded):
        decided(town, enquiry, tuesday, "planned")
    with pytest.raises(ReasonNeeded):
        follow_up.decide(enquiry.pk, outcome="nothing", learned="", change=" ", due_on=None, by=town.front, now=tuesday)
    assert FollowUp.objects.get().state == "open"


def test_a_unit_decides_only_about_its_own(town: Town, tuesday: datetime) -> None:
    enquiry = complaint(town, tuesday)
    with pytest.raises(NotYours):
        follow_up.decide(enquiry.pk, outcome="done", learned="", change="x", due_on=None, by=town.builder, now=tuesday)
    assert follow_ups(sight=sight_of(town.builder), settled=False, today=tuesday.date()) == []


def test_a_plan_can_be_changed_and_what_was_planned_stays_in_the_story(town: Town, tuesday: datetime) -> None:
    enquiry = complaint(town, tuesday)
    decided(town, enquiry, tuesday, "planned", date(2026, 5, 1))
    row = decided(town, enquiry, tuesday + timedelta(days=9), "done")
    assert (row.state, row.due_on) == ("done", date(2026, 5, 1))
    kinds = Event.objects.filter(kind__startswith="follow_up").values_list("kind", flat=True)
    assert list(kinds) == ["follow_up_planned", "follow_up_done"]


def test_a_unit_is_reminded_in_working_hours_once_a_week(town: Town, tuesday: datetime) -> None:
    enquiry = complaint(town, tuesday)
    assert follow_up.remind_of_follow_ups(lambda: tuesday + timedelta(days=13)) == 0
    sunday = town.at("2026-04-19 10:00")
    assert follow_up.remind_of_follow_ups(lambda: sunday) == 0
    monday = town.at("2026-04-20 10:00")
    assert follow_up.remind_of_follow_ups(lambda: monday) == 1
    mail = OutgoingMessage.objects.filter(purpose="reminder").get()
    assert (mail.to_address, str(enquiry.number) in mail.text) == ("front@town.example", True)
    assert follow_up.remind_of_follow_ups(lambda: monday + timedelta(days=1)) == 0
    assert follow_up.remind_of_follow_ups(lambda: monday + timedelta(days=7)) == 1


def test_a_plan_whose_day_has_passed_is_reminded_of_and_one_in_time_is_not(town: Town, tuesday: datetime) -> None:
    enquiry = complaint(town, tuesday)
    decided(town, enquiry, tuesday, "planned", date(2026, 4, 27))
    assert follow_up.remind_of_follow_ups(lambda: town.at("2026-04-27 10:00")) == 0
    assert follow_up.remind_of_follow_ups(lambda: town.at("2026-04-28 10:00")) == 1


def test_the_next_page_goes_on_where_the_first_ended(town: Town, tuesday: datetime) -> None:
    for minute in range(3):
        complaint(town, tuesday + timedelta(minutes=minute), subject=f"No. {minute}")
    rows = follow_ups(sight=sight_of(town.front), settled=False, today=tuesday.date())
    rest = follow_ups(sight=sight_of(town.front), settled=False, today=tuesday.date(), before=rows[0].id)
    assert [row.subject for row in rest] == ["No. 1", "No. 2"]


def test_what_an_enquiry_was_before_it_was_called_feedback_it_is_again(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    Enquiry.objects.update(purpose="transaction")
    follow_up.mark_feedback(enquiry.pk, by=town.front, now=tuesday)
    follow_up.unmark_feedback(enquiry.pk, by=town.front, now=tuesday)
    enquiry.refresh_from_db()
    assert enquiry.purpose == "transaction"


def test_an_enquiry_that_is_joined_to_another_is_not_called_feedback_by_itself(town: Town, tuesday: datetime) -> None:
    enquiry, repeat = town.receive(tuesday), town.receive(tuesday, subject="Again")
    join(repeat.pk, into=enquiry.pk, by=town.front, now=tuesday)
    with pytest.raises(IsJoined):
        follow_up.mark_feedback(repeat.pk, by=town.front, now=tuesday)


def test_that_a_unit_was_reminded_of_feedback_can_be_read_in_the_story(town: Town, tuesday: datetime) -> None:
    enquiry = complaint(town, tuesday)
    assert follow_up.remind_of_follow_ups(lambda: tuesday + timedelta(days=15)) == 1
    assert Event.objects.filter(enquiry=enquiry, kind="follow_up_reminded").count() == 1


def test_what_is_sensitive_is_followed_up_only_by_who_may_open_it(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday, to=BUILDING_ADDRESS, subject="My diagnosis", text="I have cancer, and need help.")
    assert enquiry.sensitive
    with pytest.raises(NotYours):
        follow_up.mark_feedback(enquiry.pk, by=town.front, now=tuesday)
    follow_up.mark_feedback(enquiry.pk, by=town.builder, now=tuesday)
