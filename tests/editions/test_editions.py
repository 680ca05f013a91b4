"""A strategy is drafted, checked, published, in force from a day; each promise keeps the edition it was made under."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.town import STRATEGIES, Town
from torg.editions.actions import AlreadyPublished, InThePast, draft, publish
from torg.editions.models import Edition
from torg.editions.queries import NoStrategy, in_force
from torg.enquiries.models import Promise
from torg.strategy.problems import StrategyFaulty

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 30, 10, tzinfo=UTC)
ALVER = (STRATEGIES / "alver.toml").read_text()
QUICKER = ALVER.replace('latest    = "5 working days"', 'latest    = "2 working days"')


def test_a_faulty_strategy_is_not_even_a_draft() -> None:
    with pytest.raises(StrategyFaulty):
        draft("[municipality]\nname = 7", now=NOW)
    assert not Edition.objects.exists()


def test_a_draft_is_in_force_only_when_published_and_only_from_its_day() -> None:
    edition = draft(ALVER, now=NOW)
    with pytest.raises(NoStrategy):
        in_force(NOW)
    publish(edition.pk, from_day=date(2026, 4, 1), now=NOW)
    with pytest.raises(NoStrategy):
        in_force(datetime(2026, 3, 31, 21, 59, tzinfo=UTC))
    assert in_force(datetime(2026, 3, 31, 22, 0, tzinfo=UTC)).number == 1, "midnight in Oslo"


def test_the_same_text_again_is_the_same_draft() -> None:
    assert draft(ALVER, now=NOW) == draft(ALVER, now=NOW)


def test_a_published_edition_is_never_changed_or_published_again() -> None:
    edition = draft(ALVER, now=NOW)
    publish(edition.pk, from_day=date(2026, 4, 1), now=NOW)
    with pytest.raises(AlreadyPublished):
        publish(edition.pk, from_day=date(2026, 5, 1), now=NOW)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(text="")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        edition.delete()


def test_a_later_edition_can_not_come_into_force_on_a_day_that_is_over() -> None:
    publish(draft(ALVER, now=NOW).pk, from_day=date(2026, 1, 1), now=NOW)
    with pytest.raises(InThePast):
        publish(draft(QUICKER, now=NOW).pk, from_day=date(2026, 3, 29), now=NOW)


def test_a_new_edition_touches_only_new_promises() -> None:
    town = Town()
    town.receive(town.at("2026-03-30 10:00"), sender="before@example.org")
    publish(draft(QUICKER, now=NOW).pk, from_day=date(2026, 3, 31), now=NOW)
    town.receive(town.at("2026-03-31 10:00"), sender="after@example.org")
    before, after = Promise.objects.select_related("edition").order_by("id")
    assert (before.edition.number, before.due_by) == (1, town.at("2026-04-09 23:59:59"))
    assert (after.edition.number, after.due_by) == (2, town.at("2026-04-07 23:59:59"))
