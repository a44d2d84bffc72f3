"""Colours by role, type sizes and control sizes; the only place that knows the token files."""

from .application import apply
from .theme import Theme, current, metrics, signals
from .typography import control, font, icon_size, length, line_height, measure, px, zoom

__all__ = [
    "Theme",
    "apply",
    "control",
    "current",
    "font",
    "icon_size",
    "length",
    "line_height",
    "measure",
    "metrics",
    "px",
    "signals",
    "zoom",
]
