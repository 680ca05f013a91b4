"""``torg strategy`` checks, shows, compares and answers, for people and for machines, and never shows a traceback."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from tests.strategy.made_strategies import FOLDER, NAMES, granli_text
from torg.config import strategies
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
    assert capsys.readouterr().out == "Ingenting endrer seg for noen.\n"
    assert main(["diff", granli, granli, "--language", "en"]) == 0
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
    assert capsys.readouterr().out == "Strategien lover ikke noe her.\n"


WITHOUT_A_PROMISE = [
    ("linkedin", "LinkedIn is only for publishing."),
    ("sms", "Text message is only for alerts."),
    ("kiosk", "Digital host is not offered."),
    ("chatbot", "The strategy promises nothing here."),
    ("newsletter", "The strategy promises nothing here."),
]


@pytest.mark.parametrize(("channel", "why"), WITHOUT_A_PROMISE)
def test_nothing_is_promised_where_nothing_is_offered_and_it_says_why(channel: str, why: str, capsys: Said) -> None:
    asked = ["due", path("alver"), "--channel", channel, "--language", "en"]
    assert main(asked) == 0
    assert capsys.readouterr().out == f"{why}\n"
    assert main([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"what": "answer", "rule": None, "due_by": None, "why": why}


def test_what_we_try_for_is_told_where_it_is_sooner_than_what_we_promise(capsys: Said) -> None:
    asked = ["due", path("alver"), "--channel", "phone", "--what", "callback", "--language", "en", "--at"]
    assert main([*asked, "2026-03-17 10:00"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "  If we can: Tuesday 17 March 2026."
    assert main([*asked, "2026-03-17 20:00"]) == 0
    assert "If we can" not in capsys.readouterr().out


@pytest.mark.parametrize("clock", ["02:00", "02:30", "02:59:59"])
def test_an_hour_that_spring_leaves_out_is_the_moment_when_the_clock_jumps(clock: str, capsys: Said) -> None:
    asked = ["due", path("kongsvinger"), "--channel", "email", "--at", f"2026-03-29 {clock}", "--json"]
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["due_by"] == "2026-03-31T03:00:00+02:00"


def test_now_is_meant_where_no_moment_is_said(granli: str, capsys: Said) -> None:
    assert main(["due", granli, "--channel", "email"]) == 0
    assert capsys.readouterr().out.startswith("Granli kommune, E-post: ")


WRONG = [
    (["due", "FILE", "--channel", "emial"], 'There is no channel called "emial". Did you mean "email"?'),
    (["due", "FILE", "--channel", "email", "--at", "tomorrow"], '"tomorrow" is not a moment.'),
    (["due", "FILE", "--channel", "email", "--purpose", "complain"], 'Did you mean "complaint"?'),
    (["due", "FILE", "--channel", ""], "Say which channel: email, phone."),
    (["due", "FILE", "--channel", "email", "--at", "9999-12-31 23:59"], "from 1970 to 2200, and 9999 is outside."),
    (["due", "FILE", "--channel", "email", "--what", "anser"], 'There is no promise called "anser". Did you mean'),
    (["due", "FILE", "--channel", "email", "--use", "casewrk"], 'Did you mean "casework"?'),
    (["due", "FILE", "--channel", "email", "--audience", "citizens"], 'Did you mean "citizen"?'),
    (["show", "FILE", "--language", "no"], 'There is no language called "no". Write one of: nb, nn, da, en.'),
    (["check", "FILE", "--today", "31.3.2026"], '"31.3.2026" is not a day. Write for example 2026-03-31.'),
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


@pytest.mark.parametrize(("words", "answer"), [wrong for wrong in WRONG if "FILE" in wrong[0] or "nowhere" in wrong[1]])
def test_wrong_words_are_answered_to_a_machine_as_well(
    words: list[str], answer: str, granli: str, capsys: Said
) -> None:
    assert main([*(granli if word == "FILE" else word for word in words), "--json"]) == 2
    captured = capsys.readouterr()
    assert answer in json.loads(captured.out)["error"]
    assert captured.err == ""


def test_of_several_files_one_that_cannot_be_read_does_not_keep_the_others_from_being_told(
    tmp_path: Path, granli: str, capsys: Said
) -> None:
    picture = tmp_path / "picture.toml"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    files = [str(picture), granli, "nowhere.toml"]
    assert main(["check", *files]) == 2
    captured = capsys.readouterr()
    assert captured.out == "Granli kommune: no faults and no warnings.\n"
    assert "is not written in UTF-8" in captured.err
    assert "nowhere.toml cannot be read" in captured.err
    assert main(["check", *files, "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert [(one["file"], one["sound"]) for one in told] == list(zip(files, (False, True, False), strict=True))


def test_a_file_with_a_mark_of_its_encoding_is_read(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "marked.toml"
    file.write_text(granli_text(), encoding="utf-8-sig")
    assert main(["check", str(file)]) == 0
    assert main(["due", str(file), "--channel", "email"]) == 0
    assert capsys.readouterr().err == ""


def test_the_day_to_publish_from_is_refused_in_plain_words(capsys: Said) -> None:
    with pytest.raises(SystemExit):
        strategies.parser().parse_args(["publish", "file.toml", "--from", "1.4.2026"])
    assert '"1.4.2026" is not a day. Write for example 2026-03-31.' in capsys.readouterr().err


def test_a_file_in_another_encoding_is_told_as_such(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes('name = "Halsnæs"'.encode("latin-1"))
    assert main(["check", str(file)]) == 2
    assert "is not written in UTF-8" in capsys.readouterr().err


def test_the_schema_is_printed_for_editors(capsys: Said) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")
    assert main(["schema", "--tables", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["markdown"].startswith("### `[municipality]`")
