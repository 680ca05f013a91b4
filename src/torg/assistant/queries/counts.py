"""Counting conversations for the menu of the desk: cheap, because every page of it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from torg.assistant.models import Conversation, Stage

if TYPE_CHECKING:
    from torg.people.models import Staff


def counts_for(staff: Staff) -> tuple[int, int]:
    """How many wait for the unit of a member of staff, and how many they serve themselves; one statement."""
    waits = Q(stage=Stage.WAITING, unit=staff.unit_id)
    serves = Q(stage=Stage.TALKING, handler=staff)
    rows = Conversation.objects.filter(waits | serves)
    found = rows.aggregate(waiting=Count("pk", filter=waits), own=Count("pk", filter=serves))
    return found["waiting"], found["own"]
