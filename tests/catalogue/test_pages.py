"""Pages are written as drafts, published as they stand, and found at addresses that go on working."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.town import Town
from torg.catalogue.actions.by_the_clock import withdraw_due
from torg.catalogue.actions.deciding import plan, plan_end
from torg.catalogue.actions.publishing import NothingToPublish, publish, reviewed, withdraw
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.actions.writing import (
    Belonging,
    KeyTaken,
    NotAnEditor,
    PageChanged,
    SecondPairOfEyes,
    bring_back,
    drop_draft,
    hand_over,
    make_page,
    write,
)
from torg.catalogue.content import Content
from torg.catalogue.files import Entry, read_data, write_data
from torg.catalogue.models import Page, Revision, Service
from torg.catalogue.queries.pages import addresses, alerts_now, blocks, cards, page, page_at
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

pytestmark = pytest.mark.django_db
GARAGE = Content(
    {
        "nb": {"title": "Bygge garasje", "summary": "Når du må søke."},
        "nn": {"title": "Byggje garasje", "summary": "Når du må søkje."},
    },
    {"topics": ("building-and-planning",)},
)


def titled(title: str, language: str = "nb") -> Content:
    words = {**GARAGE.words, language: {**GARAGE.words[language], "title": title}}
    return replace(GARAGE, words=words)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def now(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


@pytest.fixture
def editor(town: Town) -> Staff:
    return set_up_staff(username="editor", name="Eva Editor", role="editor", unit="front")


@pytest.fixture
def building(town: Town) -> int:
    return Unit.objects.get(key="building").pk


@pytest.fixture
def garage(editor: Staff, building: int, now: datetime) -> Page:
    made = make_page("garage", "service", GARAGE, Belonging(building), by=editor, now=now)
    return publish(made.pk, by=editor, now=now)


def test_a_draft_is_not_seen_before_it_is_published(editor: Staff, building: int, now: datetime) -> None:
    made = make_page("garage", "service", GARAGE, Belonging(building), by=editor, now=now)
    assert page("garage") is None
    assert cards("nb") == []
    publish(made.pk, by=editor, now=now)
    found = page("garage")
    assert found is not None
    assert found.text("nn", "title") == "Byggje garasje"
    assert found.text("da", "title") == "Bygge garasje"
    assert found.review_on == date(2027, 3, 31)


def test_a_published_service_can_be_asked_about_and_a_withdrawn_one_no_more(
    garage: Page, editor: Staff, now: datetime
) -> None:
    service = Service.objects.get(key="garage")
    assert (service.is_active, service.titles["nn"], service.unit_id) == (True, "Byggje garasje", garage.unit_id)
    withdraw(garage.pk, by=editor, now=now)
    service.refresh_from_db()
    assert not service.is_active
    assert page("garage") is None
    publish(garage.pk, by=editor, now=now)
    assert page("garage") is not None


def test_an_earlier_address_leads_to_the_page(garage: Page, editor: Staff, now: datetime) -> None:
    write(garage.pk, titled("Garasje og carport"), seen=1, by=editor, now=now)
    publish(garage.pk, by=editor, now=now)
    found = page_at("service", "bygge-garasje", language="nb")
    assert found is not None
    assert (found.moved, found.slugs["nb"]) == (True, "garasje-og-carport")
    here = page_at("service", "garasje-og-carport", language="nb")
    assert here is not None
    assert not here.moved
    assert page_at("service", "carport", language="nb") is None


def test_two_pages_of_one_title_have_two_addresses(garage: Page, editor: Staff, building: int, now: datetime) -> None:
    second = make_page("garage-2", "service", GARAGE, Belonging(building), by=editor, now=now)
    publish(second.pk, by=editor, now=now)
    found = addresses(["garage", "garage-2"], "nb")
    assert found == {"garage": ("service", "bygge-garasje"), "garage-2": ("service", f"bygge-garasje-{second.pk}")}


def test_what_was_saved_stays_and_can_be_brought_back(garage: Page, editor: Staff, now: datetime) -> None:
    write(garage.pk, titled("Carport"), seen=1, by=editor, now=now)
    publish(garage.pk, by=editor, now=now)
    bring_back(garage.pk, 1, by=editor, now=now)
    publish(garage.pk, by=editor, now=now)
    found = page("garage")
    assert found is not None
    assert (found.number, found.text("nb", "title")) == (3, "Bygge garasje")
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(page=garage, number=1).update(note="never said")


def test_who_saves_over_somebody_elses_words_is_told(garage: Page, editor: Staff, now: datetime) -> None:
    write(garage.pk, titled("Carport"), seen=1, by=editor, now=now)
    with pytest.raises(PageChanged) as told:
        write(garage.pk, titled("Bod"), seen=1, by=editor, now=now)
    assert told.value.number == 2


def test_saving_the_same_words_makes_no_revision(garage: Page, editor: Staff, now: datetime) -> None:
    write(garage.pk, GARAGE, seen=1, by=editor, now=now)
    assert Revision.objects.filter(page=garage).count() == 1
    with pytest.raises(NothingToPublish):
        publish(garage.pk, by=editor, now=now)


def test_a_draft_can_be_dropped_and_what_is_published_stands(garage: Page, editor: Staff, now: datetime) -> None:
    write(garage.pk, titled("Carport"), seen=1, by=editor, now=now)
    drop_draft(garage.pk, by=editor, now=now)
    garage.refresh_from_db()
    assert (garage.state, garage.draft_id) == ("", None)


def test_a_translation_lags_until_it_is_changed_or_said_to_be_right(garage: Page, editor: Staff, now: datetime) -> None:
    lags = write(garage.pk, titled("Garasje"), seen=1, by=editor, now=now)
    assert lags.lagging == ["nn"]
    still = write(garage.pk, titled("Garasje"), seen=2, by=editor, now=now)
    assert still.lagging == ["nn"]
    right = write(garage.pk, titled("Garasje"), seen=2, by=editor, now=now, up_to_date=["nn"])
    assert right.lagging == []


def test_four_eyes_want_somebody_else_to_publish(town: Town, editor: Staff, building: int, now: datetime) -> None:
    made = make_page("garage", "service", GARAGE, Belonging(building, four_eyes=True), by=editor, now=now)
    with pytest.raises(SecondPairOfEyes):
        publish(made.pk, by=editor, now=now)
    other = set_up_staff(username="second", name="Siv Second", role="editor", unit="front")
    publish(made.pk, by=other, now=now)
    assert page("garage") is not None


def test_only_editors_write(town: Town, garage: Page, now: datetime) -> None:
    with pytest.raises(NotAnEditor):
        write(garage.pk, titled("Carport"), seen=1, by=town.front, now=now)
    with pytest.raises(NotAnEditor):
        publish(garage.pk, by=town.front, now=now)
    with pytest.raises(NotAnEditor):
        reviewed(garage.pk, by=town.front, now=now)


def test_a_key_belongs_to_one_page(garage: Page, editor: Staff, building: int, now: datetime) -> None:
    with pytest.raises(KeyTaken):
        make_page("garage", "service", GARAGE, Belonging(building), by=editor, now=now)


def test_who_has_written_any_of_a_draft_does_not_approve_it(
    town: Town, editor: Staff, garage: Page, now: datetime
) -> None:
    second = set_up_staff(username="second", name="Siv Second", role="editor", unit="front")
    third = set_up_staff(username="third", name="Tor Third", role="editor", unit="front")
    mine = Belonging(garage.unit_id, four_eyes=True)
    hand_over(garage.pk, mine, by=editor, now=now)
    write(garage.pk, titled("Carport"), seen=1, by=editor, now=now)
    write(garage.pk, titled("Carport og bod"), seen=2, by=second, now=now)
    for who in (editor, second):
        with pytest.raises(SecondPairOfEyes):
            publish(garage.pk, by=who, now=now)
    with pytest.raises(SecondPairOfEyes):
        hand_over(garage.pk, replace(mine, four_eyes=False), by=editor, now=now)
    assert publish(garage.pk, by=third, now=now).published_at == now


def test_what_is_planned_waits_when_a_second_pair_of_eyes_is_wanted_from_now_on(
    editor: Staff, garage: Page, now: datetime
) -> None:
    written = write(garage.pk, titled("Carport"), seen=1, by=editor, now=now)
    plan(garage.pk, now + timedelta(days=1), seen=written.version, by=editor, now=now)
    hand_over(garage.pk, Belonging(garage.unit_id, four_eyes=True), by=editor, now=now)
    garage.refresh_from_db()
    assert (garage.state, garage.publish_at) == ("draft", None)


def test_a_page_that_wants_a_second_pair_of_eyes_is_taken_in_as_a_draft(
    editor: Staff, garage: Page, now: datetime
) -> None:
    hand_over(garage.pk, Belonging(garage.unit_id, four_eyes=True), by=editor, now=now)
    take_in([Entry("service", "garage", titled("Carport"))], {"": garage.unit_id}, by=None, now=now)
    found = page("garage")
    assert found is not None
    assert found.text("nb", "title") == "Bygge garasje"


def test_no_page_takes_the_address_that_another_has_now(editor: Staff, building: int, now: datetime) -> None:
    def published(key: str, title: str) -> Page:
        content = Content({"nb": {"title": title, "summary": "Lær."}})
        return publish(
            make_page(key, "service", content, Belonging(building), by=editor, now=now).pk, by=editor, now=now
        )

    published("school", "Skole")
    last = published("other", "Noe annet")
    odd = published("odd", f"Skole {last.pk + 2}")
    again = published("again", "Skole")
    assert again.pk == last.pk + 2
    found = addresses(["school", "odd", "again"], "nb")
    assert found["odd"] == ("service", f"skole-{again.pk}")
    assert len({slug for _kind, slug in found.values()}) == 3
    assert odd.pk != again.pk


def test_a_draft_says_nothing_to_citizens_about_what_lags(editor: Staff, garage: Page, now: datetime) -> None:
    write(garage.pk, titled("Carport"), seen=1, by=editor, now=now)
    shown = page("garage")
    assert shown is not None
    assert shown.lagging == ()
    drop_draft(garage.pk, by=editor, now=now)
    garage.refresh_from_db()
    assert garage.lagging == []
    publish(write(garage.pk, titled("Carport"), seen=2, by=editor, now=now).pk, by=editor, now=now)
    shown = page("garage")
    assert shown is not None
    assert shown.lagging == ("nn",)


def test_an_end_that_has_passed_does_not_take_a_page_away_that_is_published_now(
    editor: Staff, building: int, now: datetime
) -> None:
    made = make_page("garage", "service", GARAGE, Belonging(building), by=editor, now=now)
    plan_end(made.pk, now + timedelta(days=1), by=editor, now=now)
    later = now + timedelta(days=2)
    publish(made.pk, by=editor, now=later)
    withdraw_due(lambda: later + timedelta(minutes=1))
    assert page("garage") is not None


def test_an_alert_holds_by_the_municipalitys_own_clock(building: int, town: Town) -> None:
    take_in(read_data(FILE).entries, {"building": building, "": building}, by=None, now=town.at("2026-03-30 10:00"))
    for moment, holds in (("07:59", 0), ("08:01", 1), ("15:59", 1), ("16:01", 0)):
        assert len(alerts_now("nb", now=town.at(f"2026-03-31 {moment}").astimezone(UTC))) == holds, moment


FILE = {
    "services": [
        {
            "key": "garage", "unit": "building", "topics": ["building-and-planning"], "target": "4 weeks",
            "laws": [{"name": "Plan- og bygningsloven", "section": "§ 20-4"}],
            "ways": [{"kind": "self_service", "url": "https://selvbetjening.example/garasje", "mobile": True}],
            "nb": {"title": "Bygge garasje", "summary": "Det koster {block:price}.", "words": ["carport"]},
        }
    ],
    "blocks": [{"key": "price", "nb": {"title": "Pris", "body": "100 kroner"}}],
    "alerts": [
        {"key": "water", "level": "warning", "from": "2026-03-31T08:00", "until": "2026-03-31T16:00",
         "nb": {"title": "Vannet er stengt"}}
    ],
}  # fmt: skip


def test_a_file_is_taken_in_once_and_written_as_it_was(building: int, now: datetime) -> None:
    reading = read_data(FILE)
    assert (reading.faults, [row.faults for row in reading.rows]) == ((), [(), (), ()])
    units = {"building": building, "": building}
    assert take_in(reading.entries, units, by=None, now=now).made == ("garage", "price", "water")
    again = take_in(reading.entries, units, by=None, now=now)
    assert (again.made, again.changed, again.same) == ((), (), ("garage", "price", "water"))
    assert read_data(write_data(reading.entries)).entries == tuple(
        sorted(reading.entries, key=lambda one: ("service", "alert", "block").index(one.kind))
    )
    assert blocks("nn", ["price"]) == {"price": "100 kroner"}
    assert [one.title for one in alerts_now("nb", now=now)] == ["Vannet er stengt"]
    assert alerts_now("nb", now=now.replace(hour=17)) == []


def test_every_fault_of_a_file_is_named_with_its_place() -> None:
    wrong = {
        "services": [
            {"key": "Garage!", "nb": {"title": "Garasje"}, "topics": ["bilding"], "target": "soon", "mandatory": "yes"},
            {"key": "x", "nb": {"title": "X", "summary": "x", "titel": "y"}, "ways": [{"kind": "pigeon"}]},
        ],
        "servises": [],
    }
    reading = read_data(wrong)
    assert reading.entries == ()
    told = {(row.where, fault.where, fault.what) for row in reading.rows for fault in row.faults}
    assert told == {
        ("services 1 (Garage!)", "key", "not_key"),
        ("services 1 (Garage!)", "nb.summary", "missing"),
        ("services 1 (Garage!)", "topics.1", "unknown_word"),
        ("services 1 (Garage!)", "target", "not_span"),
        ("services 1 (Garage!)", "mandatory", "not_flag"),
        ("services 2 (x)", "nb.titel", "unknown_key"),
        ("services 2 (x)", "ways.1.kind", "unknown_word"),
    }
    assert reading.faults == ("servises: there is no such list. Did you mean services?",)
