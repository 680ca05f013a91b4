"""Pieces of pages that are filled in many times: read as a template once a language, then only filled in.

A template tells how the piece looks; rendering it anew for each of fifty rows would cost more than all else of a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string

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
