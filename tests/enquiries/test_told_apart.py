"""Of enquiries that are joined, each person reads their own words and dates, and is answered what they are owed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.town import Town
from torg.catalogue.placeholders import fill
from torg.enquiries.actions.answer import close, mark_sensitive, note_seen, reopen
from torg.enquiries.actions.ask import ask_for_more
from torg.enquiries.actions.forecast import note_overdue
from torg.enquiries.actions.handover import accept, offer
from torg.enquiries.actions.interim import draft_interims, send_interim
from torg.enquiries.actions.join import join, unjoin
from torg.enquiries.models import Contact, Draft, Enquiry, Event, Pause, Promise
from torg.enquiries.numbers import said
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.page import enquiry_page
from torg.faces.desk.aids import values_for
from torg.mailroom.models import OutgoingMessage
from torg.people.models import Unit

pytestmark = pytest.mark.django_db
KARI = "Kari Nordmann <kari@example.org>"
MORE = "Thank you, but my son also wonders: may he bring his own dog along to it?"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-17 10:00")


@pytest.fixture
def wednesday(town: Town) -> datetime:
    return town.at("2026-03-18 10:00")


@pytest.fixture
def olas(town: Town, tuesday: datetime) -> Enquiry:
    return town.receive(tuesday, message_id="<a@example.org>", subject="Ola's own matter")


def by_kari(town: Town, at: datetime) -> Enquiry:
    return town.receive(at, sender=KARI, message_id="<b@example.org>", subject="Pool", text="I cannot get in the pool.")


def joined(town: Town, theirs: Enquiry, into: Enquiry, at: datetime) -> Enquiry:
    join(theirs.pk, into=into.pk, by=town.front, now=at)
    theirs.refresh_from_db()
    into.refresh_from_db()
    return theirs


@pytest.fixture
def karis(town: Town, olas: Enquiry, wednesday: datetime) -> Enquiry:
    """Joined to Ola's."""
    return joined(town, by_kari(town, wednesday), olas, wednesday)


@pytest.fixture
def late_karis(town: Town, olas: Enquiry, tuesday: datetime) -> Enquiry:
    """Joined to Ola's six days later, with a later date."""
    later = tuesday + timedelta(days=6)
    return joined(town, by_kari(town, later), olas, later)


def to_kari(purpose: str) -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(to_address="kari@example.org", purpose=purpose).order_by("id"))


def to_ola(purpose: str) -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(to_address="ola@example.org", purpose=purpose).order_by("id"))


def from_template(town: Town, enquiry: Enquiry, body: str, now: datetime) -> str:
    page = enquiry_page(enquiry.number, now=now)
    assert page is not None
    return fill(body, values_for(page, town.front, "nb", now)).text


def test_a_template_for_several_has_nothing_in_it_that_is_one_persons_own(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    text = from_template(town, olas, "Hei {name}, {number}, {subject}, {due}, {link}", wednesday)
    for own in ("Ola", said(olas.number), olas.subject, olas.token, "24. mars"):
        assert own not in text, own


def test_a_template_for_one_of_them_has_that_persons_own_values(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    town.answer(olas, wednesday)
    town.receive(wednesday + MINUTE, sender=KARI, in_reply_to="<b@example.org>", text=MORE)
    text = from_template(town, olas, "{name} {number} {link}", wednesday + MINUTE)
    assert "Kari" in text
    assert said(karis.number) in text
    assert karis.token in text
    assert olas.token not in text


def test_an_answer_with_a_secret_link_in_it_has_each_readers_own(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    town.answer(olas, wednesday, text=f"Follow it here: https://town.example/nb/follow/{olas.token}/")
    assert karis.token in to_kari("answer")[0].text
    assert olas.token not in to_kari("answer")[0].text
    assert olas.token in to_ola("answer")[0].text
    assert all(olas.token not in c.text for c in Contact.objects.filter(enquiry=karis, purpose="answer"))


def test_a_drafted_interim_reply_greets_each_by_their_own_name_matter_and_date(
    town: Town, olas: Enquiry, late_karis: Enquiry
) -> None:
    assert olas.remind_at is not None
    now = max(olas.remind_at, late_karis.opened_at) + MINUTE
    assert draft_interims(lambda: now) == 1
    text = Draft.objects.get().text
    send_interim(olas.pk, text=text, reason="We measure.", new_date=date(2026, 4, 30), by=town.front, now=now)
    theirs, mine = to_kari("interim")[0].text, to_ola("interim")[0].text
    assert theirs.startswith("Hello Kari Nordmann,")
    assert mine.startswith("Hello Ola Nordmann,")
    assert "Pool" in theirs
    assert "Ola" not in theirs
    assert "24 March" in mine
    assert "24 March" not in theirs
    assert "30 March" in theirs
    assert "30 April" in theirs


def test_the_answer_to_a_later_question_of_one_goes_to_them_alone(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    town.answer(olas, wednesday)
    town.receive(wednesday + MINUTE, in_reply_to="<a@example.org>", text=MORE)
    town.answer(olas, wednesday + 2 * MINUTE, text="Ola, your son may bring his dog.")
    assert (len(to_ola("answer")), len(to_kari("answer"))) == (2, 1)
    town.receive(wednesday + 3 * MINUTE, sender=KARI, in_reply_to="<b@example.org>", text=MORE)
    town.answer(olas, wednesday + 4 * MINUTE, text="Kari, yours may too.")
    assert (len(to_ola("answer")), len(to_kari("answer"))) == (2, 2)


def test_more_is_said_to_those_who_got_the_answer_and_a_thanks_is_answered_to_its_writer(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    town.answer(olas, wednesday, text="It opens at ten.")
    town.answer(olas, wednesday + MINUTE, text="At eleven, sorry.")
    assert (len(to_ola("answer")), len(to_kari("answer"))) == (2, 2)
    town.receive(wednesday + 2 * MINUTE, sender=KARI, in_reply_to="<b@example.org>", text="Thank you!")
    town.answer(olas, wednesday + 3 * MINUTE, text="Welcome, Kari.")
    assert (len(to_ola("answer")), len(to_kari("answer"))) == (2, 3)


def test_whoever_is_owed_nothing_when_it_is_taken_up_again_gets_no_answer(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    close(olas.pk, reason="Settled by phone.", by=town.front, now=wednesday)
    reopen(olas.pk, reason="Not settled.", by=town.front, now=wednesday + MINUTE)
    town.answer(olas, wednesday + 2 * MINUTE)
    assert (len(to_ola("answer")), len(to_kari("answer"))) == (1, 0)


def test_what_one_of_them_writes_in_confidence_marks_both_and_is_not_answered_by_plain_mail(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    text = "Jeg har fått diagnosen kreft og depresjon. Hva nå?"
    town.receive(wednesday + MINUTE, sender=KARI, in_reply_to="<b@example.org>", text=text)
    olas.refresh_from_db()
    karis.refresh_from_db()
    assert (olas.sensitive, karis.sensitive) == (True, True)
    town.answer(olas, wednesday + 2 * MINUTE, text="About the kreft that you wrote of ...")
    assert to_kari("answer") == []
    assert not OutgoingMessage.objects.filter(text__contains="kreft").exists()


def test_the_interim_reply_goes_to_those_whose_promise_it_moves(
    town: Town, olas: Enquiry, late_karis: Enquiry, tuesday: datetime
) -> None:
    theirs = Promise.objects.get(enquiry=late_karis)
    send_interim(
        olas.pk, text="It takes longer.", reason="We measure.", new_date=date(2026, 3, 25), by=town.front,
        now=tuesday + timedelta(days=6),
    )  # fmt: skip
    theirs.refresh_from_db()
    assert theirs.state == "open"
    assert (len(to_ola("interim")), len(to_kari("interim"))) == (1, 0)


def test_whoever_takes_over_is_told_to_each_with_their_own_date(
    town: Town, olas: Enquiry, late_karis: Enquiry, tuesday: datetime
) -> None:
    handed_over(town, olas, tuesday + timedelta(days=6))
    assert "by Tuesday 24 March" in to_ola("notice")[-1].text
    assert "by Monday 30 March" in to_kari("notice")[-1].text


def test_whoever_we_wait_for_is_told_no_date_of_another(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    asked(town, olas, wednesday)
    handed_over(town, olas, wednesday)
    told = to_ola("notice")[-1].text
    assert "Building office" in told
    assert "March" not in told
    send_interim(
        olas.pk, text="It takes longer.", reason="We measure.", new_date=date(2026, 5, 8), by=town.builder,
        now=wednesday,
    )  # fmt: skip
    assert (len(to_ola("interim")), len(to_kari("interim"))) == (0, 1)


def handed_over(town: Town, enquiry: Enquiry, at: datetime) -> None:
    offer(enquiry.pk, to_unit=Unit.objects.get(key="building").pk, note="Yours?", by=town.front, now=at)
    accept(enquiry.pk, by=town.builder, now=at)


def asked(town: Town, enquiry: Enquiry, at: datetime) -> None:
    ask_for_more(
        enquiry.pk, text="Which hall?", reason="There are two.", wanted_by=date(2026, 3, 27), by=town.front, now=at
    )


def test_what_we_asked_of_one_stands_when_somebody_elses_is_joined(
    town: Town, olas: Enquiry, wednesday: datetime
) -> None:
    asked(town, olas, wednesday)
    karis = joined(town, by_kari(town, wednesday), olas, wednesday)
    assert Pause.objects.get().to_at is None
    page = follow(olas.token)
    assert page is not None
    assert (page.status, page.asked) == ("waiting", "There are two.")
    assert (olas.status, olas.due_by) == ("open", Promise.objects.get(enquiry=karis).due_by)
    unjoin(karis.pk, by=town.front, now=wednesday + MINUTE)
    olas.refresh_from_db()
    assert (olas.status, olas.wait_until) == ("waiting", town.at("2026-03-27 23:59:59"))


def test_whoever_writes_again_while_we_wait_and_is_joined_is_told_that_the_clock_goes_on(
    town: Town, olas: Enquiry, wednesday: datetime
) -> None:
    asked(town, olas, wednesday)
    again = town.receive(wednesday + MINUTE, subject="Again", text="It is the big hall, of course, near the school.")
    joined(town, again, olas, wednesday + 2 * MINUTE)
    assert Pause.objects.get().to_at is not None
    assert "We go on with your enquiry" in to_ola("notice")[-1].subject
    assert Event.objects.get(kind="went_on").enquiry == olas


def test_whoever_we_wait_for_is_told_the_new_date_when_theirs_is_joined_to_anothers(
    town: Town, olas: Enquiry, wednesday: datetime
) -> None:
    karis = by_kari(town, wednesday)
    asked(town, karis, wednesday)
    joined(town, karis, olas, town.at("2026-03-20 10:00"))
    told = to_kari("notice")[-1].text
    assert said(karis.number) in told
    assert "by Friday 27 March" in told
    assert Event.objects.get(kind="went_on").enquiry == karis
    assert to_ola("notice") == []


def test_whoever_asks_anew_while_anothers_question_is_open_gets_a_receipt_with_a_date_of_their_own(
    town: Town, olas: Enquiry, wednesday: datetime
) -> None:
    town.answer(olas, wednesday - timedelta(hours=20))
    karis = joined(town, by_kari(town, wednesday), olas, wednesday)
    due_by = olas.due_by
    town.receive(wednesday + timedelta(days=1), in_reply_to="<a@example.org>", text=MORE)
    assert len(to_ola("receipt")) == 2
    assert due_by is not None
    assert Promise.objects.get(enquiry=olas, state="open").due_by > due_by
    olas.refresh_from_db()
    assert olas.due_by == due_by, "the earliest date holds"
    note_seen(olas.pk, by=town.front, now=wednesday + timedelta(days=1))
    unjoin(karis.pk, by=town.front, now=wednesday + timedelta(days=1))
    olas.refresh_from_db()
    assert (olas.status, olas.due_by) == ("open", Promise.objects.get(enquiry=olas, state="open").due_by)


def test_each_who_asks_anew_after_the_answer_is_promised_one(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    town.answer(olas, wednesday)
    town.receive(wednesday + MINUTE, in_reply_to="<a@example.org>", text=MORE)
    town.receive(wednesday + MINUTE, sender=KARI, in_reply_to="<b@example.org>", text=MORE)
    town.receive(wednesday + 2 * MINUTE, sender=KARI, in_reply_to="<b@example.org>", text="And one thing more, please.")
    assert Promise.objects.filter(enquiry=karis, state="open").count() == 1
    assert Promise.objects.filter(enquiry=olas, state="open").count() == 1
    assert (len(to_ola("receipt")), len(to_kari("receipt"))) == (2, 2)


def test_two_questions_that_are_taken_in_together_are_promised_one_answer(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    town.answer(olas, wednesday)
    for text in (MORE, "And one thing more, please."):
        town.mail(wednesday + MINUTE, sender=KARI, in_reply_to="<b@example.org>", text=text)
    town.work(wednesday + MINUTE)
    assert Promise.objects.filter(enquiry=karis, state="open").count() == 1


def test_what_was_open_for_anothers_question_alone_is_answered_when_that_leaves(
    town: Town, olas: Enquiry, karis: Enquiry, wednesday: datetime
) -> None:
    town.answer(olas, wednesday)
    town.receive(wednesday + MINUTE, sender=KARI, in_reply_to="<b@example.org>", text=MORE)
    unjoin(karis.pk, by=town.front, now=wednesday + 2 * MINUTE)
    olas.refresh_from_db()
    karis.refresh_from_db()
    assert (olas.status, olas.closed_at, karis.status) == ("answered", wednesday, "open")


def test_that_an_answer_is_late_is_told_to_each_once_at_their_own_date() -> None:
    town = Town("albertslund")
    tuesday = town.at("2026-03-17 10:00")
    olas = town.receive(tuesday, message_id="<a@example.org>")
    karis = joined(town, by_kari(town, tuesday + timedelta(days=2)), olas, tuesday + timedelta(days=2))
    first, then = olas.due_by, Promise.objects.get(enquiry=karis).due_by
    assert first is not None
    for moment in (first + 5 * MINUTE, first + 10 * MINUTE, then + 5 * MINUTE, then + 10 * MINUTE):
        note_overdue(lambda moment=moment: moment)  # type: ignore[misc]
        assert len(to_ola("notice")) == 1
        assert len(to_kari("notice")) == (moment > then)
    assert Event.objects.filter(kind="overdue").count() == 2


def test_what_is_late_and_noted_already_is_not_told_again_when_it_is_joined() -> None:
    town = Town("albertslund")
    tuesday = town.at("2026-03-17 10:00")
    olas = town.receive(tuesday, message_id="<a@example.org>")
    karis = by_kari(town, tuesday + timedelta(days=2))
    late = tuesday + timedelta(days=30)
    note_overdue(lambda: late)
    joined(town, olas, karis, late + MINUTE)
    note_overdue(lambda: late + 2 * MINUTE)
    assert (len(to_ola("notice")), len(to_kari("notice"))) == (1, 1)


def test_that_a_joined_one_is_sensitive_marks_what_it_is_joined_to_with_its_event(
    town: Town, tuesday: datetime, wednesday: datetime
) -> None:
    olas = town.receive(tuesday, subject="Kreft and swimming")
    karis = by_kari(town, wednesday)
    mark_sensitive(karis.pk, sensitive=True, by=town.front, now=wednesday)
    joined(town, karis, olas, wednesday)
    assert olas.sensitive
    assert "Kreft" not in olas.listed_as
    assert olas.listed_as
    assert Event.objects.filter(enquiry=olas, kind="marked_sensitive").count() == 1


def test_what_is_sensitive_is_noted_once_also_where_anothers_number_is_quoted(
    town: Town, olas: Enquiry, tuesday: datetime
) -> None:
    text = "Jeg har fått diagnosen kreft og depresjon. Hva nå?"
    town.receive(tuesday + MINUTE, sender=KARI, subject=f"Re {said(olas.number)}", text=text)
    assert Event.objects.filter(kind="quotes_number").count() == 1
    assert Event.objects.filter(kind="sensitive_found").count() == 1
