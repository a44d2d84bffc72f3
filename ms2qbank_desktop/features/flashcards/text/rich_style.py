"""CSS declarations → those that Qt's rich text shows, in colours that can be read."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from .colours import Ink, Rgb, hex_of, page_colour, parse_colour, readable

BASE_PIXELS = 20.0
"""Anki's size of a card's text; sizes are taken as shares of it, so that zoom still works."""

_PLAIN = {
    "font-weight": r"bold|bolder|normal|lighter|[1-9]00",
    "font-style": r"italic|oblique|normal",
    "font-variant": r"small-caps|normal",
    "text-decoration": r"(?:none|underline|line-through|overline)(?: (?:underline|line-through))?",
    "text-align": r"left|right|center|justify",
    "text-transform": r"uppercase|lowercase|capitalize|none",
    "vertical-align": r"sub|super|baseline|middle|top|bottom",
    "white-space": r"normal|pre|nowrap|pre-wrap",
    "list-style-type": r"disc|circle|square|decimal|(?:lower|upper)-(?:alpha|roman)|none",
    "font-family": r"[\w \"',-]{1,120}",
    "float": r"left|right|none",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PLAIN.items()}
_LENGTHS = frozenset(
    {"text-indent", "margin-left", "margin-right", "margin-top", "margin-bottom"}
    | {"padding-left", "padding-right", "padding-top", "padding-bottom"}
)
_SIDES = ("top", "right", "bottom", "left")
_LENGTH = re.compile(r"(-?[0-9]{1,5}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})(px|pt|em|rem|%|)")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": BASE_PIXELS, "rem": 16.0, "": 1.0}
_WORDS = {"xx-small": 0.6, "x-small": 0.75, "small": 0.89, "smaller": 0.83, "medium": 1.0}
_WORDS |= {"large": 1.2, "larger": 1.2, "x-large": 1.5, "xx-large": 2.0}
# Qt's sizes by name: 0.8, 1, 1.2, 1.5 and 2 times the text around.
_STEPS = ((0.9, "small"), (1.1, "medium"), (1.35, "large"), (1.75, "x-large"))
_BORDER = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)px +(solid|dashed|dotted|double) *(.{0,40})")
_CELLS = frozenset({"table", "td", "th"})
_WIDEST = 200.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an element inherits: the colour of its text and of the page below it."""

    colour: Rgb
    page: Rgb


Stated = tuple[tuple[str, str], ...]


@functools.lru_cache(maxsize=4096)
def shown(
    stated: Stated, tag: str, around: Surroundings, ink: Ink, base: float
) -> tuple[str, Surroundings]:
    """Return the style attribute for an element and what its content inherits.

    ``base`` is the size of the card's text in the author's pixels.
    """
    declared = dict(stated)
    written: dict[str, str] = {}
    for name, value in declared.items():
        if name in ("margin", "padding"):
            written |= _shorthand(name, value)
        elif name == "font-size":
            written[name] = _size(value, base)
        elif name in _LENGTHS:
            written[name] = _length(value)
        elif name.startswith("border") and tag in _CELLS:
            written[name] = _border(value)
        elif (pattern := _PATTERNS.get(name)) and pattern.fullmatch(value):
            written[name] = value.replace('"', "'")
        elif name == "text-decoration-line" and _PATTERNS["text-decoration"].fullmatch(value):
            written["text-decoration"] = value
    colours, inside = _colours(declared, around, ink)
    written |= colours
    return ";".join(f"{name}:{value}" for name, value in written.items() if value), inside


def base_size(value: str) -> float:
    """Return the pixels of a card's font-size, ``BASE_PIXELS`` where it states none."""
    found = _LENGTH.fullmatch(value.strip().lower())
    if found is None or found[2] not in ("px", "pt"):
        return BASE_PIXELS
    return max(6.0, float(found[1]) * _PIXELS[found[2]])


def picture_width(stated: dict[str, str]) -> str:
    """Return the width of a picture in pixels that its style asks for, "" if none."""
    found = _LENGTH.fullmatch(stated.get("width", "").lower())
    if found is None or found[2] == "%":
        return ""
    return str(round(min(4000.0, max(1.0, float(found[1]) * _PIXELS[found[2]]))))


def _colours(
    declared: dict[str, str], around: Surroundings, ink: Ink
) -> tuple[dict[str, str], Surroundings]:
    stated = declared.get("background-color") or declared.get("background", "")
    ground = parse_colour(stated) if stated else None
    ground = page_colour(ground, ink) if ground else None
    wanted = parse_colour(declared["color"]) if "color" in declared else None
    if ground is None and wanted is None:
        return {}, around
    page = ground or around.page
    colour = readable(wanted or around.colour, page, _rgb(ink.text))
    written = {"background-color": hex_of(ground)} if ground else {}
    if colour != around.colour:
        written["color"] = hex_of(colour)
    return written, Surroundings(colour, page)


def _rgb(text: str) -> Rgb:
    return parse_colour(text) or (0, 0, 0)


def _size(value: str, base: float) -> str:
    value = value.strip().lower()
    share = _WORDS.get(value)
    if share is None:
        found = _LENGTH.fullmatch(value)
        if found is None:
            return ""
        number, unit = float(found[1]), found[2]
        share = number / 100 if unit == "%" else number
        if unit not in ("%", "em", "rem"):
            share = number * _PIXELS[unit] / base
    return next((name for most, name in _STEPS if share < most), "xx-large")


def _length(value: str) -> str:
    found = _LENGTH.fullmatch(value.strip().lower())
    if found is None or found[2] == "%":
        return ""
    return f"{min(_WIDEST, max(0.0, float(found[1]) * _PIXELS[found[2]])):.0f}px"


def _shorthand(name: str, value: str) -> dict[str, str]:
    parts = value.split()[:4]
    if not parts:
        return {}
    top, right = parts[0], parts[1] if len(parts) > 1 else parts[0]
    bottom, left = parts[2] if len(parts) > 2 else top, parts[3] if len(parts) > 3 else right
    four = zip(_SIDES, (top, right, bottom, left), strict=True)
    return {f"{name}-{side}": _length(part) for side, part in four}


def _border(value: str) -> str:
    found = _BORDER.fullmatch(value.strip().lower())
    if found is None:
        return "none" if value.strip().lower() in ("none", "0") else ""
    colour = parse_colour(found[3]) or (128, 128, 128)
    return f"{min(10.0, float(found[1])):g}px {found[2]} {hex_of(colour)}"
