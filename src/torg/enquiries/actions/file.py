"""File: each understood message gets its place, a new enquiry or the one it belongs to, in one statement a table."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection

from torg.catalogue.queries import ServiceFacts, services
from torg.channels.base import RECORD, SENT_FROM, TALK, Incoming
from torg.channels.base import Attachment as AttachedFile
from torg.editions.queries import InForce, in_force
from torg.enquiries.actions.acknowledge import Brake, receipt, why_none
from torg.enquiries.actions.belonging import Place, Threads, threads
from torg.enquiries.actions.family import family
from torg.enquiries.actions.going_on import NEW_DUE, resume
from torg.enquiries.ledger import happened, promise_row, show_promise
from torg.enquiries.models import (
    UNSETTLED,
    AlsoAddressed,
    Attachment,
    Contact,
    Enquiry,
    Event,
    FollowUp,
    Promise,
    Status,
)
from torg.enquiries.numbers import number_of
from torg.enquiries.sensitivity import listed_as, notice
from torg.language.languages import language_of
from torg.language.thanks import is_thanks
from torg.mailroom import actions as mailroom
from torg.mailroom.storing import store
from torg.people.actions import Writer, find_or_make_persons
from torg.people.queries import PersonFacts, UnitFacts, Units, units
from torg.strategy.explanations import from_json
from torg.strategy.promises import Promised, answer_promised
from torg.strategy.routing import Route, route

if TYPE_CHECKING:
    from torg.mailroom.models import KeptMessage
    from torg.people.models import Staff

COMPLAINT = "complaint"  # the purpose of feedback and complaints, which is followed up after the answer (KON-44)
WORD = re.compile(r"\w+")
DIALOGUE = "interaction"  # the purpose of what a person writes to us, unless a service says otherwise (DRA-06)
TAKEN_UP = [*NEW_DUE, "unread", "unit", "replied_at", "sensitive", "listed_as"]


class NotUnderstood(Exception):
    """A message has no place where it could be filed; ``why`` is the code of the reason, ``said`` the detail."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why, said)
        self.why, self.said = why, said


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What filing needs to know of the house, read once for many messages."""

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
    follow_ups: list[FollowUp] = field(default_factory=list)
    posts: list[tuple[mailroom.Post, Enquiry]] = field(default_factory=list)
    also: list[AlsoAddressed] = field(default_factory=list)


def surroundings(now: datetime) -> Surroundings:
    """Reads what is in force now; raises NoStrategy, NoFrontLine."""
    found = Surroundings(in_force(now), units(), services(), now)
    _ = found.units.front_line
    return found


def way_back(incoming: Incoming) -> tuple[str, str] | None:
    """How the sender can be reached: (kind, address), e-mail before phone before the chat; None when they can not."""
    if incoming.from_address:
        return "email", incoming.from_address[:320]
    if phone := incoming.fields.get("phone", "").replace(" ", ""):
        return "phone", phone[:320]
    talk = incoming.fields.get(TALK, "")
    return ("chat", talk[:320]) if talk else None


def file_letters(letters: Sequence[Letter], around: Surroundings, *, by: Staff | None = None) -> None:
    """Gives each letter its place, and posts the receipts; raises NotUnderstood when one has none."""
    if not letters:
        return
    writers = [_writer(letter.incoming, around) for letter in letters]
    persons = find_or_make_persons(writers, now=around.now)
    filing = _Filing(
        around,
        by=by,
        threads=threads(letter.incoming for letter in letters),
        counts=_counts(len(letters)),
        brake=Brake([letter.incoming for letter in letters], around.now),
    )
    for letter, writer in zip(letters, writers, strict=True):
        filing.place(letter, persons[writer.kind, writer.value], writer.language)
    _store(filing.rows, around.now)
    mailroom.file([letter.kept.pk for letter in letters], now=around.now, by=by)


def _writer(incoming: Incoming, around: Surroundings) -> Writer:
    back = way_back(incoming)
    if back is None:
        raise NotUnderstood("no_sender")
    return Writer(back[0], back[1], incoming.from_name, _language(incoming, around))


def _store(rows: Rows, now: datetime) -> None:
    store(rows.enquiries)
    if rows.changed:
        Enquiry.objects.bulk_update(rows.changed, TAKEN_UP)
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
    store(rows.follow_ups)
    store(rows.events)
    # A unit stands there once, also when another message of the same enquiry was for it too.
    AlsoAddressed.objects.bulk_create(rows.also, ignore_conflicts=True)


def _counts(n: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('enquiries_count') FROM generate_series(1, %s)", [n])
        return [row[0] for row in cursor.fetchall()]


class _Filing:
    """One batch on its way to its places: works out the rows of each letter, and stores nothing."""

    def __init__(
        self, around: Surroundings, *, by: Staff | None, threads: Threads, counts: Iterable[int],
        brake: Brake,
    ) -> None:  # fmt: skip
        self.around, self.by, self.threads, self.brake = around, by, threads, brake
        self.counts = iter(counts)
        self.rows = Rows()

    def place(self, letter: Letter, person: PersonFacts, language: str) -> None:
        """Works out the rows of one letter; one that answers a letter of the same batch finds its enquiry too."""
        place, others = self.threads.place_of(letter.incoming, person)
        if place is None:
            own = self._open(letter, person, language)
        else:
            own = place.own
            self._join(letter, person, place)
        if others:
            # Staff see whose it may be; the sender, who takes no part in it, sees nothing of it.
            event = happened(own, "quotes_number", now=self.around.now, by=self.by, numbers=others)
            self.rows.events.append(event)
        if letter.incoming.outside_id:
            self.threads.by_message.setdefault(letter.incoming.outside_id, []).append(own)

    def _open(self, letter: Letter, person: PersonFacts, language: str) -> Enquiry:
        incoming, kept = letter.incoming, letter.kept
        service, routed = _routed(incoming, self.around)
        unit = self.around.units.by_key[routed.unit]
        enquiry = Enquiry(
            number=number_of(next(self.counts)),
            subject=(incoming.subject.strip() or _first_words(incoming.text))[:500],
            channel=kept.kind,
            purpose=_purpose(incoming, service),
            field=(service.field if service else "") or unit.field,
            service_id=service.id if service else None,
            unit_id=unit.id,
            person_id=person.id,
            language=language,
            route=_why(routed),
            token=secrets.token_urlsafe(24),
            opened_at=kept.received_at,
        )
        self.rows.enquiries.append(enquiry)
        if enquiry.purpose == COMPLAINT:
            self.rows.follow_ups.append(FollowUp(enquiry=enquiry, opened_at=kept.received_at))
        promised = self._promise(enquiry, enquiry, person, letter)
        self._contact(enquiry, letter)
        also = self._also(enquiry, incoming)
        self._happened(
            enquiry, "opened", letter, unit=unit.key, why=routed.why.code, due_by=promised.due_by.isoformat(), **also
        )
        self._acknowledge(enquiry, letter, promised, unit, topic=service.title(language) if service else "")
        return enquiry

    def _join(self, letter: Letter, person: PersonFacts, place: Place) -> None:
        incoming, enquiry, own = letter.incoming, place.root, place.own
        self._contact(own, letter)
        also = self._also(enquiry, incoming)
        enquiry.unread = True
        for one in (enquiry, own):
            if one.pk is not None and one not in self.rows.changed:
                self.rows.changed.append(one)
        thanks = not incoming.automatic and not incoming.attachments and is_thanks(incoming.text)
        if not incoming.automatic:
            enquiry.replied_at = letter.kept.received_at
        # A record only tells what was said in an enquiry where it has been answered, or is owed an answer already.
        says_more = not incoming.automatic and not thanks and not incoming.fields.get(RECORD)
        unit = self.around.units.by_id.get(enquiry.unit_id, self.around.units.front_line)
        if says_more and enquiry.wait_until is not None and own is enquiry:
            self._goes_on(letter, enquiry, unit)
        elif not says_more or self._is_owed(enquiry, person):
            self._happened(own, "contact_added", letter, automatic=incoming.automatic, thanks=thanks, **also)
        else:
            # Whoever is owed nothing and asks is promised an answer anew; what was promised before stays settled.
            enquiry.unit_id = unit.id  # a unit that is no more can not own anything
            promised = self._promise(enquiry, own, person, letter)
            self._happened(own, "reopened", letter, due_by=promised.due_by.isoformat())
            self._acknowledge(own, letter, promised, unit, topic="")
        if own.sensitive and not enquiry.sensitive:
            # What is written to one of them is read by whoever answers them all, and quoted perhaps in the answer.
            enquiry.sensitive, enquiry.listed_as = True, listed_as(enquiry.subject, sensitive=True)

    def _is_owed(self, enquiry: Enquiry, person: PersonFacts) -> bool:
        """Whether a writer waits for an answer already, in the enquiry that is answered or in one joined to it."""
        if not enquiry.repeats:
            return enquiry.status in {Status.OPEN, Status.WAITING}
        made = [p.enquiry for p in self.rows.promises if enquiry.pk in {p.enquiry.pk, p.enquiry.joined_to_id}]
        owed = Promise.objects.filter(family(enquiry), what="answer", state__in=UNSETTLED, enquiry__person=person.id)
        return any(e.person_id == person.id for e in made) or owed.exists()

    def _goes_on(self, letter: Letter, enquiry: Enquiry, unit: UnitFacts) -> None:
        """The answer that we waited for is here: the clock goes on, and the receipt tells the new date."""
        new = resume(enquiry, under=self.around.under, now=self.around.now, since=letter.kept.received_at)
        if new is None:
            return
        self._happened(enquiry, "went_on", letter, due_by=new.due_by.isoformat(), why="answered")
        promised = Promised(
            new.what, new.rule, None, new.due_by, from_json(new.steps), is_default=new.by_default, source=new.source
        )
        self._acknowledge(enquiry, letter, promised, unit, topic="")

    def _also(self, enquiry: Enquiry, incoming: Incoming) -> dict[str, object]:
        """Notes the other units that a message was sent to: they see it too, and one of them owns it."""
        by_address = self.around.units.by_address
        also = {by_address[to].id: by_address[to] for to in incoming.to if to in by_address}
        also.pop(enquiry.unit_id, None)
        self.rows.also += [AlsoAddressed(enquiry=enquiry, unit_id=pk, since=self.around.now) for pk in also]
        return {"also": [unit.name for unit in also.values()]} if also else {}

    def _happened(self, enquiry: Enquiry, kind: str, letter: Letter, **data: object) -> None:
        phone = letter.incoming.fields.get("phone", "")
        more = {"phone": phone[:40]} if phone and letter.incoming.from_address else {}
        self.rows.events.append(happened(enquiry, kind, now=self.around.now, by=self.by, **data, **more))
        files = [file.name for file in letter.incoming.attachments]
        self.rows.events += notice(enquiry, self.rows.contacts[-1], files=files, now=self.around.now)

    def _promise(self, enquiry: Enquiry, own: Enquiry, person: PersonFacts, letter: Letter) -> Promised:
        """Promises the writer an answer, in their own enquiry; the one that is answered shows its earliest date."""
        under, kept = self.around.under, letter.kept
        promised = answer_promised(
            under.strategy, channel=kept.kind, at=kept.received_at, purpose=enquiry.purpose,
            field=enquiry.field, audience=person.kind,
        )  # fmt: skip
        if promised is None:
            raise NotUnderstood("no_promise", f"the strategy promises no answer in {kept.kind}")
        self.rows.promises.append(
            promise_row(own, promised, under=under, channel=kept.kind, started_at=kept.received_at, now=self.around.now)
        )
        if enquiry.status != Status.OPEN or enquiry.due_by is None or promised.due_by < enquiry.due_by:
            enquiry.status, enquiry.closed_at = Status.OPEN, None
            show_promise(enquiry, promised, under=under, started_at=kept.received_at, now=self.around.now)
        return promised

    def _contact(self, enquiry: Enquiry, letter: Letter) -> None:
        # The name is the one written here, not the one we know: whoever types an address learns nothing by it.
        incoming, back = letter.incoming, way_back(letter.incoming)
        contact = Contact(
            enquiry=enquiry, is_incoming=True, purpose="automatic" if incoming.automatic else "question",
            channel=letter.kept.kind, at=letter.kept.received_at, subject=incoming.subject[:500], text=incoming.text,
            address=back[1] if back else "", name=incoming.from_name[:200], message_id=incoming.outside_id[:998],
            kept=letter.kept, sent_by=incoming.fields.get(SENT_FROM, "")[:320],
        )  # fmt: skip
        self.rows.contacts.append(contact)
        self.rows.attachments += [_attachment(contact, file) for file in incoming.attachments]

    def _acknowledge(
        self, enquiry: Enquiry, letter: Letter, promised: Promised, unit: UnitFacts, *, topic: str
    ) -> None:
        why = why_none(letter.incoming, self.around.units.by_address, self.brake)
        if why:
            self.rows.events.append(happened(enquiry, "no_receipt", now=self.around.now, why=why))
            return
        thread = self.brake.thread_of(letter.incoming)
        post = receipt(
            enquiry, letter.incoming, promised, topic=topic, unit=unit, under=self.around.under, thread=thread
        )
        self.rows.posts.append((post, enquiry))


def _attachment(contact: Contact, file: AttachedFile) -> Attachment:
    return Attachment(
        contact=contact, index=file.index, name=file.name[:255], content_type=file.content_type[:255], size=file.size
    )


def _routed(incoming: Incoming, around: Surroundings) -> tuple[ServiceFacts | None, Route]:
    """Which unit gets it and why; the sender need not know whom to ask (ALV-05)."""
    kind, _colon, key = incoming.fields.get("topic", "").partition(":")
    service = around.services.get(key) if kind == "service" else None
    answering = around.units.by_id.get(service.unit_id) if service else None
    chosen = key if kind == "unit" and key in around.units.by_key else ""
    addressed = [around.units.by_address[a].key for a in incoming.to if a in around.units.by_address]
    routed = route(
        around.under.strategy,
        purpose=_purpose(incoming, service),
        chosen_unit=chosen,
        chosen_service_unit=answering.key if answering else "",
        by_agreement=service is not None and service.front_line_answers,
        worded=_worded(incoming.subject, around.units),
        addressed_units=list(dict.fromkeys(addressed)),
        known_units=around.units.by_key.keys(),
        front_line_unit=around.units.front_line.key,
    )
    return service, routed


def _worded(subject: str, units: Units) -> dict[str, str]:
    """The units whose routing words a subject names, each with the word: at the beginning of a word of it."""
    said = f" {' '.join(WORD.findall(subject.lower()))} "
    found = ((unit.key, word) for unit in units.by_key.values() for word in unit.words if f" {word.lower()}" in said)
    return dict(found)


def _purpose(incoming: Incoming, service: ServiceFacts | None) -> str:
    """What the sender wants, as a row of the channel table: said in the form, else the service's, else a dialogue."""
    if incoming.fields.get("purpose") == COMPLAINT:
        return COMPLAINT
    return service.purpose if service and service.purpose else DIALOGUE


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
