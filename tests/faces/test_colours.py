"""The shades of a colour, against what Designsystemet's own tool (1.15) makes of it."""

from __future__ import annotations

import colorsys
import random

import pytest

from torg.faces.parts.colours import Colour, Scheme, contrast, shades
from torg.faces.parts.theme import stylesheet

NAMES = (
    "background-default background-tinted surface-default surface-tinted surface-hover surface-active border-subtle "
    "border-default border-strong text-subtle text-default base-default base-hover base-active base-contrast-subtle "
    "base-contrast-default"
).split()
# A line with the colour and the scheme, then its sixteen shades on two lines.
TABLE = """
#0b5d66 light
    #ffffff #eff5f5 #ffffff #e0eaec #ccdddf #b6cfd1 #a2c1c5 #438289
    #1a676f #1a676f #063035 #0b5d66 #09484f #06363b #eff4f5 #ffffff
#0b5d66 dark
    #0d1a1c #112224 #162b2e #193235 #1d3a3e #24484d #2b565c #66878b
    #95acaf #95acaf #e8edee #76a4a9 #93b8bc #b2cccf #0b1010 #000000
#a8471f light
    #ffffff #f9f2ef #ffffff #f3e6e0 #ebd6cd #e3c4b7 #dbb3a3 #b56240
    #9c421d #9c421d #4a1f0e #a8471f #883919 #6a2d14 #f4e8e3 #ffffff
#a8471f dark
    #24140e #2f1a12 #3b2117 #44261b #4f2c1f #643727 #77422e #ab7460
    #c5a092 #c5a092 #f3ebe8 #bf785b #cb927a #d7aa98 #1f130f #000000
#004b87 light
    #ffffff #f0f4f8 #ffffff #e1eaf1 #cddce8 #b8cdde #a4bfd4 #487da9
    #1f6196 #1f6196 #002d51 #004b87 #003967 #002747 #dee7ef #ffffff
#004b87 dark
    #0c1926 #0f2132 #13293f #162f49 #1a3755 #21456a #2c527a #6884a0
    #97aabd #97aabd #e9edf1 #8aacc8 #6b97ba #4f83ac #151a1e #000000
#1e2b3c light
    #ffffff #f3f4f4 #ffffff #e7e9ea #d8dadd #c7cacf #b8bcc1 #717a84
    #545e6b #545e6b #1f2c3d #1e2b3c #313d4d #444f5d #babec4 #ffffff
#1e2b3c dark
    #13181f #192029 #202834 #262e3a #2e3641 #3c444e #49515a #7c8289
    #a4a8ad #a4a8ad #ebeced #a6acb2 #90979f #7a828c #1b1c1d #000000
#ffd400 light
    #ffffff #fff4c0 #ffffff #ffe97c #ffd713 #efc700 #deb800 #8f7700
    #6f5c00 #6f5c00 #342b00 #ffd400 #e4be00 #cca900 #4a3d00 #000000
#ffd400 dark
    #1b180c #241f10 #2d2815 #342d18 #3c351c #4c4323 #5a4f2a #928043
    #bda757 #bda757 #f9ecbd #2a2300 #3e3400 #534500 #b8b5aa #ffffff
#8c1d40 light
    #ffffff #f8f2f4 #ffffff #f2e5e9 #ead5db #e0c2cc #d8b2be #af6179
    #9c3c5a #9c3c5a #541126 #8c1d40 #6b1631 #4c1023 #f1e3e7 #ffffff
#8c1d40 dark
    #281116 #35161d #421b25 #4c1f2a #582431 #6e2d3d #80394a #a57480
    #c19fa7 #c19fa7 #f2eaec #cb9aa9 #bf8194 #b1677e #1e1719 #000000
#6b7280 light
    #ffffff #f3f3f5 #ffffff #e7e8eb #d8dade #c7cacf #b8bcc2 #727986
    #585e69 #585e69 #292b31 #6b7280 #585e6a #474b54 #f9f9fa #ffffff
#6b7280 dark
    #17181a #1e1f22 #26282b #2c2e32 #33353a #404349 #4d5057 #7d818a
    #a5a8ae #a5a8ae #ececee #767c89 #8c919c #a2a6af #070708 #000000
#00a651 light
    #ffffff #e8f7ef #ffffff #d2efe0 #b4e5cc #92d9b5 #72ce9e #008b44
    #006c35 #006c35 #003319 #00a651 #3bba79 #70cd9e #002010 #000000
#00a651 dark
    #0d1b11 #112316 #162d1c #193321 #1d3c26 #244b30 #2b5939 #46905b
    #77b689 #77b689 #e2f0e6 #006e36 #00582b #004421 #d5e7de #ffffff
#000000 light
    #ffffff #f3f3f3 #ffffff #e8e8e8 #dadada #cacaca #bcbcbc #797979
    #5d5d5d #5d5d5d #2b2b2b #000000 #181818 #282828 #919191 #ffffff
#000000 dark
    #181818 #1f1f1f #282828 #2e2e2e #353535 #434343 #505050 #818181
    #a8a8a8 #a8a8a8 #ececec #ababab #969696 #818181 #1b1b1b #000000
#ffffff light
    #ffffff #f3f3f3 #ffffff #e8e8e8 #dadada #cacaca #bcbcbc #797979
    #5d5d5d #5d5d5d #2b2b2b #ffffff #e8e8e8 #d1d1d1 #5e5e5e #000000
#ffffff dark
    #181818 #1f1f1f #282828 #2e2e2e #353535 #434343 #505050 #818181
    #a8a8a8 #a8a8a8 #ececec #000000 #181818 #282828 #919191 #ffffff
"""


def rows() -> list[tuple[str, Scheme, list[str]]]:
    words = TABLE.split()
    return [(words[at], _scheme(words[at + 1]), words[at + 2 : at + 18]) for at in range(0, len(words), 18)]


def _scheme(word: str) -> Scheme:
    return "dark" if word == "dark" else "light"


@pytest.mark.parametrize(("colour", "scheme", "expected"), rows())
def test_the_shades_are_those_of_the_design_systems_own_tool(colour: str, scheme: Scheme, expected: list[str]) -> None:
    made = shades(colour, scheme)
    for name, wanted in zip(NAMES, expected, strict=True):
        off = [abs(a - b) for a, b in zip(Colour.of(made[name]).channels, Colour.of(wanted).channels, strict=True)]
        assert max(off) <= 1, f"{name}: {made[name]} instead of {wanted}"


def test_text_can_be_read_on_every_surface_whatever_the_colour() -> None:
    chance = random.Random(7)
    for _ in range(150):
        red, green, blue = colorsys.hsv_to_rgb(chance.random(), chance.random(), chance.random())
        colour = f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"
        for scheme in ("light", "dark"):
            made = {name: Colour.of(value) for name, value in shades(colour, scheme).items()}
            for under in ("background-default", "background-tinted", "surface-default", "surface-tinted"):
                assert contrast(made["text-default"], made[under]) >= 7, (colour, scheme, under)
                assert contrast(made["text-subtle"], made[under]) >= 4.5, (colour, scheme, under)
            assert contrast(made["base-contrast-default"], made["base-default"]) >= 4.5, (colour, scheme)


@pytest.mark.parametrize("wrong", ["", "#fff", "0b5d66", "#gggggg", "red"])
def test_what_is_not_a_colour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"colour|hexadecimal"):
        Colour.of(wrong)


def test_the_stylesheet_holds_both_schemes_and_both_colours() -> None:
    css = stylesheet("#0b5d66", "#a8471f")
    assert css.count("--ds-color-accent-base-default:#0b5d66") == 1
    assert "--ds-color-brand1-base-default:#a8471f" in css
    assert "prefers-color-scheme:dark" in css
    assert len(css) < 12_000
