"""Publishing pages: now, at a moment, after a second pair of eyes; taking them down, and looking at them again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.index import forget, index_documents
from torg.catalogue.actions.writing import (
    SecondPairOfEyes,
    insist_on_editor,
    locked,
    note_event,
    review_day,
    show,
    standing,
    wrote,
)
from torg.catalogue.content import Content, stored
from torg.catalogue.finding.telling import documents
from torg.catalogue.models import Address, Kind, Page, Service, State
from torg.catalogue.slugs import slug

if TYPE_CHECKING:
    from torg.people.models import Staff


class NothingToPublish(Exception):
    """All that is written is published."""


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
    page.withdraw_at = page.withdraw_at if page.withdraw_at and page.withdraw_at > now else None
    page.published_at = now
    page.lagging_shown, page.source_shown = page.lagging, page.source_language
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
    if page.draft and page.four_eyes and by is not None and (page.draft.by_id is None or wrote(page, by)):
        raise SecondPairOfEyes(page.pk)


def service_in_step(page: Page) -> Service | None:
    """The service that enquiries, templates and agreements refer to, brought into step with its page."""
    if page.kind != Kind.SERVICE:
        return None
    said = {"titles": page.titles, "unit_id": page.unit_id, "is_active": True}
    service, _ = Service.objects.update_or_create(key=page.key, defaults=said)
    return service


def settle_addresses(page: Page, content: Content) -> None:
    """Gives the page an address in every language that it is written in; an earlier one goes on to lead to it."""
    codes = content.languages()
    own = list(Address.objects.select_for_update().filter(page=page).order_by("pk"))
    current = {one.language: one for one in own if one.is_current}
    for code in codes:
        base = slug(content.words[code]["title"], or_else=page.key)
        held = current.get(code)
        if held and (
            held.slug == base or held.slug == f"{base}-{page.pk}" or held.slug.startswith(f"{base}-{page.pk}-")
        ):
            continue
        wanted = _free(page, code, base)
        if held:
            held.is_current = False
            held.save(update_fields=["is_current"])
        had = next((one for one in own if (one.kind, one.language, one.slug) == (page.kind, code, wanted)), None)
        again = had or Address(page=page, kind=page.kind, language=code, slug=wanted)
        again.is_current = True
        again.save()
    for code, held in current.items():
        if code not in codes:
            held.is_current = False
            held.save(update_fields=["is_current"])


def _free(page: Page, code: str, base: str) -> str:
    """The first of base, base-7, base-7-2 ... that no other page has now; what it had before is let go."""
    number, wanted = 1, base
    while taken := Address.objects.filter(kind=page.kind, language=code, slug=wanted).exclude(page=page).first():
        if not taken.is_current:
            taken.delete()
            break
        wanted = f"{base}-{page.pk}" if number == 1 else f"{base}-{page.pk}-{number}"
        number += 1
    return wanted
