"""Chat with people as the strategies want it, as sentences: the rows on people behind the assistant."""

from __future__ import annotations

import pytest

from tests.assistant.talks import ChatTown
from torg.assistant.actions.chat_rows import NobodyThere
from torg.assistant.actions.serving import finish, pass_on, reply, take_next
from torg.assistant.models import Conversation
from torg.assistant.queries.availability import availability
from torg.assistant.queries.conversations import talk, talk_by_code
from torg.enquiries.actions.index import index_waiting
from torg.enquiries.models import Enquiry, Event, Promise
from torg.enquiries.queries.access import access_of
from torg.people.queries import sight_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> ChatTown:
    return ChatTown()


def helped(town: ChatTown) -> Conversation:
    """Somebody asks in the chat and is answered there."""
    row = town.waiting("Når åpner svømmehallen?", name="Kari")
    take_next(by=town.front, now=town.later(minutes=1))
    reply(row.pk, "Klokka ti.", by=town.front, sent_as="", now=town.later(minutes=2))
    finish(row.pk, how="answered", says="", by=town.front, now=town.later(minutes=3))
    row.refresh_from_db()
    return row


def test_alvers_staff_record_a_chat_as_every_contact_and_the_next_one_finds_it(town: ChatTown) -> None:
    """ALV-01: the chat is an enquiry with a number, found by its words and by its code."""
    town.ready()
    row = helped(town)
    while index_waiting():
        pass
    assert row.enquiry is not None
    assert access_of(row.enquiry).opens_for(sight_of(town.front))
    assert (row.enquiry.channel, row.enquiry.subject) == ("chat", "Når åpner svømmehallen?")
    found = talk_by_code(row.code, staff=town.front)
    assert found is not None
    assert found.enquiry_number == row.enquiry.number


def test_alvers_front_line_answers_with_the_department_beside_it(town: ChatTown) -> None:
    """ALV-42: passed on warmly, the department reads all of it, and the citizen says nothing twice."""
    town.ready(town.front, town.builder)
    row = town.waiting("Må jeg søke om garasje?")
    take_next(by=town.front, now=town.noon)
    assert town.builder.unit_id is not None
    pass_on(row.pk, to_unit=town.builder.unit_id, note="Garasje på 45 kvm", by=town.front, now=town.noon)
    take_next(by=town.builder, now=town.later(seconds=20))
    found = talk(row.token)
    assert found is not None
    assert (found.handler_name, found.messages[0].text) == ("Bo Bygg", "Må jeg søke om garasje?")


@pytest.mark.parametrize("how", ["call", "meeting", "written"])
def test_in_kongsvinger_what_begins_on_the_web_goes_on_elsewhere_without_starting_over(
    town: ChatTown, how: str
) -> None:
    """KON-26: from the web to the chat, and on: the same enquiry, the same number, the same date."""
    town.ready()
    row = town.waiting("Jeg trenger hjelp med et skjema", phone="70 00 00 00")
    due = Promise.objects.get().due_by
    take_next(by=town.front, now=town.noon)
    finish(row.pk, how=how, says="", by=town.front, now=town.later(minutes=5))  # type: ignore[arg-type]
    enquiry = Enquiry.objects.get()
    assert (enquiry.pk, enquiry.status, enquiry.due_by) == (row.enquiry_id, "open", due)


def test_in_kongsvinger_the_front_line_gets_the_chats_and_departments_what_is_complicated(town: ChatTown) -> None:
    """KON-27: what needs a person comes to the front line, also with a department on duty."""
    town.ready(town.front, town.builder)
    assert take_next(by=town.builder, now=town.noon) is None
    row = town.waiting("Når åpner svømmehallen?")
    assert take_next(by=town.builder, now=town.noon) is None
    assert take_next(by=town.front, now=town.noon) == row.pk


def test_in_kongsvinger_a_person_is_offered_when_people_are_there_and_not_otherwise(town: ChatTown) -> None:
    """KON-32: chat is offered when the assistant could not answer, and only with somebody on duty."""
    assert not availability(town.noon).now
    row = town.begin("Noe helt annet")
    with pytest.raises(NobodyThere):
        town.ask(row)
    town.ready()
    assert availability(town.noon).now
    town.ask(row)
    row.refresh_from_db()
    assert row.stage == "waiting"


def test_in_halsnaes_a_question_is_solved_where_it_was_first_asked_and_that_is_seen(town: ChatTown) -> None:
    """HAL-02, HAL-11: settled in the first contact, told by the events: opened, then answered, and nothing between."""
    town.ready()
    row = helped(town)
    kinds = set(Event.objects.filter(enquiry=row.enquiry).values_list("kind", flat=True))
    assert {"opened", "answered"} <= kinds
    assert not kinds & {"reopened", "asked", "handover_accepted", "repeat_joined"}
    answered = Event.objects.get(enquiry=row.enquiry, kind="answered")
    assert (answered.data["channel"], answered.data["kept"]) == ("chat", True)


def test_halsnaes_offers_no_chat_until_its_strategy_does() -> None:
    """HAL-11: "a possible future chat" is none yet, whoever is ready."""
    town = ChatTown("halsnaes")
    town.ready()
    assert not availability(town.noon).offered
