"""What plain e-mail should not carry is noticed when it comes in, and shown in no list, notice or receipt."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from tests.town import Town
from torg.editions.queries import in_force
from torg.enquiries import receipts
from torg.enquiries.actions.answer import mark_sensitive
from torg.enquiries.actions.handover import offer, refuse
from torg.enquiries.actions.join import join
from torg.enquiries.models import Contact, Enquiry, Event
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.page import enquiry_page
from torg.mailroom.models import OutgoingMessage
from torg.people.models import Unit

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = "2026-11-23 10:00", "2026-11-24 10:00"
NUMBER = "13097248022"


@pytest.fixture
def town() -> Town:
    return Town()


def found(enquiry: Enquiry) -> list[dict[str, object]]:
    return list(Event.objects.filter(enquiry=enquiry, kind="sensitive_found").values_list("data", flat=True))


def test_an_identity_number_in_plain_mail_is_noticed_and_masked_in_lists(town: Town) -> None:
    got = town.receive(town.at(MONDAY), subject=f"Søknad, fnr {NUMBER}", text="Hei, se over.")
    assert got.sensitive
    assert got.listed_as == "Søknad, fnr •••••••••••"
    assert Contact.objects.get(enquiry=got, is_incoming=True).sensitive
    assert found(got) == [{"kinds": ["identity_number"]}]


def test_the_receipt_does_not_carry_it_on(town: Town) -> None:
    town.receive(town.at(MONDAY), subject=f"Søknad, fnr {NUMBER}")
    receipt = town.posted()
    assert NUMBER not in receipt.text + receipt.subject
    assert "•••••••••••" in receipt.text


def test_the_answer_goes_behind_the_secret_link_and_its_notice_says_nothing(town: Town) -> None:
    got = town.receive(town.at(MONDAY), subject="Min diagnose", text="Jeg har kreft og trenger hjelp hjemme.")
    assert found(got) == [{"kinds": ["health"]}]
    given = town.answer(got, town.at(TUESDAY), "Du får hjelp.")
    notice = town.posted("notice")
    assert given.kind == "secure_link"
    assert "diagnose" not in (notice.subject + notice.text).lower()


def test_a_reply_with_something_sensitive_marks_an_enquiry_that_had_nothing(town: Town) -> None:
    first = town.receive(town.at(MONDAY), subject="Question", message_id="<one@example.org>")
    assert not first.sensitive
    town.mail(town.at(TUESDAY), subject="Re: Question", text=f"My number: {NUMBER}", In_Reply_To="<one@example.org>")
    town.work(town.at(TUESDAY))
    assert Enquiry.objects.get().sensitive


def test_what_a_reply_quotes_does_not_mark_again_what_staff_have_found_harmless(town: Town) -> None:
    got = town.receive(town.at(MONDAY), subject=f"Order {NUMBER}", message_id="<two@example.org>")
    mark_sensitive(got.pk, sensitive=False, by=town.front, now=town.at(MONDAY))
    quoted = f"Thanks, when?\n\nOn Monday, 23 November 2026 Town wrote:\n> Order {NUMBER}"
    town.mail(town.at(TUESDAY), subject="Re: Order", text=quoted, In_Reply_To="<two@example.org>")
    town.work(town.at(TUESDAY))
    got.refresh_from_db()
    assert not got.sensitive
    assert got.listed_as == "Order •••••••••••"


def test_marking_by_hand_masks_the_words_too(town: Town) -> None:
    got = town.receive(town.at(MONDAY), subject="About depression", text="Please call.")
    assert not got.sensitive
    mark_sensitive(got.pk, sensitive=True, by=town.front, now=town.at(MONDAY))
    got.refresh_from_db()
    assert got.listed_as == "About ••••••••••"


def test_where_no_word_gives_it_away_what_staff_have_marked_is_told_without_its_subject(town: Town) -> None:
    got = town.receive(town.at(MONDAY), subject="About Ola and his mother", text="Please call.")
    mark_sensitive(got.pk, sensitive=True, by=town.front, now=town.at(MONDAY))
    got.refresh_from_db()
    told = receipts.about(got, name="", under=in_force(town.at(MONDAY)), unit=None, language="nb")
    assert told.subject == "Sensitiv henvendelse"
    page = follow(got.token)
    assert page is not None
    assert "Ola" not in page.listed_as


def test_a_note_to_the_unit_that_is_offered_something_sensitive_is_read_at_the_desk(town: Town) -> None:
    got = town.receive(town.at(MONDAY), subject="About Ola", text="Please call.")
    mark_sensitive(got.pk, sensitive=True, by=town.front, now=town.at(MONDAY))
    building = Unit.objects.get(key="building").pk
    offer(got.pk, to_unit=building, note="He is beaten at home", by=town.front, now=town.at(MONDAY))
    mail = OutgoingMessage.objects.get(purpose="reminder", to_address="building@town.example")
    assert "beaten" not in mail.text
    with override(mail.language):
        assert gettext("The enquiry is sensitive: read the note at the desk.") in mail.text
    refuse(got.pk, reason="His mother works here", by=town.builder, now=town.at(TUESDAY))
    assert not OutgoingMessage.objects.filter(text__contains="His mother").exists()


def test_joining_something_sensitive_masks_the_subject_it_is_joined_to(town: Town) -> None:
    first = town.receive(town.at(MONDAY), subject="About depression", text="Please call.")
    ill = town.receive(town.at(TUESDAY), subject="Again", text="I have cancer, please call.")
    join(ill.pk, into=first.pk, by=town.front, now=town.at(TUESDAY))
    first.refresh_from_db()
    assert first.listed_as == "About ••••••••••"
    page = enquiry_page(first.number, now=town.at(TUESDAY))
    assert page is not None
    assert page.sensitive


def test_the_name_of_a_file_tells_too(town: Town) -> None:
    town.mail(town.at(MONDAY), raw=_with_file(f"{NUMBER}.pdf"))
    town.work(town.at(MONDAY))
    assert town.newest().sensitive


def _with_file(name: str) -> bytes:
    head = "From: ola@example.org\r\nTo: post@town.example\r\nSubject: File\r\nMIME-Version: 1.0\r\n"
    kind = f'Content-Type: application/pdf; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return (head + kind + "\r\n%PDF").encode()
