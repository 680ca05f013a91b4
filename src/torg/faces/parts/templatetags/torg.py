"""Tags that every page may use without loading them: icons, words for dates and sizes, and the same page elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override

from torg.faces.parts import dates, theme
from torg.strategy.vocabulary import BOOKINGS, channel_kind_name, name, promise_name

register = template.Library()
FINE = re.compile(r"(\.\d\d)\d+")
ICONS = Path(__file__).resolve().parent.parent / "static/vendor/icons"
KIND_ICONS: Mapping[str, str] = {
    "web": "Laptop", "self_service": "Laptop", "my_page": "PersonCircle", "app": "MobileSmall", "chatbot": "Robot",
    "chat": "ChatElipsis", "email": "EnvelopeClosed", "digital_post": "PadlockLocked", "secure_link": "PadlockLocked",
    "letter": "FileText", "phone": "Phone", "sms": "MobileSmall", "social": "ThumbUp", "newsletter": "Newsletter",
    "screen": "Monitor", "kiosk": "HandFinger", "visit": "Buildings3", "meeting": "Calendar", "video": "Video",
    "assisted": "HandShakeHeart", "media": "Newsletter",
}  # fmt: skip
LANGUAGE_NAMES: Mapping[str, str] = {"nb": "Bokmål", "nn": "Nynorsk", "da": "Dansk", "en": "English"}


@lru_cache(maxsize=256)
def _paths(drawing: str) -> str:
    svg = (ICONS / f"{drawing}.svg").read_text("utf-8")
    # An icon is some 20 pixels wide: nobody sees the third decimal, and every page of the desk draws dozens of them.
    return FINE.sub(r"\1", svg[svg.index(">") + 1 : svg.rindex("</svg>")].strip())


@register.simple_tag
@lru_cache(maxsize=512)
def icon(drawing: str, title: str = "") -> SafeString:
    """An Aksel icon drawn in the page; only decoration unless it has a title."""
    said = format_html('role="img" aria-label="{}"', title) if title else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" focusable="false" {}>{}</svg>',
        said,
        mark_safe(_paths(drawing)),  # noqa: S308 (a file of our own package)
    )


@register.filter
def kind_icon(kind: str) -> str:
    """The name of the icon for a kind of channel."""
    return KIND_ICONS.get(kind, "Chat")


@register.filter
def kind_name(kind: str) -> str:
    """What a kind of channel is called in the language of the page; a form on our own pages is a "web form"."""
    if kind == "web":
        return gettext("web form")
    return channel_kind_name(kind, language())


@register.simple_tag
def kind_mark(kind: str) -> SafeString:
    """The icon and the name of a kind of channel, in the language of the page."""
    return _kind_mark(kind, language())


@lru_cache(maxsize=256)
def _kind_mark(kind: str, code: str) -> SafeString:
    with override(code):
        return format_html("{}{}", icon(kind_icon(kind)), capfirst(kind_name(kind)))


@register.filter
def language_name(code: str) -> str:
    """What a language is called in itself: "Nynorsk"."""
    return LANGUAGE_NAMES.get(code, code)


@register.filter
def promise_word(what: str) -> str:
    """What a kind of promise is called in the language of the page."""
    return promise_name(what, language())


@register.filter
def day(at: datetime | None) -> str:
    """A text like "Wednesday 8 April"; with the year when it is not this year."""
    return dates.day(at, language(), timezone.now()) if at else ""


@register.filter
def day_of(on: date | None) -> str:
    """The same for a day that has no time of the clock."""
    return dates.day_of(on, language(), timezone.now()) if on else ""


@register.filter
def moment(at: datetime | None) -> str:
    """A text like "Wednesday 8 April at 15:30"."""
    return dates.moment(at, language(), timezone.now()) if at else ""


@register.filter
def short_moment(at: datetime | None) -> str:
    """A text like "8 Apr, 15:30", for lists."""
    return dates.short_moment(at, language(), timezone.now()) if at else ""


@register.filter
def until(at: datetime | None) -> str:
    """How far away a deadline is: "today 15:30", "tomorrow", "in 3 days", "2 days overdue"."""
    return dates.until(at, language(), timezone.now()) if at else ""


@register.filter
def next_time(at: datetime | None) -> str:
    """A text like "15:30", "tomorrow 08:00" or "Monday 08:00", for what opens and closes."""
    return dates.next_time(at, language(), timezone.now()) if at else ""


@register.filter
def is_past(at: datetime) -> bool:
    """Whether a moment has been."""
    return at < timezone.now()


@register.filter
def lateness(seconds: int | None) -> str:
    """How late a promise was settled: "2 days"."""
    return dates.late(seconds or 0)


@register.filter
def phone_link(number: str) -> str:
    """A phone number as a link's address takes it."""
    return "".join(c for c in number if c.isdigit() or c == "+")


@register.filter
def booking_name(word: str) -> str:
    """Whether a visit must be booked, in the language of the page."""
    return name(BOOKINGS, word, language())


@register.filter
def size(number: int) -> str:
    """A file's size in words: "340 kB"."""
    return dates.size(number, language())


@register.filter
def get_item(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key that the template has in a variable."""
    return mapping.get(key, "")


@register.simple_tag
def theme_version() -> str:
    """Changes with the municipality's colours."""
    return theme.version()


@register.simple_tag(takes_context=True)
def in_languages(context: template.Context, first: Iterable[str] = ()) -> list[dict[str, Any]]:
    """This page in each language, the municipality's own languages first; ``url`` leads there and remembers it.

    ``elsewhere`` in the context are its addresses by language, where its words stand in them.
    """
    request: HttpRequest = context["request"]
    elsewhere: Mapping[str, str] = context.get("elsewhere") or {}
    offered = [code for code, _ in settings.LANGUAGES]
    ordered = [*(code for code in first if code in offered), *(code for code in offered if code not in tuple(first))]
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES.get(code, code),
            "url": _chosen(code, elsewhere.get(code) or translate_url(request.get_full_path(), code)),
            "current": code == language(),
        }
        for code in ordered
    ]


def _chosen(code: str, to: str) -> str:
    return f"{reverse('parts:language', args=[code])}?{urlencode({'next': to})}"


@register.simple_tag
def said_in(code: str) -> SafeString:
    """The attribute ``lang`` for words that are in a language, "" when it is that of the page or is not known."""
    return format_html(' lang="{}"', code) if code and code != language() else mark_safe("")


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """This page's query with some values changed; an empty value is left out."""
    query: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in ("", None):
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


def language() -> str:
    """The language of the page: nb, nn, da or en."""
    code = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return code if code in LANGUAGE_NAMES else "en"
