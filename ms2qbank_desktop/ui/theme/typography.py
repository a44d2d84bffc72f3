"""Sizes of text and controls at the present text zoom and density."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QGuiApplication

from .theme import metrics

_DENSITY_STEP = {"compact": -4, "normal": 0, "comfortable": 4}
_DENSE = {"button", "field", "segmented", "table_row", "table_header", "list_row", "tree_row"}
_NO_DESKTOP_FONT = {"Sans Serif", "Sans", "DejaVu Sans", ""}
DYSLEXIA_FONTS = ("OpenDyslexic", "Atkinson Hyperlegible", "Lexend")
"""Families that were made for it; those after them in ``_READING`` come near."""
_READING = {
    "system": (),
    "serif": (
        *("Source Serif 4", "Source Serif Pro", "Noto Serif", "Charter", "Georgia", "Cambria"),
        *("DejaVu Serif", "Liberation Serif", "Times New Roman"),
    ),
    "dyslexia": (
        *("OpenDyslexic", "OpenDyslexic3", "Atkinson Hyperlegible Next"),
        *("Atkinson Hyperlegible", "Lexend", "Lexend Deca"),
        *("Verdana", "DejaVu Sans", "Tahoma", "Trebuchet MS"),
    ),
}
"""Families of running text by the setting, the first that is installed; else that of the rest."""
_BASE_POINTS = 13.0 if sys.platform == "darwin" else 10.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Text zoom in per cent, the change of row heights in pixels at 100 %, and the kind of font
    that running text has (system, serif, dyslexia)."""

    zoom: int = 100
    step: int = 0
    reading: str = "system"


_scale = Scale()


def set_scale(zoom: int, density: str, reading: str) -> None:
    """Take over zoom (80–200), density and font of texts; only ``theme.apply`` calls this."""
    global _scale
    _scale = Scale(zoom, _DENSITY_STEP[density], reading)


def zoom() -> int:
    """Return the text zoom in per cent."""
    return _scale.zoom


def px(length: float, at_zoom: int | None = None) -> int:
    """Return ``length`` (pixels at 100 %) at the present zoom, at least 1 if it was above 0."""
    scaled = round(length * (at_zoom or _scale.zoom) / 100)
    return max(1, scaled) if length > 0 else scaled


def control(name: str) -> int:
    """Return the height of a control of ``metrics.toml`` at the present zoom and density."""
    step = _scale.step if name in _DENSE else 0
    return px(metrics().control[name] + step)


def length(name: str) -> int:
    """Return a length of the ``layout`` table of ``metrics.toml`` at the present zoom."""
    return px(metrics().layout[name])


def icon_size(name: str = "normal") -> int:
    """Return the edge of an icon: small, normal, large or empty_state."""
    return px(metrics().icon[name])


@cache
def _family() -> str:
    family = QGuiApplication.font().family()
    bare = sys.platform.startswith("linux") and family in _NO_DESKTOP_FONT
    return "Inter" if bare and QFontDatabase.hasFamily("Inter") else family


@cache
def reading_family(reading: str) -> str:
    """Return the family that running text has by the setting (system, serif, dyslexia)."""
    return next(filter(QFontDatabase.hasFamily, _READING[reading]), _family())


@cache
def _fixed_family() -> str:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def points(kind: str, at_zoom: int | None = None) -> float:
    """Return the size in points of a kind of text at the present zoom, or at ``at_zoom``."""
    return _BASE_POINTS * metrics().type[kind].size * (at_zoom or _scale.zoom) / 100


def font(kind: str = "body", *, weight: int | None = None, at_zoom: int | None = None) -> QFont:
    """Return the font of a kind of text (``type`` in ``metrics.toml``).

    Figures are tabular but in running text (``reading``), where they would look spaced out.
    """
    reading = _scale.reading if kind == "reading" else "system"
    return QFont(_face(kind, weight, at_zoom or _scale.zoom, reading))


@cache
def _face(kind: str, weight: int | None, at_zoom: int, reading: str) -> QFont:
    style = metrics().type[kind]
    face = QFont(_fixed_family() if kind == "mono" else reading_family(reading))
    face.setPointSizeF(points(kind, at_zoom))
    face.setWeight(QFont.Weight(weight or style.weight))
    if kind != "reading":
        face.setFeature(QFont.Tag("tnum"), 1)
    return face


def line_height(kind: str) -> int:
    """Return the line height of a kind of text in per cent of its font's own line.

    The theme files count in ems, as designers do; fonts differ in how much of an em they add.
    """
    face = font(kind)
    em = QFontInfo(face).pixelSize()
    return max(100, round(metrics().type[kind].line * em / QFontMetricsF(face).height()))


def measure(kind: str = "reading", at_zoom: int | None = None) -> int:
    """Return the widest column of running text in pixels."""
    mean = QFontMetricsF(font(kind, at_zoom=at_zoom)).averageCharWidth()
    return round(mean * metrics().layout["measure_chars"])
