"""What the strategies ask about keeping many pages true at once, seen at the desk."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, settle_town
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.queries.pages import cards, page
from torg.config.demo.content import entries
from torg.people.actions import set_up_staff
from torg.people.models import Unit

pytestmark = pytest.mark.django_db
FILE = "/en/desk/export/file/"


def an_editor(strategy: str, country: str) -> Client:
    """An editor at the desk of a municipality with the whole catalogue of its country."""
    settle_town(strategy)
    home = Unit.objects.get(key="innbyggarservice").pk
    pages = entries(country)
    take_in(pages, dict.fromkeys({one.unit for one in pages}, home), by=None, now=timezone.now())
    set_up_staff(username="eva", name="Eva Editor", role="editor", unit="innbyggarservice", password=PASSWORD)
    eva = Client()
    assert eva.login(username="eva", password=PASSWORD)
    return eva


def given(eva: Client, table: bytes) -> str:
    """The address of a table's dry run."""
    sent = eva.post("/en/desk/import/", {"file": SimpleUploadedFile("pages.csv", table), "shown": "yes"})
    return str(sent["Location"])


class TestHalsnaes:
    def test_services_are_put_into_life_situations_and_target_groups_from_a_table_and_back_again(self) -> None:
        """HAL-04, the part about the user's situation: many services are set right at once, and it can be undone."""
        eva = an_editor("halsnaes", "DK")
        keys = sorted(one.key for one in cards("da", kinds=("service",)))[:40]
        before = len(cards("da", situation="moving-here"))
        table = "key;situations;audience\n" + "".join(f"{key};moving-here;newcomer\n" for key in keys)
        one = given(eva, table.encode())
        said = eva.get(one).content.decode()
        assert "Faulty" not in said
        mark = said.partition('name="mark" value="')[2].partition('"')[0]
        eva.post(f"{one}take/", {"mark": mark})
        assert set(keys) <= {one.key for one in cards("da", situation="moving-here")}
        found = page(keys[0])
        assert found is not None
        assert found.content.facts["audience"] == ("newcomer",)
        assert found.text("da", "body")
        eva.post(f"{one}undo/")
        assert len(cards("da", situation="moving-here")) == before


class TestDrammen:
    def test_the_whole_catalogue_goes_out_as_a_table_and_comes_in_as_the_same(self) -> None:
        """DRA-31, the part about sharing: what one municipality exports another can read."""
        eva = an_editor("drammen", "NO")
        table = eva.get(f"{FILE}?form=csv").content
        said = eva.get(given(eva, table)).content.decode()
        assert "There is nothing to take in." in said
        assert "Faulty" not in said
