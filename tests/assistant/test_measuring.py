"""How well questions are answered is measured, on any list of them, on the pages or on entries of a file."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from torg.assistant.finding.measuring import (
    Figures,
    Outcome,
    Question,
    Unreadable,
    answered,
    asked,
    figures,
    precise,
    read_entries,
    read_questions,
)
from torg.assistant.finding.practice import fitted
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.values import Entry
from torg.config import cli
from torg.config.evaluating import evaluated

SETS = Path(os.environ.get("TEST_ANSWERS", Path(__file__).parents[3] / "shared" / "assistant-dev"))
needs_sets = pytest.mark.skipif(not SETS.is_dir(), reason="the lists of questions that others made are not here")


def outcome(place: int, confidence: float, *, has_answer: bool = True) -> Outcome:
    question = Question("hva", "nb", "", frozenset({"x"} if has_answer else ()))
    return Outcome(question, place, confidence, 1.0)


def test_both_ways_of_writing_a_question_are_read() -> None:
    lines = [
        '{"question": "boss", "language": "nn", "country": "no", "expected": ["waste"]}', "",
        '{"q": "skrald", "lang": "da", "kind": "kle", "gold": ["01", "02"]}', '{"q": "fortell en vits", "set": "far"}',
    ]  # fmt: skip
    assert read_questions(lines) == [
        Question("boss", "nn", "no", frozenset({"waste"})),
        Question("skrald", "da", "kle", frozenset({"01", "02"})),
        Question("fortell en vits", "nb", "far", frozenset()),
    ]


@pytest.mark.parametrize("line", ["boss", "[]", '{"language": "nb"}', '{"question": 3}'])
def test_a_line_that_is_no_question_is_named(line: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_questions(['{"question": "boss"}', line])
    assert told.value.line == 2


def test_figures_count_the_places_of_right_answers() -> None:
    assert figures([outcome(place, 0.5) for place in (1, 2, 4, 0)]) == Figures(4, 0.25, 0.5, (1 + 1 / 2 + 1 / 4) / 4)
    assert figures([]) == Figures(0, 0.0, 0.0, 0.0)


def test_what_is_answered_at_a_threshold_is_counted_right_and_in_vain() -> None:
    outcomes = [outcome(1, 0.9), outcome(2, 0.8), outcome(1, 0.6), outcome(0, 0.1), outcome(0, 0.9, has_answer=False)]
    found = answered(outcomes, 0.7)
    assert (found.asked, found.right, found.in_vain) == (0.5, 0.5, 1.0)


def test_coverage_is_told_at_the_lowest_threshold_that_is_precise() -> None:
    good = [outcome(1, 0.5 + at / 100) for at in range(40)]
    found = precise([*good, *(outcome(0, 0.3) for _at in range(40))])
    assert found is not None
    assert (found.threshold, found.asked, found.right) == (0.5, 0.5, 1.0)
    assert precise([outcome(0, 0.9) for _at in range(40)]) is None


def write(path: Path, lines: Sequence[object]) -> str:
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return str(path)


def test_the_command_measures_entries_of_a_file_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = [{"id": f"e{at}", "title": f"Tjeneste nummer {at}", "body": "", "themes": []} for at in range(9)]
    entries += [{"id": "w", "title": "Renovasjon", "body": "Avfall hentes.", "syn_dev": ["søppeldunk"], "themes": []}]
    questions = [
        {"q": "søpla", "lang": "nb", "kind": "word", "gold": ["w"]}, {"q": "hvor er månen", "set": "far"},
        {"q": "gone", "gold": ["not-there"]},
    ]  # fmt: skip
    kb, asks = write(tmp_path / "kb.jsonl", entries), write(tmp_path / "asks.jsonl", questions)
    assert cli.main(["answers", "evaluate", asks, "--kb", kb, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["entries"], told["left_out"], told["without_answer"]) == (10, 1, 1)
    assert told["kinds"]["nb word"] == {"count": 1, "first": 1.0, "three": 1.0, "mrr": 1.0}
    assert cli.main(["answers", "evaluate", asks, "--kb", kb]) == 0
    said = capsys.readouterr().out
    assert "nb word" in said
    assert "1 questions left out" in said


def test_a_file_that_can_not_be_measured_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asks = tmp_path / "asks.jsonl"
    asks.write_text('{"question": "boss"}\nboss\n')
    assert cli.main(["answers", "evaluate", str(asks), "--kb", str(asks)]) == 2
    assert "line 2" in capsys.readouterr().err
    assert cli.main(["answers", "evaluate", str(tmp_path / "gone")]) == 2
    assert "can not be read" in capsys.readouterr().err


# -- on lists that others made ----------------------------------------------------------------------------------------


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def entries(name: str, words: Callable[[str], bool] = lambda _word: True) -> list[Entry]:
    """Entries with those of their words that are let in."""
    told = ({**line, "syn_dev": [word for word in line.get("syn_dev", ()) if words(word)]} for line in lines(name))
    return read_entries(json.dumps(line) for line in told)


def recall(held: Sequence[Entry], questions: Sequence[Question], kind: str) -> Figures:
    shelf, confidence = Shelf(held), fitted(())
    return figures(asked([one for one in questions if f"{one.language} {one.kind}" == kind], shelf, confidence))


@needs_sets
@pytest.mark.parametrize(
    ("kind", "first", "three"),
    [
        ("nb syn", 0.35, 0.47), ("nb syn_typo", 0.32, 0.44), ("nb title_typo", 0.96, 0.98), ("nn title_nn", 0.92, 0.95),
        ("nn syn", 0.32, 0.44), ("nb title_sent", 0.97, 0.99), ("en title_en", 0.32, 0.42),
    ],
)  # fmt: skip
def test_words_of_los_that_no_entry_holds_are_found(kind: str, first: float, three: float) -> None:
    questions = read_questions(json.dumps(line) for line in lines("los_queries"))
    found = recall(entries("los_kb", lambda _word: False), questions, kind)
    assert found.first >= first
    assert found.three >= three


@needs_sets
def test_questions_about_news_and_articles_are_found() -> None:
    questions = read_questions(json.dumps(line) for line in lines("norquad_queries"))
    assert recall(entries("norquad_kb"), questions, "nb norquad").first >= 0.76


@needs_sets
def test_danish_keywords_that_were_hidden_are_found() -> None:
    def shown(word: str) -> bool:
        return zlib.crc32(word.lower().encode()) % 2 == 0

    questions = [
        one for one in read_questions(json.dumps(line) for line in lines("kle_queries_in_kb"))
        if not shown(one.question) and zlib.crc32(one.question.encode()) % 10 == 1
    ]  # fmt: skip
    found = recall(entries("kle_kb", shown), questions, "da kle")
    assert found.count > 300
    assert found.first >= 0.36
    assert found.three >= 0.48


@needs_sets
def test_of_titles_seven_in_ten_are_answered_and_of_what_is_off_topic_hardly_anything() -> None:
    held = entries("los_kb", lambda word: zlib.crc32(word.lower().encode()) % 2 == 0)
    questions = [
        one for one in read_questions(json.dumps(line) for line in lines("los_queries"))
        if one.kind in {"title_nb", "title_typo", "title_sent", "title_nn"}
    ]  # fmt: skip
    far = [
        one for one in read_questions(json.dumps(line) for line in lines("out_of_scope")) if one.kind != "nb_norquad"
    ]
    told = evaluated([*questions, *far], Shelf(held), fitted(held), {entry.key: str(entry.key) for entry in held})
    assert told["at_95_percent"]["asked"] >= 0.7
    assert told["at_sure"]["asked"] >= 0.7
    assert told["at_sure"]["right"] >= 0.95
    assert told["at_sure"]["in_vain"] <= 0.005
