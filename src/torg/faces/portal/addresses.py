"""The pages that are for everybody: what search engines may find, caches may keep, and the same for each who looks.

``PUBLIC`` is the one list. A kind of page stands in it by the name of its address, with a function that gives each page
of that kind; whatever is not in it is kept by no cache and found by no search engine. To add one is one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import override

from torg.catalogue.queries.pages import every_address
from torg.catalogue.topics import AUDIENCE_KEYS, SITUATIONS, TOPICS
from torg.editions.queries import NoStrategy, in_force
from torg.faces.parts.languages import offered
from torg.faces.parts.sections import KINDS, group_path, page_path
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal import talk_shown


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path in each language that it is in, and when it last changed (None = not known)."""

    paths: Mapping[str, str]
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A page with its full address in each language.

    ``usual`` is the one for somebody whose language we lack, ``here`` the one in the language of the page being shown.
    """

    by_language: Mapping[str, str]
    usual: str
    here: str
    changed_at: datetime | None = None


Source = Callable[[], Iterable[Page]]


def one(name: str) -> Source:
    """A page that there is one of, in every language."""

    def page() -> Iterable[Page]:
        paths = {}
        for code in offered():
            with override(code):
                paths[code] = reverse(name)
        return (Page(paths),)

    return page


def _catalogue() -> Iterable[Page]:
    """Every published page, in the languages that it is written in."""
    for kind, slugs, changed_at in every_address():
        yield Page({code: page_path(kind, slugs[code], code) for code in offered() if code in slugs}, changed_at)


def _lists() -> Iterable[Page]:
    for kind in KINDS:
        paths = {}
        for code in offered():
            with override(code):
                paths[code] = reverse("portal:pages", args=(kind,))
        yield Page(paths)


def _groups() -> Iterable[Page]:
    groups = (("topic", TOPICS), ("situation", SITUATIONS), ("audience", AUDIENCE_KEYS))
    for group, keys in groups:
        for key in keys:
            yield Page({code: group_path(group, key, code) for code in offered()})


def _assistant() -> Iterable[Page]:
    """The assistant's page before the first word, where the strategy has an assistant."""
    try:
        found = in_force(timezone.now())
    except NoStrategy:
        return ()
    return one("portal:assistant")() if talk_shown.offered(found, timezone.now()) else ()


PUBLIC: dict[str, Source] = {
    "portal:home": one("portal:home"),
    "portal:contact": one("portal:contact"),
    "portal:promises": one("portal:promises"),
    "portal:accessibility": one("portal:accessibility"),
    "portal:assistant": _assistant,
    "portal:page": _catalogue,
    "portal:pages": _lists,
    "portal:group": _groups,
}


def public_addresses() -> Iterator[Address]:
    """Every public page there is now."""
    main = main_language()
    for pages in PUBLIC.values():
        for page in pages():
            yield _address(page, main)


def is_public(request: HttpRequest) -> bool:
    """Whether the page that is being shown is one of those that are for everybody."""
    match = request.resolver_match
    return match is not None and match.view_name in PUBLIC


def address_of(request: HttpRequest, main: str, elsewhere: Mapping[str, str] | None = None) -> Address | None:
    """The address of the page that is being shown, without its query; None when it is not a public one.

    ``main`` is the language that the municipality writes first; ``elsewhere`` are the page's paths by language, where
    they differ in more than the language's code.
    """
    if not is_public(request):
        return None
    paths = elsewhere or {code: translate_url(request.path, code) for code in offered()}
    return _address(Page(paths), main)


def main_language() -> str:
    """The language that the municipality writes first."""
    try:
        said = in_force(timezone.now()).language
    except NoStrategy:
        said = ""
    return said if said in offered() else settings.LANGUAGE_CODE


def full(path: str) -> str:
    """A path with the host in front, as it is known outside."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def _address(page: Page, main: str) -> Address:
    found = {code: full(path) for code, path in page.paths.items()}
    usual = found.get(main) or next(iter(found.values()), "")
    return Address(found, usual, found.get(language(), usual), page.changed_at)
