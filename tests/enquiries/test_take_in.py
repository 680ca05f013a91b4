"""What comes in becomes an enquiry with one owner, a promise and a receipt, and nothing gets lost."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, connections, transaction

from tests.town import BUILDING_ADDRESS, MAIN_ADDRESS, Town
from torg.channels.base import CarriesAttachments, Receipt
from torg.channels.wired import channel
from torg.editions.queries import NoStrategy
from torg.enquiries import numbers
from torg.enquiries.actions import file
from torg.enquiries.actions.deliveries import note_report
from torg.enquiries.actions.take_in import file_quarantined, take_in_kept, take_in_waiting
from torg.enquiries.models import Attachment, Contact, Enquiry, Event, Promise
from torg.enquiries.queries.following import follow
from torg.mailroom.actions import NotInQuarantine, keep, set_aside
from torg.mailroom.models import KeptMessage, OutgoingMessage
from torg.people.models import Person, Unit
from torg.strategy.promises import answer_promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-31 15:40")


def test_a_mail_gets_a_number_an_owner_a_promise_and_a_receipt_in_one_go(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday, subject="The swimming hall")
    assert numbers.is_right(enquiry.number)
    assert (enquiry.status, enquiry.unit.key, enquiry.subject) == ("open", "front", "The swimming hall")
    promise = Promise.objects.get(enquiry=enquiry)
    assert (promise.what, promise.state) == ("answer", "open")
    assert promise.due_by == enquiry.due_by == town.at("2026-04-10 23:59:59")
    receipt = town.posted()
    assert receipt.to_address == "ola@example.org"
    assert receipt.automatic
    for part in (numbers.said(enquiry.number), "The swimming hall", "Friday 10 April", enquiry.token, "70 00 00 00"):
        assert part in receipt.text, part
    assert KeptMessage.objects.get().state == "filed"
    assert Event.objects.get(enquiry=enquiry).kind == "opened"


def test_the_receipt_answers_the_mail_so_that_mail_programs_show_them_together(town: Town, tuesday: datetime) -> None:
    town.receive(tuesday, message_id="<first@example.org>")
    assert town.posted().in_reply_to == "first@example.org"


def test_a_mail_to_a_units_own_address_goes_straight_to_that_unit(town: Town, tuesday: datetime) -> None:
    assert town.receive(tuesday, to=BUILDING_ADDRESS).unit.key == "building"


def test_a_mail_to_two_units_has_one_owner_all_the_same(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday, to=f"{BUILDING_ADDRESS}, {MAIN_ADDRESS}")
    assert (Enquiry.objects.count(), enquiry.unit.key) == (1, "front")


def test_the_same_mail_delivered_twice_is_one_enquiry_with_one_receipt(town: Town, tuesday: datetime) -> None:
    first = town.mail(tuesday, message_id="<same@example.org>")
    again = town.mail(tuesday, message_id="<same@example.org>")
    town.work(tuesday)
    town.mail(tuesday, message_id="<same@example.org>")
    town.work(tuesday)
    assert first == again
    assert (Enquiry.objects.count(), OutgoingMessage.objects.count()) == (1, 1)


def test_two_mails_from_one_address_have_one_person_behind_them(town: Town, tuesday: datetime) -> None:
    town.mail(tuesday, subject="One")
    town.mail(tuesday, subject="Two")
    town.work(tuesday)
    assert (Enquiry.objects.count(), Person.objects.count()) == (2, 1)


def test_a_reply_to_the_receipt_joins_the_enquiry_and_leaves_its_date_alone(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    town.mail(tuesday + town.days(1), In_Reply_To=f"<{town.posted().message_id}>", text="One more thing, please.")
    town.work(tuesday + town.days(1))
    assert Enquiry.objects.count() == 1
    assert Contact.objects.filter(enquiry=enquiry, is_incoming=True).count() == 2
    assert Promise.objects.get().due_by == town.at("2026-04-10 23:59:59")
    assert OutgoingMessage.objects.filter(purpose="receipt").count() == 1


def test_a_stranger_who_quotes_the_receipt_never_joins_the_enquiry(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    town.mail(tuesday, sender="else@example.net", References=f"<{town.posted().message_id}>")
    town.work(tuesday)
    assert Enquiry.objects.count() == 2
    assert Contact.objects.filter(enquiry=enquiry, is_incoming=True).count() == 1


def test_a_reply_to_an_answer_opens_the_enquiry_again_under_a_new_promise(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    town.answer(enquiry, tuesday + town.days(1))
    later = town.at("2026-05-04 10:00")
    town.mail(later, In_Reply_To=f"<{town.posted('answer').message_id}>", text="But that is not what I asked about.")
    town.work(later)
    enquiry.refresh_from_db()
    old, new = Promise.objects.order_by("id")
    assert enquiry.status == "open"
    assert (old.state, new.state) == ("kept", "open")
    assert new.due_by == enquiry.due_by == town.at("2026-05-11 23:59:59")


def test_a_machines_mail_gets_no_receipt_and_opens_nothing_again(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    town.answer(enquiry, tuesday + town.days(1))
    ours = f"<{town.posted('answer').message_id}>"
    town.mail(tuesday + town.days(1), subject="Out of office", Auto_Submitted="auto-replied", In_Reply_To=ours)
    town.work(tuesday + town.days(1))
    enquiry.refresh_from_db()
    assert (Enquiry.objects.count(), enquiry.status) == (1, "answered")
    assert OutgoingMessage.objects.filter(purpose="receipt").count() == 1


@pytest.mark.parametrize(
    "marks",
    [
        {"subject": "Out of office"},
        {"subject": "Hei", "Auto_Submitted": "auto-replied"},
        {"subject": "Re: Takk", "X_Autoreply": "yes", "In_Reply_To": "<of-others@example.org>"},
    ],
)
def test_an_answering_machine_that_answers_nothing_of_ours_opens_no_enquiry_and_a_person_may_file_it(
    town: Town, tuesday: datetime, marks: dict[str, Any]
) -> None:
    kept = town.mail(tuesday, **marks)
    town.mail(tuesday, subject="Hole in the road", Auto_Submitted="auto-generated")  # a machine with a matter of ours
    town.work(tuesday)
    assert [enquiry.subject for enquiry in Enquiry.objects.all()] == ["Hole in the road"]
    held = KeptMessage.objects.get(pk=kept)
    assert (held.state, held.why) == ("quarantined", "machine_answer")
    file_quarantined(kept, by=town.front, now=tuesday)
    assert Enquiry.objects.count() == 2


def test_our_own_mail_coming_round_is_not_answered(town: Town, tuesday: datetime) -> None:
    town.mail(tuesday, sender=BUILDING_ADDRESS)
    town.work(tuesday)
    assert Enquiry.objects.count() == 1
    assert not OutgoingMessage.objects.exists()


def test_the_receipt_is_in_the_language_of_the_sender(town: Town, tuesday: datetime) -> None:
    texts = {
        "nb": "Hei. Jeg lurer på hvordan jeg søker om barnehageplass, og når dere har åpent. Hva må jeg legge ved?",
        "nn": "Hei. Eg lurer på korleis eg søkjer om barnehageplass, og når de har ope. Kva må eg leggje ved?",
        "da": "Hej. Jeg vil gerne vide, hvordan jeg ansøger om en plads i børnehave, og hvornår I har åbent.",
        "en": "Hello. I would like to know how to apply for a place in a nursery, and when you are open.",
    }
    for language, text in texts.items():
        enquiry = town.receive(tuesday, text=text, sender=f"{language}@example.org", subject="-")
        assert enquiry.language == language == town.posted().language


def test_a_text_that_tells_no_language_gets_the_municipalitys_own(town: Town, tuesday: datetime) -> None:
    assert town.receive(tuesday, text="12345", subject="?").language == "nn"


def test_what_can_not_be_read_waits_in_quarantine_with_the_reason(town: Town, tuesday: datetime) -> None:
    town.mail(tuesday, raw=b"\x00\x01\x02")
    town.work(tuesday)
    kept = KeptMessage.objects.get()
    assert (kept.state, bool(kept.why)) == ("quarantined", True)
    assert not Enquiry.objects.exists()


def test_a_person_files_a_quarantined_message_and_the_sender_gets_a_receipt(town: Town, tuesday: datetime) -> None:
    kept_id = town.mail(tuesday, raw=b"\x00\x01\x02")
    town.work(tuesday)
    enquiry = file_quarantined(
        kept_id, by=town.front, now=tuesday, subject="Read by hand", text="What it says", from_address="a@example.org"
    )
    assert enquiry.subject == "Read by hand"
    assert town.posted().to_address == "a@example.org"
    assert KeptMessage.objects.get().state == "filed"
    with pytest.raises(NotInQuarantine):
        set_aside(kept_id, by=town.front, now=tuesday)


def test_a_form_that_looks_like_spam_waits_for_a_person(town: Town, tuesday: datetime) -> None:
    kept_id = town.form(tuesday)
    KeptMessage.objects.update(headers={**KeptMessage.objects.get().headers, "spam-suspected": "yes"})
    assert take_in_kept(kept_id, now=tuesday) is None
    assert KeptMessage.objects.get().why == "spam_suspected"
    set_aside(kept_id, by=town.front, now=tuesday)
    assert KeptMessage.objects.get().state == "set_aside"


def test_a_form_sent_twice_gives_the_same_enquiry(town: Town, tuesday: datetime) -> None:
    first = take_in_kept(town.form(tuesday, token="one"), now=tuesday)
    second = take_in_kept(town.form(tuesday, token="one"), now=tuesday)
    assert first is not None
    assert first == second
    assert Enquiry.objects.count() == 1


def test_a_form_goes_to_the_unit_that_was_chosen(town: Town, tuesday: datetime) -> None:
    enquiry = take_in_kept(town.form(tuesday, topic="unit:building"), now=tuesday)
    assert enquiry is not None
    assert enquiry.unit.key == "building"


def test_a_form_with_only_a_phone_number_is_kept_and_promised_without_a_receipt(town: Town, tuesday: datetime) -> None:
    enquiry = take_in_kept(town.form(tuesday, email="", phone="90 00 00 00"), now=tuesday)
    assert enquiry is not None
    assert enquiry.due_by is not None
    assert not OutgoingMessage.objects.exists()


def test_attachments_are_listed_and_their_bytes_found_again_in_the_raw_mail(town: Town, tuesday: datetime) -> None:
    raw = (
        b"From: a@example.org\r\nSubject: Map\r\nMessage-ID: <map@example.org>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSee the map.\r\n"
        b'--x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="map.csv"\r\n\r\n1,2\r\n--x--\r\n'
    )
    town.mail(tuesday, raw=raw)
    town.work(tuesday)
    attached = Attachment.objects.get()
    assert attached.name == "map.csv"
    email = channel("email")
    assert isinstance(email, CarriesAttachments)
    from_raw = email.attachment(raw, {}, attached.index)
    assert from_raw.content.strip() == b"1,2"


def test_one_message_that_breaks_a_batch_goes_to_quarantine_and_the_others_are_filed(
    town: Town, tuesday: datetime
) -> None:
    for subject in ("fine", "breaks", "fine too"):
        town.mail(tuesday, subject=subject)
    right = file._Filing._open

    def open_(self: file._Filing, letter: file.Letter, *rest: Any) -> Enquiry:
        if letter.incoming.subject == "breaks":
            raise ZeroDivisionError("something nobody thought of")
        return right(self, letter, *rest)

    with patch.object(file._Filing, "_open", open_):
        town.work(tuesday)
    assert sorted(Enquiry.objects.values_list("subject", flat=True)) == ["fine", "fine too"]
    kept = KeptMessage.objects.get(state="quarantined")
    assert "something nobody thought of" in kept.said


def test_while_no_strategy_is_in_force_everything_waits_and_nothing_is_quarantined() -> None:
    now = datetime(2026, 3, 31, 15, 40, tzinfo=UTC)
    keep(kind="email", raw=b"From: a@example.org\r\n\r\nHello", headers={}, now=now)
    with pytest.raises(NoStrategy):
        take_in_waiting(lambda: now)
    assert KeptMessage.objects.get().state == "waiting"


def test_an_open_enquiry_always_has_a_date_or_the_database_says_no(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(due_by=None)


def test_what_was_promised_is_never_rewritten_or_deleted_not_even_by_hand(town: Town, tuesday: datetime) -> None:
    promise = Promise.objects.get(enquiry=town.receive(tuesday))
    changes: list[dict[str, object]] = [{"due_by": tuesday + town.days(60)}, {"steps": []}, {"rule": "kinder"}]
    for change in changes:
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            Promise.objects.filter(pk=promise.pk).update(**change)
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).delete()
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        Event.objects.update(kind="nothing happened")


def test_two_open_promises_of_the_same_thing_are_refused(town: Town, tuesday: datetime) -> None:
    promise = Promise.objects.get(enquiry=town.receive(tuesday))
    promise.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        promise.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_take_each_message_in_exactly_once() -> None:
    town = Town()
    moment = town.at("2026-03-31 15:40")
    for n in range(60):
        town.mail(moment, sender=f"p{n % 7}@example.org", subject=f"Number {n}")

    def work() -> None:
        try:
            while take_in_waiting(lambda: moment, limit=5):
                pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Enquiry.objects.count(), Promise.objects.count(), OutgoingMessage.objects.count()) == (60, 60, 60)
    assert Person.objects.count() == 7
    assert set(KeptMessage.objects.values_list("state", flat=True)) == {"filed"}


def test_the_list_of_units_is_read_once_for_a_whole_batch(town: Town, tuesday: datetime) -> None:
    for n in range(30):
        town.mail(tuesday, sender=f"p{n}@example.org")
    with _statements() as said:
        town.work(tuesday)
    assert len(said) < 40, f"{len(said)} statements for 30 messages"
    assert Unit.objects.count() == 2


class _statements:  # noqa: N801
    """The statements that reach the database meanwhile."""

    def __enter__(self) -> list[str]:
        self.said: list[str] = []
        self.wrapper = connection.execute_wrapper(self._note)
        self.wrapper.__enter__()
        return self.said

    def _note(self, execute: object, sql: str, *rest: object) -> object:
        self.said.append(sql)
        return execute(sql, *rest)  # type: ignore[operator]

    def __exit__(self, *trouble: object) -> None:
        self.wrapper.__exit__(*trouble)  # type: ignore[arg-type]


def test_thanks_are_filed_and_open_nothing_again(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    town.answer(enquiry, tuesday)
    town.mail(tuesday, In_Reply_To=f"<{town.posted('answer').message_id}>", text="Tusen takk for hjelpen!")
    town.work(tuesday)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.unread) == ("answered", True)
    assert Promise.objects.count() == 1
    assert OutgoingMessage.objects.filter(purpose="receipt").count() == 1


def test_whoever_types_somebody_elses_address_learns_nothing_of_them(town: Town, tuesday: datetime) -> None:
    town.receive(tuesday, sender="Secret Name <known@example.org>")
    stranger = take_in_kept(town.form(tuesday, name="", email="known@example.org"), now=tuesday)
    assert stranger is not None
    assert "Secret Name" not in town.posted().text
    town.answer(stranger, tuesday)
    page = follow(stranger.token)
    assert page is not None
    assert all("Secret" not in contact.name for contact in page.contacts)


def test_links_that_a_stranger_types_are_not_carried_on_by_our_receipt(town: Town, tuesday: datetime) -> None:
    take_in_kept(
        town.form(tuesday, name="Visit http://evil.example now", subject="Buy at www.evil.example today"), now=tuesday
    )
    assert "evil" not in town.posted().text
    assert "evil" not in town.posted().to_name


def test_at_most_ten_receipts_an_hour_go_to_one_address_and_the_rest_is_noted(town: Town, tuesday: datetime) -> None:
    for _ in range(14):
        town.mail(tuesday, sender="loop@example.org")
    town.work(tuesday)
    assert OutgoingMessage.objects.count() == 10
    assert Event.objects.filter(kind="no_receipt", data__why="too_many").count() == 4
    later = tuesday + town.days(0.5)
    town.receive(later, sender="loop@example.org")
    assert OutgoingMessage.objects.count() == 11


def test_mail_from_our_own_domain_is_never_answered_by_itself(town: Town, tuesday: datetime) -> None:
    town.receive(tuesday, sender="somebody@localhost.localdomain")
    assert not OutgoingMessage.objects.exists()
    assert Event.objects.get(kind="no_receipt").data == {"why": "ours"}


def test_a_mail_and_its_follow_up_that_waited_together_are_one_enquiry(town: Town, tuesday: datetime) -> None:
    town.mail(tuesday, message_id="<one@example.org>")
    town.mail(tuesday, In_Reply_To="<one@example.org>", text="And one thing more.")
    town.work(tuesday)
    assert Enquiry.objects.count() == 1
    assert Contact.objects.filter(is_incoming=True).count() == 2


def test_a_phone_number_beside_an_address_is_not_lost(town: Town, tuesday: datetime) -> None:
    take_in_kept(town.form(tuesday, phone="90 00 00 00"), now=tuesday)
    assert Event.objects.get(kind="opened").data["phone"] == "90 00 00 00"


def test_an_enquiry_of_a_unit_that_is_no_more_goes_to_the_front_line_when_it_is_opened_again(
    town: Town, tuesday: datetime
) -> None:
    enquiry = town.receive(tuesday, to=BUILDING_ADDRESS)
    town.answer(enquiry, tuesday)
    Unit.objects.filter(key="building").update(is_active=False)
    town.mail(tuesday, In_Reply_To=f"<{town.posted('answer').message_id}>", text="That was not what I asked.")
    town.work(tuesday)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.unit.key) == ("open", "front")


def test_a_message_nothing_is_promised_for_waits_with_the_true_reason_and_the_others_are_filed(
    town: Town, tuesday: datetime
) -> None:
    town.mail(tuesday, sender="a@example.org")
    kept_id = town.form(tuesday)

    def nothing_for_forms(*rest: Any, channel: str, **more: Any) -> Any:
        return None if channel == "web" else answer_promised(*rest, channel=channel, **more)

    with patch("torg.enquiries.actions.file.answer_promised", nothing_for_forms):
        town.work(tuesday)
    assert Enquiry.objects.count() == 1
    assert KeptMessage.objects.get(pk=kept_id).why == "no_promise"


def test_a_bounce_of_a_message_that_is_not_ours_is_seen_by_a_person(town: Town, tuesday: datetime) -> None:
    news = [Receipt("not-ours@elsewhere.example", "bounced", "550 unknown", permanent=True)]
    kept_id = town.mail(tuesday)
    with patch("torg.channels.email.channel.Email.receive", lambda *rest: news):
        town.work(tuesday)
    assert KeptMessage.objects.get(pk=kept_id).why == "unknown_report"


def test_a_bounce_of_an_answer_is_told_in_the_story_and_the_enquiry_is_new_again(town: Town, tuesday: datetime) -> None:
    enquiry = town.receive(tuesday)
    town.answer(enquiry, tuesday)
    sent = town.posted("answer")
    bounce = Receipt(sent.message_id, "bounced", "550 unknown", permanent=True)
    note_report([bounce], b"", kept_id=None, now=tuesday)
    enquiry.refresh_from_db()
    assert enquiry.unread
    assert Event.objects.latest("id").kind == "delivery_bounced"


@pytest.mark.django_db(transaction=True)
def test_a_form_gets_its_number_although_a_worker_is_taking_it_in_at_the_same_moment() -> None:
    town = Town()
    moment = town.at("2026-03-31 15:40")
    stop = threading.Event()

    def work() -> None:
        try:
            while not stop.is_set():
                take_in_waiting(lambda: moment)
        finally:
            connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        found = [take_in_kept(town.form(moment, email=f"p{n}@example.org"), now=moment) for n in range(40)]
    finally:
        stop.set()
        worker.join()
    assert all(enquiry is not None for enquiry in found)
    assert Enquiry.objects.count() == 40


def test_large_messages_are_taken_in_a_few_at_a_time(town: Town, tuesday: datetime) -> None:
    for n in range(4):
        town.mail(tuesday, sender=f"p{n}@example.org", text="x" * 60_000)
    with patch("torg.mailroom.actions.AT_ONCE", 100_000):
        assert [town.work(tuesday) for _ in range(5)] == [1, 1, 1, 1, 0]
