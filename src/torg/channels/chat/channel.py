"""The chat behind the one interface of all channels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from torg.channels.base import File, Incoming, Outgoing, Receipt, SendFailed
from torg.channels.chat import reading


class Chat:
    """The chat; ``put`` says something in the conversation whose code is the address, and raises SendFailed alone."""

    kind = reading.KIND

    def __init__(self, put: Callable[[Outgoing], None]) -> None:
        self._put = put

    def receive(self, raw: bytes, headers: Mapping[str, str]) -> Iterable[Incoming | Receipt]:
        """One conversation, or a later part of one; raises Unreadable."""
        return [reading.read(raw)]

    def attachment(self, raw: bytes, headers: Mapping[str, str], index: int) -> File:
        """Fetch one file again; raises NoSuchAttachment, or Unreadable."""
        return reading.attachment(raw, index)

    def send(self, out: Outgoing) -> Receipt:
        """Says it in the conversation, where it stays behind the secret link; raises SendFailed."""
        if not out.to_address.strip():
            raise SendFailed("The message does not say in which conversation it belongs.", permanent=True)
        self._put(out)
        return Receipt(out.message_id, "handed_over", "", permanent=False)
