"""Two people, or a person and the post, act on an enquiry in the same moment: one by one, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest
from django.db import connections

from tests.town import Town
from torg.enquiries.actions.answer import Changed, IsJoined, answer
from torg.enquiries.actions.handover import NotOffered, accept, offer, return_unanswered, withdraw
from torg.enquiries.actions.interim import DateNotLater, send_interim
from torg.enquiries.actions.join import join, unjoin
from torg.enquiries.models import Contact, Enquiry, Handover, Promise
from torg.enquiries.queries.page import enquiry_page
from torg.mailroom.models import OutgoingMessage
from torg.people.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-17 10:00")


@pytest.fixture
def enquiry(town: Town, tuesday: datetime) -> Enquiry:
    return town.receive(tuesday, message_id="<first@example.org>")


def at_once(*acts: Callable[[], object]) -> list[Exception | None]:
    """Does several things in the same moment, each on a connection of its own; what each raised."""
    together = threading.Barrier(len(acts))
    raised: list[Exception | None] = [None] * len(acts)

    def do(place: int, act: Callable[[], object]) -> None:
        try:
            together.wait()
            act()
        except Exception as trouble:
            raised[place] = trouble
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other for ever"
    return raised


def last_contact(enquiry: Enquiry, now: datetime) -> int:
    page = enquiry_page(enquiry.number, now=now)
    assert page is not None
    return page.last_contact


def test_of_two_answers_at_once_one_goes_out_and_the_other_writer_is_shown_it(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    seen = last_contact(enquiry, tuesday)
    raised = at_once(
        *[partial(answer, enquiry.pk, text="It opens at ten.", by=town.front, now=tuesday, seen=seen) for _ in range(2)]
    )
    assert sorted(type(one).__name__ for one in raised) == ["Changed", "NoneType"]
    assert OutgoingMessage.objects.filter(purpose="answer").count() == 1
    assert Promise.objects.get().state == "kept"


def test_an_answer_and_a_new_message_leave_an_answer_or_a_question_that_somebody_sees(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    for n in range(ROUNDS):
        seen = last_contact(enquiry, tuesday)
        town.mail(tuesday, in_reply_to="<first@example.org>", text=f"And is there a sauna in hall {n}?")
        at_once(
            partial(answer, enquiry.pk, text="Ten.", by=town.front, now=tuesday, seen=seen),
            lambda: town.work(tuesday),
        )
        enquiry.refresh_from_db()
        newest = Contact.objects.filter(enquiry=enquiry).exclude(purpose="receipt").latest("id")
        # Either the message came last and the enquiry is open with a date, or the answer saw it come.
        assert enquiry.status == "open" or not newest.is_incoming
        assert Contact.objects.filter(enquiry=enquiry, is_incoming=True).count() == n + 2
        assert Promise.objects.filter(state="open").count() == (enquiry.status == "open")


def test_an_offer_accepted_and_withdrawn_at_once_is_one_of_the_two(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    building = Unit.objects.get(key="building").pk
    offer(enquiry.pk, to_unit=building, note="Yours?", by=town.front, now=tuesday)
    raised = at_once(
        lambda: accept(enquiry.pk, by=town.builder, now=tuesday),
        lambda: withdraw(enquiry.pk, by=town.front, now=tuesday),
        lambda: return_unanswered(lambda: town.at("2026-03-19 00:05")),
    )
    state, key = Handover.objects.get().state, Enquiry.objects.get().unit.key
    assert (state == "accepted") == (key == "building")
    assert sum(isinstance(one, NotOffered) for one in raised) >= 1
    assert all(one is None or isinstance(one, NotOffered) for one in raised)


def test_a_repeat_is_joined_and_answered_at_once_and_nobody_is_left_without_a_promise_or_an_answer(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    for n in range(ROUNDS):
        repeat = town.receive(tuesday, subject=f"Again {n}")
        raised = at_once(
            partial(join, repeat.pk, into=enquiry.pk, by=town.front, now=tuesday),
            partial(answer, repeat.pk, text="Ten.", by=town.front, now=tuesday),
            partial(answer, enquiry.pk, text="Ten.", by=town.front, now=tuesday),
        )
        assert all(one is None or isinstance(one, IsJoined) for one in raised), raised
        enquiry.refresh_from_db()
        owed = Promise.objects.filter(state="open").count()
        assert (enquiry.status == "open") == bool(owed), "it is open as long as something is owed"
        answer(enquiry.pk, text="Ten, once more.", by=town.front, now=tuesday)
        assert not Promise.objects.filter(state="open").exists()


def test_two_that_are_joined_crosswise_end_joined_one_way(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    for n in range(ROUNDS):
        repeat = town.receive(tuesday, subject=f"Again {n}")
        raised = at_once(
            partial(join, repeat.pk, into=enquiry.pk, by=town.front, now=tuesday),
            partial(join, enquiry.pk, into=repeat.pk, by=town.front, now=tuesday),
        )
        assert sorted(type(one).__name__ for one in raised) == ["IsJoined", "NoneType"]
        joined = Enquiry.objects.get(status="joined")
        unjoin(joined.pk, by=town.front, now=tuesday)
        answer(repeat.pk, text="Ten.", by=town.front, now=tuesday)


def test_taken_apart_and_answered_at_once_every_promise_is_open_or_settled_and_every_date_shown(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    for n in range(ROUNDS):
        repeat = town.receive(tuesday, subject=f"Again {n}")
        join(repeat.pk, into=enquiry.pk, by=town.front, now=tuesday)
        raised = at_once(
            partial(unjoin, repeat.pk, by=town.front, now=tuesday),
            partial(answer, enquiry.pk, text="Ten.", by=town.front, now=tuesday),
        )
        assert raised == [None, None]
        repeat.refresh_from_db()
        assert (repeat.status == "open") == Promise.objects.filter(enquiry=repeat, state="open").exists()


def test_two_interim_replies_at_once_give_one_new_promise(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    seen = last_contact(enquiry, tuesday)
    raised = at_once(
        *[
            lambda: send_interim(
                enquiry.pk, text="Later.", reason="-", new_date=date(2026, 4, 10), by=town.front, now=tuesday, seen=seen
            )
            for _ in range(2)
        ]
    )
    assert [one for one in raised if not isinstance(one, Changed | DateNotLater)] == [None]
    assert Promise.objects.filter(state="open").count() == 1


def test_a_reply_that_comes_while_the_repeat_it_answers_is_joined_lands_where_it_belongs(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    for n in range(ROUNDS):
        repeat = town.receive(tuesday, subject=f"Again {n}", message_id=f"<again-{n}@example.org>")
        town.mail(tuesday, in_reply_to=f"<again-{n}@example.org>", text="And is there a sauna?")
        raised = at_once(
            partial(join, repeat.pk, into=enquiry.pk, by=town.front, now=tuesday), lambda: town.work(tuesday)
        )
        assert raised == [None, None]
        page = enquiry_page(enquiry.number, now=tuesday)
        assert page is not None
        assert sum("sauna" in c.text for c in page.contacts if c.is_incoming) == n + 1
