"""Looking after many pages at once: who answers for those that nobody does, and how much each is used."""

from __future__ import annotations

from collections.abc import Mapping
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


@transaction.atomic
def count_uses(uses: Mapping[str, int]) -> None:
    """Sets how often pages were read of late, by their keys; a key of no page is passed over."""
    pages = list(Page.objects.select_for_update().filter(key__in=list(uses)).order_by("key"))
    for page in pages:
        page.uses = uses[page.key]
    Page.objects.bulk_update(pages, ["uses"], batch_size=500)
