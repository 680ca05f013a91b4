"""What every wired channel promises, whichever it is: the heart of the house leans on this and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.channels.email.test_sending import Sink, free_port
from torg.channels.base import (
    CarriesAttachments,
    Channel,
    ChecksSettings,
    File,
    Incoming,
    NoSuchAttachment,
    Outgoing,
    Receipt,
    SendFailed,
    Unreadable,
)
from torg.channels.email.channel import Email
from torg.channels.email.sending import Sender, Server
from torg.channels.web.writing import form_body
from torg.config.wiring import channels

HERE = Path(__file__).parent
_FORM, _FORM_TYPE = form_body([("message", "Hei")], [File("a.txt", "text/plain", b"a")])


@dataclass(frozen=True)
class Sample:
    """Raw input that a channel understands, and one that it cannot."""

    raw: bytes
    headers: Mapping[str, str]
    broken: bytes


SAMPLES = {
    "email": Sample((HERE / "email" / "apple_da.eml").read_bytes(), {"mail-from": "a@example.org"}, b""),
    "web": Sample(_FORM, {"content-type": _FORM_TYPE}, b"--rot"),
    "chat": Sample((HERE / "chat" / "with_a_file.json").read_bytes(), {}, b'{"talk": "k7pq2mxd"}'),
}


@pytest.fixture(params=sorted(channels()))
def channel(request: pytest.FixtureRequest) -> Channel:
    return channels()[str(request.param)]


@pytest.fixture
def sample(channel: Channel) -> Sample:
    assert channel.kind in SAMPLES, f"record a raw message for the channel {channel.kind} here"
    return SAMPLES[channel.kind]


def test_it_is_a_channel_under_its_own_name(channel: Channel) -> None:
    assert isinstance(channel, Channel)
    assert channels()[channel.kind].kind == channel.kind
    assert channel.kind.isidentifier()
    assert channel.kind == channel.kind.lower()


def test_it_has_a_page_that_says_how_to_use_it(channel: Channel) -> None:
    folder = HERE.parent.parent / "src" / "torg" / "channels" / channel.kind
    if not type(channel).__module__.startswith("torg.channels."):
        pytest.skip("an installed package documents its own channel")
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# ")


def test_what_it_understands_is_of_its_kind_and_storable(channel: Channel, sample: Sample) -> None:
    understood = list(channel.receive(sample.raw, sample.headers))
    assert understood
    for one in understood:
        assert isinstance(one, Incoming | Receipt)
        if isinstance(one, Incoming):
            assert one.kind == channel.kind
            assert one.from_address == one.from_address.lower()
            assert all(to == to.lower() for to in one.to)
            assert one.language in {"", "nb", "nn", "da", "en"}
            assert one.sent_at is None or one.sent_at.tzinfo is not None
            for text in (one.subject, one.text, one.html, one.from_name, *one.fields.values()):
                assert "\0" not in text
                text.encode("utf-8")


def test_the_same_bytes_are_understood_the_same_way_twice(channel: Channel, sample: Sample) -> None:
    assert list(channel.receive(sample.raw, sample.headers)) == list(channel.receive(sample.raw, sample.headers))


def test_what_it_cannot_understand_is_unreadable_with_a_sentence(channel: Channel, sample: Sample) -> None:
    for broken in (sample.broken, b"", b"\0\xff" * 50):
        with pytest.raises(Unreadable) as trouble:
            list(channel.receive(broken, {}))
        assert trouble.value.why.strip().endswith(".")


def test_every_attachment_can_be_fetched_again(channel: Channel, sample: Sample) -> None:
    for one in channel.receive(sample.raw, sample.headers):
        if not isinstance(one, Incoming) or not one.attachments:
            continue
        assert isinstance(channel, CarriesAttachments)
        for attachment in one.attachments:
            file = channel.attachment(sample.raw, sample.headers, attachment.index)
            assert (file.name, file.content_type) == (attachment.name, attachment.content_type)
            assert len(file.content) == attachment.size
        for wrong in (-1, len(one.attachments)):
            with pytest.raises(NoSuchAttachment):
                channel.attachment(sample.raw, sample.headers, wrong)


@pytest.mark.django_db  # the chat looks for the conversation it is to say it in
def test_sending_hands_over_or_says_why_not(channel: Channel, letter: Outgoing) -> None:
    try:
        receipt = channel.send(replace(letter, kind=channel.kind))
    except SendFailed as failed:
        if not failed.why.strip().endswith("."):
            raise
    else:
        assert receipt.outside_id == letter.message_id
        assert receipt.state == "handed_over"


def test_checking_its_settings_gives_sentences(channel: Channel) -> None:
    if isinstance(channel, ChecksSettings):
        assert all(problem.strip().endswith(".") for problem in channel.check())


@pytest.fixture
def email() -> Iterator[tuple[Email, Sink]]:
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    sender = Sender(Server("127.0.0.1", controller.port))
    yield Email(sender), sink
    sender.close()
    controller.stop()


def test_what_email_sends_email_can_receive(email: tuple[Email, Sink], letter: Outgoing) -> None:
    channel, sink = email
    assert channel.send(letter).state == "handed_over"
    (understood,) = channel.receive(sink.kept[0], {"mail-from": letter.from_address})
    assert isinstance(understood, Incoming)
    assert understood.outside_id == letter.message_id
    assert understood.text == letter.text.strip()
    assert understood.in_reply_to == letter.in_reply_to
