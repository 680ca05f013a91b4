"""Take in: what came in, raw, becomes an enquiry with an owner, a promise and a receipt, or joins the one it is about.

Messages are taken in many at a time, in one transaction with one statement a table; when one of them breaks it, each
is taken alone, and the one that breaks goes to quarantine with the reason.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from torg.catalogue.queries import ServiceFacts, services
from torg.channels.base import Attachment as AttachedFile
from torg.channels.base import Incoming, Receipt, Unreadable
from torg.channels.wired import NoSuchChannel, channel
from torg.editions.queries import InForce, NoStrategy, in_force
from torg.enquiries import receipts
from torg.enquiries.languages import language_of
from torg.enquiries.ledger import happened, promise_row, show_promise
from torg.enquiries.models import Attachment, Contact, Enquiry, Event, Promise, Status
from torg.enquiries.numbers import number_of
from torg.mailroom import actions as mailroom
from torg.mailroom.storing import store
from torg.people.actions import Writer, find_or_make_persons
from torg.people.queries import NoFrontLine, PersonFacts, UnitFacts, Units, units
from torg.strategy.promises import Promised, promise
from torg.strategy.routing import Route, route

if TYPE_CHECKING:
    from torg.mailroom.models import KeptMessage
    from torg.people.models import Staff

LOG = logging.getLogger(__name__)
BATCH = 100
DIALOGUE = "interaction"  # the purpose of what a person writes to us, unless a service says otherwise (DRA-06)
OUR_TROUBLE = (NoStrategy, NoFrontLine, OperationalError, InterfaceError)  # no message's fault: nothing is quarantined


class NotUnderstood(Exception):
    """A message has no place where it could be filed; ``why`` is the code of the reason, ``said`` the detail."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why, said)
        self.why, self.said = why, said


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What taking in needs to know of the house, read once for many messages."""

    under: InForce
    units: Units
    services: Mapping[str, ServiceFacts]
    now: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """One incoming message with the raw one it was read from."""

    kept: KeptMessage
    incoming: Incoming


@dataclass(slots=True)
class Rows:
    """The rows that a batch makes, in the order in which they must be stored."""

    enquiries: list[Enquiry] = field(default_factory=list)
    changed: list[Enquiry] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    posts: list[tuple[mailroom.Post, Enquiry]] = field(default_factory=list)


def take_in_waiting(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Takes in up to ``limit`` kept messages, the oldest first, and gives how many were dealt with.

    Raises NoStrategy or NoFrontLine when the house is not set up: then everything waits, and nothing is lost.
    """
    try:
        with transaction.atomic():
            kept = mailroom.claim_waiting(limit=limit)
            if kept:
                _take_in(kept, surroundings(clock()))
            return len(kept)
    except OUR_TROUBLE:
        raise
    except Exception:
        LOG.exception("A batch could not be taken in; each message of it is taken alone.")
    return sum(_take_in_alone(kept_id, clock) for kept_id in mailroom_waiting_ids(limit))


def mailroom_waiting_ids(limit: int) -> list[int]:
    """The ids of the messages that wait, as another process may be taking some of them."""
    with transaction.atomic():
        return [kept.pk for kept in mailroom.claim_waiting(limit=limit)]


def _take_in_alone(kept_id: int, clock: Callable[[], datetime]) -> int:
    try:
        take_in_kept(kept_id, now=clock())
    except OUR_TROUBLE:
        raise
    except Exception as trouble:
        LOG.exception("Message %s could not be taken in; it is in quarantine.", kept_id)
        mailroom.quarantine(kept_id, why="trouble", said=f"{type(trouble).__name__}: {trouble}", now=clock())
    return 1


@transaction.atomic
def take_in_kept(kept_id: int, *, now: datetime) -> Enquiry | None:
    """Takes in one kept message at once and gives its enquiry; None when it went to quarantine.

    When it has been taken in already (a form sent twice), gives the enquiry it is part of.
    """
    kept = mailroom.claim(kept_id)
    if kept is not None:
        _take_in([kept], surroundings(now))
    contact = Contact.objects.select_related("enquiry__unit").filter(kept_id=kept_id).first()
    return contact.enquiry if contact else None


@transaction.atomic
def file_quarantined(
    kept_id: int, *, by: Staff, now: datetime, subject: str = "", text: str = "", from_address: str = ""
) -> Enquiry:
    """Files a message out of quarantine as an enquiry, as a person has read it; what they leave empty is as it came.

    Raises NotInQuarantine, and NotUnderstood when there is still nobody to answer.
    """
    kept = mailroom.claim_quarantined(kept_id)
    try:
        read = next((i for i in channel(kept.kind).receive(bytes(kept.raw), kept.headers) if _is_letter(i)), None)
    except (Unreadable, NoSuchChannel):
        read = None
    incoming = read if isinstance(read, Incoming) else _blank(kept)
    incoming = replace(
        incoming,
        subject=subject or incoming.subject,
        text=text or incoming.text,
        from_address=(from_address or incoming.from_address).strip().lower(),
        spam_suspected=False,
    )
    _file([Letter(kept, incoming)], surroundings(now), by=by)
    return Contact.objects.select_related("enquiry").get(kept_id=kept_id).enquiry


def _is_letter(item: Incoming | Receipt) -> bool:
    return isinstance(item, Incoming)


def _blank(kept: KeptMessage) -> Incoming:
    sender = str(kept.headers.get("mail-from", ""))
    return Incoming(
        kind=kept.kind, outside_id=kept.outside_id, from_address=sender, from_name="", to=(), subject="", text=""
    )


def surroundings(now: datetime) -> Surroundings:
    """Reads what is in force now; raises NoStrategy, NoFrontLine."""
    found = Surroundings(in_force(now), units(), services(), now)
    _ = found.units.front_line
    return found


# -- many at a time ---------------------------------------------------------------------------------------------------


def _take_in(kept_messages: Sequence[KeptMessage], around: Surroundings) -> None:
    letters: list[Letter] = []
    filed: list[int] = []
    for kept in kept_messages:
        try:
            letter, news = _read(kept)
        except NotUnderstood as why:
            mailroom.quarantine(kept.pk, why=why.why, said=why.said, now=around.now)
            continue
        for one in news:
            _note_news(one, around.now)
        if letter is None:
            filed.append(kept.pk)
        else:
            letters.append(letter)
    _file(letters, around)
    if filed:
        mailroom.file(filed, now=around.now)


def _read(kept: KeptMessage) -> tuple[Letter | None, list[Receipt]]:
    """What a kept message says; raises NotUnderstood."""
    try:
        items = list(channel(kept.kind).receive(bytes(kept.raw), kept.headers))
    except Unreadable as trouble:
        raise NotUnderstood("unreadable", trouble.why) from trouble
    except NoSuchChannel as trouble:
        raise NotUnderstood("no_channel", trouble.kind) from trouble
    letters = [Letter(kept, item) for item in items if isinstance(item, Incoming)]
    news = [item for item in items if isinstance(item, Receipt)]
    if not items or len(letters) > 1:
        raise NotUnderstood("unreadable", f"{len(letters)} messages in one")
    if letters and letters[0].incoming.spam_suspected:
        raise NotUnderstood("spam_suspected")
    if letters and not _way_back(letters[0].incoming):
        raise NotUnderstood("no_sender")
    return (letters[0] if letters else None), news


def _way_back(incoming: Incoming) -> tuple[str, str] | None:
    """How the sender can be reached: (kind, address), e-mail before phone; None when they can not."""
    if incoming.from_address:
        return "email", incoming.from_address[:320]
    phone = incoming.fields.get("phone", "").replace(" ", "")
    return ("phone", phone[:320]) if phone else None


def _note_news(news: Receipt, now: datetime) -> None:
    outgoing_id = mailroom.note_delivery(news, now=now)
    contact = Contact.objects.filter(outgoing_id=outgoing_id).select_related("enquiry").first() if outgoing_id else None
    if contact is not None and news.state != "handed_over":
        happened(contact.enquiry, f"delivery_{news.state}", now=now, said=news.said[:500], contact=contact.pk).save()


def _file(letters: Sequence[Letter], around: Surroundings, *, by: Staff | None = None) -> None:
    """Gives each letter its place, in one statement a table; raises NotUnderstood."""
    if not letters:
        return
    writers = []
    for letter in letters:
        back = _way_back(letter.incoming)
        if back is None:
            raise NotUnderstood("no_sender")
        writers.append(Writer(back[0], back[1], letter.incoming.from_name, _language(letter.incoming, around)))
    persons = find_or_make_persons(writers, now=around.now)
    threads = _threads(letters)
    new = [(lt, persons[w.kind, w.value], w.language) for lt, w in zip(letters, writers, strict=True)]
    counts = iter(_counts(len(letters)))
    rows = Rows()
    for letter, person, language in new:
        enquiry = _belongs_to(letter.incoming, person, threads)
        if enquiry is None:
            _open(letter, person, language, next(counts), around, rows, by=by)
        else:
            _join(letter, person, enquiry, around, rows, by=by)
    _store(rows, around.now)
    mailroom.file([letter.kept.pk for letter in letters], now=around.now, by=by)


def _store(rows: Rows, now: datetime) -> None:
    store(rows.enquiries)
    if rows.changed:
        Enquiry.objects.bulk_update(
            rows.changed,
            ["status", "closed_at", "due_by", "remind_at", "reminded_at", "overdue_noted_at", "unread"],
        )
    posted = mailroom.post_many([post for post, _enquiry in rows.posts], now=now)
    receipts_sent = [
        Contact(
            enquiry=enquiry, is_incoming=False, purpose="receipt", channel=row.kind, at=now, subject=row.subject,
            text=row.text, address=row.to_address, name=row.to_name, message_id=row.message_id, outgoing=row,
        )
        for row, (_post, enquiry) in zip(posted, rows.posts, strict=True)
    ]  # fmt: skip
    store([*rows.contacts, *receipts_sent])
    store(rows.attachments)
    store(rows.promises)
    store(rows.events)


def _counts(n: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('enquiries_count') FROM generate_series(1, %s)", [n])
        return [row[0] for row in cursor.fetchall()]


# -- which enquiry ----------------------------------------------------------------------------------------------------


def _threads(letters: Iterable[Letter]) -> dict[str, Enquiry]:
    """The enquiries that the messages refer to, by Message-ID, locked so that nobody answers them meanwhile."""
    referred = {ref for lt in letters for ref in (lt.incoming.in_reply_to, *lt.incoming.references) if ref}
    if not referred:
        return {}
    found = dict(Contact.objects.filter(message_id__in=referred).values_list("message_id", "enquiry_id"))
    locked = Enquiry.objects.select_related("unit").select_for_update(of=("self",))
    enquiries = {e.pk: e for e in locked.filter(pk__in=set(found.values())).order_by("pk")}
    return {message_id: enquiries[pk] for message_id, pk in found.items()}


def _belongs_to(incoming: Incoming, person: PersonFacts, threads: Mapping[str, Enquiry]) -> Enquiry | None:
    """The enquiry a message answers, if its sender takes part in it: a stranger who quotes one never joins it."""
    for ref in (incoming.in_reply_to, *reversed(incoming.references)):
        enquiry = threads.get(ref)
        if enquiry is not None and enquiry.person_id == person.id:
            return enquiry
    return None


def _open(
    letter: Letter, person: PersonFacts, language: str, count: int, around: Surroundings, rows: Rows, *,
    by: Staff | None,
) -> None:  # fmt: skip
    incoming, kept, now = letter.incoming, letter.kept, around.now
    service, routed = _routed(incoming, around)
    unit = around.units.by_key[routed.unit]
    enquiry = Enquiry(
        number=number_of(count), subject=(incoming.subject.strip() or _first_words(incoming.text))[:500],
        channel=kept.kind, purpose=service.purpose if service and service.purpose else DIALOGUE,
        field=(service.field if service else "") or unit.field, service_id=service.id if service else None,
        unit_id=unit.id, person_id=person.id, language=language, route=_why(routed), token=secrets.token_urlsafe(24),
        opened_at=kept.received_at,
    )  # fmt: skip
    rows.enquiries.append(enquiry)
    promised = _promise(enquiry, person, letter, around, rows)
    rows.contacts.append(_contact(enquiry, letter, person, rows))
    rows.events.append(
        happened(
            enquiry, "opened", now=now, by=by, unit=unit.key, why=routed.why.code, due_by=promised.due_by.isoformat()
        )
    )
    _acknowledge(enquiry, person, letter, promised, service, unit, around, rows)


def _join(
    letter: Letter, person: PersonFacts, enquiry: Enquiry, around: Surroundings, rows: Rows, *, by: Staff | None
) -> None:
    incoming, now = letter.incoming, around.now
    rows.contacts.append(_contact(enquiry, letter, person, rows))
    enquiry.unread = True
    if enquiry not in rows.changed:
        rows.changed.append(enquiry)
    if enquiry.status == Status.OPEN or incoming.automatic:
        rows.events.append(happened(enquiry, "contact_added", now=now, by=by, automatic=incoming.automatic))
        return
    # An answered enquiry that its sender takes up again is open again under a new promise; the old one stays settled.
    enquiry.status, enquiry.closed_at = Status.OPEN, None
    promised = _promise(enquiry, person, letter, around, rows)
    rows.events.append(happened(enquiry, "reopened", now=now, by=by, due_by=promised.due_by.isoformat()))
    unit = around.units.by_id.get(enquiry.unit_id, around.units.front_line)
    _acknowledge(enquiry, person, letter, promised, None, unit, around, rows)


def _routed(incoming: Incoming, around: Surroundings) -> tuple[ServiceFacts | None, Route]:
    """Which unit gets it and why; the sender need not know whom to ask (ALV-05)."""
    kind, _colon, key = incoming.fields.get("topic", "").partition(":")
    service = around.services.get(key) if kind == "service" else None
    answering = around.units.by_id.get(service.unit_id) if service else None
    chosen = key if kind == "unit" and key in around.units.by_key else ""
    addressed = [around.units.by_address[a].key for a in incoming.to if a in around.units.by_address]
    routed = route(
        around.under.strategy,
        purpose=service.purpose if service and service.purpose else DIALOGUE,
        chosen_unit=chosen,
        chosen_service_unit=answering.key if answering else "",
        addressed_units=list(dict.fromkeys(addressed)),
        known_units=around.units.by_key.keys(),
        front_line_unit=around.units.front_line.key,
    )
    return service, routed


def _promise(enquiry: Enquiry, person: PersonFacts, letter: Letter, around: Surroundings, rows: Rows) -> Promised:
    promised = promise(
        around.under.strategy, what="answer", channel=letter.kept.kind, at=letter.kept.received_at,
        purpose=enquiry.purpose, field=enquiry.field, audience=person.kind,
    )  # fmt: skip
    if promised is None:
        raise NotUnderstood("no_promise", f"the strategy promises no answer in {letter.kept.kind}")
    row = promise_row(
        enquiry, promised, under=around.under, channel=letter.kept.kind, started_at=letter.kept.received_at,
        now=around.now,
    )  # fmt: skip
    show_promise(enquiry, promised, under=around.under, started_at=letter.kept.received_at, now=around.now)
    rows.promises.append(row)
    return promised


def _contact(enquiry: Enquiry, letter: Letter, person: PersonFacts, rows: Rows) -> Contact:
    incoming = letter.incoming
    back = _way_back(incoming)
    contact = Contact(
        enquiry=enquiry, is_incoming=True, purpose="automatic" if incoming.automatic else "question",
        channel=letter.kept.kind, at=letter.kept.received_at, subject=incoming.subject[:500], text=incoming.text,
        address=back[1] if back else "", name=(incoming.from_name or person.name)[:200],
        message_id=incoming.outside_id[:998], kept=letter.kept,
    )  # fmt: skip
    rows.attachments += [_attachment(contact, file) for file in incoming.attachments]
    return contact


def _attachment(contact: Contact, file: AttachedFile) -> Attachment:
    return Attachment(
        contact=contact, index=file.index, name=file.name[:255], content_type=file.content_type[:255], size=file.size
    )


# -- the receipt ------------------------------------------------------------------------------------------------------


def _acknowledge(
    enquiry: Enquiry, person: PersonFacts, letter: Letter, promised: Promised, service: ServiceFacts | None,
    unit: UnitFacts, around: Surroundings, rows: Rows,
) -> None:  # fmt: skip
    """Posts the receipt, unless a machine wrote, it is our own mail coming round, or there is no address for it."""
    incoming, under = letter.incoming, around.under
    ours = incoming.from_address == settings.MAIL_FROM.lower() or incoming.from_address in around.units.by_address
    if incoming.automatic or ours or not incoming.from_address:
        return
    about = receipts.about(enquiry, name=incoming.from_name or person.name, under=under, unit=unit)
    words = receipts.receipt(
        about, due_by=promised.due_by, steps=promised.steps, topic=service.title(enquiry.language) if service else ""
    )
    answering = incoming.outside_id if letter.kept.kind == "email" else ""
    post = mailroom.Post(
        kind="email", purpose="receipt", to_address=incoming.from_address, to_name=about.name, subject=words.subject,
        text=words.text, language=enquiry.language, in_reply_to=answering,
        references=(*incoming.references[-20:], answering) if answering else (), automatic=True,
        from_name=about.municipality,
    )  # fmt: skip
    rows.posts.append((post, enquiry))


def _language(incoming: Incoming, around: Surroundings) -> str:
    home = around.under.strategy.municipality.languages
    words = f"{incoming.subject}\n{incoming.text}"
    claimed = incoming.fields.get("content-language", "")
    told = incoming.language or language_of(words, home=home, claimed=claimed)
    if around.under.strategy.rules.answer_in_language_of_sender is False:
        return home[0]
    return told if told in {"nb", "nn", "da", "en"} else home[0]


def _first_words(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "-")
    return line if len(line) <= 80 else line[:79].rstrip() + "…"


def _why(routed: Route) -> dict[str, object]:
    return {"code": routed.why.code, **routed.why.data}
