"""How each service is applied for is known, and what to do next follows from that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.town import Town
from torg.catalogue.actions.processes import confirm, judge, take_back
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.actions.writing import NotAnEditor
from torg.catalogue.files import read_data
from torg.catalogue.models import Page, QualityRecord
from torg.catalogue.process import (
    Process,
    Quality,
    Step,
    Way,
    next_steps,
    own_and_neighbouring,
    shared_on_phones,
    version_of,
)
from torg.catalogue.queries.processes import confirmed_by, judged, known, processes, quality
from torg.people.models import Unit

TODAY = date(2026, 3, 31)
URL = "https://selvbetjening.example/garasje"
GOOD = Quality(URL, TODAY, works_on_phone=True, accessible=True, completion=92)
DIGITAL = Process(
    1, "garage", "Garage", 1, 1, ("building-and-planning",),
    ({"kind": "self_service", "url": URL, "mobile": True}, {"kind": "phone"}), "transaction", target="4 weeks",
    limit="12 weeks",
)  # fmt: skip


def with_ways(*kinds: str) -> Process:
    return replace(DIGITAL, ways=tuple({"kind": kind} for kind in kinds))


@pytest.mark.parametrize(
    ("process", "way", "steps"),
    [
        (with_ways(), Way.NONE, (Step.DESCRIBE,)),
        (with_ways("form", "visit"), Way.FORM, (Step.MEND_FORM,)),
        (with_ways("paper"), Way.PAPER, (Step.MAKE_DIGITAL,)),
        (with_ways("phone"), Way.PERSON, (Step.MAKE_DIGITAL,)),
        (replace(with_ways("phone"), purpose="interaction"), Way.PERSON, ()),
        (replace(with_ways("visit"), in_person="Pasloven § 4"), Way.PERSON, ()),
        (replace(with_ways("form"), mandatory=True), Way.FORM, (Step.MAKE_DIGITAL, Step.MEND_FORM)),
        (replace(DIGITAL, target=""), Way.DIGITAL, (Step.SET_TARGET,)),
        (replace(DIGITAL, target="4 months"), Way.DIGITAL, (Step.SLOWER_THAN_LAW,)),
        (replace(DIGITAL, target="60 working days"), Way.DIGITAL, ()),
    ],
)
def test_what_to_do_next_follows_from_how_it_is_applied_for(
    process: Process, way: Way, steps: tuple[Step, ...]
) -> None:
    assert (process.way, next_steps(process, {URL: GOOD}, today=TODAY)) == (way, steps)


@pytest.mark.parametrize(
    ("record", "steps"),
    [
        (GOOD, ()),
        (None, (Step.JUDGE,)),
        (replace(GOOD, verdict="phase_out", complaints=9), (Step.PHASE_OUT,)),
        (replace(GOOD, works_on_phone=False), (Step.MEND_MOBILE,)),
        (replace(GOOD, accessible=False), (Step.MEND_ACCESS,)),
        (replace(GOOD, completion=69), (Step.MEND_COMPLETION,)),
        (replace(GOOD, completion=70), ()),
        (replace(GOOD, complaints=1), (Step.LOOK_AT_COMPLAINTS,)),
        (replace(GOOD, judged_on=date(2025, 3, 30)), (Step.JUDGE_AGAIN,)),
        (replace(GOOD, judged_on=date(2025, 3, 31)), ()),
    ],
)
def test_what_to_do_next_follows_from_how_good_the_solution_was_found(
    record: Quality | None, steps: tuple[Step, ...]
) -> None:
    assert next_steps(DIGITAL, {URL: record} if record else {}, today=TODAY) == steps


def test_a_solution_that_was_tried_counts_as_tried_and_not_as_written() -> None:
    untried = replace(DIGITAL, ways=({"kind": "self_service", "url": "https://x.example", "mobile": False},))
    paper = with_ways("paper")
    assert shared_on_phones([DIGITAL, untried, paper], {}) == (1, 2)
    assert shared_on_phones([DIGITAL, untried, paper], {URL: replace(GOOD, works_on_phone=False)}) == (0, 2)


def test_one_knows_the_self_service_of_ones_own_and_neighbouring_fields() -> None:
    same_field = replace(DIGITAL, key="shed", title="Shed", unit_id=2)
    neighbour = replace(DIGITAL, key="bus", title="Bus", unit_id=3, topics=("roads-and-traffic",))
    stranger = replace(DIGITAL, key="hall", title="Hall", unit_id=4, topics=("culture-and-leisure",))
    paper = replace(with_ways("paper"), key="paper")
    found = own_and_neighbouring(1, frozenset({3}), [stranger, neighbour, same_field, paper, DIGITAL])
    assert [one.key for one in found] == ["garage", "bus", "shed"]
    assert version_of(found) == version_of(found[::-1])
    assert version_of(found) != version_of([replace(DIGITAL, number=2), *found[1:]])


@pytest.fixture
def town(db: None) -> Town:
    town = Town()
    data = {
        "services": [
            {
                "key": "garage", "topics": ["building-and-planning"], "purpose": "transaction", "target": "4 weeks",
                "ways": [{"kind": "self_service", "url": URL, "mobile": True}],
                "nb": {"title": "Garasje", "summary": "Bygg."},
            }
        ]
    }  # fmt: skip
    take_in(
        read_data(data).entries, {"": Unit.objects.get(key="building").pk}, by=None, now=town.at("2026-03-01 10:00")
    )
    return town


@pytest.fixture
def now(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


def test_the_newest_record_counts_and_the_earlier_ones_stay(town: Town, now: datetime) -> None:
    page = Page.objects.get(key="garage")
    judge(page.pk, replace(GOOD, verdict="mend"), by=town.builder, now=now)
    judge(page.pk, GOOD, by=town.builder, now=now)
    assert quality()[page.pk][URL].verdict == "keep"
    assert [one.verdict for one in judged(page.pk)] == ["keep", "mend"]
    assert [one.key for one in processes("nn")] == ["garage"]
    with pytest.raises(IntegrityError), transaction.atomic():
        QualityRecord.objects.update(verdict="keep")


def test_only_editors_and_who_answers_for_the_service_judge_it(town: Town, now: datetime) -> None:
    page = Page.objects.get(key="garage")
    page.unit = Unit.objects.get(key="front")
    page.save()
    with pytest.raises(NotAnEditor):
        judge(page.pk, GOOD, by=town.builder, now=now)


def test_a_confirmation_holds_for_the_version_that_was_read_and_can_be_taken_back(town: Town, now: datetime) -> None:
    unit = Unit.objects.get(key="building").pk
    confirm(unit, "v1", by=town.builder, now=now)
    confirm(unit, "v1", by=town.builder, now=now)
    assert known({unit: "v1"}, {unit: 2})[unit].per_cent == 50
    assert known({unit: "v2"}, {unit: 2})[unit].per_cent == 0
    assert confirmed_by(town.builder.pk, unit, "v1")
    take_back(unit, "v1", by=town.builder)
    assert known({unit: "v1"}, {unit: 2})[unit].confirmed == 0
    assert known({}, {unit: 0})[unit].per_cent is None
