"""What readers' comments and searches tell editors first: two short lists for their overview."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from torg.faces.desk.voices import about
from torg.faces.parts.templatetags.torg import language
from torg.participation.queries.opinions import opinions, waiting
from torg.participation.queries.use import searches

if TYPE_CHECKING:
    from torg.people.models import Staff

FEW = 5


def care(staff: Staff, *, now: datetime) -> dict[str, Any]:
    """What `desk/care_complaints.html` and `desk/care_searches.html` show; either is empty when nothing waits."""
    rows = opinions(staff=staff, language=language(), limit=FEW)
    complaints = {"rows": [(row, about(row)) for row in rows], "count": waiting(staff=staff)} if rows else {}
    return {"complaints": complaints, "searches": searches(today=timezone.localdate(now), in_vain=True, limit=FEW)}
