"""Reading what people ask: groups that need an editor, one group with its wordings, and what a change has done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import F, Q, QuerySet

from torg.assistant.models import Deed, Question, QuestionGroup
from torg.catalogue.queries.pages import cards

Show = Literal["unanswered", "bad", "rising", "pageless", "decided", "all"]
SHOWS: tuple[Show, ...] = ("unanswered", "bad", "rising", "pageless", "decided", "all")
LEAST = 2
"""A group is shown from two questions on: what one alone asked may tell of who it was. The same words again in one
talk within the hour are one question."""
OFTEN, RISING, RISING_LEAST = 3, 2, 5
WORDINGS = 12
MEASURED = timedelta(days=28)
PAGE = 30


@dataclass(frozen=True, slots=True)
class Group:
    """A group in a list; counts are of thirty days. ``title`` is that of the page that answers, "" for none."""

    id: int
    label: str
    language: str
    asked: int
    asked_before: int
    unknown: int
    judged_bad: int
    judged_good: int
    came_back: int
    escalated: int
    deed: str
    decided_at: datetime | None
    decided_by: str
    page_id: int | None
    title: str
    last_at: datetime
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Of ``asked`` questions so many were ``answered`` and not judged badly."""

    asked: int
    answered: int

    @property
    def per_cent(self) -> int | None:
        """None where nothing was asked."""
        return round(100 * self.answered / self.asked) if self.asked else None


@dataclass(frozen=True, slots=True)
class Measured:
    """The share answered in the four weeks before a change and after it; ``days`` is how long "after" is so far."""

    before: Share
    after: Share
    days: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A group with the ways in which it is asked, the most frequent first, by language too; the pages that were given
    for it (id, title, how often); and what came of the change, None before there is one."""

    group: Group
    wordings: tuple[tuple[str, str, int], ...]
    given: tuple[tuple[int, str, int], ...]
    measured: Measured | None


def groups(show: Show, *, language: str, after: tuple[int, int] | None = None) -> list[Group]:
    """A page of groups that need an editor, the most asked first; ``decided`` are those that somebody has seen to.

    ``after`` are how often the last one of the page before was asked, and its id.
    """
    rows = _shown(show)
    if after is not None:
        rows = rows.filter(asked__lte=after[0]).exclude(asked=after[0], pk__gte=after[1])
    return _groups(rows.order_by("-asked", "-pk")[:PAGE], language)


def how_many(show: Show) -> int:
    """How many groups there are to see to, at most 100."""
    return _shown(show)[:100].count()


def group(group_id: int, *, language: str, now: datetime) -> Whole | None:
    """One group with all that is known of it; None when there is none, or none that is shown yet."""
    row = QuestionGroup.objects.select_related("decided_by").filter(pk=group_id).first()
    if row is None:
        return None
    questions = Question.objects.filter(group=row)
    if not row.deed and questions[:LEAST].count() < LEAST:
        return None
    said = Counter(questions.exclude(text="").order_by("-pk").values_list("text", "language")[:2000])
    given = Counter(questions.filter(page__isnull=False).order_by("-pk").values_list("page_id", flat=True)[:2000])
    titles = {card.id: card.title for card in cards(language, ids=[one for one in given if one])}
    return Whole(
        _groups([row], language)[0],
        tuple((text, code, count) for (text, code), count in said.most_common(WORDINGS)),
        tuple((one, titles[one], count) for one, count in given.most_common(5) if one in titles),
        _measured(row, language, now=now),
    )


def _measured(row: QuestionGroup, language: str, *, now: datetime) -> Measured | None:
    """Measured from when the change could be seen: a page that was written or mended, from its publication on."""
    if not row.deed or row.deed == Deed.LEFT or row.decided_at is None:
        return None
    if row.deed == Deed.LINKED:
        return measured(row.pk, row.decided_at, now=now)
    shown = next(iter(cards(language, ids=[row.page_id] if row.page_id else [])), None)
    if shown is None or shown.published_at is None or shown.published_at < row.decided_at:
        return None
    return measured(row.pk, shown.published_at, now=now)


def measured(group_id: int, changed_at: datetime, *, now: datetime) -> Measured:
    """How many of the group's questions were answered in the weeks before and after a moment."""
    rows = Question.objects.filter(group_id=group_id)
    until = min(now, changed_at + MEASURED)
    return Measured(
        _share(rows.filter(at__gte=changed_at - MEASURED, at__lt=changed_at)),
        _share(rows.filter(at__gte=changed_at, at__lt=until)),
        max(0, (until - changed_at).days),
    )


def _share(rows: QuerySet[Question]) -> Share:
    good = Q(verdict="answer") & (Q(helped=None) | Q(helped=True)) & Q(came_back=False)
    return Share(rows.count(), rows.filter(good).count())


def _shown(show: Show) -> QuerySet[QuestionGroup]:
    rows = QuestionGroup.objects.select_related("decided_by").filter(asked__gte=LEAST)
    if show == "decided":
        return rows.exclude(deed="")
    if show == "all":
        return rows
    rows = rows.filter(deed="")
    match show:
        case "unanswered":
            return rows.filter(asked__lte=2 * F("unknown"))
        case "bad":
            return rows.filter(Q(judged_bad__gt=F("judged_good")) | Q(asked__lt=3 * F("came_back")))
        case "rising":
            return rows.filter(asked__gte=RISING_LEAST).filter(asked__gte=RISING * F("asked_before") + 1)
        case "pageless":
            return rows.filter(asked__gte=OFTEN).filter(unknown=F("asked"))


def _groups(rows: QuerySet[QuestionGroup] | list[QuestionGroup], language: str) -> list[Group]:
    held = list(rows)
    titles = {card.id: card.title for card in cards(language, ids=[row.page_id for row in held if row.page_id])}
    return [
        Group(
            row.pk, row.label, row.language, row.asked, row.asked_before, row.unknown, row.judged_bad, row.judged_good,
            row.came_back, row.escalated, row.deed, row.decided_at, row.decided_by.name if row.decided_by else "",
            row.page_id, titles.get(row.page_id or 0, ""), row.last_at, bool(row.deed),
        )
        for row in held
    ]  # fmt: skip
