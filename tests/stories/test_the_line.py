"""One line through the house under each of the five strategies: a real e-mail in, a receipt with the right date out,
an answer at the desk, and the promise settled."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.town import Town
from torg.channels.email.channel import Email
from torg.channels.email.sending import Sender, Server
from torg.enquiries.models import Enquiry, Promise
from torg.mailroom import actions as mailroom

pytestmark = pytest.mark.django_db

# Tuesday 31 March 2026 at 15:40, the week before Easter; the dates are worked out by hand from the documents.
DUE = {
    "alver": ("2026-04-10 23:59:59", "fredag 10. april"),  # 3.3.6: five working days
    "drammen": ("2026-04-17 23:59:59", "fredag 17. april"),  # silent: Torg's ten working days
    "albertslund": ("2026-04-17 23:59:59", "fredag den 17. april"),  # ten working days
    "kongsvinger": ("2026-04-02 15:40:00", "torsdag 2. april"),  # 48 hours on the clock
    "halsnaes": ("2026-04-17 23:59:59", "fredag den 17. april"),  # silent: Torg's ten working days
}
LANGUAGES = {"alver": "nn", "drammen": "nb", "albertslund": "da", "kongsvinger": "nb", "halsnaes": "da"}
TEXTS = {
    "nn": "Hei. Eg lurer på når symjehallen opnar, og kva det kostar for ein familie. Helsing Kari",
    "nb": "Hei. Jeg lurer på når svømmehallen åpner, og hva det koster for en familie. Hilsen Kari",
    "da": "Hej. Jeg vil gerne vide, hvornår svømmehallen åbner, og hvad det koster for en familie. Venlig hilsen Kari",
}


class World:
    """The world outside: a mail server that takes what we send and keeps it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        read = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(read, EmailMessage)
        self.mails.append(read)
        return "250 taken"


def words_of(mail: EmailMessage) -> str:
    """The plain text of a mail that has its markup beside it."""
    plain = mail.get_body(("plain",))
    assert isinstance(plain, EmailMessage)
    return str(plain.get_content())


@pytest.fixture
def world() -> Iterator[World]:
    """A real SMTP server outside, and our sender connected to it."""
    outside = World()
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    controller = Controller(outside, hostname="127.0.0.1", port=port)
    controller.start()
    sender = Sender(Server("127.0.0.1", port, "none", "", ""))
    email = Email(sender)
    with patch.object(mailroom, "channel", lambda kind: email):
        yield outside
    sender.close()
    controller.stop()


@contextmanager
def moment(at: datetime) -> Iterator[Callable[[], datetime]]:
    """The clock stands still meanwhile, for pages and jobs alike."""
    with patch("django.utils.timezone.now", lambda: at):
        yield lambda: at


@pytest.mark.parametrize("name", DUE)
def test_an_email_gets_a_receipt_with_the_right_date_and_an_answer_that_keeps_the_promise(
    name: str, world: World, client: Client
) -> None:
    town = Town(name, ZoneInfo("Europe/Copenhagen" if name in {"albertslund", "halsnaes"} else "Europe/Oslo"))
    tuesday, language = town.at("2026-03-31 15:40"), LANGUAGES[name]
    due_by, in_words = DUE[name]
    with moment(tuesday) as clock:
        town.mail(tuesday, text=TEXTS[language], subject="Svømmehall", sender="Kari Holm <kari@example.org>")
        town.work(tuesday)
        mailroom.send_waiting(clock)
    enquiry = Enquiry.objects.get()
    assert enquiry.due_by == town.at(due_by)
    (receipt,) = world.mails
    assert receipt["To"] == "Kari Holm <kari@example.org>"
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert in_words in words_of(receipt)
    with moment(town.at("2026-04-01 09:30")) as clock, translation.override("en"):
        client.force_login(town.front)
        page = client.get(reverse("desk:enquiry", args=[enquiry.number]))
        assert TEXTS[language] in page.content.decode()
        sent = client.post(reverse("desk:do", args=[enquiry.number, "answer"]), {"text": "Klokka ti."}, follow=True)
        assert sent.status_code == 200
        mailroom.send_waiting(clock)
    answer = world.mails[-1]
    assert "Klokka ti." in words_of(answer)
    assert answer["In-Reply-To"] == receipt["Message-ID"]
    promise = Promise.objects.get()
    assert (promise.state, promise.late_seconds) == ("kept", 0)


def test_a_mail_program_can_answer_the_receipt_and_the_words_land_in_the_same_enquiry(world: World) -> None:
    town = Town()
    tuesday = town.at("2026-03-31 15:40")
    town.receive(tuesday)
    with moment(tuesday) as clock:
        mailroom.send_waiting(clock)
    town.mail(tuesday, In_Reply_To=world.mails[0]["Message-ID"], References=world.mails[0]["Message-ID"])
    town.work(tuesday)
    assert Enquiry.objects.count() == 1
