"""Asking the panel or the readers of a page one to three questions, and taking in what they answer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from torg.catalogue.actions.writing import insist_on_editor
from torg.mailroom.actions import post_many
from torg.participation import letters
from torg.participation.models import Invitation, PanelMember, Survey, SurveyAnswer
from torg.participation.questions import Question, stored

if TYPE_CHECKING:
    from torg.people.models import Staff

MOST_A_DAY = 1000  # answers of readers to one survey: more than that is a machine


class NobodyToAsk(Exception):
    """Nobody in the panel wants to be asked about these fields."""


class Closed(Exception):
    """The survey has ended, the link is used, or there is no such survey."""


class NothingSaid(Exception):
    """No question was answered."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A survey as somebody writes it; ``page_id`` None asks the panel, those interested in ``topics`` or all."""

    title: str
    language: str
    questions: tuple[Question, ...]
    ends_on: date
    page_id: int | None = None
    topics: tuple[str, ...] = ()


@transaction.atomic
def ask(plan: Plan, *, by: Staff, now: datetime) -> int:
    """Opens a survey and writes to those in the panel whom it is for; gives its id. Raises NotAnEditor, NobodyToAsk."""
    insist_on_editor(by)
    members = [] if plan.page_id is not None else _members(plan.topics)
    if plan.page_id is None and not members:
        raise NobodyToAsk
    survey = Survey.objects.create(
        title=plan.title.strip(), language=plan.language, questions=[one.to_json() for one in plan.questions],
        page_id=plan.page_id, topics=list(plan.topics), asked=len(members), ends_on=plan.ends_on, made_at=now,
        made_by=by,
    )  # fmt: skip
    rows = [Invitation(survey=survey, member=member, token=secrets.token_urlsafe(24)) for member in members]
    Invitation.objects.bulk_create(rows)
    posts = [
        letters.invite(
            row.member.email, row.member.language, title=survey.title, ends_on=plan.ends_on, token=row.token,
            leave=row.member.token, now=now,
        )
        for row in rows
    ]  # fmt: skip
    post_many(posts, now=now)
    return survey.pk


@transaction.atomic
def answer_by_link(token: str, said: Sequence[Any], *, now: datetime) -> None:
    """Takes in what a member answers, once. Raises Closed, NothingSaid."""
    found = Invitation.objects.select_for_update().select_related("survey").filter(token=token, is_used=False).first()
    if found is None:
        raise Closed
    _take_in(found.survey, said, now)
    found.is_used = True
    found.save(update_fields=["is_used"])


@transaction.atomic
def answer_on_page(survey_id: int, said: Sequence[Any], *, now: datetime) -> None:
    """Takes in what a reader answers. Raises Closed (also when too many answer on one day), NothingSaid."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('torg.participation.surveys', %s))", [survey_id])
    survey = Survey.objects.filter(pk=survey_id, page__isnull=False).first()
    if survey is None or survey.answers.filter(day=timezone.localdate(now)).count() >= MOST_A_DAY:
        raise Closed
    _take_in(survey, said, now)


@transaction.atomic
def end(survey_id: int, *, by: Staff, now: datetime) -> None:
    """Ends a survey before its day; its links lead nowhere any more. Raises NotAnEditor."""
    insist_on_editor(by)
    _end([survey_id], now)


@transaction.atomic
def end_due(*, now: datetime) -> int:
    """Ends the surveys whose day has passed; gives how many."""
    due = Survey.objects.filter(ended_at=None, ends_on__lt=timezone.localdate(now)).values_list("pk", flat=True)
    return _end(list(due), now)


def _end(survey_ids: Sequence[int], now: datetime) -> int:
    Invitation.objects.filter(survey_id__in=survey_ids).delete()
    return Survey.objects.filter(pk__in=survey_ids, ended_at=None).update(ended_at=now)


def _take_in(survey: Survey, said: Sequence[Any], now: datetime) -> None:
    today = timezone.localdate(now)
    if survey.ended_at is not None or survey.ends_on < today:
        raise Closed
    read = [question.read(value) for question, value in zip(stored(survey.questions), said, strict=True)]
    if all(one is None for one in read):
        raise NothingSaid
    SurveyAnswer.objects.create(survey=survey, said=read, day=today)


def _members(topics: Sequence[str]) -> list[PanelMember]:
    rows = PanelMember.objects.filter(confirmed_at__isnull=False).order_by("pk")
    return [one for one in rows if not topics or not one.interests or not set(topics).isdisjoint(one.interests)]
