"""Files of pages at the desk: looked through first, taken in when confirmed, undone as one; and the way out again."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.town import PASSWORD, Town
from torg.catalogue.models import ImportBatch, Page
from torg.catalogue.queries.pages import page
from torg.catalogue.reading import MOST_BYTES
from torg.people.actions import set_up_staff

pytestmark = pytest.mark.usefixtures("english")
IMPORT, EXPORT, FILE = "/en/desk/import/", "/en/desk/export/", "/en/desk/export/file/"
TABLE = """key;unit;related;nb.title;nb.summary
boat;teknisk;harbour;Båtplass;Leie.
<b>;skule;;Feil;x
"""


@pytest.fixture
def eva(town: Town, client: Client) -> Client:
    """An editor, logged in."""
    set_up_staff(username="eva", name="Eva Editor", role="editor", unit="innbyggarservice", password=PASSWORD)
    assert client.login(username="eva", password=PASSWORD)
    return client


def give(client: Client, text: str | bytes, name: str = "pages.csv", *, shown: str = "yes") -> str:
    raw = text.encode() if isinstance(text, str) else text
    answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, raw), "shown": shown})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def mark(client: Client, one: str) -> str:
    return client.get(one).content.decode().partition('name="mark" value="')[2].partition('"')[0]


def test_a_file_is_looked_through_and_nothing_is_written_before_it_is_confirmed(eva: Client) -> None:
    assert "No file has been given yet." in eva.get(IMPORT).content.decode()
    one = give(eva, TABLE)
    said = eva.get(one).content.decode()
    for told in (
        "Nothing is written yet", "New: 1", "Faulty: 1", "1 page is faulty and would be left out.", "Take in 1 page",
        "<strong>related</strong>: <q class=\"break\">harbour</q> There is no page with this key.",
        "Row 3, &lt;b&gt;", "This is not a key. Use small letters a to z", "Citizens see the pages at once.",
    ):  # fmt: skip
        assert told in said, told
    assert not Page.objects.exists()
    assert "Not taken in" in eva.get(IMPORT).content.decode()


def test_what_is_confirmed_is_seen_and_can_be_undone(eva: Client) -> None:
    one = give(eva, TABLE)
    taken = eva.post(f"{one}take/", {"mark": mark(eva, one)}, follow=True).content.decode()
    assert "1 page was taken in." in taken
    assert page("boat") is not None
    assert eva.get(f"{one}file/").content == TABLE.encode()
    undone = eva.post(f"{one}undo/", follow=True).content.decode()
    assert "1 page stands as before." in undone
    assert page("boat") is None
    assert "That has been done already." in eva.post(f"{one}undo/", follow=True).content.decode()


def test_pages_can_be_taken_in_as_drafts(eva: Client) -> None:
    one = give(eva, TABLE, shown="no")
    assert "The pages become drafts" in eva.get(one).content.decode()
    eva.post(f"{one}take/", {"mark": mark(eva, one)})
    assert Page.objects.get().state == "draft"
    assert page("boat") is None


def test_something_else_than_was_shown_is_not_done(eva: Client) -> None:
    one = give(eva, TABLE)
    told = eva.post(f"{one}take/", {"mark": "another"}, follow=True).content.decode()
    assert "Something has changed since you looked." in told
    assert not Page.objects.exists()


def test_a_file_can_be_thrown_away(eva: Client) -> None:
    one = give(eva, TABLE)
    assert "Nothing was taken in." in eva.post(f"{one}throw-away/", follow=True).content.decode()
    assert not ImportBatch.objects.exists()
    for path in (one, f"{one}file/"):
        assert eva.get(path).status_code == 404
    assert eva.post(f"{one}take/").status_code == 404


@pytest.mark.parametrize(
    ("raw", "name", "told"),
    [
        (b"PK\x03\x04x", "pages.xlsx", "Save it there as CSV (UTF-8)"),
        (b"nb.title\nx\n", "pages.csv", "The first row names no column"),
        (b"{", "pages.json", "The file can not be read as JSON."),
        (b"services = 1", "pages.toml", "This is not a list of pages."),
        (b'{"\\ud800": [], "services": [{"key": "\\ud800", "nb": {"title": "\\u0000"}}]}', "x.json", "no such list"),
        (b'key;nb.title\nx;"open\n', "pages.csv", "<strong>Row 2</strong>: The quotation marks"),
        (b"key;\nx;stray\n", "pages.csv", "<strong>Column 2</strong>"),
        (b"\xff\x00\x81", "pages.csv", "The file is no text that can be read."),
    ],
)
def test_a_file_that_can_not_be_read_says_why_and_how_to_mend_it(eva: Client, raw: bytes, name: str, told: str) -> None:
    said = eva.get(give(eva, raw, name)).content.decode()
    assert told in said
    assert "Take in" not in said


def test_without_a_file_or_with_one_that_is_too_large_the_form_says_so(eva: Client) -> None:
    without = eva.post(IMPORT, {"shown": "yes"})
    assert without.status_code == 422
    assert "Choose a file" in without.content.decode()
    large = SimpleUploadedFile("x.csv", b"x" * (MOST_BYTES + 1))
    assert "The file is too large." in eva.post(IMPORT, {"file": large, "shown": "yes"}).content.decode()
    assert not ImportBatch.objects.exists()


def test_pages_come_out_as_they_went_in(eva: Client) -> None:
    one = give(eva, TABLE)
    eva.post(f"{one}take/", {"mark": mark(eva, one)})
    table = eva.get(f"{FILE}?form=csv")
    assert table.content.decode().startswith("\ufeffkey;kind;unit;review_months;")
    assert 'filename="catalogue-2' in table["Content-Disposition"]
    again = give(eva, table.content)
    said = eva.get(again).content.decode()
    assert "The same: 1" in said
    assert "There is nothing to take in." in said
    found = json.loads(eva.get(f"{FILE}?form=json&kind=service&unit=teknisk").content)
    assert [one["key"] for one in found["services"]] == ["boat"]
    assert json.loads(eva.get(f"{FILE}?form=json&unit=skule").content) == {}


def test_drafts_are_exported_when_asked_for_and_an_empty_table_has_the_municipalitys_languages(eva: Client) -> None:
    one = give(eva, TABLE, shown="no")
    eva.post(f"{one}take/", {"mark": mark(eva, one)})
    assert json.loads(eva.get(f"{FILE}?form=json").content) == {}
    assert "services" in json.loads(eva.get(f"{FILE}?form=json&drafts=1").content)
    head = eva.get(f"{FILE}?empty=1&kind=place").content.decode("utf-8-sig")
    assert head.count("\n") == 1
    assert {"hours", "nn.title"} <= set(head.strip().split(";"))
    for wrong in ("kind=pigeon", "unit=nobody", "form=pdf"):
        assert eva.get(f"{FILE}?{wrong}").status_code == 404


def test_only_editors_see_the_pages_and_the_menu_offers_them_to_nobody_else(desk: Client, eva: Client) -> None:
    menu = eva.get(IMPORT).content.decode()
    assert 'aria-current="page"' in menu.partition('data-entry="importing"')[2].partition("</li>")[0]
    eva.logout()
    assert desk.login(username="kari", password=PASSWORD)
    for path in (IMPORT, EXPORT, FILE, f"{IMPORT}1/", f"{IMPORT}1/file/"):
        assert desk.get(path).status_code == 403
    assert desk.post(f"{IMPORT}1/take/").status_code == 403
