"""Undoing what was done to a page last: it stands again as it did before, and the story says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from torg.catalogue.actions.index import forget, index_documents
from torg.catalogue.actions.publishing import service_in_step, settle_addresses
from torg.catalogue.actions.writing import (
    DAYS,
    MOMENTS,
    insist_on_editor,
    locked,
    newest,
    note_event,
    show,
    standing,
)
from torg.catalogue.content import Content, stored
from torg.catalogue.finding.telling import documents
from torg.catalogue.models import Page, PageEvent, Revision, State

if TYPE_CHECKING:
    from torg.people.models import Staff

UNDO_WITHIN = timedelta(days=7)


class CannotUndo(Exception):
    """Something else has happened to the page since, or it is too long ago."""


def can_undo(event: PageEvent, page: Page, *, now: datetime) -> bool:
    """Whether an event, the page's newest, can be undone: nothing was written since, and it was within a week."""
    before = event.data.get("before", {})
    return before.get("version") == page.version and event.at >= now - UNDO_WITHIN


@transaction.atomic
def undo(page_id: int, event_id: int, *, by: Staff, now: datetime) -> str:
    """Undoes the newest event of a page and gives what it was. Raises NotAnEditor, CannotUndo."""
    insist_on_editor(by)
    page = locked(page_id)
    event = PageEvent.objects.filter(page=page).order_by("-id").first()
    if event is None or event.pk != event_id or not can_undo(event, page, now=now):
        raise CannotUndo(page_id)
    was, before = page.published_id, standing(page)
    _stand(page, event.data["before"], now=now)
    content = stored(page.published.content) if page.published else newest(page)
    show(page, content)
    if was != page.published_id:
        _in_step(page)
    page.save()
    if was != page.published_id:
        _found_as_it_stands(page, content)
    if page.service and page.service.unit_id != page.unit_id:
        page.service.unit_id = page.unit_id
        page.service.save(update_fields=["unit"])
    note_event(page, "undone", by=by, now=now, undone=event.what, before=before)
    return event.what


def _found_as_it_stands(page: Page, content: Content) -> None:
    """What is published has its addresses and is found by its words; what is not is found no more."""
    if page.published:
        settle_addresses(page, content)
        index_documents(page.pk, documents(page.pk, page.kind, content, uses=page.uses))
    else:
        forget(page.pk)


def _in_step(page: Page) -> None:
    if page.published:
        page.service = service_in_step(page)
    elif page.service:
        page.service.is_active = False
        page.service.save(update_fields=["is_active"])


def _stand(page: Page, before: dict[str, Any], *, now: datetime) -> None:
    """The page stands as it did; a moment that has passed meanwhile is planned no more."""

    def revision(number: int | None) -> Revision | None:
        return Revision.objects.get(page=page, number=number) if number else None

    page.published, page.draft = revision(before["published"]), revision(before["draft"])
    page.state, page.asked_id = before["state"], before["asked"]
    page.unit_id, page.owner_id = before["unit"], before["owner"]
    page.review_months, page.four_eyes = before["review_months"], before["four_eyes"]
    for name in MOMENTS:
        setattr(page, name, datetime.fromisoformat(before[name]) if before[name] else None)
    for name in DAYS:
        setattr(page, name, date.fromisoformat(before[name]) if before[name] else None)
    if page.state == State.PLANNED and page.publish_at and page.publish_at <= now:
        page.state, page.publish_at = State.DRAFT, None
    if page.withdraw_at and page.withdraw_at <= now:
        page.withdraw_at = None
