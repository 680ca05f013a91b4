"""A kept conversation is understood: who says what, with its files, and where it belongs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from torg.channels.base import Outgoing, SendFailed, Unreadable
from torg.channels.chat.channel import Chat
from torg.channels.chat.reading import attachment, read
from torg.channels.chat.writing import Line, raw_of

RAW = (Path(__file__).parent / "with_a_file.json").read_bytes()


def letter(to: str) -> Outgoing:
    return Outgoing(
        id="1", kind="chat", to_address=to, to_name="", from_address="", from_name="", reply_to="", subject="",
        text="Yes.", message_id="m-1", in_reply_to="", references=(), at=datetime(2026, 3, 31, tzinfo=UTC),
        language="nb", automatic=False,
    )  # fmt: skip


def test_a_conversation_is_read_line_by_line_with_the_clock_and_who_said_it() -> None:
    said = read(RAW)
    assert said.text.splitlines() == [
        "10:01 Kari Nordmann: Det er et stort hull i veien utenfor skolen.",
        "Se bildet.",
        "10:01 Mia: Jeg fant ikke noe om det. Vil du snakke med en av oss?",
    ]
    assert (said.from_address, said.from_name, said.language) == ("kari@example.org", "Kari Nordmann", "nb")
    assert (said.outside_id, said.in_reply_to, dict(said.fields)) == ("K7PQ2MXD-17@chat", "", {"talk": "k7pq2mxd"})


def test_its_files_have_safe_names_and_can_be_fetched_again() -> None:
    (file,) = read(RAW).attachments
    assert (file.name, file.content_type, file.size) == ("hull.png", "image/png", 8)
    assert attachment(RAW, 0).content.startswith(b"\x89PNG")


def test_a_later_part_names_the_one_before_and_may_be_a_record() -> None:
    raw = raw_of(
        talk="K7PQ2MXD", part="K7PQ2MXD-20@chat", after="K7PQ2MXD-17@chat", language="nb", subject="", name="",
        email="", phone="+47 70 00 00 00", said=[Line(datetime(2026, 3, 31, 10, 5, tzinfo=UTC), "Frida", "Hei")],
        record=True,
    )  # fmt: skip
    said = read(raw)
    assert said.in_reply_to == "K7PQ2MXD-17@chat"
    assert dict(said.fields) == {"talk": "k7pq2mxd", "phone": "+47 70 00 00 00", "record": "yes"}


@pytest.mark.parametrize(
    "raw",
    [
        b'{"talk": "A", "said": [1]}',
        b'{"talk": "", "said": []}',
        b'{"talk": "A", "said": [{"files": ["x"]}]}',
        b'{"talk": "A", "said": [{"files": [{"content": "not base64"}]}]}',
        b"[" * 100_000,
    ],
)
def test_what_is_not_written_as_ours_are_goes_to_quarantine(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw)


def test_an_answer_is_put_in_the_conversation_it_is_sent_to() -> None:
    put: list[str] = []
    receipt = Chat(lambda out: put.append(out.to_address)).send(letter("k7pq2mxd"))
    assert (put, receipt.state, receipt.outside_id) == (["k7pq2mxd"], "handed_over", "m-1")


def test_a_message_to_no_conversation_is_not_sent() -> None:
    with pytest.raises(SendFailed) as failed:
        Chat(lambda out: None).send(letter(" "))
    assert failed.value.permanent
