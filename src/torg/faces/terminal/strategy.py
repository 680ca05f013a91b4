"""``torg strategy``: check, show and compare strategy files, and ask what they promise."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from torg.faces.terminal.paper import write_sections
from torg.strategy import vocabulary
from torg.strategy.describing import keys_in_words
from torg.strategy.differing import diff
from torg.strategy.explanations import says, to_json
from torg.strategy.model import Strategy
from torg.strategy.problems import Problem, StrategyFaulty, instead
from torg.strategy.promises import Promised, promise
from torg.strategy.reading import load, read
from torg.strategy.schema import json_schema
from torg.strategy.showing import show
from torg.strategy.telling import Teller
from torg.strategy.words_of_time import date_in_words, moment_in_words

_FINE, _PROBLEMS, _USAGE = 0, 1, 2


class Unusable(Exception):
    """What was asked cannot be done: a file that is not there, a moment that is none, a channel nobody knows."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add check, show, diff, due and schema; each sets ``func``, from the parsed arguments to an exit code."""
    check = _command(subparsers, "check", "find every fault in a file, and what is unwise", _check)
    check.add_argument("files", nargs="+", metavar="FILE", help="a strategy file, or the name of one in strategies/")
    check.add_argument("--today", type=_day, default=None, metavar="DAY", help="2026-03-31: the day to check on")
    check.add_argument("--strict", action="store_true", help="count warnings as problems")
    shown = _command(subparsers, "show", "tell the whole strategy in words", _show)
    shown.add_argument("file", metavar="FILE")
    _language(shown)
    differ = _command(subparsers, "diff", "tell what changes for whom between two files", _diff)
    differ.add_argument("before", metavar="A")
    differ.add_argument("after", metavar="B")
    _language(differ)
    asked = _command(subparsers, "due", "say by when something is promised, and why", _due)
    asked.add_argument("file", metavar="FILE")
    asked.add_argument("--channel", required=True, help="a channel of the file, or a kind: email, phone ...")
    asked.add_argument("--at", default="", metavar="MOMENT", help='"2026-03-31 15:40", on the local clock; now')
    asked.add_argument("--what", default="answer", choices=list(vocabulary.PROMISES), help="what is promised (answer)")
    asked.add_argument("--purpose", default="", help="information, interaction, transaction, complaint ...")
    asked.add_argument("--field", default="", help="a field of the file")
    asked.add_argument("--audience", default="", choices=["", *vocabulary.AUDIENCES], metavar="WHO", help="for whom")
    asked.add_argument("--use", default="dialogue", choices=list(vocabulary.USES), help="dialogue, casework ...")
    _language(asked)
    schema = _command(subparsers, "schema", "print the JSON Schema of a strategy file", _schema)
    schema.add_argument("--tables", action="store_true", help="the keys as tables for the documentation instead")


def _command(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help_: str, does: Any
) -> argparse.ArgumentParser:
    command = subparsers.add_parser(name, help=help_, description=f"{help_[:1].upper()}{help_[1:]}.")
    command.add_argument("--json", action="store_true", help="for machines")

    def safely(parsed: argparse.Namespace) -> int:
        try:
            done: int = does(parsed)
        except StrategyFaulty as faulty:
            return _faulty(faulty.problems, parsed)
        except Unusable as trouble:
            print(trouble, file=sys.stderr)
            return _USAGE
        return done

    command.set_defaults(func=safely)
    return command


def _language(command: argparse.ArgumentParser) -> None:
    words = "the municipality's own when left out"
    command.add_argument("--language", default="", choices=["", *vocabulary.LANGUAGES], metavar="LANGUAGE", help=words)


def _day(text: str) -> date:
    return date.fromisoformat(text)


# -- the five commands ------------------------------------------------------------------------


def _check(parsed: argparse.Namespace) -> int:
    today = parsed.today or datetime.now(UTC).date()
    readings = [(file, read(_text(file), name=_path(file).name, today=today)) for file in parsed.files]
    wrong = any(reading.problems or (parsed.strict and reading.warnings) for _, reading in readings)
    if parsed.json:
        told = [
            {
                "file": file,
                "sound": not reading.problems,
                "problems": [problem.to_json() for problem in reading.problems],
                "warnings": [problem.to_json() for problem in reading.warnings],
            }
            for file, reading in readings
        ]
        _print_json(told)
        return _PROBLEMS if wrong else _FINE
    for _, reading in readings:
        _print_problems("fault", reading.problems, "the file cannot be used")
        _print_problems("warning", reading.warnings, "the file can be used")
        if reading.strategy is not None and not reading.warnings:
            print(f"{reading.strategy.municipality.name}: no faults and no warnings.")
    return _PROBLEMS if wrong else _FINE


def _show(parsed: argparse.Namespace) -> int:
    sections = show(_load(parsed.file), parsed.language)
    if parsed.json:
        _print_json([asdict(section) for section in sections])
    else:
        write_sections(sections, sys.stdout)
    return _FINE


def _diff(parsed: argparse.Namespace) -> int:
    before, after, faults = _load_both(parsed.before, parsed.after)
    if faults or before is None or after is None:
        raise StrategyFaulty(faults)
    changes = diff(before, after, parsed.language)
    if parsed.json:
        _print_json([asdict(change) for change in changes])
        return _FINE
    for change in changes:
        print(change.sentence)
    if not changes:
        print("Nothing changes for anybody.")
    return _FINE


def _due(parsed: argparse.Namespace) -> int:
    strategy = _load(parsed.file)
    _known(parsed.channel, [*strategy.channels, *vocabulary.CHANNEL_KINDS], "channel")
    _known(parsed.purpose, [*strategy.purposes, *vocabulary.PURPOSES], "purpose")
    _known(parsed.field, list(strategy.fields), "field")
    promised = promise(
        strategy,
        what=parsed.what,
        channel=parsed.channel,
        at=_moment(parsed.at, strategy),
        purpose=parsed.purpose,
        field=parsed.field,
        audience=parsed.audience,
        use=parsed.use,
    )
    language = parsed.language or strategy.municipality.languages[0]
    if parsed.json:
        _print_json(_due_json(promised, language))
    elif promised is None:
        print("The strategy promises nothing here.")
    else:
        _print_due(promised, strategy, parsed.channel, language)
    return _FINE


def _schema(parsed: argparse.Namespace) -> int:
    if parsed.tables:
        print(keys_in_words())
    else:
        _print_json(json_schema())
    return _FINE


# -- reading ------------------------------------------------------------------------


def _path(file: str) -> Path:
    path = Path(file)
    shipped = Path("strategies") / f"{file}.toml"
    return shipped if not path.exists() and shipped.exists() else path


def _text(file: str) -> str:
    try:
        return _path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Unusable(
            f"{file} is not written in UTF-8: byte {error.start} cannot be read. Save it as UTF-8."
        ) from None
    except OSError as error:
        raise Unusable(f"{file} cannot be read: {(error.strerror or 'unknown trouble').lower()}.") from None


def _load(file: str) -> Strategy:
    return load(_text(file), name=_path(file).name)


def _load_both(a: str, b: str) -> tuple[Strategy | None, Strategy | None, list[Problem]]:
    """Both strategies, and the faults of both together."""
    first, second = (read(_text(file), name=_path(file).name) for file in (a, b))
    return first.strategy, second.strategy, [*first.problems, *second.problems]


def _moment(text: str, strategy: Strategy) -> datetime:
    zone = ZoneInfo(strategy.calendar.zone)
    if not text:
        return datetime.now(zone)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Unusable(f'"{text}" is not a moment. Write for example "2026-03-31 15:40".') from None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _known(word: str, words: list[str], kind: str) -> None:
    if word and word not in words:
        raise Unusable(f'There is no {kind} called "{word}". {instead(word, words)}')


# -- writing ------------------------------------------------------------------------


def _faulty(problems: Sequence[Problem], parsed: argparse.Namespace) -> int:
    if parsed.json:
        _print_json({"sound": False, "problems": [problem.to_json() for problem in problems]})
    else:
        for problem in problems:
            print(problem.sentence(), file=sys.stderr)
    return _PROBLEMS


def _print_problems(word: str, problems: Sequence[Problem], meaning: str) -> None:
    for problem in problems:
        print(problem.sentence())
    if problems:
        print(f"{len(problems)} {word}{'' if len(problems) == 1 else 's'}: {meaning}.\n")


def _print_due(promised: Promised, strategy: Strategy, channel: str, language: str) -> None:
    own = promised.due_by.strftime("%H:%M:%S") == "23:59:59"
    by = (date_in_words if own else moment_in_words)(promised.due_by, language=language, year=True)
    print(f"{strategy.municipality.name}, {Teller(strategy, language).channel_name(channel)}: {by}")
    for sentence in says(promised.steps, language=language):
        print(f"  {sentence}")
    if promised.aim_by:
        print(f"  Aim: {moment_in_words(promised.aim_by, language=language, year=True)}")


def _due_json(promised: Promised | None, language: str) -> dict[str, Any] | None:
    if promised is None:
        return None
    return {
        "what": promised.what,
        "rule": promised.rule,
        "is_default": promised.is_default,
        "due_by": promised.due_by.isoformat(),
        "aim_by": promised.aim_by.isoformat() if promised.aim_by else None,
        "source": promised.source,
        "steps": to_json(promised.steps),
        "explanation": says(promised.steps, language=language),
    }


def _print_json(held: object) -> None:
    print(json.dumps(held, ensure_ascii=False, indent=2))
