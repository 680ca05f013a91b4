"""We wait for the sender: the clock stands still with a reason, and goes on by itself when the answer comes."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.town import Town
from torg.enquiries.actions.answer import Changed, EmptyAnswer, NotOpen, ReasonNeeded, close
from torg.enquiries.actions.ask import NotWaiting, ask_for_more, go_on, look_at_waiting
from torg.enquiries.actions.forecast import note_overdue, remind
from torg.enquiries.actions.interim import DateNotLater
from torg.enquiries.actions.join import join
from torg.enquiries.models import Contact, Enquiry, Event, Pause, Promise
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.page import enquiry_page
from torg.mailroom.models import OutgoingMessage

pytestmark = pytest.mark.django_db
OTHER = "Kari Nordmann <kari@example.org>"


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-17 10:00")


@pytest.fixture
def enquiry(town: Town, tuesday: datetime) -> Enquiry:
    return town.receive(tuesday, message_id="<first@example.org>")


def asked(town: Town, enquiry: Enquiry, at: datetime, wanted_by: date = date(2026, 3, 27)) -> None:
    ask_for_more(
        enquiry.pk,
        text="Which street is it?",
        reason="We need the address.",
        wanted_by=wanted_by,
        by=town.front,
        now=at,
    )


def test_the_clock_stands_still_with_a_reason_and_nothing_becomes_overdue(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    asked(town, enquiry, tuesday)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.due_by, enquiry.wait_until) == ("waiting", None, town.at("2026-03-27 23:59:59"))
    assert Promise.objects.get().state == "paused"
    assert Pause.objects.get().reason == "We need the address."
    for look in (remind, note_overdue):
        assert look(lambda: town.at("2026-03-26 10:00")) == 0
    page = enquiry_page(enquiry.number, now=tuesday)
    assert page is not None
    assert page.pause is not None
    assert (page.pause.reason, page.pause.by) == ("We need the address.", "Frida Front")


def test_the_sender_is_told_what_is_needed_by_when_and_the_date_they_get_then(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    asked(town, enquiry, tuesday)
    mail = town.posted("ask")
    # Promised by Tuesday 24 March; eight working days would stand still.
    for part in ("Which street is it?", "Friday 27 March", "Wednesday 8 April", "70 00 00 00", "goes on by itself"):
        assert part in mail.text, part


def test_it_goes_on_by_itself_when_the_answer_comes_and_the_date_moves_by_the_days_it_stood_still(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    asked(town, enquiry, tuesday)
    answered = town.at("2026-03-20 08:00")  # three working days later
    town.receive(answered, in_reply_to="<first@example.org>", text="It is Storgata four, beside the school.")
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.due_by, enquiry.wait_until) == ("open", town.at("2026-03-27 23:59:59"), None)
    old, new = Promise.objects.order_by("id")
    assert (old.state, old.replaced_by, old.due_by) == ("replaced", new, town.at("2026-03-24 23:59:59"))
    assert Pause.objects.get().to_at == answered
    told = town.posted("receipt").text
    assert "Friday 27 March" in told
    assert "From Tuesday 17 March to Friday 20 March we waited for your answer, and that time is not counted." in told
    assert Event.objects.latest("id").kind == "went_on"


def test_thanks_and_machines_do_not_start_the_clock(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    asked(town, enquiry, tuesday)
    town.receive(tuesday, in_reply_to="<first@example.org>", text="Thank you!")
    town.receive(tuesday, in_reply_to="<first@example.org>", text="I am away until May.", Auto_Submitted="auto-replied")
    enquiry.refresh_from_db()
    assert enquiry.status == "waiting"


def test_somebody_at_the_desk_lets_it_go_on_and_the_sender_is_told(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    with pytest.raises(NotWaiting):
        go_on(enquiry.pk, by=town.front, now=tuesday)
    asked(town, enquiry, tuesday)
    go_on(enquiry.pk, by=town.front, now=town.at("2026-03-18 12:00"))
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.due_by) == ("open", town.at("2026-03-25 23:59:59"))
    assert "Wednesday 25 March" in town.posted("notice").text


def test_an_answer_given_while_we_wait_keeps_the_promise(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    asked(town, enquiry, tuesday)
    assert town.answer(enquiry, town.at("2026-04-20 10:00")).kept
    assert Pause.objects.get().to_at is not None


def test_what_was_late_already_is_broken_and_a_new_promise_stands_still(town: Town, enquiry: Enquiry) -> None:
    asked(town, enquiry, town.at("2026-03-25 09:00"))
    old, new = Promise.objects.order_by("id")
    assert (old.state, old.late_seconds, old.replaced_by) == ("broken", 9 * 3600 + 1, new)
    assert new.state == "paused"
    town.receive(town.at("2026-03-26 09:00"), in_reply_to="<first@example.org>", text="It is the blue house.")
    enquiry.refresh_from_db()
    assert enquiry.due_by is not None
    assert enquiry.due_by > town.at("2026-03-26 09:00")


def test_no_answer_by_the_day_is_noted_once_and_closing_then_releases_the_promise(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    asked(town, enquiry, tuesday)
    assert look_at_waiting(lambda: town.at("2026-03-27 12:00")) == 0
    late = town.at("2026-03-28 00:05")
    assert [look_at_waiting(lambda: late), look_at_waiting(lambda: late)] == [1, 0]
    enquiry.refresh_from_db()
    assert enquiry.unread
    assert Event.objects.latest("id").kind == "no_answer_came"
    close(enquiry.pk, reason="No answer came", by=town.front, now=late)
    assert Promise.objects.get().state == "released"
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.wait_until) == ("closed", None)


def test_an_answer_after_the_day_starts_it_again_too(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    asked(town, enquiry, tuesday)
    look_at_waiting(lambda: town.at("2026-03-28 00:05"))
    town.receive(town.at("2026-04-13 09:00"), in_reply_to="<first@example.org>", text="Sorry. It is Storgata four.")
    enquiry.refresh_from_db()
    assert enquiry.status == "open"
    assert enquiry.due_by is not None
    assert enquiry.due_by > town.at("2026-04-13 09:00")


def test_asking_needs_words_a_reason_a_day_to_come_and_an_open_enquiry(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    day = date(2026, 3, 20)
    with pytest.raises(EmptyAnswer):
        ask_for_more(enquiry.pk, text=" ", reason="-", wanted_by=day, by=town.front, now=tuesday)
    with pytest.raises(ReasonNeeded):
        ask_for_more(enquiry.pk, text="Which?", reason=" ", wanted_by=day, by=town.front, now=tuesday)
    with pytest.raises(DateNotLater):
        asked(town, enquiry, tuesday, date(2026, 3, 16))
    with pytest.raises(Changed):
        ask_for_more(enquiry.pk, text="Which?", reason="-", wanted_by=day, by=town.front, now=tuesday, seen=0)
    asked(town, enquiry, tuesday)
    with pytest.raises(NotOpen):
        asked(town, enquiry, tuesday)


def test_the_senders_page_says_that_we_wait_and_for_what(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    asked(town, enquiry, tuesday)
    page = follow(enquiry.token)
    assert page is not None
    assert (page.status, page.asked) == ("waiting", "We need the address.")
    assert page.promise is not None
    assert page.promise.state == "paused"


def test_somebody_without_an_address_is_asked_by_phone(town: Town, tuesday: datetime) -> None:
    town.form(tuesday, email="", phone="90 00 00 00")
    town.work(tuesday)
    enquiry = town.newest()
    asked(town, enquiry, tuesday)
    assert not OutgoingMessage.objects.exists()
    assert Contact.objects.latest("id").channel == "phone"


def repeat_waits(town: Town, enquiry: Enquiry, tuesday: datetime) -> Enquiry:
    """An answered enquiry whose sender asked again, and was asked for more: the clock of the repeat stands still."""
    town.answer(enquiry, tuesday)
    again = town.receive(tuesday, message_id="<again@example.org>", subject="Once more")
    join(again.pk, into=enquiry.pk, by=town.front, now=tuesday)
    asked(town, enquiry, tuesday)
    enquiry.refresh_from_db()
    assert enquiry.status == "waiting"
    assert not Pause.objects.filter(enquiry=enquiry).exists()
    return again


def test_that_no_answer_came_is_noted_once_also_when_it_is_a_repeat_that_waits(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    repeat_waits(town, enquiry, tuesday)
    late = town.at("2026-03-28 00:05")
    assert [look_at_waiting(lambda: late) for _ in range(3)] == [1, 0, 0]
    assert Event.objects.filter(kind="no_answer_came").count() == 1


def test_the_page_says_that_we_wait_also_when_it_is_a_repeat_that_waits(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    repeat_waits(town, enquiry, tuesday)
    page = enquiry_page(enquiry.number, now=tuesday)
    assert page is not None
    assert page.pause is not None
    assert page.pause.reason == "We need the address."


def test_an_answered_enquiry_can_be_joined_to_one_whose_repeat_waits_and_we_wait_on(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    repeat_waits(town, enquiry, tuesday)
    third = town.receive(tuesday, sender=OTHER, subject="The pool")
    town.answer(third, tuesday)
    join(third.pk, into=enquiry.pk, by=town.front, now=tuesday)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.wait_until) == ("waiting", town.at("2026-03-27 23:59:59"))


def test_that_no_answer_came_is_noted_also_while_the_date_of_somebody_else_runs(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    other = town.receive(tuesday, sender=OTHER, subject="The pool")
    join(other.pk, into=enquiry.pk, by=town.front, now=tuesday)
    asked(town, enquiry, tuesday, date(2026, 3, 20))
    enquiry.refresh_from_db()
    assert enquiry.status == "open"
    late = town.at("2026-03-23 10:00")
    assert [look_at_waiting(lambda: late) for _ in range(2)] == [1, 0]


def test_the_clock_stood_still_until_the_answer_came_however_late_we_took_it_in(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    asked(town, enquiry, tuesday)
    came = town.at("2026-03-20 08:00")
    town.mail(came, in_reply_to="<first@example.org>", text="It is Storgata four, beside the school.")
    town.work(town.at("2026-03-23 10:00"))  # nothing was taken in over the weekend
    enquiry.refresh_from_db()
    assert enquiry.due_by == town.at("2026-03-27 23:59:59")
    assert Pause.objects.get().to_at == came


def test_an_answer_that_crossed_our_question_moves_no_date(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    town.mail(town.at("2026-03-18 09:00"), in_reply_to="<first@example.org>", text="It is Storgata four, by the way.")
    asked(town, enquiry, town.at("2026-03-18 10:00"))
    town.work(town.at("2026-03-20 10:00"))
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.due_by) == ("open", town.at("2026-03-24 23:59:59"))
    pause = Pause.objects.get()
    assert pause.to_at == pause.from_at
