"""Fetching from a real IMAP server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from imapclient import IMAPClient

from tests.channels.email import dovecot
from tests.channels.email.receiving import Room
from tests.channels.email.test_receiver import mail
from torg.channels.base import Arrival, Fetches
from torg.channels.email import mailboxes
from torg.channels.email.channel import Email
from torg.channels.email.mailboxes import KEPT, Mailbox, MailboxTrouble, Poller

pytestmark = pytest.mark.skipif(dovecot.FOUND is None, reason="no Dovecot here; apt-get install dovecot-imapd")

NUMBERS = count(1)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with dovecot.dovecot() as number:
        yield number


@pytest.fixture
def box(port: int) -> Mailbox:
    """A mailbox that no other test uses."""
    user = f"post{next(NUMBERS)}"
    return Mailbox(
        "127.0.0.1", port, user, dovecot.PASSWORD, security="none", address=f"{user}@fjordvik.example", timeout=10
    )


@pytest.fixture
def staff(box: Mailbox) -> Iterator[IMAPClient]:
    """Somebody else who has the mailbox open."""
    with IMAPClient(box.host, box.port, ssl=False) as client:
        client.login(box.user, box.password)
        client.select_folder("INBOX")
        yield client


@pytest.fixture
def poller(box: Mailbox) -> Iterator[Poller]:
    made = Poller(box)
    yield made
    made.close()


@pytest.fixture
def room() -> Room:
    return Room()


LONG_AGO = datetime.now(UTC) - timedelta(days=30)


def again(box: Mailbox, room: Room) -> int:
    """Fetch as a new process does; how many messages were kept."""
    poller = Poller(box)
    try:
        return poller.fetch(room.keep_many)
    finally:
        poller.close()


def without_marks(opened: Callable[[Poller, dict[bytes, Any]], None]) -> Callable[[Poller, dict[bytes, Any]], None]:
    """Opening a folder of a server that takes no keywords."""

    def open_without(poller: Poller, said: dict[bytes, Any]) -> None:
        opened(poller, {**said, b"PERMANENTFLAGS": (rb"\Seen", rb"\Deleted")})

    return open_without


def flags(staff: IMAPClient) -> list[set[bytes]]:
    staff.noop()
    found = staff.fetch(staff.search("ALL"), ["FLAGS"])
    return [{flag for flag in found[uid][b"FLAGS"] if flag != rb"\Recent"} for uid in sorted(found)]


def test_what_is_new_is_kept_and_then_marked(poller: Poller, staff: IMAPClient, room: Room, box: Mailbox) -> None:
    for number in range(3):
        staff.append("INBOX", mail(number))
    assert poller.fetch(room.keep_many) == 3
    assert [arrival.outside_id for arrival in room.rows.values()] == [f"{n}@brev.example" for n in range(3)]
    first = next(iter(room.rows.values()))
    assert first.raw == mail(0)
    assert first.headers["rcpt-to"] == box.address
    assert "mail-from" not in first.headers
    assert flags(staff) == [{rb"\Seen", KEPT}] * 3
    assert poller.fetch(room.keep_many) == 0


def test_nothing_is_marked_before_the_commit(poller: Poller, staff: IMAPClient) -> None:
    seen: list[set[bytes]] = []

    def keep_many(arrivals: object) -> list[int]:
        seen.extend(flags(staff))
        return [1]

    staff.append("INBOX", mail())
    poller.fetch(keep_many)
    assert seen == [set()]


def test_what_could_not_be_stored_stays_unread_and_comes_again(poller: Poller, staff: IMAPClient, room: Room) -> None:
    staff.append("INBOX", mail())
    room.away = True
    with pytest.raises(MailboxTrouble):
        poller.fetch(room.keep_many)
    assert flags(staff) == [set()]
    room.away = False
    assert poller.fetch(room.keep_many) == 1


def test_one_letter_the_database_cannot_take_does_not_hold_up_the_others(
    poller: Poller, staff: IMAPClient, room: Room
) -> None:
    room.dislikes = b"gift"
    for number, words in enumerate(["Hei", "gift", "Hallo"]):
        staff.append("INBOX", mail(number, words))
    assert poller.fetch(room.keep_many) == 2
    assert flags(staff) == [{rb"\Seen", KEPT}, set(), {rb"\Seen", KEPT}]


def test_a_letter_that_was_kept_but_not_marked_is_the_same_row_when_it_comes_again(
    poller: Poller, staff: IMAPClient, room: Room, box: Mailbox
) -> None:
    staff.append("INBOX", mail())
    poller.fetch(room.keep_many)
    staff.remove_flags(staff.search("ALL"), [rb"\Seen", KEPT])
    assert again(box, room) == 1
    assert len(room.rows) == 1


def test_a_letter_that_somebody_read_before_us_is_fetched_all_the_same(
    poller: Poller, staff: IMAPClient, room: Room
) -> None:
    staff.append("INBOX", mail(1))
    poller.fetch(room.keep_many)
    staff.append("INBOX", mail(2), flags=[rb"\Seen"])
    assert poller.fetch(room.keep_many) == 1
    assert len(room.rows) == 2


def test_what_was_read_long_before_torg_came_stays_as_it_is(poller: Poller, staff: IMAPClient, room: Room) -> None:
    staff.append("INBOX", mail(1), flags=[rb"\Seen"], msg_time=LONG_AGO)
    staff.append("INBOX", mail(2), msg_time=LONG_AGO)
    assert poller.fetch(room.keep_many) == 1
    assert [arrival.outside_id for arrival in room.rows.values()] == ["2@brev.example"]
    assert flags(staff) == [{rb"\Seen"}, {rb"\Seen", KEPT}]


def test_what_somebody_opened_while_we_were_away_is_fetched_also_when_all_else_was_cleared_out(
    poller: Poller, staff: IMAPClient, room: Room, box: Mailbox
) -> None:
    staff.append("INBOX", mail(1))
    assert poller.fetch(room.keep_many) == 1
    poller.close()
    staff.delete_messages(staff.search("ALL"))
    staff.expunge()
    staff.append("INBOX", mail(2), flags=[rb"\Seen"])
    assert again(box, room) == 1
    assert [arrival.outside_id for arrival in room.rows.values()] == ["1@brev.example", "2@brev.example"]


def test_what_was_opened_in_a_new_mailbox_before_we_came_is_fetched(
    poller: Poller, staff: IMAPClient, room: Room
) -> None:
    staff.append("INBOX", mail(1), flags=[rb"\Seen"])
    assert poller.fetch(room.keep_many) == 1


def test_nothing_is_marked_that_is_not_kept(poller: Poller, staff: IMAPClient, room: Room) -> None:
    room.dislikes = b"gift"
    staff.append("INBOX", mail(1), flags=[rb"\Seen"], msg_time=LONG_AGO)
    staff.append("INBOX", mail(2, "gift"), flags=[rb"\Seen"])
    staff.append("INBOX", mail(3))
    for _ in range(2):
        with suppress(MailboxTrouble):
            poller.fetch(room.keep_many)
    assert flags(staff) == [{rb"\Seen"}, {rb"\Seen"}, {rb"\Seen", KEPT}]


def test_where_the_server_takes_no_marks_a_letter_is_fetched_once_also_when_somebody_read_it_first(
    poller: Poller, staff: IMAPClient, room: Room, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Poller, "_opened", without_marks(Poller._opened))
    staff.append("INBOX", mail(1))
    staff.append("INBOX", mail(2), flags=[rb"\Seen"])
    assert [poller.fetch(room.keep_many) for _ in range(2)] == [2, 0]
    poller.close()
    assert poller.fetch(room.keep_many) == 0, "a new connection is no reason to fetch all again"
    staff.append("INBOX", mail(3), flags=[rb"\Seen"])
    assert poller.fetch(room.keep_many) == 1
    assert flags(staff) == [{rb"\Seen"}] * 3
    assert again(box, room) == 3, "a new process knows nothing of it"
    assert len(room.rows) == 3


def test_many_letters_come_in_batches(poller: Poller, staff: IMAPClient, room: Room) -> None:
    for number in range(mailboxes.BATCH + 10):
        staff.append("INBOX", mail(number))
    assert poller.fetch(room.keep_many) == mailboxes.BATCH + 10
    assert room.groups == [mailboxes.BATCH, 10]


def test_large_letters_come_few_at_a_time(
    poller: Poller, staff: IMAPClient, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "BATCH_BYTES", 5000)
    for number in range(4):
        staff.append("INBOX", mail(number, "x" * 2000))
    assert poller.fetch(room.keep_many) == 4
    assert room.groups == [2, 2]


def test_a_wrong_password_says_what_to_mend(box: Mailbox, room: Room) -> None:
    poller = Poller(replace(box, password="galt"))
    with pytest.raises(MailboxTrouble) as trouble:
        poller.fetch(room.keep_many)
    assert trouble.value.mend
    (problem,) = poller.check()
    assert "user or password is wrong" in problem
    assert "TORG_MAILBOXES" in problem


def test_a_mailbox_that_opens_has_no_problems(box: Mailbox) -> None:
    assert Poller(box).check() == []


def test_the_channel_looks_through_all_its_mailboxes(staff: IMAPClient, box: Mailbox, room: Room) -> None:
    other = replace(box, user=f"{box.user}-other")
    channel = Email(None, [box, other])
    assert isinstance(channel, Fetches)
    staff.append("INBOX", mail(1))
    assert channel.fetch(room.keep_many) == 1
    broken = Email(None, [box, replace(other, password="galt")])
    assert [problem.partition(":")[0] for problem in broken.check()] == ["Nothing is sent by e-mail", str(other)]


def test_a_folder_or_a_server_that_is_not_there_is_said_so(box: Mailbox, room: Room) -> None:
    for wrong in (replace(box, folder="Finnes ikke"), replace(box, port=1)):
        with pytest.raises(MailboxTrouble) as trouble:
            Poller(wrong).fetch(room.keep_many)
        assert "cannot be fetched from" in trouble.value.why


def test_a_connection_that_broke_is_made_anew(poller: Poller, staff: IMAPClient, room: Room) -> None:
    staff.append("INBOX", mail(1))
    poller.fetch(room.keep_many)
    assert poller._client is not None
    poller._client.shutdown()
    staff.append("INBOX", mail(2))
    assert poller.fetch(room.keep_many) == 1


def test_news_is_fetched_at_once_and_a_stop_stops(poller: Poller, staff: IMAPClient, room: Room) -> None:
    stop = threading.Event()
    watching = threading.Thread(target=poller.watch, args=(room.keep_many, stop))
    watching.start()
    try:
        staff.append("INBOX", mail(1))
        assert soon(lambda: len(room.rows) == 1)
        staff.append("INBOX", mail(2))
        assert soon(lambda: len(room.rows) == 2), "long before it is time to look again: the server told us"
    finally:
        stop.set()
        watching.join(5)
    assert not watching.is_alive()


def test_news_that_comes_right_behind_a_search_is_not_slept_through(
    poller: Poller, staff: IMAPClient, room: Room
) -> None:
    poller.fetch(room.keep_many)
    assert poller._client is not None
    staff.append("INBOX", mail(1))
    assert poller._new(poller._client) == [], "the server tells of it only behind its answer"
    began = time.monotonic()
    poller._wait(threading.Event())
    assert time.monotonic() - began < 5
    assert poller.fetch(room.keep_many) == 1


def test_after_trouble_it_goes_on(
    poller: Poller, staff: IMAPClient, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "FIRST_PAUSE", 0.05)
    room.away = True
    asked: list[int] = []

    def keep_many(arrivals: list[Arrival]) -> list[int]:
        asked.append(len(arrivals))
        return room.keep_many(arrivals)

    staff.append("INBOX", mail(1))
    stop = threading.Event()
    watching = threading.Thread(target=poller.watch, args=(keep_many, stop))
    watching.start()
    try:
        assert soon(lambda: len(asked) >= 2)
        room.away = False
        assert soon(lambda: len(room.rows) == 1)
    finally:
        stop.set()
        watching.join(5)


def soon(happened: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.02)
    return False
