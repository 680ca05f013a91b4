"""The municipality's sign, the open door on the square, in its own colours: for tabs, and for the screens of phones."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from math import sqrt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from torg.faces.parts import theme
from torg.faces.parts.colours import shades

SIDE = 40.0  # the drawing is 40 units wide and high, as in parts/mark.html
PIXELS = 192
LINES = 4  # lines of a drawing for each line of pixels: enough for an edge to look smooth
Span = tuple[float, float]
Shape = tuple[Callable[[float], Span], str]


@login_not_required
@require_safe
def svg_icon(request: HttpRequest, whole: str = "") -> HttpResponse:
    """``/icon.svg``, and ``/icon-whole.svg`` without round corners, for systems that cut icons to their own shape."""
    return _kept(request, HttpResponse(svg(*_colours(), whole=bool(whole)), content_type="image/svg+xml"))


@login_not_required
@require_safe
def png_icon(request: HttpRequest) -> HttpResponse:
    """``/icon.png``, whole, for what knows no SVG: the home screen of an iPhone."""
    return _kept(request, HttpResponse(png(*_colours()), content_type="image/png"))


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = theme.how_long(request)
    return response


def _colours() -> tuple[str, str, str]:
    """Square, door and light."""
    main, accent = (shades(said, "light") for said in (settings.COLOUR_MAIN, settings.COLOUR_ACCENT))
    return main["base-default"], main["base-contrast-default"], accent["base-default"]


@lru_cache(maxsize=16)
def svg(square: str, door: str, light: str, *, whole: bool) -> str:
    """The drawing; ``whole`` fills the square, and keeps the door within the middle four fifths."""
    inner = 'transform="translate(4 4) scale(.8)"' if whole else ""
    ground = (0, 0, 40, 0) if whole else (1, 1, 38, 9)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}"/>'
        '<g {}><path d="M12 33V19a8 8 0 0 1 16 0v14z" fill="{}"/><path d="M20 33V13.2a6 6 0 0 1 5 5.8v14z" fill="{}"/>'
        '<path d="M8 33h24" stroke="{}" stroke-width="2.5" stroke-linecap="round"/></g></svg>',
        ground[0], ground[1], ground[2], ground[2], ground[3], square, inner, door, light, door,
    )  # fmt: skip


@lru_cache(maxsize=4)
def png(square: str, door: str, light: str) -> bytes:
    """The whole drawing as a picture of 192 pixels, made line by line from where each shape begins and ends."""
    shapes: tuple[Shape, ...] = ((_doorway, door), (_light, light), (_step, door))
    ground = _rgb(square)
    rows = bytearray()
    for line in range(PIXELS):
        pixels = [ground] * PIXELS
        for shape, colour in shapes:
            covered = _covered(shape, line)
            over = _rgb(colour)
            for place, share in covered.items():
                pixels[place] = tuple(
                    under + (upon - under) * share for under, upon in zip(pixels[place], over, strict=True)
                )  # type: ignore[assignment]
        rows.append(0)  # no filter
        rows += bytes(round(part) for pixel in pixels for part in pixel)
    header = struct.pack(">IIBBBBB", PIXELS, PIXELS, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _covered(shape: Callable[[float], Span], line: int) -> dict[int, float]:
    """How much of each pixel of a line a shape covers, 0 to 1."""
    found: dict[int, float] = {}
    for part in range(LINES):
        y = (((line + (part + 0.5) / LINES) / PIXELS) * SIDE - 4) / 0.8
        start, end = ((at * 0.8 + 4) / SIDE * PIXELS for at in shape(y))
        for place in range(max(0, int(start)), min(PIXELS, int(end) + 1)):
            share = min(end, place + 1) - max(start, place)
            if share > 0:
                found[place] = found.get(place, 0.0) + share / LINES
    return found


def _doorway(y: float) -> Span:
    half = 8.0 if 19 <= y <= 33 else sqrt(max(0.0, 64 - (19 - y) ** 2)) if 11 <= y < 19 else 0.0
    return 20 - half, 20 + half


def _light(y: float) -> Span:
    if 19 <= y <= 33:
        return 20, 25
    return 20, min(25.0, 19 + sqrt(max(0.0, 36 - (19 - y) ** 2))) if 13 <= y < 19 else 20


def _step(y: float) -> Span:
    half = sqrt(max(0.0, 1.25**2 - (33 - y) ** 2))
    return (8 - half, 32 + half) if half else (20, 20)


def _rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
