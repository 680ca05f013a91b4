"""`torg catalogue`: files are checked, taken in all or none, and printed."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.town import Town
from torg.catalogue.models import ImportBatch, Page
from torg.catalogue.queries.pages import page
from torg.config import pages, starting
from torg.config.cli import parser
from torg.config.trouble import Trouble

pytestmark = pytest.mark.django_db
GOOD = "key;unit;related;nb.title;nb.summary\ngarage;building;boat;Garasje;Søk.\n"
OTHER = '{"services": [{"key": "boat", "nb": {"title": "Båtplass", "summary": "Leie."}}]}'
FAULTY = "key;unit;mandatory;nb.title;nb.summary\ndog;bilding;perhaps;Hund;Bånd.\n"


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(starting, "database_in_use", nullcontext)
    monkeypatch.setattr(starting, "insist_on_migrations", lambda: None)
    return Town()


def files(folder: Path, *texts: str) -> list[str]:
    names = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.{'json' if text.startswith('{') else 'csv'}"
        path.write_text(text, encoding="utf-8")
        names.append(str(path))
    return names


def run(*words: str) -> int:
    return pages.main(parser().parse_args(["catalogue", *words]))


def test_a_check_tells_everything_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", *files(tmp_path, GOOD, OTHER)) == 0
    assert run("check", *files(tmp_path, FAULTY)) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "0.csv: 1 new",
        "  row 2 (garage): new",
        "1.json: 1 new",
        "  services 1 (boat): new",
        "0.csv: 1 faulty",
        "  row 2 (dog): faulty",
        "    mandatory: 'perhaps' is neither yes nor no. Write yes or no.",
        "    unit: 'bilding' is the key of no unit. Did you mean building?",
    ]
    assert not Page.objects.exists()


def test_files_are_taken_in_all_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", *files(tmp_path, GOOD, FAULTY)) == 1
    assert not ImportBatch.objects.exists()
    assert run("import", *files(tmp_path, GOOD, OTHER)) == 0
    assert page("garage") is not None
    assert page("boat") is not None
    assert ImportBatch.objects.filter(done_at__isnull=False).count() == 2
    assert run("import", *files(tmp_path, GOOD.replace("Garasje", "Carport")), "--draft") == 0
    found = page("garage")
    assert found is not None
    assert found.text("nb", "title") == "Garasje"


def test_one_key_in_two_files_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="the page garage stands in 0"):
        run("check", *files(tmp_path, GOOD, GOOD))
    with pytest.raises(Trouble, match="cannot be read"):
        run("check", str(tmp_path / "nothing.csv"))


def test_pages_are_printed_as_json_or_as_a_table(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run("import", *files(tmp_path, GOOD, OTHER))
    capsysbinary.readouterr()
    assert run("export", "--unit", "building") == 0
    assert [one["key"] for one in json.loads(capsysbinary.readouterr().out)["services"]] == ["garage"]
    assert run("export", "--form", "csv", "--kind", "services") == 0
    table = capsysbinary.readouterr().out.decode("utf-8-sig")
    assert [line.split(";")[0] for line in table.splitlines()] == ["key", "boat", "garage"]
    for wrong in (("--kind", "pigeon"), ("--unit", "nobody")):
        with pytest.raises(Trouble, match="There is no"):
            run("export", *wrong)
