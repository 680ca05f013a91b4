"""The lines of a list of enquiries, written fast: fifty of them are most of what a page of the desk costs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from torg.enquiries.queries.rows import InboxRow
from torg.faces.desk.patterns import filled
from torg.faces.parts import dates
from torg.faces.parts.templatetags.torg import icon, kind_mark, language

DUE = '<span class="ds-tag due" data-color="{colour}">{sign}{said}</span>'
TAG = ' <span class="ds-tag" data-color="{colour}">{said}</span>'


def lines(rows: Iterable[InboxRow], now: datetime | None = None) -> SafeString:
    """All the lines of a table, each from ``desk/row.html``."""
    now, code, words = now or timezone.now(), language(), _words(language())
    return mark_safe("".join(_line(row, now, code, words) for row in rows))  # noqa: S308 (what people wrote is escaped)


def _line(row: InboxRow, now: datetime, code: str, words: dict[str, str]) -> str:
    subject = words["masked"] if row.masked else escape(row.subject)
    sender = words["hidden"] if row.masked else escape(row.sender) or words["unknown"]
    signs = (words["new"] if row.unread else "") + (words["reply"] if row.replied_at and not row.masked else "")
    return filled(
        "desk/masked_row.html" if row.masked else "desk/row.html",
        {
            "id": str(row.id),
            "number": str(row.number),
            "unread": " is-new" if row.unread else "",
            "subject": subject,
            "signs": signs + (words["call"] if row.calls else "") + (words["sensitive"] if row.sensitive else ""),
            "sender": sender,
            "said": row.number_said,
            "opened": dates.short_moment(row.opened_at, code, now),
            "channel": kind_mark(row.channel),
            "unit": escape(row.unit_name),
            "who": escape(row.handler_name) if row.handler_name else words["nobody"],
            "due": due(row, now, code),
        },
    )


def due(row: InboxRow, now: datetime, code: str) -> str:
    """The mark of when it is due, when we look again, or when it was done."""
    if row.due_by is not None and row.closed_at is None:
        kind = "overdue" if row.is_overdue else "soon" if row.is_soon else "open"
        return _mark(kind, dates.until(row.due_by, code, now))
    if row.wait_until is not None and row.closed_at is None:
        return _mark("waiting", dates.until(row.wait_until, code, now))
    return _mark(row.status, dates.short_moment(row.closed_at, code, now) if row.closed_at else "")


MARKS = {
    "overdue": ("danger", "ExclamationmarkTriangle"),
    "soon": ("warning", "Hourglass"),
    "open": ("neutral", "Calendar"),
    "waiting": ("info", "Clock"),
    "answered": ("success", "CheckmarkCircle"),
}


@lru_cache(maxsize=1024)
def _mark(kind: str, said: str) -> str:
    colour, sign = MARKS.get(kind, ("neutral", ""))
    return DUE.format(colour=colour, sign=icon(sign) if sign else "", said=escape(said))


@lru_cache(maxsize=8)
def _words(code: str) -> dict[str, str]:
    """What is the same in many lines, in the language of the page (``code``)."""
    quiet = '<span class="quiet">{}</span>'
    return {
        "new": TAG.format(colour="info", said=escape(gettext("New"))),
        "reply": TAG.format(colour="success", said=escape(gettext("Reply"))),
        "call": TAG.format(colour="warning", said=f"{icon('Phone')}{escape(gettext('Call'))}"),
        "sensitive": f" {icon('PadlockLocked', gettext('Sensitive'))}",
        "unknown": escape(gettext("Unknown sender")),
        "nobody": quiet.format(escape(gettext("Nobody yet"))),
        "masked": escape(gettext("Sensitive enquiry")),
        "hidden": escape(gettext("Only its own unit reads it")),
    }
