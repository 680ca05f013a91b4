"""Every day, in every channel, what came in and went out is accounted for; what is not is told at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.town import Town
from torg.enquiries.models import Contact
from torg.enquiries.queries.filed import contacts_between
from torg.jobs.reconciliation import look
from torg.mailroom.actions import reconcile, tell_administrators
from torg.mailroom.models import Attempt, DayBook, KeptMessage, OutgoingMessage, Tally
from torg.mailroom.queries import Book, days_that_do_not_fit, reconciliation, span_of
from torg.people.actions import set_up_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    """A day of all sorts: three letters, one of them twice, a form, a report, and something unreadable."""
    at = town.at("2026-03-31 10:00")
    for n in range(3):
        town.mail(at, sender=f"p{n}@example.org", message_id=f"<{n}@example.org>")
    raw = bytes(KeptMessage.objects.earliest("id").raw)
    town.mail(at, raw=raw)
    town.form(at)
    town.mail(at, raw=b"\xff\xfe nothing")
    town.work(at)
    about = town.posted().message_id
    OutgoingMessage.objects.update(state="sent")
    for row in OutgoingMessage.objects.all():
        Attempt.objects.create(outgoing=row, at=at, outcome="handed_over")
    town.mail(at, sender="", raw=REPORT.replace("ID-OF-OURS", about).encode())
    town.work(at)
    return at


STUCK = (
    "UPDATE mailroom_keptmessage SET state = 'waiting', received_at = received_at - interval '2 hours'"
    " WHERE kind = 'web'"
)
UNTOLD = (
    "UPDATE enquiries_contact SET outgoing_id = NULL"
    " WHERE id = (SELECT max(id) FROM enquiries_contact WHERE purpose = 'receipt')"
)
REPORT = """From: MAILER-DAEMON@mx.example
Message-ID: <report@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; kari@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <ID-OF-OURS>

--b--
"""


def books(at: datetime) -> dict[tuple[str, bool], Book]:
    found = reconciliation(at.date(), now=at, heart=contacts_between(*span_of(at.date())))
    return {(book.kind, book.is_incoming): book for book in found.books}


def gaps(at: datetime) -> dict[str, int]:
    return {code: n for book in books(at).values() for code, n in book.gaps.items()}


def test_a_day_of_all_sorts_adds_up_from_both_sides(tuesday: datetime) -> None:
    found = books(tuesday)
    mail = found["email", True].counts
    assert (mail["received"], mail["again"], mail["filed"], mail["quarantined"]) == (5, 1, 4, 1)
    assert (mail["contacts"], mail["news"]) == (3, 1)
    assert found["web", True].counts["received"] == 1
    out = found["email", False].counts
    assert (out["posted"], out["sent"], out["bounced"], out["contacts"]) == (4, 3, 1, 4)
    assert gaps(tuesday) == {}


@pytest.mark.parametrize(("harm", "told"), [
    ("DELETE FROM mailroom_keptmessage WHERE state = 'quarantined'", {"lost": 1}),
    ("DELETE FROM mailroom_attempt WHERE outcome = 'handed_over'", {"unattested": 3}),
    ("UPDATE mailroom_keptmessage SET why = '' WHERE why = 'news'", {"unfiled": 1}),
    (STUCK, {"stuck": 1, "filed_twice": 1}),
    ("UPDATE mailroom_tally SET new = new - 1 WHERE kind = 'web'", {"uncounted": 1}),
    (UNTOLD, {"untold": 1}),
])  # fmt: skip
def test_whatever_is_lost_or_done_twice_shows(tuesday: datetime, harm: str, told: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(harm)
    assert gaps(tuesday) == told


def test_the_books_of_a_day_are_read_by_index_in_a_few_statements(tuesday: datetime) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        books(tuesday)
    assert len(asked) <= 9


def test_days_end_at_midnight_in_the_town_also_when_the_clocks_change() -> None:
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 3, 31), 24)):
        start, end = span_of(day)
        assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
        assert timezone.localtime(start).hour == 0


def test_trouble_is_told_once_to_administrators_and_again_only_when_it_is_another(
    tuesday: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    set_up_staff(username="root", name="Rut Rot", role="administrator", unit="front", email="rut@town.example")
    set_up_staff(username="mute", name="Uten Post", role="administrator", unit="front")
    assert reconcile(lambda: tuesday, heart_of=contacts_between) == []
    assert days_that_do_not_fit() == 0
    KeptMessage.objects.filter(state="quarantined").delete()
    wrong = reconcile(lambda: tuesday, heart_of=contacts_between)
    assert [book.gaps for book in wrong] == [{"lost": 1}]
    assert tell_administrators(wrong, now=tuesday) == 1
    mail = OutgoingMessage.objects.get(purpose="alarm")
    assert (mail.to_address, mail.automatic) == ("rut@town.example", True)
    assert "/desk/reconciliation/" in mail.text
    assert "2026-03-31" in caplog.text
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert reconcile(lambda: tuesday, heart_of=contacts_between) == [], "it has been told"
    Contact.objects.filter(purpose="receipt").update(outgoing=None)
    assert [set(book.gaps) for book in reconcile(lambda: tuesday, heart_of=contacts_between)] == [{"untold"}]
    assert days_that_do_not_fit() == 2


def test_a_book_that_fits_again_is_quiet_again(tuesday: datetime) -> None:
    Tally.objects.filter(kind="web").update(new=2)
    reconcile(lambda: tuesday)
    Tally.objects.filter(kind="web").update(new=1)
    reconcile(lambda: tuesday)
    assert days_that_do_not_fit() == 0
    assert DayBook.objects.get(kind="web").told_at is None


def test_the_job_writes_the_books_of_today(town: Town) -> None:
    town.mail(timezone.now())
    look(days=2)
    assert DayBook.objects.get().counts["received"] == 1
