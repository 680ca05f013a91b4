"""Files of pages: kept as they come, looked through, taken in when confirmed, and undone as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from torg.catalogue.actions.publishing import publish, withdraw
from torg.catalogue.actions.taking_in import show_one, take_one
from torg.catalogue.actions.writing import (
    Belonging,
    KeyTaken,
    PageChanged,
    SecondPairOfEyes,
    drop_draft,
    hand_over,
    insist_on_editor,
    locked,
    newest,
    write,
)
from torg.catalogue.comparing import Comparison, Outcome, compare
from torg.catalogue.content import ODD, stored
from torg.catalogue.models import ImportBatch, Page, Revision
from torg.catalogue.queries.importing import entries_of, standing
from torg.catalogue.reading import MOST_BYTES, read_file
from torg.people.queries import units

if TYPE_CHECKING:
    from torg.people.models import Staff


OWN = (("unit", "unit_id"), ("review_months", "review_months"))


class FileTooLarge(Exception):
    """The file has more bytes than can be read."""


class NotAsLookedThrough(Exception):
    """Pages have changed since the file was looked through, so that something else would be done than was shown."""


class AlreadyDone(Exception):
    """The file has been taken in, or undone, already."""


@dataclass(frozen=True, slots=True)
class Undone:
    """The keys of pages that stand as before, and of those left alone because somebody has written since."""

    back: tuple[str, ...]
    left: tuple[str, ...]


def keep(name: str, raw: bytes, *, shown: bool, by: Staff | None, now: datetime) -> int:
    """Keeps a file as it came and gives its id; nothing else is written. Raises NotAnEditor, FileTooLarge."""
    insist_on_editor(by)
    if len(raw) > MOST_BYTES:
        raise FileTooLarge(len(raw))
    return int(ImportBatch.objects.create(name=ODD.sub("?", name)[:200], raw=raw, is_shown=shown, by=by, at=now).pk)


def look_through(batch_id: int) -> Comparison:
    """What a file that was kept would do now; writes nothing."""
    batch = ImportBatch.objects.get(pk=batch_id)
    return _compared(batch)


@transaction.atomic
def take(batch_id: int, *, seen: str, by: Staff | None, now: datetime) -> Comparison:
    """Takes in the pages of a file that have no fault; ``seen`` is the mark of what the reader was shown.

    Raises NotAnEditor, AlreadyDone, NotAsLookedThrough.
    """
    insist_on_editor(by)
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.done_at is not None:
        raise AlreadyDone(batch_id)
    found = _compared(batch)
    if found.mark != seen:
        raise NotAsLookedThrough(batch_id)
    around = units()
    ids = {key: unit.id for key, unit in around.by_key.items()} | {"": around.front_line.id}
    there = {page.key: page for page in Page.objects.filter(key__in=[one.row.key for one in found.does])}
    try:
        batch.result = [
            _taken(one, there.get(one.row.key), ids, batch, by=by, now=now) for one in found.does if one.row.entry
        ]
    except (PageChanged, KeyTaken) as error:
        raise NotAsLookedThrough(batch_id) from error
    batch.done_at, batch.done_by = now, by
    batch.save(update_fields=["done_at", "done_by", "result"])
    return found


@transaction.atomic
def undo(batch_id: int, *, by: Staff, now: datetime) -> Undone:
    """Lets the pages of a file stand as before it: earlier revisions are brought back, new pages withdrawn.

    A page that somebody has written since is left alone. Raises NotAnEditor, AlreadyDone.
    """
    insist_on_editor(by)
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.done_at is None or batch.undone_at is not None:
        raise AlreadyDone(batch_id)
    back: list[str] = []
    left: list[str] = []
    for said in batch.result:
        (back if _put_back(said, by=by, now=now) else left).append(str(said["key"]))
    batch.undone_at, batch.undone_by, batch.left = now, by, left
    batch.save(update_fields=["undone_at", "undone_by", "left"])
    return Undone(tuple(back), tuple(left))


def throw_away(batch_id: int, *, by: Staff) -> None:
    """Forgets a file that was never taken in. Raises NotAnEditor, AlreadyDone."""
    insist_on_editor(by)
    gone, _by_table = ImportBatch.objects.filter(pk=batch_id, done_at=None).delete()
    if not gone:
        raise AlreadyDone(batch_id)


def _compared(batch: ImportBatch) -> Comparison:
    there = standing()
    around = units()
    keys = frozenset(around.by_key)
    reading = read_file(bytes(batch.raw), name=batch.name, there=entries_of(there))
    return compare(reading, there, keys, front_line=around.front_line.key, shown=batch.is_shown)


def _taken(
    one: Outcome, old: Page | None, ids: dict[str, int], batch: ImportBatch, *, by: Staff | None, now: datetime
) -> dict[str, Any]:
    """Writes one page, and gives what undoing needs to know of it."""
    entry = one.row.entry
    assert entry is not None, "only pages without a fault are taken in"
    before = _stand(old)
    page = take_one(entry, old, ids[entry.unit], by=by, now=now, seen=one.version, note=batch.name)
    if {"unit", "review_months"} & set(one.parts):
        belonging = Belonging(ids[entry.unit], page.owner_id, entry.review_months, page.four_eyes)
        hand_over(page.pk, belonging, by=by, now=now)
        page.refresh_from_db()
    if batch.is_shown:
        show_one(page, by=by, now=now)
        page.refresh_from_db()
    after = _stand(page)
    return {"key": entry.key, "page": page.pk, "what": str(one.what), "before": before, "after": after}


def _stand(page: Page | None) -> dict[str, Any]:
    """How a page stands: the numbers of its revisions, whose it is, when it is due, and what lags."""
    if page is None:
        return {}
    return {
        "version": page.version,
        "published": page.published.number if page.published else None,
        "draft": page.draft.number if page.draft else None,
        "unit": page.unit_id,
        "review_months": page.review_months,
        "review_on": page.review_on.isoformat() if page.review_on else None,
        "lagging": list(page.lagging),
    }


def _put_back(said: dict[str, Any], *, by: Staff, now: datetime) -> bool:
    """Lets one page stand as before; False when somebody has written it since, or only somebody else may publish it."""
    page, before, after = locked(said["page"]), said["before"], said["after"]
    if page.version != after["version"] or (page.published.number if page.published else None) != after["published"]:
        return False
    try:
        with transaction.atomic():
            _restore(page, before, after, by=by, now=now)
    except SecondPairOfEyes:
        return False
    return True


def _restore(page: Page, before: dict[str, Any], after: dict[str, Any], *, by: Staff, now: datetime) -> None:
    published, draft = before.get("published"), before.get("draft")
    if published is None:
        withdraw(page.pk, by=by, now=now)
    elif not _says(page, published):
        page = _bring_back(page, published, by=by, now=now)
        if page.draft_id is not None:
            publish(page.pk, by=by, now=now)
    elif draft is None:
        drop_draft(page.pk, by=by, now=now)
    if draft is not None:
        _bring_back(page, draft, by=by, now=now)
    page.refresh_from_db()
    if not before:
        return
    belongs = {
        name: before[name] if getattr(page, field) == after[name] else getattr(page, field) for name, field in OWN
    }
    belonging = Belonging(belongs["unit"], page.owner_id, belongs["review_months"], page.four_eyes)
    hand_over(page.pk, belonging, by=by, now=now)
    page.refresh_from_db()
    page.lagging = before["lagging"]
    if published is not None and before["review_on"]:
        page.review_on = date.fromisoformat(before["review_on"])
    page.save(update_fields=["review_on", "lagging"])


def _says(page: Page, number: int) -> bool:
    """Whether citizens see what a revision says."""
    return (
        page.published is not None and page.published.content == Revision.objects.get(page=page, number=number).content
    )


def _bring_back(page: Page, number: int, *, by: Staff, now: datetime) -> Page:
    """Saves the words and facts of a revision once more."""
    content = stored(Revision.objects.get(page=page, number=number).content)
    page = locked(page.pk)
    if newest(page) == content:
        return page
    return write(page.pk, content, seen=page.version, by=by, now=now, what="brought_back", note=str(number))
