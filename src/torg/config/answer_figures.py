"""The command `torg answers figures`: how well the questions of people were answered in the last days."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta

from django.utils import timezone

from torg.assistant.queries.figures import Figures, Share, figures
from torg.config import starting


def main(arguments: argparse.Namespace) -> int:
    """Prints the figures of so many days, today with."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        today = timezone.localdate()
        found = figures(today - timedelta(days=max(1, arguments.days) - 1), today)
    print(json.dumps(found.as_data(), ensure_ascii=False, indent=1) if arguments.json else told(found))
    return 0


def told(found: Figures) -> str:
    """The figures as lines of text."""
    contained, escalated, abandoned = found.outcomes
    came = f"{contained} % answered without a person, {escalated} % passed on, {abandoned} % left"
    lines = [
        f"From {found.since} to {found.until}",
        f"  {found.ended} conversations ended: {came}",
        _line("answered, and came to us again within 14 days", found.again if found.again.count else Share(0, 0)),
        f"  {found.asked} questions",
        _line("not known", found.unknown),
        _line("asked when nobody was at work", found.outside),
        _line("helped, of those who said so", found.judged_good),
        _line("graded as right by editors", found.graded.share)
        + (f", surely between {found.graded.low} and {found.graded.high} %" if found.graded.of else ""),
        _line("phone and chat settled in the first contact", found.first_contact),
    ]
    return "\n".join(lines)


def _line(said: str, share: Share) -> str:
    return f"  {share.per_cent or '-':>3} %  {said} ({share.count} of {share.of})"
