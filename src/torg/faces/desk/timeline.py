"""The story of an enquiry in one line of time: what came and went, notes between colleagues, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from torg.channels.email.subjects import is_forward
from torg.channels.quotes import Folded, fold
from torg.enquiries.queries.notes import NoteView
from torg.enquiries.queries.page import EnquiryPage
from torg.enquiries.queries.story import AttachmentView, ContactView
from torg.faces.desk.told import SHOWN_AS_CONTACT, in_words
from torg.mailroom.queries import is_letter

SHOWN_AS_NOTE = frozenset({"note_written", "note_corrected"})
ALL, CITIZEN, NOTES = "", "citizen", "notes"
LONG = 4_000
"""Characters of one message after which the rest is folded: most letters are a tenth of it."""
SHOWN = 40
"""Entries read and shown at once: those before them are asked for, so that a thread of years opens like a new one."""
MORE = 5
"""How many times as many there are when earlier ones are asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a contact with its text folded, a note, or an event in words. ``is_new`` since one last looked.

    ``number_said`` is of the joined enquiry that an event is of, "" when it is this one.

    ``files`` are those of the contact, each with whether it is a letter that can be opened and read.
    """

    at: datetime
    key: str
    is_new: bool
    contact: ContactView | None = None
    folded: Folded | None = None
    note: NoteView | None = None
    files: tuple[tuple[AttachmentView, bool], ...] = ()
    who: str = ""
    sentence: str = ""
    number_said: str = ""

    @property
    def opening(self) -> str:
        """The beginning of what the sender wrote themselves."""
        return self.folded.own[:LONG] if self.folded else ""

    @property
    def more(self) -> str:
        """The rest of it, which is folded when it is very long."""
        return self.folded.own[LONG:] if self.folded else ""


def entries(
    page: EnquiryPage, notes: Sequence[NoteView], *, only: str, new_since: datetime | None, but: str
) -> list[Entry]:
    """Oldest first; an event comes after the contact of the same moment.

    ``only`` is "" for all, citizen for what the sender has sent and got, notes for notes; ``but`` is the reader's own
    name, whose own doings are not new to them. Begins where the page has read all that there is.
    """

    def new(at: datetime, who: str) -> bool:
        return new_since is not None and at > new_since and who != but

    since = begins(page, only)
    told: list[tuple[tuple[datetime, int, int], Entry]] = []
    if only != NOTES:
        told += [((c.at, 0, c.id), _contact(c, is_new=new(c.at, c.staff_name))) for c in page.contacts]
    if only != CITIZEN:
        told += [
            ((n.first_at, 1, n.id), Entry(n.first_at, f"note-{n.id}", new(n.at, n.who), note=n, who=n.who))
            for n in notes
        ]
    if only == ALL:
        told += [
            (
                (e.at, 2, e.id),
                Entry(
                    e.at, f"event-{e.id}", new(e.at, e.who), who=e.who, sentence=in_words(e), number_said=e.number_said
                ),
            )
            for e in page.events
            if e.kind not in SHOWN_AS_CONTACT | SHOWN_AS_NOTE
        ]
    whole = [one for one in told if since is None or one[0][0] >= since]
    return [entry for _order, entry in sorted(whole, key=lambda one: one[0])]


def begins(page: EnquiryPage, only: str) -> datetime | None:
    """The moment from which all that ``only`` asks for is in the page; None when that is from the beginning."""
    moments = {CITIZEN: [page.contacts_from], NOTES: []}.get(only, [page.contacts_from, page.events_from])
    return max((moment for moment in moments if moment is not None), default=None)


def _contact(contact: ContactView, *, is_new: bool) -> Entry:
    files = tuple((file, is_letter(file.name, file.content_type)) for file in contact.attachments)
    return Entry(
        contact.at,
        f"contact-{contact.id}",
        is_new,
        contact=contact,
        folded=fold(contact.text, forwarded=is_forward(contact.subject)),
        files=files,
    )


def newest(told: Sequence[Entry]) -> str:
    """The key of the newest entry that somebody wrote, where the link to the newest leads; "" when there is none."""
    return next((one.key for one in reversed(told) if one.contact or one.note), "")
