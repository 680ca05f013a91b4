"""Reading the mailroom."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from torg.channels.base import CarriesAttachments, File, Incoming, NoSuchAttachment, Unreadable
from torg.channels.wired import NoSuchChannel, channel
from torg.mailroom.models import (
    Attempt,
    DayBook,
    KeptMessage,
    KeptState,
    LaterRecipient,
    OutgoingMessage,
    OutgoingState,
    Tally,
)
from torg.people.queries import persons_by_address

PAGE = 50
NOT_ARRIVED = (OutgoingState.FAILED, OutgoingState.BOUNCED)
CAP = 100
LETTER_KIND = "email"
LETTER_TYPES = frozenset({"message/rfc822", "message/global"})
DEEPEST = 8  # how far down messages in messages are opened
LONGEST_THREAD = 255
PATIENCE = timedelta(hours=1)  # what nobody has looked at for longer is stuck
OF_ENQUIRIES = ("receipt", "answer", "interim", "ask")  # purposes of messages that are contacts of an enquiry as well
LONGEST_SEARCH = 256 * 1024
_OUR_IDS = re.compile(rb"\b[0-9a-f]{32}@[A-Za-z0-9.-]+\b")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'=]+@[^\s<>()\[\],;:\"'=]+")
MOST_ADDRESSES = 200  # in one message, looked up
LONGEST_LOOK = 20_000  # characters of raw input on the page of one message


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A message that a person must look at, or has set aside; ``sender`` is what its carrier said.

    A ``hidden`` one is from somebody whose address the law protects: it has neither sender nor what was said of it.
    """

    id: int
    kind: str
    received_at: datetime
    size: int
    why: str
    said: str
    sender: str
    settled_at: datetime | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One such message looked at. ``text`` is the beginning of the raw input, readable.

    ``from_address`` is the sender's as the channel reads it, "" where there is none; ``is_readable`` whether the
    channel can read it at all. ``hidden_persons`` are those in it whose addresses the law protects.
    """

    about: Unfiled
    text: str
    is_set_aside: bool
    is_readable: bool
    from_address: str
    hidden_persons: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message of ours that did not arrive."""

    id: int
    kind: str
    purpose: str
    to_address: str
    subject: str
    created_at: datetime
    state: str
    tries: int
    said: str


def quarantine(*, before: int | None = None) -> list[Unfiled]:
    """A page of what is in quarantine, the newest first; ``before`` is the last id of the page before."""
    return _unfiled_page(KeptState.QUARANTINED, before)


def set_aside(*, before: int | None = None) -> list[Unfiled]:
    """A page of what people have set aside, the newest first; ``before`` is the last id of the page before."""
    return _unfiled_page(KeptState.SET_ASIDE, before)


def _unfiled_page(state: KeptState, before: int | None) -> list[Unfiled]:
    rows = KeptMessage.objects.filter(state=state).defer("raw")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    page = list(rows.order_by("-id")[:PAGE])
    named = {row.pk: _addresses(_sender(row), row.said) for row in page}
    hidden = _hidden(set().union(*named.values()))
    return [_unfiled(row, hidden=not named[row.pk].isdisjoint(hidden)) for row in page]


def _sender(row: KeptMessage) -> str:
    return str(row.headers.get("mail-from", ""))


def _unfiled(row: KeptMessage, *, hidden: bool) -> Unfiled:
    return Unfiled(
        row.pk, row.kind, row.received_at, row.size, row.why, "" if hidden else row.said,
        "" if hidden else _sender(row), row.settled_at, hidden,
    )  # fmt: skip


def _addresses(*texts: str) -> set[str]:
    """The e-mail addresses that stand in some texts, in small letters."""
    return {found.lower().strip(".") for text in texts for found in _ADDRESS.findall(text)[:MOST_ADDRESSES]}


def _hidden(addresses: Collection[str]) -> dict[str, int]:
    """The ids of those whom the law protects, by those of these addresses that are theirs."""
    known = persons_by_address("email", addresses) if addresses else {}
    return {address: person.id for address, person in known.items() if person.hidden}


def quarantined(kept_id: int, *, sees_hidden: bool = False) -> Quarantined | None:
    """One message in quarantine or set aside, with up to 20,000 characters of its raw input.

    Of one with somebody in it whose address the law protects, only those who see hidden addresses read it.
    """
    row = KeptMessage.objects.filter(pk=kept_id, state__in=[KeptState.QUARANTINED, KeptState.SET_ASIDE]).first()
    if row is None:
        return None
    raw = bytes(row.raw)
    text = raw[: 4 * LONGEST_LOOK].decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    read = _read(row.kind, raw, row.headers)
    text, from_address = text[:LONGEST_LOOK], read.from_address if read else ""
    named = _hidden(_addresses(_sender(row), row.said, from_address, text))
    kept_back = bool(named) and not sees_hidden
    return Quarantined(
        about=_unfiled(row, hidden=kept_back), text="" if kept_back else text,
        is_set_aside=row.state == KeptState.SET_ASIDE, is_readable=read is not None,
        from_address="" if kept_back else from_address, hidden_persons=tuple(sorted(set(named.values()))),
    )  # fmt: skip


def _read(kind: str, raw: bytes, headers: Mapping[str, str]) -> Incoming | None:
    """What a channel reads in the raw input; None when it reads no message of a person."""
    try:
        items = list(channel(kind).receive(raw, headers))
    except (Unreadable, NoSuchChannel):
        return None
    return next((item for item in items if isinstance(item, Incoming)), None)


def quarantined_and_failed() -> tuple[int, int]:
    """How many are in quarantine, and how many of ours failed or came back; each counted to 100 at most."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM mailroom_keptmessage WHERE state = 'quarantined'"
            "   ORDER BY id DESC LIMIT %s) AS first),"
            " (SELECT count(*) FROM (SELECT 1 FROM mailroom_outgoingmessage WHERE state IN ('failed', 'bounced')"
            "   ORDER BY id DESC LIMIT %s) AS first)",
            [CAP, CAP],
        )
        quarantined, failed = cursor.fetchone()
    return quarantined, failed


def outgoing_failed(*, before: int | None = None) -> list[Unsent]:
    """A page of our messages that failed or came back, the newest first."""
    rows = OutgoingMessage.objects.filter(state__in=NOT_ARRIVED).defer("text")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_unsent(row) for row in rows.order_by("-id")[:PAGE]]


def unsent(outgoing_ids: Collection[int]) -> list[Unsent]:
    """Those of our messages that failed or came back, the newest first."""
    rows = OutgoingMessage.objects.filter(pk__in=outgoing_ids, state__in=NOT_ARRIVED).defer("text")
    return [_unsent(row) for row in rows.order_by("-id")]


def _unsent(row: OutgoingMessage) -> Unsent:
    return Unsent(
        row.pk, row.kind, row.purpose, row.to_address, row.subject, row.created_at, row.state, row.tries, row.said
    )


def deliveries(outgoing_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    """The state of each message on its way out, and what was said of it."""
    rows = OutgoingMessage.objects.filter(pk__in=outgoing_ids)
    return {pk: (state, told) for pk, state, told in rows.values_list("pk", "state", "said")}


def attachment(kept_id: int, index: int) -> File | None:
    """A file out of a kept message, read again from the raw input; None when there is no such file."""
    row = KeptMessage.objects.filter(pk=kept_id).first()
    if row is None:
        return None
    source = channel(row.kind)
    if not isinstance(source, CarriesAttachments):
        return None
    try:
        return source.attachment(bytes(row.raw), row.headers, index)
    except (NoSuchAttachment, Unreadable):
        return None


def letter(kept_id: int, within: Sequence[int] = ()) -> Incoming | None:
    """A kept message as its channel reads it, or the message that lies in it as a file; None when there is none.

    ``within`` are the indexes of the files to open, outermost first: each is a message itself (LETTER_TYPES).
    """
    row = KeptMessage.objects.filter(pk=kept_id).first()
    return None if row is None else _letter(row, within)


def file_within(kept_id: int, path: Sequence[int]) -> File | None:
    """A file of a kept message; the last of ``path`` is its index, those before it the messages that it lies in."""
    row = KeptMessage.objects.filter(pk=kept_id).first()
    if row is None or not path:
        return None
    raw = _raw_within(row, path[:-1])
    return None if raw is None else _file(row.kind if len(path) == 1 else LETTER_KIND, raw, row.headers, path[-1])


def _letter(row: KeptMessage, within: Sequence[int]) -> Incoming | None:
    raw = _raw_within(row, within)
    if raw is None:
        return None
    return _read(LETTER_KIND, raw, {}) if within else _read(row.kind, raw, row.headers)


def _raw_within(row: KeptMessage, within: Sequence[int]) -> bytes | None:
    """The bytes of the message that lies so deep in a kept one; None when one on the way is no message."""
    if len(within) > DEEPEST:
        return None
    raw, kind = bytes(row.raw), row.kind
    for index in within:
        file = _file(kind, raw, row.headers, index)
        if file is None or not is_letter(file.name, file.content_type):
            return None
        raw, kind = file.content, LETTER_KIND
    return raw


def is_letter(name: str, content_type: str) -> bool:
    """Whether a file is itself a message that can be opened and read."""
    return content_type.lower() in LETTER_TYPES or name.lower().endswith(".eml")


def _file(kind: str, raw: bytes, headers: Mapping[str, str], index: int) -> File | None:
    try:
        source = channel(kind)
        return source.attachment(raw, headers, index) if isinstance(source, CarriesAttachments) else None
    except (NoSuchAttachment, NoSuchChannel, Unreadable):
        return None


def receipts_since(moment: datetime, addresses: Collection[str]) -> dict[str, int]:
    """How many receipts have gone to each of these addresses since a moment."""
    rows = OutgoingMessage.objects.filter(purpose="receipt", to_address__in=addresses, created_at__gt=moment)
    return dict(rows.values_list("to_address").annotate(n=Count("id")).order_by())


def receipts_in_threads(moment: datetime, threads: Collection[str], *, most: int) -> dict[str, int]:
    """How many receipts have gone out in each of these exchanges since a moment, counted to ``most``."""
    return _receipts("thread = key AND thread <> ''", threads, moment, most)


def receipts_to_domains(moment: datetime, domains: Collection[str], *, most: int) -> dict[str, int]:
    """How many receipts have gone to each of these domains since a moment, counted to ``most``."""
    return _receipts("split_part(to_address, '@', 2) = key", domains, moment, most)


def _receipts(what: str, keys: Collection[str], moment: datetime, most: int) -> dict[str, int]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, (SELECT count(*) FROM (SELECT 1 FROM mailroom_outgoingmessage"  # noqa: S608  our own words
            f"  WHERE purpose = 'receipt' AND {what} AND created_at > %s LIMIT %s) AS lately)"
            " FROM unnest(%s::text[]) AS key",
            [moment, most, list(keys)],
        )
        return dict(cursor.fetchall())


def threads_of(message_ids: Collection[str]) -> dict[str, str]:
    """The exchanges that receipts of ours are part of, by Message-ID, for those that are ours."""
    rows = OutgoingMessage.objects.filter(message_id__in=message_ids).exclude(thread="") if message_ids else ()
    return {row.message_id: row.thread for row in rows.only("message_id", "thread")} if rows else {}


def has_later_recipients() -> bool:
    """Whether there are copies of kept messages to look after."""
    return LaterRecipient.objects.exists()


def ours_named_in(raw: bytes) -> list[str]:
    """The Message-IDs of ours that stand anywhere in raw input, in their order; of the first 256 kB and 20 of them."""
    told = _OUR_IDS.findall(raw[:LONGEST_SEARCH])
    named = [one.decode("ascii") for one in dict.fromkeys(told)][:20]
    sent = (
        set(OutgoingMessage.objects.filter(message_id__in=named).values_list("message_id", flat=True)) if named else ()
    )
    return [one for one in named if one in sent]


# -- the books of a day --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heart:
    """What the heart holds of a day's messages: contacts in by kind, contacts out by (kind, purpose of the message)."""

    contacts_in: Mapping[str, int]
    contacts_out: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Book:
    """One channel, in or out, on one day: the sides of the equations, and the codes of what does not fit.

    In: received (counted by the receiving transactions) = kept (rows) = filed + quarantined + set_aside + waiting, and
    filed = contacts + news. Out: posted (counted by the posting transactions) = kept (rows) = waiting + sent +
    delivered + failed + bounced, each sent one has its attempt, and each receipt and answer its contact.
    """

    day: date
    kind: str
    is_incoming: bool
    counts: Mapping[str, int]
    gaps: Mapping[str, int]
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All books of a day."""

    day: date
    books: tuple[Book, ...]

    @property
    def fits(self) -> bool:
        """Whether every message of the day is accounted for."""
        return not any(book.gaps for book in self.books)


def span_of(day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends, in the zone of the installation; 23, 24 or 25 hours."""
    zone = timezone.get_default_timezone()
    first = datetime.combine(day, time(), zone)
    return first, datetime.combine(day + timedelta(days=1), time(), zone)


def reconciliation(day: date, *, now: datetime, heart: Heart | None = None) -> Reconciliation:
    """Works out the books of a day off its indexes; without ``heart`` the mailroom's own sides alone.

    All that is read must be of one moment: call it in a transaction that sees one snapshot.
    """
    start, end = span_of(day)
    tally, kept, posted = _tallies(start, end), _kept_of(start, end, now), _posted_of(start, end, now)
    incoming = {kind for kind, inward in tally if inward} | set(kept)
    outgoing = {kind for kind, inward in tally if not inward} | set(posted)
    books = [_book_in(day, k, tally.get((k, True), (0, 0)), kept.get(k, {}), heart, now) for k in sorted(incoming)]
    books += [
        _book_out(day, k, tally.get((k, False), (0, 0))[0], posted.get(k, {}), heart, now) for k in sorted(outgoing)
    ]
    return Reconciliation(day, tuple(books))


def _tallies(start: datetime, end: datetime) -> dict[tuple[str, bool], tuple[int, int]]:
    rows = Tally.objects.filter(at__gte=start, at__lt=end).values_list("kind", "is_incoming")
    return {(kind, inward): (new, again) for kind, inward, new, again in rows.annotate(Sum("new"), Sum("again"))}


def _kept_of(start: datetime, end: datetime, now: datetime) -> dict[str, dict[str, int]]:
    rows = KeptMessage.objects.filter(received_at__gte=start, received_at__lt=end)
    found: dict[str, dict[str, int]] = {}
    for kind, state, is_news, n in (
        rows.annotate(is_news=Q(why="news")).values_list("kind", "state", "is_news").annotate(n=Count("id"))
    ):
        counts = found.setdefault(kind, {})
        counts[state] = counts.get(state, 0) + n
        if is_news and state == KeptState.FILED:
            counts["news"] = n
    stuck = rows.filter(state=KeptState.WAITING, received_at__lt=now - PATIENCE)
    for kind, n in stuck.values_list("kind").annotate(n=Count("id")):
        found[kind]["stuck"] = n
    return found


def _posted_of(start: datetime, end: datetime, now: datetime) -> dict[str, dict[str, int]]:
    rows = OutgoingMessage.objects.filter(created_at__gte=start, created_at__lt=end)
    found: dict[str, dict[str, int]] = {}
    for kind, state, purpose, n in rows.values_list("kind", "state", "purpose").annotate(n=Count("id")):
        counts = found.setdefault(kind, {})
        counts[state] = counts.get(state, 0) + n
        counts[f"purpose {purpose}"] = counts.get(f"purpose {purpose}", 0) + n
    late = now - PATIENCE
    stuck = Q(state="waiting", next_try_at__lt=late) | Q(state="sending", lease_until__lt=late)
    handed_over = Attempt.objects.filter(outgoing=OuterRef("pk"), outcome="handed_over")
    for name, which in (("stuck", rows.filter(stuck)), ("unattested", rows.filter(~Exists(handed_over), state="sent"))):
        for kind, n in which.values_list("kind").annotate(n=Count("id")):
            found[kind][name] = n
    return found


def _book_in(
    day: date, kind: str, tally: tuple[int, int], kept: Mapping[str, int], heart: Heart | None, now: datetime
) -> Book:
    counts = {"received": tally[0], "again": tally[1]}
    counts |= {state: kept.get(state, 0) for state in KeptState.values} | {"news": kept.get("news", 0)}
    counts["kept"] = sum(counts[state] for state in KeptState.values)
    gaps = _difference("lost", "uncounted", counts["received"] - counts["kept"]) | {"stuck": kept.get("stuck", 0)}
    if heart is not None:
        counts["contacts"] = heart.contacts_in.get(kind, 0)
        gaps |= _difference("unfiled", "filed_twice", counts["filed"] - counts["news"] - counts["contacts"])
    return Book(day, kind, True, counts, {code: n for code, n in gaps.items() if n}, now)


def _book_out(day: date, kind: str, posted: int, rows: Mapping[str, int], heart: Heart | None, now: datetime) -> Book:
    counts = {"posted": posted} | {state: rows.get(state, 0) for state in OutgoingState.values}
    counts["kept"] = sum(counts[state] for state in OutgoingState.values)
    gaps = _difference("lost", "uncounted", posted - counts["kept"])
    gaps |= {"stuck": rows.get("stuck", 0), "unattested": rows.get("unattested", 0)}
    if heart is not None:
        counts["contacts"] = sum(n for (its, _purpose), n in heart.contacts_out.items() if its == kind)
        of_enquiries = ((rows.get(f"purpose {p}", 0), heart.contacts_out.get((kind, p), 0)) for p in OF_ENQUIRIES)
        gaps["untold"] = sum(abs(ours - theirs) for ours, theirs in of_enquiries)
    return Book(day, kind, False, counts, {code: n for code, n in gaps.items() if n}, now)


def _difference(more: str, less: str, by: int) -> dict[str, int]:
    return {more: by} if by > 0 else {less: -by}


def books_since(day: date) -> list[Book]:
    """The books as they were last written, the newest day first."""
    rows = DayBook.objects.filter(day__gte=day).order_by("-day", "-is_incoming", "kind")
    return [Book(r.day, r.kind, r.is_incoming, r.counts, r.gaps, r.written_at) for r in rows]


def books_that_do_not_fit() -> list[Book]:
    """Of all days, the newest first; a hundred at most."""
    rows = DayBook.objects.filter(fits=False).order_by("-day")[:CAP]
    return [Book(r.day, r.kind, r.is_incoming, r.counts, r.gaps, r.written_at) for r in rows]


def days_that_do_not_fit() -> int:
    """How many books do not fit, counted to 100 at most."""
    return len(DayBook.objects.filter(fits=False).values_list("pk")[:CAP])
