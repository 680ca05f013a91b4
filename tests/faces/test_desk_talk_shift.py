"""A shift at the chat, as pages: who waits for an answer, who is gone, what one may take, and what the load costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.faces.talks import ready, says, settle_chat_town, staff, waits
from tests.faces.town import PASSWORD, Town
from torg.assistant.actions.serving import reply, take
from torg.assistant.models import Conversation, Seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
CHAT = "/en/desk/chat/"


@pytest.fixture(autouse=True)
def town() -> Town:
    return settle_chat_town()


def logged_in(username: str) -> Client:
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


def taken(name: str, text: str) -> Conversation:
    row = waits(name, text)
    take(row.pk, by=staff("kari"), now=timezone.now())
    row.refresh_from_db()
    return row


def text_of(client: Client, path: str) -> str:
    found = client.get(path)
    assert found.status_code == 200, path
    return found.content.decode()


def test_those_who_lead_see_who_waits_for_an_answer_and_since_when(town: Town) -> None:
    row, mona = taken("Liv Aas", "Can I build?"), logged_in("mona")
    assert "waits since" in text_of(mona, f"{CHAT}load/")
    reply(row.pk, "Yes.", by=staff("kari"), sent_as="", now=timezone.now())
    assert "waits since" not in text_of(mona, f"{CHAT}load/now/")
    says(row, "And a shed?")
    assert "waits since" in text_of(mona, f"{CHAT}load/now/")
    assert "<html" not in text_of(mona, f"{CHAT}load/now/")
    assert logged_in("kari").get(f"{CHAT}load/now/").status_code == 403


def test_whoever_logs_out_is_away_and_leaves_nobody_alone(town: Town) -> None:
    row, kari = taken("Liv Aas", "Can I build?"), logged_in("kari")
    kari.post("/en/desk/logout/")
    row.refresh_from_db()
    assert (row.stage, row.handler) == ("waiting", None)
    assert not Seat.objects.get(staff__username="kari").is_ready
    assert Client().post("/en/desk/logout/").status_code == 302


def test_the_next_is_offered_to_those_alone_who_may_take_one(town: Town) -> None:
    waits("Liv Aas", "Can I build?", language="da")
    ready("kari", languages=("nb",))
    kari = logged_in("kari")
    shown = text_of(kari, CHAT)
    assert "Liv Aas" in shown
    assert "Take the next" not in shown
    ready("kari", languages=("da",))
    assert "Take the next" in text_of(kari, CHAT)


def test_what_torg_told_the_citizen_is_short_while_one_serves_and_whole_where_one_reads(town: Town) -> None:
    row = taken("Liv Aas", "Can I build?")
    served = text_of(logged_in("kari"), CHAT)
    assert "Asked for a person" in served
    assert "You are in the queue for a person" not in served
    assert "You are in the queue for a person" in text_of(logged_in("mona"), f"{CHAT}{row.pk}/")


def test_the_load_reads_as_little_for_many_conversations_as_for_few(town: Town) -> None:
    mona = logged_in("mona")

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            text_of(mona, f"{CHAT}load/now/")
        return [one["sql"] for one in asked.captured_queries]

    taken("Liv Aas", "Can I build?")
    waits("Eva Lie", "Who clears the snow?")
    statements()  # what is kept for all that follow is read once
    few = statements()
    taken("Bo Holm", "When is it open?")
    waits("Per Dahl", "Where do I park?")
    long_ago = timezone.now() - timedelta(days=400)
    Conversation.objects.bulk_create(
        Conversation(
            token=f"old-{n}", code=f"old-{n}", language="nb", stage="ended", started_at=long_ago, last_at=long_ago,
            ended_at=long_ago, outcome="contained",
        )
        for n in range(2_000)
    )  # fmt: skip
    many = statements()
    assert len(many) == len(few)
    day = next(one for one in many if "begun" in one)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE assistant_conversation")
        cursor.execute(f"EXPLAIN {day}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert re.search(r"assistant_ended|assistant_going_on", plan), plan
    assert "Seq Scan" not in plan, plan
