"""Paints estimates below one another, each a mark in its range on a line of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ms2qbank_desktop.ui.theme import current, font, px

from .plot import ticks

if TYPE_CHECKING:
    from collections.abc import Callable

    from .plot import Plot

    Marker = Callable[[QPainter, QPointF, QColor, int], None]

_AXIS = 20
"""Height in pixels at 100 % text of what the axis says."""


def height(plot: Plot) -> int:
    """Return how high a plot of rows is."""
    return len(plot.places) * _row() + px(_AXIS)


def middle(place: int) -> int:
    """Return the y of the middle of a row."""
    return place * _row() + _row() // 2


def place_at(plot: Plot, y: float) -> int | None:
    """Return the row at ``y``, None below the last one."""
    place = int(y // _row())
    return place if 0 <= place < len(plot.places) else None


def paint_rows(
    painter: QPainter,
    plot: Plot,
    room: QRect,
    colours: list[QColor],
    marker: Marker,
    chosen: int | None,
) -> None:
    """Paint names, ranges, marks, values and notes; ``chosen`` is under mouse or keyboard."""
    lies = _Columns.of(plot, room)
    theme = current()
    bottom = room.top() + len(plot.places) * _row()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setFont(font("micro"))
    for mark in lies.marks:
        x = round(lies.x(mark))
        painter.fillRect(QRectF(x, room.top(), 1, bottom - room.top()), theme.chart.grid)
        words = plot.words(mark)
        width = painter.fontMetrics().horizontalAdvance(words) + px(4)
        below = QRectF(x - width / 2, bottom + px(3), width, px(_AXIS) - px(3))
        painter.setPen(theme.chart.axis)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
    for place in range(len(plot.places)):
        line = QRect(room.left(), room.top() + place * _row(), room.width(), _row())
        if place == chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus-ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(line.adjusted(1, 1, -1, -1), 4, 4)
        _paint_words(painter, plot, lies, line, place)
        _paint_marks(painter, plot, lies, line, place, colours, marker)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where names, lines, values and notes stand, pixels; ``marks``: values on the axis."""

    names: int
    left: float
    right: float
    values: int
    marks: tuple[float, ...]

    @staticmethod
    def of(plot: Plot, room: QRect) -> _Columns:
        body, strong = QFontMetrics(font("body")), QFontMetrics(font("strong"))
        caption = QFontMetrics(font("caption"))
        longest = max((body.horizontalAdvance(name) for name in plot.labels), default=0)
        names = min(longest, int(room.width() * 0.36)) + px(6)
        said = [plot.words(value) for value in plot.series[0].values if value is not None]
        values = max(map(strong.horizontalAdvance, said), default=0) + px(10)
        notes = max(map(caption.horizontalAdvance, plot.notes), default=-px(10)) + px(10)
        right = room.right() - values - notes - px(12)
        top = plot.top if plot.top is not None else plot.greatest()
        marks = ticks(plot.bottom, top)
        return _Columns(names, room.left() + names + px(16), right, values, marks)

    def x(self, value: float) -> float:
        low, high = self.marks[0], self.marks[-1]
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        return self.left + share * (self.right - self.left)


def _row() -> int:
    return px(26)


def _paint_words(painter: QPainter, plot: Plot, lies: _Columns, line: QRect, place: int) -> None:
    theme = current()
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(font("body"))
    painter.setPen(theme.color("text"))
    elide = Qt.TextElideMode.ElideRight
    name = painter.fontMetrics().elidedText(plot.labels[place], elide, lies.names)
    painter.drawText(line.adjusted(px(6), 0, 0, 0), middle, name)
    value = plot.series[0].values[place]
    after = QRect(round(lies.right) + px(8), line.top(), lies.values, line.height())
    if value is not None:
        painter.setFont(font("strong"))
        painter.drawText(after, middle | Qt.AlignmentFlag.AlignRight, plot.words(value))
    if plot.notes:
        painter.setFont(font("caption"))
        painter.setPen(theme.color("text-muted"))
        painter.drawText(
            line.adjusted(0, 0, -px(4), 0), middle | Qt.AlignmentFlag.AlignRight, plot.notes[place]
        )


def _paint_marks(
    painter: QPainter,
    plot: Plot,
    lies: _Columns,
    line: QRect,
    place: int,
    colours: list[QColor],
    marker: Marker,
) -> None:
    theme = current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    lanes = len(plot.series)
    lane = (line.height() - px(6)) / lanes
    for number, series in enumerate(plot.series):
        value = series.values[place]
        y = line.top() + px(3) + (number + 0.5) * lane
        ends = series.band[place] if series.band else None
        if value is None:
            continue
        if ends is not None:
            high = min(px(8), lane - 2)
            low, top = lies.x(ends[0]), lies.x(ends[1])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.chart.band)
            painter.drawRoundedRect(QRectF(low, y - high / 2, max(2.0, top - low), high), 3, 3)
        marker(painter, QPointF(lies.x(value), y), colours[number], number)
