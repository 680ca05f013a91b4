"""Reading what can be shared, which share files came, and how their pages stand to what is here (DRA-31)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from torg.catalogue.content import LONGEST_KEY, Content, stored
from torg.catalogue.files import Entry
from torg.catalogue.models import Borrowed, Kind, Page, ShareFile
from torg.catalogue.sharing import Difference, Share, Standing, differences, leans_on, read_share, standing, with_blocks
from torg.catalogue.slugs import slug

MOST_FILES = 100


@dataclass(frozen=True, slots=True)
class CameIn:
    """A share file that came; ``by`` is "" when the operator took it in."""

    id: int
    name: str
    origin: str
    made_at: datetime | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided last on a page of a file; ``may_undo`` while nobody has written the page since."""

    id: int
    what: str
    at: datetime
    by: str
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A page of a share file beside what is here. ``key`` is the page's here, or the one that it would get;
    ``seen`` the number of the page's newest revision (0 for none), ``may_merge`` whether theirs can be put in where
    only they changed it."""

    entry: Entry
    standing: Standing
    key: str
    page_id: int | None = None
    seen: int = 0
    is_shown: bool = False
    differences: tuple[Difference, ...] = ()
    may_merge: bool = False
    decision: Decision | None = None

    @property
    def title(self) -> str:
        """What the page is called in the first language that it is written in."""
        content = self.entry.content
        return str(content.said(content.languages()[0], "title"))

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide."""
        return self.standing in (Standing.NEW, Standing.NEWER, Standing.ADAPTED, Standing.TAKEN_KEY)


def to_share(keys: Iterable[str]) -> list[Entry]:
    """The published pages with these keys as they are published, with the blocks that they use."""
    rows = Page.objects.filter(published__isnull=False).select_related("published")
    chosen = [_entry(row) for row in rows.filter(key__in=list(keys))]
    blocks = {row.key: _entry(row) for row in rows.filter(kind=Kind.BLOCK)}
    return with_blocks(chosen, blocks)


def shareable_keys(topic: str = "") -> list[str]:
    """The keys of all published pages, or of those of a field."""
    rows = Page.objects.filter(published__isnull=False)
    rows = rows.filter(topics__contains=[topic]) if topic else rows
    return list(rows.order_by("key").values_list("key", flat=True))


def came_in() -> list[CameIn]:
    """The share files that came, the newest first."""
    return [_came(row) for row in ShareFile.objects.select_related("by").defer("raw")[:MOST_FILES]]


def came(file_id: int) -> tuple[CameIn, Share] | None:
    """A share file that came, read; None when there is none."""
    row = ShareFile.objects.select_related("by").filter(pk=file_id).first()
    return (_came(row), read_share(bytes(row.raw))) if row else None


def compared(share: Share, *, file_id: int | None = None) -> list[Compared]:
    """Each page of a share file beside what is here, in five statements whatever their number.

    ``file_id`` says which file's decisions are told.
    """
    entries = share.reading.entries
    outside = [one.outside_id for one in entries]
    rows = Page.objects.select_related("published", "draft")
    theirs = {row.outside_id: row for row in rows.filter(based_on=share.origin, outside_id__in=outside).order_by("-pk")}
    keys = {*outside, *(_other_key(one.key, share.origin) for one in entries)}
    taken = set(Page.objects.filter(key__in=keys).values_list("key", flat=True))
    decided: dict[int, list[Borrowed]] = {}
    pages = [row.pk for row in theirs.values()]
    for one in Borrowed.objects.filter(page_id__in=pages).select_related("by").order_by("-id"):
        decided.setdefault(one.page_id, []).append(one)
    return [
        _compared(one, theirs.get(one.outside_id), taken, decided, file_id=file_id, origin=share.origin)
        for one in entries
    ]


def missing(share: Share) -> tuple[list[str], list[str]]:
    """The keys of blocks and of pages that pages of a share file lean on, and that are neither in it nor here."""
    blocks: set[str] = set()
    pages: set[str] = set()
    for entry in share.reading.entries:
        used, led_to = leans_on(entry.content)
        blocks |= used
        pages |= led_to
    inside = {one.key for one in share.reading.entries}
    there = set(Page.objects.filter(key__in=blocks | pages).values_list("key", flat=True)) | inside
    return sorted(blocks - there), sorted(pages - there)


def base_of(page_id: int) -> Content | None:
    """What theirs said when it was last decided on; None when it never was, or that was undone."""
    row = Borrowed.objects.filter(page_id=page_id).first()
    return stored(row.content) if row and row.content is not None else None


def newest_of(page: Page) -> Content:
    """What was saved last, published or not."""
    row = page.draft or page.published
    return stored(row.content) if row else Content()


def _compared(
    entry: Entry, page: Page | None, taken: set[str], decided: dict[int, list[Borrowed]], *, file_id: int | None,
    origin: str,
) -> Compared:  # fmt: skip
    if page is None:
        if entry.key not in taken:
            return Compared(entry, Standing.NEW, entry.key)
        return Compared(entry, Standing.TAKEN_KEY, _free_key(entry.key, origin, taken))
    if page.kind != entry.kind:
        return Compared(entry, Standing.OTHER_KIND, page.key, page.pk)
    rows = decided.get(page.pk, [])
    last = rows[0] if rows else None
    base = stored(last.content) if last and last.content is not None else None
    ours = newest_of(page)
    stands = standing(base, ours, entry.content)
    return Compared(
        entry, stands, page.key, page.pk, page.version, page.published_id is not None,
        tuple(differences(entry.kind, base, ours, entry.content)) if stands != Standing.SAME else (),
        stands == Standing.ADAPTED and base is not None,
        _decision(last, page) if last and last.file_id == file_id and last.what != "undone" else None,
    )  # fmt: skip


def _decision(row: Borrowed, page: Page) -> Decision:
    return Decision(row.pk, row.what, row.at, row.by.name if row.by else "", row.after == page.version)


def _other_key(key: str, origin: str) -> str:
    ending = f"-{slug(origin)[:20].strip('-')}"
    return key[: LONGEST_KEY - len(ending)].strip("-") + ending


def _free_key(key: str, origin: str, taken: set[str]) -> str:
    other = _other_key(key, origin)
    return other if other not in taken else ""


def _entry(row: Page) -> Entry:
    assert row.published is not None, "only what is published is shared"
    return Entry(row.kind, row.key, stored(row.published.content), review_months=row.review_months)


def _came(row: ShareFile) -> CameIn:
    return CameIn(row.pk, row.name, row.origin, row.made_at, row.at, row.by.name if row.by else "")


def still_open(found: Sequence[Compared]) -> int:
    """How many pages of a share file there is something to decide on."""
    return sum(one.is_open for one in found)
