"""What began with the assistant goes on by phone or at the counter, and is counted as coming again, as sentences."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.talks import asks, settle_chat_town, staff, waits
from tests.faces.town import PASSWORD
from torg.assistant.actions import measure
from torg.assistant.actions.moving import go_on
from torg.assistant.models import Conversation, Message, Question
from torg.assistant.queries.figures import figures
from torg.assistant.queries.today import today
from torg.editions.queries import in_force
from torg.enquiries.models import Enquiry

pytestmark = [pytest.mark.django_db]
CHAT = "/nb/desk/chat/"


@pytest.fixture
def desk() -> Client:
    """Kari of the front line at her desk, in a town that chats."""
    settle_chat_town()
    client = Client()
    assert client.login(username="kari", password=PASSWORD)
    return client


def answered(*, ended: bool) -> Conversation:
    """Somebody was answered by the assistant, yesterday when it has ended."""
    row = asks("Kan jeg bygge garasje?", language="nb")
    question = Question.objects.create(
        text="bygge garasje", language="nb", channel="assistant", at=timezone.now(), verdict="answer", in_hours=True
    )
    Message.objects.filter(conversation=row, speaker="assistant").update(
        data={"verdict": "answer", "paragraphs": ["Ja."], "question": question.pk}
    )
    if ended:
        row.stage, row.ended_at, row.outcome = "ended", timezone.now() - timedelta(hours=1), "contained"
        row.ended_why = "idle"
        row.save()
    return row


@pytest.mark.parametrize("ended", [False, True])
def test_in_kongsvinger_who_says_the_code_is_in_an_enquiry_with_all_that_was_said(desk: Client, ended: bool) -> None:
    """KON-26, KON-31: one press opens it, in the hands of who pressed; the figure counts that they came again."""
    row, before = answered(ended=ended), Enquiry.objects.count()
    shown = desk.get("/nb/desk/find/", {"q": row.code}, follow=True).content.decode()
    assert f'action="{CHAT}{row.pk}/move/"' in shown
    for _press in range(2):
        gone = desk.post(f"{CHAT}{row.pk}/move/", {"channel": "phone"}, follow=True)
        assert "Kan jeg bygge garasje?" in gone.content.decode()
    row.refresh_from_db()
    enquiry = row.enquiry
    assert enquiry is not None
    assert Enquiry.objects.count() == before + 1
    assert (row.enquiry_id, row.stage, row.ended_why, row.outcome) == (enquiry.pk, "ended", "moved", "contained")
    assert (enquiry.handler_id, enquiry.promises.count() > 0) == (staff("kari").pk, True)
    assert enquiry.events.filter(kind="talk_moved").count() == 1
    now = timezone.now()
    zone = in_force(now).zone
    day = now.astimezone(zone).date()
    assert measure.notice_returns(now=now) == 1
    measure.add_up(day - timedelta(days=1), day, zone=zone)
    found = figures(day - timedelta(days=1), day)
    assert (found.again.count, found.contained.count, found.escalated.count) == (1, 1, 0)
    assert today(now - timedelta(days=1)).asked == 0


def test_in_kongsvinger_a_talk_joins_the_enquiry_that_is_there_already(desk: Client) -> None:
    """KON-26: the number is enough; one that leads nowhere is told, and nothing is opened."""
    there = waits("Liv", "Jeg vil bygge garasje", language="nb").enquiry
    assert there is not None
    before = Enquiry.objects.count()
    row = answered(ended=True)
    said = {"channel": "counter", "number": str(there.number)}
    assert desk.post(f"{CHAT}{row.pk}/move/", said).status_code == 404  # nobody has said its code
    desk.get("/nb/desk/find/", {"q": row.code})
    wrong = desk.post(f"{CHAT}{row.pk}/move/", {**said, "number": "1234"}, follow=True)
    assert "1234" in wrong.content.decode()
    row.refresh_from_db()
    assert row.enquiry_id is None
    desk.post(f"{CHAT}{row.pk}/move/", said)
    row.refresh_from_db()
    assert row.enquiry == there
    assert Enquiry.objects.count() == before


def test_what_waits_for_a_person_is_in_its_enquiry_already(desk: Client) -> None:
    row = waits("Liv", "Jeg vil bygge garasje", language="nb")
    assert row.enquiry is not None
    before = Enquiry.objects.count()
    assert go_on(row.pk, channel="phone", by_code=True, by=staff("kari"), now=timezone.now()) == row.enquiry.number
    row.refresh_from_db()
    assert (row.stage, Enquiry.objects.count()) == ("waiting", before)


def test_where_nobody_said_a_code_the_figure_is_a_dash_that_says_why(desk: Client) -> None:
    answered(ended=True)
    now = timezone.now()
    zone = in_force(now).zone
    day = now.astimezone(zone).date()
    measure.add_up(day - timedelta(days=1), day, zone=zone)
    assert desk.login(username="mona", password=PASSWORD)
    shown = desk.get("/en/desk/questions/figures/", follow=True).content.decode()
    assert "0 % (0 of 1)" not in shown
    assert "nobody has said the code" in shown
