"""What did not go by itself: what did not arrive and how it is mended, quarantine, and what was set aside."""

from __future__ import annotations

from email.message import EmailMessage
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.faces.town import PASSWORD, Town, send
from torg.channels.base import SendFailed
from torg.channels.wired import channel
from torg.enquiries.actions.answer import NotYours, answer
from torg.enquiries.actions.deliveries import note_failure
from torg.enquiries.actions.file import NotUnderstood
from torg.enquiries.actions.send_again import send_again
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Contact, Enquiry
from torg.enquiries.queries.page import enquiry_page
from torg.mailroom.actions import Post, keep, post_many, send_waiting
from torg.mailroom.models import OutgoingMessage
from torg.mailroom.queries import quarantined
from torg.people.models import Person, Staff

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def teacher(town: Town) -> Client:
    """Ola, who works at the school and sees what is the school's."""
    client = Client()
    assert client.login(username="ola", password=PASSWORD)
    return client


@pytest.fixture
def lost(town: Town) -> OutgoingMessage:
    """The school's answer about SFO, refused by the other side for good."""
    OutgoingMessage.objects.update(state="sent")
    asked = Enquiry.objects.get(subject__startswith="SFO-plass")
    answer(asked.pk, text="Det er plass.", by=Staff.objects.get(username="ola"), now=timezone.now())
    refused = SendFailed("550 no such user", permanent=True)
    with patch.object(type(channel("email")), "send", side_effect=refused):
        send_waiting(timezone.now, when_failed=note_failure)
    found = OutgoingMessage.objects.get(purpose="answer", state="failed")
    assert found.to_address == "ingrid@example.org"
    return found


def number_of(lost: OutgoingMessage) -> int:
    return Contact.objects.get(outgoing=lost).enquiry.number


def test_what_did_not_arrive_leads_to_its_enquiry_and_is_shown_to_the_unit_whose_it_is(
    teacher: Client, lost: OutgoingMessage
) -> None:
    page = teacher.get("/en/desk/unsent/").content.decode()
    assert f"/en/desk/enquiry/{number_of(lost)}/" in page
    assert "ingrid@example.org" in page
    assert "550 no such user" in page
    assert 'data-count="1"' in page[page.index('data-entry="unsent"') :]


def test_nobody_sees_what_another_unit_could_not_deliver(teacher: Client, lost: OutgoingMessage) -> None:
    Enquiry.objects.filter(number=number_of(lost)).update(unit_id=Enquiry.objects.get(subject="Water meter").unit_id)
    page = teacher.get("/en/desk/unsent/").content.decode()
    assert "ingrid@example.org" not in page
    teacher.post(f"/en/desk/unsent/{lost.pk}/", {"to_address": "thief@example.org"})
    lost.refresh_from_db()
    assert (lost.state, lost.to_address) == ("failed", "ingrid@example.org")


def test_the_enquiry_shows_plainly_that_the_answer_did_not_arrive_and_mends_it_there(
    teacher: Client, lost: OutgoingMessage
) -> None:
    url = f"/en/desk/enquiry/{number_of(lost)}/"
    page = teacher.get(url).content.decode()
    assert "This did not arrive at ingrid@example.org." in page
    form = {"to_address": "ingrid.bo@example.org", "back": "enquiry"}
    mended = teacher.post(f"/en/desk/unsent/{lost.pk}/", form, follow=True)
    assert mended.redirect_chain == [(url, 302)]
    assert "Sent it again, to ingrid.bo@example.org in place of ingrid@example.org" in mended.content.decode()
    lost.refresh_from_db()
    assert (lost.state, lost.to_address) == ("waiting", "ingrid.bo@example.org")


def test_a_later_answer_goes_to_the_mended_address(teacher: Client, lost: OutgoingMessage) -> None:
    teacher.post(f"/en/desk/unsent/{lost.pk}/", {"to_address": "ingrid.bo@example.org"})
    teacher.post(f"/en/desk/enquiry/{number_of(lost)}/answer/", {"text": "One thing more."})
    assert OutgoingMessage.objects.latest("id").to_address == "ingrid.bo@example.org"


def test_an_address_that_is_none_is_told_and_nothing_is_sent(teacher: Client, lost: OutgoingMessage) -> None:
    said = teacher.post(f"/en/desk/unsent/{lost.pk}/", {"to_address": "ingrid at home"})
    assert said.status_code == 422
    assert "Write an e-mail address such as name@example.org" in said.content.decode()
    lost.refresh_from_db()
    assert lost.state == "failed"


def test_trying_again_without_a_change_is_told_in_the_story(desk: Client, lost: OutgoingMessage) -> None:
    desk.post(f"/en/desk/unsent/{lost.pk}/", {"to_address": "ingrid@example.org"})
    assert "Sent it again to ingrid@example.org" in desk.get(f"/en/desk/enquiry/{number_of(lost)}/").content.decode()
    assert "on its way already" in desk.post(f"/en/desk/unsent/{lost.pk}/", follow=True).content.decode()


# -- quarantine -------------------------------------------------------------------------------------------------------


def spam() -> int:
    """An e-mail that another mail server has marked as spam, sent through a list's bounce address."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Mona <mona@example.org>", "post@torg.example", "Cheap"
    letter["X-Spam-Flag"] = "YES"
    letter.set_content("Buy now")
    kept = keep(kind="email", raw=bytes(letter), headers={"mail-from": "bounce-7@list.example"}, now=timezone.now())
    assert take_in_kept(kept, now=timezone.now()) is None
    return kept


def test_the_sender_of_a_quarantined_letter_is_the_one_it_names_and_never_the_envelopes(
    desk: Client, town: Town
) -> None:
    page = desk.get(f"/en/desk/quarantine/{spam()}/").content.decode()
    assert "It looks like spam, or like a machine wrote it" in page
    assert 'value="mona@example.org"' in page
    assert (
        "robot@spam.example"
        not in desk.get(f"/en/desk/quarantine/{town.quarantined}/").content.decode().split('name="from_address"')[1]
    )


def test_what_cannot_be_read_is_filed_only_with_an_address(desk: Client, town: Town) -> None:
    said = desk.post(f"/en/desk/quarantine/{town.quarantined}/", {"subject": "A question", "text": "What they want"})
    assert said.status_code == 422
    assert quarantined(town.quarantined) is not None


def test_when_filing_fails_the_true_reason_is_told(desk: Client, town: Town) -> None:
    with patch("torg.faces.desk.mail.file_quarantined", side_effect=NotUnderstood("no_promise", "none in e-mail")):
        said = desk.post(f"/en/desk/quarantine/{town.quarantined}/", {"from_address": "mona@example.org"})
    assert said.status_code == 422
    assert "It could not be filed: the strategy promises no answer in this channel" in said.content.decode()


def test_what_was_set_aside_is_found_again_and_taken_back(desk: Client, town: Town) -> None:
    desk.post(f"/en/desk/quarantine/{town.quarantined}/set-aside/")
    assert "/en/desk/aside/" in desk.get("/en/desk/quarantine/").content.decode()
    link = f"/en/desk/quarantine/{town.quarantined}/"
    assert link in desk.get("/en/desk/aside/").content.decode()
    assert "not a letter" in desk.get(link).content.decode()
    assert "It is in quarantine again." in desk.post(f"{link}take-back/", follow=True).content.decode()
    assert link not in desk.get("/en/desk/aside/").content.decode()
    assert link in desk.get("/en/desk/quarantine/").content.decode()


@pytest.mark.parametrize("path", ["quarantine/", "aside/"])
def test_the_lists_of_mail_never_read_what_the_mail_holds(desk: Client, town: Town, path: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        desk.get(f"/en/desk/{path}")
    from_mailroom = [one["sql"] for one in asked.captured_queries if "mailroom_keptmessage" in one["sql"]]
    assert from_mailroom
    assert not any('"raw"' in sql for sql in from_mailroom)


# -- long texts -------------------------------------------------------------------------------------------------------


def test_of_a_very_long_message_the_pages_show_the_beginning_and_the_desk_has_the_whole(
    desk: Client, teacher: Client, town: Town
) -> None:
    asked = Enquiry.objects.get(number=town.number)
    contact = Contact.objects.get(enquiry=asked, is_incoming=True)
    text = "Hello " + "æ" * 4_000_000 + " the end"
    Contact.objects.filter(pk=contact.pk).update(text=text)
    page = desk.get(f"/en/desk/enquiry/{town.number}/")
    own = Client().get(f"/en/follow/{town.token}/")
    assert len(page.content) < 200_000
    assert len(own.content) < 200_000
    assert f"/en/desk/text/{contact.pk}/" in page.content.decode()
    assert "We have all of it." in own.content.decode()
    whole = desk.get(f"/en/desk/text/{contact.pk}/")
    assert whole.content.decode() == text
    assert whole["Content-Type"] == "text/plain; charset=utf-8"
    assert whole["Content-Disposition"].startswith("attachment")
    assert teacher.get(f"/en/desk/text/{contact.pk}/").status_code == 404


def test_a_number_given_beside_an_address_is_shown_to_who_answers(desk: Client, town: Town) -> None:
    page = desk.get(f"/en/desk/enquiry/{town.number}/").content.decode()
    assert "Wants to be called at" not in page
    kept = keep(
        kind="web", raw=b"subject=Call+me&message=Please&email=mona%40example.org&phone=90+00+00+00",
        headers={"content-type": "application/x-www-form-urlencoded"}, now=timezone.now(),
    )  # fmt: skip
    asked = take_in_kept(kept, now=timezone.now())
    assert asked is not None
    found = enquiry_page(asked.number, now=timezone.now())
    assert found is not None
    assert found.calls_to == "90 00 00 00"
    page = desk.get(f"/en/desk/enquiry/{asked.number}/").content.decode()
    assert "Wants to be called at" in page
    assert "tel:90000000" in page


# -- what is sensitive, and what is only ours --------------------------------------------------------------------------


def test_what_is_sensitive_and_did_not_arrive_is_sent_on_only_by_who_may_open_it(desk: Client, teacher: Client) -> None:
    send("Nils Berg", "My diagnosis", "I have cancer, and need help.", timezone.now(), to="skule@torg.example")
    receipt = OutgoingMessage.objects.filter(to_address="nils@example.org").latest("id")
    OutgoingMessage.objects.filter(pk=receipt.pk).update(state="failed")
    page = desk.get("/en/desk/unsent/").content.decode()
    assert "Sensitive enquiry" in page
    assert "nils@example.org" not in page
    refused = desk.post(f"/en/desk/unsent/{receipt.pk}/", {"to_address": "elsewhere@example.net"})
    assert refused.status_code == 403
    assert "Ola Vik" in refused.content.decode()
    receipt.refresh_from_db()
    assert (receipt.state, receipt.to_address) == ("failed", "nils@example.org")
    kari = Staff.objects.get(username="kari")
    with pytest.raises(NotYours):
        send_again(receipt.pk, to_address="elsewhere@example.net", by=kari, now=timezone.now())
    assert teacher.post(f"/en/desk/unsent/{receipt.pk}/", {"to_address": "nils@example.net"}).status_code == 302


def test_what_was_for_somebody_of_ours_goes_to_no_other_address(desk: Client, town: Town) -> None:
    post = Post(
        kind="email", purpose="reminder", to_address="u@torg.example", to_name="Unit", subject="Note", text="x",
        language="nb",
    )  # fmt: skip
    [ours] = post_many([post], now=timezone.now())
    OutgoingMessage.objects.filter(pk=ours.pk).update(state="failed")
    assert desk.post(f"/en/desk/unsent/{ours.pk}/", {"to_address": "elsewhere@example.net"}).status_code == 403
    assert desk.post(f"/en/desk/unsent/{ours.pk}/", {"to_address": "u@torg.example"}).status_code == 302
    ours.refresh_from_db()
    assert (ours.state, ours.to_address) == ("waiting", "u@torg.example")


def test_what_was_for_a_protected_person_is_sent_on_only_by_those_with_leave(desk: Client, town: Town) -> None:
    receipt = OutgoingMessage.objects.filter(to_address="aisha@example.org").latest("id")
    OutgoingMessage.objects.filter(pk=receipt.pk).update(state="failed")
    Person.objects.filter(name="Aisha Omar").update(protection="strict")
    url = f"/en/desk/unsent/{receipt.pk}/"
    assert desk.post(url, {"to_address": "elsewhere@example.net"}).status_code == 403
    Staff.objects.filter(username="kari").update(sees_hidden=True)
    assert desk.post(url, {"to_address": "elsewhere@example.net"}).status_code == 302
