"""`torg strategy publish` and `torg strategy editions`: the two words about strategies that need the database."""

import argparse
import logging
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from torg.config import starting
from torg.config.trouble import Trouble
from torg.editions.actions import AlreadyPublished, InThePast, draft, publish
from torg.editions.queries import every_edition
from torg.strategy.problems import StrategyFaulty

log = logging.getLogger("torg.start")


def main(arguments: argparse.Namespace) -> int:
    """Publish a strategy file from a day on, or list what has been published."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        return _publish(arguments) if arguments.do == "publish" else _list()


def publish_file(path: Path, *, from_day: date, note: str) -> int:
    """Draft and publish the file; the number of the edition. Raises Trouble with every fault of the file."""
    now = timezone.now()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{path} cannot be read: {error}") from error
    try:
        edition = draft(text, now=now, note=note)
        return publish(edition.pk, from_day=from_day, now=now).number
    except StrategyFaulty as faulty:
        raise Trouble(f"{path} is not published: {len(faulty.problems)} faults. See `torg strategy check`.") from faulty
    except AlreadyPublished:
        raise Trouble(f"{path} says the same as the latest edition, which is published already.") from None
    except InThePast:
        raise Trouble(f"{from_day} is over; an edition comes into force today or later.") from None


def publish_first() -> None:
    """Put TORG_STRATEGY in force from today when there is no edition yet."""
    path: Path | None = settings.TORG.strategy
    if path is None or every_edition():
        return
    publish_file(path, from_day=timezone.localdate(), note=f"First start, from {path.name}")
    log.info("The strategy in %s is in force from today", path.name)


def _publish(arguments: argparse.Namespace) -> int:
    from_day = arguments.from_day or timezone.localdate()
    number = publish_file(arguments.file, from_day=from_day, note=arguments.note)
    print(f"Edition {number} is in force from {from_day}.")
    return 0


def _list() -> int:
    for edition in every_edition():
        state = f"in force from {edition.in_force_from}" if edition.in_force_from else "a draft"
        print(f"{edition.number:>4}  {state}  {edition.note}".rstrip())
    return 0
