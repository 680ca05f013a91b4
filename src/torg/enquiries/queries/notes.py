"""Notes of an enquiry, with what they said before they were corrected and who is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from torg.enquiries.models import Mention, Note
from torg.people.queries import staff_names


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note as it stands; ``earlier`` is what it said before, the latest first."""

    id: int
    at: datetime
    by_id: int
    who: str
    text: str
    mentions: tuple[str, ...]
    earlier: tuple[NoteView, ...] = ()

    @property
    def first_at(self) -> datetime:
        """When it was first written, which is its place in the story."""
        return self.earlier[-1].at if self.earlier else self.at


def notes_of(enquiry_id: int) -> tuple[NoteView, ...]:
    """The notes as they stand, oldest first; those of the repeats joined to it too."""
    names = staff_names()
    here = Q(enquiry=enquiry_id) | Q(enquiry__joined_to=enquiry_id)
    rows = list(Note.objects.filter(here).order_by("id"))
    named: dict[int, list[str]] = {}
    for note_id, staff_id in Mention.objects.filter(note__in=rows).values_list("note_id", "staff_id"):
        named.setdefault(note_id, []).append(names.get(staff_id, ""))
    by_id = {row.pk: row for row in rows}
    corrected = {row.corrects_id for row in rows if row.corrects_id is not None}
    standing = [_view(row, by_id, names, named) for row in rows if row.pk not in corrected]
    return tuple(sorted(standing, key=lambda note: (note.first_at, note.id)))


def _view(row: Note, by_id: Mapping[int, Note], names: Mapping[int, str], named: Mapping[int, list[str]]) -> NoteView:
    earlier, mentions, before = list[NoteView](), list(named.get(row.pk, ())), row.corrects_id
    while before is not None:
        old = by_id[before]
        earlier.append(NoteView(old.pk, old.at, old.by_id, names.get(old.by_id, ""), old.text, ()))
        mentions += named.get(old.pk, ())
        before = old.corrects_id
    return NoteView(
        row.pk, row.at, row.by_id, names.get(row.by_id, ""), row.text, tuple(dict.fromkeys(mentions)), tuple(earlier)
    )
