"""Tags for the assistant: where it is on this page, how long one waits, and links that are safe to press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from torg.assistant.talking.steps import Block, blocks
from torg.enquiries.numbers import said as in_groups
from torg.faces.parts import dates
from torg.faces.parts.templatetags.torg import kind_icon, language
from torg.faces.portal.addresses import is_public
from torg.faces.portal.talk_shown import name_of, offered

register = template.Library()
SAFE = ("/", "https://", "http://", "tel:", "mailto:", "sms:")
DOOR_ICONS = {"service": "Laptop", "person": "PersonHeadset", "callback": "Phone", "form": "PencilWriting"}


@dataclass(frozen=True, slots=True)
class Launcher:
    """What opens the assistant from a page: its name, and its address with the page it is asked from."""

    name: str
    url: str


@register.simple_tag(takes_context=True)
def assistant_here(context: template.Context, words: str = "") -> Launcher | None:
    """The way to the assistant from this page, None where there is no assistant.

    The page is named unless its address is a secret; ``words`` are what to begin with.
    """
    said = offered(context["strategy_now"](), timezone.now())
    if said is None:
        return None
    request = context.get("request")
    about = request.path if request is not None and is_public(request) else ""
    query = urlencode({key: value for key, value in (("about", about), ("q", words)) if value})
    url = reverse("portal:assistant")
    return Launcher(name_of(said), f"{url}?{query}" if query else url)


@register.filter
def waits(span: timedelta | None) -> str:
    """How long one waits, in whole minutes: "4 minutes"; "" when nobody knows."""
    if span is None:
        return ""
    minutes = max(1, round(span.total_seconds() / 60))
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


@register.filter
def clock(at: datetime) -> str:
    """The time of day, with the day when it is not today's."""
    if timezone.localtime(at).date() == timezone.localdate():
        return dates.clock(at, language())
    return dates.short_moment(at, language(), timezone.now())


@register.filter
def number_said(number: int) -> str:
    """The number of an enquiry as it is said and written."""
    return in_groups(number)


@register.filter
def shown(lines: Iterable[str]) -> tuple[Block, ...]:
    """The lines of a reply as they are shown: paragraphs, and numbered steps as a list."""
    return blocks(lines)


@register.filter
def link(path: str) -> str:
    """An address that may be pressed, "" for any that a browser would run."""
    return path if path.startswith(SAFE) else ""


@register.filter
def door_icon(kind: str) -> str:
    """The sign of a way on from a reply."""
    return DOOR_ICONS.get(kind) or kind_icon(kind)
