"""Adding up how well questions are answered, a row a day; and drawing answers by chance to be graded (KON-31)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from torg.assistant.actions.learn import note_sign
from torg.assistant.models import AnswerDay, Conversation, Grade, Message, Outcome, Question, Sample
from torg.catalogue.actions.writing import insist_on_editor
from torg.enquiries.queries.first_contact import first_contacts

if TYPE_CHECKING:
    from torg.people.models import Staff

A_WEEK = 20  # answers drawn each week
LATER = timedelta(hours=1)  # who asks again after so long has gone and come back
TALKED = ("phone", "chat")
WITHIN = timedelta(days=14)


@transaction.atomic
def add_up(since: date, until: date, *, zone: ZoneInfo) -> int:
    """Counts the questions and the conversations that ended on each day from ``since`` to ``until``; gives the days.

    What happened before is left as it was counted: the rows behind it may be gone.
    """
    questions = _by_day(Question.objects, "at", since, until, zone, {
        "asked": Count("pk"), "answered": Count("pk", filter=Q(verdict="answer")),
        "unknown": Count("pk", filter=Q(verdict="unknown")), "outside": Count("pk", filter=Q(in_hours=False)),
        "judged_good": Count("pk", filter=Q(helped=True)), "judged_bad": Count("pk", filter=Q(helped=False)),
    })  # fmt: skip
    contained = Q(outcome=Outcome.CONTAINED)
    talks = _by_day(Conversation.objects.filter(stage="ended"), "ended_at", since, until, zone, {
        "ended": Count("pk"), "contained": Count("pk", filter=contained),
        "escalated": Count("pk", filter=Q(outcome=Outcome.ESCALATED)),
        "abandoned": Count("pk", filter=Q(outcome=Outcome.ABANDONED)),
        "again": Count("pk", filter=contained & Q(enquiry__isnull=False)),
    })  # fmt: skip
    contacts = first_contacts(TALKED, since, until, zone=zone)
    days = sorted(questions.keys() | talks.keys() | contacts.keys())
    for day in days:
        settled, at_once = contacts.get(day, (0, 0))
        counted = {**questions.get(day, {}), **talks.get(day, {}), "settled": settled, "at_once": at_once}
        AnswerDay.objects.update_or_create(day=day, defaults=counted)
    return len(days)


def _by_day(
    rows: Any, field: str, since: date, until: date, zone: ZoneInfo, counts: dict[str, Count]
) -> dict[date, dict[str, int]]:
    start = datetime.combine(since, datetime.min.time(), tzinfo=zone)
    end = datetime.combine(until + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    within = rows.filter(**{f"{field}__gte": start, f"{field}__lt": end})
    found = within.annotate(day=TruncDate(field, tzinfo=zone)).values("day").annotate(**counts).order_by("day")
    return {row.pop("day"): row for row in found}


@transaction.atomic
def notice_returns(*, now: datetime) -> int:
    """Marks questions whose asker came back with the same within days, as conversations tell it; gives how many.

    That is: the same was asked again in the same conversation after an hour or more, or the conversation that had been
    answered became an enquiry after all.
    """
    numbers = set(_asked_again(now)) | set(_last_of(_became_enquiries(now)))
    again = list(Question.objects.filter(pk__in=numbers, came_back=False))
    for one in again:
        one.came_back = True
        if one.page_id is not None and one.text:
            note_sign(one.text, one.page_id, "again", language=one.language, address="", now=now)
    Question.objects.bulk_update(again, ["came_back"])
    return len(again)


@transaction.atomic
def notice_escalated(*, now: datetime) -> int:
    """Marks the last question before a person was asked for, of conversations of late; gives how many."""
    passed_on = Conversation.objects.filter(waiting_since__isnull=False, last_at__gt=now - WITHIN)
    numbers = set(_last_of(passed_on))
    return Question.objects.filter(pk__in=numbers, escalated=False).update(escalated=True)


def _asked_again(now: datetime) -> Iterator[int]:
    said = Message.objects.filter(
        at__gt=now - WITHIN, speaker="assistant", data__question__isnull=False
    ).values_list("conversation_id", "at", "data__question").order_by("conversation_id", "at")  # fmt: skip
    by_talk: dict[int, list[tuple[datetime, int]]] = {}
    for talk, at, question in said.iterator():
        if isinstance(question, int):
            by_talk.setdefault(talk, []).append((at, question))
    several = {talk: asked for talk, asked in by_talk.items() if asked[-1][0] - asked[0][0] >= LATER}
    numbers = {question for asked in several.values() for _at, question in asked}
    groups = dict(Question.objects.filter(pk__in=numbers, group__isnull=False).values_list("pk", "group_id"))
    for asked in several.values():
        for place, (at, question) in enumerate(asked):
            later = {groups.get(other) for moment, other in asked[place + 1 :] if moment - at >= LATER}
            if question in groups and groups[question] in later:
                yield question


def _became_enquiries(now: datetime) -> QuerySet[Conversation]:
    return Conversation.objects.filter(
        stage="ended", outcome=Outcome.CONTAINED, enquiry__isnull=False, ended_at__gt=now - WITHIN
    )


def _last_of(talks: QuerySet[Conversation]) -> Iterator[int]:
    """The last question of each conversation."""
    said = Message.objects.filter(conversation__in=talks, speaker="assistant", data__question__isnull=False)
    rows = said.order_by("pk").values_list("conversation_id", "data__question")
    last = {talk: question for talk, question in rows if isinstance(question, int)}
    yield from last.values()


@transaction.atomic
def draw(*, now: datetime, count: int = A_WEEK) -> int:
    """Draws answers of the last seven days by chance, once a week; gives how many were drawn."""
    monday = (now - timedelta(days=now.weekday())).date()
    if Sample.objects.filter(drawn_on=monday).exists():
        return 0
    answers: QuerySet[Question] = Question.objects.filter(
        at__gt=now - timedelta(days=7), verdict="answer", page__isnull=False, sample=None
    ).exclude(text="")
    drawn = answers.order_by("?")[:count]
    return len(Sample.objects.bulk_create(Sample(question=one, drawn_on=monday) for one in drawn))


@transaction.atomic
def grade(sample_id: int, grade: str, *, by: Staff, now: datetime) -> None:
    """An editor judges an answer, or with "" takes the judgement back; the same answer to the same words that was
    drawn in the same week is judged with it. Raises NotAnEditor, ValueError.
    """
    insist_on_editor(by)
    judged = Grade(grade) if grade else None
    one = Sample.objects.select_related("question").filter(pk=sample_id).first()
    if one is None:
        return
    asked = one.question
    Sample.objects.filter(
        drawn_on=one.drawn_on,
        grade=one.grade,
        question__text=asked.text,
        question__language=asked.language,
        question__page=asked.page_id,
    ).update(grade=judged or "", graded_at=now if judged else None, graded_by=by if judged else None)
