"""Reading the files of pages that were given, and the pages that there are as entries of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Length

from torg.catalogue.comparing import Standing
from torg.catalogue.content import stored
from torg.catalogue.files import Entry
from torg.catalogue.models import ImportBatch, Page

MOST = 100  # files in a list


@dataclass(frozen=True, slots=True)
class Written:
    """A page that a file wrote: its key, and whether it was made, changed or shown."""

    key: str
    what: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A file that was given, and what became of it; names are "" for what was done by a command."""

    id: int
    name: str
    size: int
    is_shown: bool
    at: datetime
    by: str
    done_at: datetime | None
    done_by: str
    written: tuple[Written, ...]
    undone_at: datetime | None
    undone_by: str
    left: tuple[str, ...]


def batches() -> list[Batch]:
    """The newest files that were given, without their bytes."""
    rows = ImportBatch.objects.select_related("by", "done_by", "undone_by").defer("raw")
    return [_batch(row, row.size) for row in rows.annotate(size=Length("raw"))[:MOST]]


def batch(batch_id: int) -> Batch | None:
    """One file that was given."""
    row = ImportBatch.objects.select_related("by", "done_by", "undone_by").filter(pk=batch_id).first()
    return _batch(row, len(row.raw)) if row else None


def raw_of(batch_id: int) -> bytes:
    """The bytes of a file as they came. Raises ImportBatch.DoesNotExist (an ObjectDoesNotExist)."""
    return bytes(ImportBatch.objects.values_list("raw", flat=True).get(pk=batch_id))


def standing() -> dict[str, Standing]:
    """Every page by its key with what was saved last, published or not; one statement."""
    rows = Page.objects.select_related("published", "draft", "unit")
    found = {}
    for row in rows:
        revision = row.draft or row.published
        assert revision is not None, "a page is published or has a draft"
        entry = Entry(
            row.kind, row.key, stored(revision.content), row.unit.key, row.review_months, row.based_on, row.outside_id
        )
        found[row.key] = Standing(
            row.pk, row.version, entry, row.published_id is not None, row.draft_id is not None, row.four_eyes
        )
    return found


def entries_of(there: Mapping[str, Standing]) -> dict[str, Entry]:
    """The pages as a file would hold them, by key."""
    return {key: one.entry for key, one in there.items()}


def exported(*, kinds: Sequence[str] = (), unit_ids: Sequence[int] = (), drafts: bool = False) -> list[Entry]:
    """Published pages as entries of a file, by kind and key; with ``drafts`` what was saved last, published or not."""
    rows = Page.objects.select_related("published", "draft", "unit").order_by("kind", "key")
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    if unit_ids:
        rows = rows.filter(unit_id__in=list(unit_ids))
    if not drafts:
        rows = rows.filter(~Q(published=None))
    found = []
    for row in rows:
        revision = (row.draft if drafts else None) or row.published
        assert revision is not None, "a page is published or has a draft"
        content = stored(revision.content)
        found.append(Entry(row.kind, row.key, content, row.unit.key, row.review_months, row.based_on, row.outside_id))
    return found


def _batch(row: ImportBatch, size: int) -> Batch:
    return Batch(
        id=row.pk, name=row.name, size=size, is_shown=row.is_shown, at=row.at, by=row.by.name if row.by else "",
        done_at=row.done_at, done_by=row.done_by.name if row.done_by else "",
        written=tuple(Written(one["key"], one["what"]) for one in row.result), undone_at=row.undone_at,
        undone_by=row.undone_by.name if row.undone_by else "", left=tuple(row.left),
    )  # fmt: skip
