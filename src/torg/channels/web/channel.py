"""The web form behind the one interface of all channels: it takes in, and sends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from torg.channels.base import File, Incoming, Outgoing, Receipt, SendFailed
from torg.channels.web import reading


class Web:
    """The web form; who writes in it is answered by e-mail or by another channel that the strategy picks."""

    kind = reading.KIND

    def receive(self, raw: bytes, headers: Mapping[str, str]) -> Iterable[Incoming | Receipt]:
        """One posted form; raises Unreadable."""
        return list(reading.read(raw, headers))

    def attachment(self, raw: bytes, headers: Mapping[str, str], index: int) -> File:
        """Fetch one file again; raises NoSuchAttachment, or Unreadable."""
        return reading.attachment(raw, headers, index)

    def send(self, out: Outgoing) -> Receipt:
        """Always raises SendFailed: a form has no way back."""
        raise SendFailed(
            f"The web form only receives: answer {out.to_address or 'the sender'} by e-mail or another channel.",
            permanent=True,
        )
