"""What editors make of searches: the words people use become words of a page, or a search is left as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.writing import insist_on_editor, locked, newest, write
from torg.catalogue.content import Content
from torg.catalogue.kinds import MOST_LINES
from torg.participation.models import SearchDecision

if TYPE_CHECKING:
    from torg.catalogue.models import Page
    from torg.people.models import Staff


class PageWaits(Exception):
    """What was written of the page waits for approval or its moment, and a new draft would take it back."""


class ManyWords(Exception):
    """The page has as many words as it may have."""


@transaction.atomic
def add_words(words: str, language: str, page_id: int, *, by: Staff, now: datetime) -> int:
    """Adds words to those of a page in the language nearest to theirs, as a draft; gives the id of the decision.

    Raises NotAnEditor, PageWaits, ManyWords.
    """
    insist_on_editor(by)
    page = locked(page_id)
    content = newest(page)
    code = content.nearest(language)
    there = _words(content, code)
    if words not in there:
        _write(page, content, code, (*there, words), by=by, now=now)
    return SearchDecision.objects.create(words=words, language=language, page_id=page_id, at=now, by=by).pk


@transaction.atomic
def leave(words: str, language: str, *, by: Staff, now: datetime) -> int:
    """Notes that nothing is to be done about a search. Raises NotAnEditor."""
    insist_on_editor(by)
    return SearchDecision.objects.create(words=words, language=language, at=now, by=by).pk


@transaction.atomic
def undo(decision_id: int, *, by: Staff, now: datetime) -> None:
    """Takes a decision back, and the words out of the page again. Raises NotAnEditor, PageWaits."""
    insist_on_editor(by)
    decision = SearchDecision.objects.select_for_update().filter(pk=decision_id).first()
    if decision is None:
        return
    if decision.page_id is not None:
        page = locked(decision.page_id)
        content = newest(page)
        code = content.nearest(decision.language)
        there = _words(content, code)
        if decision.words in there:
            _write(page, content, code, tuple(one for one in there if one != decision.words), by=by, now=now)
    decision.delete()


def _words(content: Content, code: str) -> tuple[str, ...]:
    return tuple(content.said(code, "words") or ())


def _write(page: Page, content: Content, code: str, words: tuple[str, ...], *, by: Staff, now: datetime) -> None:
    """Words to find a page by are the language's own: that they change makes no translation lag."""
    if page.state in {"asked", "planned"}:
        raise PageWaits(page.pk)
    if len(words) > MOST_LINES:
        raise ManyWords(page.pk)
    said = {**content.words[code], "words": words}
    if not words:
        del said["words"]
    after = replace(content, words={**content.words, code: said})
    right = [one for one in after.languages() if one not in page.lagging]
    write(page.pk, after, seen=page.version, by=by, now=now, up_to_date=right)
