"""The code behind the secret link: to the sender's own address, a quarter of an hour, five tries, used once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions.answer import answer
from torg.enquiries.actions.codes import send_code, use_code
from torg.enquiries.actions.send_link import send_link_again
from torg.enquiries.models import AccessCode, Contact, Enquiry, Event
from torg.language.clear import check
from torg.mailroom.models import OutgoingMessage
from torg.people.actions.persons import give_address, take_address
from torg.people.models import PersonAddress

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def asked(town: Town) -> Enquiry:
    return town.receive(town.at("2026-11-23 10:00"))


NOW = "2026-11-24 10:00"


def sent() -> str:
    """The digits of the newest code that went out."""
    letter = OutgoingMessage.objects.filter(purpose="notice").latest("id")
    told = re.search(r"^(\d{3}) (\d{3})$", letter.text, re.MULTILINE)
    assert told
    return told[1] + told[2]


def test_a_code_goes_to_the_senders_address_and_opens_once(town: Town, asked: Enquiry) -> None:
    now = town.at(NOW)
    assert send_code(asked.token, now=now)
    assert town.posted("notice").to_address == "ola@example.org"
    code = sent()
    assert use_code(asked.token, f" {code[:3]} {code[3:]} ", now=now + MINUTE)
    assert not use_code(asked.token, code, now=now + 2 * MINUTE)


def test_the_code_is_nowhere_but_in_its_letter(town: Town, asked: Enquiry) -> None:
    send_code(asked.token, now=town.at(NOW))
    code = sent()
    assert code not in str(AccessCode.objects.values_list())
    assert code not in town.posted("notice").subject.replace(" ", "")
    kept = Contact.objects.filter(enquiry=asked, purpose="notice").get()
    assert kept.text == ""
    assert code not in str(list(Event.objects.values_list("data", flat=True)))


def test_it_is_good_for_a_quarter_of_an_hour(town: Town, asked: Enquiry) -> None:
    send_code(asked.token, now=town.at(NOW))
    assert not use_code(asked.token, sent(), now=town.at(NOW) + 15 * MINUTE)


def test_the_fifth_wrong_try_ends_it(town: Town, asked: Enquiry) -> None:
    send_code(asked.token, now=town.at(NOW))
    code = sent()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert not use_code(asked.token, wrong, now=town.at(NOW))
    assert not use_code(asked.token, code, now=town.at(NOW))
    assert Event.objects.filter(enquiry=asked, kind="code_refused").count() == 1


def test_only_the_newest_code_counts_and_there_is_one_a_minute_at_most(town: Town, asked: Enquiry) -> None:
    send_code(asked.token, now=town.at(NOW))
    first = sent()
    send_code(asked.token, now=town.at(NOW) + timedelta(seconds=30))
    assert AccessCode.objects.count() == 1
    send_code(asked.token, now=town.at(NOW) + MINUTE)
    assert AccessCode.objects.count() == 2
    second = sent()
    assert first == second or not use_code(asked.token, first, now=town.at(NOW) + MINUTE)
    assert use_code(asked.token, second, now=town.at(NOW) + MINUTE)


def test_nobody_is_sent_more_than_twenty_in_a_day(town: Town, asked: Enquiry) -> None:
    for minute in range(30):
        send_code(asked.token, now=town.at(NOW) + minute * MINUTE)
    assert AccessCode.objects.count() == 20
    send_code(asked.token, now=town.at(NOW) + timedelta(days=1, minutes=30))
    assert AccessCode.objects.count() == 1


def test_a_code_opens_its_own_enquiry_only(town: Town, asked: Enquiry) -> None:
    other = town.receive(town.at(NOW), sender="Kari <kari@example.org>")
    send_code(asked.token, now=town.at(NOW))
    assert not use_code(other.token, sent(), now=town.at(NOW))
    assert not use_code("no-such-token", sent(), now=town.at(NOW))
    assert not use_code("", sent(), now=town.at(NOW))


def test_without_an_address_nothing_is_sent(town: Town, asked: Enquiry) -> None:
    PersonAddress.objects.all().delete()
    assert not send_code(asked.token, now=town.at(NOW))
    assert not send_code("no-such-token", now=town.at(NOW))
    assert not AccessCode.objects.exists()


@pytest.mark.parametrize("said", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00" * 9])
def test_what_is_no_code_is_refused(town: Town, asked: Enquiry, said: str) -> None:
    send_code(asked.token, now=town.at(NOW))
    assert not use_code(asked.token, said, now=town.at(NOW))


@pytest.mark.parametrize("language", ["nb", "nn", "da", "en"])
def test_the_letter_with_the_code_is_easy_to_read_in_every_language(town: Town, asked: Enquiry, language: str) -> None:
    Enquiry.objects.filter(pk=asked.pk).update(language=language)
    send_code(asked.token, now=town.at(NOW))
    letter = town.posted("notice")
    report = check(letter.text, language=language)
    assert report.findings == ()
    assert report.band in {"very_easy", "easy", "medium"}
    assert check(letter.subject, language=language).findings == ()


def test_codes_and_links_go_where_the_sender_wrote_from_and_to_no_address_that_staff_noted(town: Town) -> None:
    now = town.at(NOW)
    asked = town.receive(now, to=BUILDING_ADDRESS, subject="My diagnosis", text="I have cancer, and need help.")
    give_address(asked.person_id, kind="email", value="noted@example.net", by=town.front, now=now)
    send_link_again(str(asked.number), "noted@example.net", now=now)
    assert not OutgoingMessage.objects.filter(to_address="noted@example.net").exists()
    assert send_code(asked.token, now=now)
    assert town.posted("notice").to_address == "ola@example.org"
    take_address(asked.person_id, kind="email", value="ola@example.org", by=town.front, now=now)
    assert not send_code(asked.token, now=now + 5 * MINUTE)
    answer(asked.pk, text="Yes.", by=town.builder, now=now)
    assert not OutgoingMessage.objects.filter(to_address="noted@example.net").exists()
