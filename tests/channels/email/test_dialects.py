"""What mail servers say of our messages in many dialects, and what citizens say in nearly the same words."""

from __future__ import annotations

import pytest

from torg.channels.base import Incoming, Receipt, Unreadable
from torg.channels.email.reading import NamesNoMessage, as_letter, read
from torg.channels.email.subjects import is_forward, is_reply, marks

NULL = {"mail-from": "", "rcpt-to": "post@fjordvik.example"}
PERSON = {"mail-from": "kari@brev.example", "rcpt-to": "post@fjordvik.example"}
OURS = "svar-9@torg.fjordvik.example"
RETURNED = f"Return-Path: <post@fjordvik.example>\nMessage-ID: <{OURS}>\nSubject: Svar\n\nHei"


def news(raw: str, headers: dict[str, str] | None = None) -> Receipt:
    (one,) = read(raw.encode(), NULL if headers is None else headers)
    assert isinstance(one, Receipt)
    return one


def in_own_words(sender: str, subject: str, text: str) -> str:
    return f"From: {sender}\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}"


@pytest.mark.parametrize(("sender", "subject", "text", "state"), [
    # qmail, and Yahoo after it
    ("MAILER-DAEMON@brev.example", "failure notice",
     f"I'm afraid I wasn't able to deliver your message.\n\n--- Below this line is a copy.\n\n{RETURNED}", "bounced"),
    ("MAILER-DAEMON@yahoo.example", "Failure Notice", f"Sorry, we were unable to deliver your message.\n\n{RETURNED}",
     "bounced"),
    # Exim
    ("Mail Delivery System <Mailer-Daemon@brev.example>", "Mail delivery failed: returning message to sender",
     f"A message that you sent could not be delivered.\n\n------ This is a copy ------\n\n{RETURNED}", "bounced"),
    ("Mail Delivery System <Mailer-Daemon@brev.example>", "Warning: message 1abcde-0003 delayed 24 hours",
     f"No action is required on your part. Delivery attempts will continue.\n\n{RETURNED}", "delayed"),
    # Sendmail
    ("Mail Delivery Subsystem <MAILER-DAEMON@brev.example>", "Returned mail: see transcript for details",
     f"   ----- The following addresses had permanent fatal errors -----\n<ola@brev.example>\n\n{RETURNED}", "bounced"),
    ("Mail Delivery Subsystem <MAILER-DAEMON@brev.example>", "Warning: could not send message for past 4 hours",
     f"** THIS IS A WARNING MESSAGE ONLY **\n** YOU DO NOT NEED TO RESEND YOUR MESSAGE **\n\n{RETURNED}", "delayed"),
    # Exchange and Microsoft 365, in the languages of our neighbours
    ("Microsoft Outlook <MicrosoftExchange329e71@brev.example>", "Undeliverable: Svar",
     f"Your message couldn't be delivered.\n{RETURNED}", "bounced"),
    ("postmaster@brev.example", "Kan ikke leveres: Svar",
     f"Meldingen til ola@brev.example kunne ikke leveres.\n{RETURNED}", "bounced"),
    ("postmaster@brev.example", "Kan ikkje leverast: Svar", f"Meldinga kunne ikkje leverast.\n{RETURNED}", "bounced"),
    ("postmaster@brev.example", "Kan ikke leveres: Svar", f"Meddelelsen blev ikke leveret.\n{RETURNED}", "bounced"),
    ("postmaster@brev.example", "Går inte att leverera: Svar", f"Meddelandet kunde inte levereras.\n{RETURNED}",
     "bounced"),
    ("postmaster@brev.example", "Unzustellbar: Svar", f"Ihre Nachricht konnte nicht zugestellt werden.\n{RETURNED}",
     "bounced"),
    ("postmaster@brev.example", "Delivery delayed: Svar", RETURNED, "delayed"),
    ("postmaster@brev.example", "Leveringen er forsinket: Svar", RETURNED, "delayed"),
    ("postmaster@brev.example", "Forsinket levering: Svar", RETURNED, "delayed"),
    ("postmaster@brev.example", "Leveransen är försenad: Svar", RETURNED, "delayed"),
    ("postmaster@brev.example", "Verzögerte Zustellung: Svar", RETURNED, "delayed"),
    ("postmaster@brev.example", "Levert: Svar", RETURNED, "delivered"),
    ("postmaster@brev.example", "Relayed: Svar", RETURNED, "delivered"),
    ("postmaster@brev.example", "Lest: Svar", RETURNED, "read"),
    ("postmaster@brev.example", "Læst: Svar", RETURNED, "read"),
    ("postmaster@brev.example", "Gelesen: Svar", RETURNED, "read"),
    ("postmaster@brev.example", "Ikke lest: Svar", RETURNED, "delivered"),
    # Gmail, Domino, Notes, X.400-like, and others
    ("Mail Delivery Subsystem <mailer-daemon@googlemail.example>", "Delivery Status Notification (Failure)", RETURNED,
     "bounced"),
    ("Mail Delivery Subsystem <mailer-daemon@googlemail.example>", "Delivery Status Notification (Delay)", RETURNED,
     "delayed"),
    ("postmaster@notes.example", "DELIVERY FAILURE: User ola not listed in Domino Directory", RETURNED, "bounced"),
    ("System Administrator <postmaster@brev.example>", "NON-DELIVERY of: Svar",
     f"Recipient: ola\nReason: unable-to-transfer\n{RETURNED}", "bounced"),
    ("Postmaster@brev.example", "Mail System Error - Returned Mail", f"This Message was undeliverable.\n{RETURNED}",
     "bounced"),
    ("MAILER-DAEMON@brev.example", "Undelivered Mail Returned to Sender", f"Benutzer unbekannt\n{RETURNED}", "bounced"),
    ("MAILER-DAEMON@brev.example", "Successful Mail Delivery Report", RETURNED, "delivered"),
    ("MAILER-DAEMON@brev.example", "", f"User unknown\n{RETURNED}", "bounced"),
])  # fmt: skip
def test_a_server_that_tells_in_its_own_words_is_understood(sender: str, subject: str, text: str, state: str) -> None:
    one = news(in_own_words(sender, subject, text))
    assert (one.outside_id, one.state, one.permanent) == (OURS, state, state == "bounced")


@pytest.mark.parametrize(("fields", "state"), [
    ("Action: failed\nStatus: 5.1.1", "bounced"), ("Action: Failed (mailbox)\nStatus: 4.4.7", "bounced"),
    ("Action: delayed\nStatus: 4.4.1", "delayed"), ("Action: delivered\nStatus: 2.0.0", "delivered"),
    ("Action: relayed\nStatus: 2.0.0", "delivered"), ("Status: 5.2.2", "bounced"), ("Status: 4.2.2", "delayed"),
    ("", "bounced"),
])  # fmt: skip
def test_a_report_after_rfc_3464_is_understood_also_when_it_lacks_its_action(fields: str, state: str) -> None:
    raw = (
        "From: postmaster@brev.example\nSubject: Undeliverable: Svar\nContent-Type: multipart/report; bounda"
        "ry=x\n\n--x\n\nHei\n"
        f"--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\nX-Original-Message-ID: <{OURS}>\n\n"
        f"Final-Recipient: rfc822; ola@brev.example\n{fields}\n--x--\n"
    )
    one = news(raw)
    assert (one.outside_id, one.state) == (OURS, state)


@pytest.mark.parametrize(("subject", "text", "state"), [
    ("", "", "bounced"), ("Undeliverable: Svar", "", "bounced"), ("Delivery delayed", "", "delayed"),
    ("failure notice", "<ola@brev.example>: no mailbox", "bounced"),
])  # fmt: skip
def test_a_report_that_names_no_message_goes_to_a_person_and_says_what_it_is(
    subject: str, text: str, state: str
) -> None:
    for sender in ("MAILER-DAEMON@brev.example", "<>", "Mail Delivery System <>"):
        with pytest.raises(NamesNoMessage) as trouble:
            read(in_own_words(sender, subject, text).encode(), NULL)
        assert trouble.value.state == state
        assert trouble.value.why == "A delivery report that names no message of ours."


def test_a_report_about_the_message_it_answers_is_about_that_one() -> None:
    one = news(f"From: <>\nSubject: Undeliverable: Svar\nReferences: <a@b> <{OURS}>\n\nOla finnes ikke her.")
    assert (one.outside_id, one.state) == (OURS, "bounced")


@pytest.mark.parametrize(("subject", "text"), [
    ("Kan ikke leveres: pakken min", "Pakken kunne ikke leveres til meg."), ("Levert: søknad om barnehageplass", "Hei"),
    ("Lest: brevet deres", "Jeg har lest brevet."), ("Forsinket levering av hjemmehjelp", "Maten er forsinket."),
    ("Returned to sender", "Brevet deres kom i retur."), ("Undeliverable mail from you", "I get nothing."),
    ("Unzustellbar", "Ihr Brief kam zurück."), ("Mail delivery failed again", "Why?"),
    ("Hämtas ej: kunde inte levereras", "x"),
    ("VS: Undeliverable: Svar", f"Hva betyr dette?\n\n{RETURNED}"),
])  # fmt: skip
def test_what_a_citizen_writes_in_such_words_is_a_letter(subject: str, text: str) -> None:
    (one,) = read(in_own_words("Kari <kari@brev.example>", subject, text).encode(), PERSON)
    assert isinstance(one, Incoming)
    assert not one.automatic


@pytest.mark.parametrize("header", [
    "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", "Precedence: auto_reply", "X-Precedence: bulk",
    "X-Auto-Response-Suppress: DR, OOF, AutoReply", "Auto-Submitted: auto-replied (vacation)", "X-Vacation: yes",
    "X-POST-MessageClass: 9; Autoresponder", "List-Archive: <https://x.example>", "Mailing-List: list x@y.example",
    "Delivered-To: Autoresponder", "X-Autoresponse: yes", "Content-Type: message/feedback-report",
])  # fmt: skip
def test_the_marks_of_machines_are_known(header: str) -> None:
    (one,) = read(f"From: a@b.example\nSubject: Hei\n{header}\n\nHei".encode(), PERSON)
    assert isinstance(one, Incoming)
    assert one.automatic


@pytest.mark.parametrize(
    "subject", ["Autosvar: Svar", "Automatiskt svar: Svar", "Inte på kontoret", "Abwesenheitsnotiz"]
)
def test_absence_in_swedish_and_german_is_known(subject: str) -> None:
    assert as_letter(f"From: a@b.example\nSubject: {subject}\n\nx".encode(), PERSON).automatic


@pytest.mark.parametrize("subject", [
    "Frånvaro: Emma 3B", "Frånvaromeddelande", "Semester", "Jag är föräldraledig - vad gäller?", "Permisjon",
    "Barselorlov",
    "Foreldrepermisjon", "Jeg er fraværende", "Tjänstledig", "Automatiske dører virker ikke", "Automatsvar virker ikke",
])  # fmt: skip
def test_absence_that_citizens_write_about_is_no_mark(subject: str) -> None:
    assert not as_letter(f"From: a@b.example\nSubject: {subject}\n\nx".encode(), PERSON).automatic


@pytest.mark.parametrize(("subject", "told"), [
    ("VS: hull", "f"), ("vs: hull", "f"), ("Fwd: hull", "f"), ("FW: hull", "f"), ("Fw : hull", "f"), ("WG: hull", "f"),
    ("Vb: hull", "f"), ("TR: hull", "f"), ("[Fwd: hull]", "f"), ("[EXTERNAL] VS: hull", "f"), ("Videresendt: hull",
     "f"),
    ("SV: hull", "r"), ("Sv: hull", "r"), ("Re: hull", "r"), ("RE[2]: hull", "r"), ("AW: hull", "r"), ("Antw: hull",
     "r"),
    ("Ref: hull", "r"), ("R: hull", "r"), ("Re^3: hull", "r"), ("[EKSTERN] [Sak 3] SV: hull", "r"), ("Re：hull", "r"),
    ("SV: VS: hull", "rf"), ("VS: SV: hull", "fr"), ("Re: Fwd: AW: hull", "rfr"), ("VS: VS: SV: hull", "ffr"),
    ("hull", ""), ("Sv. til dere: hull", ""), ("VS hull", ""), ("Revisjon: hull", ""), ("", ""), ("Vei: hull", ""),
    ("Om VS: hull", ""), ("Svar på: hull", ""), ("Vest: hull", ""),
])  # fmt: skip
def test_forwarding_is_told_from_replying_in_all_their_letters(subject: str, told: str) -> None:
    assert "".join(mark[0] for mark in marks(subject)) == told
    assert is_forward(subject) == told.startswith("f")
    assert is_reply(subject) == told.startswith("r")


def test_a_mail_that_is_passed_on_says_so_and_a_reply_to_one_does_not() -> None:
    passed_on = f"From: a@b.example\nSubject: VS: Svar\nReferences: <{OURS}>\n\nHei"
    assert as_letter(passed_on.encode(), PERSON).forwarded
    assert not as_letter(passed_on.replace("VS:", "SV: VS:").encode(), PERSON).forwarded
    assert as_letter(b"From: a@b.example\nSubject: Svar\nX-Forwarded-Message-Id: <x@y>\n\nHei", PERSON).forwarded
    assert as_letter(b"From: a@b.example\nSubject: Svar (fwd)\n\nHei", PERSON).forwarded


def test_what_is_quarantined_can_be_described_all_the_same() -> None:
    assert as_letter(b"Subject: Hei\n\nUten avsender", {}).subject == "Hei"
    with pytest.raises(Unreadable):
        as_letter(b"", {})


def test_a_report_that_names_the_message_only_in_a_sentence_is_about_that_one() -> None:
    text = f"This report relates to your message: Subject: Svar, Message-ID: <{OURS}>\nIt was not delivered to ola."
    one = news(in_own_words("postmaster@brev.example", "Delivery Report (failure) for ola@brev.example", text))
    assert (one.outside_id, one.state) == (OURS, "bounced")


def test_a_server_that_returns_a_message_in_the_recipients_name_is_understood() -> None:
    assert news(in_own_words("ola@brev.example", "Undeliverable: Svar", RETURNED)).state == "bounced"


def test_a_read_receipt_that_names_no_message_goes_to_a_person() -> None:
    raw = (
        "From: ola@brev.example\nSubject: Lest: Svar\nContent-Type: multipart/report; boundary=x\n\n--x\n\nlest\n--x\n"
        "Content-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent; displayed\n--x--"
    )
    with pytest.raises(NamesNoMessage) as trouble:
        read(raw.encode(), PERSON)
    assert trouble.value.state == "read"
