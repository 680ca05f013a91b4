"""`torg classify`: files of Los and KLE are loaded, and pages that do not fit them named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.catalogue.test_terms import BOMB, CLOTHES, KLE, LOS_RDF
from tests.town import Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.catalogue.models import Term
from torg.config import classification
from torg.config.cli import parser
from torg.config.trouble import Trouble
from torg.people.models import Unit

NOW = datetime.fromisoformat("2026-03-31T10:00:00+02:00")


@pytest.fixture(autouse=True)
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(settings, "OWN_POSTGRES", None)
    return Town()


def classify(*words: object) -> int:
    return classification.main(parser().parse_args(["classify", *map(str, words)]))


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "words.xml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("scheme", "text", "count"), [("los", LOS_RDF, 2), ("kle", KLE, 3)])
def test_a_file_is_loaded_and_counted(
    scheme: str, text: str, count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert classify(scheme, written(tmp_path, text)) == 0
    assert f"{count} words: {count} new, 0 changed, 0 the same, 0 gone." in capsys.readouterr().out
    assert Term.objects.filter(scheme=scheme).count() == count


def test_pages_with_words_that_are_none_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert classify("check") == 0
    assert "No words are loaded yet." in capsys.readouterr().out
    content = Content(CLOTHES.words, {"los": ("kleshyle",)})
    made = make_page("clothes", "service", content, Belonging(Unit.objects.get(key="front").pk), by=None, now=NOW)
    publish(made.pk, by=None, now=NOW)
    assert classify("los", written(tmp_path, LOS_RDF)) == 1
    assert "clothes: los 'kleshyle' is not there. Did you mean kleshylle?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"), [(KLE, "holds no words of LOS"), (BOMB, "document type"), ("<a", "is not XML")]
)
def test_a_file_that_can_not_be_used_is_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=said):
        classify("los", written(tmp_path, text))
    with pytest.raises(Trouble, match="can not be read"):
        classify("los", tmp_path / "no-such.xml")
