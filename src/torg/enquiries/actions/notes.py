"""Notes that staff write to each other about an enquiry: written, corrected, and the mentions in them read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from torg.enquiries.actions.answer import NotYours
from torg.enquiries.ledger import happened
from torg.enquiries.models import Enquiry, Mention, Note
from torg.enquiries.queries.access import access_of
from torg.people.queries import READS_ONLY, colleagues, sight_of

if TYPE_CHECKING:
    from torg.people.models import Staff

LONGEST = 20_000


class EmptyNote(Exception):
    """A note needs words."""


class MayNotSee(Exception):
    """Somebody mentioned may not open the enquiry, so they could not read the note; ``ids`` are theirs."""

    def __init__(self, ids: frozenset[int]) -> None:
        super().__init__(sorted(ids))
        self.ids = ids


class AlreadyCorrected(Exception):
    """Another note stands in place of this one already: correct that."""


@transaction.atomic
def write_note(enquiry_id: int, *, text: str, mentions: Collection[int], by: Staff, now: datetime) -> int:
    """Keeps a note that no citizen ever sees, and tells the colleagues (ids) mentioned in it; gives the note's id.

    Raises NotYours, EmptyNote, MayNotSee.
    """
    enquiry = _readable(enquiry_id, by)
    note = _kept(enquiry, text, by=by, now=now)
    _mention(enquiry, note, mentions, by=by)
    happened(enquiry, "note_written", now=now, by=by, note=note.pk, mentions=sorted(set(mentions))).save()
    return note.pk


@transaction.atomic
def correct_note(note_id: int, *, text: str, by: Staff, now: datetime) -> int:
    """Puts a new note in place of one's own; the original stays and can be read. Gives the new note's id.

    Raises NotYours when somebody else wrote it, EmptyNote, AlreadyCorrected.
    """
    original = Note.objects.select_for_update().get(pk=note_id)
    enquiry = _readable(original.enquiry_id, by)
    if original.by_id != by.pk:
        raise NotYours(note_id)
    if Note.objects.filter(corrects=original).exists():
        raise AlreadyCorrected(note_id)
    note = _kept(enquiry, text, by=by, now=now, corrects=original)
    happened(enquiry, "note_corrected", now=now, by=by, note=note.pk, corrects=original.pk).save()
    return note.pk


@transaction.atomic
def read_mentions(enquiry_id: int, *, by: Staff, now: datetime) -> int:
    """Notes that somebody has opened the enquiry, and so read what mentions them there; how many they had not read.

    No event: that it was read changes nothing for anybody else.
    """
    here = Q(note__enquiry=enquiry_id) | Q(note__enquiry__joined_to=enquiry_id)
    return Mention.objects.filter(here, staff=by, read_at__isnull=True).update(read_at=now)


def _readable(enquiry_id: int, by: Staff) -> Enquiry:
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry_id)
    if not by.is_active or by.role in READS_ONLY or not access_of(enquiry).opens_for(sight_of(by)):
        raise NotYours(enquiry_id)
    return enquiry


def _kept(enquiry: Enquiry, text: str, *, by: Staff, now: datetime, corrects: Note | None = None) -> Note:
    text = text.replace("\0", "").strip()[:LONGEST]
    if not text:
        raise EmptyNote
    return Note.objects.create(enquiry=enquiry, at=now, by=by, text=text, corrects=corrects)


def _mention(enquiry: Enquiry, note: Note, mentions: Collection[int], *, by: Staff) -> None:
    wanted = frozenset(mentions) - {by.pk}
    if not wanted:
        return
    access = access_of(enquiry)
    may = {one.id for one in colleagues(access.unit_ids, sensitive=access.sensitive)}
    if wanted - may:
        raise MayNotSee(wanted - may)
    Mention.objects.bulk_create([Mention(note=note, staff_id=pk) for pk in sorted(wanted)])
