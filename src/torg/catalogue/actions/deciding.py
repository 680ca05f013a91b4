"""Deciding when a page is seen: planned for a moment, after a second pair of eyes, and taken back again (ALV-31)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.publishing import insist_on_four_eyes, publish
from torg.catalogue.actions.writing import (
    ContentFaulty,
    PageChanged,
    SecondPairOfEyes,
    insist_on_editor,
    locked,
    newest,
    note_event,
    standing,
    wrote,
)
from torg.catalogue.content import Fault
from torg.catalogue.lacking import lacking
from torg.catalogue.models import Page, State

if TYPE_CHECKING:
    from torg.people.models import Staff


class InThePast(Exception):
    """A page is planned for a moment that is to come, and ends after it begins."""


class NotAsked(Exception):
    """Nobody waits for a second pair of eyes on this page."""


class ReasonNeeded(Exception):
    """Who says no says why."""


@transaction.atomic
def publish_draft(page_id: int, *, seen: int, by: Staff, now: datetime) -> Page:
    """Publishes the draft that ``by`` has seen, if nothing that must be there is missing.

    Raises NotAnEditor, PageChanged, ContentFaulty, NothingToPublish, SecondPairOfEyes.
    """
    page = _ready(page_id, seen, by)
    return publish(page.pk, by=by, now=now)


@transaction.atomic
def plan(page_id: int, at: datetime, *, seen: int, by: Staff, now: datetime) -> None:
    """The draft is published at a moment. Raises what publish_draft does, and InThePast."""
    page = _ready(page_id, seen, by)
    if page.draft is None:
        return
    insist_on_four_eyes(page, by)
    if at <= now or (page.withdraw_at and page.withdraw_at <= at):
        raise InThePast(page_id)
    before = standing(page)
    page.state, page.publish_at, page.asked = State.PLANNED, at, None
    page.save(update_fields=["state", "publish_at", "asked"])
    note_event(page, "planned", by=by, now=now, number=page.draft.number, at=at.isoformat(), before=before)


@transaction.atomic
def plan_end(page_id: int, at: datetime | None, *, by: Staff, now: datetime) -> None:
    """The page is taken away from citizens at a moment; None: it is not, after all. Raises NotAnEditor, InThePast."""
    insist_on_editor(by)
    page = locked(page_id)
    if at and (at <= now or (page.publish_at and at <= page.publish_at)):
        raise InThePast(page_id)
    if at == page.withdraw_at:
        return
    before = standing(page)
    page.withdraw_at = at
    page.save(update_fields=["withdraw_at"])
    note_event(
        page, "end_planned" if at else "end_unplanned", by=by, now=now, before=before, at=at.isoformat() if at else ""
    )


@transaction.atomic
def take_back(page_id: int, *, by: Staff, now: datetime) -> None:
    """What was planned or asked is a draft again. Raises NotAnEditor."""
    insist_on_editor(by)
    page = locked(page_id)
    if page.state not in (State.PLANNED, State.ASKED):
        return
    before, what = standing(page), "unplanned" if page.state == State.PLANNED else "unasked"
    page.state, page.publish_at, page.asked = State.DRAFT, None, None
    page.save(update_fields=["state", "publish_at", "asked"])
    note_event(page, what, by=by, now=now, before=before)


@transaction.atomic
def ask(
    page_id: int, whom_id: int | None, *, seen: int, by: Staff, now: datetime, publish_at: datetime | None = None
) -> None:
    """Asks somebody, or anybody, to look at the draft; it is published, or planned for a moment, when they approve.

    Raises NotAnEditor, PageChanged, ContentFaulty, InThePast.
    """
    page = _ready(page_id, seen, by)
    if page.draft is None:
        return
    if publish_at and (publish_at <= now or (page.withdraw_at and page.withdraw_at <= publish_at)):
        raise InThePast(page_id)
    before = standing(page)
    page.state, page.publish_at, page.asked_id = State.ASKED, publish_at, whom_id
    page.save(update_fields=["state", "publish_at", "asked"])
    note_event(page, "asked", by=by, now=now, number=page.draft.number, whom=whom_id, before=before)


@transaction.atomic
def approve(page_id: int, *, seen: int, by: Staff, now: datetime) -> Page:
    """Another one than the writer says yes: the draft is published now, or at the moment that was wished.

    Raises NotAnEditor, NotAsked, PageChanged, ContentFaulty, SecondPairOfEyes.
    """
    page = _asked(page_id, by)
    if page.version != seen:
        raise PageChanged(page.version)
    assert page.draft is not None
    if wrote(page, by):
        raise SecondPairOfEyes(page_id)
    before, at = standing(page), page.publish_at
    if at and at > now:
        page.state, page.asked = State.PLANNED, None
        page.save(update_fields=["state", "asked"])
        note_event(
            page, "approved", by=by, now=now, number=page.draft.number, at=at.isoformat(), before=before
        )  # fmt: skip
        return page
    return publish(page_id, by=by, now=now)


@transaction.atomic
def refuse(page_id: int, reason: str, *, by: Staff, now: datetime) -> None:
    """Says no, and why; the draft goes back to its writer. Raises NotAnEditor, NotAsked, ReasonNeeded."""
    page = _asked(page_id, by)
    if not reason.strip():
        raise ReasonNeeded
    before = standing(page)
    page.state, page.publish_at, page.asked = State.DRAFT, None, None
    page.save(update_fields=["state", "publish_at", "asked"])
    note_event(page, "refused", by=by, now=now, reason=reason.strip()[:2000], before=before)


def _ready(page_id: int, seen: int, by: Staff) -> Page:
    """The page with a draft that may be shown; what must be there and is missing is told."""
    insist_on_editor(by)
    page = locked(page_id)
    if page.version != seen:
        raise PageChanged(page.version)
    missing: tuple[Fault, ...] = lacking(page.kind, newest(page))
    if missing:
        raise ContentFaulty(missing)
    return page


def _asked(page_id: int, by: Staff) -> Page:
    insist_on_editor(by)
    page = locked(page_id)
    if page.state != State.ASKED or page.draft is None:
        raise NotAsked(page_id)
    return page
