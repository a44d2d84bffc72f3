"""The theme in force: colours by role, for painters and charts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from .tokens import theme_metrics, theme_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .tokens import Metrics


@dataclass(frozen=True, slots=True)
class ChartColours:
    """Colours of charts: series in the order of use, grid, axis text, band of uncertainty."""

    series: tuple[QColor, ...]
    grid: QColor
    axis: QColor
    band: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one theme. ``heat``: five steps, ``heat_text``: the ink on each."""

    name: str
    roles: Mapping[str, QColor]
    chart: ChartColours
    heat: tuple[QColor, ...]
    heat_text: tuple[QColor, ...]

    def color(self, role: str) -> QColor:
        """Return the colour of a role of the theme files; KeyError for an unknown role."""
        return self.roles[role]

    @property
    def dark(self) -> bool:
        """Whether grounds are darker than the ink."""
        return self.color("window").lightness() < 128


class ThemeSignals(QObject):
    """``changed`` comes after colours, fonts, zoom and style sheet have been taken over."""

    changed = Signal()


def _colour(code: str) -> QColor:
    colour = QColor(code[:7])
    if len(code) == len("#RRGGBBAA"):
        colour.setAlpha(int(code[7:], 16))
    return colour


@cache
def load(name: str) -> Theme:
    """Return the theme ``name``, one of :data:`tokens.THEMES`."""
    tokens = theme_tokens(name)
    return Theme(
        name=name,
        roles={role: _colour(code) for role, code in tokens.roles.items()},
        chart=ChartColours(
            series=tuple(map(_colour, tokens.series)),
            grid=_colour(tokens.grid),
            axis=_colour(tokens.axis),
            band=_colour(tokens.band),
        ),
        heat=tuple(map(_colour, tokens.heat)),
        heat_text=tuple(map(_colour, tokens.heat_text)),
    )


_name = "light"


def put_in_force(name: str) -> None:
    """Make ``name`` the theme in force; only ``application.apply`` calls this."""
    global _name
    _name = name


def current() -> Theme:
    """Return the theme in force; painters ask anew at each paint."""
    return load(_name)


def metrics() -> Metrics:
    """Return lengths and durations; borders are those of the theme in force."""
    return theme_metrics(_name)


@cache
def signals() -> ThemeSignals:
    """Return the one object that tells when the theme, zoom or density has changed."""
    return ThemeSignals()
