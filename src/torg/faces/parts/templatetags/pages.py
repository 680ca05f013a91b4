"""Tags for pages of the catalogue: where a page lies, what its field is called, and data for search engines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from torg.catalogue.queries.pages import Card
from torg.catalogue.topics import audience_name, situation_name, topic_name
from torg.faces.parts.page_details import DOCUMENTS, PROVIDERS, ROLES
from torg.faces.parts.page_ways import contact_path
from torg.faces.parts.sections import group_path, page_path
from torg.faces.parts.templatetags.torg import language

register = template.Library()
TOPIC_ICONS: Mapping[str, str] = {
    "family": "Stroller", "kindergarten-and-school": "HatSchool", "health-and-care": "FirstAidKit",
    "social-services": "HandHeart", "housing": "House", "building-and-planning": "HardHat", "roads-and-traffic": "Car",
    "water-and-sewage": "TapWater", "waste": "Recycle", "nature-and-climate": "Plant",
    "culture-and-leisure": "Palette", "business-and-work": "Briefcase", "taxes-and-fees": "Receipt",
    "safety": "ShieldCheckmark", "democracy": "Gavel", "certificates": "Passport",
}  # fmt: skip
AUDIENCE_ICONS: Mapping[str, str] = {
    "citizen": "Person", "business": "Briefcase", "association": "PersonGroup", "youth": "Backpack",
    "newcomer": "HouseHeart", "tourist": "Compass",
}  # fmt: skip
PAGE_ICONS: Mapping[str, str] = {
    "service": "Tasklist", "article": "Information", "news": "Newsletter", "alert": "ExclamationmarkTriangle",
    "place": "LocationPin", "unit": "Buildings3", "member": "Person", "document": "FileText",
    "offer": "HandShakeHeart", "answer": "ChatElipsis",
}  # fmt: skip
KIND_NAMES: Mapping[str, tuple[object, object]] = {
    "service": (_("Service"), _("Services")),
    "article": (_("Guidance"), _("Guidance")),
    "news": (_("News"), _("News")),
    "alert": (_("Alert"), _("Alerts")),
    "place": (_("Place"), _("Places to come to")),
    "unit": (_("Department"), _("Departments")),
    "member": (_("Elected member"), _("Elected members")),
    "document": (_("Plan or document"), _("Plans and strategies")),
    "offer": (_("Offered by others"), _("Offered by others")),
    "answer": (_("Question and answer"), _("Questions and answers")),
}
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def path_of(card: Card) -> str:
    """The address of a page in a list."""
    return page_path(card.kind, card.slug)


@register.filter
def topic_path(key: str) -> str:
    """The address of the page of a field."""
    return group_path("topic", key)


@register.filter
def situation_path(key: str) -> str:
    """The address of the page of a situation of life."""
    return group_path("situation", key)


@register.filter
def audience_path(key: str) -> str:
    """The address of the page for an audience."""
    return group_path("audience", key)


@register.filter
def topic_said(key: str) -> str:
    """What a field is called in the language of the page."""
    return topic_name(key, language())


@register.filter
def situation_said(key: str) -> str:
    """What a situation of life is called in the language of the page."""
    return situation_name(key, language())


@register.filter
def audience_said(key: str) -> str:
    """What an audience is called in the language of the page."""
    said = audience_name(key, language())
    return said[:1].upper() + said[1:]


@register.filter
def topic_icon(key: str) -> str:
    """The icon of a field."""
    return TOPIC_ICONS.get(key, "Tasklist")


@register.filter
def audience_icon(key: str) -> str:
    """The icon of an audience."""
    return AUDIENCE_ICONS.get(key, "Person")


@register.filter
def page_icon(kind: str) -> str:
    """The icon of a kind of page."""
    return PAGE_ICONS.get(kind, "FileText")


@register.filter
def page_kind(kind: str) -> str:
    """What one page of a kind is called."""
    return str(KIND_NAMES[kind][0])


@register.filter
def page_kinds(kind: str) -> str:
    """What the pages of a kind are called together."""
    return str(KIND_NAMES[kind][1])


@register.filter
def words_of(said: str) -> list[str]:
    """A text as a list of its words."""
    return said.split()


@register.filter
def role_said(role: str) -> str:
    """What an elected member's role is called."""
    return str(ROLES.get(role, ""))


@register.filter
def document_said(sort: str) -> str:
    """What a sort of document is called."""
    return str(DOCUMENTS.get(sort, ""))


@register.filter
def provider_said(sort: str) -> str:
    """What a provider of an offer is."""
    return str(PROVIDERS.get(sort, ""))


@register.filter
def as_day(said: str) -> date | None:
    """A day as a page writes it, "2026-03-01"."""
    return date.fromisoformat(said) if said else None


@register.filter
def lang_of(code: str) -> SafeString:
    """The attribute ``lang`` for words in a language, "" when it is that of the page."""
    return format_html(' lang="{}"', code) if code and code != language() else mark_safe("")


@register.simple_tag
def write_path(topic: str = "", subject: str = "", message: str = "") -> str:
    """The form by which one writes to us, with something filled in."""
    return contact_path(topic, subject=subject, message=message)


@register.simple_tag
def json_ld(data: Mapping[str, Any]) -> SafeString:
    """Data about the page for machines (schema.org); it is never run, and cannot end its own element."""
    said = json.dumps(data, ensure_ascii=False).translate(ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(said))  # noqa: S308 (escaped above)
