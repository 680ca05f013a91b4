"""What people say to a machine of their own, such as a telephone that wakes them: no municipality answers it.

A single word of it can be what a page is called ("alarm", "snow"), so the words alone do not tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from torg.assistant.recognising.phrases import said, tables

MACHINES = tables("machines.toml")["machines"]


def is_for_a_machine(words: Sequence[str]) -> bool:
    """Whether these words ask for what a telephone or a loudspeaker does: an alarm, a song, the weather, a table."""
    return MACHINES.stand_in(said(" ".join(words)))
