"""What is asked at the terminal: files, days, moments and words, each refused with a sentence when it is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from torg.strategy.model import Strategy
from torg.strategy.opening import on_the_clock
from torg.strategy.problems import instead
from torg.strategy.reading import load

# Public holidays are known for these years.
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


class Unusable(Exception):
    """What was asked cannot be done: a file that is not there, a moment that is none, a channel nobody knows."""


def path_of(file: str) -> Path:
    """The file itself, or the one of that name in strategies/."""
    path = Path(file)
    shipped = Path("strategies") / f"{file}.toml"
    return shipped if not path.exists() and shipped.exists() else path


def text_of(file: str) -> str:
    """What the file says; raises Unusable when it cannot be read."""
    try:
        return path_of(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(
            f"{file} is not written in UTF-8: byte {error.start} cannot be read. Save it as UTF-8."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "unknown trouble"
        raise Unusable(f"{file} cannot be read: {reason.lower()}.") from None


def strategy_of(file: str) -> Strategy:
    """The strategy in a file; raises Unusable, or StrategyFaulty with every fault."""
    return load(text_of(file), name=path_of(file).name)


def day(text: str) -> date:
    """A day, "2026-03-31"; raises Unusable."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Unusable(f'"{text}" is not a day. Write for example 2026-03-31.') from None
    _insist_on_year(found.year)
    return found


def today(text: str) -> date:
    """The day that is said, or today."""
    return day(text) if text else datetime.now(UTC).date()


def moment(text: str, strategy: Strategy) -> datetime:
    """A moment on the municipality's clock, or now; an hour that spring leaves out is the moment of the jump."""
    zone = ZoneInfo(strategy.calendar.zone)
    if not text:
        return datetime.now(zone)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Unusable(f'"{text}" is not a moment. Write for example "2026-03-31 15:40".') from None
    _insist_on_year(at.year)
    return at if at.tzinfo else on_the_clock(at, zone)


def known(word: str, words: Sequence[str], kind: str) -> str:
    """The word, if it is one of them or empty; raises Unusable with the nearest one."""
    if word and word not in words:
        raise Unusable(f'There is no {kind} called "{word}". {instead(word, words)}')
    return word


def _insist_on_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unusable(f"Torg counts days from {_FIRST_YEAR} to {_LAST_YEAR}, and {year} is outside.")
