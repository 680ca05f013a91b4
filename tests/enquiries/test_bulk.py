"""Many enquiries at once: what can be done is done, what can not is told with why, and it can be undone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions.answer import ReasonNeeded, close, mark_sensitive, reopen, take
from torg.enquiries.actions.ask import ask_for_more
from torg.enquiries.actions.bulk import MOST, bulk, undo
from torg.enquiries.actions.handover import offer
from torg.enquiries.actions.join import join
from torg.enquiries.models import Enquiry, Event, Handover, Pause, Promise
from torg.enquiries.queries.inbox import last_event
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-03-02T10:00+01:00")
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def town(db: None) -> Town:
    return Town()


@pytest.fixture
def three(town: Town) -> list[int]:
    """Two enquiries of the front line and one of the building office."""
    for subject, to in (("First", "post@town.example"), ("Second", "post@town.example"), ("Third", BUILDING_ADDRESS)):
        town.receive(NOW - timedelta(hours=1), subject=subject, to=to)
    return list(Enquiry.objects.order_by("id").values_list("pk", flat=True))


def the(pk: int) -> Enquiry:
    return Enquiry.objects.get(pk=pk)


def test_all_are_taken_each_with_its_event(town: Town, three: list[int]) -> None:
    done = bulk("take", three, by=town.front, now=NOW)
    assert done.done == tuple(three)
    assert done.left_out == ()
    assert {the(pk).handler for pk in three} == {town.front}
    assert Event.objects.filter(kind="taken").count() == Event.objects.filter(kind="in_batch").count() == 3


def test_what_another_unit_has_is_left_as_it_is_and_the_rest_is_done(town: Town, three: list[int]) -> None:
    done = bulk("take", three, by=town.builder, now=NOW)
    assert done.done == (three[2],)
    assert [(one.id, one.why) for one in done.left_out] == [(three[0], "gone"), (three[1], "gone")]
    assert the(three[0]).handler is None


def test_nothing_is_told_of_what_one_does_not_see_neither_its_number_nor_who_has_it(
    town: Town, three: list[int]
) -> None:
    take(three[0], by=town.front, now=NOW)
    [left_out] = bulk("take", three[:1], by=town.builder, now=NOW).left_out
    assert (left_out.why, left_out.number_said, left_out.who) == ("gone", "", "")


@pytest.mark.parametrize(
    ("deed", "rest"), [("take", {}), ("read", {}), ("close", {"reason": "x"}), ("assign", {"to": 0}), ("give_back", {})]
)
def test_what_is_sensitive_and_not_theirs_to_open_is_left_as_it_is(
    town: Town, three: list[int], deed: str, rest: dict[str, Any]
) -> None:
    mark_sensitive(three[2], sensitive=True, by=town.builder, now=NOW)
    before = list(Enquiry.objects.filter(pk=three[2]).values())
    done = bulk(deed, three[2:], by=town.front, now=NOW, **({"to": town.front.pk} if rest.get("to") == 0 else rest))
    assert [(one.why, one.who) for one in done.left_out] == [("not_yours", "")]
    assert list(Enquiry.objects.filter(pk=three[2]).values()) == before


def test_what_a_colleague_has_is_not_taken_from_them_among_many(town: Town, three: list[int]) -> None:
    take(three[2], by=town.builder, now=NOW)
    done = bulk("take", three, by=town.front, now=NOW)
    assert [(one.why, one.who) for one in done.left_out] == [("has_handler", "Bo Bygg")]
    assert the(three[2]).handler == town.builder


def test_they_are_given_to_a_colleague_who_answers_for_their_unit(town: Town, three: list[int]) -> None:
    colleague = set_up_staff(username="c", name="Cato", role="case_worker", unit="building")
    done = bulk("assign", three, by=town.front, now=NOW, to=colleague.pk)
    assert done.done == (three[2],)
    assert {one.why for one in done.left_out} == {"not_theirs"}
    assert the(three[2]).handler == colleague


@pytest.mark.parametrize("to", [0, 10**9])
def test_they_are_given_to_nobody_who_is_not_there(town: Town, three: list[int], to: int) -> None:
    assert bulk("assign", three, by=town.front, now=NOW, to=to).done == ()


def test_closing_many_needs_a_reason_and_leaves_what_the_sender_has_written_to(town: Town, three: list[int]) -> None:
    seen = Event.objects.latest("id").pk
    with pytest.raises(ReasonNeeded):
        bulk("close", three, by=town.front, now=NOW, reason=" ")
    first = Enquiry.objects.get(pk=three[0])
    message_id = first.contacts.get(is_incoming=True).message_id
    town.mail(NOW, subject="Re: First", text="And one thing more: when?", In_Reply_To=f"<{message_id}>")
    town.work(NOW)
    done = bulk("close", three[:2], by=town.front, now=NOW, reason="Sent twice", seen=seen)
    assert done.done == (three[1],)
    assert [one.why for one in done.left_out] == ["changed"]
    assert the(three[0]).status == "open"


def test_what_is_so_already_or_is_not_there_is_told(town: Town, three: list[int]) -> None:
    bulk("close", three[:1], by=town.front, now=NOW, reason="Sent twice")
    done = bulk("close", [*three[:1], 10**12], by=town.front, now=NOW, reason="Sent twice")
    assert [(one.why, bool(one.number_said)) for one in done.left_out] == [("not_open", True), ("gone", False)]
    assert [one.why for one in bulk("give_back", three[1:2], by=town.front, now=NOW).left_out] == ["already"]
    assert [one.why for one in bulk("unread", three[1:2], by=town.front, now=NOW).left_out] == ["already"]


def test_never_more_than_two_hundred_at_once(town: Town) -> None:
    assert len(bulk("take", range(10**6, 10**6 + 500), by=town.front, now=NOW).left_out) == MOST


@pytest.mark.parametrize(
    ("deed", "rest"), [("take", {}), ("read", {}), ("close", {"reason": "Sent twice"}), ("assign", {"to": None})]
)
def test_a_batch_is_undone_as_if_it_had_not_been(town: Town, three: list[int], deed: str, rest: dict[str, Any]) -> None:
    if deed == "assign":
        rest = {"to": town.front.pk}
    before = list(Enquiry.objects.order_by("pk").values())
    done = bulk(deed, three, by=town.front, now=NOW, **rest)
    assert len(done.done) == 3
    undone = undo(done.batch, by=town.front, now=LATER)
    assert undone.done == tuple(three)
    assert list(Enquiry.objects.order_by("pk").values()) == before
    assert [one.why for one in undo(done.batch, by=town.front, now=LATER).left_out] == ["changed"] * 3


def test_undoing_tells_no_number_of_what_has_gone_out_of_sight_meanwhile(town: Town, three: list[int]) -> None:
    done = bulk("take", three, by=town.front, now=NOW)
    Staff.objects.filter(pk=town.front.pk).update(role="case_worker")
    town.front.refresh_from_db()
    assert done.done == tuple(three)
    undone = undo(done.batch, by=town.front, now=LATER)
    assert undone.done == tuple(three[:2])
    assert [(one.id, one.number_said, one.why) for one in undone.left_out] == [(three[2], "", "gone")]


def test_undoing_a_close_promises_the_same_day_anew_and_rewrites_nothing(town: Town, three: list[int]) -> None:
    due = the(three[0]).due_by
    done = bulk("close", three[:1], by=town.front, now=NOW, reason="Sent twice")
    undo(done.batch, by=town.front, now=LATER)
    states = list(Promise.objects.filter(enquiry_id=three[0]).order_by("id").values_list("state", "due_by"))
    assert states == [("released", due), ("open", due)]


def test_what_has_changed_since_is_not_undone(town: Town, three: list[int]) -> None:
    done = bulk("take", three[:2], by=town.front, now=NOW)
    town.answer(the(three[0]), NOW)
    undone = undo(done.batch, by=town.front, now=LATER)
    assert undone.done == (three[1],)
    assert [(one.id, one.why) for one in undone.left_out] == [(three[0], "changed")]
    assert the(three[0]).status == "answered"


def test_only_who_did_it_undoes_it_and_within_the_hour(town: Town, three: list[int]) -> None:
    done = bulk("take", three[2:], by=town.builder, now=NOW)
    assert undo(done.batch, by=town.front, now=LATER).done == ()
    assert undo(done.batch, by=town.builder, now=NOW + timedelta(hours=2)).done == ()
    assert undo("no-such-batch", by=town.builder, now=LATER).done == ()
    assert undo(done.batch, by=town.builder, now=LATER).done == (three[2],)


MINUTE = timedelta(minutes=1)


@pytest.fixture
def ours(town: Town) -> Enquiry:
    return town.receive(NOW - timedelta(hours=1), message_id="<ours@example.org>", subject="Swimming hall")


@pytest.fixture
def joined(town: Town, ours: Enquiry) -> Enquiry:
    """What somebody else wrote of the same, joined to it."""
    other = town.receive(
        NOW - timedelta(hours=1), sender="Kari <kari@example.org>", message_id="<other@example.org>", subject="The pool"
    )
    join(other.pk, into=ours.pk, by=town.front, now=NOW - MINUTE)
    return other


def ask(town: Town, enquiry: Enquiry, at: datetime) -> None:
    ask_for_more(enquiry.pk, text="Which?", reason="Two.", wanted_by=date(2026, 3, 20), by=town.front, now=at)


def states(enquiry: Enquiry) -> list[str]:
    return list(Promise.objects.filter(enquiry=enquiry).order_by("id").values_list("state", flat=True))


def test_what_we_asked_for_and_got_meanwhile_is_not_closed_among_many(town: Town, ours: Enquiry) -> None:
    ask(town, ours, NOW - MINUTE)
    seen = last_event()
    town.receive(NOW, in_reply_to="<ours@example.org>", text="It is the big hall near the school, please tell me.")
    done = bulk("close", [ours.pk], by=town.front, now=NOW, seen=seen, reason="No answer came")
    assert [one.why for one in done.left_out] == ["changed"]


def test_what_somebody_joined_to_it_wrote_meanwhile_is_not_closed_among_many(
    town: Town, ours: Enquiry, joined: Enquiry
) -> None:
    seen = last_event()
    words = "I forgot to say: it is the big hall near the school."
    town.receive(NOW, sender="Kari <kari@example.org>", in_reply_to="<other@example.org>", text=words)
    done = bulk("close", [ours.pk], by=town.front, now=NOW, seen=seen, reason="Sent twice")
    assert [one.why for one in done.left_out] == ["changed"]


def test_undoing_a_close_promises_anew_to_those_joined_to_it_too(town: Town, ours: Enquiry, joined: Enquiry) -> None:
    done = bulk("close", [ours.pk], by=town.front, now=NOW, reason="Sent twice")
    assert undo(done.batch, by=town.front, now=LATER).done == (ours.pk,)
    assert states(ours) == states(joined) == ["released", "open"]


def test_undoing_a_close_is_left_when_somebody_joined_to_it_has_written_since(
    town: Town, ours: Enquiry, joined: Enquiry
) -> None:
    done = bulk("close", [ours.pk], by=town.front, now=NOW, reason="Sent twice")
    words = "It is still shut, and nobody tells us why that is."
    town.receive(NOW + MINUTE, sender="Kari <kari@example.org>", in_reply_to="<other@example.org>", text=words)
    assert [one.why for one in undo(done.batch, by=town.front, now=LATER).left_out] == ["changed"]


def test_undoing_a_close_waits_for_the_sender_again(town: Town, ours: Enquiry) -> None:
    ask(town, ours, NOW - MINUTE)
    before = Enquiry.objects.values().get(pk=ours.pk)
    done = bulk("close", [ours.pk], by=town.front, now=NOW, reason="No answer came")
    assert undo(done.batch, by=town.front, now=LATER).done == (ours.pk,)
    assert Enquiry.objects.values().get(pk=ours.pk) == before
    assert states(ours) == ["released", "paused"]
    pause = Pause.objects.get(to_at__isnull=True)
    assert (pause.from_at, pause.reason, pause.promise.state) == (NOW - MINUTE, "Two.", "paused")
    town.receive(LATER, in_reply_to="<ours@example.org>", text="It is the big hall near the school, please tell me.")
    ours.refresh_from_db()
    assert ours.status == "open"


def test_undoing_a_close_promises_anew_only_what_that_close_released(town: Town, ours: Enquiry) -> None:
    close(ours.pk, reason="Sent twice", by=town.front, now=NOW - MINUTE)
    reopen(ours.pk, reason="It was not", by=town.front, now=NOW - MINUTE)
    done = bulk("close", [ours.pk], by=town.front, now=NOW, reason="Sent twice")
    assert undo(done.batch, by=town.front, now=LATER).done == (ours.pk,)
    assert states(ours) == ["released", "released", "open"]


def test_undoing_a_close_lets_an_offer_to_another_unit_stand_again(town: Town, ours: Enquiry) -> None:
    building = Unit.objects.get(key="building")
    offer(ours.pk, to_unit=building.pk, note="Yours?", by=town.front, now=NOW - MINUTE)
    done = bulk("close", [ours.pk], by=town.front, now=NOW, reason="Sent twice")
    assert undo(done.batch, by=town.front, now=LATER).done == (ours.pk,)
    assert Handover.objects.get().state == "offered"
