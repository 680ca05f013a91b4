"""What the editors' pages share: the page that is asked for, who may write, the languages, the way to a preview."""

from __future__ import annotations

from collections.abc import Iterable

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from torg.catalogue.kinds import LANGUAGES
from torg.catalogue.queries import may_edit
from torg.catalogue.queries.care import DeskPage, desk_page
from torg.editions.queries import in_force
from torg.faces.desk.gate import staff_of
from torg.faces.parts.previews import SALT
from torg.faces.parts.templatetags.torg import language


def found_page(key: str) -> DeskPage:
    """The page with a key; 404 when there is none."""
    found = desk_page(key, language=language())
    if found is None:
        raise Http404
    return found


def insist_on_editor(request: HttpRequest) -> None:
    """403 for those who only read pages."""
    if not may_edit(staff_of(request)):
        raise PermissionDenied(gettext("Pages are written by editors, managers and administrators."))


def languages_of(written: Iterable[str]) -> list[str]:
    """The languages that a page can be written in: the municipality's own first, then those it is in, then English."""
    own = in_force(timezone.now()).strategy.municipality.languages
    wanted = dict.fromkeys([*own, *written, "en"])
    return [code for code in wanted if code in LANGUAGES]


def look_address(key: str, number: int, code: str) -> str:
    """Where a saving of a page is looked at as citizens would see it, for an hour, by somebody who is logged in."""
    with override(code):
        return reverse("portal:look", args=(signing.dumps([key, number], salt=SALT),))


def number_in(said: str | None, or_else: int) -> int:
    """A number that a form carries; ``or_else`` when it is none."""
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 10 else or_else
