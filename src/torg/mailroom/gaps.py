"""What does not fit in the books of a day, in words: for the page, the mail to administrators and `torg check`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from torg.mailroom.queries import Book


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that does not fit: what it is, and what to look at."""

    said: str
    look: str


def _lost(n: int) -> Gap:
    return Gap(
        ngettext("%(n)s message was counted and is not there.", "%(n)s messages were counted and are not there.", n)
        % {"n": n},
        _("Something has taken rows out of the database, or an older copy of it has been put back. Compare with the"
          " latest copy, and ask the mail server's log for what it handed over."),
    )  # fmt: skip


def _uncounted(n: int) -> Gap:
    return Gap(
        ngettext("%(n)s message is there and was not counted.", "%(n)s messages are there and were not counted.", n)
        % {"n": n},
        _("Something has put rows into the database that did not come in or go out through Torg."),
    )


def _unfiled(n: int) -> Gap:
    return Gap(
        ngettext(
            "%(n)s message is said to be filed and stands in no enquiry.",
            "%(n)s messages are said to be filed and stand in no enquiry.",
            n,
        )
        % {"n": n},
        _("Nobody sees it. Ask whoever looks after the database, and put it in quarantine again."),
    )


def _filed_twice(n: int) -> Gap:
    return Gap(
        ngettext("%(n)s contact too many.", "%(n)s contacts too many.", n) % {"n": n},
        _("A message stands in an enquiry and is not said to be filed, so it may be filed again."),
    )


def _stuck(n: int) -> Gap:
    return Gap(
        ngettext(
            "%(n)s message has waited for more than an hour.", "%(n)s messages have waited for more than an hour.", n
        )
        % {"n": n},
        _("Is `torg jobs` running? Is a strategy in force, and is there a front line? See `torg check` and the log."),
    )


def _unattested(n: int) -> Gap:
    return Gap(
        ngettext(
            "%(n)s message is said to be sent, and no attempt is written down.",
            "%(n)s messages are said to be sent, and no attempts are written down.",
            n,
        )
        % {"n": n},
        _("It may never have left. Find it by its Message-ID in the mail server's log."),
    )


def _untold(n: int) -> Gap:
    return Gap(
        ngettext(
            "%(n)s message of ours stands in no enquiry, or the other way about.",
            "%(n)s messages of ours stand in no enquiry, or the other way about.",
            n,
        )
        % {"n": n},
        _("What was sent is not told in the story of the enquiry, or what is told there was never sent."),
    )


GAPS: Mapping[str, Callable[[int], Gap]] = {
    "lost": _lost,
    "uncounted": _uncounted,
    "unfiled": _unfiled,
    "filed_twice": _filed_twice,
    "stuck": _stuck,
    "unattested": _unattested,
    "untold": _untold,
}


def gaps_of(book: Book) -> list[Gap]:
    """What does not fit in a book, in the language that is on."""
    return [GAPS[code](n) for code, n in book.gaps.items() if code in GAPS]


def alarm(books: Sequence[Book], language: str) -> tuple[str, str]:
    """The mail to an administrator: subject and text."""
    with translation.override(language):
        lines = [_("Not every message of these days is accounted for."), ""]
        for book in books:
            way = _("in") if book.is_incoming else _("out")
            day = date_format(book.day, "DATE_FORMAT")
            lines += [f"{day}, {book.kind}, {way}", *(f"- {gap.said} {gap.look}" for gap in gaps_of(book)), ""]
        lines += [
            _("The figures are here:"), f"{settings.BASE_URL.rstrip('/')}/{language}/desk/reconciliation/",
        ]  # fmt: skip
        return _("Messages that are not accounted for"), "\n".join(lines) + "\n"
