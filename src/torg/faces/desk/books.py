"""The day's books: what came in and went out, day by day and channel by channel, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.mailroom.gaps import Gap, gaps_of
from torg.mailroom.queries import Book, books_since, books_that_do_not_fit
from torg.people.queries import SEES_ALL

DAYS = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One book as it is shown, with what does not fit in words."""

    book: Book
    gaps: tuple[Gap, ...]


@for_staff
@require_safe
def reconciliation(request: HttpRequest) -> HttpResponse:
    """The books of a fortnight, and before them the older ones that do not fit."""
    if staff_of(request).role not in SEES_ALL:
        raise PermissionDenied(gettext("The books are for those who see the mail of all units."))
    first = timezone.localdate() - timedelta(days=DAYS - 1)
    books = books_since(first)
    shown = {
        "incoming": _lines(book for book in books if book.is_incoming),
        "outgoing": _lines(book for book in books if not book.is_incoming),
        "wrong": _lines(books_that_do_not_fit()),
        "written_at": max((book.written_at for book in books), default=None),
    }
    return page(request, "desk/reconciliation.html", shown, here="reconciliation")


def _lines(books: Iterable[Book]) -> list[Line]:
    return [Line(book, tuple(gaps_of(book))) for book in books]
