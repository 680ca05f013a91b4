"""What a message says and what it carries: readable text, the sender's markup, and the files."""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from torg.channels.base import Attachment, File
from torg.channels.charsets import decoded, known
from torg.channels.email import calendars, sealed, tnef
from torg.channels.email.allowance import Allowance
from torg.channels.email.calendars import Calendar
from torg.channels.email.flowed import unwrapped
from torg.channels.email.headers import parameters, text_of, unescaped
from torg.channels.email.inline import files_in
from torg.channels.email.parts import MAIL_TYPES, Part, is_cut_off, parse
from torg.channels.email.sealed import PGP_MESSAGE
from torg.channels.text import LONGEST_MARKUP, clean, file_name, from_html, one_line

_ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "text/calendar": ".ics", "application/ics": ".ics"}
_TEXTS = ("text/plain", "text/html", "text/markdown", "text/x-markdown", "text/x-plain", "text/unknown", "text/*")
_PAGE = ("<html", "<!doc")
_META = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/]")
LONGEST_TEXT = 1_000_000
"""Characters of plain text that are kept as text; whoever sends more has sent a file, which is kept as it came."""


@dataclass(slots=True)
class Body:
    """The pieces of text in reading order, each as plain text and as markup ("" when not given), and the files.

    ``calendars`` are in the text too, as a person reads them. ``sealed`` is "smime" or "pgp" when something is
    encrypted, else "". ``wrapped_class`` is what Outlook calls a message that came as winmail.dat.
    """

    pieces: list[tuple[str, str]] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    calendars: list[Calendar] = field(default_factory=list)
    sealed: str = ""
    wrapped_class: str = ""
    allowance: Allowance = field(default_factory=Allowance)

    def words(self) -> str:
        """What somebody wrote: the plain text, or the markup's text where the sender gave no plain text."""
        texts = [plain if plain.strip() else from_html(markup) for plain, markup in self.pieces]
        return "\n\n".join(text.strip("\n") for text in texts if text.strip()).strip()

    def text(self) -> str:
        """What a person reads: the words, then what, when and where of the calendars; never empty when encrypted."""
        words = self.words()
        said = [one.summary if words else f"{one.summary}\n\n{one.description}" for one in self.calendars]
        text = clean("\n\n".join(filter(None, (words, *said)))).strip() if said else words
        return text or (sealed.NOTE if self.sealed else "")

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
    name = file_name(unescaped(text_of(given)))
    if name:
        return name
    if part.content_type in MAIL_TYPES and part.parts:
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
    named = given.get("filename") or part.parameters.get("name") or ""
    special = _SPECIAL.get(kind) or _SPECIAL_NAMES.get(named.lower())
    if special and special(part, body):
        return
    is_text = kind in _TEXTS or (kind.startswith("multipart/") and not is_cut_off(part))
    if is_text and disposition != "attachment" and (top or not named):
        _text(part, body)
    elif part.body.strip() or named:
        body.files.append(part)


def _text(part: Part, body: Body) -> None:
    """Words, and what is hidden in them; more words than anybody reads are kept as a file too."""
    content = part.content()
    charset = part.parameters.get("charset", "")
    if part.content_type == "text/html" and not known(charset):
        said = _META.search(content[:4000])
        charset = said.group(1).decode("ascii") if said else charset
    text = clean(decoded(content, charset))
    is_markup = (
        _TAG.search(text) is not None if part.content_type == "text/html" else text[:200].lstrip()[:5].lower() in _PAGE
    )
    longest = LONGEST_MARKUP if is_markup else LONGEST_TEXT
    if len(text) > longest:
        text = text[:longest]
        body.files.append(part)
    if is_markup:
        body.pieces.append(("", text))
        return
    if part.content_type == "text/html":
        text = html.unescape(text)
    if part.parameters.get("format", "").lower() == "flowed":
        text = unwrapped(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    text, files = files_in(text)
    body.files += [_made(file_name(name), "", content) for name, content in files]
    if PGP_MESSAGE in text:
        body.sealed = body.sealed or "pgp"
    body.pieces.append((sealed.without_armour(text), ""))


def _made(name: str, content_type: str, content: bytes) -> Part:
    """A file that was inside something else, as a part of its own."""
    guessed = content_type if content_type.count("/") == 1 else mimetypes.guess_type(name)[0]
    return Part({}, guessed or "application/octet-stream", {"name": name}, content)


def _calendar(part: Part, body: Body) -> bool:
    """A calendar: in the text for people, and as a file for their programs; the same one twice is one."""
    if body.allowance.calendars <= 0:
        return False
    body.allowance.calendars -= 1
    text = decoded(part.content()[: 4 * calendars.LONGEST], part.parameters.get("charset", ""))
    calendar = calendars.read(clean(text))
    if calendar.summary and calendar not in body.calendars:
        body.calendars.append(calendar)
    return False


def _wrapped(part: Part, body: Body) -> bool:
    """Outlook's winmail.dat: what is in it stands in its place."""
    if body.allowance.wrapped <= 0:
        return False
    try:
        wrapped = tnef.unwrapped(part.content(), body.allowance)
    except tnef.NotWrapped:
        return False
    body.allowance.wrapped -= 1
    body.wrapped_class = body.wrapped_class or wrapped.message_class
    if wrapped.text.strip() or wrapped.markup.strip():
        # Most programs that send winmail.dat send the words beside it too.
        said = " ".join(body.words().split())
        if not said or " ".join(wrapped.text.split()) not in said:
            body.pieces.append((clean(wrapped.text[:LONGEST_TEXT]), clean(wrapped.markup[:LONGEST_MARKUP])))
    body.files += [_made(file_name(name), one_line(kind).lower(), content) for name, kind, content in wrapped.files]
    # What has more text than is read stays a file too.
    is_cut = wrapped.is_cut or len(wrapped.text) > LONGEST_TEXT or len(wrapped.markup) > LONGEST_MARKUP
    return not is_cut and bool(wrapped.text.strip() or wrapped.markup.strip() or wrapped.files or wrapped.message_class)


def _smime(part: Part, body: Body) -> bool:
    """S/MIME in one piece: what is signed is read, what is encrypted is kept and said so."""
    inside = sealed.signed_content(part.content()) if body.allowance.envelopes > 0 else None
    if inside is None:
        body.sealed = body.sealed or "smime"
        return False
    body.allowance.envelopes -= 1
    body.files.append(part)
    _sort(parse(inside), body, top=True)
    return True


def _encrypted(part: Part, body: Body) -> None:
    """PGP/MIME (RFC 3156): all of it is kept as files."""
    body.sealed = body.sealed or "pgp"
    body.files += [
        child for child in part.parts if child.body.strip() and child.content_type != "application/pgp-encrypted"
    ]


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
        said = Body(allowance=body.allowance)
        _sort(child, said)
        body.files += said.files
        body.calendars += [one for one in said.calendars if one not in body.calendars]
        body.sealed, body.wrapped_class = body.sealed or said.sealed, body.wrapped_class or said.wrapped_class
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
    "multipart/encrypted": _encrypted,
}
_SPECIAL_NAMES: dict[str, Callable[[Part, Body], bool]] = {"winmail.dat": _wrapped, "smime.p7m": _smime}
_SPECIAL: dict[str, Callable[[Part, Body], bool]] = {
    **dict.fromkeys(calendars.TYPES, _calendar),
    **dict.fromkeys(tnef.TYPES, _wrapped),
    **dict.fromkeys(sealed.SMIME_TYPES, _smime),
}
