"""What is done by the clock is known to the queue, and does what it says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from tests.town import Town
from torg.enquiries.models import Event, PromiseTally, SearchText
from torg.jobs.follow_ups import follow_ups
from torg.jobs.forecast import forecast
from torg.jobs.housekeeping import housekeeping
from torg.jobs.reconciliation import reconciliation
from torg.jobs.tallies import tallies, tallies_of_months
from torg.jobs.turns import turns
from torg.jobs.words import words

pytestmark = pytest.mark.django_db


def test_every_job_by_the_clock_is_known_to_the_queue() -> None:
    jobs = (forecast, housekeeping, turns, words, follow_ups, reconciliation)
    by_the_clock = {job.name for job in jobs}
    assert by_the_clock <= set(app.tasks)
    assert {task.periodic_id for task in app.periodic_registry.periodic_tasks.values()} >= by_the_clock


def test_the_forecast_notes_what_is_overdue_now() -> None:
    town = Town()
    town.receive(timezone.now() - timedelta(days=60))
    forecast.func(timestamp=0)
    assert Event.objects.latest("id").kind == "overdue"


def test_the_forecast_waits_quietly_while_no_strategy_is_in_force() -> None:
    forecast.func(timestamp=0)


def test_what_waits_for_somebody_is_looked_after_by_the_clock() -> None:
    town = Town()
    town.receive(timezone.now() - timedelta(days=60))
    turns.func(timestamp=0)
    assert Event.objects.latest("id").kind == "interim_drafted"


def test_the_turns_wait_quietly_while_no_strategy_is_in_force() -> None:
    turns.func(timestamp=0)


def test_sessions_that_have_ended_are_removed_and_others_stay() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(hours=1))
    housekeeping.func(timestamp=0)
    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_enquiries_whose_words_were_passed_over_get_them_at_night(caplog: pytest.LogCaptureFixture) -> None:
    town = Town()
    town.receive(timezone.now())
    words.func(timestamp=0)
    assert SearchText.objects.count() == 1
    assert "1 enquiries had not been gathered" in caplog.text


def test_promises_are_added_up_by_the_hour_and_those_of_months_at_night() -> None:
    town, now = Town(), timezone.now()
    for days in (0, 50):
        enquiry = town.receive(now - timedelta(days=days, hours=1))
        town.answer(enquiry, now - timedelta(days=days))
    tallies.func(timestamp=0)
    assert PromiseTally.objects.count() == 1
    tallies_of_months.func(timestamp=0)
    assert PromiseTally.objects.count() == 2


def test_the_tallies_wait_quietly_while_no_strategy_is_in_force() -> None:
    tallies.func(timestamp=0)
