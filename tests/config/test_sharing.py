"""`torg share`: pages written for other municipalities, and theirs taken in without writing over what was adapted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.town import Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.files import Entry
from torg.catalogue.models import Page, ShareFile
from torg.catalogue.sharing import read_share, shared
from torg.config import sharing
from torg.config.cli import parser
from torg.config.trouble import Trouble
from torg.people.models import Unit

NOW = datetime.fromisoformat("2026-03-31T10:00:00+02:00")
CONTENT = Content({"nb": {"title": "Byttedag", "summary": "Bytt klær."}}, {"topics": ("waste",)})


@pytest.fixture(autouse=True)
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(settings, "OWN_POSTGRES", None)
    return Town()


def share(*words: object) -> int:
    return sharing.main(parser().parse_args(["share", *map(str, words)]))


def given(tmp_path: Path, content: Content = CONTENT) -> Path:
    path = tmp_path / "fjordby.json"
    entries = [Entry("service", key, content) for key in ("swap-day", "reuse")]
    path.write_text(shared(entries, origin="Fjordby kommune", now=NOW))
    return path


def publish_here(key: str) -> None:
    made = make_page(key, "service", CONTENT, Belonging(Unit.objects.get(key="front").pk), by=None, now=NOW)
    publish(made.pk, by=None, now=NOW)


def test_chosen_pages_are_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish_here("swap-day")
    publish_here("reuse")
    assert share("export", "swap-day", "--to", tmp_path / "out.json") == 0
    assert "Wrote 1 pages of Alver kommune" in capsys.readouterr().out
    assert [one.key for one in read_share((tmp_path / "out.json").read_bytes()).reading.entries] == ["swap-day"]
    assert share("export", "--topic", "waste") == 0
    assert len(json.loads(capsys.readouterr().out)["services"]) == 2


@pytest.mark.parametrize(
    ("words", "said"), [([], "Name the keys"), (["no-such"], "No page is published under: no-such")]
)
def test_what_can_not_be_shared_is_told(words: list[str], said: str) -> None:
    with pytest.raises(Trouble, match=said):
        share("export", *words)


def test_checking_a_file_keeps_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert share("import", given(tmp_path), "--check") == 0
    assert "swap-day: new here" in capsys.readouterr().out
    assert not ShareFile.objects.exists()


def test_new_pages_are_taken_as_drafts_and_adapted_ones_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert share("import", given(tmp_path), "--take") == 0
    assert "2 pages saved as drafts." in capsys.readouterr().out
    row = Page.objects.get(key="swap-day")
    assert (row.published_id, row.based_on) == (None, "Fjordby kommune")
    ours = replace(CONTENT, words={"nb": {"title": "Byttetorg", "summary": "Bytt klær."}})
    write(row.pk, ours, seen=1, by=None, now=NOW)
    newer = replace(CONTENT, words={"nb": {"title": "Byttedag", "summary": "Bytt klær og sko."}})
    assert share("import", given(tmp_path, newer), "--take", "--publish") == 0
    told = capsys.readouterr().out
    assert "1 pages published." in told
    assert "swap-day: theirs is newer, ours was adapted" in told
    row.refresh_from_db()
    assert row.titles["nb"] == "Byttetorg"
    assert Page.objects.get(key="reuse").summaries["nb"] == "Bytt klær og sko."


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[]")
    with pytest.raises(Trouble, match="does not say whom it is from"):
        share("import", path)
    with pytest.raises(Trouble, match="can not be read"):
        share("import", tmp_path / "no-such.json")
