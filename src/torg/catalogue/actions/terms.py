"""Loading the words of Los and KLE, and putting them on pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.index import index_published
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import insist_on_editor, locked, newest, write
from torg.catalogue.models import Page, Scheme, Term
from torg.catalogue.terms import TermSaid

if TYPE_CHECKING:
    from torg.people.models import Staff


class UnknownTerm(Exception):
    """A code that is none of the loaded words; ``code`` is the first such."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a file did: how many words were new, changed, the same, and are there no more."""

    new: int
    changed: int
    same: int
    gone: int


@transaction.atomic
def load_terms(scheme: str, terms: Sequence[TermSaid], *, now: datetime) -> Loaded:
    """Makes the words of a scheme those of a file. One that is not in it any more is marked and stays on its pages.

    Pages are found by the words at once.
    """
    there = {row.code: row for row in Term.objects.select_for_update().filter(scheme=Scheme(scheme))}
    new, changed = [], []
    for one in terms:
        row = there.pop(one.code, None) or Term(scheme=scheme, code=one.code)
        said = (
            dict(one.titles), {code: list(words) for code, words in one.words.items()}, list(one.broader), one.uuid,
            False,
        )  # fmt: skip
        was = (row.titles, row.words, row.broader, row.uuid, row.is_gone) if row.pk else None
        row.titles, row.words, row.broader, row.uuid, row.is_gone = said
        row.loaded_at = now
        if was is None:
            new.append(row)
        elif was != said:
            changed.append(row)
    Term.objects.bulk_create(new, batch_size=500)
    Term.objects.bulk_update(changed, ["titles", "words", "broader", "uuid", "is_gone"], batch_size=500)
    gone = Term.objects.filter(pk__in=[row.pk for row in there.values() if not row.is_gone]).update(is_gone=True)
    Term.objects.filter(scheme=scheme, is_gone=False).update(loaded_at=now)
    if new or changed:
        index_published()
    return Loaded(len(new), len(changed), len(terms) - len(new) - len(changed), gone)


@transaction.atomic
def classify(
    page_id: int, chosen: Mapping[str, Sequence[str]], *, seen: int, by: Staff | None, now: datetime,
    shown: bool = False,
) -> Page:  # fmt: skip
    """Puts words on a page, by scheme, in place of those that it has; a draft, or with ``shown`` published at once.

    What stands on the page already may stay though it is not among the loaded words. With ``shown`` a page that had
    something unpublished before, or wants a second pair of eyes, stays a draft all the same.
    Raises NotAnEditor, PageChanged, UnknownTerm.
    """
    insist_on_editor(by)
    page = locked(page_id)
    content = newest(page)
    facts = dict(content.facts)
    for scheme, codes in chosen.items():
        kept = set(facts.get(scheme, ()))
        wanted = [code for code in codes if code not in kept]
        known = set(Term.objects.filter(scheme=scheme, code__in=wanted, is_gone=False).values_list("code", flat=True))
        for code in wanted:
            if code not in known:
                raise UnknownTerm(code)
        facts.pop(scheme, None)
        if codes:
            facts[scheme] = tuple(dict.fromkeys(codes))
    was_clean = page.draft_id is None and page.published_id is not None and not page.four_eyes
    page = write(page_id, replace(content, facts=facts), seen=seen, by=by, now=now)
    if shown and was_clean and page.draft_id is not None:
        page = publish(page_id, by=by, now=now)
    return page
