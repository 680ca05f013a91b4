"""A posted form becomes what the person said in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from torg.channels.base import File, Incoming, NoSuchAttachment, Outgoing, SendFailed, Unreadable
from torg.channels.text import clean, file_name, one_line
from torg.channels.web import Web
from torg.channels.web.reading import read
from torg.channels.web.writing import form_body

FIELDS = [
    ("csrfmiddlewaretoken", "x" * 64),
    ("topic", "unit:byggesak"),
    ("subject", "Garasje"),
    ("message", "Hei!\nMå jeg søke om å bygge garasje?"),
    ("name", "Kari Ødegård"),
    ("email", "Kari@Brev.example"),
    ("phone", "+47 55 00 00 00"),
    ("language", "nn"),
]
DRAWING = File("tegning på ark.pdf", "application/pdf", b"%PDF-1.4\r\n\r\n--torg\x00\xff\r\n")
PHOTO = File("hus.jpg", "image/jpeg", b"\xff\xd8\xff")


def form(headers: Mapping[str, str] | None = None) -> Incoming:
    body, content_type = form_body(FIELDS)
    (one,) = read(body, {"content-type": content_type, **(headers or {})})
    return one


def test_a_form_says_who_asks_what_of_whom() -> None:
    told = form({"outside-id": "token-1", "sent-at": "2026-04-01T10:00:00+00:00"})
    assert told.kind == "web"
    assert told.outside_id == "token-1"
    assert (told.from_name, told.from_address) == ("Kari Ødegård", "kari@brev.example")
    assert (told.subject, told.text) == ("Garasje", "Hei!\nMå jeg søke om å bygge garasje?")
    assert told.fields == {"topic": "unit:byggesak", "unit": "byggesak", "phone": "+47 55 00 00 00"}
    assert told.language == "nn"
    assert told.sent_at == datetime(2026, 4, 1, 10, tzinfo=UTC)
    assert not told.spam_suspected
    assert not told.automatic


def test_files_come_with_their_names_and_can_be_fetched_again_byte_for_byte() -> None:
    body, content_type = form_body(FIELDS, [DRAWING, PHOTO])
    headers = {"content-type": content_type}
    (told,) = Web().receive(body, headers)
    assert isinstance(told, Incoming)
    assert [(one.name, one.content_type, one.size, one.index) for one in told.attachments] == [
        ("tegning på ark.pdf", "application/pdf", len(DRAWING.content), 0),
        ("hus.jpg", "image/jpeg", 3, 1),
    ]
    assert Web().attachment(body, headers, 0) == DRAWING
    assert Web().attachment(body, headers, 1) == PHOTO
    with pytest.raises(NoSuchAttachment):
        Web().attachment(body, headers, 2)


def test_what_django_reads_from_the_same_body_is_the_same() -> None:
    body, content_type = form_body(FIELDS, [DRAWING])
    request: WSGIRequest = RequestFactory().generic("POST", "/", body, content_type=content_type)
    assert request.POST["message"].replace("\r\n", "\n") == form().text
    (sent,) = request.FILES.getlist("files")
    assert sent.read() == DRAWING.content


def test_a_form_as_a_browser_sends_it_with_no_file_chosen() -> None:
    body = (
        b'------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name="message"\r\n\r\nHei p\xc3\xa5 deg\r\n'
        b'------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name="files"; filename=""\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\r\n------WebKitFormBoundaryAbC--\r\n"
    )
    (told,) = read(body, {"content-type": "multipart/form-data; boundary=----WebKitFormBoundaryAbC", "language": "nb"})
    assert told.text == "Hei på deg"
    assert told.attachments == ()
    assert told.language == "nb"
    assert told.from_address == ""


def test_a_short_form_without_files_is_read_too() -> None:
    body = urlencode(FIELDS).encode()
    (told,) = read(body, {"content-type": "application/x-www-form-urlencoded"})
    assert told.text == "Hei!\nMå jeg søke om å bygge garasje?"
    assert told.fields["unit"] == "byggesak"


def test_a_chosen_service_is_told_as_such_and_no_choice_as_none() -> None:
    for topic, expected in (("service:sfo", {"service": "sfo"}), ("", {}), ("noe", {}), ("annet:x", {})):
        body, content_type = form_body([("message", "Hei"), ("topic", topic)])
        (told,) = read(body, {"content-type": content_type})
        assert {key: value for key, value in told.fields.items() if key != "topic"} == expected


def test_suspected_spam_is_told() -> None:
    assert form({"spam-suspected": "yes"}).spam_suspected


@pytest.mark.parametrize(("body", "headers"), [
    (b"", {}),
    (b"x", {"content-type": "text/plain"}),
    (b"x", {"content-type": "multipart/form-data"}),
    (b"--x\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nHei",
     {"content-type": "multipart/form-data; boundary=x"}),
    (b"--x\r\nrot\r\n\r\nHei\r\n--x--", {"content-type": "multipart/form-data; boundary=x"}),
    (b"message=&subject=", {"content-type": "application/x-www-form-urlencoded"}),
    (b"a=b&" * 1000, {"content-type": "application/x-www-form-urlencoded"}),
])  # fmt: skip
def test_a_broken_or_empty_form_goes_to_quarantine_with_a_reason(body: bytes, headers: dict[str, str]) -> None:
    with pytest.raises(Unreadable) as trouble:
        Web().receive(body, headers)
    assert trouble.value.why.endswith((".", ")."))


def test_the_form_has_no_way_back_and_says_so(letter: Outgoing) -> None:
    with pytest.raises(SendFailed) as failed:
        Web().send(letter)
    assert failed.value.permanent
    assert "only receives" in failed.value.why


TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


@settings(deadline=None)
@given(message=TEXTS, subject=TEXTS, name=TEXTS, content=st.binary(max_size=200))
def test_whatever_is_written_in_a_form_comes_out_as_it_was(
    message: str, subject: str, name: str, content: bytes
) -> None:
    body, content_type = form_body(
        [("message", "-" + message), ("subject", subject)], [File("a" + name, "text/plain", content)]
    )
    (told,) = read(body, {"content-type": content_type})
    assert told.text == clean("-" + message.replace("\r\n", "\n").replace("\n", "\r\n")).strip()
    assert told.subject == one_line(clean(subject).strip(), 300)
    assert Web().attachment(body, {"content-type": content_type}, 0).content == content
    assert told.attachments[0].name == (file_name("a" + name) or "attachment-1")


@settings(deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_quarantined(body: bytes, multipart: bool) -> None:
    kind = "multipart/form-data; boundary=x" if multipart else "application/x-www-form-urlencoded"
    try:
        read(b"--x\r\n" + body, {"content-type": kind})
    except Unreadable as trouble:
        if not trouble.why:
            raise
