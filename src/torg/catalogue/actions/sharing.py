"""Taking pages in from other municipalities: each is decided on by somebody, and what was adapted here stays ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.publishing import publish, withdraw
from torg.catalogue.actions.writing import (
    Belonging,
    PageChanged,
    bring_back,
    drop_draft,
    insist_on_editor,
    locked,
    make_page,
    write,
)
from torg.catalogue.content import Content
from torg.catalogue.models import Borrowed, Page, ShareFile, State
from torg.catalogue.queries.sharing import Compared, base_of, compared, newest_of
from torg.catalogue.sharing import Standing, merged, read_share

if TYPE_CHECKING:
    from torg.people.models import Staff

CHOICES = ("take", "draft", "merge", "keep")
WHAT = {"take": "taken", "draft": "drafted", "merge": "merged", "keep": "kept"}


class NotToBeDecided(Exception):
    """The file has no such page, there is nothing to decide on it, or the choice does not fit it."""


class NotUndone(Exception):
    """The page was written after the decision; its history brings earlier words back."""


@transaction.atomic
def keep_share(raw: bytes, *, name: str, own: str, by: Staff | None, now: datetime) -> int:
    """Keeps a share file whole and gives its id; nothing is done with its pages yet.

    ``own`` is this municipality's name. The same file twice is one row. Raises NotAnEditor, Unshared.
    """
    insist_on_editor(by)
    share = read_share(raw, own=own)
    there = next(
        (row.pk for row in ShareFile.objects.filter(origin=share.origin) if bytes(row.raw) == raw),
        None,
    )
    if there:
        return int(there)
    made = ShareFile.objects.create(name=name[:200], raw=raw, origin=share.origin, made_at=share.made_at, at=now, by=by)
    return int(made.pk)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for a page of a share file: take, draft, merge or keep.

    ``seen`` is the number of the page's newest revision that theirs was compared with, 0 when there was no page.
    """

    outside_id: str
    choice: str
    seen: int = 0


@transaction.atomic
def decide(file_id: int, chosen: Sequence[Chosen], *, unit_id: int, by: Staff | None, now: datetime) -> dict[str, str]:
    """Does with pages of a share file what was chosen, all or nothing; gives what became of each by its outside id:
    taken, drafted, merged or kept.

    ``take`` publishes theirs, ``draft`` saves theirs as a draft, ``merge`` saves as a draft theirs where only they
    changed it, ``keep`` leaves ours. A page that wants a second pair of eyes is drafted and not taken. ``unit_id``
    answers for pages that are new here. Raises NotAnEditor, NotToBeDecided, PageChanged, KeyTaken.
    """
    insist_on_editor(by)
    file = ShareFile.objects.select_for_update().get(pk=file_id)
    there = {one.entry.outside_id: one for one in compared(read_share(bytes(file.raw)), file_id=file_id)}
    done = {}
    for one in chosen:
        found = there.get(one.outside_id)
        if found is None or not found.is_open or one.choice not in CHOICES:
            raise NotToBeDecided(one.outside_id)
        if found.page_id is None:
            done[one.outside_id] = _begin(file, found, one.choice, unit_id=unit_id, by=by, now=now)
        else:
            done[one.outside_id] = _go_on(file, found, one, by=by, now=now)
    return done


@transaction.atomic
def undo(decision_id: int, *, by: Staff, now: datetime) -> None:
    """Brings back what was here before a decision; a page that was made by it is a draft again.

    Raises NotAnEditor, NotUndone (somebody wrote the page since), SecondPairOfEyes.
    """
    insist_on_editor(by)
    decision = Borrowed.objects.select_related("file").get(pk=decision_id)
    page = locked(decision.page_id)
    newest = Borrowed.objects.filter(page=page).first()
    if newest is None or newest.pk != decision.pk or decision.what == "undone" or page.version != decision.after:
        raise NotUndone(decision_id)
    if _shown(page) != (decision.after if decision.what == "taken" else decision.shown_before):
        raise NotUndone(decision_id)  # somebody has published or withdrawn the page since
    if _shown(page) != decision.shown_before:
        if decision.shown_before:
            bring_back(page.pk, decision.shown_before, by=by, now=now)
            publish(page.pk, by=by, now=now)
        else:
            withdraw(page.pk, by=by, now=now)
    elif decision.before == decision.shown_before and page.state != State.NONE:
        drop_draft(page.pk, by=by, now=now)
    if decision.before not in (0, decision.shown_before, decision.after):
        bring_back(page.pk, decision.before, by=by, now=now)
    earlier = Borrowed.objects.filter(page=page, pk__lt=decision.pk).first()
    page = locked(page.pk)
    Borrowed.objects.create(
        page=page, file=decision.file, content=earlier.content if earlier else None, what="undone",
        before=decision.after, after=page.version, shown_before=_shown(page), at=now, by=by,
    )  # fmt: skip


def _go_on(file: ShareFile, found: Compared, chosen: Chosen, *, by: Staff | None, now: datetime) -> str:
    """Does what was chosen with a page that came from them before."""
    if chosen.choice == "merge" and not found.may_merge:
        raise NotToBeDecided(chosen.outside_id)
    page = locked(found.page_id or 0)
    if page.version != chosen.seen:
        raise PageChanged(page.version)
    before, shown_before, theirs = page.version, _shown(page), found.entry.content
    choice = "draft" if chosen.choice == "take" and page.four_eyes else chosen.choice
    if choice == "merge":
        base = base_of(page.pk)
        assert base is not None, "what may be merged has a base"
        page = _written(page, merged(page.kind, base, newest_of(page), theirs), file, by=by, now=now)
    elif choice != "keep":
        page = _written(page, theirs, file, by=by, now=now)
    if choice == "take" and page.draft_id is not None:
        page = publish(page.pk, by=by, now=now)
    _note(file, page, theirs, WHAT[choice], before=before, shown_before=shown_before, by=by, now=now)
    return WHAT[choice]


def _begin(file: ShareFile, found: Compared, choice: str, *, unit_id: int, by: Staff | None, now: datetime) -> str:
    """Makes a page that is new here; one whose key is another page's gets a key of its own, and is never published."""
    if choice == "keep" or (found.standing == Standing.TAKEN_KEY and choice != "draft") or not found.key:
        raise NotToBeDecided(found.entry.outside_id)
    entry = found.entry
    belonging = Belonging(unit_id, review_months=entry.review_months, based_on=file.origin, outside_id=entry.outside_id)
    page = make_page(found.key, entry.kind, entry.content, belonging, by=by, now=now, what="taken_in")
    if choice == "take":
        page = publish(page.pk, by=by, now=now)
    _note(file, page, entry.content, WHAT[choice], before=0, shown_before=0, by=by, now=now)
    return WHAT[choice]


def _written(page: Page, content: Content, file: ShareFile, *, by: Staff | None, now: datetime) -> Page:
    return write(page.pk, content, seen=page.version, by=by, now=now, what="taken_in", note=file.origin)


def _shown(page: Page) -> int:
    return page.published.number if page.published else 0


def _note(
    file: ShareFile, page: Page, theirs: Content, what: str, *, before: int, shown_before: int, by: Staff | None,
    now: datetime,
) -> None:  # fmt: skip
    Borrowed.objects.create(
        page=page, file=file, content=theirs.to_json(), what=what, before=before, after=page.version,
        shown_before=shown_before, at=now, by=by,
    )  # fmt: skip
