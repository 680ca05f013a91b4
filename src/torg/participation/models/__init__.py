"""Rows of participation: how often pages are read, what is searched for, and what people say of the pages."""

from __future__ import annotations

from torg.participation.models.opinions import Opinion, Outcome
from torg.participation.models.use import PageUse, SearchDecision, SearchUse

__all__ = ["Opinion", "Outcome", "PageUse", "SearchDecision", "SearchUse"]
