"""``torg strategy`` checks, shows, compares and answers, for people and for machines, and never shows a traceback."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from tests.strategy.made_strategies import FOLDER, NAMES, granli_text
from torg.faces.terminal.strategy import add_to

Said = pytest.CaptureFixture[str]


def main(words: list[str]) -> int:
    """Do what the words after ``torg strategy`` ask."""
    parser = argparse.ArgumentParser(prog="torg strategy")
    add_to(parser.add_subparsers(dest="do", required=True))
    try:
        parsed = parser.parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    return int(parsed.func(parsed))


def path(name: str) -> str:
    return str(FOLDER / f"{name}.toml")


@pytest.fixture
def granli(tmp_path: Path) -> str:
    return written(tmp_path, granli_text())


def written(folder: Path, text: str, name: str = "granli.toml") -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_sound_file_is_fine(granli: str, capsys: Said) -> None:
    assert main(["check", granli]) == 0
    assert capsys.readouterr().out == "Granli kommune: no faults and no warnings.\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_five_files_are_fine_and_their_warnings_are_told(name: str, capsys: Said) -> None:
    assert main(["check", path(name), "--today", "2026-03-31"]) == 0
    assert "warnings: the file can be used." in capsys.readouterr().out


def test_warnings_count_as_problems_when_asked_to(capsys: Said) -> None:
    assert main(["check", path("alver"), "--strict"]) == 1
    assert capsys.readouterr().err == ""


def test_every_fault_of_every_file_is_told_with_file_and_line(capsys: Said) -> None:
    assert main(["check", path("broken/misspelt"), path("broken/syntax")]) == 1
    out = capsys.readouterr().out
    assert 'misspelt.toml:23, promises.written.what: "answr" is not a known word here. Did you mean "answer"?' in out
    assert "syntax.toml:4: A text is not closed before the line ends." in out
    assert "14 faults: the file cannot be used." in out


def test_a_check_can_be_read_by_a_machine(capsys: Said) -> None:
    assert main(["check", path("broken/misspelt"), "--json"]) == 1
    [told] = json.loads(capsys.readouterr().out)
    assert told["sound"] is False
    assert told["problems"][0].keys() == {"where", "what", "mend", "file", "line", "key"}


@pytest.mark.parametrize("do", [["show"], ["due", "--channel", "email"]])
def test_a_faulty_file_is_not_used_and_its_faults_go_to_standard_error(do: list[str], capsys: Said) -> None:
    assert main([do[0], path("broken/misspelt"), *do[1:]]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 14


def test_a_strategy_is_shown_in_its_own_language_or_in_another(capsys: Said) -> None:
    assert main(["show", path("alver")]) == 0
    assert "Det vi lovar" in capsys.readouterr().out
    assert main(["show", path("alver"), "--language", "en"]) == 0
    assert "What we promise" in capsys.readouterr().out
    assert main(["show", path("alver"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["title"] == "Alver kommune"


def test_a_comparison_says_what_changes_for_whom(tmp_path: Path, granli: str, capsys: Said) -> None:
    slower = written(tmp_path, granli_text(instead_of=("5 working days", "8 working days")), "slower.toml")
    assert main(["diff", granli, slower]) == 0
    assert "Den som bruker E-post, svar: før «Vi svarer innen 5 arbeidsdager»" in capsys.readouterr().out
    assert main(["diff", granli, slower, "--json"]) == 0
    [change] = json.loads(capsys.readouterr().out)
    assert change["after"] == "Vi svarer innen 8 arbeidsdager."


def test_two_files_that_say_the_same_change_nothing(granli: str, capsys: Said) -> None:
    assert main(["diff", granli, granli]) == 0
    assert capsys.readouterr().out == "Nothing changes for anybody.\n"


def test_a_due_date_comes_with_its_reasons(capsys: Said) -> None:
    assert main(["due", path("alver"), "--channel", "email", "--at", "2026-03-31 15:40"]) == 0
    first, *reasons = capsys.readouterr().out.splitlines()
    assert first == "Alver kommune, E-post: fredag 10. april 2026"
    assert any("Skjærtorsdag" in reason for reason in reasons)


def test_a_due_date_can_be_read_by_a_machine(capsys: Said) -> None:
    assert main(["due", path("kongsvinger"), "--channel", "email", "--at", "2026-03-31 15:40", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["due_by"] == "2026-04-02T15:40:00+02:00"
    assert (told["rule"], told["is_default"]) == ("email", False)


def test_a_purpose_and_a_use_change_the_answer(capsys: Said) -> None:
    asked = ["due", path("kongsvinger"), "--channel", "email", "--at", "2026-03-31 15:40"]
    assert main([*asked, "--purpose", "complaint"]) == 0
    assert capsys.readouterr().out.startswith("Kongsvinger kommune, E-post: onsdag 8. april 2026")
    assert main([*asked, "--use", "casework"]) == 0
    assert capsys.readouterr().out == "The strategy promises nothing here.\n"


def test_now_is_meant_where_no_moment_is_said(granli: str, capsys: Said) -> None:
    assert main(["due", granli, "--channel", "email"]) == 0
    assert capsys.readouterr().out.startswith("Granli kommune, E-post: ")


WRONG = [
    (["due", "FILE", "--channel", "emial"], 'There is no channel called "emial". Did you mean "email"?'),
    (["due", "FILE", "--channel", "email", "--at", "tomorrow"], '"tomorrow" is not a moment.'),
    (["due", "FILE", "--channel", "email", "--purpose", "complain"], 'Did you mean "complaint"?'),
    (["show", "nowhere.toml"], "nowhere.toml cannot be read: no such file or directory."),
    (["show"], "the following arguments are required"),
    (["explode"], "invalid choice"),
    ([], "required"),
]


@pytest.mark.parametrize(("words", "answer"), WRONG)
def test_wrong_words_are_answered_in_plain_words(words: list[str], answer: str, granli: str, capsys: Said) -> None:
    assert main([granli if word == "FILE" else word for word in words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert answer in captured.err
    assert "Traceback" not in captured.err


def test_a_file_in_another_encoding_is_told_as_such(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes('name = "Halsnæs"'.encode("latin-1"))
    assert main(["check", str(file)]) == 2
    assert "is not written in UTF-8" in capsys.readouterr().err


def test_the_schema_is_printed_for_editors(capsys: Said) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")
