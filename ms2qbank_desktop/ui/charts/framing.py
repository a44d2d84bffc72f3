"""Where a plot lies when it is painted, and the colours of its series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics

from ms2qbank_desktop.ui.theme import current, font, px

from .plot import Form, ticks, whole

if TYPE_CHECKING:
    from .plot import Plot, Series


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a plot lies: ``area`` inside the axes, pixels; ``marks``: values on the y axis."""

    area: QRectF
    marks: tuple[float, ...]

    def y(self, value: float) -> float:
        low, high = self.marks[0], self.marks[-1]
        return self.area.bottom() - (value - low) / (high - low) * self.area.height()

    def x(self, plot: Plot, place: int) -> float:
        """Return the middle of a place."""
        if plot.xs:
            low, high = min(plot.xs), max(plot.xs)
            margin = px(10)
            share = (plot.xs[place] - low) / (high - low) if high > low else 0.5
            return self.area.left() + margin + share * (self.area.width() - 2 * margin)
        return self.area.left() + (place + 0.5) * self.step(plot)

    def step(self, plot: Plot) -> float:
        """Return the width of a place."""
        return self.area.width() / max(1, len(plot.places))

    def place_at(self, plot: Plot, x: float) -> int | None:
        """Return the place nearest to ``x``, None beyond the area."""
        if not self.area.left() <= x <= self.area.right() or not plot.places:
            return None
        return min(range(len(plot.places)), key=lambda place: abs(self.x(plot, place) - x))


def frame(plot: Plot, room: QRect) -> Frame:
    """Return where ``plot`` lies when it is painted into ``room``."""
    top = plot.top if plot.top is not None else plot.greatest()
    marks = ticks(plot.bottom, top, 1.0 if plot.words is whole else 0.0)
    figures = QFontMetrics(font("micro"))
    left = max(figures.horizontalAdvance(plot.words(mark)) for mark in marks) + px(8)
    worded = bool(plot.mark_words) or any(one.band for one in plot.series)
    above, right = px(16 if worded else 10), px(4)
    if plot.form is Form.LINES and plot.ends:
        said = [plot.words(last[1]) for one in plot.series if (last := last_value(one)) is not None]
        right = max(map(figures.horizontalAdvance, said), default=0) + px(12)
    return Frame(QRectF(room.adjusted(left, above, -right, -px(22))), marks)


def last_value(series: Series) -> tuple[int, float] | None:
    """Return the last place that has a value, and the value."""
    known = [(place, value) for place, value in enumerate(series.values) if value is not None]
    return known[-1] if known else None


def colour(plot: Plot, place: int) -> QColor:
    """Return the colour of a series."""
    theme = current()
    role = plot.series[place].role
    return theme.color(role) if role else theme.chart.series[place % len(theme.chart.series)]
