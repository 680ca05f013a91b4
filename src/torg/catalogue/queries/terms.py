"""Reading the words of Los and KLE, which pages have them, and what else people call what a page is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max

from torg.catalogue.content import Content, nearest_language, stored
from torg.catalogue.models import Kind, Page, Scheme, Term
from torg.catalogue.terms import LOS, Fits, TermSaid, fitting
from torg.strategy.problems import nearest

SCHEMES = (Scheme.LOS.value, Scheme.KLE.value)


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """How many words of a scheme are loaded, and when."""

    scheme: str
    name: str
    count: int
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Misfit:
    """A page with a code that is none of the loaded words; ``near`` is the one that was perhaps meant, else ""."""

    key: str
    title: str
    scheme: str
    code: str
    near: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Classified:
    """A page with the codes that its newest words have, published or not; ``number`` is that of its newest revision."""

    page_id: int
    key: str
    title: str
    language: str
    number: int
    content: Content
    is_clean: bool

    @property
    def codes(self) -> Mapping[str, tuple[str, ...]]:
        """Its codes by scheme."""
        return {scheme: tuple(self.content.facts.get(scheme, ())) for scheme in SCHEMES}


def loaded() -> list[SchemeFacts]:
    """The schemes of which words are loaded."""
    rows = Term.objects.filter(is_gone=False).values("scheme").annotate(n=Count("id"), at=Max("loaded_at"))
    return [
        SchemeFacts(row["scheme"], Scheme(row["scheme"]).label, row["n"], row["at"]) for row in rows.order_by("-scheme")
    ]


def terms(scheme: str, *, codes: Iterable[str] | None = None) -> list[TermSaid]:
    """The loaded words of a scheme by code; with ``codes`` those alone, also when they are there no more."""
    rows = Term.objects.filter(scheme=scheme)
    rows = rows.filter(is_gone=False) if codes is None else rows.filter(code__in=list(codes))
    return [_said(row) for row in rows]


def term_named(scheme: str, said: str) -> tuple[TermSaid | None, str]:
    """The word that somebody means by a code, a name, or a code with its name; else None and the nearest name."""
    asked = " ".join(said.split())
    known = terms(scheme)
    by_code = {one.code: one for one in known}
    found = by_code.get(asked) or by_code.get(asked.partition(" ")[0])
    if found:
        return found, ""
    by_name = {title.casefold(): one for one in reversed(known) for title in one.titles.values()}
    near = nearest(asked, by_name)
    return by_name.get(asked.casefold()), by_name[near].title("") if near else ""


def suggested(content: Content, scheme: str) -> list[Fits]:
    """The loaded words that fit a page, the best first."""
    return fitting(content, scheme, terms(scheme))


def words_for(facts: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """What people call what a page is about, by the words of Los and KLE that stand on it: names and other words.

    ``facts`` are those of the page; in ``language`` where there are words in it, else in the one nearest to it.
    """
    return words_by_page({0: facts}, language).get(0, ())


def words_by_page(pages: Mapping[int, Mapping[str, Any]], language: str) -> dict[int, tuple[str, ...]]:
    """As ``words_for``, for the facts of many pages by any key, in one statement; pages without words are left out."""
    wanted = {code for facts in pages.values() for scheme in SCHEMES for code in facts.get(scheme, ())}
    if not wanted:
        return {}
    rows = {(row.scheme, row.code): _called(_said(row), language) for row in Term.objects.filter(code__in=wanted)}
    found = {}
    for key, facts in pages.items():
        codes = ((scheme, code) for scheme in SCHEMES for code in facts.get(scheme, ()))
        words = tuple(dict.fromkeys(word for one in codes for word in rows.get(one, ())))
        if words:
            found[key] = words
    return found


def misfits(language: str) -> list[Misfit]:
    """The published pages with codes that are none of the loaded words, where words of the scheme are loaded at all."""
    there = {one.scheme for one in loaded()}
    known: dict[str, dict[str, bool]] = {scheme: {} for scheme in there}
    for scheme, code, is_gone in Term.objects.filter(scheme__in=there).values_list("scheme", "code", "is_gone"):
        known[scheme][code] = is_gone
    found = []
    for row in Page.objects.filter(published__isnull=False):
        title = row.titles.get(nearest_language(language, tuple(row.titles)), row.key)
        for scheme in there:
            for code in row.facts.get(scheme, ()):
                if known[scheme].get(code, True):
                    others = (one for one, is_gone in known[scheme].items() if not is_gone)
                    found.append(Misfit(row.key, title, scheme, code, nearest(code, others), code in known[scheme]))
    return found


def classified(language: str, key: str = "") -> list[Classified]:
    """The services with the codes that they have, by title; with ``key`` the one page, of whatever kind."""
    rows = Page.objects.select_related("published", "draft")
    rows = rows.filter(key=key).exclude(kind=Kind.BLOCK) if key else rows.filter(kind=Kind.SERVICE)
    found = []
    for row in rows:
        revision = row.draft or row.published
        if revision is None:
            continue
        content = stored(revision.content)
        code = content.nearest(language)
        clean = row.draft_id is None and not row.four_eyes
        found.append(Classified(row.pk, row.key, str(content.said(code, "title")), code, row.version, content, clean))
    return sorted(found, key=lambda one: one.title.casefold())


def _called(term: TermSaid, language: str) -> tuple[str, ...]:
    code = nearest_language(language, tuple({**term.titles, **term.words}))
    names = [term.titles[code]] if code in term.titles else []
    return (*names, *term.words.get(code, ()))


def _said(row: Term) -> TermSaid:
    words = {code: tuple(said) for code, said in row.words.items()}
    return TermSaid(row.code, row.titles, words, tuple(row.broader), row.uuid)


def shown_code(code: str) -> str:
    """A code as people read it: of a theme of Los the last part of its address."""
    return code.rpartition("/")[2] if code.startswith(LOS) else code
