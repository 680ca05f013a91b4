"""`torg user` and `torg strategy publish`: accounts and editions from the command line."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.utils import timezone

from torg.config import upkeep
from torg.config.cli import parser
from torg.config.publishing import publish_file
from torg.config.trouble import Trouble
from torg.editions.queries import every_edition
from torg.people.actions import set_up_unit

STRATEGIES = Path(__file__).parent.parent.parent / "strategies"
GOOD = "a long enough pass phrase"


@pytest.fixture(autouse=True)
def _the_database_of_the_tests(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OWN_POSTGRES", None)


def user(words: Sequence[str], monkeypatch: pytest.MonkeyPatch, password: str = GOOD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    return upkeep.user(parser().parse_args(["user", *words, "--password-from-stdin"]))


def test_a_new_account_can_log_in(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up_unit(key="front", name="Front line")
    assert user(["kari", "--name", "Kari", "--role", "front_line", "--unit", "front"], monkeypatch) == 0
    assert authenticate(username="kari", password=GOOD)


def test_what_is_not_given_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    user(["kari", "--name", "Kari", "--role", "manager", "--email", "kari@example.org"], monkeypatch)
    user(["kari", "--name", "Kari Lie"], monkeypatch, password="")
    kari = authenticate(username="kari", password=GOOD)
    assert kari is not None
    assert (kari.name, kari.role, kari.email) == ("Kari Lie", "manager", "kari@example.org")


@pytest.mark.parametrize(
    ("words", "password", "sentence"),
    [
        (["kari"], GOOD, "give a --name and a --role"),
        (["kari", "--name", "Kari", "--role", "boss"], GOOD, "no such role"),
        (["kari", "--name", "Kari", "--role", "manager", "--unit", "moon"], GOOD, "no unit with the key 'moon'"),
        (["kari", "--name", "Kari", "--role", "manager"], "short", "not good enough"),
    ],
)
def test_what_is_wrong_with_an_account_is_said(
    words: Sequence[str], password: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Trouble, match=sentence):
        user(words, monkeypatch, password)


def test_a_strategy_is_published_from_a_day_on() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    publish_file(STRATEGIES / "alver.toml", from_day=tomorrow, note="the first")
    (edition,) = every_edition()
    assert (edition.in_force_from, edition.note) == (tomorrow, "the first")


def test_what_cannot_be_published_is_said_in_a_sentence(tmp_path: Path) -> None:
    today = timezone.localdate()
    publish_file(STRATEGIES / "alver.toml", from_day=today, note="")
    with pytest.raises(Trouble, match="published already"):
        publish_file(STRATEGIES / "alver.toml", from_day=today, note="")
    with pytest.raises(Trouble, match="is over"):
        publish_file(STRATEGIES / "drammen.toml", from_day=date(2020, 1, 1), note="")
    (tmp_path / "wrong.toml").write_text("municipality = 1")
    with pytest.raises(Trouble, match="faults"):
        publish_file(tmp_path / "wrong.toml", from_day=today, note="")
    with pytest.raises(Trouble, match="cannot be read"):
        publish_file(tmp_path / "none.toml", from_day=today, note="")


def test_another_database_is_not_ours_to_start() -> None:
    with pytest.raises(Trouble, match="not Torg's own"):
        upkeep.database(parser().parse_args(["database", "start"]))


def test_the_words_for_searching_can_be_gathered_anew(capsys: pytest.CaptureFixture[str]) -> None:
    assert upkeep.search(parser().parse_args(["search", "rebuild"])) == 0
    assert "gathered anew" in capsys.readouterr().out
