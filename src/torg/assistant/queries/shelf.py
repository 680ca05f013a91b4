"""The shelf of this process: built from the pages that are published and from what was learnt.

Each question asks the database whether anything is new. The first of a process waits until the shelf stands; later a
new one is built in the background, and who asks meanwhile is answered from the old one. The same rows make the same
shelf, so all processes agree.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import cached_property
from threading import Lock, Thread

from django.conf import settings
from django.db import connection
from psycopg import sql

from torg.assistant.finding.confidence import Confidence
from torg.assistant.finding.practice import fitted
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.values import Entry, Text
from torg.assistant.queries import learnt
from torg.assistant.queries.learnt import on_trial, wordings
from torg.catalogue.finding.values import Document
from torg.catalogue.queries import finding as pages
from torg.catalogue.queries.finding import documents_by_page

log = logging.getLogger(__name__)
BOTH = sql.SQL("SELECT * FROM ({}) pages, ({}) learnt").format(sql.SQL(pages.STANDING), sql.SQL(learnt.STANDING))


class Built:
    """A shelf, how sure its answers are, and what it stands by; ``is_old`` once there is something newer.

    ``trials`` are the pages on trial, by the words that they are on trial for.
    """

    def __init__(self, entries: Sequence[Entry], trials: Mapping[str, int], standing: tuple[int, ...]) -> None:
        self.shelf = Shelf(entries)
        self.trials = trials
        self.standing = standing
        self.is_old = False
        self._entries = entries

    @cached_property
    def confidence(self) -> Confidence:
        """How sure answers are; worked out when it is first asked for, which a search never does."""
        return fitted(self._entries)


class _Kept:
    """The shelf that stands, and whether another is being built."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.built: Built | None = None
        self.is_building = False


_KEPT = _Kept()


def built() -> Built:
    """The shelf as the database is now, or the one before while the new one is being built."""
    now = standing()
    held = _KEPT.built
    if held is not None and held.standing == now:
        return held
    if held is None or settings.SHELF_BUILT_AT_ONCE:
        with _KEPT.lock:
            held = _KEPT.built
            if held is None or held.standing != now:
                held = _KEPT.built = _build()
        return held
    with _KEPT.lock:
        if not _KEPT.is_building:
            _KEPT.is_building = True
            Thread(target=_build_behind, name="torg-shelf", daemon=True).start()
    held.is_old = True
    return held


def entries_of(said_by: Mapping[int, Sequence[Document]], names: Mapping[int, Sequence[str]]) -> list[Entry]:
    """The pages as entries, each with what was learnt that people call it."""
    return [
        Entry(
            key=page_id,
            kind=said[0].kind,
            texts=tuple(Text(one.language, one.title, one.words, one.summary, one.text) for one in said),
            audience=said[0].audience,
            popularity=max(one.popularity for one in said),
            learnt=tuple(names.get(page_id, ())),
        )
        for page_id, said in said_by.items()
    ]


def standing() -> tuple[int, ...]:
    """By which rows a shelf stands: another value whenever a page or what was learnt is another."""
    with connection.cursor() as cursor:
        cursor.execute(BOTH)
        return tuple(map(int, cursor.fetchone()))


def _build() -> Built:
    # By what it stands is read first: what comes in between makes the next one.
    now = standing()
    return Built(entries_of(documents_by_page(), wordings()), on_trial(), now)


def _build_behind() -> None:
    try:
        new = _build()
        new.shelf.make_ready()
        _ = new.confidence  # nobody who asks is to wait for it
        _KEPT.built = new
    except Exception:
        log.exception("the shelf could not be built anew; the old one serves on")
    finally:
        _KEPT.is_building = False
        connection.close()
