"""The command `torg answers evaluate`: how many of a list of questions find their answer, how surely, and how fast."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from torg.assistant.finding.answering import SURE
from torg.assistant.finding.confidence import Confidence
from torg.assistant.finding.measuring import (
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
from torg.assistant.queries.shelf import built
from torg.catalogue.queries.pages import keys_of
from torg.config import answer_figures, starting
from torg.config.trouble import Trouble


def main(arguments: argparse.Namespace) -> int:
    """Asks the questions of the files and prints the figures, or those of what people have asked."""
    if arguments.do == "figures":
        return answer_figures.main(arguments)
    questions = [one for file in arguments.files for one in _read(file, read_questions)]
    if arguments.kb:
        entries = _read(arguments.kb, read_entries)
        told = evaluated(questions, Shelf(entries), fitted(entries), {entry.key: str(entry.key) for entry in entries})
    else:
        with starting.database_in_use():
            starting.insist_on_migrations()
            now = built()
            told = evaluated(questions, now.shelf, now.confidence, keys_of())
    print(json.dumps(told, ensure_ascii=False, indent=1) if arguments.json else lines(told))
    return 0


def evaluated(
    questions: Sequence[Question], shelf: Shelf, confidence: Confidence, keys: Mapping[Any, str]
) -> dict[str, Any]:
    """The figures, as plain data. Questions whose answers are none of the entries are left out, and counted."""
    there = set(keys.values())
    kept = [one for one in questions if not one.expected or one.expected & there]
    outcomes = asked(kept, shelf, confidence, lambda key: keys.get(key, ""))
    having = [one for one in outcomes if one.question.expected]
    by_kind: dict[str, list[Outcome]] = {}
    for one in having:
        by_kind.setdefault(f"{one.question.language} {one.question.kind}".strip(), []).append(one)
    took = sorted(one.milliseconds for one in outcomes) or [0.0]
    coverage = precise(outcomes)
    return {
        "entries": len(shelf), "left_out": len(questions) - len(kept), "without_answer": len(outcomes) - len(having),
        "all": asdict(figures(having)),
        "kinds": {kind: asdict(figures(held)) for kind, held in sorted(by_kind.items())},
        "at_95_percent": asdict(coverage) if coverage else None,
        "at_sure": asdict(answered(outcomes, SURE)),
        "milliseconds": {"p50": took[len(took) // 2], "p99": took[int(len(took) * 0.99)]},
    }  # fmt: skip


def lines(told: Mapping[str, Any]) -> str:
    """The figures as lines of text."""
    rows = [f"{'':24}{'questions':>10}{'first %':>9}{'in three %':>12}{'MRR':>7}"]
    for name, one in (*told["kinds"].items(), ("all", told["all"])):
        rows.append(
            f"{name:24}{one['count']:>10}{one['first'] * 100:>9.1f}{one['three'] * 100:>12.1f}{one['mrr']:>7.3f}"
        )
    if told["without_answer"]:
        rows.append(f"{'without an answer':24}{told['without_answer']:>10}")
    coverage = told["at_95_percent"]
    rows.append(
        f"At 95 % right: {_answered(coverage)}" if coverage else "No threshold at which 95 % of the answers are right."
    )
    rows.append(f"At {told['at_sure']['threshold']:.2f}: {_answered(told['at_sure'])}")
    rows.append(f"Milliseconds: {told['milliseconds']['p50']:.2f} p50, {told['milliseconds']['p99']:.2f} p99.")
    if told["left_out"]:
        rows.append(f"{told['left_out']} questions left out: their answers are none of the {told['entries']} entries.")
    return "\n".join(rows)


def _answered(one: Mapping[str, float]) -> str:
    return (
        f"answered {one['asked'] * 100:.1f} % (threshold {one['threshold']:.2f}), {one['right'] * 100:.1f} % of them "
        f"right; {one['in_vain'] * 100:.1f} % of those without an answer"
    )


def _read(file: str, reader: Any) -> list[Any]:
    try:
        return list(reader(Path(file).read_text(encoding="utf-8").splitlines()))
    except OSError as error:
        raise Trouble(f"{file} can not be read: {error}") from error
    except (Unreadable, UnicodeDecodeError) as error:
        where = f", line {error.line}," if isinstance(error, Unreadable) else ""
        raise Trouble(
            f"{file}{where} is not as it must be: a JSON object a line; see docs/operate/commands.md."
        ) from error
