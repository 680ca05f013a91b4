"""Tags for whom to call: always, and first of all when what somebody wrote tells of danger (decisions 0122, 0133)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import template
from django.utils import timezone

from torg.assistant.recognising.helping import Help, help_for
from torg.assistant.recognising.understanding import danger_in
from torg.faces.parts.templatetags.torg import language

register = template.Library()
SHOWN_FOR = timedelta(hours=1)
"""How long after it was sent whom to call stands first at a receipt; later, others may read what its owner has open."""


@dataclass(frozen=True, slots=True)
class Told:
    """Danger that somebody wrote of: whom to call, the first first, and whether it is a crisis."""

    lines: tuple[Help, ...]
    is_crisis: bool


@register.simple_tag(takes_context=True)
def emergency_numbers(context: template.Context) -> tuple[Help, ...]:
    """Whom to call when somebody is in danger, whatever has been said: no table of words hears every cry for help."""
    return help_for("emergency", "danger", country=context["municipality"].country, language=language())


@register.simple_tag(takes_context=True)
def danger_told(context: template.Context, *texts: str | None, since: datetime | None = None) -> Told | None:
    """Whom to call for what is written in these texts, None when they tell of no danger.

    ``since`` is when they were sent; what was sent more than an hour ago is not looked at.
    """
    if since is not None and timezone.now() - since > SHOWN_FOR:
        return None
    told = [found for text in texts if text and (found := danger_in(text))]
    if not told:
        return None
    what, detail = min(told, key=lambda found: found[0] != "emergency")
    lines = help_for(what, detail, country=context["municipality"].country, language=language())
    return Told(lines, is_crisis=what == "crisis")
