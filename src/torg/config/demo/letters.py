"""What the invented people send, as the bytes that their mail programs and browsers make of it."""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from torg.channels.base import Arrival
from torg.channels.email.fingerprints import fingerprint
from torg.config.demo.post import Kept


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented; ``email`` may be empty for a person who only has a phone."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes. ``file`` is the name of a file that goes with it, "" for none."""

    subject: str
    text: str
    language: str
    file: str = ""


def by_email(
    person: Person, words: Words, *, to: str, at: datetime, dice: random.Random, answers: Kept | None = None,
    automatic: bool = False,
) -> Arrival:  # fmt: skip
    """A mail as it arrives over SMTP; ``answers`` is the mail of ours that it replies to."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{person.name}" <{person.email}>' if person.name else person.email
    message["To"] = to
    message["Subject"] = words.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{dice.getrandbits(80):020x}@{person.email.rpartition('@')[2]}>"
    if answers:
        message["In-Reply-To"] = message["References"] = f"<{answers.message_id}>"
    if automatic:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    _write_text(message, words, dice)
    if words.file:
        kind, content = _file(words.file, dice)
        maintype, _, subtype = kind.partition("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=words.file)
    return mail(message.as_bytes(), sender="" if automatic else person.email, to=to)


def _write_text(message: EmailMessage, words: Words, dice: random.Random) -> None:
    """The text as different programs send it: UTF-8 or Latin-1, quoted or bare, alone or with HTML beside it."""
    style = dice.randrange(5)
    if style == 0 and words.text.encode("latin-1", "ignore").decode("latin-1") == words.text:
        message.set_content(words.text, charset="iso-8859-1", cte="quoted-printable")
    elif style == 1:
        message.set_content(words.text, cte="base64")
    else:
        message.set_content(words.text, cte="quoted-printable")
    if style >= 3:
        plain = words.text.replace("&", "&amp;").replace("<", "&lt;")
        paragraphs = "".join(f"<p>{part}</p>" for part in plain.replace("\n\n", "\0").replace("\n", "<br>").split("\0"))
        message.add_alternative(f"<html><body>{paragraphs}</body></html>", subtype="html")


def bounce(about: Kept, *, at: datetime, dice: random.Random, host: str) -> Arrival:
    """The report of another mail server that a mail of ours could not be delivered (RFC 3464)."""
    mark = f"report-{dice.getrandbits(64):016x}"
    lines = [
        f"From: Mail Delivery System <MAILER-DAEMON@{host}>",
        f"To: {about.to}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <{dice.getrandbits(80):020x}@{host}>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{mark}"',
        "",
        f"--{mark}",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"I'm sorry to have to inform you that your message could not be delivered to <{about.to}>.",
        "",
        f"--{mark}",
        "Content-Type: message/delivery-status",
        "",
        f"Reporting-MTA: dns; {host}",
        "",
        f"Final-Recipient: rfc822; {about.to}",
        "Action: failed",
        "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 No such user here",
        "",
        f"--{mark}",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: <{about.message_id}>",
        "",
        f"--{mark}--",
        "",
    ]
    return mail("\r\n".join(lines).encode("ascii"), sender="", to="")


def mail(raw: bytes, *, sender: str, to: str) -> Arrival:
    """Bytes as the mail receiver would hand them on."""
    headers = {"mail-from": sender, "rcpt-to": to, "peer": "127.0.0.1"}
    return Arrival("email", raw, headers, "", fingerprint(raw))


def by_form(
    person: Person, words: Words, *, topic: str, at: datetime, dice: random.Random, spam: bool = False
) -> Arrival:
    """The form of the portal as a browser posts it, with the fields that the page has."""
    mark = f"----DemoFormBoundary{dice.getrandbits(64):016x}"
    token = f"demo-{dice.getrandbits(96):024x}"
    typed = {
        "topic": topic, "subject": words.subject, "message": words.text, "name": person.name, "email": person.email,
        "phone": "" if person.email else person.phone, "website": "https://cheap.example" if spam else "",
        "token": token, "language": words.language,
    }  # fmt: skip
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + value.replace("\n", "\r\n").encode()
        for name, value in typed.items()
    ]
    kind, content = _file(words.file, dice) if words.file else ("application/octet-stream", b"")
    parts.append(
        f'--{mark}\r\nContent-Disposition: form-data; name="attachments"; filename="{words.file}"\r\n'
        f"Content-Type: {kind}\r\n\r\n".encode()
        + content
    )
    raw = b"\r\n".join([*parts, f"--{mark}--\r\n".encode()])
    headers = {
        "content-type": f"multipart/form-data; boundary={mark}", "outside-id": token, "language": words.language,
        "spam-suspected": "yes" if spam else "", "sent-at": at.isoformat(),
    }  # fmt: skip
    return Arrival("web", raw, headers, token, b"")


# -- files that can be opened -----------------------------------------------------------------------------------------


def _file(name: str, dice: random.Random) -> tuple[str, bytes]:
    """Content for a file of this name: a picture for .png, else a PDF of one page."""
    return ("image/png", _picture(dice)) if name.endswith(".png") else ("application/pdf", _document(name))


def _picture(dice: random.Random) -> bytes:
    """Hills under a sky, 240 by 160."""
    width, height = 240, 160
    sky, near = (dice.randrange(150, 210), 200, 230), (60, dice.randrange(90, 140), 70)
    tops = [90 + 25 * dice.random() for _ in range(9)]
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            place, rest = divmod(x, 30)
            top = tops[place] + (tops[place + 1] - tops[place]) * rest / 30
            rows += bytes(sky if y < top else near)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(rows), 9)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _document(name: str) -> bytes:
    """A page that says what it is called."""
    words = name.rpartition(".")[0].encode("latin-1", "replace").replace(b"(", b"").replace(b")", b"")
    drawn = b"BT /F1 18 Tf 72 760 Td (" + words + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)
