"""The question that stands on every page that has one."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from torg.faces.parts.asked import ROUTES
from torg.faces.portal.asking import OF_A_PAGE, PageToken
from torg.participation.queries.surveys import survey_of_page

register = template.Library()


@register.inclusion_tag("portal/useful.html", takes_context=True)
def useful(context: template.Context) -> dict[str, Any]:
    """Asks about the page that is shown: by its key (``shown.key``) or its route; nothing where none is asked of."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    name = match.url_name if match and match.namespace == "portal" else ""
    key = getattr(context.get("shown"), "key", "") if name in OF_A_PAGE else ""
    if request is None or not (key or name in ROUTES):
        return {}
    asked = survey_of_page(key, today=timezone.localdate()) if key else None
    return {"page": PageToken(key, "" if key else name, request.path).sealed(), "survey": asked}
