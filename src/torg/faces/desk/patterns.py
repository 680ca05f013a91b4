"""Pieces of pages that are filled in many times: read as a template once a language, then only filled in.

A template tells how the piece looks; rendering it anew for each of fifty rows would cost more than all else of a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from torg.faces.desk.lists import GROUPS, LISTS
from torg.faces.parts.templatetags.torg import language


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with these values put in as they are: markup, or text that has been escaped."""
    read = _read.__wrapped__ if settings.DEBUG else _read
    return read(template, language(), tuple(values)).format_map(values)


@lru_cache(maxsize=256)
def _read(template: str, code: str, names: tuple[str, ...]) -> str:
    """The template in the language of the page (``code``), with a gap for each name."""
    return render_to_string(
        template, {name: f"{{{name}}}" for name in names} | {"lists": LISTS, "groups": GROUPS}
    ).strip()


def options(offered: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """The options of a select, each a value and its text; a municipality's units are many."""
    made = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in offered
    )
    return mark_safe("".join(made))  # noqa: S308 (escaped above)
