"""Writing in the mailroom: keep what came in, post what goes out, send it, note how it went."""

from __future__ import annotations

import hashlib
import json
import logging
import time
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.utils import timezone

from torg.channels.base import Arrival, Outgoing, Receipt, SendFailed
from torg.channels.wired import NoSuchChannel, channel
from torg.mailroom.gaps import alarm
from torg.mailroom.models import Attempt, DayBook, KeptMessage, KeptState, OutgoingMessage, OutgoingState
from torg.mailroom.queries import Book, Heart, reconciliation, span_of
from torg.mailroom.storing import store
from torg.people.queries import administrators

if TYPE_CHECKING:
    from torg.people.models import Staff

NEWS = "news"  # why a message is filed without being a contact
IN_NEWS, OUT_NEWS = "torg_in", "torg_out"
AT_ONCE = 32 * 1024 * 1024  # bytes of raw messages held in memory at the same time
CLAIM_WAITS = 5
LOG = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)
LONGEST_ATTEMPT = timedelta(minutes=5)  # every step of an SMTP conversation may take its 30 seconds
FIRST_RETRY, LONGEST_RETRY, MOST_TRIES = timedelta(minutes=1), timedelta(hours=4), 24


class NotInQuarantine(Exception):
    """The message has been dealt with already."""


class NotRetriable(Exception):
    """Only a message that failed or came back can be tried again."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be sent, before it has a row: the same words as the row's columns."""

    kind: str
    purpose: str
    to_address: str
    to_name: str
    subject: str
    text: str
    language: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    automatic: bool = False
    from_name: str = ""
    from_address: str = ""
    thread: str = ""


# -- in -------------------------------------------------------------------------------------------------------------


def keep(
    *, kind: str, raw: bytes, headers: Mapping[str, str], now: datetime, outside_id: str = "", fingerprint: bytes = b""
) -> int:
    """Stores one raw message and gives its id; the same message again gives the same id.

    Without a fingerprint it is made of the outside id, or of the bytes where there is none.
    """
    told = fingerprint or hashlib.sha256(outside_id.encode() if outside_id else raw).digest()
    return keep_many([Arrival(kind, raw, headers, outside_id, told)], now=now)[0]


@transaction.atomic
def keep_many(arrivals: Sequence[Arrival], *, now: datetime) -> list[int]:
    """Stores raw messages in one transaction and gives their ids in order; what has come before is not stored again.

    Whom a later copy is for besides is kept too (see LaterRecipient), and how many came is counted (see Tally).
    """
    kinds = [a.kind for a in arrivals]
    prints = [a.fingerprint for a in arrivals]
    with connection.cursor() as cursor:
        # The driver's own cursor sends bytes as they are; Django's writes them into the statement, as digits.
        with connection.wrap_database_errors, psycopg.Cursor(cursor.connection) as sending:
            sending.execute(
                "INSERT INTO mailroom_keptmessage"
                " (kind, outside_id, fingerprint, headers, raw, size, received_at, state, why, said)"
                " SELECT kind, outside_id, fingerprint, headers::jsonb, raw, length(raw), %s, 'waiting', '', ''"
                " FROM unnest(%s::text[], %s::text[], %b::bytea[], %s::text[], %b::bytea[])"
                "   AS new(kind, outside_id, fingerprint, headers, raw)"
                " ON CONFLICT (kind, fingerprint) DO NOTHING RETURNING kind, fingerprint, id",
                [now, kinds, [a.outside_id[:998] for a in arrivals], prints, [_json(a.headers) for a in arrivals],
                 [a.raw for a in arrivals]],
            )  # fmt: skip
            stored = {(kind, bytes(told)): pk for kind, told, pk in sending.fetchall()}
        _tally(
            cursor, Counter(a.kind for a in arrivals), Counter(kind for kind, _told in stored),
            is_incoming=True, now=now, news=IN_NEWS,
        )  # fmt: skip
        if len(stored) == len(arrivals):
            return [stored[a.kind, bytes(a.fingerprint)] for a in arrivals]
        cursor.execute(
            "SELECT kept.id FROM unnest(%s::text[], %s::bytea[]) WITH ORDINALITY AS new(kind, fingerprint, place)"
            " JOIN mailroom_keptmessage AS kept USING (kind, fingerprint) ORDER BY place",
            [kinds, prints],
        )
        ids = [row[0] for row in cursor.fetchall()]
        _note_copies(cursor, arrivals, ids, stored)
    return ids


def _note_copies(
    cursor: CursorWrapper, arrivals: Sequence[Arrival], ids: Sequence[int], stored: Collection[tuple[str, bytes]]
) -> None:
    """Keeps whom the copies are for, where the message that was kept does not know of them."""
    first = set(stored)
    pairs: list[tuple[int, str]] = []
    for arrival, kept_id in zip(arrivals, ids, strict=True):
        if (arrival.kind, arrival.fingerprint) in first:
            first.remove((arrival.kind, arrival.fingerprint))
            continue
        pairs += [(kept_id, address) for address in recipients(arrival.headers)]
    if pairs:
        cursor.execute(
            "INSERT INTO mailroom_laterrecipient (kept_id, address) SELECT DISTINCT kept.id, new.address"
            " FROM unnest(%s::bigint[], %s::text[]) AS new(id, address) JOIN mailroom_keptmessage AS kept USING (id)"
            " WHERE new.address <> ALL (string_to_array(lower(coalesce(kept.headers->>'rcpt-to', '')), ','))"
            " ON CONFLICT DO NOTHING",
            [[pk for pk, _ in pairs], [address for _, address in pairs]],
        )


def recipients(headers: Mapping[str, str]) -> list[str]:
    """The addresses that a carrier brought a message to, lower-cased."""
    said = headers.get("rcpt-to", "").replace("\0", "").encode("utf-8", "replace").decode().lower().split(",")
    return [address.strip()[:320] for address in said if address.strip()]


def _tally(
    cursor: CursorWrapper, came: Counter[str], new: Counter[str], *, is_incoming: bool, now: datetime, news: str
) -> None:
    """Counts what came or was posted, and wakes whoever waits for such news, in one statement."""
    kinds = list(came)
    cursor.execute(
        "WITH counted AS (INSERT INTO mailroom_tally (at, kind, is_incoming, new, again)"
        "   SELECT %s, kind, %s, new, again FROM unnest(%s::text[], %s::int[], %s::int[]) AS one(kind, new, again))"
        " SELECT pg_notify(%s, '')",
        [now, is_incoming, kinds, [new[k] for k in kinds], [came[k] - new[k] for k in kinds], news],
    )


def take_later_recipients(*, limit: int) -> dict[int, list[str]]:
    """Tells kept messages of those that later copies of them were for; gives the filed ones with what is new to them.

    A message that somebody is just taking in is left for the next time. Must run inside a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kept.id, kept.state, kept.headers->>'rcpt-to' FROM mailroom_keptmessage AS kept"
            " WHERE id IN (SELECT kept_id FROM mailroom_laterrecipient ORDER BY id LIMIT %s)"
            " ORDER BY id FOR UPDATE SKIP LOCKED",
            [limit],
        )
        locked = {pk: (state, known or "") for pk, state, known in cursor.fetchall()}
        if not locked:
            return {}
        cursor.execute("DELETE FROM mailroom_laterrecipient WHERE kept_id = ANY(%s) RETURNING kept_id, address",
                       [list(locked)])  # fmt: skip
        added: dict[int, list[str]] = {}
        for pk, address in cursor.fetchall():
            added.setdefault(pk, []).append(address)
        for pk, addresses in added.items():
            told = ",".join(filter(None, [locked[pk][1], *addresses]))
            cursor.execute(
                "UPDATE mailroom_keptmessage SET headers = headers || jsonb_build_object('rcpt-to', %s::text)"
                " WHERE id = %s",
                [told, pk],
            )
    return {pk: addresses for pk, addresses in added.items() if locked[pk][0] == KeptState.FILED}


def _json(headers: Mapping[str, str]) -> str:
    # PostgreSQL's jsonb takes no NUL, and UTF-8 no lone surrogate: neither says anything in a carrier's header.
    clean = {k: v.replace("\0", "").encode("utf-8", "replace").decode() for k, v in headers.items()}
    return json.dumps(clean)


def claim_waiting(*, limit: int) -> list[KeptMessage]:
    """Up to ``limit`` messages nobody has understood yet, the oldest first, locked until the transaction ends.

    Fewer when they are large: together they hold AT_ONCE bytes at most, or there is only one.
    """
    waiting = KeptMessage.objects.filter(state=KeptState.WAITING).order_by("id")
    chosen, total = list[int](), 0
    for pk, size in waiting.select_for_update(skip_locked=True).values_list("pk", "size")[:limit]:
        total += size
        if chosen and total > AT_ONCE:
            break
        chosen.append(pk)
    return list(KeptMessage.objects.filter(pk__in=chosen).order_by("id"))


def waiting_ids(*, limit: int) -> list[int]:
    """The ids of the oldest messages that wait, without what they hold."""
    return list(KeptMessage.objects.filter(state=KeptState.WAITING).order_by("id").values_list("pk", flat=True)[:limit])


def claim(kept_id: int) -> KeptMessage | None:
    """One waiting message, locked until the transaction ends; None when it has been dealt with.

    Waits for somebody who is dealing with it just now; raises OperationalError when that takes CLAIM_WAITS seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{CLAIM_WAITS}s"])
    kept = KeptMessage.objects.filter(pk=kept_id).select_for_update().first()
    return kept if kept is not None and kept.state == KeptState.WAITING else None


def claim_quarantined(kept_id: int) -> KeptMessage:
    """One message in quarantine, locked; raises NotInQuarantine."""
    kept = KeptMessage.objects.filter(pk=kept_id, state=KeptState.QUARANTINED).select_for_update().first()
    if kept is None:
        raise NotInQuarantine(kept_id)
    return kept


def file(kept_ids: Sequence[int], *, now: datetime, by: Staff | None = None, as_news: bool = False) -> None:
    """Notes that messages have been understood and have their place, be it as news of what we sent."""
    KeptMessage.objects.filter(pk__in=kept_ids).update(
        state=KeptState.FILED, settled_at=now, settled_by=by, why=NEWS if as_news else "", said=""
    )


def quarantine(kept_id: int, *, why: str, said: str, now: datetime) -> None:
    """Puts a message where a person sees it; ``why`` is a code, ``said`` the detail."""
    KeptMessage.objects.filter(pk=kept_id, state=KeptState.WAITING).update(
        state=KeptState.QUARANTINED, why=why, said=said.replace("\0", "")[:4000], settled_at=now
    )


@transaction.atomic
def set_aside(kept_id: int, *, by: Staff, now: datetime) -> None:
    """A person has looked at a quarantined message and found that it needs no answer; it stays stored."""
    kept = claim_quarantined(kept_id)
    kept.state, kept.settled_at, kept.settled_by = KeptState.SET_ASIDE, now, by
    kept.save(update_fields=["state", "settled_at", "settled_by"])


@transaction.atomic
def take_back(kept_id: int, *, by: Staff, now: datetime) -> None:
    """Undoes set_aside: the message is in quarantine again."""
    KeptMessage.objects.filter(pk=kept_id, state=KeptState.SET_ASIDE).update(
        state=KeptState.QUARANTINED, settled_at=now, settled_by=by
    )


# -- out ------------------------------------------------------------------------------------------------------------


def new_message_id() -> str:
    """A Message-ID of ours, without the angle brackets."""
    return f"{uuid.uuid4().hex}@{settings.MAIL_DOMAIN}"


def post_many(posts: Sequence[Post], *, now: datetime) -> list[OutgoingMessage]:
    """Rows for messages to be sent, in the transaction of their cause; a job sends them after it commits."""
    rows = [
        OutgoingMessage(
            kind=p.kind, purpose=p.purpose, to_address=p.to_address, to_name=p.to_name[:200],
            from_address=p.from_address or settings.MAIL_FROM, from_name=p.from_name[:200],
            subject=p.subject[:500], text=p.text, language=p.language, message_id=new_message_id(),
            in_reply_to=p.in_reply_to[:998], references=list(p.references), automatic=p.automatic,
            thread=p.thread[:255], created_at=now, next_try_at=now,
        )
        for p in posts
    ]  # fmt: skip
    store(rows)
    if rows:
        posted = Counter(row.kind for row in rows)
        with connection.cursor() as cursor:
            _tally(cursor, posted, posted, is_incoming=False, now=now, news=OUT_NEWS)
    return rows


def post(message: Post, *, now: datetime) -> OutgoingMessage:
    """One row for one message; see post_many."""
    return post_many([message], now=now)[0]


def send_waiting(
    clock: Callable[[], datetime],
    *,
    limit: int = 50,
    when_failed: Callable[[int, str, datetime], None] = lambda outgoing_id, said, now: None,
) -> int:
    """Sends what is due, one attempt each, and gives how many messages were tried.

    Each outcome is committed before the next message is handed over, so that a crash leaves at most one message whose
    fate is not known; it is sent again under the same Message-ID when its lease runs out. ``when_failed`` is told of a
    message that is given up, (id, why, now), in the transaction that gives it up.
    """
    began, claimed = time.monotonic(), _lease(clock(), limit)
    for place, row in enumerate(claimed):
        now = clock()
        if _could_outlast_its_lease(row, now, time.monotonic() - began):
            _put_back(claimed[place:])
            return place
        outcome = _attempt(row)
        with transaction.atomic():
            if _note_attempt(row, outcome, now) == OutgoingState.FAILED and isinstance(outcome, SendFailed):
                when_failed(row.pk, outcome.why, now)
    return len(claimed)


def _could_outlast_its_lease(row: OutgoingMessage, now: datetime, seconds: float) -> bool:
    """Whether another worker might send it too meanwhile; by the clock, and by one that nobody can set back."""
    if timedelta(seconds=seconds) >= LEASE - LONGEST_ATTEMPT:
        return True
    return row.lease_until is not None and now >= row.lease_until - LONGEST_ATTEMPT


def _put_back(rows: Sequence[OutgoingMessage]) -> None:
    # Only what is still ours: a lease that ran out may be another worker's by now.
    ours = OutgoingMessage.objects.filter(
        pk__in=[row.pk for row in rows], state=OutgoingState.SENDING, lease_until=rows[0].lease_until
    )
    ours.update(state=OutgoingState.WAITING, lease_until=None, tries=F("tries") - 1)


def _lease(now: datetime, limit: int) -> list[OutgoingMessage]:
    return sorted(
        OutgoingMessage.objects.raw(
            "UPDATE mailroom_outgoingmessage SET state = 'sending', lease_until = %s, tries = tries + 1"
            " WHERE id IN (SELECT id FROM mailroom_outgoingmessage"
            "   WHERE (state = 'waiting' AND next_try_at <= %s) OR (state = 'sending' AND lease_until < %s)"
            "   ORDER BY next_try_at, id LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING *",
            [now + LEASE, now, now, limit],
        ),
        key=lambda row: (row.next_try_at, row.pk),  # RETURNING keeps no order
    )


def _attempt(row: OutgoingMessage) -> Receipt | SendFailed:
    try:
        return channel(row.kind).send(_outgoing(row))
    except SendFailed as failure:
        return failure
    except NoSuchChannel as missing:
        return SendFailed(f"this installation has no channel {missing.kind!r}", permanent=True)
    except Exception as trouble:
        LOG.exception("The channel %s broke while sending message %s.", row.kind, row.pk)
        return SendFailed(f"{type(trouble).__name__}: {trouble}", permanent=False)


def _outgoing(row: OutgoingMessage) -> Outgoing:
    return Outgoing(
        id=str(row.pk), kind=row.kind, to_address=row.to_address, to_name=row.to_name,
        from_address=row.from_address, from_name=row.from_name, reply_to=row.reply_to, subject=row.subject,
        text=row.text, message_id=row.message_id, in_reply_to=row.in_reply_to, references=tuple(row.references),
        at=row.created_at, language=row.language, automatic=row.automatic,
    )  # fmt: skip


def _note_attempt(row: OutgoingMessage, outcome: Receipt | SendFailed, now: datetime) -> OutgoingState | None:
    """Writes the attempt, and what became of the message; None when somebody else has settled it meanwhile.

    What was handed over is so, whoever has the message by now; a failure counts only for whose lease it is still.
    """
    if isinstance(outcome, Receipt):
        state, said, again = OutgoingState.SENT, outcome.said, row.next_try_at
    elif outcome.permanent or row.tries >= MOST_TRIES:
        state, said, again = OutgoingState.FAILED, outcome.why, row.next_try_at
    else:
        state, said, again = OutgoingState.WAITING, outcome.why, now + _pause(row.tries)
    word = {"sent": "handed_over", "failed": "failed", "waiting": "put_off"}[state]
    settled = None if state == OutgoingState.WAITING else now
    with connection.cursor() as cursor:
        # One statement, so one commit: the outcome and the attempt stand or fall together.
        cursor.execute(
            "WITH noted AS (INSERT INTO mailroom_attempt (outgoing_id, at, outcome, said) VALUES (%s, %s, %s, %s))"
            " UPDATE mailroom_outgoingmessage SET state = %s, said = %s, next_try_at = %s, lease_until = NULL,"
            "   settled_at = %s WHERE id = %s"
            "   AND (state = 'sending' AND lease_until = %s OR %s AND state IN ('sending', 'waiting'))",
            [row.pk, now, word, said, state, said, again, settled, row.pk, row.lease_until,
             state == OutgoingState.SENT],
        )  # fmt: skip
        return state if cursor.rowcount else None


def _pause(tries: int) -> timedelta:
    """How long to wait before the next attempt: doubling from a minute to four hours."""
    return min(FIRST_RETRY * (1 << min(tries - 1, 10)), LONGEST_RETRY)


@transaction.atomic
def retry(outgoing_id: int, *, by: Staff, now: datetime) -> None:
    """Puts a message that failed or came back in line again; raises NotRetriable."""
    row = OutgoingMessage.objects.select_for_update().get(pk=outgoing_id)
    if row.state not in {OutgoingState.FAILED, OutgoingState.BOUNCED}:
        raise NotRetriable(outgoing_id)
    row.state, row.tries, row.next_try_at, row.settled_at = OutgoingState.WAITING, 0, now, None
    row.save(update_fields=["state", "tries", "next_try_at", "settled_at"])
    Attempt.objects.create(outgoing=row, at=now, outcome="retried", said=by.name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [OUT_NEWS])


@dataclass(frozen=True, slots=True)
class Noted:
    """What news did to the message (``id``) that it is about; ``changed`` is False when its state stays as it was."""

    id: int
    changed: bool


# What settles what. A message that came back stays so: of several that one report names, the one that failed counts.
# One we gave up, or think is still to be sent, can have arrived all the same: a connection broke just then.
_SETTLES = {
    "bounced": (OutgoingState.BOUNCED, {"waiting", "sending", "sent", "delivered"}),
    "delivered": (OutgoingState.DELIVERED, {"waiting", "sending", "sent", "failed"}),
    "read": (OutgoingState.DELIVERED, {"waiting", "sending", "sent", "failed"}),
}


@transaction.atomic
def note_delivery(news: Receipt, *, now: datetime, kept_id: int | None = None) -> Noted | None:
    """Notes what the world says of a message of ours, as the kept message tells; None when we sent no such message.

    A delay is noted and changes nothing; so is news of a delivery before a person mended it and sent it again.
    """
    row = OutgoingMessage.objects.select_for_update().filter(message_id=news.outside_id).first()
    if row is None:
        return None
    new, settles = _SETTLES.get(news.state, (None, set[str]()))
    changed = new is not None and row.state in settles and not _is_of_an_earlier_delivery(row, news)
    Attempt.objects.create(outgoing=row, at=now, outcome=news.state, said=news.said, kept_id=kept_id)
    if changed and new is not None:
        row.state, row.settled_at, row.said, row.lease_until = new, now, news.said, None
        row.save(update_fields=["state", "settled_at", "said", "lease_until"])
    return Noted(row.pk, changed)


def _is_of_an_earlier_delivery(row: OutgoingMessage, news: Receipt) -> bool:
    """Whether a person has put the message in line again since the delivery that the news is of."""
    attempts = list(row.attempts.order_by("-pk").values_list("outcome", "said"))
    tried = [outcome for outcome, _said in attempts if outcome in {"retried", "handed_over", "put_off", "failed"}]
    if tried and tried[0] == "retried":
        return True
    said = news.said.lower()
    before = [told.rpartition(": ")[2].partition(" > ")[0] for outcome, told in attempts if outcome == "readdressed"]
    return row.to_address.lower() not in said and any(address.lower() in said for address in before)


@transaction.atomic
def readdress(outgoing_id: int, *, to_address: str, by: Staff, now: datetime) -> tuple[str, str, str]:
    """Gives a message that waits to be sent the address that a person has mended; gives its kind, the old, the new.

    Raises NotRetriable when it does not wait any more.
    """
    row = OutgoingMessage.objects.select_for_update().get(pk=outgoing_id)
    if row.state != OutgoingState.WAITING:
        raise NotRetriable(outgoing_id)
    before, after = row.to_address, to_address.strip()
    if before != after:
        row.to_address = after
        row.save(update_fields=["to_address"])
        Attempt.objects.create(outgoing=row, at=now, outcome="readdressed", said=f"{by.name}: {before} > {after}")
    return row.kind, before, after


# -- the books ------------------------------------------------------------------------------------------------------


def reconcile(
    clock: Callable[[], datetime], *, days: int = 2, heart_of: Callable[[datetime, datetime], Heart] | None = None
) -> list[Book]:
    """Writes the books of today and the days before it, and gives those that do not fit and nobody was told of yet.

    ``heart_of`` counts the heart's contacts of messages between two moments. All sides of a book are read in one
    snapshot, so that what is just coming in fits too. Whoever is told is noted, once for each trouble.
    """
    now = clock()
    today = timezone.localdate(now)
    books = [book for back in range(days) for book in _books_of(today - timedelta(days=back), now, heart_of)]
    with transaction.atomic():
        new = [book for book in books if _write(book)]
    for book in new:
        way = "in" if book.is_incoming else "out"
        LOG.error("The books of %s do not fit: %s %s: %s", book.day, book.kind, way, _gaps_in_words(book))
    return new


def _books_of(day: date, now: datetime, heart_of: Callable[[datetime, datetime], Heart] | None) -> tuple[Book, ...]:
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return reconciliation(day, now=now, heart=heart_of(*span_of(day)) if heart_of else None).books


def _write(book: Book) -> bool:
    """Stores a book; whether it tells trouble of a kind that it did not tell before."""
    before = DayBook.objects.filter(day=book.day, kind=book.kind, is_incoming=book.is_incoming).first()
    known = set(before.gaps) if before is not None else set()
    worse = not set(book.gaps) <= known
    told_at = book.written_at if worse else before.told_at if before is not None and book.gaps else None
    DayBook.objects.update_or_create(
        day=book.day,
        kind=book.kind,
        is_incoming=book.is_incoming,
        defaults={
            "counts": dict(book.counts), "gaps": dict(book.gaps), "fits": not book.gaps,
            "written_at": book.written_at, "told_at": told_at,
        },
    )  # fmt: skip
    return worse


@transaction.atomic
def tell_administrators(books: Sequence[Book], *, now: datetime) -> int:
    """Puts a mail about books that do not fit in the outbox for every administrator with an address; how many."""
    posts = []
    for one in administrators():
        language = one.language or settings.LANGUAGE_CODE
        subject, text = alarm(books, language)
        posts.append(
            Post(
                kind="email", purpose="alarm", to_address=one.email, to_name=one.name, subject=subject, text=text,
                language=language, automatic=True,
            )
        )  # fmt: skip
    return len(post_many(posts, now=now))


def _gaps_in_words(book: Book) -> str:
    return ", ".join(f"{code} {n}" for code, n in book.gaps.items())
