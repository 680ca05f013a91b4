"""Questions that must stay right: added by editors one by one, from a group, or from a file; and run (KON-31)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from torg.assistant.models import Expected, Question, QuestionGroup, Run
from torg.assistant.queries.expected import places
from torg.catalogue.actions.writing import insist_on_editor
from torg.catalogue.kinds import LANGUAGES
from torg.catalogue.queries.pages import keys_of

if TYPE_CHECKING:
    from torg.people.models import Staff

LONGEST, MOST_LINES = 300, 5_000
FROM_A_GROUP = 3
RUNS_KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: questions that were new, those there already, and lines (from 1) that say nothing usable."""

    new: int
    there: int
    faulty: tuple[int, ...]


class ManyLines(Exception):
    """The file has more lines than may be taken in at once."""


@transaction.atomic
def add(text: str, page_id: int, *, language: str, by: Staff, now: datetime, source: str = "hand") -> bool:
    """Adds a question and the page that must answer it; False when it was there. Raises NotAnEditor."""
    insist_on_editor(by)
    said = " ".join(text.split())[:LONGEST]
    made = {"at": now, "by": by, "source": source}
    return Expected.objects.get_or_create(text=said, language=language, page_id=page_id, defaults=made)[1]


@transaction.atomic
def add_group(group_id: int, page_id: int, *, by: Staff, now: datetime) -> int:
    """Adds a group's name and its commonest other wordings; gives how many were new. Raises NotAnEditor."""
    insist_on_editor(by)
    group = QuestionGroup.objects.filter(pk=group_id).first()
    if group is None:
        return 0
    said = Question.objects.filter(group=group, language=group.language).exclude(text="").order_by("-pk")
    wordings = list(dict.fromkeys([group.label, *said.values_list("text", flat=True)[:200]]))[:FROM_A_GROUP]
    return sum(add(text, page_id, language=group.language, by=by, now=now, source="group") for text in wordings)


@transaction.atomic
def remove(expected_id: int, *, by: Staff) -> tuple[str, str, int] | None:
    """Takes a question away; gives what it takes to add it again: text, language, page. Raises NotAnEditor."""
    insist_on_editor(by)
    row = Expected.objects.filter(pk=expected_id).first()
    if row is None:
        return None
    row.delete()
    return row.text, row.language, row.page_id


@transaction.atomic
def take_in(lines: Iterable[str], *, by: Staff, now: datetime) -> Taken:
    """Adds questions from lines of JSON: ``question``, ``language``, and ``expected`` with keys of pages, the first of
    which counts. What can be read is added; faulty lines are told. Raises NotAnEditor, ManyLines.
    """
    insist_on_editor(by)
    ids = {key: number for number, key in keys_of().items()}
    new, there, faulty = 0, 0, []
    for at, line in enumerate(lines, 1):
        if at > MOST_LINES:
            raise ManyLines(MOST_LINES)
        if not line.strip():
            continue
        read = _read(line, ids)
        if read is None:
            faulty.append(at)
        elif add(read[0], read[2], language=read[1], by=by, now=now, source="file"):
            new += 1
        else:
            there += 1
    return Taken(new, there, tuple(faulty))


def run(*, now: datetime) -> int | None:
    """Asks every question and keeps how many came right; gives the id of the run, None when there is no question."""
    found = places()
    if not found:
        return None
    made = Run.objects.create(
        at=now, total=len(found), first=sum(place == 1 for place in found.values()),
        three=sum(0 < place <= 3 for place in found.values()),
        failing=sorted(number for number, place in found.items() if place != 1),
    )  # fmt: skip
    Run.objects.filter(at__lt=now - RUNS_KEPT).delete()
    return made.pk


def _read(line: str, ids: dict[str, int]) -> tuple[str, str, int] | None:
    try:
        said: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    text, language, expected = said.get("question"), said.get("language", "nb"), said.get("expected")
    keys = [expected] if isinstance(expected, str) else expected if isinstance(expected, list) else []
    page = next((ids[key] for key in keys if isinstance(key, str) and key in ids), None)
    if not isinstance(text, str) or not text.strip() or "\0" in text or language not in LANGUAGES or page is None:
        return None
    return text, language, page
