"""A promise about to break is shown and reminded of in working hours; an overdue one is visible."""

from __future__ import annotations

import pytest

from tests.town import Town
from torg.enquiries.actions.answer import take
from torg.enquiries.actions.forecast import note_overdue, remind
from torg.enquiries.models import Event
from torg.enquiries.queries.inbox import Choice, inbox
from torg.mailroom.models import OutgoingMessage
from torg.people.models import Unit
from torg.people.queries import Sight

pytestmark = pytest.mark.django_db


def test_the_unit_is_reminded_once_when_less_than_a_working_day_is_left() -> None:
    town = Town()
    town.receive(town.at("2026-03-31 15:40"))  # due at the end of Friday 10 April
    assert remind(lambda: town.at("2026-04-08 12:00")) == 0
    friday = town.at("2026-04-10 09:00")
    assert remind(lambda: friday) == 1
    assert remind(lambda: friday) == 0
    reminder = town.posted("reminder")
    assert reminder.to_address == "front@town.example"
    assert "10" in reminder.text
    page = inbox(sight=Sight(None, None), choice=Choice(only="soon"), now=friday)
    assert [row.is_soon for row in page.rows] == [True]


def test_the_one_who_handles_it_is_reminded_rather_than_the_whole_unit() -> None:
    town = Town()
    enquiry = town.receive(town.at("2026-03-31 15:40"))
    town.front.email = "frida@town.example"
    town.front.save()
    take(enquiry.pk, by=town.front, now=town.at("2026-04-01 09:00"))
    remind(lambda: town.at("2026-04-10 09:00"))
    assert town.posted("reminder").to_address == "frida@town.example"


def test_nobody_is_reminded_on_a_day_off_the_next_working_day_does() -> None:
    town = Town()
    enquiry = town.receive(town.at("2026-03-31 15:40"))
    type(enquiry).objects.filter(pk=enquiry.pk).update(remind_at=town.at("2026-04-04 10:00"))
    assert remind(lambda: town.at("2026-04-04 12:00")) == 0, "Easter Saturday"
    assert remind(lambda: town.at("2026-04-06 12:00")) == 0, "Easter Monday"
    assert remind(lambda: town.at("2026-04-07 08:30")) == 1


def test_a_broken_promise_is_noted_once_and_stands_first_in_the_inbox() -> None:
    town = Town()
    late = town.receive(town.at("2026-03-02 10:00"), sender="a@example.org")
    town.receive(town.at("2026-03-31 15:40"), sender="b@example.org")
    now = town.at("2026-04-01 10:00")
    assert note_overdue(lambda: now) == 1
    assert note_overdue(lambda: now) == 0
    assert Event.objects.get(kind="overdue").enquiry == late
    rows = inbox(sight=Sight(None, None), now=now).rows
    assert [row.is_overdue for row in rows] == [True, False]
    assert not OutgoingMessage.objects.filter(purpose="reminder").exists()


def test_when_there_is_nobody_to_remind_the_story_does_not_say_that_somebody_was() -> None:
    town = Town()
    Unit.objects.update(email="")
    town.receive(town.at("2026-03-31 15:40"))
    remind(lambda: town.at("2026-04-10 09:00"))
    assert Event.objects.latest("id").kind == "soon_due"


def test_somebody_who_has_left_is_not_reminded_the_unit_is() -> None:
    town = Town()
    enquiry = town.receive(town.at("2026-03-31 15:40"))
    town.front.email = "frida@town.example"
    town.front.save()
    take(enquiry.pk, by=town.front, now=town.at("2026-04-01 09:00"))
    town.front.is_active = False
    town.front.save()
    remind(lambda: town.at("2026-04-10 09:00"))
    assert town.posted("reminder").to_address == "front@town.example"
