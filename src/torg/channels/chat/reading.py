"""A conversation as it was kept becomes an `Incoming`: what was said, line by line, with its files.

The raw input is JSON (`writing.raw_of`): ``talk`` (the conversation's code), ``part`` (its name), ``after`` (the name
of the part before, "" for the first), ``language``, ``subject``, ``name``, ``email``, ``phone``, ``record`` (true where
it only tells what was said, and asks nothing) and ``said``, a list of ``at`` (ISO 8601 with zone), ``who``, ``text``
and ``files`` (``name``, ``type`` and ``content`` in base64). Somebody may ask for a person and say nothing yet.
"""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from torg.channels.base import RECORD, TALK, Attachment, File, Incoming, NoSuchAttachment, Unreadable
from torg.channels.text import clean, file_name, one_line

KIND = "chat"
LANGUAGES = ("nb", "nn", "da", "en")


def read(raw: bytes) -> Incoming:
    """Understand one kept conversation; raises Unreadable and nothing else."""
    said = _parsed(raw)
    lines = list(_lines(said))
    files = list(_files(said))
    language, after = _text(said, "language"), one_line(_text(said, "after"), 200)
    fields = {TALK: one_line(_text(said, TALK), 20).lower(), "phone": one_line(_text(said, "phone"), 40)}
    if said.get(RECORD) is True:
        fields[RECORD] = "yes"
    return Incoming(
        kind=KIND,
        outside_id=one_line(_text(said, "part"), 200),
        from_address=one_line(_text(said, "email"), 320).lower(),
        from_name=one_line(_text(said, "name"), 200),
        to=(),
        subject=one_line(_text(said, "subject"), 300),
        text="\n".join(lines),
        attachments=tuple(
            Attachment(file.name, file.content_type, len(file.content), index) for index, file in enumerate(files)
        ),
        in_reply_to=after,
        language=language if language in LANGUAGES else "",
        fields={name: value for name, value in fields.items() if value},
    )


def attachment(raw: bytes, index: int) -> File:
    """Fetch one file again; raises NoSuchAttachment, or Unreadable."""
    files = list(_files(_parsed(raw)))
    if not 0 <= index < len(files):
        raise NoSuchAttachment(index)
    return files[index]


def _parsed(raw: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as trouble:
        raise Unreadable("The conversation is not written as ours are (no JSON).") from trouble
    if not isinstance(said, dict) or not isinstance(said.get("said"), list) or not _text(said, TALK):
        raise Unreadable("The conversation is not written as ours are: it lacks its code, or what was said.")
    return said


def _messages(said: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for one in said["said"]:
        if not isinstance(one, dict):
            raise Unreadable("Something in the conversation is not written as ours are.")
        yield one


def _lines(said: Mapping[str, Any]) -> Iterator[str]:
    """What was said, each with the clock and who said it; lines after the first stand as they are."""
    for one in _messages(said):
        text = clean(_text(one, "text")).strip()
        if text:
            yield f"{_clock(one)}{one_line(_text(one, 'who'), 200)}: {text}"


def _clock(one: Mapping[str, Any]) -> str:
    try:
        return f"{datetime.fromisoformat(_text(one, 'at')):%H:%M} "
    except ValueError:
        return ""


def _files(said: Mapping[str, Any]) -> Iterator[File]:
    for one in _messages(said):
        files = one.get("files", [])
        for number, file in enumerate(files if isinstance(files, list) else []):
            if not isinstance(file, dict):
                raise Unreadable("A file in the conversation is not written as ours are.")
            try:
                content = b64decode(_text(file, "content"), validate=True)
            except (NotBase64, ValueError) as trouble:
                raise Unreadable("A file in the conversation can not be read.") from trouble
            name = file_name(_text(file, "name")) or f"file-{number + 1}"
            yield File(name, one_line(_text(file, "type"), 100) or "application/octet-stream", content)


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    return value if isinstance(value, str) else ""
