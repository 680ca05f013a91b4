"""A machine writes into one thread again and again, and it opens like any other."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.town import Town
from torg.enquiries.actions.index import index_waiting
from torg.enquiries.models import Contact, Enquiry, Event
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.page import EnquiryPage, enquiry_page
from torg.enquiries.queries.search import search
from torg.faces.desk.timeline import ALL, CITIZEN, begins, entries
from torg.people.queries import Sight

pytestmark = pytest.mark.django_db
MANY = 600
LONG = "abc " * 25_000


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def now(town: Town) -> datetime:
    return town.at("2026-03-17 10:00")


@pytest.fixture
def thread(town: Town, now: datetime) -> Enquiry:
    enquiry = town.receive(now, text="The very first words")
    moments = [now + timedelta(minutes=n) for n in range(1, MANY)]
    Contact.objects.bulk_create(
        Contact(
            enquiry=enquiry, is_incoming=True, purpose="question", channel="email", at=at, subject="Alarm",
            text=f"Number {n}", address="ola@example.org",
        )
        for n, at in enumerate(moments, start=1)
    )  # fmt: skip
    Event.objects.bulk_create(
        Event(enquiry=enquiry, kind=kind, at=at)
        for at in moments[-60:]
        for kind in ("contact_added", "no_receipt", "seen")
    )
    return enquiry


def page(enquiry: Enquiry, now: datetime, newest: int = 40) -> EnquiryPage:
    found = enquiry_page(enquiry.number, now=now, newest=newest)
    assert found is not None
    return found


def test_only_the_newest_part_is_read_and_the_first_question_still_known(thread: Enquiry, now: datetime) -> None:
    found = page(thread, now)
    assert len(found.contacts) == 41
    assert len(found.events) == 121
    assert found.last_contact == Contact.objects.latest("id").pk
    assert found.question is not None
    assert found.question.text.strip() == "The very first words"
    with connection.cursor() as cursor:
        for switch in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
            cursor.execute(f"SET LOCAL {switch} = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM enquiries_contact WHERE enquiry_id = %s ORDER BY id DESC LIMIT 41", [thread.pk]
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "enquiries_contacts" in plan


def test_the_story_begins_where_nothing_of_it_is_left_out(thread: Enquiry, now: datetime) -> None:
    found = page(thread, now)
    told = entries(found, (), only=ALL, new_since=None, but="")
    since = begins(found, ALL)
    assert since is not None
    assert told[0].at >= since
    # At each moment a message came, no receipt was sent, and it was read.
    for moment in {one.at for one in told} - {since}:
        assert len([one for one in told if one.at == moment]) == 3
    assert len(entries(found, (), only=CITIZEN, new_since=None, but="")) == 41


def test_earlier_entries_are_there_when_they_are_asked_for(thread: Enquiry, now: datetime) -> None:
    found = page(thread, now, newest=MANY + 10)
    assert begins(found, CITIZEN) is None
    assert len(found.contacts) == MANY + 1  # and the receipt
    assert found.contacts[0].text.strip() == "The very first words"


def test_the_senders_own_page_is_short_too_and_begins_with_what_they_asked(thread: Enquiry) -> None:
    found = follow(thread.token)
    assert found is not None
    assert len(found.contacts) == 500
    assert found.question is not None
    assert found.question.text.strip() == "The very first words"


def test_of_long_texts_no_more_is_fetched_than_is_looked_at(town: Town, now: datetime) -> None:
    for n in range(2):
        town.receive(now + timedelta(minutes=n), text=LONG)
    while index_waiting():
        pass
    last = Enquiry.objects.latest("id")
    with CaptureQueriesContext(connection) as asked:
        page(last, now)
        assert len(search("abc", sight=Sight(None, None), now=now).rows) == 2
    texts = [one["sql"] for one in asked if '"enquiries_contact"."text"' in one["sql"]]
    assert len(texts) == 3  # the contacts, how what it may repeat begins, what was found
    assert all('LEFT("enquiries_contact"."text"' in sql for sql in texts)
