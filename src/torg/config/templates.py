"""`torg templates`: the templates that come with Torg, in the municipality's languages; editors make them their own."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from torg.catalogue.actions import Words, set_up_template
from torg.config import starting
from torg.editions.queries import NoStrategy, in_force

STARTER = Path(__file__).parent / "templates.toml"
LANGUAGES = ("nb", "nn", "da", "en")


def main(_arguments: argparse.Namespace) -> int:
    """Stores the templates that are not there yet, and says how many they were."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        now = timezone.now()
        try:
            languages: Collection[str] = in_force(now).strategy.municipality.languages
        except NoStrategy:
            languages = LANGUAGES
        made = set_up(languages, now=now)
    print(f"Stored {made} templates. Editors change them at the desk, under Templates.")
    return 0


@transaction.atomic
def set_up(languages: Collection[str], *, now: datetime) -> int:
    """Makes the templates that have no row yet, in these languages, and gives how many; none is ever set back."""
    return sum(set_up_template(words, now=now) for words in starter(languages))


def starter(languages: Collection[str]) -> list[Words]:
    """The templates that come with Torg, in these languages."""
    said = tomllib.loads(STARTER.read_text(encoding="utf-8"))
    return [
        Words(
            key=key,
            titles={code: text for code, text in one["title"].items() if code in languages},
            bodies={code: text for code, text in one["body"].items() if code in languages},
            purpose=one["purpose"],
        )
        for key, one in said.items()
    ]
