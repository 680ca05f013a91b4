"""A talk with people is one enquiry, whatever is asked for during it, and nothing is done in it twice."""

from __future__ import annotations

import pytest

from tests.assistant.talks import ChatTown
from torg.assistant.actions.chat import attach, leave, want_transcript
from torg.assistant.actions.chat_rows import EnoughSent
from torg.assistant.actions.looking_after import look_at_quiet
from torg.assistant.actions.serving import finish, reply, take_next
from torg.assistant.actions.talk import say
from torg.assistant.models import Conversation, Message, MessageFile
from torg.assistant.queries.conversations import talk
from torg.channels.base import File
from torg.enquiries.actions.answer import answer, close
from torg.enquiries.actions.join import join
from torg.enquiries.models import Attachment, Contact, Enquiry, Event, Promise
from torg.mailroom.actions import send_waiting
from torg.mailroom.models import OutgoingMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> ChatTown:
    return ChatTown()


def talked(town: ChatTown, *, email: str = "") -> Conversation:
    """Somebody waits, is served, and gives an address for what was said before they write more."""
    town.ready()
    row = town.waiting("Hvor er rådhuset?", email=email)
    take_next(by=town.front, now=town.noon)
    reply(row.pk, "På torget.", by=town.front, sent_as="", now=town.later(minutes=1))
    want_transcript(row.token, email="kari@example.org", now=town.later(minutes=2))
    say(row.token, "Og når er det åpent?", now=town.later(minutes=3))
    reply(row.pk, "Fra klokka ni.", by=town.front, sent_as="", now=town.later(minutes=4))
    return row


def incoming(enquiry: Enquiry) -> str:
    found = Contact.objects.filter(enquiry=enquiry, is_incoming=True).order_by("pk")
    return "\n".join(found.values_list("text", flat=True))


@pytest.mark.parametrize("email", ["", "ola@example.org"])
def test_an_address_for_the_transcript_makes_no_second_enquiry_of_what_is_said_after(
    town: ChatTown, email: str
) -> None:
    row = talked(town, email=email)
    finish(row.pk, how="answered", says="", by=town.front, now=town.later(minutes=5))
    enquiry = Enquiry.objects.get()
    assert (enquiry.status, Promise.objects.get().state) == ("answered", "kept")
    for words in ("Hvor er rådhuset?", "På torget.", "Og når er det åpent?", "Fra klokka ni."):
        assert words in incoming(enquiry)
    row.refresh_from_db()
    assert (row.email, town.posted("notice").to_address) == (email, "kari@example.org")


def test_nor_does_it_when_the_citizen_leaves(town: ChatTown) -> None:
    row = talked(town)
    leave(row.token, now=town.later(minutes=5))
    enquiry = Enquiry.objects.get()
    assert (enquiry.status, Promise.objects.get().state) == ("open", "open")
    assert "Og når er det åpent?" in incoming(enquiry)
    assert town.posted("notice").to_address == "kari@example.org"


def test_nor_does_it_when_the_talk_goes_quiet(town: ChatTown) -> None:
    row = talked(town)
    assert look_at_quiet(lambda: town.later(hours=1)) == 1
    assert look_at_quiet(lambda: town.later(hours=2)) == 1
    row.refresh_from_db()
    assert row.ended_why == "idle"
    assert "Og når er det åpent?" in incoming(Enquiry.objects.get())


def test_a_later_part_belongs_to_its_talk_also_when_its_sender_has_another_address_by_now(town: ChatTown) -> None:
    row = talked(town)
    Conversation.objects.filter(pk=row.pk).update(phone="70000000")
    leave(row.token, now=town.later(minutes=5))
    assert "Og når er det åpent?" in incoming(Enquiry.objects.get())


def test_what_was_said_is_sent_to_three_addresses_at_most_and_once_to_each(town: ChatTown) -> None:
    """Anybody who has the page can type any address: our mail must not become theirs to send."""
    row = talked(town)
    leave(row.token, now=town.later(minutes=5))
    for number in range(6):
        want_transcript(row.token, email=f"{'KARI' if number % 2 else 'ola'}@example.org", now=town.later(minutes=6))
    want_transcript(row.token, email="per@example.org", now=town.later(minutes=7))
    with pytest.raises(EnoughSent):
        want_transcript(row.token, email="anne@example.org", now=town.later(minutes=8))
    sent = OutgoingMessage.objects.filter(purpose="notice").order_by("pk").values_list("to_address", flat=True)
    assert list(sent) == ["kari@example.org", "ola@example.org", "per@example.org"]
    row.refresh_from_db()
    assert row.transcript_to == "per@example.org"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("01017012343.pdf", "•••••••••••.pdf"),
        ("id_01017012343_ny.pdf", "id_•••••••••••_ny.pdf"),
        ("scan-01017012343.png", "scan-•••••••••••.png"),
        ("cpr 010170-1234.pdf", "cpr ••••••-••••.pdf"),
        ("Screenshot_20241128-101112.png", "Screenshot_20241128-101112.png"),
        ("hull i veien.jpg", "hull i veien.jpg"),
    ],
)
def test_an_identity_number_in_the_name_of_a_file_is_kept_nowhere(town: ChatTown, name: str, kept: str) -> None:
    town.ready()
    row = town.waiting()
    attach(row.token, [File(name, "application/pdf", b"%PDF-1.7")], text="Her", sent_as="", now=town.noon)
    assert MessageFile.objects.get().name == kept
    leave(row.token, now=town.later(minutes=1))
    assert Attachment.objects.get().name == kept


@pytest.mark.parametrize("how", ["answered", "closed"])
def test_answered_or_closed_meanwhile_it_keeps_what_was_said_and_is_answered_no_second_time(
    town: ChatTown, how: str
) -> None:
    row = talked(town)
    enquiry = Enquiry.objects.get()
    if how == "answered":
        answer(enquiry.pk, text="På torget.", by=town.front, now=town.later(minutes=4))
    else:
        close(enquiry.pk, reason="Spøk", by=town.front, now=town.later(minutes=4))
    finish(row.pk, how="answered", says="Ha det!", by=town.front, now=town.later(minutes=5))
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.closed_at, enquiry.unread) == (how, town.later(minutes=4), False)
    assert "Ha det!" in incoming(enquiry)
    answers = 1 if how == "answered" else 0
    assert Contact.objects.filter(enquiry=enquiry, purpose="answer").count() == answers
    assert Event.objects.filter(enquiry=enquiry, kind="answered").count() == answers
    assert Promise.objects.filter(enquiry=enquiry).count() == 1
    row.refresh_from_db()
    assert (row.stage, row.ended_why) == ("ended", "done")


@pytest.mark.parametrize("how", ["answered", "closed"])
@pytest.mark.parametrize("end", ["left", "idle", "thanks"])
def test_answered_or_closed_meanwhile_it_stays_so_when_the_citizen_goes_without_asking_more(
    town: ChatTown, how: str, end: str
) -> None:
    row = talked(town)
    enquiry = Enquiry.objects.get()
    if how == "answered":
        answer(enquiry.pk, text="På torget.", by=town.front, now=town.later(minutes=5))
    else:
        close(enquiry.pk, reason="Spøk", by=town.front, now=town.later(minutes=5))
    if end == "idle":
        assert look_at_quiet(lambda: town.later(hours=1)) == 1
        assert look_at_quiet(lambda: town.later(hours=2)) == 1
    else:
        if end == "thanks":
            say(row.token, "Tusen takk for hjelpen!", now=town.later(minutes=6))
        leave(row.token, now=town.later(minutes=7))
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.closed_at) == (how, town.later(minutes=5))
    assert not Promise.objects.filter(enquiry=enquiry, state="open").exists()
    assert "Fra klokka ni." in incoming(enquiry)
    row.refresh_from_db()
    assert row.stage == "ended"


@pytest.mark.parametrize("words", ["Men hvor er inngangen?", ""])
def test_what_is_asked_or_sent_after_it_was_closed_opens_it_again(town: ChatTown, words: str) -> None:
    row = talked(town)
    enquiry = Enquiry.objects.get()
    close(enquiry.pk, reason="Spøk", by=town.front, now=town.later(minutes=5))
    files = [] if words else [File("hull.png", "image/png", b"\x89PNG\r\n\x1a\n")]
    attach(row.token, files, text=words, sent_as="", now=town.later(minutes=6))
    leave(row.token, now=town.later(minutes=7))
    enquiry.refresh_from_db()
    assert enquiry.status == "open"


def test_one_that_is_joined_to_another_is_answered_there_and_its_own_citizen_is_told_nothing_twice(
    town: ChatTown,
) -> None:
    row = talked(town, email="kari@example.org")
    own = Enquiry.objects.get()
    other = town.receive(town.later(minutes=-90), sender="Ola <ola@example.org>")
    join(own.pk, into=other.pk, by=town.front, now=town.later(minutes=5))
    assert finish(row.pk, how="answered", says="Ha det!", by=town.front, now=town.later(minutes=6)) == other.number
    for one in (own, other):
        one.refresh_from_db()
    assert (own.status, other.status) == ("joined", "answered")
    assert set(Promise.objects.values_list("state", flat=True)) == {"kept"}
    assert Contact.objects.get(enquiry=own, purpose="answer").channel == "chat"
    in_writing = OutgoingMessage.objects.filter(purpose="answer")
    assert [post.to_address for post in in_writing] == ["ola@example.org"]


def test_who_leaves_what_is_joined_to_another_is_told_the_date_of_that(town: ChatTown) -> None:
    row = talked(town)
    own = Enquiry.objects.get()
    join(own.pk, into=town.receive(town.later(minutes=-90)).pk, by=town.front, now=town.later(minutes=5))
    leave(row.token, now=town.later(minutes=6))
    found = talk(row.token)
    assert found is not None
    assert found.due_by is not None
    assert "april" in found.messages[-1].text


def test_a_long_answer_from_the_desk_stands_whole_in_the_talk(town: ChatTown) -> None:
    town.ready()
    row = town.waiting()
    leave(row.token, now=town.later(minutes=1))
    words = "Slik gjør du det. " * 900 + "Det var alt."
    answer(Enquiry.objects.get().pk, text=words, by=town.front, now=town.later(minutes=2))
    send_waiting(lambda: town.later(minutes=3))
    said = Message.objects.filter(conversation=row, speaker="handler").get().text
    assert words in said
