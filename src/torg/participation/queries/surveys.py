"""Reading the panel and the surveys: how many there are, what is asked now, and what was answered from five on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from torg.participation.models import Invitation, PanelMember, Survey, SurveyAnswer
from torg.participation.questions import Question, Result, result, stored

SHOWN_FROM = 5
"""Fewer answers than this could be told apart, so nothing of them is shown."""


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """A survey; ``page_id`` is None for the panel's, of whom ``asked`` were written to."""

    id: int
    title: str
    language: str
    questions: tuple[Question, ...]
    page_id: int | None
    asked: int
    answered: int
    ends_on: date
    ended_at: datetime | None


def surveys(*, limit: int = 100) -> list[SurveyFacts]:
    """All surveys, the newest first."""
    rows = Survey.objects.annotate(answered=Count("answers")).order_by("-pk")[:limit]
    return [_facts(row, row.answered) for row in rows]


def survey(survey_id: int) -> SurveyFacts | None:
    """One survey."""
    row = Survey.objects.filter(pk=survey_id).first()
    return _facts(row, row.answers.count()) if row else None


def results(survey_id: int) -> tuple[Result, ...] | None:
    """What was answered, question by question; None when fewer than five have."""
    found = survey(survey_id)
    if found is None or found.answered < SHOWN_FROM:
        return None
    said = list(SurveyAnswer.objects.filter(survey_id=survey_id).values_list("said", flat=True))
    return tuple(result(one, [row[place] for row in said]) for place, one in enumerate(found.questions))


def asked_by(token: str, *, today: date) -> SurveyFacts | None:
    """The survey that a secret link leads to; None when it has been answered or has ended."""
    found = Invitation.objects.select_related("survey").filter(token=token, is_used=False).first()
    return _open(found.survey, today) if found else None


def asked_on(survey_id: int, *, today: date) -> SurveyFacts | None:
    """A survey that readers may answer now."""
    row = Survey.objects.filter(pk=survey_id, page__isnull=False).first()
    return _open(row, today) if row else None


def survey_of_page(key: str, *, today: date) -> int | None:
    """The id of the survey that stands on a page now."""
    rows = Survey.objects.filter(page__key=key, ended_at=None, ends_on__gte=today).order_by("-pk")
    return rows.values_list("pk", flat=True).first()


def members() -> int:
    """How many are in the panel."""
    return PanelMember.objects.filter(confirmed_at__isnull=False).count()


def is_member(token: str) -> bool:
    """Whether a link leads to an address that we have, confirmed or not."""
    return PanelMember.objects.filter(token=token).exists()


def _open(row: Survey, today: date) -> SurveyFacts | None:
    return _facts(row, 0) if row.ended_at is None and row.ends_on >= today else None


def _facts(row: Survey, answered: int) -> SurveyFacts:
    return SurveyFacts(
        row.pk, row.title, row.language, stored(row.questions), row.page_id, row.asked, answered, row.ends_on,
        row.ended_at,
    )  # fmt: skip
