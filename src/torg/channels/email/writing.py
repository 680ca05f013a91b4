"""An `Outgoing` becomes the bytes of an e-mail: few headers, all correct, the same bytes on every attempt.

Django's and Python's message builders cost eight times what the text costs; this is made by hand. Everything is
7-bit, so that every server on the way can carry it as it is.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from email.utils import format_datetime

from torg.channels.base import Outgoing, SendFailed
from torg.channels.text import clean, one_line

LONGEST_LINE = 78
_MOST_REFERENCES = 20
_ADDRESS = re.compile(r"""[^\s@<>()\[\],;:\\"\x00-\x1f\x7f]+@[^\s@<>()\[\],;:\\"\x00-\x1f\x7f]+""")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_IDENTITY = re.compile(r"[!-;=?-~]{1,900}")
_SAFE_IN_WORD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_WORD_BYTES = 45
_LONG_LINE = re.compile(r"[^\n]{990}")


def write(out: Outgoing) -> bytes:
    """The message with CRLF ends of lines; raises SendFailed when an address or our Message-ID is none.

    What it answers is the sender's to name: an identity of theirs that no header can hold is left out.
    """
    lines = [
        _mailbox("From", out.from_name, out.from_address),
        _mailbox("To", out.to_name, out.to_address),
    ]
    if out.reply_to:
        lines.append(_mailbox("Reply-To", "", out.reply_to))
    lines += [
        _text("Subject", out.subject),
        f"Date: {format_datetime(out.at)}",
        f"Message-ID: {_ours(out.message_id)}",
    ]
    answered = _identity(out.in_reply_to)
    if answered:
        lines.append(f"In-Reply-To: {answered}")
    thread = [fit for fit in map(_identity, out.references) if fit]
    if thread:
        lines.append("References: " + "\r\n ".join(_first_and_last(thread)))
    if out.language.isalpha() and out.language.isascii():
        lines.append(f"Content-Language: {out.language}")
    if out.automatic:
        lines += [
            "Auto-Submitted: auto-replied",
            "Precedence: bulk",
            "X-Auto-Response-Suppress: OOF, AutoReply, RN, NRN",
        ]
    lines.append("MIME-Version: 1.0")
    text = _body("plain", out.text)
    if out.html:
        boundary = "=_" + hashlib.sha256(out.message_id.encode("utf-8", "replace")).hexdigest()[:40]
        lines.append(f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n')
        lines += [f"--{boundary}", text, f"--{boundary}", _body("html", out.html), f"--{boundary}--", ""]
    else:
        lines.append(text)
    return "\r\n".join(lines).encode("utf-8")


def address(written: str) -> str:
    """An address as servers take it: its domain in ASCII (IDNA); raises SendFailed when it is no address."""
    bare = written.strip()
    if not _ADDRESS.fullmatch(bare) or len(bare) > 320:
        raise SendFailed(f"“{one_line(written, 80)}” is not an e-mail address.", permanent=True)
    local, _, domain = bare.rpartition("@")
    if domain.isascii():
        return bare
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise SendFailed(f"“{one_line(written, 80)}” has a domain that cannot exist.", permanent=True) from None


def _ours(written: str) -> str:
    identity = _identity(written)
    if not identity:
        raise SendFailed(f"“{one_line(written, 80)}” cannot be a Message-ID.", permanent=True)
    return identity


def _identity(written: str) -> str:
    """A Message-ID in its brackets, "" when it is none that a header can hold."""
    bare = written.strip().removeprefix("<").removesuffix(">")
    return f"<{bare}>" if _IDENTITY.fullmatch(bare) else ""


def _first_and_last(thread: list[str]) -> list[str]:
    return thread if len(thread) <= _MOST_REFERENCES else [thread[0], *thread[1 - _MOST_REFERENCES :]]


def _mailbox(header: str, name: str, written: str) -> str:
    bare = address(written)
    shown = one_line(name, 200)
    if not shown:
        return f"{header}: {bare}"
    if not shown.isascii() or "=?" in shown:
        shown = _words(shown, len(header) + 2)
    elif not _PLAIN_NAME.fullmatch(shown):
        shown = '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    space = " " if len(header) + 4 + len(shown.rpartition("\n")[2]) + len(bare) <= LONGEST_LINE else "\r\n "
    return f"{header}: {shown}{space}<{bare}>"


def _text(header: str, text: str) -> str:
    """A header of free text: as it stands when it is short ASCII, folded at spaces, else in encoded words."""
    line = one_line(text)
    if not line.isascii() or "=?" in line or any(len(word) > LONGEST_LINE - 2 for word in line.split(" ")):
        return f"{header}: {_words(line, len(header) + 2)}"
    made, length = [header + ":"], len(header) + 1
    for word in line.split(" "):
        if length + 1 + len(word) > LONGEST_LINE and length > len(header) + 1 and word:
            made.append("\r\n")
            length = 0
        made.append(" " + word)
        length += 1 + len(word)
    return "".join(made)


def _words(text: str, used: int) -> str:
    """Encoded words (RFC 2047) of at most 75 characters each, one a line, cut between characters."""
    made: list[str] = []
    piece, room = b"", max(10, _WORD_BYTES - used)
    for character in text:
        coded = character.encode("utf-8")
        if _coded_length(piece) + _coded_length(coded) > room + 15:
            made.append(_word(piece))
            piece, room = b"", _WORD_BYTES
        piece += coded
    made.append(_word(piece))
    return "\r\n ".join(made)


def _coded_length(content: bytes) -> int:
    return sum(1 if byte in _SAFE_IN_WORD or byte == 32 else 3 for byte in content)


def _word(content: bytes) -> str:
    coded = "".join(chr(byte) if byte in _SAFE_IN_WORD else "_" if byte == 32 else f"={byte:02X}" for byte in content)
    return f"=?utf-8?Q?{coded}?="


def _body(subtype: str, text: str) -> str:
    """One body with its own headers; quoted-printable unless short lines of ASCII, base64 where that is shorter."""
    text = clean(text)
    text = text if text.endswith("\n") else text + "\n"
    if text.isascii() and not _LONG_LINE.search(text):
        head = f"Content-Type: text/{subtype}; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit"
        return head + "\r\n\r\n" + text.replace("\n", "\r\n")
    content = text.replace("\n", "\r\n").encode("utf-8")
    coded, encoding = binascii.b2a_qp(content, istext=True), "quoted-printable"
    if len(coded) > len(content) * 1.6:
        coded, encoding = _base64_lines(content), "base64"
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}"
    return head + "\r\n\r\n" + coded.decode("ascii")


def _base64_lines(content: bytes) -> bytes:
    coded = binascii.b2a_base64(content, newline=False)
    return b"\r\n".join(coded[start : start + 76] for start in range(0, len(coded), 76)) + b"\r\n"
