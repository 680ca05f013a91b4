"""Of enquiries that are joined, each person reads their own words and dates, and is answered what they are owed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.town import Town
from torg.catalogue.placeholders import fill
from torg.enquiries.actions.answer import close, reopen
from torg.enquiries.actions.interim import draft_interims, send_interim
from torg.enquiries.actions.join import join
from torg.enquiries.models import Contact, Draft, Enquiry
from torg.enquiries.numbers import said
from torg.enquiries.queries.page import enquiry_page
from torg.faces.desk.aids import values_for
from torg.mailroom.models import OutgoingMessage

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
