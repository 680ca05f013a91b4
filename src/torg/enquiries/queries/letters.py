"""What contacts were read from: the sender's own markup, the messages that lie in a message, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from torg.channels.base import File
from torg.enquiries.models import Contact
from torg.mailroom import queries as mailroom


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of a letter; ``path`` finds it again within its contact, ``is_letter`` when it can be opened as one."""

    path: tuple[int, ...]
    name: str
    content_type: str
    size: int
    is_letter: bool
    content_id: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """A message as its sender wrote it; ``html`` is unsafe until cleaned, "" when there is none."""

    subject: str
    from_name: str
    from_address: str
    to: tuple[str, ...]
    sent_at: datetime | None
    text: str
    html: str
    files: tuple[FileView, ...]


def letter(contact_id: int, within: Sequence[int] = ()) -> LetterView | None:
    """The message a contact was read from, or one that lies in it (indexes, outermost first); None when none."""
    kept_id = _kept(contact_id)
    found = None if kept_id is None else mailroom.letter(kept_id, within)
    if found is None:
        return None
    files = tuple(
        FileView(
            path=(*within, a.index), name=a.name, content_type=a.content_type, size=a.size,
            is_letter=mailroom.is_letter(a.name, a.content_type), content_id=a.content_id,
        )
        for a in found.attachments
    )  # fmt: skip
    return LetterView(
        subject=found.subject, from_name=found.from_name, from_address=found.from_address, to=found.to,
        sent_at=found.sent_at, text=found.text, html=found.html, files=files,
    )  # fmt: skip


def file_of(contact_id: int, path: Sequence[int]) -> File | None:
    """A file that came with a contact, however deep it lies; None when there is none."""
    kept_id = _kept(contact_id)
    return None if kept_id is None else mailroom.file_within(kept_id, path)


def whole_text(contact_id: int) -> tuple[str, str] | None:
    """A file name and the whole text of a contact; None when there is none."""
    contact = Contact.objects.select_related("enquiry").filter(pk=contact_id).first()
    return None if contact is None else (f"{contact.enquiry.number}-{contact.pk}.txt", contact.text)


def _kept(contact_id: int) -> int | None:
    return Contact.objects.filter(pk=contact_id).values_list("kept_id", flat=True).first()
