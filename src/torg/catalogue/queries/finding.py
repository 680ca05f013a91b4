"""What stands to be found: the words of all published pages, and by which rows they stand (KON-15).

Rows never change, so count, sum and sum of squares of their ids tell whether anything is new (docs/decisions/0105).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import LiteralString

from torg.catalogue.finding.values import Document
from torg.catalogue.models import SearchText

STANDING: LiteralString = (
    "SELECT count(*), coalesce(sum(id), 0), coalesce(sum(id::numeric * id), 0) FROM catalogue_searchtext"
)
"""By which rows everything stands: another value when any page was put up, written anew or taken away."""


def documents_by_page() -> Mapping[int, Sequence[Document]]:
    """What every published page says, a document a language, in the order of the pages' ids."""
    found: dict[int, list[Document]] = {}
    for row in SearchText.objects.order_by("page_id", "pk"):
        found.setdefault(row.page_id, []).append(_document(row))
    return found


def still_standing(page_ids: Iterable[int]) -> frozenset[int]:
    """Those of some pages that are to be found still."""
    return frozenset(SearchText.objects.filter(page_id__in=list(page_ids)).values_list("page_id", flat=True))


def _document(row: SearchText) -> Document:
    return Document(
        page_id=row.page_id, kind=row.kind, language=row.language, title=row.title, summary=row.summary, text=row.text,
        words=tuple(row.words), audience=tuple(row.audience), popularity=row.popularity,
    )  # fmt: skip
