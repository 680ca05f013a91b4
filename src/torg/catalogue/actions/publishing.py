"""Publishing pages: now, at a moment, after a second pair of eyes; taking them down, and looking at them again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.index import forget, index_documents
from torg.catalogue.actions.writing import insist_on_editor, locked, note_event, review_day, show, standing
from torg.catalogue.content import Content, stored
from torg.catalogue.finding.telling import documents
from torg.catalogue.models import Address, Kind, Page, Service, State
from torg.catalogue.slugs import slug

if TYPE_CHECKING:
    from torg.people.models import Staff


class NothingToPublish(Exception):
    """All that is written is published."""


class SecondPairOfEyes(Exception):
    """The page wants to be approved by somebody else than who wrote it."""


@transaction.atomic
def publish(page_id: int, *, by: Staff | None, now: datetime) -> Page:
    """Shows the draft to citizens from now on; ``by`` is None when the clock does it. A planned withdrawal stands.

    Raises NotAnEditor, NothingToPublish, SecondPairOfEyes.
    """
    insist_on_editor(by)
    page = locked(page_id)
    draft = page.draft
    if draft is None:
        raise NothingToPublish(page_id)
    insist_on_four_eyes(page, by)
    before, content = standing(page), stored(draft.content)
    page.published, page.draft = draft, None
    page.state, page.publish_at, page.asked = State.NONE, None, None
    page.published_at = now
    page.first_published_at = page.first_published_at or now
    page.review_on, page.reminded_on = review_day(now.date(), page.review_months), None
    show(page, content)
    page.service = service_in_step(page)
    page.save()
    settle_addresses(page, content)
    index_documents(page.pk, documents(page.pk, page.kind, content, uses=page.uses))
    note_event(page, "published", by=by, now=now, number=draft.number, before=before)
    return page


@transaction.atomic
def withdraw(page_id: int, *, by: Staff | None, now: datetime) -> Page:
    """Takes a page away from citizens; its words become a draft again, its addresses stay. Raises NotAnEditor."""
    insist_on_editor(by)
    page = locked(page_id)
    if page.published is None:
        return page
    before, number = standing(page), page.published.number
    page.draft = page.draft or page.published
    page.published, page.published_at, page.withdraw_at, page.review_on = None, None, None, None
    page.state = State.DRAFT if page.state == State.NONE else page.state
    page.save()
    if page.service:
        page.service.is_active = False
        page.service.save(update_fields=["is_active"])
    forget(page.pk)
    note_event(page, "withdrawn", by=by, now=now, number=number, before=before)
    return page


@transaction.atomic
def reviewed(page_id: int, *, by: Staff, now: datetime) -> Page:
    """Notes that somebody has looked at a page and that it is right; it is due again later. Raises NotAnEditor."""
    insist_on_editor(by)
    page = locked(page_id)
    before = standing(page)
    page.review_on, page.reminded_on = review_day(now.date(), page.review_months), None
    page.save(update_fields=["review_on", "reminded_on"])
    note_event(page, "reviewed", by=by, now=now, before=before)
    return page


def insist_on_four_eyes(page: Page, by: Staff | None) -> None:
    """Raises SecondPairOfEyes when the page wants another one than who wrote its draft; the clock has been allowed."""
    draft = page.draft
    if draft and page.four_eyes and by is not None and (draft.by_id is None or draft.by_id == by.pk):
        raise SecondPairOfEyes(page.pk)


def service_in_step(page: Page) -> Service | None:
    """The service that enquiries, templates and agreements refer to, brought into step with its page."""
    if page.kind != Kind.SERVICE:
        return None
    said = {"titles": page.titles, "unit_id": page.unit_id, "is_active": True}
    service, _ = Service.objects.update_or_create(key=page.key, defaults=said)
    return service


def settle_addresses(page: Page, content: Content) -> None:
    """Gives the page an address in every language; an earlier one goes on to lead to it."""
    for code in content.languages():
        wanted = slug(content.words[code]["title"], or_else=page.key)
        current = Address.objects.filter(page=page, language=code, is_current=True).first()
        if current and (current.slug == wanted or current.slug.startswith(f"{wanted}-{page.pk}")):
            continue
        taken = Address.objects.filter(kind=page.kind, language=code, slug=wanted).first()
        if taken and taken.page_id != page.pk:
            if taken.is_current:
                wanted, taken = f"{wanted}-{page.pk}", None
            else:
                taken.delete()
                taken = None
        if current:
            current.is_current = False
            current.save(update_fields=["is_current"])
        Address.objects.update_or_create(
            kind=page.kind, language=code, slug=wanted, defaults={"page": page, "is_current": True}
        )
