"""How much the pages are used, as others have counted it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from torg.catalogue.models import Page


@transaction.atomic
def set_uses(counts: Mapping[int, int]) -> int:
    """Sets how often each page was read of late, 0 where nothing is said; gives how many pages that changed.

    Lists show the most used pages first (KON-29). No revision and no event: nothing of the page itself changes.
    """
    changed = []
    for page in Page.objects.select_for_update().order_by("pk").only("pk", "uses"):
        uses = counts.get(page.pk, 0)
        if page.uses != uses:
            page.uses = uses
            changed.append(page)
    return Page.objects.bulk_update(changed, ["uses"], batch_size=500) if changed else 0
