"""The icons that are fetched are exactly those that pages show."""

from __future__ import annotations

import re
from pathlib import Path

import hatch_build
from torg.faces.desk.lists import GROUPS, LISTS
from torg.faces.parts.page_ways import ICONS
from torg.faces.parts.templatetags.pages import AUDIENCE_ICONS, PAGE_ICONS, TOPIC_ICONS
from torg.faces.parts.templatetags.torg import KIND_ICONS

FACES = Path(__file__).parents[2] / "src/torg/faces"


def test_every_icon_that_a_page_shows_is_fetched_and_no_other() -> None:
    catalogue = (TOPIC_ICONS, AUDIENCE_ICONS, PAGE_ICONS, ICONS)
    details = set(re.findall(r'Detail\("(\w+)"', (FACES / "parts/page_details.py").read_text("utf-8")))
    shown = {"Chat", "ExternalLink", *details, *(sign for table in catalogue for sign in table.values())}
    shown |= {*KIND_ICONS.values(), *(entry.sign for group in (LISTS, *GROUPS) for entry in group)}
    for template in FACES.rglob("templates/**/*.html"):
        shown |= set(re.findall(r'(?:\{% icon |sign=)"(\w+)"', template.read_text("utf-8")))
    assert shown == set(hatch_build.ICONS)
