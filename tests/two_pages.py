"""A town with an editor and two published pages."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.town import Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit


@pytest.fixture
def town(db: None) -> Town:
    return Town()


@pytest.fixture
def now(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


@pytest.fixture
def editor(town: Town) -> Staff:
    return set_up_staff(username="editor", name="Eva Editor", role="editor", unit="front")


def published(key: str, title: str, editor: Staff, now: datetime) -> Page:
    """A page of the building office's, published."""
    words = {
        "nb": {"title": title, "summary": "Når du må søke."},
        "nn": {"title": f"{title} (nn)", "summary": "Når du må søkje."},
    }
    unit = Unit.objects.get(key="building").pk
    made = make_page(key, "service", Content(words), Belonging(unit), by=editor, now=now)
    return publish(made.pk, by=editor, now=now)


@pytest.fixture
def garage(editor: Staff, now: datetime) -> Page:
    return published("garage", "Bygge garasje", editor, now)


@pytest.fixture
def fence(editor: Staff, now: datetime) -> Page:
    return published("fence", "Sette opp gjerde", editor, now)
