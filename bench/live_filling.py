"""Conversations whose streams are opened: `python -m bench.inside bench.live_filling COUNT` prints id and token."""

from __future__ import annotations

import json
import sys

from django.core.management import call_command
from django.utils import timezone

from torg.assistant.models import Conversation


def filled(count: int) -> list[list[int | str]]:
    """So many conversations that have ended, in a database made ready."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    made = Conversation.objects.bulk_create(
        Conversation(
            token=f"token-{n}", code=f"C{n}", language="nb", stage="ended", started_at=now, last_at=now, ended_at=now,
            ended_why="done", outcome="escalated",
        )
        for n in range(count)
    )  # fmt: skip
    return [[row.pk, row.token] for row in made]


if __name__ == "__main__":
    print(json.dumps(filled(int(sys.argv[1]))))
