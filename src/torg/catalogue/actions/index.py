"""Index: what a page says is put where it is found, and taken away again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from torg.catalogue.content import stored
from torg.catalogue.finding.telling import documents
from torg.catalogue.finding.values import Document
from torg.catalogue.models import Page, SearchText
from torg.catalogue.queries.terms import words_for


@transaction.atomic
def index_documents(page_id: int, said: Iterable[Document]) -> None:
    """Puts what a page says, a document a language, in the place of all that stood for it.

    What else people call what it is about, by the words of Los and KLE on it, stands at the end of the text.
    Raises ValueError for a document of another page, IntegrityError for two in one language or a page that is not
    there.
    """
    said = tuple(said)
    if any(one.page_id != page_id for one in said):
        raise ValueError(f"not all of these documents belong to page {page_id}")
    forget(page_id)
    facts = Page.objects.filter(pk=page_id).values_list("facts", flat=True).first() or {}
    SearchText.objects.bulk_create(
        SearchText(
            page_id=page_id, kind=one.kind, language=one.language, title=one.title, summary=one.summary,
            text="\n".join((one.text, *words_for(facts, one.language))),
            words=list(one.words), audience=list(one.audience), popularity=one.popularity,
        )
        for one in said
    )  # fmt: skip


def forget(page_id: int) -> None:
    """A page is no longer found; nothing happens when it was not."""
    SearchText.objects.filter(page_id=page_id).delete()


@transaction.atomic
def index_published() -> int:
    """Puts up every page that is published, and takes away all others; gives how many there are.

    For when what is read of a page, or how much each is used, has become another.
    """
    SearchText.objects.exclude(page__published__isnull=False).delete()
    pages = Page.objects.filter(published__isnull=False).select_related("published")
    for page in pages:
        if page.published is not None:
            content = stored(page.published.content)
            index_documents(page.pk, documents(page.pk, page.kind, content, uses=page.uses))
    return len(pages)
