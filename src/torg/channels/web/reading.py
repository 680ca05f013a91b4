"""The body of a posted form becomes an `Incoming`.

The raw input is the body as the browser sent it (``multipart/form-data`` or ``application/x-www-form-urlencoded``).
The carrier's headers: ``content-type`` (with the boundary), ``outside-id`` (the form's token, so that a form sent
twice is one enquiry), ``language`` (of the page), ``spam-suspected`` ("yes" when the form's own checks say so),
``sent-at`` (ISO 8601, when the form came in) and ``to`` (the address that the form stands for, if any).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from torg.channels.base import Attachment, File, Incoming, NoSuchAttachment, Unreadable
from torg.channels.charsets import decoded
from torg.channels.text import clean, file_name, one_line

KIND = "web"
LANGUAGES = ("nb", "nn", "da", "en")
UNKEPT = frozenset(("csrfmiddlewaretoken",))
"""Fields that are the form's machinery and say nothing about the enquiry."""
MOST_FIELDS = 200

_DISPOSITION = re.compile(
    r"""^content-disposition\s*:\s*form-data\b(?=.*?;\s*name="([^"]*)")(?:.*?;\s*filename="([^"]*)")?""",
    re.IGNORECASE | re.MULTILINE,
)
_TYPE = re.compile(r"^content-type\s*:\s*([!-:<-~]+)", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(r"""\bboundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
_ADDRESS = re.compile(r"""[^\s@<>()\[\],;:\\"]+@[^\s@<>()\[\],;:\\"]+\.[^\s@<>()\[\],;:\\"]+""")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form; ``file`` is the file's name, None for a field that is typed."""

    name: str
    content: bytes
    file: str | None = None
    content_type: str = ""


def read(raw: bytes, headers: Mapping[str, str]) -> list[Incoming]:
    """Understand one posted form; raises Unreadable and nothing else."""
    fields = form_fields(raw, headers)
    typed: dict[str, str] = {}
    for field in fields:
        if field.file is None:
            typed.setdefault(one_line(field.name, 100), clean(decoded(field.content, "utf-8")).strip())
    text, subject = typed.get("message", ""), one_line(typed.get("subject", ""), 300)
    attached = tuple(
        Attachment(_name(field, index), field.content_type, len(field.content), index)
        for index, field in enumerate(_files(fields))
    )
    if not text and not subject and not attached:
        raise Unreadable("The form says nothing: no message, no subject and no file.")
    address = one_line(typed.get("email", ""), 320).lower()
    chosen = typed.get("language", "") or headers.get("language", "")
    return [
        Incoming(
            kind=KIND,
            outside_id=one_line(headers.get("outside-id", ""), 200),
            from_address=address if _ADDRESS.fullmatch(address) else "",
            from_name=one_line(typed.get("name", ""), 200),
            to=tuple(to for to in (headers.get("to", "").strip().lower(),) if to),
            subject=subject,
            text=text,
            attachments=attached,
            sent_at=_moment(headers.get("sent-at", "")),
            language=chosen if chosen in LANGUAGES else "",
            fields=_told(typed),
            spam_suspected=headers.get("spam-suspected", "").lower() in ("yes", "true", "1"),
        )
    ]


def attachment(raw: bytes, headers: Mapping[str, str], index: int) -> File:
    """Fetch one file again; raises NoSuchAttachment, or Unreadable."""
    files = _files(form_fields(raw, headers))
    if not 0 <= index < len(files):
        raise NoSuchAttachment(index)
    return File(_name(files[index], index), files[index].content_type, files[index].content)


def form_fields(raw: bytes, headers: Mapping[str, str]) -> list[Field]:
    """The form's fields in order, files among them; raises Unreadable."""
    said = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    kind = said.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        try:
            # Latin-1 gives every byte back as it was; what the bytes say is decided below, field by field.
            text = raw.decode("latin-1")
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, encoding="latin-1")
        except ValueError as error:
            raise Unreadable("The form has more fields than any form of ours.") from error
        return [Field(name, content.encode("latin-1", "replace")) for name, content in pairs]
    if kind != "multipart/form-data":
        raise Unreadable(f"The form was sent as “{one_line(kind, 80)}”, which no form of ours is.")
    found = _BOUNDARY.search(said)
    if found is None:
        raise Unreadable("The form does not say where its fields end (no boundary).")
    return _multipart(raw, (found.group(1) or found.group(2)).encode("utf-8", "replace"))


def _multipart(raw: bytes, boundary: bytes) -> list[Field]:
    pieces = (b"\r\n" + raw).split(b"\r\n--" + boundary)[1:]
    fields: list[Field] = []
    ended = False
    for piece in pieces:
        if piece.startswith(b"--"):
            ended = True
            break
        head, blank, content = piece.partition(b"\r\n\r\n")
        said = head.decode("utf-8", "replace")
        found = _DISPOSITION.search(said)
        if not blank or found is None or len(fields) >= MOST_FIELDS:
            raise Unreadable("The form is broken: one of its fields cannot be told from the others.")
        kind = _TYPE.search(said)
        content_type = kind.group(1).lower()[:100] if kind else "application/octet-stream"
        fields.append(Field(_unescaped(found.group(1)), content, _maybe(found.group(2)), content_type))
    if not ended:
        raise Unreadable("The form broke off before its end.")
    return fields


def _files(fields: list[Field]) -> list[Field]:
    """The files that were chosen: a file field left empty is sent with neither name nor content."""
    return [field for field in fields if field.file is not None and (field.file or field.content)]


def _name(field: Field, index: int) -> str:
    return file_name(field.file or "") or f"attachment-{index + 1}"


def _told(typed: Mapping[str, str]) -> dict[str, str]:
    """What the form was told beside the message; "unit" and "service" are taken out of the chosen topic."""
    told_fields = {
        name: value
        for name, value in typed.items()
        if value and name not in UNKEPT and name not in ("subject", "message", "name", "email", "language")
    }
    kind, colon, key = typed.get("topic", "").partition(":")
    if colon and key and kind in ("unit", "service"):
        told_fields[kind] = one_line(key, 200)
    return told_fields


def _moment(written: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _maybe(name: str | None) -> str | None:
    return None if name is None else _unescaped(name)


def _unescaped(written: str) -> str:
    # Browsers write these three, and nothing else, as percent signs (WHATWG, multipart/form-data).
    return written.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
