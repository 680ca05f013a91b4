"""What a message says and what it carries: readable text, the sender's markup, and the files."""

from __future__ import annotations

import html
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, field

from torg.channels.base import Attachment, File
from torg.channels.email.headers import parameters, text_of
from torg.channels.email.parts import Part
from torg.channels.text import clean, decoded, file_name, from_html

_ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "text/calendar": ".ics", "application/ics": ".ics"}
_MAIL_TYPES = ("message/rfc822", "message/global")


@dataclass(slots=True)
class Body:
    """The pieces of text in reading order, each as plain text and as markup ("" when not given), and the files."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)

    def text(self) -> str:
        """What a person reads: the plain text, or the markup's text where the sender gave no plain text."""
        texts = [plain if plain.strip() else from_html(markup) for plain, markup in self.pieces]
        return "\n\n".join(text.strip("\n") for text in texts if text.strip()).strip()

    def html(self) -> str:
        """The sender's markup, with plain pieces between; "" when there is no markup at all. Unsafe as it stands."""
        if not any(markup for _, markup in self.pieces):
            return ""
        return "\n".join(markup or f"<pre>{html.escape(plain)}</pre>" for plain, markup in self.pieces)


def body_of(message: Part) -> Body:
    """Sort a message's parts into text and files."""
    body = Body()
    _sort(message, body, top=True)
    return body


def attachments(body: Body) -> tuple[Attachment, ...]:
    """The files of a message, named; ``index`` counts them in reading order."""
    return tuple(
        Attachment(name_of(part, index), content_type_of(part), part.size(), index, content_id_of(part))
        for index, part in enumerate(body.files)
    )


def file_of(part: Part, index: int) -> File:
    """One file with its bytes."""
    return File(name_of(part, index), content_type_of(part), part.content())


def content_type_of(part: Part) -> str:
    """The part's type as said, when what is said is a type at all."""
    said = part.content_type
    usable = len(said) <= 100 and said.isascii() and said.isprintable() and " " not in said
    return said if usable else "application/octet-stream"


def content_id_of(part: Part) -> str:
    """By what the message's own markup names this part, without angle brackets."""
    return text_of(part.header("content-id")).strip("<> ")[:400]


def name_of(part: Part, index: int) -> str:
    """A file's name as the sender gave it, else made from its subject or type and its place."""
    _, disposition = parameters(part.header("content-disposition"))
    given = disposition.get("filename") or part.parameters.get("name") or ""
    name = file_name(text_of(given))
    if name:
        return name
    if part.content_type in _MAIL_TYPES and part.parts:
        subject = file_name(text_of(part.parts[0].header("subject")).replace("/", "-"))
        return file_name((subject or f"message-{index + 1}") + ".eml")
    ending = _ENDINGS.get(part.content_type) or mimetypes.guess_extension(part.content_type) or ".bin"
    return f"attachment-{index + 1}{ending}"


def _sort(part: Part, body: Body, *, top: bool = False) -> None:
    kind = part.content_type
    if kind.startswith("multipart/") and (part.parts or not part.body.strip()):
        _MULTIPARTS.get(kind, _mixed)(part, body)
        return
    disposition, given = parameters(part.header("content-disposition"))
    named = bool(given.get("filename") or part.parameters.get("name"))
    is_text = kind in ("text/plain", "text/html") or (kind.startswith("multipart/") and not part.parts)
    if is_text and disposition != "attachment" and (top or not named):
        text = clean(decoded(part.content(), part.parameters.get("charset", "")))
        body.pieces.append(("", text) if kind == "text/html" else (text, ""))
    elif part.body.strip() or named:
        body.files.append(part)


def _mixed(part: Part, body: Body) -> None:
    for child in part.parts:
        _sort(child, body)


def _alternative(part: Part, body: Body) -> None:
    """The same said in several ways: the first plain text and the last markup; files in any of them are kept."""
    plain: list[str] = []
    markup: list[str] = []
    for child in part.parts:
        if child.content_type in ("text/x-amp-html", "text/watch-html"):
            continue
        said = Body()
        _sort(child, said)
        body.files += said.files
        texts, pages = [p for p, h in said.pieces if p.strip()], [h for _, h in said.pieces if h.strip()]
        plain = plain or texts if not pages else plain
        markup = ["\n".join(h or f"<pre>{html.escape(p)}</pre>" for p, h in said.pieces)] if pages else markup
    if plain or markup:
        body.pieces.append(("\n\n".join(plain), "".join(markup)))


def _report(part: Part, body: Body) -> None:
    """A machine's report: its words first, then the machine-readable rest as files."""
    for child in part.parts[:1]:
        _sort(child, body)
    body.files += [child for child in part.parts[1:] if child.body.strip()]


_MULTIPARTS: dict[str, Callable[[Part, Body], None]] = {
    "multipart/alternative": _alternative,
    "multipart/report": _report,
}
