"""What one message may cost: whatever is sent, and however often it is in it, the work has an end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Allowance:
    """What may still be opened in one message; what there is no allowance for stays the file as which it came.

    ``envelopes`` are signed messages within one another, ``wrapped`` are parts that are winmail.dat, ``rtf`` is the
    bytes of RTF that are unpacked in all of them together, ``calendars`` are calendars that are told in the text.
    """

    envelopes: int = 5
    wrapped: int = 5
    rtf: int = 500_000
    calendars: int = 20
