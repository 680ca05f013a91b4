"""The form: what is kept, what is told, and what machines that fill it in get."""

from __future__ import annotations

import re
import time
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from tests.faces.town import Town
from torg.enquiries.actions.take_in import take_in_waiting
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.inbox import inbox
from torg.enquiries.queries.story import attachment
from torg.faces.portal.form import new_token
from torg.mailroom.models import KeptMessage
from torg.mailroom.queries import quarantine, quarantined

URL = "/en/contact/"


def old_token(seconds: float = 60) -> str:
    """A token as a person has it who has taken their time."""
    with patch("django.core.signing.time.time", return_value=time.time() - seconds):
        return new_token()


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "subject": "Streetlight",
        "message": "The light at the bus stop is out.",
        "name": "Mona Lie",
        "email": "Mona@Example.org",
        "token": old_token(),
        "language": "en",
        **changes,
    }


def test_a_filled_in_form_becomes_an_enquiry_with_a_receipt_page(town: Town, client: Client) -> None:
    answer = client.post(URL, filled())
    assert answer.status_code == 302
    receipt = client.get(answer["Location"])
    found = follow(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    assert found is not None
    assert found.number_said in receipt.content.decode()
    assert found.contacts[0].text == "The light at the bus stop is out."
    assert found.contacts[0].address == "mona@example.org"
    assert receipt["Referrer-Policy"] == "same-origin"


def test_the_raw_form_is_kept_byte_for_byte_with_its_files(town: Town, client: Client) -> None:
    files = {"map.pdf": b"%PDF-1.7 a map\r\n--\0\xff", "bill.pdf": b"%PDF-1.7 a bill\n"}
    chosen = [SimpleUploadedFile(name, content, "application/pdf") for name, content in files.items()]
    body = encode_multipart(BOUNDARY, filled(attachments=chosen))
    answer = client.generic("POST", URL, body, content_type=MULTIPART_CONTENT)
    found = follow(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    assert found is not None
    assert bytes(KeptMessage.objects.latest("id").raw) == body
    contact = found.contacts[0]
    fetched = [attachment(contact.id, file.index, unit_ids=None) for file in contact.attachments]
    assert {file.name: file.content for file in fetched if file} == files


def test_a_chosen_service_decides_the_unit(town: Town, client: Client) -> None:
    answer = client.post(URL, filled(topic="service:sfo"))
    found = follow(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    assert found is not None
    assert found.unit_name == "Skule og barnehage"


def test_a_form_sent_twice_is_one_enquiry(town: Town, client: Client) -> None:
    form = filled()
    first, second = client.post(URL, form), client.post(URL, form)
    assert first["Location"] == second["Location"]


def test_words_changed_after_going_back_are_not_lost(town: Town, client: Client) -> None:
    form = filled()
    first, second = client.post(URL, form), client.post(URL, {**form, "message": "It is the other bus stop."})
    assert first["Location"] != second["Location"]


def test_when_the_house_has_trouble_the_form_is_kept_and_the_sender_told_that_it_arrived(
    town: Town, client: Client
) -> None:
    with patch("torg.faces.portal.contact.take_in_kept", side_effect=ZeroDivisionError):
        answer = client.post(URL, filled())
    assert answer["Location"] == "/en/contact/received/"
    assert take_in_waiting(timezone.now) == 1
    assert "Streetlight" in [row.subject for row in inbox(unit_ids=None, now=timezone.now()).rows]


def test_a_form_filled_in_faster_than_anybody_can_read_waits_for_a_person(town: Town, client: Client) -> None:
    answer = client.post(URL, filled(token=new_token()))
    assert answer["Location"] == "/en/contact/received/"
    assert quarantine()[0].why == "spam_suspected"
    assert "received" in client.get(answer["Location"]).content.decode()


def test_a_field_that_no_person_sees_gives_a_machine_away_and_its_message_is_kept(town: Town, client: Client) -> None:
    answer = client.post(URL, filled(website="http://cheap.example"))
    assert answer["Location"] == "/en/contact/received/"
    found = quarantined(quarantine()[0].id)
    assert found is not None
    assert "The light at the bus stop is out." in found.text


def test_a_forged_token_waits_for_a_person_too(town: Town, client: Client) -> None:
    assert client.post(URL, filled(token="mine:forged"))["Location"] == "/en/contact/received/"


def test_faults_are_told_in_words_and_what_was_written_stays(town: Town, client: Client) -> None:
    answer = client.post(URL, filled(subject="", email="mona@", message="Long story"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Please correct" in page
    assert 'href="#id_subject"' in page
    assert "name@example.org" in page
    assert "Long story" in page


def test_one_way_to_reach_the_sender_is_needed_and_one_is_enough(town: Town, client: Client) -> None:
    assert client.post(URL, filled(email="")).status_code == 422
    assert client.post(URL, filled(email="", phone="+47 900 00 000")).status_code == 302
    assert client.post(URL, filled(email="", phone="call me")).status_code == 422


@pytest.mark.parametrize(
    ("name", "content"),
    [("virus.exe", b"MZ..."), ("picture.png", b"%PDF"), ("letter.pdf", b"MZ..."), ("no-ending", b"hello")],
)
def test_a_file_that_is_not_what_we_take_is_named_and_refused(
    town: Town, client: Client, name: str, content: bytes
) -> None:
    answer = client.post(URL, filled(attachments=[SimpleUploadedFile(name, content)]))
    assert answer.status_code == 422
    assert re.search(rf"{name} is (of a kind|not what)", answer.content.decode())


def test_what_was_chosen_is_listed_when_it_must_be_chosen_again(town: Town, client: Client) -> None:
    page = client.post(URL, filled(subject="", attachments=[_pdf("map.pdf")])).content.decode()
    assert "map.pdf (" in page
    assert "Choose them again" in page


@override_settings(ATTACHMENT_LIMIT_MB=1)
def test_files_over_the_limit_are_told_in_words(town: Town, client: Client) -> None:
    one = client.post(URL, filled(attachments=[_pdf("big.pdf", 1_200_000)]))
    assert one.status_code == 422
    assert "the limit is 1 MB" in one.content.decode()
    far_over = client.post(URL, filled(attachments=[_pdf("huge.pdf", 3_000_000)]))
    assert far_over.status_code == 413
    assert "nothing was sent" in far_over.content.decode()


def test_a_forged_post_from_another_site_is_refused(town: Town) -> None:
    assert Client(enforce_csrf_checks=True).post(URL, filled()).status_code == 403


def _pdf(name: str, size: int = 100) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7" + b"x" * size, "application/pdf")
