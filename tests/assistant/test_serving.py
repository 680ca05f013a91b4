"""Chat with people, from the queue to its end: nothing is lost, nothing is done twice, and the enquiry knows it all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assistant.talks import ChatTown
from torg.assistant.actions.chat import attach, leave, note_seen, want_transcript
from torg.assistant.actions.chat_rows import (
    AtLimit,
    EmptyMessage,
    NobodyThere,
    NotForYou,
    NothingSaid,
    NotReady,
    NotServing,
    TakenAlready,
    TalkEnded,
    TooLarge,
)
from torg.assistant.actions.looking_after import look_at_quiet, return_what_is_left
from torg.assistant.actions.seats import be_ready, go_away, stay
from torg.assistant.actions.serving import finish, give_back, pass_on, reply, seen_by_handler, take, take_next
from torg.assistant.models import Conversation, Message
from torg.assistant.queries.availability import availability
from torg.assistant.queries.conversations import NoSuchTalk, load, queue_for, served_by, talk, talk_by_code, talk_of
from torg.assistant.queries.today import served_now
from torg.assistant.talks import Talk
from torg.channels.base import File
from torg.enquiries.actions.answer import answer
from torg.enquiries.models import AlsoAddressed, Attachment, Contact, Enquiry, Event, Handover, Promise
from torg.mailroom.actions import send_waiting
from torg.mailroom.models import KeptMessage, OutgoingMessage
from torg.people.actions import set_up_staff
from torg.people.models import Staff

pytestmark = pytest.mark.django_db
PICTURE = File("hull.png", "image/png", b"\x89PNG\r\n\x1a\n")


@pytest.fixture
def town() -> ChatTown:
    return ChatTown()


def told(row: Conversation) -> Talk:
    found = talk(row.token)
    assert found is not None
    return found


def events(row: Conversation) -> list[str]:
    return list(Event.objects.filter(enquiry=row.enquiry_id).values_list("kind", flat=True))


def torgs_words(row: Conversation) -> list[str]:
    return [one.event for one in told(row).messages if one.speaker == "torg"]


# -- asking for a person -----------------------------------------------------------------------------------------------


def test_nobody_can_be_asked_for_when_nobody_is_on_duty_or_it_is_not_offered(town: ChatTown) -> None:
    row = town.begin("Hei")
    with pytest.raises(NobodyThere):
        town.ask(row)
    town.ready(at=town.later(minutes=-2))  # whose page has said nothing for two minutes
    with pytest.raises(NobodyThere):
        town.ask(row)
    row.refresh_from_db()
    assert (row.stage, row.enquiry) == ("assistant", None)
    assert not KeptMessage.objects.exists()


def test_without_a_chat_in_the_strategy_nobody_can_be_asked_for() -> None:
    town = ChatTown("alver")
    town.ready()
    assert not availability(town.noon).offered
    with pytest.raises(NobodyThere):
        town.ask(town.begin("Hei"))


def test_who_asks_for_a_person_waits_in_an_enquiry_with_number_promise_and_the_whole_talk(town: ChatTown) -> None:
    town.ready()
    row = town.begin("Hvor leverer jeg hageavfall? Mvh 01010112345", "Og sofaen?")
    handed = town.ask(row, name="Kari", email="Kari@Example.org", about="Sofa og hageavfall")
    row.refresh_from_db()
    enquiry = Enquiry.objects.get(number=handed.enquiry_number)
    assert (row.stage, row.enquiry_id, handed.position) == ("waiting", enquiry.pk, 1)
    assert (enquiry.channel, enquiry.subject, enquiry.status) == ("chat", "Sofa og hageavfall", "open")
    assert Promise.objects.get(enquiry=enquiry).due_by == handed.due_by
    question = Contact.objects.get(enquiry=enquiry, is_incoming=True)
    assert "Kari: Og sofaen?" in question.text
    assert "Mia: Det vet jeg ikke." in question.text
    assert (question.address, question.channel) == ("kari@example.org", "chat")
    assert town.posted().to_address == "kari@example.org"  # the receipt
    assert torgs_words(row) == ["waiting"]
    assert town.ask(row).enquiry_number == handed.enquiry_number  # asked again, nothing is done twice
    assert (Enquiry.objects.count(), torgs_words(row)) == (1, ["waiting"])


def test_neither_name_nor_address_is_needed_and_an_answer_in_writing_waits_in_the_talk(town: ChatTown) -> None:
    town.ready()
    row = town.waiting("Når kommer bossbilen?")
    assert row.enquiry is not None
    assert not OutgoingMessage.objects.exists()
    leave(row.token, now=town.later(minutes=2))
    said = answer(row.enquiry.pk, text="I morgen.", by=town.front, now=town.later(hours=1))
    assert (said.kind, said.by_hand) == ("chat", False)
    send_waiting(lambda: town.later(hours=1))
    assert OutgoingMessage.objects.get().state == "sent"
    last = told(row).messages[-1]
    assert last.speaker == "handler"
    assert last.text.startswith("I morgen.")


def test_somebody_may_ask_for_a_person_before_anything_is_said(town: ChatTown) -> None:
    town.ready()
    row = town.begin()
    town.ask(row)
    leave(row.token, now=town.later(minutes=1))
    row.refresh_from_db()
    assert row.enquiry is not None
    row.enquiry.refresh_from_db()
    assert (row.stage, row.ended_why, row.outcome) == ("ended", "left", "abandoned")
    assert row.enquiry.status == "closed"  # there is nothing to answer
    assert Promise.objects.get(enquiry=row.enquiry).state == "released"


def test_who_leaves_while_waiting_is_answered_in_writing_by_the_date(town: ChatTown) -> None:
    town.ready()
    row = town.waiting("Hvor er rådhuset?")
    before = Promise.objects.get(enquiry=row.enquiry).due_by
    town.say(row, "Jeg rekker ikke mer nå.", at=town.later(minutes=1))
    leave(row.token, now=town.later(minutes=2))
    row.refresh_from_db()
    assert row.enquiry is not None
    assert (row.stage, row.outcome, row.enquiry.status, row.enquiry.due_by) == ("ended", "escalated", "open", before)
    assert Contact.objects.filter(enquiry=row.enquiry, text__contains="Jeg rekker ikke mer nå.").count() == 1
    assert Promise.objects.count() == 1
    with pytest.raises(TalkEnded):
        town.ask(row)


# -- the queue ---------------------------------------------------------------------------------------------------------


def test_the_one_who_has_waited_longest_comes_first_and_nobody_is_taken_twice(town: ChatTown) -> None:
    town.ready()
    first, second = town.waiting(), town.waiting(at=town.later(minutes=1))
    colleague = set_up_staff(username="tore", name="Tore To", role="front_line", unit="front")
    town.ready(colleague)
    now = town.later(minutes=2)
    assert told(second).position == 2
    assert take_next(by=town.front, now=now) == first.pk
    with pytest.raises(TakenAlready):
        take(first.pk, by=colleague, now=now)
    assert take_next(by=colleague, now=now) == second.pk
    assert take_next(by=colleague, now=now) is None
    take(second.pk, by=colleague, now=now)  # pressed twice
    assert torgs_words(second) == ["waiting", "taken"]
    assert told(first).handler_name == "Frida Front"


def test_nobody_serves_more_at_once_than_they_chose_or_the_strategy_allows(town: ChatTown) -> None:
    town.ready(at_once=99)
    rows = [town.waiting(at=town.later(seconds=n)) for n in range(4)]
    for _ in range(3):
        take_next(by=town.front, now=town.later(minutes=1))
    with pytest.raises(AtLimit) as at:
        take(rows[3].pk, by=town.front, now=town.later(minutes=1))
    assert at.value.most == 3
    with pytest.raises(AtLimit):
        take_next(by=town.front, now=town.later(minutes=1))


def test_only_who_is_ready_takes_and_only_what_waits_for_their_unit_in_their_language(town: ChatTown) -> None:
    town.ready()
    row, english = town.waiting(), town.waiting(language="en", at=town.later(seconds=1))
    with pytest.raises(NotReady):
        take(row.pk, by=town.builder, now=town.noon)
    town.ready(town.builder)
    with pytest.raises(NotForYou):
        take(row.pk, by=town.builder, now=town.noon)
    assert take_next(by=town.builder, now=town.noon) is None
    town.ready(languages=("en",))
    assert [one.may_take for one in queue_for(town.front, town.later(minutes=1))] == [False, True]
    assert take_next(by=town.front, now=town.noon) == english.pk
    auditor = set_up_staff(username="ada", name="Ada", role="auditor", unit="front")
    with pytest.raises(NotForYou):
        be_ready(by=auditor, at_once=1, languages=(), now=town.noon)


def test_the_wait_is_no_time_with_a_free_place_and_unknown_until_talks_have_been_had(town: ChatTown) -> None:
    town.ready(at_once=1)
    assert availability(town.noon).expected_wait == timedelta(0)
    rows = [town.waiting(at=town.later(seconds=n)) for n in range(2)]
    take_next(by=town.front, now=town.noon)
    assert availability(town.noon).expected_wait is None
    for _ in range(3):
        row = town.begin("Hei")
        Conversation.objects.filter(pk=row.pk).update(
            stage="ended", outcome="escalated", taken_at=town.noon, ended_at=town.later(minutes=6)
        )
    now = town.later(minutes=7)
    stay(by=town.front, now=now)
    assert availability(now).expected_wait == timedelta(minutes=12)  # one before, one place, six minutes each
    assert rows


def test_out_of_hours_it_is_told_when_it_opens(town: ChatTown) -> None:
    found = availability(town.at("2026-04-01 03:00"))
    assert (found.offered, found.is_open, found.on_duty) == (True, False, 0)
    assert found.opens_at is not None
    assert found.opens_at.date().isoformat() == "2026-04-01"


# -- the talk ----------------------------------------------------------------------------------------------------------


def test_what_is_written_is_stored_once_masked_and_the_first_word_is_timed(town: ChatTown) -> None:
    town.ready()
    row = town.waiting()
    take_next(by=town.front, now=town.later(minutes=2))
    now = town.later(minutes=3)
    first = reply(row.pk, "Hei, er fødselsnummeret 13097248022?", by=town.front, sent_as="a-1", now=now)
    assert reply(row.pk, "Hei, er fødselsnummeret 13097248022?", by=town.front, sent_as="a-1", now=now) == first
    assert Message.objects.get(pk=first).text == "Hei, er fødselsnummeret •••••••••••?"
    reply(row.pk, "", by=town.front, sent_as="", files=[PICTURE], now=now)
    with pytest.raises(EmptyMessage):
        reply(row.pk, " ", by=town.front, sent_as="", now=now)
    with pytest.raises(NotServing):
        reply(row.pk, "Hei", by=town.builder, sent_as="", now=now)
    replied = Event.objects.get(enquiry=row.enquiry, kind="chat_replied")
    assert replied.data["seconds"] == 180
    assert [file.name for file in told(row).messages[-1].files] == ["hull.png"]


def test_each_side_sees_what_the_other_has_seen(town: ChatTown) -> None:
    town.ready()
    row = town.waiting()
    take_next(by=town.front, now=town.noon)
    last = town.say(row, "Er du der?", at=town.later(minutes=1))
    (served,) = served_by(town.front)
    assert (served.id, served.unanswered_since) == (row.pk, town.noon)
    seen_by_handler(row.pk, upto=last, by=town.front, now=town.later(minutes=1))
    said = reply(row.pk, "Ja.", by=town.front, sent_as="", now=town.later(minutes=2))
    note_seen(row.token, upto=said, now=town.later(minutes=2))
    note_seen(row.token, upto=1, now=town.later(minutes=3))
    found = told(row)
    assert (found.handler_seen, found.citizen_seen) == (last, said)
    (served,) = served_by(town.front)
    assert served.unanswered_since is None
    town.say(row, "Takk! Og når?", at=town.later(minutes=3))
    town.say(row, "Hallo?", at=town.later(minutes=4))
    (served,) = served_by(town.front)
    assert served.unanswered_since == town.later(minutes=3)
    assert [one.unanswered_since for one in served_now(town.front)] == [town.later(minutes=3)]


def test_files_go_both_ways_within_the_limit(town: ChatTown, settings: pytest.FixtureRequest) -> None:
    settings.ATTACHMENT_LIMIT_MB = 1  # type: ignore[attr-defined]
    town.ready()
    row = town.waiting()
    attach(row.token, [PICTURE], text="Se her", sent_as="f-1", now=town.noon)
    attach(row.token, [PICTURE], text="Se her", sent_as="f-1", now=town.noon)
    with pytest.raises(TooLarge):
        attach(row.token, [File("stor.bin", "", b"0" * 1_048_570)], text="", sent_as="", now=town.noon)
    assert [file.size for said in told(row).messages for file in said.files] == [8]
    with pytest.raises(TalkEnded):
        attach(town.begin().token, [PICTURE], text="", sent_as="", now=town.noon)


# -- how it ends -------------------------------------------------------------------------------------------------------


def test_answered_in_the_chat_the_promise_is_kept_and_the_transcript_is_in_the_enquiry(town: ChatTown) -> None:
    town.ready()
    row = town.waiting("Hvor er rådhuset?", name="Kari")
    take_next(by=town.front, now=town.later(minutes=1))
    with pytest.raises(NothingSaid):
        finish(row.pk, how="answered", says="", by=town.front, now=town.later(minutes=2))
    attach(row.token, [PICTURE], text="Her?", sent_as="", now=town.later(minutes=2))
    reply(row.pk, "Nei, på torget.", by=town.front, sent_as="", now=town.later(minutes=3))
    finish(row.pk, how="answered", says="God tur!", by=town.front, now=town.later(minutes=4))
    row.refresh_from_db()
    assert row.enquiry is not None
    row.enquiry.refresh_from_db()
    assert (row.stage, row.ended_why, row.outcome) == ("ended", "done", "escalated")
    assert (row.enquiry.status, row.enquiry.handler, row.enquiry.unread) == ("answered", town.front, False)
    assert Promise.objects.get(enquiry=row.enquiry).state == "kept"
    opening, rest, said = Contact.objects.filter(enquiry=row.enquiry).order_by("pk")
    assert "Hvor er rådhuset?" in opening.text
    assert "Kari: Her?" in rest.text
    assert "Frida Front: Nei, på torget." in rest.text
    assert (said.purpose, said.text, said.outgoing) == ("answer", "Nei, på torget.\n\nGod tur!", None)
    assert Attachment.objects.get(contact=rest).name == "hull.png"
    assert events(row) == [
        "opened",
        "no_receipt",
        "chat_taken",
        "chat_replied",
        "contact_added",
        "chat_ended",
        "answered",
    ]
    assert KeptMessage.objects.filter(kind="chat", state="filed").count() == 2


@pytest.mark.parametrize(("how", "why"), [("written", "written"), ("call", "moved"), ("meeting", "moved")])
def test_what_goes_on_otherwise_stays_open_with_its_date_which_is_told(town: ChatTown, how: str, why: str) -> None:
    """KON-26: it goes on in writing, as a call or as a meeting without starting over."""
    town.ready()
    row = town.waiting(phone="70 00 00 00")
    take_next(by=town.front, now=town.noon)
    finish(row.pk, how=how, says="Vi ordner det.", by=town.front, now=town.later(minutes=5))  # type: ignore[arg-type]
    row.refresh_from_db()
    assert row.enquiry is not None
    assert (row.ended_why, row.enquiry.status, row.enquiry.handler) == (why, "open", town.front)
    owed = dict(Promise.objects.filter(enquiry=row.enquiry).values_list("what", "state"))
    assert owed == {"answer": "open"} | ({"callback": "open"} if how == "call" else {})
    assert "april" in told(row).messages[-1].text
    assert Event.objects.get(enquiry=row.enquiry, kind="chat_ended").data["how"] == how
    with pytest.raises(NotServing):
        finish(row.pk, how="answered", says="", by=town.front, now=town.later(minutes=6))


def test_the_one_who_served_a_citizen_that_left_may_note_that_they_were_answered(town: ChatTown) -> None:
    town.ready()
    row = town.waiting()
    take_next(by=town.front, now=town.noon)
    reply(row.pk, "På torget.", by=town.front, sent_as="", now=town.later(minutes=1))
    leave(row.token, now=town.later(minutes=2))
    row.refresh_from_db()
    assert row.enquiry is not None
    assert (row.ended_why, row.enquiry.status) == ("left", "open")
    finish(row.pk, how="answered", says="", by=town.front, now=town.later(minutes=3))
    row.enquiry.refresh_from_db()
    assert row.enquiry.status == "answered"


def test_a_transcript_is_sent_to_who_asks_for_it_and_of_what_is_sensitive_only_the_link(town: ChatTown) -> None:
    town.ready()
    row = town.waiting("Hvor er rådhuset?", name="Kari")
    take_next(by=town.front, now=town.noon)
    reply(row.pk, "På torget.", by=town.front, sent_as="", now=town.later(minutes=1))
    want_transcript(row.token, email="kari@example.org", now=town.later(minutes=1))
    finish(row.pk, how="answered", says="", by=town.front, now=town.later(minutes=2))
    post = town.posted("notice")
    assert post.to_address == "kari@example.org"
    assert "Frida Front: På torget." in post.text
    want_transcript(row.token, email="kari@example.org", now=town.later(minutes=3))
    assert OutgoingMessage.objects.filter(purpose="notice").count() == 1
    sensitive = town.waiting("Min sønn har ADHD, hvem kan hjelpe oss?", email="ola@example.org")
    leave(sensitive.token, now=town.later(minutes=4))
    want_transcript(sensitive.token, email="ola@example.org", now=town.later(minutes=5))
    post = town.posted("notice")
    assert "ADHD" not in post.text
    assert "/follow/" in post.text


def test_what_is_sensitive_is_noticed_as_in_mail(town: ChatTown) -> None:
    town.ready()
    row = town.waiting("Min sønn har ADHD, hvem kan hjelpe oss?")
    assert row.enquiry is not None
    assert row.enquiry.sensitive
    assert "sensitive_found" in events(row)
    assert queue_for(town.builder, town.noon) == ()
    with pytest.raises(NoSuchTalk):
        talk_of(row.pk, staff=town.builder)


# -- passed on, given back, away ---------------------------------------------------------------------------------------


def test_another_unit_takes_over_live_where_somebody_is_on_duty(town: ChatTown) -> None:
    """ALV-42: warmly, with a note; the date never moves, and the unit owns it from when it takes it."""
    town.ready()
    town.ready(town.builder)
    row = town.waiting("Kan jeg bygge garasje?")
    due = Promise.objects.get(enquiry=row.enquiry).due_by
    take_next(by=town.front, now=town.noon)
    building = town.builder.unit_id
    assert building is not None
    assert pass_on(row.pk, to_unit=building, note="Vil bygge", by=town.front, now=town.later(minutes=1))
    assert told(row).messages[-1].text.startswith("Building office ")
    with pytest.raises(NotForYou):
        take(row.pk, by=town.front, now=town.later(minutes=1))
    assert take_next(by=town.builder, now=town.later(minutes=2)) == row.pk
    row.refresh_from_db()
    assert row.enquiry is not None
    assert (row.handler, row.enquiry.unit_id, row.enquiry.due_by) == (town.builder, building, due)
    assert Handover.objects.get().state == "accepted"


def test_where_nobody_is_on_duty_it_is_handed_over_in_writing_and_the_promise_stands(town: ChatTown) -> None:
    town.ready()
    row = town.waiting("Kan jeg bygge garasje?")
    take_next(by=town.front, now=town.noon)
    building = town.builder.unit_id
    assert building is not None
    assert not pass_on(row.pk, to_unit=building, note="Vil bygge", by=town.front, now=town.later(minutes=1))
    row.refresh_from_db()
    assert row.enquiry is not None
    assert (row.stage, row.ended_why, row.enquiry.status) == ("ended", "written", "open")
    assert (Handover.objects.get().state, Promise.objects.get().state) == ("offered", "open")


def test_given_back_away_or_gone_it_is_first_in_the_queue_again(town: ChatTown) -> None:
    town.ready()
    row, other = town.waiting(), town.waiting(at=town.later(seconds=30))
    for number, go in enumerate(("given_back", "away", "gone")):
        now = town.later(minutes=1 + 2 * number)
        town.ready(at=now)
        assert take_next(by=town.front, now=now) == row.pk
        if go == "given_back":
            give_back(row.pk, by=town.front, now=now)
        elif go == "away":
            assert go_away(by=town.front, now=now) == 1
        else:
            assert return_what_is_left(lambda now=now: now + timedelta(minutes=2)) == 0  # type: ignore[misc]
            set_up_staff(username="tore", name="Tore To", role="front_line", unit="front")
            assert return_what_is_left(lambda now=now: now + timedelta(minutes=4)) == 1  # type: ignore[misc]
        found = told(row)
        assert (found.stage, found.position, told(other).position) == ("waiting", 1, 2)
    assert torgs_words(row).count("returned") == 3
    assert Conversation.objects.get(pk=row.pk).returned == 3


def test_who_waits_for_a_unit_that_has_gone_is_served_by_the_front_line(town: ChatTown) -> None:
    town.ready()
    town.ready(town.builder)
    row = town.waiting("Kan jeg bygge garasje?")
    take_next(by=town.front, now=town.noon)
    assert town.builder.unit_id is not None
    pass_on(row.pk, to_unit=town.builder.unit_id, note="Vil bygge", by=town.front, now=town.noon)
    go_away(by=town.builder, now=town.later(seconds=30))
    assert return_what_is_left(lambda: town.later(seconds=40)) == 1
    assert take_next(by=town.front, now=town.later(seconds=50)) == row.pk
    assert Handover.objects.get().state == "withdrawn"


def test_what_is_sensitive_and_moved_to_the_front_line_is_read_and_settled_there(town: ChatTown) -> None:
    town.ready()
    town.ready(town.builder)
    row = town.waiting("Min sønn har ADHD, kan jeg bygge garasje?")
    take_next(by=town.front, now=town.noon)
    assert town.builder.unit_id is not None
    pass_on(row.pk, to_unit=town.builder.unit_id, note="Vil bygge", by=town.front, now=town.noon)
    Enquiry.objects.filter(pk=row.enquiry_id or 0).update(unit=town.builder.unit_id, sensitive=True)
    AlsoAddressed.objects.all().delete()
    go_away(by=town.builder, now=town.later(seconds=30))
    assert return_what_is_left(lambda: town.later(seconds=40)) == 1
    assert [one.may_take for one in queue_for(town.front, town.later(seconds=45))] == [True]
    assert take_next(by=town.front, now=town.later(seconds=50)) == row.pk
    finish(row.pk, how="answered", says="Ja.", by=town.front, now=town.later(minutes=2))
    assert Enquiry.objects.get().status == "answered"


def test_the_next_one_is_one_that_may_be_read(town: ChatTown) -> None:
    town.ready()
    first, second = town.waiting("Hei"), town.waiting("Hallo", at=town.later(minutes=1))
    Enquiry.objects.filter(pk=first.enquiry_id or 0).update(unit=town.builder.unit_id, sensitive=True)
    assert take_next(by=town.front, now=town.later(minutes=2)) == second.pk
    assert take_next(by=town.front, now=town.later(minutes=2)) is None


def test_when_everybody_has_gone_home_who_waits_is_answered_in_writing(town: ChatTown) -> None:
    town.ready(at=town.at("2026-03-31 15:29"))
    row = town.waiting(at=town.at("2026-03-31 15:29"))
    assert return_what_is_left(lambda: town.at("2026-03-31 15:29")) == 0
    assert return_what_is_left(lambda: town.at("2026-03-31 18:00")) == 1
    row.refresh_from_db()
    assert row.enquiry is not None
    assert (row.stage, row.ended_why, row.enquiry.status) == ("ended", "written", "open")


def test_a_quiet_conversation_is_asked_once_and_then_closed_with_the_date(town: ChatTown) -> None:
    town.ready()
    row = town.waiting()
    take_next(by=town.front, now=town.noon)
    assert look_at_quiet(lambda: town.later(minutes=30)) == 0  # we owe the next word, not they
    reply(row.pk, "På torget.", by=town.front, sent_as="", now=town.later(minutes=1))
    assert look_at_quiet(lambda: town.later(minutes=4)) == 0
    assert look_at_quiet(lambda: town.later(minutes=7)) == 1
    assert look_at_quiet(lambda: town.later(minutes=8)) == 0
    assert look_at_quiet(lambda: town.later(minutes=13)) == 1
    row.refresh_from_db()
    assert row.enquiry is not None
    assert (row.stage, row.ended_why, row.outcome, row.enquiry.status) == ("ended", "idle", "escalated", "open")
    assert "april" in told(row).messages[-1].text


# -- who sees what -----------------------------------------------------------------------------------------------------


def test_staff_find_a_talk_by_its_code_and_never_get_its_secret(town: ChatTown) -> None:
    row = town.begin("Hei")
    found = talk_by_code(row.code.lower(), staff=town.front)
    assert found is not None
    assert (found.id, found.token, found.follow_link) == (row.pk, "", "")
    assert talk_by_code("ZZ999999", staff=town.front) is None
    assert talk("") is None


def test_those_who_lead_see_the_load(town: ChatTown) -> None:
    town.ready()
    town.waiting()
    town.waiting(at=town.later(minutes=1))
    take_next(by=town.front, now=town.later(minutes=2))
    found = load(town.later(minutes=4))
    assert (found.waiting, found.talking, found.longest_wait) == (1, 1, timedelta(minutes=3))
    assert [(seat.name, seat.serves, seat.here) for seat in found.seats] == [("Frida Front", 1, False)]


@pytest.mark.parametrize("who", ["front", "builder"])
def test_the_queue_costs_as_much_for_twenty_as_for_two(town: ChatTown, who: str) -> None:
    town.ready()
    staff = town.front if who == "front" else town.builder
    costs = []
    for many in (2, 20):
        wait_for(staff, town, many - Conversation.objects.count())
        with CaptureQueriesContext(connection) as asked:
            assert len(queue_for(staff, town.later(hours=1))) == many
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 8
    costs = []
    for many in (2, 20):
        pks = Conversation.objects.order_by("pk").values_list("pk", flat=True)[:many]
        Conversation.objects.filter(pk__in=list(pks)).update(stage="talking", handler=town.front)
        with CaptureQueriesContext(connection) as asked:
            assert len(served_now(staff)) == many
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 5


def test_those_who_wait_for_others_hide_nobody_who_waits_for_ones_own_unit(
    town: ChatTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torg.assistant.queries.conversations.MOST_LISTED", 2)
    town.ready()
    wait_for(town.front, town, 3)
    theirs = wait_for(town.builder, town, 1)
    assert [one.id for one in queue_for(town.builder, town.later(hours=1))] == theirs
    Staff.objects.filter(pk=town.builder.pk).update(role="front_line")
    town.builder.refresh_from_db()
    assert queue_for(town.builder, town.later(hours=1))[-1].id == theirs[0]  # who sees all of them, too


def wait_for(staff: Staff, town: ChatTown, many: int) -> list[int]:
    """So many more wait for the unit of a member of staff; gives their ids."""
    found = []
    for _one in range(many):
        row = town.waiting(at=town.later(seconds=Conversation.objects.count()))
        Conversation.objects.filter(pk=row.pk).update(unit=staff.unit_id)
        Enquiry.objects.filter(pk=row.enquiry_id or 0).update(unit=staff.unit_id)
        found.append(row.pk)
    return found
