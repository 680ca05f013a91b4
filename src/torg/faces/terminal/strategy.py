"""``torg strategy``: check, show and compare strategy files, and ask what they promise."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from torg.faces.terminal.asking import Unusable, known, path_of, strategy_of, text_of, today
from torg.faces.terminal.dates import say_due
from torg.faces.terminal.paper import write_json, write_sections
from torg.strategy import vocabulary
from torg.strategy.describing import keys_in_words
from torg.strategy.differing import diff
from torg.strategy.problems import Problem, StrategyFaulty
from torg.strategy.reading import Reading, read
from torg.strategy.schema import json_schema
from torg.strategy.showing import show
from torg.strategy.telling import Teller

_FINE, _PROBLEMS, _USAGE = 0, 1, 2


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add check, show, diff, due and schema; each sets ``func``, from the parsed arguments to an exit code."""
    check = _command(subparsers, "check", "find every fault in a file, and what is unwise", _check)
    check.add_argument("files", nargs="+", metavar="FILE", help="a strategy file, or the name of one in strategies/")
    check.add_argument("--today", default="", metavar="DAY", help="2026-03-31: the day to check on")
    check.add_argument("--strict", action="store_true", help="count warnings as problems")
    shown = _command(subparsers, "show", "tell the whole strategy in words", _show)
    shown.add_argument("file", metavar="FILE")
    _language(shown)
    differ = _command(subparsers, "diff", "tell what changes for whom between two files", _diff)
    differ.add_argument("before", metavar="A")
    differ.add_argument("after", metavar="B")
    _language(differ)
    asked = _command(subparsers, "due", "say by when something is promised, and why", say_due)
    asked.add_argument("file", metavar="FILE")
    asked.add_argument("--channel", required=True, help="a channel of the file, or a kind: email, phone ...")
    asked.add_argument("--at", default="", metavar="MOMENT", help='"2026-03-31 15:40", on the local clock; now')
    asked.add_argument("--what", default="answer", help=f"what is promised (answer): {', '.join(vocabulary.PROMISES)}")
    asked.add_argument("--purpose", default="", help="information, interaction, transaction, complaint ...")
    asked.add_argument("--field", default="", help="a field of the file")
    asked.add_argument("--audience", default="", metavar="WHO", help="for whom: citizen, business ...")
    asked.add_argument("--use", default="dialogue", help="dialogue, casework ...")
    _language(asked)
    schema = _command(subparsers, "schema", "print the JSON Schema of a strategy file", _schema)
    schema.add_argument("--tables", action="store_true", help="the keys as tables for the documentation instead")


def _command(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    help_: str,
    does: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    command = subparsers.add_parser(name, help=help_, description=f"{help_[:1].upper()}{help_[1:]}.")
    command.add_argument("--json", action="store_true", help="for machines")

    def safely(parsed: argparse.Namespace) -> int:
        try:
            return does(parsed)
        except StrategyFaulty as faulty:
            return _faulty(faulty.problems, parsed)
        except Unusable as trouble:
            if parsed.json:
                write_json({"error": str(trouble)})
            else:
                print(trouble, file=sys.stderr)
            return _USAGE

    command.set_defaults(func=safely)
    return command


def _language(command: argparse.ArgumentParser) -> None:
    words = f"{', '.join(vocabulary.LANGUAGES)}; the municipality's own when left out"
    command.add_argument("--language", default="", metavar="LANGUAGE", help=words)


# -- the commands ------------------------------------------------------------------------


def _check(parsed: argparse.Namespace) -> int:
    on = today(parsed.today)
    read_or_not = [(file, *_read(file, on)) for file in parsed.files]
    if parsed.json:
        write_json([_checked(file, reading) for file, reading, _ in read_or_not])
    else:
        for _, reading, is_read in read_or_not:
            _print_checked(reading, is_read=is_read)
    if not all(is_read for _, _, is_read in read_or_not):
        return _USAGE
    wrong = any(reading.problems or (parsed.strict and reading.warnings) for _, reading, _ in read_or_not)
    return _PROBLEMS if wrong else _FINE


def _read(file: str, on: date) -> tuple[Reading, bool]:
    """What reading a file gave, and whether it could be read at all; if not, that is its one problem."""
    try:
        text = text_of(file)
    except Unusable as trouble:
        return Reading(None, (Problem(file, str(trouble), "", file),)), False
    return read(text, name=path_of(file).name, today=on), True


def _checked(file: str, reading: Reading) -> dict[str, object]:
    return {
        "file": file,
        "sound": not reading.problems,
        "problems": [problem.to_json() for problem in reading.problems],
        "warnings": [problem.to_json() for problem in reading.warnings],
    }


def _print_checked(reading: Reading, *, is_read: bool) -> None:
    if not is_read:
        print(reading.problems[0].what, file=sys.stderr)
        return
    _print_problems("fault", reading.problems, "the file cannot be used")
    _print_problems("warning", reading.warnings, "the file can be used")
    if reading.strategy is not None and not reading.warnings:
        print(f"{reading.strategy.municipality.name}: no faults and no warnings.")


def _show(parsed: argparse.Namespace) -> int:
    language = known(parsed.language, vocabulary.LANGUAGES, "language")
    sections = show(strategy_of(parsed.file), language)
    if parsed.json:
        write_json([asdict(section) for section in sections])
    else:
        write_sections(sections, sys.stdout)
    return _FINE


def _diff(parsed: argparse.Namespace) -> int:
    language = known(parsed.language, vocabulary.LANGUAGES, "language")
    first, second = (read(text_of(file), name=path_of(file).name) for file in (parsed.before, parsed.after))
    before, after = first.strategy, second.strategy
    if before is None or after is None:
        return _faulty([*first.problems, *second.problems], parsed)
    changes = diff(before, after, language)
    if parsed.json:
        write_json([asdict(change) for change in changes])
        return _FINE
    for change in changes:
        print(change.sentence)
    if not changes:
        print(Teller(after, language or after.municipality.languages[0]).said("nothing_changes"))
    return _FINE


def _schema(parsed: argparse.Namespace) -> int:
    if not parsed.tables:
        write_json(json_schema())
    elif parsed.json:
        write_json({"markdown": keys_in_words()})
    else:
        print(keys_in_words())
    return _FINE


# -- writing ------------------------------------------------------------------------


def _faulty(problems: Sequence[Problem], parsed: argparse.Namespace) -> int:
    if parsed.json:
        write_json({"sound": False, "problems": [problem.to_json() for problem in problems]})
    else:
        for problem in problems:
            print(problem.sentence(), file=sys.stderr)
    return _PROBLEMS


def _print_problems(word: str, problems: Sequence[Problem], meaning: str) -> None:
    for problem in problems:
        print(problem.sentence())
    if problems:
        print(f"{len(problems)} {word}{'' if len(problems) == 1 else 's'}: {meaning}.\n")
