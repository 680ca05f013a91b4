"""Rows of participation: how often pages are read, what is searched for, what people say and answer us."""

from __future__ import annotations

from torg.participation.models.opinions import Opinion, Outcome
from torg.participation.models.panel import Invitation, PanelMember, Survey, SurveyAnswer
from torg.participation.models.use import PageUse, SearchDecision, SearchUse

__all__ = [
    "Invitation",
    "Opinion",
    "Outcome",
    "PageUse",
    "PanelMember",
    "SearchDecision",
    "SearchUse",
    "Survey",
    "SurveyAnswer",
]
