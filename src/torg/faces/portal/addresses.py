"""The pages that are for everybody: what search engines may find, caches may keep, and the same for each who looks.

``PUBLIC`` is the one list. A kind of page stands in it by the name of its address, with a function that gives each page
of that kind; whatever is not in it is kept by no cache and found by no search engine. To add one is one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from torg.editions.queries import NoStrategy, in_force
from torg.faces.parts.languages import offered
from torg.faces.parts.templatetags.torg import language


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the values in its address, when it last changed (None = not known), and the languages it is in.

    No languages means all that there are.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    changed_at: datetime | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """A page with its full address in each language.

    ``usual`` is the one for somebody whose language we lack, ``here`` the one in the language of the page being shown.
    """

    name: str
    by_language: Mapping[str, str]
    usual: str
    here: str
    changed_at: datetime | None = None


def one_page() -> Iterable[Page]:
    """A page that there is one of, in every language."""
    return (Page(),)


PUBLIC: Mapping[str, Callable[[], Iterable[Page]]] = {
    "portal:home": one_page,
    "portal:contact": one_page,
    "portal:promises": one_page,
    "portal:accessibility": one_page,
}


def public_addresses() -> Iterator[Address]:
    """Every public page there is now."""
    main = main_language()
    for name, pages in PUBLIC.items():
        for page in pages():
            yield _address(name, page, main)


def address_of(request: HttpRequest, languages: Iterable[str] = ()) -> Address | None:
    """The address of the page that is being shown, without its query; None when it is not a public one."""
    match = request.resolver_match
    if match is None or match.view_name not in PUBLIC:
        return None
    values = {key: str(value) for key, value in match.kwargs.items()}
    return _address(match.view_name, Page(values, languages=tuple(languages)), main_language())


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


def _address(name: str, page: Page, main: str) -> Address:
    found: dict[str, str] = {}
    for code in offered():
        if not page.languages or code in page.languages:
            with override(code):
                found[code] = full(reverse(name, kwargs=dict(page.values)))
    usual = found.get(main) or next(iter(found.values()), "")
    return Address(name, found, usual, found.get(language(), usual), page.changed_at)
