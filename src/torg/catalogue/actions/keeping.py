"""Looking after many pages at once: who answers for those that nobody does."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.writing import insist_on_editor
from torg.catalogue.models import Page, PageEvent

if TYPE_CHECKING:
    from torg.people.models import Staff


@transaction.atomic
def adopt(owner: Staff, *, by: Staff, now: datetime) -> int:
    """Gives every page that nobody looks after to somebody; how many there were. Raises NotAnEditor."""
    insist_on_editor(by)
    orphans = list(Page.objects.select_for_update().filter(owner=None).order_by("key"))
    Page.objects.filter(pk__in=[page.pk for page in orphans]).update(owner=owner)
    data = {"before": {"owner": None}, "after": {"owner": owner.pk}}
    PageEvent.objects.bulk_create(
        PageEvent(page=page, what="handed_over", at=now, by=by, data=data) for page in orphans
    )
    return len(orphans)
