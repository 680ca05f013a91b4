"""Real messages made worse: cut, spliced, flipped, nested, and said to be what they are not."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from random import Random

from torg.channels.base import Incoming, NoSuchAttachment, Receipt, Unreadable
from torg.channels.email.fingerprints import fingerprint, message_id
from torg.channels.email.reading import attachment, read
from torg.channels.markup import safe
from torg.channels.quotes import fold, own_words

CHARSETS = (
    b"utf-8", b"iso-8859-1", b"gb2312", b"iso-2022-jp", b"euc-kr", b"shift_jis", b"big5", b"utf-7", b"utf-16",
    b"utf-32",
    b"x-mac-roman", b"windows-1251", b"hz-gb-2312", b"unknown-8bit", b"hex", b"punycode", b"idna", b"unicode_escape",
    b"iso-2022-kr", b"johab", b"koi8-r", b"utf-16le", b"", b"zlib", b"undefined", b"ns_4551-1", b"euc-jp", b"cp949",
)  # fmt: skip
LINES = (
    b"Content-Type: multipart/mixed; boundary=x", b"Content-Type: multipart/alternative; boundary=\"x\"", b"--x",
    b"--x--",
    b"Content-Type: message/rfc822", b"Content-Type: application/ms-tnef; name=winmail.dat", b"Content-Type: text/html",
    b"Content-Type: text/plain; format=flowed; delsp=yes", b"Content-Type: text/calendar; method=REPLY",
    b"Content-Type: application/pkcs7-mime; smime-type=signed-data", b"Content-Type: multipart/encrypted; boundary=x",
    b"Content-Type: message/delivery-status",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=x",
    b"Content-Type: message/disposition-notification", b"Action: failed", b"Status: 5.1.1",
    b"X-Failed-Recipients: a@b.no",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Transfer-Encoding: uue",
    b"From: =?utf-8?Q?a@b.no_<a@b.no>?= <c@d.no>", b"From: <>", b"From: MAILER-DAEMON", b"To: a:b@c.no,(d (e) f;;",
    b"Subject: =?utf-8?B?w4", b"Subject: =?iso-2022-jp?B?GyRC?= =?iso-2022-jp?Q?=1B=28B?=", b"Message-ID: <a b@c>",
    b"References: <a@b> c@d <e", b"Date: Tue, 99 Foo 99999 99:99:99 +9999", b"Auto-Submitted: auto-replied",
    b"Content-Disposition: attachment; filename*0*=gb2312''%ff; filename*99=\"", b"begin 644 fil.bin", b"`", b"end",
    b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"DTSTART;TZID=\"a:b\":20261301T999999Z", b"METHOD:REPLY", b"END:VEVENT", b"",
    b"> sitat", b"-- ", b"Fra: a", b"Sendt: b", b"Til: c", b"Emne: d", b"Den 1. mai 2026 kl. 10:00 skrev a@b.no:",
    b"Mvh",
    b"From a@b.no Thu Jan  1 00:00:00 2026", b"-----BEGIN PGP MESSAGE-----", b"<div><a href='x", b"<!--",
    b"<b title=\"",
)  # fmt: skip
BYTES = (b"\0", b"\xff", b"\xfe\xff", b"\x1b$B", b"\x1b(J", b"\r", b"\r\r\n", b"=?", b"?=", b"=\n", b"\xed\xa0\x80",
b"\xc3",
         b"+2AA-", b"\xef\xbb\xbf", b"\x9f\x78\x3e\x22", b"\x30\x80", b"\t", b";", b'"', b"(", b"<", b"@",
         b"%")  # fmt: skip


def mangled(heap: Sequence[bytes], random: Random) -> bytes:
    """One message out of a heap, made worse in one to six ways; the same random numbers give the same one."""
    raw = random.choice(heap)
    for _ in range(random.randint(1, 6)):
        raw = _WAYS[random.randrange(len(_WAYS))](raw, heap, random)[:200_000]
    return raw


def _cut(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    at = random.randint(0, len(raw))
    return raw[:at] + (raw[at + random.randint(0, 400) :] if random.random() < 0.8 else b"")


def _splice(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    other = random.choice(heap)
    return raw[: random.randint(0, len(raw))] + other[random.randint(0, len(other)) :]


def _flip(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    made = bytearray(raw)
    for _ in range(min(len(made), random.randint(1, 12))):
        made[random.randrange(len(made))] = random.randrange(256)
    return bytes(made)


def _scar(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    at = random.randint(0, len(raw))
    return raw[:at] + random.choice(BYTES) * random.randint(1, 3) + raw[at:]


def _line(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    lines = raw.split(b"\n")
    lines.insert(random.randint(0, len(lines)), random.choice(LINES))
    return b"\n".join(lines)


def _drop_line(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    lines = raw.split(b"\n")
    del lines[random.randrange(len(lines))]
    return b"\n".join(lines)


def _nest(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    head = b"From: a@b.no\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    inside = b"Content-Type: message/rfc822\n\n" + raw if random.random() < 0.5 else raw
    return head + inside + random.choice((b"\n--x--\n", b"\n--x\n\nmer\n--x--", b"\n--x", b""))


def _charset(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    return raw.replace(b"utf-8", random.choice(CHARSETS)).replace(b"iso-8859-1", random.choice(CHARSETS))


def _ends(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    return raw.replace(b"\n", random.choice((b"\r\n", b"\r", b"\r\r\n", b"\n\n", b" \n", b"\n ")))


def _words(raw: bytes, heap: Sequence[bytes], random: Random) -> bytes:
    return raw.replace(*random.choice(((b"base64", b"quoted-printable"), (b"quoted-printable", b"base64"), (b"8bit",
    b"7bit"),
        (b"plain", b"html"), (b"mixed", b"alternative"), (b"=?", b"= ?"), (b"boundary", b"bound"), (b"\"",
         b""))))  # fmt: skip


_WAYS = (_cut, _splice, _flip, _scar, _line, _line, _drop_line, _nest, _charset, _ends, _words)


def insist(raw: bytes) -> str:
    """Everything that is promised of any message, checked; what became of it: letter, news or quarantine."""
    assert len(fingerprint(raw)) == 32
    storable(message_id(raw))
    for headers in ({}, {"mail-from": "", "rcpt-to": "post@fjordvik.example"}):
        became = _insist(raw, headers)
    return became


def _insist(raw: bytes, headers: dict[str, str]) -> str:
    try:
        found = list(read(raw, headers))
    except Unreadable as trouble:
        # A reason that names an error of Python's is an error of ours.
        if "could not be understood" in trouble.why or not trouble.why.endswith("."):
            raise
        return "quarantine"
    assert found
    for one in found:
        if isinstance(one, Receipt):
            storable(one.outside_id, one.said)
            assert one.outside_id
        else:
            _letter(raw, one)
    return "letter" if isinstance(found[0], Incoming) else "news"


def _letter(raw: bytes, one: Incoming) -> None:
    storable(one.text, one.html, one.subject, one.from_name, one.from_address, one.outside_id, one.in_reply_to)
    storable(*one.to, *one.references, *one.fields.values())
    assert "@" in one.from_address
    assert one.from_address == one.from_address.lower()
    assert not set(" <>\n\r") & set(one.from_address.partition('"@')[2] or one.from_address)
    assert one.text == one.text.strip()
    for file in one.attachments[: 20 if len(raw) < 20_000 else 2]:
        storable(file.name, file.content_type)
        assert file.name
        assert "/" not in file.name
        again = attachment(raw, {}, file.index)
        assert (again.name, again.content_type, len(again.content)) == (file.name, file.content_type, file.size)
    with contextlib.suppress(NoSuchAttachment):
        attachment(raw, {}, len(one.attachments))
    folded = fold(one.text, forwarded=one.forwarded)
    assert folded.own + "".join(piece.text for piece in folded.rest) == one.text
    assert bool(own_words(one.text)) == bool(one.text)
    shown = safe(one.html).lower()
    assert "<script" not in shown
    assert "<form" not in shown


def storable(*texts: str) -> None:
    """Whether PostgreSQL takes it and a page shows it."""
    for text in texts:
        assert "\0" not in text
        text.encode("utf-8")
