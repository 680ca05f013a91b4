"""The portal as an app on a phone: its manifest, its worker, and the page that is there when the network is not.

The worker keeps that page and the files it is made of, and nothing else: never a page that somebody has looked at, so
nothing about a person, and nothing that was true yesterday (what is open now, when an answer comes).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext, override
from django.views.decorators.http import require_safe

from torg.editions.queries import InForce, NoStrategy, in_force
from torg.faces.parts import theme
from torg.faces.parts.colours import shades
from torg.faces.parts.hours import in_words
from torg.faces.parts.languages import offered
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.open_to_all import open_to_all

MINUTES = timedelta(minutes=10)
"""New hours and numbers reach a phone at most this long after it asks next."""
WORKER = Path(__file__).parent / "worker.js"
FILE = re.compile(rb'(?:href|src)="(/[^"]+\.(?:css|js|svg|woff2)(?:\?v=[0-9a-f]+)?)"')
"""The files that a page names, as it names them."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call, whose it is, and when somebody is there."""

    name: str
    number: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """A place to come to, and when it is open."""

    name: str
    hours: tuple[str, ...]


@open_to_all
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page without a network: numbers, hours and places, as the strategy in force says them."""
    response = render(request, "portal/offline.html", _shown(in_force(timezone.now())))
    response["Cache-Control"] = "public, no-cache"
    return response


def _shown(found: InForce) -> dict[str, object]:
    strategy, code = found.strategy, language()

    def hours(key: str) -> tuple[str, ...]:
        return in_words(strategy.hours[key], code) if key in strategy.hours else ()

    own = strategy.municipality.phone
    phones = [one for one in strategy.channels.values() if one.kind == "phone" and one.offered]
    numbers = [Number(one.name, one.number, hours(one.hours)) for one in phones if one.number]
    if own and own not in [one.number for one in numbers]:
        numbers.insert(0, Number(strategy.municipality.name, own, hours(phones[0].hours) if phones else ()))
    doors = [Door(one.name, hours(one.hours)) for one in strategy.places.values()]
    return {"here": "offline", "numbers": numbers, "doors": doors}


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest in the language of the page (W3C): what the app is called, and how it looks."""
    name = in_force(timezone.now()).strategy.municipality.name
    colour = shades(settings.COLOUR_MAIN, "light")
    said = {
        "id": reverse("parts:front"),
        "name": name,
        "short_name": name.removesuffix(" kommune").removesuffix(" Kommune"),
        "description": gettext("Find services, write to us, and see when you get an answer."),
        "lang": language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("portal:home"),
        "scope": reverse("parts:front"),
        "display": "standalone",
        "background_color": colour["background-default"],
        "theme_color": colour["base-default"],
        "icons": icons(),
        "shortcuts": [
            {"name": gettext("Contact us"), "url": reverse("portal:contact")},
            {"name": gettext("Follow your enquiry"), "url": reverse("portal:look_up")},
        ],
    }
    response = JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=3600"
    return response


def icons() -> list[dict[str, str]]:
    """The municipality's sign, as a manifest names it."""
    return [
        _icon("parts:icon", "any", "any", "image/svg+xml"),
        _icon("parts:icon_whole", "any", "maskable", "image/svg+xml"),
        _icon("parts:icon_png", "192x192", "any", "image/png"),
    ]


def _icon(name: str, sizes: str, purpose: str, kind: str) -> dict[str, str]:
    return {"src": f"{reverse(name)}?v={theme.version()}", "sizes": sizes, "type": kind, "purpose": purpose}


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """``/service-worker.js``: begins with what it keeps and a version that changes when any of it does.

    Without a strategy in force there is nothing to keep, and no worker.
    """
    now = timezone.now()
    try:
        edition = in_force(now).edition_id
    except NoStrategy:
        return HttpResponse(status=404)
    script = _script(edition, theme.version(), int(now.timestamp() // MINUTES.total_seconds()))
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={int(MINUTES.total_seconds())}"
    return response


@lru_cache(maxsize=2)
def _script(edition_id: int, theme_version: str, time: int) -> str:
    """Made anew when the edition or the colours change, and every ten minutes, as the page has more on it than those.

    Made of the pages in each language, the files that they name, and a version told from all of it.
    """
    del edition_id, theme_version, time
    source, found = WORKER.read_text("utf-8"), in_force(timezone.now())
    total, pages, files = hashlib.sha256(source.encode()), dict[str, str](), dict[str, None]()
    for code in offered():
        with override(code):
            pages[code] = reverse("portal:offline")
            page = render_to_string("portal/offline.html", _shown(found), request=_asking(pages[code])).encode()
        total.update(page)
        files |= dict.fromkeys(match.decode() for match in FILE.findall(page))
    for path in files:
        total.update(_content(path))
    said = {"version": total.hexdigest()[:16], "pages": pages, "files": list(files)}
    return f"const KEPT = {json.dumps(said)};\n{source}"


def _asking(path: str) -> HttpRequest:
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info = "GET", path, path
    return asked


def _content(path: str) -> bytes:
    """What is in a static file whose name does not tell it already, as the names do in production."""
    if settings.STATIC_ROOT or not path.startswith(settings.STATIC_URL):
        return b""
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    return Path(found).read_bytes() if isinstance(found, str) else b""
