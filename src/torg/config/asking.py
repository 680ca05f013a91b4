"""The command `torg ask`: what pages answer a question, how sure that is, and why; for support."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from torg.assistant.finding.values import Why
from torg.assistant.queries.finding import ask
from torg.assistant.values import Answers
from torg.config import starting

SAID = {
    "word": "is the word", "part": "is part of it", "meaning": "means it", "spelling": "is spelled like it",
    "beginning": "begins so",
}  # fmt: skip
VERDICTS = {
    "answer": "The first is the answer.", "choices": "The first few are offered to choose from.",
    "unknown": "It is not known: a person is offered.",
}  # fmt: skip


def main(arguments: argparse.Namespace) -> int:
    """Prints the pages, the best first, each with how sure it is and why; exit code 1 for none."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        answers = ask(" ".join(arguments.words), language=arguments.lang, limit=arguments.limit)
    print(json.dumps(asdict(answers), ensure_ascii=False, indent=1) if arguments.json else told(answers))
    return 0 if answers.answers else 1


def told(answers: Answers) -> str:
    """What was found as lines of text."""
    lines = [f"Read as: {answers.corrected}"] if answers.corrected else []
    for place, one in enumerate(answers.answers, 1):
        lines.append(f"{place:>2}. {one.confidence:4.2f}  {one.title}  ({one.kind} {one.page_id}, {one.language})")
        lines += [f"          {_because(reason)}" for reason in one.why]
    return "\n".join([*lines, VERDICTS[answers.verdict]])


def _because(reason: Why) -> str:
    where = "among its words" if reason.where == "words" else f"in the {reason.where}"
    return f'"{reason.asked}": "{reason.found}" {where} {SAID[reason.how]}'
