"""The e-mail channel: reading and sending behind the one interface of all channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from torg.channels.base import File, Incoming, KeepMany, Outgoing, Receipt, SendFailed
from torg.channels.email import reading
from torg.channels.email.letters import with_markup
from torg.channels.email.mailboxes import Mailbox, Poller
from torg.channels.email.sending import Sender


class Email:
    """E-mail; without a sender it receives only, and what is to be sent waits."""

    kind = reading.KIND

    def __init__(self, sender: Sender | None = None, mailboxes: Sequence[Mailbox] = (), from_address: str = "") -> None:
        self.sender, self.from_address = sender, from_address
        self.mailboxes = tuple(mailboxes)

    def receive(self, raw: bytes, headers: Mapping[str, str]) -> Iterable[Incoming | Receipt]:
        """One message, or what a report tells about ours; raises Unreadable."""
        return reading.read(raw, headers)

    def attachment(self, raw: bytes, headers: Mapping[str, str], index: int) -> File:
        """Fetch one file again; raises NoSuchAttachment, or Unreadable."""
        return reading.attachment(raw, headers, index)

    def pictures(self, raw: bytes, headers: Mapping[str, str]) -> Mapping[str, int]:
        """The index of the attachment for each picture that the markup shows; raises Unreadable."""
        return reading.pictures(raw, headers)

    def send(self, out: Outgoing) -> Receipt:
        """Hand a message to the mail server; raises SendFailed."""
        if self.sender is None:
            raise SendFailed("No mail server is set that takes what we send (TORG_SMTP_SEND).", permanent=False)
        return self.sender.send(with_markup(out))

    def fetch(self, keep_many: KeepMany) -> int:
        """Look once through every mailbox; how many messages were kept. Raises MailboxTrouble."""
        kept = 0
        for mailbox in self.mailboxes:
            poller = Poller(mailbox)
            try:
                kept += poller.fetch(keep_many)
            finally:
                poller.close()
        return kept

    def check(self) -> list[str]:
        """What keeps us from sending, or from opening a mailbox; empty when all is well."""
        problems = (
            ["Nothing is sent by e-mail: TORG_SMTP_SEND names no mail server."]
            if self.sender is None
            else self.sender.check()
        )
        if self.sender is not None and self.sender.signer is not None:
            problems += self.sender.signer.check(self.from_address)
        return problems + [problem for mailbox in self.mailboxes for problem in Poller(mailbox).check()]
