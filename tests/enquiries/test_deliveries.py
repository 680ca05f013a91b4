"""Reports of other mail servers settle the delivery they belong to, whatever order and shape they come in."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.town import Town
from torg.enquiries.actions.answer import answer
from torg.enquiries.actions.deliveries import note_failure
from torg.enquiries.actions.handover import accept, offer
from torg.enquiries.actions.join import join
from torg.enquiries.actions.send_again import send_again
from torg.enquiries.models import Contact, Enquiry, Event
from torg.enquiries.queries.unsent import unsent, unsent_one
from torg.mailroom.models import Attempt, KeptMessage, OutgoingMessage
from torg.people.actions import set_up_staff
from torg.people.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


@pytest.fixture
def sent(town: Town, tuesday: datetime) -> OutgoingMessage:
    """A receipt that was handed over."""
    town.receive(tuesday)
    Enquiry.objects.update(unread=False)
    return handed_over(town.posted())


def handed_over(row: OutgoingMessage) -> OutgoingMessage:
    row.state = "sent"
    row.save()
    Attempt.objects.create(outgoing=row, at=row.created_at, outcome="handed_over")
    return row


def report(message_id: str, *recipients: tuple[str, str], shape: str = "headers", n: int = 0) -> bytes:
    """A delivery report (RFC 3464): (action, recipient) for each; ``shape`` is how it says what it is about."""
    groups = [
        f"Final-Recipient: rfc822; {whom}\nAction: {action}\nStatus: {'5.1.1' if action == 'failed' else '2.0.0'}\n"
        for action, whom in recipients
    ]
    about = {
        "headers": f"Content-Type: text/rfc822-headers\n\nMessage-ID: <{message_id}>\n",
        "quoted": f"Content-Type: text/plain\n\nThe original message (id {message_id}) follows in part:\n> Hello\n",
        "report": "Content-Type: message/rfc822\n\nFrom: mailer-daemon@mx.example\nMessage-ID: <other@mx.example>\n"
        f"Content-Type: text/plain\n\nYour message could not be delivered.\n> Message-ID: <{message_id}>\n",
    }[shape]
    return (
        "From: MAILER-DAEMON@mx.example\nTo: post@town.example\nSubject: Undelivered\n"
        f"Message-ID: <report-{n}@mx.example>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nSorry.\n\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example\n\n{chr(10).join(groups)}\n--b\n{about}\n--b--\n"
    ).encode()


def comes(town: Town, at: datetime, raw: bytes) -> KeptMessage:
    kept = town.mail(at, raw=raw, sender="")
    town.work(at)
    return KeptMessage.objects.get(pk=kept)


@pytest.mark.parametrize("shape", ["headers", "quoted", "report"])
def test_a_bounce_settles_the_delivery_it_belongs_to_and_tells_the_desk(
    town: Town, tuesday: datetime, sent: OutgoingMessage, shape: str
) -> None:
    kept = comes(town, tuesday, report(sent.message_id, ("failed", "ola@example.org"), shape=shape))
    sent.refresh_from_db()
    assert (sent.state, kept.state, kept.why) == ("bounced", "filed", "news")
    assert Enquiry.objects.get().unread
    assert Event.objects.filter(kind="delivery_bounced").count() == 1
    assert Attempt.objects.get(outcome="bounced").kept_id == kept.pk
    assert Contact.objects.filter(is_incoming=True).count() == 1, "a report is nobody's enquiry"


def test_a_delay_settles_nothing(town: Town, tuesday: datetime, sent: OutgoingMessage) -> None:
    comes(town, tuesday, report(sent.message_id, ("delayed", "ola@example.org")))
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert not Enquiry.objects.get().unread


@pytest.mark.parametrize("order", [("failed", "delivered"), ("delivered", "failed")])
def test_of_several_recipients_the_one_that_failed_counts(
    town: Town, tuesday: datetime, sent: OutgoingMessage, order: tuple[str, str]
) -> None:
    comes(town, tuesday, report(sent.message_id, *[(action, f"{action}@example.org") for action in order]))
    sent.refresh_from_db()
    assert sent.state == "bounced"


def test_a_bounce_that_comes_after_the_news_of_delivery_counts_and_a_second_one_changes_nothing(
    town: Town, tuesday: datetime, sent: OutgoingMessage
) -> None:
    for n, action in enumerate(("delivered", "failed", "failed", "delivered")):
        comes(town, tuesday, report(sent.message_id, (action, "ola@example.org"), n=n))
    sent.refresh_from_db()
    assert sent.state == "bounced"
    kinds = Event.objects.filter(kind__startswith="delivery_").values_list("kind", flat=True)
    assert list(kinds) == ["delivery_delivered", "delivery_bounced"]
    assert Attempt.objects.exclude(kept=None).count() == 4, "all of it is written down"


def test_a_late_bounce_of_the_old_address_does_not_touch_what_was_sent_to_the_mended_one(
    town: Town, tuesday: datetime, sent: OutgoingMessage
) -> None:
    comes(town, tuesday, report(sent.message_id, ("failed", "ola@example.org"), n=1))
    send_again(sent.pk, to_address="ola@mended.example", by=town.front, now=tuesday)
    comes(town, tuesday, report(sent.message_id, ("failed", "ola@example.org"), n=2))
    sent.refresh_from_db()
    assert sent.state == "waiting", "it is on its way again"
    handed_over(sent)
    comes(town, tuesday, report(sent.message_id, ("failed", "ola@example.org"), n=3))
    sent.refresh_from_db()
    assert sent.state == "sent"
    comes(town, tuesday, report(sent.message_id, ("failed", "ola@mended.example"), n=4))
    sent.refresh_from_db()
    assert sent.state == "bounced"


def test_what_broke_while_it_was_handed_over_and_came_back_is_not_sent_again(
    town: Town, tuesday: datetime, sent: OutgoingMessage
) -> None:
    OutgoingMessage.objects.update(state="waiting", tries=1)
    Attempt.objects.update(outcome="put_off")
    comes(town, tuesday, report(sent.message_id, ("failed", "ola@example.org")))
    sent.refresh_from_db()
    assert sent.state == "bounced"


def test_a_report_about_a_message_that_is_not_ours_is_for_a_person(town: Town, tuesday: datetime) -> None:
    kept = comes(town, tuesday, report("f" * 32 + "@elsewhere.example", ("failed", "x@example.org")))
    assert (kept.state, kept.why) == ("quarantined", "unknown_report")


@pytest.fixture
def joined(town: Town, tuesday: datetime) -> tuple[Enquiry, OutgoingMessage]:
    """An enquiry and the answer to somebody else, whose enquiry is joined to it; another unit has taken it over."""
    first = town.receive(tuesday, subject="Swimming hall")
    other = town.receive(tuesday, sender="Kari <kari@example.org>", subject="The pool")
    join(other.pk, into=first.pk, by=town.front, now=tuesday)
    offer(first.pk, to_unit=Unit.objects.get(key="building").pk, note="Yours?", by=town.front, now=tuesday)
    accept(first.pk, by=town.builder, now=tuesday)
    answer(first.pk, text="Yes.", by=town.builder, now=tuesday)
    return first, OutgoingMessage.objects.get(to_address="kari@example.org", purpose="answer")


def test_that_the_answer_to_somebody_joined_to_it_failed_is_told_where_the_desk_looks(
    tuesday: datetime, joined: tuple[Enquiry, OutgoingMessage]
) -> None:
    first, row = joined
    note_failure(row.pk, "550", tuesday)
    first.refresh_from_db()
    assert first.unread


def test_who_has_taken_over_an_enquiry_sees_and_mends_what_failed_in_those_joined_to_it(
    town: Town, tuesday: datetime, joined: tuple[Enquiry, OutgoingMessage]
) -> None:
    _first, row = joined
    row.state = "failed"
    row.save()
    before = set_up_staff(username="clerk", name="Klara Kontor", role="case_worker", unit="front")
    assert [one.id for one in unsent(staff=town.builder)] == [row.pk]
    assert unsent_one(row.pk, staff=town.builder) is not None
    assert unsent(staff=before) == []
    assert unsent_one(row.pk, staff=before) is None
    send_again(row.pk, to_address="kari.n@example.org", by=town.builder, now=tuesday)
    row.refresh_from_db()
    assert (row.state, row.to_address) == ("waiting", "kari.n@example.org")
