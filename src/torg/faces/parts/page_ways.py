"""The ways to use a service, the best first, as buttons and links: only those that the strategy offers (ALB-16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from torg.editions.queries import InForce
from torg.faces.parts.units import UnitShown
from torg.strategy.offers import is_offered

LABELS: Mapping[str, object] = {
    "self_service": pgettext_lazy("button", "Do it on the web"),
    "form": pgettext_lazy("button", "Fill in the form"),
    "paper": _("Form on paper"),
    "phone": pgettext_lazy("button", "Call us"),
    "email": _("Write to us"),
    "visit": _("Come to us"),
}
ICONS: Mapping[str, str] = {
    "self_service": "Laptop", "form": "NotePencil", "paper": "FileText", "phone": "Phone", "email": "PencilWriting",
    "visit": "Buildings3",
}  # fmt: skip
ON_THE_WEB = ("self_service", "form")
WANTS: Mapping[str, tuple[str, ...]] = {"phone": ("phone",), "visit": ("visit", "meeting", "assisted")}
"""The kinds of channel of which one must be offered for a way to be shown."""


@dataclass(frozen=True, slots=True)
class WayShown:
    """A way to use a service. ``link`` is "" where there is nothing to press; ``says`` stands beside the label."""

    kind: str
    label: object
    link: str
    icon: str
    says: str = ""
    sign_in: bool = False
    mobile: bool | None = None

    @property
    def leads_outside(self) -> bool:
        """Whether it leads to another site."""
        return self.link.startswith("http")


def ways_shown(
    said: Mapping[str, Any], found: InForce, now: datetime, unit: UnitShown | None, topic: str
) -> tuple[WayShown, ...]:
    """The ways that the facts of a service name; to write to us where they name none."""
    day = found.calendar.local(now).date()
    kinds = {c.kind for c in found.strategy.channels.values() if is_offered(c, day)}
    named = [
        _way(way, unit, topic)
        for way in said.get("ways", ())
        if way["kind"] not in WANTS or kinds & set(WANTS[way["kind"]])
    ]
    usable = tuple(way for way in named if way.link)
    return usable or (_way({"kind": "email"}, unit, topic),)


def outside(kind: str, said: Mapping[str, Any]) -> tuple[WayShown, ...]:
    """Where a document, or what somebody else offers, is found."""
    url = str(said.get("url", ""))
    if not url or kind not in ("document", "offer"):
        return ()
    label = _("Open the document") if kind == "document" else _("Go to their own page")
    return (WayShown(kind, label, url, "FileText" if kind == "document" else "ExternalLink"),)


def _way(way: Mapping[str, Any], unit: UnitShown | None, topic: str) -> WayShown:
    kind, url = str(way["kind"]), str(way.get("url", ""))
    says = ""
    if kind == "phone":
        says = unit.phone if unit else ""
        url = f"tel:{''.join(c for c in says if c.isdigit() or c == '+')}" if says else ""
    elif kind == "email":
        url = contact_path(topic)
    elif kind == "visit":
        url = url or reverse("portal:pages", args=("place",))
    on_the_web = kind in ON_THE_WEB
    return WayShown(
        kind=kind, label=way.get("name") or LABELS[kind], link=url, icon=ICONS[kind], says=says,
        sign_in=bool(way.get("sign_in")), mobile=bool(way.get("mobile")) if on_the_web and "mobile" in way else None,
    )  # fmt: skip


def contact_path(topic: str = "", **more: str) -> str:
    """The form by which one writes to us, with something filled in."""
    values = {name: value for name, value in {"topic": topic, **more}.items() if value}
    return reverse("portal:contact") + (f"?{urlencode(values)}" if values else "")
