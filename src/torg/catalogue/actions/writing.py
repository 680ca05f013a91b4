"""Writing pages: every save is a revision that stays, and nothing is seen by citizens before it is published."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from torg.catalogue.content import Content, Fault, stored
from torg.catalogue.models import Kind, Page, PageEvent, Revision, State
from torg.catalogue.queries import may_edit

if TYPE_CHECKING:
    from torg.people.models import Staff


MOMENTS = ("publish_at", "withdraw_at", "published_at", "first_published_at")
DAYS = ("review_on", "reminded_on")


class NotAnEditor(Exception):
    """Pages are written by editors, managers and administrators."""


class PageChanged(Exception):
    """Somebody has saved another revision since this one was read; ``number`` is the newest."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class SecondPairOfEyes(Exception):
    """The page wants to be approved by somebody else than who wrote it."""


class KeyTaken(Exception):
    """There is a page with this key already."""


class ContentFaulty(Exception):
    """What was written can not be saved; ``faults`` says where and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose a page is: the unit that answers for it, who looks after it, and how often in months."""

    unit_id: int
    owner_id: int | None = None
    review_months: int = 12
    four_eyes: bool = False
    based_on: str = ""
    outside_id: str = ""


def insist_on_editor(by: Staff | None) -> None:
    """Raises NotAnEditor; ``by`` is None for what the house does itself."""
    if by is not None and not may_edit(by):
        raise NotAnEditor(by.pk)


@transaction.atomic
def make_page(
    key: str, kind: str, content: Content, belonging: Belonging, *, by: Staff | None, now: datetime, what: str = "made"
) -> Page:
    """Makes a page as a draft, which citizens do not see. Raises NotAnEditor, KeyTaken, ContentFaulty (no words)."""
    insist_on_editor(by)
    insist_on_words(content)
    if Page.objects.filter(key=key).exists():
        raise KeyTaken(key)
    page = Page.objects.create(
        key=key, kind=Kind(kind), unit_id=belonging.unit_id, owner_id=belonging.owner_id,
        review_months=belonging.review_months, four_eyes=belonging.four_eyes, based_on=belonging.based_on,
        outside_id=belonging.outside_id, source_language=content.languages()[0], written_at=now,
        titles=titles(content), summaries=summaries(content), topics=list(content.facts.get("topics", ())),
        situations=list(content.facts.get("situations", ())), audience=list(content.facts.get("audience", ())),
        facts=content.to_json()["facts"],
    )  # fmt: skip
    save_revision(page, content, what, by=by, now=now)
    return page


@transaction.atomic
def write(
    page_id: int, content: Content, *, seen: int, by: Staff | None, now: datetime, what: str = "changed",
    note: str = "", up_to_date: Sequence[str] = (),
) -> Page:  # fmt: skip
    """Saves new words and facts as the draft; ``seen`` is the number of the revision that the writer has read.

    A translation counts as lagging when its source changed and it did not, until it is changed or stands in
    ``up_to_date``. Raises NotAnEditor, PageChanged, ContentFaulty (no words).
    """
    insist_on_editor(by)
    insist_on_words(content)
    page = locked(page_id)
    if page.version != seen:
        raise PageChanged(page.version)
    before = newest(page)
    if before == content and not set(up_to_date) & set(page.lagging):
        return page
    page.lagging = lagging(page, before, content, up_to_date)
    if page.source_language not in content.languages():
        page.source_language = content.languages()[0]
    if page.published_id is None:
        show(page, content)
    save_revision(page, content, what, by=by, now=now, note=note)
    return page


@transaction.atomic
def bring_back(page_id: int, number: int, *, by: Staff, now: datetime) -> Page:
    """Saves the words and facts of an earlier revision once more, as the draft. Raises NotAnEditor."""
    page = locked(page_id)
    content = stored(Revision.objects.get(page=page, number=number).content)
    return write(page_id, content, seen=page.version, by=by, now=now, what="brought_back", note=str(number))


@transaction.atomic
def drop_draft(page_id: int, *, by: Staff, now: datetime) -> None:
    """Lets what is published be the newest again; what was drafted stays in the history. Raises NotAnEditor."""
    insist_on_editor(by)
    page = locked(page_id)
    if page.draft_id is None or page.published_id is None:
        return
    before, number = standing(page), page.draft.number if page.draft else 0
    page.draft, page.state, page.publish_at, page.asked = None, State.NONE, None, None
    page.lagging, page.source_language = page.lagging_shown, page.source_shown or page.source_language
    page.save(update_fields=["draft", "state", "publish_at", "asked", "lagging", "source_language"])
    note_event(page, "draft_dropped", by=by, now=now, number=number, before=before)


@transaction.atomic
def hand_over(page_id: int, belonging: Belonging, *, by: Staff | None, now: datetime) -> None:
    """Changes whose a page is, and how often it is looked at.

    Raises NotAnEditor, and SecondPairOfEyes for who has written what waits for one and would do without.
    """
    insist_on_editor(by)
    page = locked(page_id)
    if page.four_eyes and not belonging.four_eyes and by is not None and page.draft and wrote(page, by):
        raise SecondPairOfEyes(page_id)
    before = standing(page)
    if belonging.four_eyes and not page.four_eyes and page.state == State.PLANNED:
        page.state, page.publish_at = State.DRAFT, None  # what nobody else has looked at is planned no more
    page.unit_id, page.owner_id = belonging.unit_id, belonging.owner_id
    page.review_months, page.four_eyes = belonging.review_months, belonging.four_eyes
    after = standing(page)
    if after == before:
        return
    if page.review_on and before["review_months"] != page.review_months:
        page.review_on = review_day(now.date(), page.review_months)
    page.save(update_fields=["unit", "owner", "review_months", "four_eyes", "review_on", "state", "publish_at"])
    if page.service:
        page.service.unit_id = page.unit_id
        page.service.save(update_fields=["unit"])
    note_event(page, "handed_over", by=by, now=now, before=before, after=after)


# -- what the other actions of pages share ----------------------------------------------------------------------------


def locked(page_id: int) -> Page:
    """The page, held until the transaction ends."""
    return Page.objects.select_for_update().get(pk=page_id)


def wrote(page: Page, by: Staff) -> bool:
    """Whether somebody has written any of what is saved since the revision that citizens see."""
    since = page.published.number if page.published else 0
    return Revision.objects.filter(page=page, number__gt=since, by=by).exists()


def newest(page: Page) -> Content:
    """What was saved last, published or not."""
    found = page.draft or page.published
    return stored(found.content) if found else Content()


def save_revision(
    page: Page, content: Content, what: str, *, by: Staff | None, now: datetime, note: str = ""
) -> Revision:
    """Adds a revision and makes it the page's draft; what waited for approval or a moment waits no more."""
    page.version += 1
    page.draft = Revision.objects.create(
        page=page, number=page.version, content=content.to_json(), what=what, note=note[:300], at=now, by=by
    )
    page.state, page.publish_at, page.asked, page.written_at = State.DRAFT, None, None, now
    page.save()
    return page.draft


def standing(page: Page) -> dict[str, Any]:
    """How a page stands beside its words, as plain data: what undoing goes back to."""
    return {
        "version": page.version, "state": page.state,
        "published": page.published.number if page.published else None,
        "draft": page.draft.number if page.draft else None, "asked": page.asked_id, "unit": page.unit_id,
        "owner": page.owner_id, "review_months": page.review_months, "four_eyes": page.four_eyes,
        **{name: _plain(getattr(page, name)) for name in (*MOMENTS, *DAYS)},
    }  # fmt: skip


def _plain(when: date | None) -> str:
    return when.isoformat() if when else ""


def show(page: Page, content: Content) -> None:
    """Copies to the page's row what lists need of its content; the caller saves it."""
    page.titles, page.summaries = titles(content), summaries(content)
    page.topics = list(content.facts.get("topics", ()))
    page.situations = list(content.facts.get("situations", ()))
    page.audience = list(content.facts.get("audience", ()))
    page.facts = content.to_json()["facts"]


def titles(content: Content) -> dict[str, str]:
    """The title by language."""
    return {code: content.words[code]["title"] for code in content.languages()}


def summaries(content: Content) -> dict[str, str]:
    """What the page is about by language, where that is written."""
    return {code: said["summary"] for code, said in content.words.items() if said.get("summary")}


def lagging(page: Page, before: Content, after: Content, up_to_date: Sequence[str]) -> list[str]:
    """The languages whose words are older than those of the source language."""
    source = page.source_language
    moved = before.words.get(source) != after.words.get(source)
    found = []
    for code in after.languages():
        if code == source or code in up_to_date or before.words.get(code) != after.words.get(code):
            continue
        if moved or code in page.lagging:
            found.append(code)
    return found


def note_event(page: Page, what: str, *, by: Staff | None, now: datetime, **data: Any) -> None:
    """Adds what happened to the page's story."""
    PageEvent.objects.create(page=page, what=what, at=now, by=by, data=data)


def review_day(today: date, months: int) -> date:
    """The day on which a page is to be looked at again."""
    years, month = divmod(today.month - 1 + months, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def insist_on_words(content: Content) -> None:
    """Raises ContentFaulty when there is no title in any language."""
    if not content.languages():
        raise ContentFaulty([Fault("", "no_words")])
