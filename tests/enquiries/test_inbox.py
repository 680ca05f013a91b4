"""The lists of the day's work: who has what to do, and what nobody may read who should not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions.answer import mark_sensitive, take
from torg.enquiries.actions.sieves import (
    NameNeeded,
    NameTaken,
    move_sieve,
    remove_sieve,
    rename_sieve,
    save_sieve,
)
from torg.enquiries.models import AlsoAddressed, Enquiry, Handover, Looking, Mention, Note, SavedSieve, Status
from torg.enquiries.queries.counters import counters
from torg.enquiries.queries.inbox import Choice, InboxPage, inbox, last_event, new_since
from torg.enquiries.queries.rows import who_looks
from torg.enquiries.queries.sieves import sieves_of
from torg.people.models import Staff, Unit
from torg.people.queries import Sight, sight_of

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-03-02T10:00+01:00")
EVERYTHING = Sight(None, None)


@pytest.fixture
def town(db: None) -> Town:
    town = Town()
    for subject, to in (("Pool", "post@town.example"), ("Garage", BUILDING_ADDRESS), ("Fence", BUILDING_ADDRESS)):
        town.receive(NOW - timedelta(hours=3), subject=subject, to=to)
    return town


def the(subject: str) -> Enquiry:
    return Enquiry.objects.get(subject=subject)


def shown(only: str = "", *, by: Staff, **chosen: Any) -> list[str]:
    return [row.subject for row in page(only, by=by, **chosen).rows]


def page(only: str = "", *, by: Staff, size: int = 50, after: str = "", **chosen: Any) -> InboxPage:
    return inbox(
        sight=sight_of(by), choice=Choice(only, **chosen), staff_id=by.pk, home=by.unit_id or 0, size=size,
        after=after, now=NOW,
    )  # fmt: skip


def counted(by: Staff, name: str) -> int:
    return int(getattr(counters(sight=sight_of(by), staff_id=by.pk, home=by.unit_id or 0, now=NOW), name))


def test_mine_my_units_and_what_nobody_has(town: Town) -> None:
    take(the("Garage").pk, by=town.builder, now=NOW)
    assert shown("mine", by=town.builder) == ["Garage"]
    assert shown("unit", by=town.builder) == ["Garage", "Fence"]
    assert shown("unassigned", by=town.builder) == ["Fence"]
    assert shown("unit", by=town.front) == ["Pool"]
    assert shown("unassigned", by=town.front) == ["Pool", "Fence"]
    assert [counted(town.builder, name) for name in ("mine", "unit", "unassigned", "open")] == [1, 2, 1, 2]


def test_replies_that_came_in_stand_the_latest_first_until_somebody_looks(town: Town) -> None:
    Enquiry.objects.filter(subject="Garage").update(replied_at=NOW - timedelta(hours=2))
    Enquiry.objects.filter(subject="Pool").update(replied_at=NOW - timedelta(hours=1))
    assert shown("replied", by=town.front) == ["Pool", "Garage"]
    assert shown("replied", by=town.builder) == ["Garage"]
    assert counted(town.front, "replied") == 2
    first = page("replied", by=town.front, size=1)
    assert [row.subject for row in page("replied", by=town.front, after=first.next_cursor).rows] == ["Garage"]


def test_what_waits_for_its_sender_is_apart_by_when_we_look_again(town: Town) -> None:
    for days, subject in ((5, "Garage"), (2, "Fence")):
        Enquiry.objects.filter(subject=subject).update(
            status=Status.WAITING, due_by=None, wait_until=NOW + timedelta(days=days)
        )
    assert shown(by=town.builder, status="waiting") == ["Fence", "Garage"]
    assert shown(by=town.builder) == []
    assert counted(town.builder, "waiting") == 2


def offer(town: Town, subject: str, *, to: str, hours: int = 4, to_staff: Staff | None = None) -> None:
    enquiry = the(subject)
    Handover.objects.create(
        enquiry=enquiry, from_unit_id=enquiry.unit_id, to_unit=Unit.objects.get(key=to), to_staff=to_staff,
        note="This is yours", offered_at=NOW, offered_by=town.front, answer_by=NOW + timedelta(hours=hours),
    )  # fmt: skip


def test_what_is_offered_to_my_unit_waits_there_the_shortest_time_left_first(town: Town) -> None:
    town.receive(NOW, subject="Tree")
    offer(town, "Pool", to="building", hours=8, to_staff=town.builder)
    offer(town, "Tree", to="building", hours=2)
    offer(town, "Fence", to="front")
    rows = page("offered", by=town.builder).rows
    assert [(row.subject, row.offer.note, row.offer.to_me) for row in rows if row.offer] == [
        ("Tree", "This is yours", False), ("Pool", "This is yours", True),
    ]  # fmt: skip
    assert counted(town.builder, "offered") == 2
    first = page("offered", by=town.builder, size=1)
    assert [row.subject for row in page("offered", by=town.builder, after=first.next_cursor).rows] == ["Pool"]


def test_what_was_sent_to_my_unit_too_is_listed_and_what_is_done_is_not_counted(town: Town) -> None:
    building = Unit.objects.get(key="building")
    town.receive(NOW, subject="Tree")
    for subject in ("Pool", "Tree"):
        AlsoAddressed.objects.create(enquiry=the(subject), unit=building, since=NOW)
    town.answer(the("Pool"), NOW)
    assert shown("also", by=town.builder) == ["Tree", "Pool"]
    assert counted(town.builder, "also") == 1
    first = page("also", by=town.builder, size=1)
    assert [row.subject for row in page("also", by=town.builder, after=first.next_cursor).rows] == ["Pool"]


def test_a_note_that_names_me_waits_until_i_have_read_it(town: Town) -> None:
    for subject in ("Garage", "Pool", "Garage"):
        note = Note.objects.create(enquiry=the(subject), at=NOW, by=town.front, text="@Bo, can you look?")
        Mention.objects.create(note=note, staff=town.builder)
    assert shown("mentions", by=town.builder) == ["Garage"]  # Pool is another unit's, which Bo does not see
    assert counted(town.front, "mentions") == 0
    Mention.objects.update(read_at=NOW)
    assert shown("mentions", by=town.builder) == []


def test_what_i_may_not_open_is_listed_without_a_word_of_what_it_is_about(town: Town) -> None:
    mark_sensitive(the("Garage").pk, sensitive=True, by=town.builder, now=NOW)
    masked = next(row for row in page(by=town.front).rows if row.sensitive)
    assert (masked.masked, masked.subject, masked.sender) == (True, "", "")
    own = next(row for row in page(by=town.builder).rows if row.sensitive)
    assert (own.masked, own.subject) == (False, "Garage")
    AlsoAddressed.objects.create(enquiry=the("Garage"), unit=Unit.objects.get(key="front"), since=NOW)
    assert not next(row for row in page(by=town.front).rows if row.sensitive).masked
    assert not inbox(sight=EVERYTHING, now=NOW).rows[1].masked


def test_a_list_shows_the_subject_as_lists_may_show_it(town: Town) -> None:
    Enquiry.objects.filter(subject="Garage").update(listed_as="Garage for ···········")
    assert "Garage for ···········" in shown(by=town.front)


def test_what_is_new_is_told_of_the_list_one_looks_at_and_not_of_ones_own_doing(town: Town) -> None:
    since = last_event()

    def new(by: Staff, choice: Choice = Choice()) -> int:  # noqa: B008
        return new_since(since, sight=sight_of(by), choice=choice, staff_id=by.pk, home=by.unit_id or 0, now=NOW)

    assert new(town.front) == 0
    town.receive(NOW, subject="Tree")
    take(the("Garage").pk, by=town.builder, now=NOW)
    assert new(town.front) == 2
    assert new(town.builder) == 0
    assert new(town.front, Choice("unit")) == 1
    assert new(town.front, Choice(status="answered")) == 0
    offer(town, "Tree", to="building")
    assert new(town.builder, Choice("offered")) == 1
    AlsoAddressed.objects.create(enquiry=the("Tree"), unit=Unit.objects.get(key="building"), since=NOW)
    assert new(town.builder, Choice("also")) == 1
    note = Note.objects.create(enquiry=the("Tree"), at=NOW, by=town.front, text="@Bo")
    Mention.objects.create(note=note, staff=town.builder)
    assert new(town.builder, Choice("mentions")) == 1


def test_who_else_looks_at_an_enquiry_is_told_for_a_minute(town: Town) -> None:
    garage = the("Garage").pk
    Looking.objects.create(enquiry_id=garage, staff=town.builder, at=NOW)
    assert who_looks([garage], sight=EVERYTHING, but=town.front.pk, now=NOW) == {garage: ["Bo Bygg"]}
    assert who_looks([garage], sight=EVERYTHING, but=town.builder.pk, now=NOW) == {}
    assert who_looks([garage], sight=EVERYTHING, but=town.front.pk, now=NOW + timedelta(minutes=2)) == {}


def test_who_looks_at_what_one_does_not_see_is_not_told(town: Town) -> None:
    pool = the("Pool").pk
    Looking.objects.create(enquiry_id=pool, staff=town.front, at=NOW)
    theirs = sight_of(town.builder)
    assert who_looks([pool], sight=theirs, but=town.builder.pk, now=NOW) == {}
    AlsoAddressed.objects.create(enquiry_id=pool, unit=Unit.objects.get(key="building"), since=NOW)
    assert who_looks([pool], sight=theirs, but=town.builder.pk, now=NOW) == {pool: ["Frida Front"]}


@pytest.mark.parametrize(
    ("choice", "index"),
    [
        (Choice(), "enquiries_open"),
        (Choice("overdue"), "enquiries_open"),
        (Choice("mine"), "enquiries_open"),
        (Choice("unit"), "enquiries_open_unit"),
        (Choice("unassigned"), "enquiries_open"),
        (Choice("replied"), "enquiries_replied"),
        (Choice(status="waiting"), "enquiries_waiting"),
        (Choice(status="answered"), "enquiries_done"),
        (Choice(status="closed"), "enquiries_list_closed"),
        (Choice(status="joined"), "enquiries_list_joined"),
    ],
)
def test_a_list_reads_one_index_and_sorts_nothing(town: Town, choice: Choice, index: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        inbox(sight=EVERYTHING, choice=choice, staff_id=town.front.pk, home=town.front.unit_id or 0, now=NOW)
    [statement] = [one["sql"] for one in asked.captured_queries]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE enquiries_enquiry, enquiries_promise")  # not what an earlier test has left
        for switch in ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_sort"):
            cursor.execute(f"SET LOCAL {switch} = off")
        cursor.execute(f"EXPLAIN {statement}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert f"using {index}" in plan
    assert "Sort" not in plan


# -- kept choices -----------------------------------------------------------------------------------------------------


def names(of: Staff) -> list[str]:
    return [one.name for one in sieves_of(of.pk)]


def test_choices_are_kept_renamed_ordered_and_removed_each_for_oneself(town: Town) -> None:
    for name in ("Overdue in building", " Waiting  ", "Web"):
        save_sieve(name=name, query="only=overdue", by=town.front)
    save_sieve(name="Web", query="channel=web", by=town.front)
    save_sieve(name="Web", query="", by=town.builder)
    assert names(town.front) == ["Overdue in building", "Waiting", "Web"]
    assert sieves_of(town.front.pk)[2].query == "channel=web"
    first, _second, third = (one.id for one in sieves_of(town.front.pk))
    move_sieve(third, up=True, by=town.front)
    move_sieve(first, up=True, by=town.front)
    assert names(town.front) == ["Overdue in building", "Web", "Waiting"]
    move_sieve(first, up=False, by=town.front)
    assert names(town.front) == ["Web", "Overdue in building", "Waiting"]
    with pytest.raises(NameTaken):
        rename_sieve(first, name="Web", by=town.front)
    with pytest.raises(NameNeeded):
        rename_sieve(first, name=" ", by=town.front)
    rename_sieve(first, name="Late", by=town.front)
    remove_sieve(third, by=town.builder)
    move_sieve(third, up=True, by=town.builder)
    assert names(town.front) == ["Web", "Late", "Waiting"]
    remove_sieve(third, by=town.front)
    assert names(town.front) == ["Late", "Waiting"]
    assert SavedSieve.objects.filter(staff=town.builder).count() == 1
