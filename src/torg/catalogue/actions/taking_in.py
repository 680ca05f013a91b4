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
        old = there.get(entry.key)
        before = old.version if old else 0
        page = take_one(entry, old, units[entry.unit], by=by, now=now)
        (made if old is None else same if page.version == before else changed).append(entry.key)
        if shown:
            show_one(page, by=by, now=now)
    return TakenIn(tuple(made), tuple(changed), tuple(same))


def take_one(
    entry: Entry, page: Page | None, unit_id: int, *, by: Staff | None, now: datetime, seen: int | None = None,
    note: str = "",
) -> Page:  # fmt: skip
    """Makes a page, or writes its words and facts as a draft; ``seen`` is the revision that was compared with.

    Raises NotAnEditor, KeyTaken, PageChanged.
    """
    if page is None:
        belonging = Belonging(
            unit_id, review_months=entry.review_months, based_on=entry.based_on, outside_id=entry.outside_id
        )
        return make_page(entry.key, entry.kind, entry.content, belonging, by=by, now=now, what="taken_in")
    read = page.version if seen is None else seen
    return write(page.pk, entry.content, seen=read, by=by, now=now, what="taken_in", note=note)


def show_one(page: Page, *, by: Staff | None, now: datetime) -> bool:
    """Publishes what was taken in, and says whether it did: a page that wants a second pair of eyes stays a draft."""
    if page.draft_id is None or page.four_eyes:
        return False
    publish(page.pk, by=by, now=now)
    return True
