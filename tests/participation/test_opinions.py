"""Was this useful: counted for everybody, commented by who wants to, and followed up by who answers for the page."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.town import Town
from torg.catalogue.actions.publishing import withdraw
from torg.catalogue.models import Page
from torg.participation.actions.opinions import (
    MOST_OF_A_PAGE,
    AlreadyHandled,
    NoSuchPage,
    NotYours,
    TooMany,
    handle,
    say_more,
    say_useful,
    take_up_again,
)
from torg.participation.queries.opinions import Share, opinion_of, opinions, share, shares_by_page, waiting
from torg.people.actions import set_up_staff
from torg.people.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(garage: Page, now: datetime) -> int:
    made = say_useful(useful=False, language="nb", key="garage", now=now)
    say_more(made, useful=False, comment="Fant ikke prisen")
    return made


def test_an_answer_is_about_the_revision_that_is_published(complaint: int, editor: Staff, garage: Page) -> None:
    (one,) = opinions(staff=editor, language="nb")
    assert (one.title, one.number, one.current, one.useful, one.comment) == (
        "Bygge garasje", 1, 1, False, "Fant ikke prisen",
    )  # fmt: skip
    assert (one.unit_name, one.may_act) == ("Building office", True)


def test_a_comment_goes_to_the_unit_of_the_page_and_other_comments_to_the_front_line(
    town: Town, complaint: int, now: datetime
) -> None:
    about_home = say_useful(useful=False, language="nb", route="home", now=now)
    say_more(about_home, useful=False, comment="Rotete")
    stranger = set_up_staff(username="reader", name="Rut Reader", role="case_worker", unit="")
    assert [one.id for one in opinions(staff=town.builder, language="nb")] == [complaint]
    assert [one.id for one in opinions(staff=town.front, language="nb")] == [about_home, complaint]
    assert (waiting(staff=town.builder), waiting(staff=town.front), waiting(staff=stranger)) == (1, 2, 0)


def test_what_comes_of_it_is_noted_and_can_be_undone(complaint: int, town: Town, editor: Staff, now: datetime) -> None:
    handle(complaint, outcome="changed", note="Prisen står der nå", by=town.builder, now=now)
    assert opinions(staff=editor, language="nb") == []
    (one,) = opinions(staff=editor, language="nb", handled=True)
    assert (one.outcome, one.note, one.handled_by, one.handled_at) == ("changed", "Prisen står der nå", "Bo Bygg", now)
    with pytest.raises(AlreadyHandled):
        handle(complaint, outcome="nothing", note="", by=editor, now=now)
    with pytest.raises(AlreadyHandled):
        say_more(complaint, useful=True, comment="")
    assert opinion_of(complaint) is None
    take_up_again(complaint, by=editor)
    assert waiting(staff=editor) == 1


def test_another_unit_follows_nothing_up(town: Town, complaint: int, now: datetime) -> None:
    about_home = say_useful(useful=True, language="nb", route="home", now=now)
    with pytest.raises(NotYours):
        handle(about_home, outcome="nothing", note="", by=town.builder, now=now)
    with pytest.raises(NotYours):
        take_up_again(about_home, by=town.builder)


def test_a_machine_that_answers_again_and_again_is_held_off(garage: Page, fence: Page, now: datetime) -> None:
    for _ in range(MOST_OF_A_PAGE):
        say_useful(useful=False, language="nb", key="garage", now=now)
    with pytest.raises(TooMany):
        say_useful(useful=False, language="nb", key="garage", now=now + timedelta(minutes=9))
    say_useful(useful=True, language="nb", key="fence", now=now)
    say_useful(useful=True, language="nb", key="garage", now=now + timedelta(minutes=11))


def test_nobody_answers_about_a_page_that_is_gone(garage: Page, editor: Staff, now: datetime) -> None:
    withdraw(garage.pk, by=editor, now=now)
    with pytest.raises(NoSuchPage):
        say_useful(useful=True, language="nb", key="garage", now=now)


def test_the_share_that_found_it_is_told_from_five_answers_on(garage: Page, fence: Page, now: datetime) -> None:
    for useful in (True, True, True, False):
        say_useful(useful=useful, language="nb", key="garage", now=now)
    assert share(since=now) == Share(3, 1)
    assert share(since=now).percent is None
    say_useful(useful=True, language="nb", route="home", now=now)
    assert share(since=now).percent == 80
    assert share(since=now + timedelta(days=1)).count == 0
    assert share(since=now, unit_id=garage.unit_id) == Share(3, 1)
    assert shares_by_page(since=now) == {garage.pk: Share(3, 1)}
