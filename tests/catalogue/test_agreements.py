"""The front line and the units settle who answers what, and new enquiries go there."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.town import Town
from torg.catalogue.actions import NotForYou, RoutineNeeded, agree, set_up_service
from torg.catalogue.models import Agreement, Service
from torg.catalogue.queries import agreements, services
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Enquiry
from torg.people.models import Unit
from torg.strategy.routing import AGREED, SERVICE

pytestmark = pytest.mark.django_db
REVIEW = date(2027, 3, 31)


@pytest.fixture
def town() -> Town:
    town = Town()
    set_up_service(key="garage", titles={"nn": "Garasje"}, unit_id=Unit.objects.get(key="building").pk)
    return town


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


def asked_about_the_garage(town: Town, at: datetime) -> Enquiry:
    enquiry = take_in_kept(town.form(at, topic="service:garage"), now=at)
    assert enquiry is not None
    return enquiry


def settled(town: Town, at: datetime, answerer: str = "front_line", routine: str = "Size and distance.") -> None:
    agree(Service.objects.get().pk, answerer=answerer, routine=routine, review_on=REVIEW, by=town.builder, now=at)


def test_without_an_agreement_the_unit_of_the_service_gets_it(town: Town, tuesday: datetime) -> None:
    enquiry = asked_about_the_garage(town, tuesday)
    assert (enquiry.unit.key, enquiry.route["code"]) == ("building", SERVICE)


def test_what_the_front_line_has_taken_on_goes_to_the_front_line_and_says_why(town: Town, tuesday: datetime) -> None:
    settled(town, tuesday)
    enquiry = asked_about_the_garage(town, tuesday)
    assert (enquiry.unit.key, enquiry.route["code"]) == ("front", AGREED)
    assert services()["garage"].routine == "Size and distance."


def test_a_new_agreement_ends_the_old_which_stays_to_be_read(town: Town, tuesday: datetime) -> None:
    settled(town, tuesday)
    later = town.at("2026-06-01 10:00")
    settled(town, later, "unit", "Everything is handed over.")
    assert [(one.answerer, one.ended_at) for one in agreements(Service.objects.get().pk)] == [
        ("unit", None),
        ("front_line", later),
    ]
    assert asked_about_the_garage(town, later).unit.key == "building"


def test_an_agreement_says_something_and_is_made_by_who_answers_for_the_unit(town: Town, tuesday: datetime) -> None:
    with pytest.raises(RoutineNeeded):
        settled(town, tuesday, routine="  ")
    front = Service.objects.get()
    front.unit = Unit.objects.get(key="front")
    front.save()
    with pytest.raises(NotForYou):
        settled(town, tuesday)
    assert not Agreement.objects.exists()
