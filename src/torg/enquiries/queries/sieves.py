"""The choices of the inbox that somebody keeps."""

from __future__ import annotations

from dataclasses import dataclass

from torg.enquiries.models import SavedSieve


@dataclass(frozen=True, slots=True)
class SieveFacts:
    """One kept choice; ``query`` is that of the inbox's address."""

    id: int
    name: str
    query: str


def sieves_of(staff_id: int) -> list[SieveFacts]:
    """Somebody's kept choices, in the order they gave them."""
    return [SieveFacts(*row) for row in SavedSieve.objects.filter(staff_id=staff_id).values_list("id", "name", "query")]
