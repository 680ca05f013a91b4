"""From one colour to the sixteen shades that a page needs, light and dark, with text that can be read on all of them.

The method is Designsystemet's, whose command-line tool needs Node; here it is reckoned in Python, so that a
municipality can change its colours in a setting. Its licence stands at the end of this file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Scheme = Literal["light", "dark"]
Channels = tuple[float, float, float]
Matrix = tuple[Channels, Channels, Channels]

# The relative luminance (WCAG 2) that each shade is to have: light scheme, dark scheme.
LUMINANCES: Mapping[str, tuple[float, float]] = {
    "background-default": (1, 0.009),
    "background-tinted": (0.9, 0.014),
    "surface-default": (1, 0.021),
    "surface-tinted": (0.81, 0.027),
    "surface-hover": (0.7, 0.036),
    "surface-active": (0.59, 0.056),
    "border-subtle": (0.5, 0.08),
    "border-default": (0.19, 0.22),
    "border-strong": (0.11, 0.39),
    "text-subtle": (0.11, 0.39),
    "text-default": (0.0245, 0.84),
}
BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
DARK_CHROMA = 0.7
# Linear sRGB to the cone responses of OKLab and on to its axes, and back (Björn Ottosson's matrices).
TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_LAB: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
FROM_CONES: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
LUMINANCE_WEIGHTS = (0.2126, 0.7152, 0.0722)
Y_WEIGHTS = (0.21263900587151, 0.71516867876775, 0.072192315360733)
KAPPA = 903.2962962


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the screen: red, green and blue from 0 to 255."""

    channels: Channels

    @classmethod
    def of(cls, hexadecimal: str) -> Colour:
        """Read ``#rrggbb``; raises ValueError."""
        if len(hexadecimal) != 7 or hexadecimal[0] != "#":
            raise ValueError(f"a colour is written #rrggbb, not {hexadecimal!r}")
        red, green, blue = bytes.fromhex(hexadecimal[1:])
        return cls((float(red), float(green), float(blue)))

    @property
    def hexadecimal(self) -> str:
        return "#" + "".join(f"{_whole(value):02x}" for value in self.channels)

    @property
    def luminance(self) -> float:
        """Relative luminance as WCAG 2 reckons it, 0 to 1."""
        return _dot(LUMINANCE_WEIGHTS, _each_linear(self.channels, 0.03928))

    @property
    def lightness(self) -> float:
        """CIE L*, 0 to 100."""
        light = _dot(Y_WEIGHTS, _each_linear(self.channels, 0.04045))
        return light * KAPPA if light <= 0.0088564516 else 116 * light ** (1 / 3) - 16

    def at(self, luminance: float) -> Colour:
        """The colour mixed with black or white until it has this luminance."""
        if luminance <= 0:
            return Colour(BLACK)
        if luminance >= 1:
            return Colour(WHITE)
        dark, light = (BLACK, self.channels) if self.luminance > luminance else (self.channels, WHITE)
        middle = dark
        for _ in range(21):  # halving the way: after 21 steps the error is far below one 255th
            middle = _between(dark, light)
            reached = Colour(middle).luminance
            if abs(luminance - reached) < 1e-7:
                break
            dark, light = (dark, middle) if reached > luminance else (middle, light)
        return Colour(_each_whole(middle))

    def with_chroma(self, share: float) -> Colour:
        """The same hue and lightness with this share of its colourfulness (in OKLab)."""
        cones = _times(TO_CONES, _each_linear(self.channels, 0.04045))
        lightness, green_red, blue_yellow = _times(TO_LAB, _cube_roots(cones))
        duller = _times(FROM_LAB, (lightness, green_red * share, blue_yellow * share))
        linear = _times(FROM_CONES, (duller[0] ** 3, duller[1] ** 3, duller[2] ** 3))
        return Colour(_each_whole((_gamma(linear[0]), _gamma(linear[1]), _gamma(linear[2]))))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=64)
def shades(hexadecimal: str, scheme: Scheme) -> Mapping[str, str]:
    """The sixteen shades of a colour by Designsystemet's names, each as ``#rrggbb``."""
    colour = Colour.of(hexadecimal)
    dark = scheme == "dark"
    tone = colour.with_chroma(DARK_CHROMA) if dark else colour
    found = {name: tone.at(pair[dark]).hexadecimal for name, pair in LUMINANCES.items()}
    lightness = colour.lightness
    if dark:
        lightness = 70 if lightness <= 30 else 100 - lightness
    step = -8 if lightness <= 30 or 49 <= lightness <= 65 else 8
    base = colour.at(_luminance_of(lightness)) if dark else colour
    found["base-default"] = base.hexadecimal
    found["base-hover"] = colour.at(_luminance_of(lightness - step)).hexadecimal
    found["base-active"] = colour.at(_luminance_of(lightness - 2 * step)).hexadecimal
    found |= _texts_on(base)
    return found


def _texts_on(base: Colour) -> dict[str, str]:
    white, black = Colour(WHITE), Colour(BLACK)
    on_dark = contrast(base, white) >= contrast(base, black)
    lightness = base.lightness
    away = 50 if 40 < lightness < 60 else 60
    subtle = base.at(_luminance_of(lightness + away if on_dark else lightness - away))
    return {
        "base-contrast-subtle": subtle.hexadecimal,
        "base-contrast-default": (white if on_dark else black).hexadecimal,
    }


def _luminance_of(lightness: float) -> float:
    """The luminance of the grey with this CIE L*, rounded to a screen colour as the original does."""
    if lightness <= 0:
        return 0.0
    if lightness >= 100:
        return 1.0
    light = lightness / KAPPA if lightness <= 8 else ((lightness + 16) / 116) ** 3
    grey = float(_whole(_gamma(light)))
    return Colour((grey, grey, grey)).luminance


def _whole(value: float) -> int:
    return math.floor(min(255.0, max(0.0, value)) + 0.5)  # halves up, as the original's language rounds


def _each_whole(channels: Channels) -> Channels:
    return (float(_whole(channels[0])), float(_whole(channels[1])), float(_whole(channels[2])))


def _linear(value: float, threshold: float) -> float:
    share = value / 255
    return share / 12.92 if share <= threshold else float(((share + 0.055) / 1.055) ** 2.4)


def _each_linear(channels: Channels, threshold: float) -> Channels:
    return (_linear(channels[0], threshold), _linear(channels[1], threshold), _linear(channels[2], threshold))


def _gamma(value: float) -> float:
    size = abs(value)
    curved = 12.92 * size if size <= 0.0031308 else 1.055 * size ** (1 / 2.4) - 0.055
    return 255 * math.copysign(curved, value)


def _cube_roots(channels: Channels) -> Channels:
    return (math.cbrt(channels[0]), math.cbrt(channels[1]), math.cbrt(channels[2]))


def _between(one: Channels, other: Channels) -> Channels:
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2)


def _dot(one: Channels, other: Channels) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def _times(matrix: Matrix, channels: Channels) -> Channels:
    return (_dot(matrix[0], channels), _dot(matrix[1], channels), _dot(matrix[2], channels))


# The method above follows the colour package of Designsystemet, which has this licence:
#
# Copyright 2024 Digitaliseringsdirektoratet (Digdir)
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
# documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
# rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
# persons to whom the Software is furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
# Software.
#
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
# WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
# COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
# OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
