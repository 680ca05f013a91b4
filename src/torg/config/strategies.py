"""`torg strategy`: what needs no database comes from the terminal's face; publishing and listing are added here."""

import argparse
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import django
from django.utils.module_loading import import_string

from torg.faces.terminal import asking, strategy


def main(words: Sequence[str]) -> int:
    """Do what the words after `torg strategy` ask."""
    parsed = parser().parse_args(words)
    if parsed.do not in {"publish", "editions"}:
        return int(parsed.func(parsed))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.config.settings")
    django.setup()
    return int(import_string("torg.config.publishing.main")(parsed))


def _day(text: str) -> date:
    """A day, or the sentence that argparse shows."""
    try:
        return asking.day(text)
    except asking.Unusable as trouble:
        raise argparse.ArgumentTypeError(str(trouble)) from None


def parser() -> argparse.ArgumentParser:
    """Everything that `torg strategy` understands."""
    top = argparse.ArgumentParser(prog="torg strategy", description="Strategies: the files that decide everything.")
    subs = top.add_subparsers(dest="do", metavar="DO", required=True)
    strategy.add_to(subs)
    publishing = subs.add_parser("publish", help="put a strategy file in force from a day on")
    publishing.add_argument("file", type=Path, metavar="FILE")
    publishing.add_argument("--from", dest="from_day", type=_day, metavar="DAY", help="2026-04-01 (today)")
    publishing.add_argument("--note", default="", metavar="WHY", help="why it was changed, for those who come after")
    subs.add_parser("editions", help="list the editions, the newest first")
    return top
