"""A person at the desk answers, and the promise is settled as kept or broken."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

import pytest

from tests.town import BUILDING_ADDRESS, Town
from torg.channels.wired import wired
from torg.enquiries.actions.answer import (
    Changed,
    EmptyAnswer,
    NotOpen,
    NotYours,
    ReasonNeeded,
    StillOpen,
    answer,
    assign,
    close,
    give_back,
    mark_sensitive,
    note_seen,
    reopen,
    take,
)
from torg.enquiries.actions.persons import join_persons
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Contact, Enquiry, Event, Promise
from torg.enquiries.queries.following import follow, sender_of
from torg.enquiries.queries.page import enquiry_page
from torg.mailroom.models import OutgoingMessage
from torg.people.actions import set_up_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-31 15:40")


@pytest.fixture
def enquiry(town: Town, tuesday: datetime) -> Enquiry:
    return town.receive(tuesday, message_id="<first@example.org>")


def test_an_answer_in_time_keeps_the_promise(town: Town, enquiry: Enquiry) -> None:
    done = town.answer(enquiry, town.at("2026-04-10 23:59:59"), "It opens at ten.")
    assert (done.kept, done.late_seconds, done.kind) == (True, 0, "email")
    promise = Promise.objects.get()
    assert (promise.state, promise.late_seconds) == ("kept", 0)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.due_by, enquiry.handler) == ("answered", None, town.front)


def test_an_answer_a_second_late_breaks_the_promise_by_a_second(town: Town, enquiry: Enquiry) -> None:
    done = town.answer(enquiry, town.at("2026-04-11 00:00:00"))
    assert (done.kept, done.late_seconds) == (False, 1)
    assert Promise.objects.get().state == "broken"


def test_the_answer_goes_to_the_sender_in_the_same_thread_and_says_who_to_contact(town: Town, enquiry: Enquiry) -> None:
    receipt = town.posted()
    town.answer(enquiry, town.at("2026-04-01 10:00"), "It opens at ten.")
    sent = town.posted("answer")
    assert sent.to_address == "ola@example.org"
    assert not sent.automatic
    assert sent.references == ["first@example.org", receipt.message_id]
    for part in ("It opens at ten.", "Frida Front", "Service office", "70 00 00 00"):
        assert part in sent.text


def test_a_second_answer_is_sent_and_settles_nothing_more(town: Town, enquiry: Enquiry) -> None:
    town.answer(enquiry, town.at("2026-04-01 10:00"))
    assert town.answer(enquiry, town.at("2026-05-01 10:00"), "And one thing more.").kept is None
    assert Promise.objects.get().state == "kept"
    assert OutgoingMessage.objects.filter(purpose="answer").count() == 2


def test_an_answer_without_words_is_refused(town: Town, enquiry: Enquiry) -> None:
    with pytest.raises(EmptyAnswer):
        town.answer(enquiry, town.at("2026-04-01 10:00"), "  \n ")


def test_a_sensitive_answer_never_goes_by_plain_mail_only_the_word_that_it_is_ready(
    town: Town, enquiry: Enquiry
) -> None:
    done = town.answer(enquiry, town.at("2026-04-01 10:00"), "Your diagnosis is noted.", sensitive=True)
    assert done.kind == "secure_link"
    assert not any("diagnosis" in text for text in OutgoingMessage.objects.values_list("text", flat=True))
    assert enquiry.token in town.posted("notice").text
    page = follow(enquiry.token)
    assert page is not None
    assert "diagnosis" in page.contacts[-1].text


def test_what_is_marked_sensitive_is_answered_safely_without_saying_so_again(town: Town, enquiry: Enquiry) -> None:
    mark_sensitive(enquiry.pk, sensitive=True, by=town.front, now=town.at("2026-04-01 09:00"))
    assert town.answer(enquiry, town.at("2026-04-01 10:00")).kind == "secure_link"


def test_somebody_who_left_only_a_phone_number_is_called_and_what_was_said_is_written_down(
    town: Town, tuesday: datetime
) -> None:
    called = take_in_kept(town.form(tuesday, email="", phone="90 00 00 00"), now=tuesday)
    assert called is not None
    done = town.answer(called, tuesday, "Told on the phone: it opens at ten.")
    assert (done.kind, done.kept) == ("phone", True)
    assert not OutgoingMessage.objects.filter(purpose="answer").exists()
    assert Contact.objects.latest("id").text.startswith("Told on the phone")


def test_a_unit_answers_only_what_it_owns(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    for act in (
        lambda: answer(enquiry.pk, text="Yes.", by=town.builder, now=tuesday),
        lambda: take(enquiry.pk, by=town.builder, now=tuesday),
        lambda: close(enquiry.pk, reason="-", by=town.builder, now=tuesday),
    ):
        with pytest.raises(NotYours):
            act()


def test_an_auditor_reads_and_writes_nothing(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    auditor = set_up_staff(username="auditor", name="Anna Audit", role="auditor")
    with pytest.raises(NotYours):
        answer(enquiry.pk, text="Yes.", by=auditor, now=tuesday)
    note_seen(enquiry.pk, by=auditor, now=tuesday)
    enquiry.refresh_from_db()
    assert enquiry.unread


def test_taking_an_enquiry_and_giving_it_back_are_both_in_the_story(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    take(enquiry.pk, by=town.front, now=tuesday)
    take(enquiry.pk, by=town.front, now=tuesday)
    give_back(enquiry.pk, by=town.front, now=tuesday)
    enquiry.refresh_from_db()
    assert enquiry.handler is None
    assert list(Event.objects.values_list("kind", flat=True).order_by("id")) == ["opened", "taken", "given_back"]


def test_closing_without_an_answer_needs_a_reason_and_releases_the_promise(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    with pytest.raises(ReasonNeeded):
        close(enquiry.pk, reason=" ", by=town.front, now=tuesday)
    close(enquiry.pk, reason="Advertising", by=town.front, now=tuesday)
    promise = Promise.objects.get()
    assert (promise.state, promise.reason, promise.late_seconds) == ("released", "Advertising", None)


def test_opening_an_enquiry_takes_the_mark_of_new_away_once(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    note_seen(enquiry.pk, by=town.front, now=tuesday)
    note_seen(enquiry.pk, by=town.front, now=tuesday)
    assert Event.objects.filter(kind="seen").count() == 1


def test_an_answer_to_what_its_writer_has_not_seen_is_refused(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    seen = Contact.objects.latest("id").pk
    town.mail(tuesday, In_Reply_To="<first@example.org>", text="And on Sundays?")
    town.work(tuesday)
    with pytest.raises(Changed):
        answer(enquiry.pk, text="At ten.", by=town.front, now=tuesday, seen=seen)
    assert Promise.objects.get().state == "open"


def test_an_answer_is_given_once_however_often_it_is_sent(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    seen = Contact.objects.latest("id").pk
    answer(enquiry.pk, text="At ten.", by=town.front, now=tuesday, seen=seen)
    with pytest.raises(Changed):
        answer(enquiry.pk, text="At ten.", by=town.front, now=tuesday, seen=seen)
    assert OutgoingMessage.objects.filter(purpose="answer").count() == 1


def test_a_receipt_that_went_out_meanwhile_changes_nothing(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    asked = Contact.objects.get(is_incoming=True).pk
    assert Contact.objects.latest("id").pk > asked
    assert answer(enquiry.pk, text="At ten.", by=town.front, now=tuesday, seen=asked).kept


def test_only_what_is_open_is_closed(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    town.answer(enquiry, tuesday)
    with pytest.raises(NotOpen):
        close(enquiry.pk, reason="Done", by=town.front, now=town.at("2026-04-09 10:00"))
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.closed_at) == ("answered", tuesday)


class Caller:
    """A channel that a package of its own adds: it reads answers out on the phone."""

    kind = "phone"


def test_an_answer_goes_by_a_channel_of_ones_own_when_the_sender_can_be_reached_by_it(
    town: Town, tuesday: datetime
) -> None:
    called = take_in_kept(town.form(tuesday, email="", phone="90 00 00 00"), now=tuesday)
    assert called is not None
    with patch("torg.enquiries.reply.wired", return_value={**wired(), "phone": Caller()}):
        page = enquiry_page(called.number, now=tuesday)
        done = town.answer(called, tuesday, "It opens at ten.")
    assert page is not None
    assert page.way.kind == done.kind == "phone"
    assert not done.by_hand
    sent = town.posted("answer")
    assert (sent.kind, sent.to_address) == ("phone", "90000000")


def test_what_is_shown_is_how_the_answer_goes(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    called = take_in_kept(town.form(tuesday, email="", phone="90 00 00 00"), now=tuesday)
    assert called is not None
    for asked, sensitive in ((enquiry, False), (enquiry, True), (called, False), (called, True)):
        page = enquiry_page(asked.number, now=tuesday)
        assert page is not None
        shown = page.way_if_sensitive if sensitive else page.way
        done = town.answer(asked, tuesday, sensitive=sensitive)
        assert (shown.kind, shown.by_hand) == (done.kind, done.by_hand)


def test_an_enquiry_is_given_to_a_colleague_who_may_answer_it_and_to_nobody_else(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    other = set_up_staff(username="other", name="Olga Other", role="front_line", unit="front")
    assign(enquiry.pk, to=other.pk, by=town.front, now=tuesday)
    enquiry.refresh_from_db()
    assert enquiry.handler == other
    with pytest.raises(NotYours):
        assign(enquiry.pk, to=town.builder.pk, by=town.front, now=tuesday)
    assert Event.objects.filter(kind="assigned").count() == 1


def test_what_was_answered_is_taken_up_again_under_a_new_promise_that_its_sender_is_told(
    town: Town, enquiry: Enquiry
) -> None:
    with pytest.raises(StillOpen):
        reopen(enquiry.pk, reason="Wrong", by=town.front, now=town.at("2026-04-01 10:00"))
    town.answer(enquiry, town.at("2026-04-01 10:00"))
    later = town.at("2026-06-01 10:00")
    with pytest.raises(ReasonNeeded):
        reopen(enquiry.pk, reason=" ", by=town.front, now=later)
    reopen(enquiry.pk, reason="The answer was wrong", by=town.front, now=later)
    old, new = Promise.objects.order_by("id")
    assert (old.state, new.state, new.due_by) == ("kept", "open", town.at("2026-06-08 23:59:59"))
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.due_by, enquiry.closed_at) == ("open", new.due_by, None)
    assert "Monday 8 June" in town.posted("notice").text


def test_an_answer_remembers_the_template_it_was_made_from(town: Town, enquiry: Enquiry) -> None:
    answer(enquiry.pk, text="Yes.", by=town.front, now=town.at("2026-04-01 10:00"), template=7)
    assert Event.objects.get(kind="answered").data["template"] == 7


def test_the_answer_goes_where_the_enquiry_came_from_and_not_to_an_older_address_of_the_person(town: Town) -> None:
    at = town.at("2026-03-17 10:00")
    old = town.receive(at, sender="Ola <old@example.org>")
    new = town.receive(at, sender="Ola <new@example.org>")
    chief = set_up_staff(username="chief", name="Chief", role="administrator", unit="front")
    join_persons(old.person_id, joined_id=new.person_id, reason="The same", by=chief, now=at)
    for enquiry, address in ((old, "old@example.org"), (new, "new@example.org")):
        town.answer(enquiry, at)
        assert town.posted("answer").to_address == address
        assert sender_of(enquiry.token) == ("email", address, "Ola"), "what is written behind the link changes nothing"


def test_the_answer_goes_where_the_person_last_wrote_from(town: Town) -> None:
    at = town.at("2026-03-17 10:00")
    old = town.receive(at, sender="Ola <old@example.org>", message_id="<old@example.org>")
    new = town.receive(at, sender="Ola <new@example.org>")
    chief = set_up_staff(username="chief", name="Chief", role="administrator", unit="front")
    join_persons(old.person_id, joined_id=new.person_id, reason="The same", by=chief, now=at)
    words = "I have a new address now, so please answer me here."
    town.receive(at, sender="Ola <new@example.org>", in_reply_to="<old@example.org>", text=words)
    town.answer(old, at)
    assert town.posted("answer").to_address == "new@example.org"


def test_what_is_sensitive_is_worked_on_only_by_who_may_open_it(town: Town, tuesday: datetime) -> None:
    asked = town.receive(tuesday, to=BUILDING_ADDRESS, subject="My diagnosis", text="I have cancer, and need help.")
    with pytest.raises(NotYours):
        answer(asked.pk, text="Yes.", by=town.front, now=tuesday)
    with pytest.raises(NotYours):
        close(asked.pk, reason="No", by=town.front, now=tuesday)
    with pytest.raises(NotYours):
        mark_sensitive(asked.pk, sensitive=False, by=town.front, now=tuesday)
    answer(asked.pk, text="Yes.", by=town.builder, now=tuesday)
