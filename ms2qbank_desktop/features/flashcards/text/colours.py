"""Colours of cards in our themes: what an author chose, made readable on the page it stands on."""

from __future__ import annotations

import colorsys
import functools
import re
from dataclasses import dataclass

Rgb = tuple[int, int, int]

READABLE = 4.5
"""Contrast of running text, WCAG 2.2, 1.4.3."""

_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_GREY = 24  # largest difference of the three parts of what counts as a grey
_PAPER = 250
_COAL = 40
_NAMED = """
black=000 white=fff red=f00 lime=0f0 blue=00f yellow=ff0 cyan=0ff aqua=0ff magenta=f0f
fuchsia=f0f silver=c0c0c0 gray=808080 grey=808080 maroon=800000 olive=808000 green=008000
purple=800080 teal=008080 navy=000080 orange=ffa500 pink=ffc0cb brown=a52a2a gold=ffd700
indigo=4b0082 violet=ee82ee crimson=dc143c tomato=ff6347 salmon=fa8072 coral=ff7f50
khaki=f0e68c beige=f5f5dc ivory=fffff0 tan=d2b48c orchid=da70d6 darkred=8b0000
darkgreen=006400 darkblue=00008b darkorange=ff8c00 lightblue=add8e6 lightgreen=90ee90
lightyellow=ffffe0 lightgray=d3d3d3 lightgrey=d3d3d3 lightpink=ffb6c1 darkgray=a9a9a9
darkgrey=a9a9a9 dimgray=696969 dimgrey=696969 skyblue=87ceeb deepskyblue=00bfff
dodgerblue=1e90ff steelblue=4682b4 royalblue=4169e1 cornflowerblue=6495ed
forestgreen=228b22 seagreen=2e8b57 limegreen=32cd32 firebrick=b22222 hotpink=ff69b4
deeppink=ff1493 turquoise=40e0d0 slategray=708090 whitesmoke=f5f5f5
"""
_NAMES = dict(pair.split("=") for pair in _NAMED.split())
_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]{1,60})\)")
_NUMBER = re.compile(r"-?[0-9]{0,4}\.?[0-9]{1,6}%?")


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a theme that cards are shown with, as ``#rrggbb``."""

    text: str = "#211F1C"
    surface: str = "#FFFFFF"
    muted: str = "#5E5952"
    sunken: str = "#ECE9E3"
    accent: str = "#31509B"
    right: str = "#1C6B41"
    right_subtle: str = "#E4F2E9"
    wrong: str = "#A82D27"
    wrong_subtle: str = "#FBE9E7"
    dark: bool = False


def parse_colour(text: str) -> Rgb | None:
    """Return a CSS colour as three parts of 0–255, None if it is none or see-through."""
    text = text.strip().lower()
    if text in _NAMES:
        text = "#" + _NAMES[text]
    if found := _HEX.fullmatch(text) if text.startswith("#") else None:
        digits = found[1]
        if len(digits) < 6:
            digits = "".join(digit * 2 for digit in digits)
        if digits[6:8] == "00":
            return None
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if found := _FUNCTION.fullmatch(text):
        return _function(found[1], _NUMBER.findall(found[2]))
    return None


def hex_of(colour: Rgb) -> str:
    return f"#{colour[0]:02x}{colour[1]:02x}{colour[2]:02x}"


@functools.lru_cache(maxsize=512)
def readable(colour: Rgb, page: Rgb, text: Rgb) -> Rgb:
    """Return ``colour``, or its nearest shade that can be read on ``page``.

    Black and white, and a grey that cannot be read, become the theme's ``text`` colour.
    """
    ordinary = _is_grey(colour) and (max(colour) <= _COAL or min(colour) >= _PAPER)
    if contrast(colour, page) >= READABLE and not ordinary:
        return colour
    if not _is_grey(colour):
        hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
        step = 0.04 if _luminance(page) < 0.18 else -0.04
        while 0.0 < light + step < 1.0:
            light += step
            shade = colorsys.hls_to_rgb(hue, light, saturation)
            red, green, blue = (round(part * 255) for part in shade)
            if contrast((red, green, blue), page) >= READABLE:
                return red, green, blue
    if contrast(text, page) >= READABLE:
        return text
    return max(_BLACK, _WHITE, key=lambda choice: contrast(choice, page))


def page_colour(colour: Rgb, ink: Ink) -> Rgb | None:
    """Return what a background becomes; None for the paper that pasted text brings along."""
    if not _is_grey(colour):
        return colour
    if min(colour) >= _PAPER or max(colour) <= _COAL:
        return None
    return parse_colour(ink.sunken)


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two colours, 1–21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _function(kind: str, numbers: list[str]) -> Rgb | None:
    if len(numbers) < 3 or (len(numbers) > 3 and float(numbers[3].rstrip("%")) == 0):
        return None
    values = [float(number.rstrip("%")) for number in numbers[:3]]
    if kind == "hsl":
        shade = colorsys.hls_to_rgb(
            values[0] / 360 % 1, _unit(values[2] / 100), _unit(values[1] / 100)
        )
        red, green, blue = (round(part * 255) for part in shade)
        return red, green, blue
    scale = 2.55 if numbers[0].endswith("%") else 1.0
    red, green, blue = (round(255 * _unit(value * scale / 255)) for value in values)
    return red, green, blue


def _unit(number: float) -> float:
    return min(1.0, max(0.0, number))


def _is_grey(colour: Rgb) -> bool:
    return max(colour) - min(colour) <= _GREY


def _luminance(colour: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


INKS = (("Red", "#c0392b"), ("Orange", "#b9660a"), ("Green", "#1e8449"), ("Blue", "#2c62c4"))
GROUNDS = (("Yellow", "#ffef9e"), ("Green", "#c9efc0"), ("Blue", "#c6e2fb"), ("Pink", "#fbd3e0"))
"""What the editor offers. They are kept in the field, so they do not follow the theme."""
