"""What came in is kept once, byte for byte; what goes out is sent, put off or given up, each attempt written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction

from tests.town import Town
from torg.channels.base import Arrival, Incoming, Outgoing, Receipt, SendFailed
from torg.mailroom import actions, queries
from torg.mailroom.actions import (
    LEASE,
    LONGEST_ATTEMPT,
    MOST_TRIES,
    NotRetriable,
    Post,
    keep,
    keep_many,
    note_delivery,
    post,
    retry,
)
from torg.mailroom.models import Attempt, KeptMessage, OutgoingMessage

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 10, tzinfo=UTC)


class Line:
    """A way out that does as it is told: each entry of ``does`` is a reason to fail, or None."""

    kind = "email"

    def __init__(self, *does: SendFailed | None) -> None:
        self.does = list(does)
        self.sent: list[Outgoing] = []

    def receive(self, raw: bytes, headers: Mapping[str, str]) -> Iterable[Incoming | Receipt]:
        return []

    def send(self, out: Outgoing) -> Receipt:
        trouble = self.does.pop(0) if self.does else None
        if trouble is not None:
            raise trouble
        self.sent.append(out)
        return Receipt(out.message_id, "handed_over", "250 OK", permanent=True)


@pytest.fixture
def line() -> Iterator[Line]:
    one = Line()
    with patch.object(actions, "channel", lambda kind: one):
        yield one


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def letter(to: str = "ola@example.org") -> OutgoingMessage:
    return post(Post("email", "answer", to, "Ola", "Subject", "Text", "en"), now=NOW)


def test_raw_input_is_kept_byte_for_byte_whatever_it_is() -> None:
    for raw in (b"\x00\xff\xfe", b"", b"x" * 100_000):
        kept = KeptMessage.objects.get(pk=keep(kind="email", raw=raw, headers={"a": "\x00b\udcff"}, now=NOW))
        assert (bytes(kept.raw), kept.size, kept.state) == (raw, len(raw), "waiting")


def test_the_same_message_twice_is_the_same_row_even_within_one_batch() -> None:
    arrival = Arrival("email", b"one", {}, "", b"f" * 32)
    other = Arrival("email", b"two", {}, "", b"g" * 32)
    first = keep_many([arrival, other, arrival], now=NOW)
    assert first[0] == first[2] != first[1]
    assert keep_many([arrival], now=NOW) == [first[0]]


def test_quarantine_without_a_reason_is_refused_by_the_database() -> None:
    kept = keep(kind="email", raw=b"x", headers={}, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptMessage.objects.filter(pk=kept).update(state="quarantined")


def test_a_message_is_sent_once_and_the_attempt_is_written(line: Line) -> None:
    row = letter()
    assert actions.send_waiting(lambda: NOW) == 1
    assert actions.send_waiting(lambda: NOW) == 0
    row.refresh_from_db()
    assert (row.state, row.tries, len(line.sent)) == ("sent", 1, 1)
    assert Attempt.objects.get().outcome == "handed_over"


def test_a_passing_failure_is_tried_again_later_and_later_under_the_same_message_id(line: Line) -> None:
    line.does = [SendFailed("421 busy", permanent=False)] * 3
    row, now, waits = letter(), NOW, []
    for _ in range(3):
        actions.send_waiting(at(now))
        row.refresh_from_db()
        waits.append(row.next_try_at - now)
        assert actions.send_waiting(at(now)) == 0, "not before its time"
        now = row.next_try_at
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    actions.send_waiting(at(now))
    assert line.sent[0].message_id == row.message_id


def test_a_lasting_failure_is_given_up_at_once_and_shown(line: Line) -> None:
    line.does = [SendFailed("550 no such user", permanent=True)]
    row = letter()
    actions.send_waiting(lambda: NOW)
    assert [(u.id, u.said) for u in queries.outgoing_failed()] == [(row.pk, "550 no such user")]
    assert queries.quarantined_and_failed() == (0, 1)


def test_a_message_that_fails_for_days_is_given_up_in_the_end(line: Line) -> None:
    line.does = [SendFailed("421 busy", permanent=False)] * (MOST_TRIES + 1)
    row, now = letter(), NOW
    for _ in range(MOST_TRIES):
        actions.send_waiting(at(now))
        row.refresh_from_db()
        now = row.next_try_at
    assert row.state == "failed"
    assert row.created_at + timedelta(days=2) < now < row.created_at + timedelta(days=5)


def test_a_message_whose_sender_crashed_is_sent_when_its_lease_runs_out(line: Line) -> None:
    row = letter()
    actions._lease(NOW, 10)  # claimed, and then the process died
    assert actions.send_waiting(lambda: NOW + LEASE - timedelta(seconds=1)) == 0
    assert actions.send_waiting(lambda: NOW + LEASE + timedelta(seconds=1)) == 1
    row.refresh_from_db()
    assert (row.state, row.tries) == ("sent", 2)


def test_one_bad_address_does_not_hold_up_the_others(line: Line) -> None:
    line.does = [SendFailed("550 no", permanent=True), None, None]
    for n in range(3):
        letter(f"p{n}@example.org")
    actions.send_waiting(lambda: NOW)
    assert sorted(OutgoingMessage.objects.values_list("state", flat=True)) == ["failed", "sent", "sent"]


def test_a_failed_message_is_put_in_line_again_by_a_person_and_a_sent_one_is_not(line: Line) -> None:
    town = Town()
    line.does = [SendFailed("550 no", permanent=True)]
    row = letter()
    actions.send_waiting(lambda: NOW)
    retry(row.pk, by=town.front, now=NOW)
    actions.send_waiting(lambda: NOW)
    row.refresh_from_db()
    assert row.state == "sent"
    with pytest.raises(NotRetriable):
        retry(row.pk, by=town.front, now=NOW)


def test_a_bounce_settles_the_delivery_it_belongs_to_and_a_delay_does_not(line: Line) -> None:
    row = letter()
    actions.send_waiting(lambda: NOW)
    note_delivery(Receipt(row.message_id, "delayed", "still trying", permanent=False), now=NOW)
    row.refresh_from_db()
    assert row.state == "sent"
    note_delivery(Receipt(row.message_id, "bounced", "550 user unknown", permanent=True), now=NOW)
    row.refresh_from_db()
    assert (row.state, row.said) == ("bounced", "550 user unknown")
    assert note_delivery(Receipt("nobody@nowhere", "bounced", "", permanent=True), now=NOW) is None


def test_an_installation_without_the_channel_says_so_instead_of_losing_the_message() -> None:
    row = post(Post("pigeon", "answer", "loft 7", "Ola", "Subject", "Text", "en"), now=NOW)
    actions.send_waiting(lambda: NOW)
    row.refresh_from_db()
    assert row.state == "failed"
    assert "pigeon" in row.said


def test_a_channel_that_breaks_in_an_unforeseen_way_is_tried_again_and_given_up_in_the_end(line: Line) -> None:
    line.does = [ZeroDivisionError("nobody thought of this")] * MOST_TRIES  # type: ignore[list-item]
    row, now = letter(), NOW
    for _ in range(MOST_TRIES):
        actions.send_waiting(at(now))
        row.refresh_from_db()
        now = row.next_try_at
    assert row.state == "failed"
    assert "nobody thought of this" in row.said


def test_what_could_outlast_its_lease_is_put_back_instead_of_being_sent_twice(line: Line) -> None:
    rows = [letter(f"p{n}@example.org") for n in range(3)]
    clock = iter([NOW, NOW, NOW + LEASE - LONGEST_ATTEMPT, NOW + LEASE])
    assert actions.send_waiting(lambda: next(clock)) == 1
    for row in rows:
        row.refresh_from_db()
    assert [(row.state, row.tries) for row in rows] == [("sent", 1), ("waiting", 0), ("waiting", 0)]


def test_a_worker_that_slept_through_its_lease_takes_nothing_from_the_one_that_has_the_message_now(line: Line) -> None:
    row = letter()
    (mine,) = actions._lease(NOW, 10)
    later = NOW + LEASE + timedelta(minutes=1)
    (theirs,) = actions._lease(later, 10)
    actions._put_back([mine])
    assert actions._note_attempt(mine, SendFailed("421 busy", permanent=False), later) is None
    row.refresh_from_db()
    assert (row.state, row.lease_until) == ("sending", theirs.lease_until)
    assert Attempt.objects.get().outcome == "put_off", "what was tried is written all the same"
    actions._note_attempt(mine, Receipt(row.message_id, "handed_over", "250 OK", permanent=True), later)
    row.refresh_from_db()
    assert row.state == "sent", "it has been handed over, by whomever"


def test_a_clock_that_is_set_back_does_not_stretch_a_lease(line: Line) -> None:
    letter()
    (row,) = actions._lease(NOW, 10)
    much_earlier, enough = NOW - timedelta(hours=2), (LEASE - LONGEST_ATTEMPT).total_seconds()
    assert not actions._could_outlast_its_lease(row, much_earlier, enough - 1)
    assert actions._could_outlast_its_lease(row, much_earlier, enough)


def test_a_bounce_that_overtakes_the_news_of_the_handing_over_stays_and_the_attempt_is_written(line: Line) -> None:
    row = letter()
    (mine,) = actions._lease(NOW, 10)
    note_delivery(Receipt(row.message_id, "bounced", "550 unknown", permanent=True), now=NOW)
    actions._note_attempt(mine, Receipt(row.message_id, "handed_over", "250 OK", permanent=True), NOW)
    row.refresh_from_db()
    assert row.state == "bounced"
    assert list(row.attempts.values_list("outcome", flat=True)) == ["bounced", "handed_over"]


def test_whoever_minds_is_told_of_a_message_that_is_given_up(line: Line) -> None:
    line.does = [SendFailed("550 no", permanent=True), SendFailed("421 busy", permanent=False)]
    first, _second = letter("a@example.org"), letter("b@example.org")
    told: list[tuple[int, str]] = []
    actions.send_waiting(at(NOW), when_failed=lambda pk, said, now: told.append((pk, said)))
    assert told == [(first.pk, "550 no")]
