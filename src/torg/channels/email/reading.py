"""Bytes of an e-mail become an `Incoming`, or a `Receipt` when they tell of one that we sent."""

from __future__ import annotations

from collections.abc import Mapping

from torg.channels.base import MACHINE_ANSWER, SENT_FROM, File, Incoming, NoSuchAttachment, Receipt, State, Unreadable
from torg.channels.email.addresses import addresses
from torg.channels.email.automatic import answers_by_itself, is_automatic, is_spam_suspected, takes_no_reply
from torg.channels.email.bodies import Body, attachments, body_of, file_of
from torg.channels.email.bounces import receipts, state_of, tells_of_delivery
from torg.channels.email.headers import identities, identity, moment, text_of
from torg.channels.email.parts import Part, parse
from torg.channels.email.subjects import is_forward, is_reply
from torg.channels.text import one_line

KIND = "email"

_SENT_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "apparently-to", "resent-to")


def read(raw: bytes, headers: Mapping[str, str]) -> list[Incoming | Receipt]:
    """Understand one message; ``headers`` is the envelope (mail-from, rcpt-to). Raises Unreadable and nothing else."""
    try:
        return _read(raw, headers)
    except Unreadable:
        raise
    except Exception as error:
        # Whatever people send must end in quarantine, not in a traceback: the line has to go on.
        raise Unreadable(f"The message could not be understood ({type(error).__name__}: {error}).") from error


def attachment(raw: bytes, headers: Mapping[str, str], index: int) -> File:
    """Fetch one file again; raises NoSuchAttachment, or Unreadable."""
    del headers
    try:
        files = body_of(parse(raw)).files
        if not 0 <= index < len(files):
            raise NoSuchAttachment(index)
        return file_of(files[index], index)
    except NoSuchAttachment:
        raise
    except Exception as error:
        raise Unreadable(f"The attachment could not be read ({type(error).__name__}: {error}).") from error


def pictures(raw: bytes, headers: Mapping[str, str]) -> dict[str, int]:
    """The index of the attachment for each Content-ID in the message, without brackets; raises Unreadable."""
    del headers
    try:
        files = body_of(parse(raw)).files
        named = ((identity(part.header("content-id")), index) for index, part in enumerate(files))
        return {name: index for name, index in reversed(list(named)) if name}
    except Exception as error:
        raise Unreadable(f"The pictures could not be found ({type(error).__name__}: {error}).") from error


class NamesNoMessage(Unreadable):
    """A delivery report that does not say which of our messages it is about; ``state`` is what became of it."""

    def __init__(self, state: State) -> None:
        super().__init__("A delivery report that names no message of ours.")
        self.state = state


def as_letter(raw: bytes, headers: Mapping[str, str]) -> Incoming:
    """The message as if it were somebody's letter, whatever it is: for those who look into what was not filed."""
    try:
        _, _, letter = _understood(raw, headers)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"The message could not be understood ({type(error).__name__}: {error}).") from error
    return letter


def _read(raw: bytes, headers: Mapping[str, str]) -> list[Incoming | Receipt]:
    message, body, letter = _understood(raw, headers)
    if letter.automatic:
        said = (message, letter.subject, letter.text, body.wrapped_class)
        news = receipts(*said)
        if news:
            return list(news)
        if tells_of_delivery(*said):
            raise NamesNoMessage(state_of(*said))
    if not letter.from_address:
        raise Unreadable("The message names no sender that could be answered.")
    return [letter]


def _understood(raw: bytes, headers: Mapping[str, str]) -> tuple[Part, Body, Incoming]:
    if not raw.strip(b"\0 \t\r\n"):
        raise Unreadable("The message is empty.")
    message = parse(raw)
    if not message.headers:
        raise Unreadable("The message has no headers: no sender, no subject.")
    body = body_of(message)
    subject = text_of(message.header("subject"))
    from_name, from_address = _sender(message, headers)
    letter = Incoming(
        kind=KIND,
        outside_id=identity(message.header("message-id")),
        from_address=from_address,
        from_name=from_name,
        to=_sent_to(message, headers),
        subject=subject,
        text=body.text(),
        html=body.html(),
        attachments=attachments(body),
        sent_at=moment(message.header("date")),
        in_reply_to=(identities(message.header("in-reply-to")) or ("",))[0],
        references=identities(message.header("references")),
        automatic=is_automatic(message, headers, from_address, subject) or _only_answers_a_calendar(body),
        fields=_fields(message, from_address)
        | ({"sealed": body.sealed} if body.sealed else {})
        | ({MACHINE_ANSWER: "yes"} if answers_by_itself(message, subject) else {}),
        spam_suspected=is_spam_suspected(message),
        forwarded=is_forward(subject) or ("x-forwarded-message-id" in message.headers and not is_reply(subject)),
    )
    return message, body, letter


def _only_answers_a_calendar(body: Body) -> bool:
    """Whether a calendar program answers for somebody who wrote nothing beside it."""
    return any(one.method == "REPLY" for one in body.calendars) and not body.words()


def _sender(message: Part, headers: Mapping[str, str]) -> tuple[str, str]:
    """Whom it is from: From, else Reply-To, Sender, Return-Path, and the envelope last.

    A From that takes no reply is a form or a service that writes for somebody: the person is the one in Reply-To.
    """
    for name in ("from", "reply-to", "sender", "return-path"):
        found = addresses(message.headers.get(name, ())[:5])
        if found:
            return (_writes_for(message) or found[0]) if takes_no_reply(found[0][1]) else found[0]
    found = addresses([headers.get("mail-from", "").strip("<> ")])
    name = text_of(message.header("from"))
    return (name if "@" not in name else "", found[0][1]) if found else ("", "")


def _writes_for(message: Part) -> tuple[str, str] | None:
    wanted = addresses(message.headers.get("reply-to", ())[:5])
    return next((one for one in wanted if not takes_no_reply(one[1])), None)


def _sent_to(message: Part, headers: Mapping[str, str]) -> tuple[str, ...]:
    said = [headers.get("rcpt-to", "")]
    for name in _SENT_TO:
        said += message.headers.get(name, ())
    return tuple(dict.fromkeys(address for _, address in addresses(said)))


def _fields(message: Part, from_address: str) -> dict[str, str]:
    """What else the headers say: who sent it for the sender ("" when From names nobody), where the sender wants the
    reply when it is elsewhere, and the language claimed."""
    fields = {}
    writer = addresses(message.headers.get("from", ())[:5])[:1]
    if not writer or writer[0][1] != from_address:
        fields[SENT_FROM] = writer[0][1] if writer else ""
    said = addresses(message.headers.get("reply-to", ())[:1])
    if said and said[0][1] != from_address:
        fields["reply-to"] = said[0][1]
    claimed = message.header("content-language")
    return {**fields, "content-language": one_line(claimed, 40)} if claimed else fields
