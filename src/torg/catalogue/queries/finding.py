"""Finding pages by words: for the portal's search, the desk, the assistant and support alike (KON-15).

Each process holds all pages in memory (`torg.catalogue.finding`) and asks the database each time whether anything is
new; only what is new is read. See docs/decisions/0105.
"""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock

from django.db import connection

from torg.catalogue.content import nearest_language
from torg.catalogue.finding.asking import Sought
from torg.catalogue.finding.fitting import Fit, begun_with, fitting, understand
from torg.catalogue.finding.shelf import Shelf
from torg.catalogue.finding.showing import why
from torg.catalogue.finding.values import Document, Found, Hit, Suggestion
from torg.catalogue.models import SearchText

STANDING = "SELECT count(*), coalesce(sum(id), 0), coalesce(sum(id::numeric * id), 0) FROM catalogue_searchtext"
SHORTEST = 2  # letters of what somebody has begun to write


class _Kept:
    """The shelf of this process, and by which rows it stands."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.shelf = Shelf({})
        self.rows: dict[int, int] = {}
        self.standing: tuple[object, ...] = ()

    def brought_up_to_date(self) -> Shelf:
        """The shelf as the database is now; the caller holds the lock."""
        with connection.cursor() as cursor:
            cursor.execute(STANDING)
            standing = tuple(cursor.fetchone())
        if standing != self.standing:
            rows = dict(SearchText.objects.values_list("pk", "page_id"))
            changed = {page_id for _pk, page_id in rows.items() ^ self.rows.items()}
            read: dict[int, list[Document]] = {page_id: [] for page_id in changed}
            for row in SearchText.objects.filter(page_id__in=changed).order_by("page_id", "pk"):
                read[row.page_id].append(_document(row))
            self.shelf.change(read)
            self.rows, self.standing = rows, standing
        return self.shelf


_KEPT = _Kept()


def find(words: str, *, language: str, kinds: Collection[str] = (), audience: str = "", limit: int = 20) -> Found:
    """The pages that fit a question, the best first, in the asker's language where they have it (KON-08).

    ``kinds`` limits them to some kinds, ``audience`` to those that are for it or for everybody. Nothing is found when
    nothing fits well.
    """
    with _KEPT.lock:
        shelf = _KEPT.brought_up_to_date()
        asked = understand(words, shelf)
        fits = fitting(asked.sought, shelf, kinds=kinds, audience=audience)[:limit]
        hits = tuple(_hit(fit, asked.sought, shelf, language) for fit in fits)
    return Found(hits, asked.corrected if hits else "")


def suggest(begun: str, language: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """Pages for what somebody has begun to write: the last word may be begun only. None for less than two letters."""
    if len(begun.strip()) < SHORTEST:
        return ()
    with _KEPT.lock:
        shelf = _KEPT.brought_up_to_date()
        fits = fitting(begun_with(begun, shelf), shelf)[:limit]
        shown = [_shown(fit, language) for fit in fits]
    return tuple(Suggestion(one.page_id, one.kind, one.language, one.title) for one in shown)


def _hit(fit: Fit, asked: tuple[Sought, ...], shelf: Shelf, language: str) -> Hit:
    shown = _shown(fit, language)
    others = [one for one in fit.page.documents.values() if one is not shown]
    reasons = why([shown, *others], asked, shelf)
    return Hit(shown.page_id, shown.kind, shown.language, shown.title, shown.summary, round(fit.score, 4), reasons)


def _shown(fit: Fit, language: str) -> Document:
    return fit.page.documents[nearest_language(language, tuple(fit.page.documents))]


def _document(row: SearchText) -> Document:
    return Document(
        page_id=row.page_id, kind=row.kind, language=row.language, title=row.title, summary=row.summary, text=row.text,
        words=tuple(row.words), audience=tuple(row.audience), popularity=row.popularity,
    )  # fmt: skip
