"""A call that was promised is owed by a moment: it stands in the inbox, is tried, made, or breaks visibly."""

from __future__ import annotations

import pytest

from tests.assistant.talks import ChatTown
from torg.assistant.actions.chat_rows import NoPhone
from torg.assistant.actions.serving import finish, reply, take_next
from torg.assistant.models import Conversation
from torg.assistant.queries.conversations import talk
from torg.enquiries.actions.answer import answer, close
from torg.enquiries.actions.ask import ask_for_more
from torg.enquiries.actions.callback import NoCallOwed, call_made, not_reached, promise_call
from torg.enquiries.actions.forecast import note_overdue
from torg.enquiries.models import Contact, Enquiry, Event, Promise
from torg.enquiries.queries.inbox import inbox
from torg.enquiries.queries.page import enquiry_page
from torg.people.queries import sight_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> ChatTown:
    return ChatTown()


def promised(town: ChatTown, *, phone: str = "70 00 00 00") -> Enquiry:
    """A chat that went on as a call."""
    town.ready()
    row = town.waiting("Hvor er rådhuset?", phone=phone, language="en")
    take_next(by=town.front, now=town.noon)
    finish(row.pk, how="call", says="", by=town.front, now=town.later(minutes=5))
    return Enquiry.objects.get()


def state(what: str) -> str:
    return Promise.objects.filter(what=what).latest("pk").state


def test_a_chat_that_goes_on_as_a_call_promises_it_by_the_date_of_the_answer_and_tells_the_citizen(
    town: ChatTown,
) -> None:
    enquiry = promised(town)
    call, answered = Promise.objects.get(what="callback"), Promise.objects.get(what="answer")
    assert (call.due_by, call.channel, enquiry.due_by) == (answered.due_by, "chat", answered.due_by)
    told = talk(Conversation.objects.get().token)
    assert told is not None
    assert "We call you by" in told.messages[-1].text
    (row,) = inbox(sight=sight_of(town.front), now=town.later(minutes=6)).rows
    assert row.calls


def test_where_the_strategy_promises_calls_the_earlier_date_is_the_one_that_stands_in_the_inbox() -> None:
    town = ChatTown("alver")
    enquiry = town.receive(town.at("2026-03-17 10:00"))
    due = promise_call(enquiry.pk, phone="70 00 00 00", by=town.front, now=town.at("2026-03-17 12:00"))
    enquiry.refresh_from_db()
    assert (enquiry.due_by, due.date().isoformat()) == (due, "2026-03-18")
    assert Promise.objects.get(what="answer").due_by > due
    again = promise_call(enquiry.pk, phone="71 00 00 00", by=town.front, now=town.at("2026-03-17 13:00"))
    found = enquiry_page(enquiry.number, now=town.at("2026-03-17 13:00"))
    assert found is not None
    assert (again, Promise.objects.filter(what="callback").count(), found.calls_to) == (due, 1, "71 00 00 00")


def test_who_has_given_no_number_is_asked_for_one_before_a_call_is_promised(town: ChatTown) -> None:
    town.ready()
    row = town.waiting("Hvor er rådhuset?")
    take_next(by=town.front, now=town.noon)
    with pytest.raises(NoPhone):
        finish(row.pk, how="call", says="", by=town.front, now=town.later(minutes=1))
    finish(row.pk, how="call", says="", phone="70 00 00 00", by=town.front, now=town.later(minutes=2))
    found = enquiry_page(Enquiry.objects.get().number, now=town.later(minutes=3))
    assert found is not None
    assert found.calls_to == "70 00 00 00"


def test_made_and_answered_it_settles_all_that_was_owed(town: ChatTown) -> None:
    enquiry = promised(town)
    assert call_made(enquiry.pk, text="På torget.", answers=True, by=town.front, now=town.later(hours=1))
    enquiry.refresh_from_db()
    assert (enquiry.status, state("callback"), state("answer")) == ("answered", "kept", "kept")
    said = Contact.objects.get(enquiry=enquiry, purpose="answer")
    assert (said.channel, said.text) == ("phone", "På torget.")
    with pytest.raises(NoCallOwed):
        not_reached(enquiry.pk, by=town.front, now=town.later(hours=2))


def test_made_with_an_answer_still_owed_the_date_of_that_stands(town: ChatTown) -> None:
    enquiry = promised(town)
    call_made(enquiry.pk, text="Jeg undersøker.", answers=False, by=town.front, now=town.later(hours=1))
    enquiry.refresh_from_db()
    assert (enquiry.status, state("callback"), state("answer")) == ("open", "kept", "open")
    assert Contact.objects.filter(enquiry=enquiry, purpose="call").count() == 1
    (row,) = inbox(sight=sight_of(town.front), now=town.later(hours=2)).rows
    assert not row.calls


def test_not_reached_it_is_owed_by_the_same_moment_and_breaks_where_everybody_sees_it(town: ChatTown) -> None:
    enquiry = promised(town)
    due = Promise.objects.get(what="callback").due_by
    for hours in (1, 2):
        not_reached(enquiry.pk, by=town.front, now=town.later(hours=hours))
    found = enquiry_page(enquiry.number, now=town.later(hours=3))
    assert found is not None
    assert found.call is not None
    assert (found.call.due_by, len(found.call_tries)) == (due, 2)
    late = due + town.days(1)
    assert note_overdue(lambda: late) == 1
    noted = Event.objects.get(enquiry=enquiry, kind="overdue").data["promises"]
    assert set(noted) == set(Promise.objects.values_list("pk", flat=True))
    (row,) = inbox(sight=sight_of(town.front), now=late).rows
    assert (row.is_overdue, row.calls) == (True, True)
    assert call_made(enquiry.pk, text="Beklager.", answers=True, by=town.front, now=late) is False
    assert state("callback") == "broken"


def test_answered_or_closed_no_call_is_owed_any_more(town: ChatTown) -> None:
    enquiry = promised(town)
    answer(enquiry.pk, text="På torget.", by=town.front, now=town.later(hours=1))
    assert state("callback") == "kept"
    other = town.receive(town.later(hours=2))
    promise_call(other.pk, phone="70 00 00 00", by=town.front, now=town.later(hours=3))
    close(other.pk, reason="Ordnet seg", by=town.front, now=town.later(hours=4))
    assert state("callback") == "released"


def test_a_chat_whose_enquiry_was_closed_meanwhile_is_open_again_for_the_call_alone(town: ChatTown) -> None:
    town.ready()
    row = town.waiting("Hvor er rådhuset?", phone="70 00 00 00")
    take_next(by=town.front, now=town.noon)
    reply(row.pk, "Jeg ringer deg.", by=town.front, sent_as="", now=town.later(minutes=1))
    close(Enquiry.objects.get().pk, reason="Spøk", by=town.front, now=town.later(minutes=2))
    finish(row.pk, how="call", says="", by=town.front, now=town.later(minutes=3))
    enquiry = Enquiry.objects.get()
    assert (enquiry.status, state("answer"), state("callback")) == ("open", "released", "open")
    call_made(enquiry.pk, text="Ferdig.", answers=False, by=town.front, now=town.later(minutes=9))
    enquiry.refresh_from_db()
    assert enquiry.status == "answered"  # nothing else was owed


def test_who_is_asked_for_more_is_called_all_the_same(town: ChatTown) -> None:
    enquiry = promised(town)
    day = town.later(days=5).date()
    ask_for_more(enquiry.pk, text="Hvor?", reason="Vi vet ikke", wanted_by=day, by=town.front, now=town.later(hours=1))
    assert (state("answer"), state("callback")) == ("paused", "open")


@pytest.mark.parametrize("phone", ["70000000", ""])
def test_who_is_reached_by_phone_alone_is_told_that_the_answer_is_a_call(town: ChatTown, phone: str) -> None:
    town.ready()
    row = town.waiting("Hvor er rådhuset?", phone=phone, email="" if phone else "kari@example.org", language="en")
    take_next(by=town.front, now=town.noon)
    finish(row.pk, how="written", says="", by=town.front, now=town.later(minutes=5))
    told = talk(row.token)
    assert told is not None
    assert ("We call you with the answer. We call you by" in told.messages[-1].text) == bool(phone)
    found = enquiry_page(Enquiry.objects.get().number, now=town.later(minutes=6))
    assert found is not None
    assert found.way.by_hand == bool(phone)
