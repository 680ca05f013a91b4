"""Pages are looked after: planned, approved, undone, reminded of, and what has changed is told word by word."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import torg
from tests.town import Town
from torg.catalogue.actions.by_the_clock import Reminder, publish_due, remind_of_reviews, withdraw_due
from torg.catalogue.actions.deciding import InThePast, NotAsked, approve, ask, plan, plan_end, publish_draft, take_back
from torg.catalogue.actions.publishing import publish, reviewed, withdraw
from torg.catalogue.actions.undoing import CannotUndo, undo
from torg.catalogue.actions.writing import (
    Belonging,
    ContentFaulty,
    NotAnEditor,
    PageChanged,
    SecondPairOfEyes,
    make_page,
    write,
)
from torg.catalogue.content import Content
from torg.catalogue.differences import changes, word_diff
from torg.catalogue.kinds import TEXTS
from torg.catalogue.lacking import addresses, doubts
from torg.catalogue.models import Page, PageEvent
from torg.catalogue.queries.care import overdue_by_unit
from torg.faces.desk.page_form import merge
from torg.faces.desk.page_words import TOLD
from torg.jobs.pages import tell
from torg.mailroom.models import OutgoingMessage
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

GARAGE = Content({"nb": {"title": "Bygge garasje", "summary": "Når du må søke."}})
DAY = timedelta(days=1)


@pytest.fixture
def town(db: None) -> Town:
    return Town()


@pytest.fixture
def now(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


@pytest.fixture
def eva(town: Town) -> Staff:
    return set_up_staff(username="eva", name="Eva Editor", role="editor", unit="front")


@pytest.fixture
def siv(town: Town) -> Staff:
    return set_up_staff(username="siv", name="Siv Second", role="editor", unit="front")


@pytest.fixture
def draft(eva: Staff, now: datetime) -> Callable[..., int]:
    def make(
        key: str = "garage", content: Content = GARAGE, *, owner: Staff | None = None, kind: str = "service"
    ) -> int:
        unit = Unit.objects.get(key="building").pk
        belonging = Belonging(unit, owner.pk if owner else None)
        return make_page(key, "service", content, belonging, by=eva, now=now).pk

    return make


def stands(page_id: int) -> tuple[str, bool]:
    page = Page.objects.get(pk=page_id)
    return page.state, page.published_id is not None


def test_what_is_planned_is_published_when_its_moment_has_come(
    draft: Callable[..., int], eva: Staff, now: datetime
) -> None:
    made = draft()
    plan(made, now + DAY, seen=1, by=eva, now=now)
    plan_end(made, now + 3 * DAY, by=eva, now=now)
    assert (publish_due(lambda: now + DAY - timedelta(seconds=1)), stands(made)) == ([], ("planned", False))
    assert (publish_due(lambda: now + DAY), stands(made)) == (["garage"], ("", True))
    assert publish_due(lambda: now + DAY) == []
    assert (withdraw_due(lambda: now + 3 * DAY), stands(made)) == (["garage"], ("draft", False))


def test_a_page_that_can_not_be_published_keeps_no_other_back(
    draft: Callable[..., int],
    eva: Staff,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second = draft("first"), draft("second")
    for made in (first, second):
        plan(made, now + DAY, seen=1, by=eva, now=now)

    def broken(page_id: int, *, by: Staff | None, now: datetime) -> Page:
        if page_id == first:
            raise RuntimeError("trouble")
        return publish(page_id, by=by, now=now)

    monkeypatch.setattr("torg.catalogue.actions.by_the_clock.publish", broken)
    assert publish_due(lambda: now + DAY) == ["second"]
    assert "could not be brought" in caplog.text
    assert stands(first) == ("planned", False)


def test_a_plan_is_for_a_moment_to_come_and_ends_after_it_begins(
    draft: Callable[..., int], eva: Staff, now: datetime
) -> None:
    made = draft()
    with pytest.raises(InThePast):
        plan(made, now, seen=1, by=eva, now=now)
    plan(made, now + 2 * DAY, seen=1, by=eva, now=now)
    with pytest.raises(InThePast):
        plan_end(made, now + DAY, by=eva, now=now)
    take_back(made, by=eva, now=now)
    assert stands(made) == ("draft", False)


def test_a_planned_end_stands_when_the_page_is_published_anew(
    draft: Callable[..., int], eva: Staff, now: datetime
) -> None:
    made = draft()
    publish(made, by=eva, now=now)
    plan_end(made, now + DAY, by=eva, now=now)
    write(made, Content({"nb": {"title": "Garasje", "summary": "Kort."}}), seen=1, by=eva, now=now)
    publish(made, by=eva, now=now)
    assert withdraw_due(lambda: now + DAY) == ["garage"]


def test_who_wrote_it_does_not_approve_it(draft: Callable[..., int], eva: Staff, siv: Staff, now: datetime) -> None:
    made = draft()
    with pytest.raises(NotAsked):
        approve(made, seen=1, by=siv, now=now)
    ask(made, siv.pk, seen=1, by=eva, now=now, publish_at=now + DAY)
    with pytest.raises(SecondPairOfEyes):
        approve(made, seen=1, by=eva, now=now)
    approve(made, seen=1, by=siv, now=now)
    assert stands(made) == ("planned", False)
    assert publish_due(lambda: now + DAY) == ["garage"]


def test_who_asked_and_writes_on_asks_anew(draft: Callable[..., int], eva: Staff, siv: Staff, now: datetime) -> None:
    made = draft()
    ask(made, None, seen=1, by=eva, now=now)
    write(made, Content({"nb": {"title": "Noe annet", "summary": "x"}}), seen=1, by=eva, now=now)
    with pytest.raises(NotAsked):
        approve(made, seen=1, by=siv, now=now)


def test_nothing_is_published_unseen_or_unfinished(
    draft: Callable[..., int], town: Town, eva: Staff, now: datetime
) -> None:
    made = draft(content=Content({"nb": {"title": "Uten mer"}}))
    with pytest.raises(PageChanged):
        publish_draft(made, seen=0, by=eva, now=now)
    with pytest.raises(ContentFaulty) as told:
        publish_draft(made, seen=1, by=eva, now=now)
    assert [(one.where, one.what) for one in told.value.faults] == [("nb.summary", "missing")]
    with pytest.raises(NotAnEditor):
        publish_draft(made, seen=1, by=town.front, now=now)


def last(page_id: int) -> int:
    return PageEvent.objects.filter(page_id=page_id).latest("id").pk


def test_every_decision_can_be_undone(draft: Callable[..., int], eva: Staff, siv: Staff, now: datetime) -> None:
    made = draft()
    plan(made, now + DAY, seen=1, by=eva, now=now)
    undo(made, last(made), by=eva, now=now)
    assert stands(made) == ("draft", False)
    publish(made, by=eva, now=now)
    review = Page.objects.get(pk=made).review_on
    reviewed(made, by=eva, now=now + 40 * DAY)
    undo(made, last(made), by=eva, now=now + 40 * DAY)
    assert Page.objects.get(pk=made).review_on == review
    withdraw(made, by=eva, now=now)
    undo(made, last(made), by=eva, now=now)
    assert stands(made) == ("", True)
    assert Page.objects.get(pk=made).service is not None
    assert Page.objects.get(pk=made).service.is_active  # type: ignore[union-attr]


def test_what_the_clock_published_and_somebody_undid_is_not_published_by_it_again(
    draft: Callable[..., int], eva: Staff, now: datetime
) -> None:
    made = draft()
    plan(made, now + DAY, seen=1, by=eva, now=now)
    publish_due(lambda: now + DAY)
    undo(made, last(made), by=eva, now=now + 2 * DAY)
    assert stands(made) == ("draft", False)
    assert publish_due(lambda: now + 3 * DAY) == []


def test_what_was_written_on_or_is_long_ago_is_not_undone(draft: Callable[..., int], eva: Staff, now: datetime) -> None:
    made = draft()
    publish(made, by=eva, now=now)
    with pytest.raises(CannotUndo):
        undo(made, last(made), by=eva, now=now + 8 * DAY)
    write(made, Content({"nb": {"title": "Nytt", "summary": "x"}}), seen=1, by=eva, now=now)
    with pytest.raises(CannotUndo):
        undo(made, last(made), by=eva, now=now)


def test_owners_are_reminded_once_a_week_and_units_where_nobody_owns_it(
    draft: Callable[..., int], town: Town, eva: Staff, now: datetime
) -> None:
    Staff.objects.filter(pk=eva.pk).update(email="eva@torg.example", language="en")
    Unit.objects.filter(key="building").update(email="bygg@torg.example")
    for key, owner in (("one", eva), ("two", eva), ("three", None)):
        publish(draft(key, owner=owner), by=None, now=now - 400 * DAY)
    assert overdue_by_unit(now.date()) == {Unit.objects.get(key="building").pk: 3}
    told: list[Reminder] = []
    assert remind_of_reviews(lambda: now, lambda one, _now: told.append(one)) == 3
    assert {(one.address, len(one.titles)) for one in told} == {("eva@torg.example", 2), ("bygg@torg.example", 1)}
    assert remind_of_reviews(lambda: now + 6 * DAY, lambda one, _now: told.append(one)) == 0
    assert remind_of_reviews(lambda: now + 7 * DAY, lambda one, _now: told.append(one)) == 3
    night = town.at("2026-05-05 23:00")
    assert remind_of_reviews(lambda: night, lambda one, _now: told.append(one)) == 0


def test_the_reminder_is_a_mail_that_leads_to_the_page(town: Town, now: datetime) -> None:
    tell(Reminder("Eva", "eva@torg.example", "en", (("garage", "Bygge garasje"),)), now)
    mail = OutgoingMessage.objects.get(to_address="eva@torg.example")
    assert mail.subject == "Pages to be looked at again"
    assert "Bygge garasje" in mail.text
    assert "/en/desk/content/pages/garage/" in mail.text


def test_every_event_of_a_page_has_its_sentence() -> None:
    written = set[str]()
    for path in (Path(torg.__file__).parent / "catalogue" / "actions").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"note_event\(\s*page, ([^=]*?), by=", text):
            written |= set(re.findall(r'"(\w+)"', call))
        written |= set(re.findall(r'before, what = standing\(page\), "(\w+)"', text))
        written |= set(re.findall(r'else "(un\w+)"', text))
    assert {"published", "planned", "unplanned", "unasked", "undone", "refused"} <= written
    assert written == set(TOLD)


# -- pure -------------------------------------------------------------------------------------------------------------


def test_a_difference_is_told_word_by_word() -> None:
    pieces = [(one.what, one.text) for one in word_diff("Det koster 100 kroner.", "Det koster 200 kroner nå.")]
    assert pieces == [
        ("same", "Det koster "), ("gone", "100"), ("new", "200"), ("same", " kroner"), ("new", " nå"), ("same", "."),
    ]  # fmt: skip
    assert [one.what for one in word_diff("", "ny")] == ["new"]
    assert word_diff("", "") == ()


def test_only_what_differs_is_told_with_its_language() -> None:
    before = Content({"nb": {"title": "A", "body": "x"}, "nn": {"title": "A"}}, {"laws": ({"name": "Lov"},)})
    after = Content({"nb": {"title": "A", "body": "y"}}, {"laws": ({"name": "Lov", "section": "§ 2"},)})
    told = [(one.language, one.part.key) for one in changes("service", before, after)]
    assert told == [("nb", "body"), ("nn", "title"), ("", "laws")]


def test_links_blocks_and_brackets_that_lead_nowhere_are_doubted() -> None:
    content = Content(
        {"nb": {"title": "A", "body": "[x](page:gone) {block:pris} {navn} {phone} [y](page:there)"}},
        {"related": ("gone",)},
    )
    told = [(one.what, one.part, one.said) for one in doubts("service", content, {"there"})]
    assert told == [
        ("bracket", "body", "{navn}"), ("no_block", "body", "pris"), ("no_page", "body", "gone"),
        ("no_page", "related", "gone"),
    ]  # fmt: skip


def test_every_web_address_of_a_page_is_found_with_where_it_stands() -> None:
    content = Content(
        {"nb": {"title": "A", "body": "[x](https://a.example/) og [y](page:z)"}, "nn": {"title": "A", "how": "[x](https://a.example/)"}},
        {"laws": ({"name": "Lov", "url": "https://lov.example/"},), "ways": ({"kind": "form", "url": "https://b.example/"},)},
    )  # fmt: skip
    assert addresses("service", content) == {
        "https://a.example/": (("nb", "body"), ("nn", "how")),
        "https://lov.example/": (("", "laws"),),
        "https://b.example/": (("", "ways"),),
    }


def test_two_who_write_at_once_are_laid_together_part_by_part() -> None:
    base = {"title": "A", "body": "b", "cost": "c"}
    theirs, mine = {"title": "A", "body": "b2"}, {"title": "A2", "body": "b", "cost": "c"}
    merged = merge(TEXTS["service"], base, theirs, mine)
    assert (merged.parts, merged.theirs, merged.both) == ({"title": "A2", "body": "b2"}, ("body", "cost"), ())
    both = merge(TEXTS["service"], base, {**base, "cost": "5"}, {**base, "cost": "6"})
    assert (both.parts["cost"], both.both) == ("6", ("cost",))
