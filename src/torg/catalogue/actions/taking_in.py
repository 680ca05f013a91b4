"""Taking pages in from a file: new ones are made, changed ones written, and published when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.files import Entry
from torg.catalogue.models import Page

if TYPE_CHECKING:
    from torg.people.models import Staff


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was done with each page of a file, by their keys."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


@transaction.atomic
def take_in(
    entries: Iterable[Entry], units: Mapping[str, int], *, by: Staff | None, now: datetime, shown: bool = True
) -> TakenIn:
    """Makes or changes the pages of a file; with ``shown`` they are published at once, else they are drafts.

    ``units`` maps the keys of units to their ids, "" to the front line. A page whose content is the same is left alone.
    Raises KeyError for a unit that there is not: `files` and the dry run name those first.
    """
    made: list[str] = []
    changed: list[str] = []
    same: list[str] = []
    there = {page.key: page for page in Page.objects.all()}
    for entry in entries:
        page = there.get(entry.key)
        belonging = Belonging(
            units[entry.unit], review_months=entry.review_months, based_on=entry.based_on, outside_id=entry.outside_id
        )
        if page is None:
            page = make_page(entry.key, entry.kind, entry.content, belonging, by=by, now=now, what="taken_in")
            made.append(entry.key)
        else:
            before = page.version
            page = write(page.pk, entry.content, seen=before, by=by, now=now, what="taken_in")
            (same if page.version == before else changed).append(entry.key)
        if shown and page.draft_id is not None:
            publish(page.pk, by=by, now=now)
    return TakenIn(tuple(made), tuple(changed), tuple(same))
