"""A message finds the enquiry it is about: by what it answers, by our number, by the sender's link; strangers never."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.town import BUILDING_ADDRESS, MAIN_ADDRESS, Town
from torg.enquiries.actions.ask import ask_for_more
from torg.enquiries.models import AlsoAddressed, Contact, Enquiry, Event
from torg.enquiries.numbers import said
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.page import enquiry_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-17 10:00")


@pytest.fixture
def enquiry(town: Town, tuesday: datetime) -> Enquiry:
    return town.receive(tuesday, message_id="<first@example.org>")


@pytest.mark.parametrize("how", ["subject", "text"])
def test_a_new_mail_that_names_the_number_joins_its_senders_enquiry(
    town: Town, enquiry: Enquiry, tuesday: datetime, how: str
) -> None:
    words = f"About my enquiry {said(enquiry.number)}"
    town.receive(tuesday, **({"subject": words} if how == "subject" else {"text": f"{words}: it is urgent now."}))
    assert Enquiry.objects.count() == 1
    assert Contact.objects.filter(enquiry=enquiry, is_incoming=True).count() == 2
    enquiry.refresh_from_db()
    assert enquiry.replied_at == tuesday


def test_a_stranger_who_quotes_a_number_gets_an_enquiry_of_their_own_and_staff_a_hint(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    own = town.receive(
        tuesday, sender="mallory@example.org", subject=f"Enquiry {enquiry.number}", text="What did he write to you?"
    )
    assert own != enquiry
    event = Event.objects.get(enquiry=own, kind="quotes_number")
    assert event.data["numbers"] == [enquiry.number]
    assert enquiry.token not in town.posted().text
    page = enquiry_page(own.number, now=tuesday)
    assert page is not None
    assert [(one.number, one.why) for one in page.likely_repeats] == [(enquiry.number, "quotes_number")]


def test_a_stranger_who_answers_somebody_elses_mail_gets_one_too(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    own = town.receive(tuesday, sender="mallory@example.org", in_reply_to="<first@example.org>")
    assert own != enquiry
    assert Event.objects.get(kind="quotes_number").data["numbers"] == [enquiry.number]


@pytest.mark.parametrize("how", ["number", "thread"])
def test_who_only_says_in_reply_to_that_they_take_part_opens_a_matter_of_their_own(
    town: Town, enquiry: Enquiry, tuesday: datetime, how: str
) -> None:
    named = {"subject": f"Enquiry {enquiry.number}"} if how == "number" else {"in_reply_to": "<first@example.org>"}
    own = town.receive(
        tuesday,
        sender="no-reply@mallory.example",
        reply_to="Ola <ola@example.org>",
        text="I withdraw.",
        **named,
    )
    assert own != enquiry
    assert own.person_id == enquiry.person_id
    assert Contact.objects.filter(enquiry=enquiry, is_incoming=True).count() == 1
    assert Event.objects.get(enquiry=own, kind="quotes_number").data["numbers"] == [enquiry.number]
    page = enquiry_page(own.number, now=tuesday)
    assert page is not None
    assert (page.contacts[0].address, page.contacts[0].sent_by) == ("ola@example.org", "no-reply@mallory.example")


def test_a_wrong_number_is_only_a_number(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    town.receive(tuesday, subject=f"My enquiry {enquiry.number + 1}")
    assert Enquiry.objects.count() == 2
    assert not Event.objects.filter(kind="quotes_number").exists()


def test_what_is_written_behind_the_link_belongs_to_its_enquiry(town: Town, enquiry: Enquiry, client: Client) -> None:
    page = client.get(f"/en/follow/{enquiry.token}/").content.decode()
    assert 'name="message"' in page
    form = {"message": "It is the blue house.", "token": page.split('name="token" value="')[1].split('"')[0]}
    for _twice in range(2):
        answer = client.post(f"/en/follow/{enquiry.token}/", form)
        assert answer.status_code == 302
    contact = Contact.objects.filter(is_incoming=True).latest("id")
    assert (contact.enquiry, contact.channel, contact.text) == (enquiry, "web", "It is the blue house.")
    assert Contact.objects.filter(channel="web").count() == 1
    assert "We have received what you wrote" in client.get(answer["Location"]).content.decode()


def test_an_empty_message_behind_the_link_is_asked_for_again(enquiry: Enquiry, client: Client) -> None:
    answer = client.post(f"/en/follow/{enquiry.token}/", {"message": " "})
    assert answer.status_code == 422
    assert "Write your message" in answer.content.decode()


def test_somebody_who_has_learnt_the_secret_and_writes_from_elsewhere_does_not_join(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    town.form(tuesday, email="mallory@example.org", enquiry=enquiry.token)
    town.work(tuesday)
    assert Enquiry.objects.count() == 2


def test_one_mail_to_several_of_our_addresses_is_one_enquiry_that_each_unit_sees(town: Town, tuesday: datetime) -> None:
    town.receive(tuesday, to=f"{MAIN_ADDRESS}, {BUILDING_ADDRESS}")
    enquiry = Enquiry.objects.get()
    also = AlsoAddressed.objects.get()
    assert (enquiry.unit.key, also.unit.key) == ("front", "building")
    page = enquiry_page(enquiry.number, now=tuesday)
    assert page is not None
    assert page.also_units == ("Building office",)
    assert set(page.seen_by) == {enquiry.unit_id, also.unit_id}


def test_an_answer_sent_to_another_unit_too_shows_it_to_that_unit(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    for _twice in range(2):
        town.receive(tuesday, to=f"{MAIN_ADDRESS}, {BUILDING_ADDRESS}", in_reply_to="<first@example.org>")
    assert AlsoAddressed.objects.get().enquiry == enquiry


def test_the_senders_page_shows_what_they_wrote_there(town: Town, enquiry: Enquiry) -> None:
    page = follow(enquiry.token)
    assert page is not None
    assert page.is_open


def test_an_answer_to_our_question_behind_the_link_starts_the_clock(
    town: Town, enquiry: Enquiry, tuesday: datetime, client: Client
) -> None:
    ask_for_more(
        enquiry.pk, text="Which?", reason="The address.", wanted_by=date(2027, 3, 27), by=town.front, now=tuesday
    )
    assert client.post(f"/en/follow/{enquiry.token}/", {"message": "It is Storgata four."}).status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.wait_until) == ("open", None)
    assert Event.objects.latest("id").kind == "went_on"


def test_a_batch_that_refers_to_nothing_costs_no_statement_for_it(town: Town, tuesday: datetime) -> None:
    counts = []
    for size in (1, 3, 30):  # the first reads the strategy too
        for n in range(size):
            town.mail(tuesday, sender=f"p{size}-{n}@example.org", text="Call me on 70 00 00 00, please, any day.")
        with CaptureQueriesContext(connection) as asked:
            town.work(tuesday)
        counts.append(len(asked))
    assert counts[1] == counts[2]
    for n, enquiry in enumerate(Enquiry.objects.order_by("id")[4:]):
        town.mail(tuesday, sender=f"p30-{n}@example.org", text=f"Again about {enquiry.number}, please hurry.")
    with CaptureQueriesContext(connection) as asked:
        town.work(tuesday)
    assert Enquiry.objects.count() == 34
    assert len(asked) <= counts[2] + 2


def test_a_message_id_used_twice_leads_each_to_their_own(town: Town, enquiry: Enquiry, tuesday: datetime) -> None:
    kari = "Kari <kari@example.org>"
    hers = town.receive(tuesday, sender=kari, message_id="<first@example.org>", subject="The pool")
    words = "More about the swimming hall that I wrote of before."
    town.receive(tuesday, in_reply_to="<first@example.org>", text=words)
    town.receive(tuesday, sender=kari, in_reply_to="<first@example.org>", text=words)
    assert Enquiry.objects.count() == 2
    assert [Contact.objects.filter(enquiry=one, text__startswith="More").count() for one in (enquiry, hers)] == [1, 1]


def test_a_message_id_used_twice_at_once_leads_each_to_their_own_too(town: Town, tuesday: datetime) -> None:
    words = "More about the swimming hall that I wrote of before."
    for sender in ("Ola <ola@example.org>", "Kari <kari@example.org>"):
        town.mail(tuesday, sender=sender, message_id="<same@example.org>")
    for sender in ("Ola <ola@example.org>", "Kari <kari@example.org>"):
        town.mail(tuesday, sender=sender, in_reply_to="<same@example.org>", text=words)
    town.work(tuesday)
    assert Enquiry.objects.count() == 2
