"""The icons that are fetched are exactly those that pages show."""

from __future__ import annotations

import re
from pathlib import Path

import hatch_build
from torg.faces.desk.lists import GROUPS, LISTS
from torg.faces.parts.templatetags.torg import KIND_ICONS

FACES = Path(__file__).parents[2] / "src/torg/faces"


def test_every_icon_that_a_page_shows_is_fetched_and_no_other() -> None:
    shown = {"Chat", *KIND_ICONS.values(), *(entry.sign for group in (LISTS, *GROUPS) for entry in group)}
    for template in FACES.rglob("templates/**/*.html"):
        shown |= set(re.findall(r'(?:\{% icon |sign=)"(\w+)"', template.read_text("utf-8")))
    assert shown == set(hatch_build.ICONS)
