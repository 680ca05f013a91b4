"""The municipality's look: its two colours as a stylesheet, made at run time."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from torg.faces.parts.colours import Colour, Scheme, shades

YEAR = 365 * 24 * 3600
GREY = 0.12  # how much of the main colour is left in the greys


@lru_cache(maxsize=8)
def stylesheet(main: str, accent: str) -> str:
    """CSS that puts a municipality's colours in the place of the design system's own, light and dark."""
    grey = Colour.of(main).with_chroma(GREY).hexadecimal
    colours = {"accent": main, "brand1": accent, "neutral": grey}
    light, dark = _variables(colours, "light"), _variables(colours, "dark")
    return (
        f"@layer ds.theme.color-scheme.light{{:root,[data-color-scheme=light]{{{light}}}}}\n"
        f"@layer ds.theme.color-scheme.dark{{[data-color-scheme=dark]{{{dark}}}\n"
        f"@media (prefers-color-scheme:dark){{[data-color-scheme=auto]{{{dark}}}}}}}\n"
    )


def _variables(colours: dict[str, str], scheme: Scheme) -> str:
    return "".join(
        f"--ds-color-{name}-{shade}:{value};"
        for name, colour in colours.items()
        for shade, value in shades(colour, scheme).items()
    )


def current() -> str:
    """The stylesheet for the colours in the settings."""
    return stylesheet(settings.COLOUR_MAIN, settings.COLOUR_ACCENT)


@lru_cache(maxsize=8)
def _digest(css: str) -> str:
    return hashlib.sha256(css.encode()).hexdigest()[:12]


def version() -> str:
    """Changes whenever the stylesheet does, so that it can be kept for ever."""
    return _digest(current())


@login_not_required
@require_safe
def theme_css(request: HttpRequest) -> HttpResponse:
    """``/theme.css?v=...``: kept a year when the version is the current one."""
    response = HttpResponse(current(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = how_long(request)
    return response


def how_long(request: HttpRequest) -> str:
    """For how long what hangs on the colours may be kept: a year under the current ``v``, a minute under another."""
    known = request.GET.get("v") == version()
    return f"public, max-age={YEAR}, immutable" if known else "public, max-age=60"
