"""Image occlusion: shapes that hide parts of a picture, in Anki's field format.

A shape is a cloze deletion, ``{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.1}}``.
Lengths are fractions of the picture's width (x) and height (y).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from .cloze import OCCLUSION, Cloze, clozes

_SEPARATOR = re.compile(r"(?<!\\):")
_MOST_POINTS = 1000


class Outline(StrEnum):
    RECTANGLE = "rect"
    ELLIPSE = "ellipse"
    POLYGON = "polygon"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Shape:
    """``numbers``: of the cards it makes; a shape with 0 belongs to none and is always shown.

    ``left`` … ``height`` are the box of a rectangle, an ellipse or the corner of a text;
    ``angle`` is in degrees, clockwise around the box's middle.
    """

    outline: Outline
    numbers: tuple[int, ...]
    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0
    angle: float = 0.0
    points: tuple[tuple[float, float], ...] = ()
    text: str = ""
    scale: float = 1.0
    font_size: float = 0.055
    """Of a text, as a share of the picture's height."""
    fill: str = ""
    hide_all: bool = False
    """It hides its part on the cards of the other shapes too ("hide all, guess one")."""


class Cover(StrEnum):
    ASKED = "asked"
    """Hides what this card asks."""
    HIDDEN = "hidden"
    """Hides the answer of another card."""
    REVEALED = "revealed"
    """Only frames what was asked."""
    LABEL = "label"
    """A text on the picture."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A shape and what it does on one side of one card."""

    shape: Shape
    cover: Cover


def shapes(field: str) -> tuple[Shape, ...]:
    """Return the shapes in a field's text; what cannot be drawn is left out."""
    if OCCLUSION not in field:
        return ()
    return tuple(shape for cloze in clozes(field) if (shape := _shape(cloze)) is not None)


def masks(field: str, number: int, *, question: bool) -> tuple[Mask, ...]:
    """Return what covers the picture on one side of card ``number``, in drawing order."""
    drawn = []
    for shape in shapes(field):
        if shape.outline is Outline.TEXT:
            drawn.append(Mask(shape, Cover.LABEL))
        elif number in shape.numbers:
            drawn.append(Mask(shape, Cover.ASKED if question else Cover.REVEALED))
        elif shape.hide_all:
            drawn.append(Mask(shape, Cover.HIDDEN))
    return tuple(drawn)


def written(shape: Shape) -> str:
    """Return ``shape`` as a cloze deletion of an image occlusion field; inverse of ``shapes``."""
    parts = [OCCLUSION.rstrip(":"), shape.outline.value]
    if shape.outline is Outline.POLYGON:
        parts.append("points=" + " ".join(f"{_short(x)},{_short(y)}" for x, y in shape.points))
    else:
        parts += [f"left={_short(shape.left)}", f"top={_short(shape.top)}"]
    if shape.outline is Outline.RECTANGLE:
        parts += [f"width={_short(shape.width)}", f"height={_short(shape.height)}"]
    elif shape.outline is Outline.ELLIPSE:
        parts += [f"rx={_short(shape.width / 2)}", f"ry={_short(shape.height / 2)}"]
    elif shape.outline is Outline.TEXT:
        parts += [
            f"text={shape.text.replace(':', chr(92) + ':')}",
            f"scale={_short(shape.scale)}",
            f"fs={_short(shape.font_size)}",
        ]
    if shape.angle:
        parts.append(f"angle={_short(shape.angle)}")
    if shape.fill:
        parts.append(f"fill={shape.fill}")
    if shape.hide_all:
        parts.append("oi=1")
    numbers = ",".join(map(str, shape.numbers))
    return f"{{{{c{numbers}::{':'.join(parts)}}}}}"


def _shape(cloze: Cloze) -> Shape | None:
    if cloze.occlusion is None:
        return None
    kind, *rest = _SEPARATOR.split(cloze.occlusion[len(OCCLUSION) :])
    values = dict(part.partition("=")[::2] for part in rest)
    try:
        outline = Outline(kind)
    except ValueError:
        return None

    def number(name: str, default: float = 0.0) -> float:
        return _number(values.get(name, ""), default)

    width, height = number("width"), number("height")
    if outline is Outline.ELLIPSE:
        width, height = 2 * number("rx"), 2 * number("ry")
    points = _points(values.get("points", "")) if outline is Outline.POLYGON else ()
    if outline is Outline.POLYGON and len(points) < 3:
        return None
    return Shape(
        outline,
        cloze.numbers,
        left=number("left"),
        top=number("top"),
        width=width,
        height=height,
        angle=number("angle"),
        points=points,
        text=values.get("text", "").replace("\\:", ":"),
        scale=number("scale", 1.0),
        font_size=number("fs", 0.055),
        fill=values.get("fill", ""),
        hide_all=values.get("oi") == "1",
    )


def _points(text: str) -> tuple[tuple[float, float], ...]:
    pairs = (pair.partition(",") for pair in text.split()[:_MOST_POINTS])
    return tuple((_number(x), _number(y)) for x, _, y in pairs)


def _number(text: str, default: float = 0.0) -> float:
    try:
        number = float(text)
    except ValueError:
        return default
    return number if math.isfinite(number) and abs(number) < 1e6 else default


def _short(number: float) -> str:
    """Return ``number`` as Anki writes it: four decimals, no zero before the point."""
    text = f"{number:.4f}".rstrip("0").rstrip(".") or "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
