"""Whatever is sent: the work grows with the length, and memory is a few times the length."""

from __future__ import annotations

import base64
import importlib
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.email.mangling import insist, mangled
from tests.channels.email.test_torture import mail, mapi, multipart, tnef, winmail
from torg.channels.base import Incoming, Unreadable
from torg.channels.email.fingerprints import fingerprint
from torg.channels.email.reading import attachment, read

HEAP = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.eml"))]
HEAD = b"From: a@b.example\n"


def nested(n: int) -> bytes:
    return (
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(n)) + b"\nHei"
    )


def nested_fat(n: int) -> bytes:
    return nested(40) + b"x" * (n * 30)


def messages(n: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * n + b"Subject: x\n\nHei"


def messages_in_base64(n: int) -> bytes:
    raw = b"Subject: x\n\n" + b"Hei " * n * 8
    for _ in range(12):
        raw = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(raw)
        if len(raw) > 60 * n:
            break
    return HEAD + raw


def signed_in_signed(n: int) -> bytes:
    return (
        HEAD
        + b"Content-Type: application/pkcs7-mime\n\n"
        + b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80" * n
    )


WINMAIL = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"


def in_rtf(rtf: bytes) -> bytes:
    return winmail(tnef((0x9003, mapi((0x102, 0x1009, b"\0" * 4 + b"\xff" * 4 + b"MELA" + b"\0" * 4 + rtf)))))


def compressed(length: int) -> bytes:
    """RTF of "{}" again and again, of which seventeen bytes come out of two, as a property of a message."""
    begun = 207  # where the window stands at first
    made, packed = 8, bytearray(b"\0" + b"{}" * 4)
    while made < length:
        packed.append(0xFF)
        for _ in range(8):
            packed += ((begun + made - 8) % 4096 << 4 | 15).to_bytes(2, "big")
            made += 17
    head = (len(packed) + 12).to_bytes(4, "little") + length.to_bytes(4, "little") + b"LZFu" + b"\0" * 4
    return mapi((0x102, 0x1009, head + bytes(packed)))


BUSY: dict[str, Callable[[int], bytes]] = {
    "nested": nested,
    "nested and long": nested_fat,
    "messages in messages": messages,
    "messages in base64": messages_in_base64,
    "signed in signed": signed_in_signed,
    "siblings": lambda n: multipart(*[b"Content-Type: image/png; name=a.png\n\nq"] * n),
    "texts": lambda n: multipart(*[b"\nhei"] * n),
    "boundaries": lambda n: multipart() + b"--x\n" * n * 4,
    "nearly boundaries": lambda n: multipart() + b"--xy" * n * 4,
    "ends": lambda n: multipart() + b"\n--x--" * n,
    "headers": lambda n: HEAD + b"X-Trace: y\n" * n + b"\nHei",
    "no headers": lambda n: HEAD + b"uten kolon\n" * n + b"Subject: x\n\nHei",
    "a long header": lambda n: HEAD + b"Subject: " + b" =?utf-8?Q?a?=\n" * n + b"\nHei",
    "a long address": lambda n: b"From: " + b"(a \"b <c, =?x?q?d?= " * n + b"\nTo: " + b"a@b.no, c, " * n + b"\n\nHei",
    "many addresses": lambda n: HEAD + b"To: a@b.no\n" * n + b"\nHei",
    "references": lambda n: HEAD + b"References: " + b"<a@b>\n c@d " * n + b"\n\nHei",
    "parameters": lambda n: HEAD + b"Content-Type: text/plain" + b"; a*1*=x; b=\"c" * n + b"\n\nHei",
    "words": lambda n: HEAD + b"Subject: " + b"=?" * n * 4 + b"\n\nHei",
    "base64 with scars": lambda n: mail(b"aGVp=!" * n * 2, "Content-Transfer-Encoding: base64"),
    "broken escapes": lambda n: mail(b"=A =ZZ = \n" * n, "Content-Transfer-Encoding: quoted-printable"),
    "escapes of iso-2022-jp": lambda n: mail(b"\x1b$B$\x1b(B" * n, "Content-Type: text/plain; charset=iso-2022-jp"),
    "utf-7": lambda n: mail(b"+AOU-+2A" * n, "Content-Type: text/plain; charset=utf-7"),
    "punycode": lambda n: mail(b"abcdefg-" * n * 2, "Content-Type: text/plain; charset=punycode"),
    "flowed": lambda n: mail(b"a \n> b \n" * n, "Content-Type: text/plain; format=flowed"),
    "uuencode without end": lambda n: mail(b"begin 644 a\n#86)C\n" * n),
    "a calendar": lambda n: mail(b"BEGIN:VEVENT\n\"a\":\"\"b\n c\n" * n, "Content-Type: text/calendar"),
    "a line of a calendar": lambda n: mail(b"BEGIN:VEVENT\nX" + b'":"' * n * 8, "Content-Type: text/calendar"),
    "colons in quotes": lambda n: mail(b'BEGIN:VEVENT\nX;a="' + b":" * n * 20, "Content-Type: text/calendar"),
    "calendars": lambda n: multipart(*[b"Content-Type: text/calendar\n\nBEGIN:VEVENT\nSUMMARY:a"] * n),
    "many winmail.dat": lambda n: multipart(*[WINMAIL + base64.encodebytes(tnef((0x800C, b"Hei")))] * n),
    "winmail": lambda n: winmail(tnef(*[(0x9002, b""), (0x8010, b"a\0")] * n)),
    "properties": lambda n: winmail(tnef((0x9003, mapi(*[(0x1E, 0x1000, b"x")] * n)))),
    "rtf": lambda n: winmail(tnef((0x9003, mapi((0x102, 0x1009, b"\0" * 4 + b"\xff" * 4 + b"MELA" + b"{\\'e5" * n))))),
    "groups of rtf": lambda n: in_rtf(b"{" * n * 20),
    "compressed rtf": lambda n: winmail(tnef(*[(0x9003, compressed(n * 100))] * 3)),
    "elements in elements": lambda n: mail(b"<div>" * n * 2, "Content-Type: text/html"),
    "ends without beginnings": lambda n: mail(b"<b></i>" * n, "Content-Type: text/html"),
    "links": lambda n: mail(b"<a href='https://b.example/a'>x</a> " * n, "Content-Type: text/html"),
    "open comments": lambda n: mail(b"<!-- <a href=\"" * n, "Content-Type: text/html"),
    "quotes": lambda n: mail(b"> a\nb\n" * n),
    "introductions": lambda n: mail(b"Den 1. mai 2026 kl. 10:00 skrev a\n" * n),
    "greetings": lambda n: mail(b"Mvh\n\n-- \n" * n + b"PS\n"),
    "blocks": lambda n: mail(b"Fra: a\nSendt: b\n\n" * n),
    "newlines": lambda n: HEAD + b"\n" * n * 10,
    "stars": lambda n: mail((b"*" * 300 + b"\n") * (n // 20)),
}  # fmt: skip


def understand(raw: bytes) -> None:
    fingerprint(raw)
    try:
        insist(raw)
    except Unreadable as trouble:
        if "could not be understood" in trouble.why:
            raise


def least_time(raw: bytes) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        understand(raw)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("name", BUSY)
def test_four_times_the_length_is_about_four_times_the_work(name: str) -> None:
    short, long = least_time(BUSY[name](400)), least_time(BUSY[name](1600))
    # A square would be sixteen times; a floor keeps what is too quick to measure from deciding anything.
    assert long < 9 * max(short, 0.01), f"{short:.3f} s became {long:.3f} s"


@pytest.mark.parametrize("name", BUSY)
def test_memory_is_a_few_times_the_length(name: str) -> None:
    raw = BUSY[name](6000)
    tracemalloc.start()
    try:
        read(raw, {})
    except Unreadable:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    # A header or a part of a few bytes costs some hundred as a Python object, so short ones weigh the most.
    assert peak < 60 * len(raw) + 2_000_000, f"{peak / len(raw):.0f} times"


def test_a_message_of_25_mb_is_read_in_a_few_times_its_size() -> None:
    packed = base64.encodebytes(bytes(range(256)) * 73_000)
    raw = multipart(
        b"\nSe vedlagt film.", b"Content-Type: video/mp4; name=film.mp4\nContent-Transfer-Encoding: base64\n\n" + packed
    )
    assert len(raw) > 25_000_000
    tracemalloc.start()
    (one,) = read(raw, {})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(one, Incoming)
    assert [(file.name, file.size) for file in one.attachments] == [("film.mp4", 256 * 73_000)]
    assert peak < 4 * len(raw)
    assert len(attachment(raw, {}, 0).content) == 256 * 73_000


def test_what_is_packed_tightly_is_unpacked_within_bounds_and_kept_as_it_came() -> None:
    raw = multipart(*[WINMAIL + base64.encodebytes(tnef((0x9003, compressed(5_000_000))))] * 4)
    assert len(raw) < 4_000_000
    started = time.process_time()
    tracemalloc.start()
    (one,) = read(raw, {})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(one, Incoming)
    assert peak < 25_000_000
    assert time.process_time() - started < 5
    assert [file.name for file in one.attachments] == ["winmail.dat"] * 4


def test_groups_within_groups_end_where_they_end_however_deep_they_are() -> None:
    deep = in_rtf(b"{\\rtf1 Hei " + b"{" * 5000 + b"\\fonttbl Arial" + b"}" * 5000 + b"du}")
    (one,) = read(deep, {})
    assert isinstance(one, Incoming)
    assert one.text.split() == ["Hei", "du"]


def test_a_calendar_line_of_colons_is_read_in_a_moment_and_the_text_before_them_is_told() -> None:
    event = b'BEGIN:VEVENT\nSUMMARY:Dugnad\nX-A;B="' + b'":"' * 66_000
    started = time.process_time()
    (one,) = read(mail(event, "Content-Type: text/calendar"), {})
    assert isinstance(one, Incoming)
    assert one.text == "Dugnad"
    assert time.process_time() - started < 0.5


def test_of_very_many_calendars_some_are_told_and_all_are_files() -> None:
    part = "Content-Type: text/calendar; name={0}.ics\n\nBEGIN:VEVENT\nSUMMARY:Dugnad {0}\nEND:VEVENT"
    (one,) = read(multipart(*[part.format(n).encode() for n in range(100)]), {})
    assert isinstance(one, Incoming)
    assert (one.text.count("Dugnad"), len(one.attachments)) == (20, 100)


@settings(deadline=None, max_examples=400)
@given(st.integers(0, 2**32))
def test_real_messages_made_worse_keep_every_promise(seed: int) -> None:
    try:
        insist(mangled(HEAP, Random(seed)))
    except Unreadable as trouble:
        raise AssertionError(trouble.why) from trouble


def pythons_own() -> list[Path]:
    try:
        test_email = importlib.import_module("test.test_email")
    except ImportError:
        return []
    return sorted(Path(next(iter(test_email.__path__)), "data").glob("*.txt"))


@pytest.mark.skipif(not pythons_own(), reason="this Python came without its own tests")
@pytest.mark.parametrize("path", pythons_own(), ids=lambda path: path.stem)
def test_the_messages_of_pythons_own_tests_keep_every_promise(path: Path) -> None:
    insist(path.read_bytes())
