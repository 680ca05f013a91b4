"""What the strategies ask about sharing content with others, seen at the desks of two municipalities."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, settle_town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.actions.writing import write
from torg.catalogue.content import stored
from torg.catalogue.files import Entry
from torg.catalogue.models import Page
from torg.catalogue.sharing import shared
from torg.config.demo.content import entries
from torg.people.actions import set_up_staff
from torg.people.models import Unit

pytestmark = pytest.mark.django_db
SHARING = "/en/desk/sharing/"


def at_the_desk(strategy: str, pages: tuple[Entry, ...]) -> Client:
    """An editor of a municipality with these pages."""
    settle_town(strategy)
    home = Unit.objects.get(key="innbyggarservice").pk
    take_in(pages, dict.fromkeys({one.unit for one in pages}, home), by=None, now=timezone.now())
    set_up_staff(username="eva", name="Eva Editor", role="editor", unit="innbyggarservice", password=PASSWORD)
    eva = Client()
    assert eva.login(username="eva", password=PASSWORD)
    return eva


def changed(entry: Entry, part: str, text: str) -> Entry:
    """The page with another text in bokmål."""
    data = entry.content.to_json()
    data["words"]["nb"][part] = text
    return Entry(entry.kind, entry.key, stored(data), entry.unit, entry.review_months)


class TestDrammen:
    def test_content_is_shared_and_what_others_adapted_of_it_is_not_written_over(self) -> None:
        """DRA-31: a page goes out as a file; Drammen adapts another's page, and its newer version is decided on."""
        pages = tuple(one for one in entries("NO") if one.kind == "service" and "nb" in one.content.words)[:3]
        eva = at_the_desk("drammen", pages[1:])
        file = eva.post(f"{SHARING}give/", {"key": pages[1].key}).content.decode()
        assert '"from": "Drammen kommune"' in file
        assert pages[1].content.said("nb", "title") in file

        def comes(entry: Entry) -> str:
            text = shared([entry], origin="Fjordby kommune", now=timezone.now())
            answer = eva.post(SHARING, {"file": SimpleUploadedFile("fjordby.json", text.encode())})
            return str(answer["Location"])

        eva.post(f"{comes(pages[0])}{pages[0].key}/", {"choice": "take", "seen": "0"})
        page = Page.objects.get(key=pages[0].key)
        assert page.based_on == "Fjordby kommune"
        ours = changed(pages[0], "title", "Slik gjør vi det i Drammen")
        write(page.pk, ours.content, seen=page.version, by=None, now=timezone.now())
        publish(page.pk, by=None, now=timezone.now())
        at = comes(changed(pages[0], "summary", "Nye ord fra Fjordby."))
        eva.post(at)
        page.refresh_from_db()
        assert page.titles["nb"] == "Slik gjør vi det i Drammen"
        shown = eva.get(f"{at}{page.key}/").content.decode()
        assert "Nye ord fra Fjordby." in shown
        assert "Slik gjør vi det i Drammen" in shown

    def test_the_strategy_is_shared_as_the_file_that_it_is(self) -> None:
        """DRA-31."""
        text = at_the_desk("drammen", ()).get(f"{SHARING}strategy/").content.decode()
        assert re.search('name += "Drammen kommune"', text)
