"""Take in: what came in, raw, becomes an enquiry with an owner, a promise and a receipt, or joins the one it is about.

Messages are taken in many at a time, in one transaction with one statement a table; when one of them breaks it, each
is taken alone, and the one that breaks goes to quarantine with the reason.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, transaction

from torg.channels.base import MACHINE_ANSWER, Incoming, Receipt, Unreadable
from torg.channels.wired import NoSuchChannel, channel
from torg.editions.queries import NoStrategy
from torg.enquiries.actions.belonging import refers_to_ours
from torg.enquiries.actions.deliveries import Unknown, news_in, note_report
from torg.enquiries.actions.file import Letter, NotUnderstood, Surroundings, file_letters, surroundings, way_back
from torg.enquiries.models import Contact, Enquiry
from torg.mailroom import actions as mailroom
from torg.people.queries import NoFrontLine

if TYPE_CHECKING:
    from torg.mailroom.models import KeptMessage
    from torg.people.models import Staff

LOG = logging.getLogger(__name__)
BATCH = 100
OUR_TROUBLE = (NoStrategy, NoFrontLine, OperationalError, InterfaceError)  # no message's fault: nothing is quarantined


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
    return sum(_take_in_alone(kept_id, clock) for kept_id in mailroom.waiting_ids(limit=limit))


def _take_in_alone(kept_id: int, clock: Callable[[], datetime]) -> int:
    try:
        take_in_kept(kept_id, now=clock())
    except OUR_TROUBLE:
        raise
    except NotUnderstood as reason:
        mailroom.quarantine(kept_id, why=reason.why, said=reason.said, now=clock())
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
    file_letters([Letter(kept, incoming)], surroundings(now), by=by)
    return Contact.objects.select_related("enquiry").get(kept_id=kept_id).enquiry


def _is_letter(item: Incoming | Receipt) -> bool:
    return isinstance(item, Incoming)


def _blank(kept: KeptMessage) -> Incoming:
    # The envelope's sender may be where bounces go: who wrote it is for a person to say.
    return Incoming(
        kind=kept.kind, outside_id=kept.outside_id, from_address="", from_name="", to=(), subject="", text=""
    )


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
        try:
            note_report(news, bytes(kept.raw), kept_id=kept.pk, now=around.now)
        except Unknown as unknown:
            mailroom.quarantine(kept.pk, why="unknown_report", said=str(unknown), now=around.now)
            continue
        if letter is None:
            filed.append(kept.pk)
        else:
            letters.append(letter)
    file_letters(letters, around)
    if filed:
        mailroom.file(filed, now=around.now, as_news=True)


def _read(kept: KeptMessage) -> tuple[Letter | None, list[Receipt]]:
    """What a kept message says; raises NotUnderstood."""
    try:
        items = list(channel(kept.kind).receive(bytes(kept.raw), kept.headers))
    except Unreadable as trouble:
        if news := news_in(bytes(kept.raw)):
            return None, news
        raise NotUnderstood("unreadable", trouble.why) from trouble
    except NoSuchChannel as trouble:
        raise NotUnderstood("no_channel", trouble.kind) from trouble
    letters = [Letter(kept, item) for item in items if isinstance(item, Incoming)]
    news = [item for item in items if isinstance(item, Receipt)]
    if not items or len(letters) > 1:
        raise NotUnderstood("unreadable", f"{len(letters)} messages in one")
    if letters and letters[0].incoming.spam_suspected:
        raise NotUnderstood("spam_suspected")
    if letters and not way_back(letters[0].incoming):
        raise NotUnderstood("no_sender")
    if letters and letters[0].incoming.fields.get(MACHINE_ANSWER) and not refers_to_ours(letters[0].incoming):
        raise NotUnderstood("machine_answer")
    return (letters[0] if letters else None), news
