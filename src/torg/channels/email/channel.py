"""The e-mail channel: reading and sending behind the one interface of all channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from torg.channels.base import File, Incoming, Outgoing, Receipt, SendFailed
from torg.channels.email import reading
from torg.channels.email.sending import Sender


class Email:
    """E-mail; without a sender it receives only, and what is to be sent waits."""

    kind = reading.KIND

    def __init__(self, sender: Sender | None = None) -> None:
        self.sender = sender

    def receive(self, raw: bytes, headers: Mapping[str, str]) -> Iterable[Incoming | Receipt]:
        """One message, or what a report tells about ours; raises Unreadable."""
        return reading.read(raw, headers)

    def attachment(self, raw: bytes, headers: Mapping[str, str], index: int) -> File:
        """Fetch one file again; raises NoSuchAttachment, or Unreadable."""
        return reading.attachment(raw, headers, index)

    def send(self, out: Outgoing) -> Receipt:
        """Hand a message to the mail server; raises SendFailed."""
        if self.sender is None:
            raise SendFailed("No mail server is set that takes what we send (TORG_SMTP_SEND).", permanent=False)
        return self.sender.send(out)

    def check(self) -> list[str]:
        """What keeps us from sending; empty when all is well."""
        if self.sender is None:
            return ["Nothing is sent by e-mail: TORG_SMTP_SEND names no mail server."]
        return self.sender.check()
