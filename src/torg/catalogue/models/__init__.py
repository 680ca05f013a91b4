"""Rows of the catalogue: services, the pages that tell of them, and the templates that answers are made of."""

from __future__ import annotations

from torg.catalogue.models.finding import SearchText
from torg.catalogue.models.importing import ImportBatch
from torg.catalogue.models.pages import Address, Kind, Link, Page, PageEvent, Revision, State
from torg.catalogue.models.processes import Confirmation, QualityRecord, Verdict
from torg.catalogue.models.services import Agreement, Answerer, Service
from torg.catalogue.models.sharing import Borrowed, ShareFile
from torg.catalogue.models.templates import Purpose, ReplyTemplate, TemplateVersion
from torg.catalogue.models.terms import Scheme, Term

__all__ = [
    "Address",
    "Agreement",
    "Answerer",
    "Borrowed",
    "Confirmation",
    "ImportBatch",
    "Kind",
    "Link",
    "Page",
    "PageEvent",
    "Purpose",
    "QualityRecord",
    "ReplyTemplate",
    "Revision",
    "Scheme",
    "SearchText",
    "Service",
    "ShareFile",
    "State",
    "TemplateVersion",
    "Term",
    "Verdict",
]
