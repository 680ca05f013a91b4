"""Recorded messages (invented people, real shapes) become what a person would say they are."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from torg.channels.base import Incoming, NoSuchAttachment, Receipt, Unreadable
from torg.channels.email.reading import attachment, read

HERE = Path(__file__).parent
ENVELOPE = {"mail-from": "someone@example.org", "rcpt-to": "post@fjordvik.example", "peer": "192.0.2.1"}


def raw(name: str) -> bytes:
    return (HERE / f"{name}.eml").read_bytes()


def incoming(name: str, headers: dict[str, str] | None = None) -> Incoming:
    (one,) = read(raw(name), ENVELOPE if headers is None else headers)
    assert isinstance(one, Incoming)
    return one


def receipt(name: str) -> Receipt:
    (one,) = read(raw(name), {"mail-from": "", "rcpt-to": "post@fjordvik.example"})
    assert isinstance(one, Receipt)
    return one


def test_a_letter_from_outlook_in_bokmal() -> None:
    mail = incoming("outlook_nb")
    assert mail.from_name == "Bjørn Håkon Tveit"
    assert mail.from_address == "bjorn.hakon.tveit@bedrift.example"
    assert mail.to == ("post@fjordvik.example", "ase.solheim@bedrift.example")
    assert mail.subject == "Søknad om utvidet skjenkebevilling på Torget 5, bar og uteservering"
    assert mail.text.startswith("Hei,\n\nVi ønsker å utvide skjenkebevillingen på Torget 5. Hva må vi sende inn, og")
    assert "<p class=" in mail.html
    assert mail.sent_at == datetime(2026, 3, 31, 13, 40, tzinfo=UTC)
    assert mail.outside_id == "PR3P193MB0001ABC@PR3P193MB0001.EURP193.PROD.OUTLOOK.COM"
    assert not mail.automatic
    assert not mail.spam_suspected
    (logo,) = mail.attachments
    assert (logo.name, logo.content_type, logo.size, logo.index) == ("image001.png", "image/png", 70, 0)
    assert attachment(raw("outlook_nb"), {}, 0).content.startswith(b"\x89PNG")


def test_a_letter_from_gmail_in_nynorsk() -> None:
    mail = incoming("gmail_nn")
    assert mail.from_name == "Gudrun Øvrebø"
    assert mail.subject == "Vegen til skulen er ikkje brøyta"
    assert mail.text == (
        "Hei,\n\nvegen til skulen er ikkje brøyta i dag. Eg lurer på kva de gjer med det, "
        "og korleis eg kan melde frå.\n\nVenleg helsing\nGudrun"
    )


def test_a_letter_from_apple_in_danish_with_a_picture_in_the_middle() -> None:
    mail = incoming("apple_da")
    assert mail.text == ("Hej,\n\nDer er et stort hul i cykelstien. Hvad gør jeg?\n\nTak, og venlig hilsen\nMette")
    assert [one.name for one in mail.attachments] == ["Billede af hullet på cykelstien.png"]


def test_a_reply_in_english_keeps_its_thread_and_is_not_told_by_what_it_quotes() -> None:
    mail = incoming("reply_en")
    assert (mail.from_name, mail.from_address) == ("O'Brien, Sean", "sean.obrien@letters.example")
    assert mail.in_reply_to == "receipt-123@torg.fjordvik.example"
    assert mail.references == ("first-letter@letters.example", "receipt-123@torg.fjordvik.example")


def test_a_bounce_is_news_of_what_we_sent() -> None:
    news = receipt("bounce_postfix")
    assert news.outside_id == "receipt-123@torg.fjordvik.example"
    assert (news.state, news.permanent) == ("bounced", True)
    assert "User unknown" in news.said
    assert "finnes.ikke@brev.example" in news.said


def test_a_delay_is_not_a_bounce() -> None:
    news = receipt("delay_exchange")
    assert (news.outside_id, news.state, news.permanent) == ("answer-77@torg.fjordvik.example", "delayed", False)


def test_a_bounce_as_exim_writes_it_is_understood_too() -> None:
    news = receipt("bounce_exim")
    assert (news.outside_id, news.state, news.permanent) == ("answer-78@torg.fjordvik.example", "bounced", True)


def test_a_read_receipt_says_that_it_was_read() -> None:
    news = receipt("read_receipt")
    assert (news.outside_id, news.state) == ("answer-79@torg.fjordvik.example", "read")


@pytest.mark.parametrize("name", ["bounce_postfix", "bounce_exim", "delay_exchange"])
def test_a_delivery_report_that_does_not_say_of_what_goes_to_a_person(name: str) -> None:
    lines = [line for line in raw(name).split(b"\n") if b"@torg.fjordvik.example" not in line]
    with pytest.raises(Unreadable) as trouble:
        read(b"\n".join(lines), {"mail-from": ""})
    assert trouble.value.why == "A delivery report that names no message of ours."


def test_a_person_who_passes_a_bounce_on_is_a_person() -> None:
    content = (
        b"From: kari@brev.example\nSubject: Min e-post kom i retur\nContent-Type: multipart/mixed; boundary=ytre\n\n"
        b"--ytre\n\nHva er galt?\n--ytre\nContent-Type: message/rfc822\n\n" + raw("bounce_postfix") + b"\n--ytre--\n"
    )
    (one,) = read(content, ENVELOPE)
    assert isinstance(one, Incoming)
    assert not one.automatic


def test_somebody_on_holiday_is_automatic_and_in_the_thread() -> None:
    mail = incoming("vacation_nb")
    assert mail.automatic
    assert mail.in_reply_to == "receipt-124@torg.fjordvik.example"
    assert mail.subject == "Automatisk svar: Vi har fått henvendelsen din"
    assert mail.text == "Hei, jeg er på ferie til 20. april. Vennlig hilsen Nils"


def test_bare_latin_1_without_any_mime_is_read() -> None:
    mail = incoming("latin1_raw")
    assert mail.from_name == "Lars Østby"
    assert mail.subject == "Snøbrøyting på Åsvegen"
    assert "Når kommer brøytebilen? Vi får ikke" in mail.text
    assert mail.outside_id == ""
    assert mail.sent_at == datetime(2026, 4, 7, 5, 30, tzinfo=UTC)


def test_a_header_broken_over_two_lines_costs_no_text() -> None:
    mail = incoming("broken_header")
    assert mail.subject == "Klage på vedtak om barnehageplass for datteren min"
    assert mail.sent_at is None
    assert mail.outside_id == "uten-klammer@berg.example"
    assert mail.text == "Jeg klager på vedtaket. Hva må jeg sende inn, og når får jeg svar?\nSiv"


def test_markup_alone_becomes_text_and_files_get_safe_names() -> None:
    mail = incoming("forwarded_with_files")
    assert mail.text == ("Hei, se vedlegg.\n\n- Tegning\n- Nabovarsel\n\nLes mer her (https://bygg.example/sak).")
    assert [(one.name, one.content_type) for one in mail.attachments] == [
        ("tegning.pdf", "application/pdf"),
        ("Nabovarsel: garasje.eml", "message/rfc822"),
        ("attachment-3.bin", "application/octet-stream"),
    ]
    assert mail.to == ("post@fjordvik.example", "byggesak@fjordvik.example")
    forwarded = attachment(raw("forwarded_with_files"), {}, 1)
    assert b"Jeg protesterer." in forwarded.content
    assert forwarded.content.endswith(b"--=-=ytre-indre--\n")
    assert attachment(raw("forwarded_with_files"), {}, 2).content == b"\x00\x01\x02"


def test_an_attachment_that_is_not_there_is_said_so() -> None:
    with pytest.raises(NoSuchAttachment):
        attachment(raw("apple_da"), {}, 1)


@pytest.mark.parametrize("header", [
    "Auto-Submitted: auto-generated", "Precedence: bulk", "List-Id: <nytt.example.org>", "X-Autoreply: yes",
    "X-Auto-Response-Suppress: All", "Return-Path: <>",
])  # fmt: skip
def test_every_mark_of_a_machine_counts(header: str) -> None:
    message = f"From: a@example.org\nSubject: Hei\n{header}\n\nHei".encode()
    (one,) = read(message, ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.automatic


@pytest.mark.parametrize("sender", ["no-reply@x.example", "ikke-svar@x.example", "MAILER-DAEMON@x.example"])
def test_an_address_that_says_it_takes_no_answer_gets_none(sender: str) -> None:
    (one,) = read(f"From: {sender}\nSubject: Hei\n\nHei".encode(), ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.automatic


@pytest.mark.parametrize("sender", ["noreply@x.example", "no-reply@x.example", "donotreply@x.example",
    "ikke-svar@x.example", "svar-ikke@x.example", "ikkje-svar@x.example", "svar.ikkje@x.example",
])  # fmt: skip
def test_who_writes_through_a_form_is_the_one_in_reply_to(sender: str) -> None:
    message = f"From: Skjema <{sender}>\nReply-To: Kari Berg <Kari@brev.example>\nSubject: Hull i vegen\n\nHei".encode()
    (one,) = read(message, ENVELOPE)
    assert isinstance(one, Incoming)
    assert (one.from_name, one.from_address) == ("Kari Berg", "kari@brev.example")
    assert one.fields == {"sent-from": sender}
    assert one.sender_is_claimed
    assert not one.automatic


@pytest.mark.parametrize("header", ["Reply-To", "Sender", "Return-Path"])
def test_who_stands_anywhere_but_in_from_is_only_claimed(header: str) -> None:
    (one,) = read(f"{header}: kari@brev.example\nSubject: Hull i vegen\n\nHei".encode(), ENVELOPE)
    assert isinstance(one, Incoming)
    assert (one.from_address, one.sender_is_claimed) == ("kari@brev.example", True)
    (one,) = read(b"From: kari@brev.example\nSubject: Hull i vegen\n\nHei", ENVELOPE)
    assert isinstance(one, Incoming)
    assert not one.sender_is_claimed


def test_a_machine_that_writes_for_somebody_and_says_so_stays_a_machine() -> None:
    (one,) = read(b"From: noreply@x.example\nReply-To: salg@x.example\nPrecedence: bulk\n\nTilbud", ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.automatic


def test_a_reply_wanted_at_another_address_that_takes_none_changes_nothing() -> None:
    (one,) = read(b"From: noreply@x.example\nReply-To: no-reply@y.example\n\nHei", ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.from_address == "noreply@x.example"
    assert one.automatic


@pytest.mark.parametrize("subject", [
    "Fravær på skolen i morgen", "Fravær: Ola Nordmann, 3B", "Fravær", "Fraværsmelding for Emma", "Fraværsmelding",
    "På ferie - hvor kan jeg få hundepass?", "Ferie: hvem passer katten?", "Ferie", "Permisjon: søknad",
    "Ikke til stede i barnehagen i dag", "Ikke på kontoret når jeg ringer - hvorfor?", "Autosvaret deres er feil",
    "Automatisk svar fra dere sier feil dato", "Automatisk svar er ikke nok", "Automatisk måleravlesning: feil",
    "Fråvær i morgon", "Fråvær: Gudrun", "Ikkje på kontoret? Eg ringjer og ringjer", "På ferie og treng hjelp",
    "Fravær i børnehaven", "Automatisk svar modtaget, men ingen hjælp", "Ikke til stede ved mødet", "På orlov: barsel",
    "Out of office hours - how do I reach you?", "Vacation home: building permit", "Vacation", "On leave from work",
    "Automatic reply had a wrong link", "Auto repair shop noise", "Holiday: when are you open?", "Absence: Tom, year 3",
    "Urlaub: Angelschein?", "Borte: katten min", "Re: Fravær: Ola", "SV: Ferie",
])  # fmt: skip
def test_what_citizens_write_about_is_no_mark_of_a_machine(subject: str) -> None:
    (one,) = read(f"From: a@example.org\nSubject: {subject}\n\nHei".encode(), ENVELOPE)
    assert isinstance(one, Incoming)
    assert not one.automatic


@pytest.mark.parametrize("subject", [
    "Automatisk svar: Vi har fått henvendelsen din", "Automatisk svar", "Autosvar: Svar", "Ikke på kontoret.",
    "Ikkje på kontoret: Svar", "Automatic reply: Your enquiry", "Out of Office", "Out of the office: Re: Svar",
    "Auto-reply: Svar", "AutoReply: x", "Automated response", "Automatische Antwort: Svar", "Abwesenheitsnotiz: Svar",
])  # fmt: skip
def test_a_subject_that_only_a_machine_writes_is_a_mark_by_itself(subject: str) -> None:
    (one,) = read(f"From: a@example.org\nSubject: {subject}\n\nHei".encode(), ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.automatic


@pytest.mark.parametrize("subject", [
    "Fravær: Vi har fått henvendelsen din", "Fråvær: Svar", "Fraværsmelding: Svar", "På ferie", "Ferie: Svar",
    "Ikke til stede: Svar", "Ikkje til stades: Svar", "Vacation: Re: Svar", "On holiday", "Fraværende: Svar",
])  # fmt: skip
def test_a_word_that_people_use_too_is_a_mark_in_what_answers_us(subject: str) -> None:
    message = f"From: a@example.org\nSubject: {subject}\nIn-Reply-To: <1@torg.fjordvik.example>\n\nHei"
    (one,) = read(message.encode(), ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.automatic


def test_a_person_is_not_a_machine() -> None:
    message = b"From: a@example.org\nSubject: Ferie i kommunen\nAuto-Submitted: no\n\nHei"
    (one,) = read(message, ENVELOPE)
    assert isinstance(one, Incoming)
    assert not one.automatic


def test_a_null_return_path_is_a_machine_even_without_any_mark() -> None:
    (one,) = read(b"From: a@example.org\nSubject: Hei\n\nHei", {"mail-from": ""})
    assert isinstance(one, Incoming)
    assert one.automatic


def test_what_a_filter_marked_as_spam_is_suspected() -> None:
    (one,) = read(b"From: a@example.org\nX-Spam-Flag: YES\n\nVinn", ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.spam_suspected


def test_a_wish_for_the_reply_elsewhere_is_told() -> None:
    (one,) = read(b"From: skjema@example.org\nReply-To: Ola <Ola@Brev.example>\n\nHei", ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.from_address == "skjema@example.org"
    assert one.fields == {"reply-to": "ola@brev.example"}


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\0\0\0", b"\n\nbare tekst uten hode", b"Subject: Hei\n\nHei"])
def test_what_nobody_can_be_answered_for_goes_to_quarantine_with_a_reason(content: bytes) -> None:
    with pytest.raises(Unreadable) as trouble:
        read(content, {})
    assert trouble.value.why.endswith(".")


def test_without_a_from_the_envelope_says_who_sent_it() -> None:
    (one,) = read(b"Subject: Hei\n\nHei", {"mail-from": "Ola@Brev.example"})
    assert isinstance(one, Incoming)
    assert one.from_address == "ola@brev.example"


def test_nothing_unstorable_comes_out() -> None:
    message = (
        b"From: =?utf-8?B?AEEA?= <a@example.org>\nSubject: a\x00b =?utf-7?Q?+2AA-?=\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nHei\x00 du\x0b\n"
        b'--x\nContent-Type: image/png; name="a\x00\xed\xa0\x80b.png"\n\nq\n--x--'
    )
    (one,) = read(message, ENVELOPE)
    assert isinstance(one, Incoming)
    for text in (one.subject, one.text, one.from_name, *(file.name for file in one.attachments)):
        assert "\0" not in text
        assert text.encode("utf-8").decode("utf-8") == text


def test_an_endless_message_id_is_kept_as_its_hash() -> None:
    (one,) = read(b"From: a@example.org\nMessage-ID: <" + b"x" * 5000 + b"@y>\n\nHei", ENVELOPE)
    assert isinstance(one, Incoming)
    assert one.outside_id.startswith("sha256-")
    assert len(one.outside_id) < 100
