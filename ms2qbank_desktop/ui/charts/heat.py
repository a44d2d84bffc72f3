"""Paints a table of shares as cells: the greater the share, the darker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.widgets import paint

if TYPE_CHECKING:
    from .plot import Plot

STEPS = (0.2, 0.4, 0.55, 0.7)
"""Shares from which a cell is a step darker."""
_HEAD, _ROW, _GAP = 26, 31, 3
_PLAIN = 58
"""Pixels at 100 % text."""


@dataclass(frozen=True, slots=True)
class HeatFrame:
    """Where cells lie, pixels. ``names``: room of the names of the rows; ``lefts``: where each
    column begins, and at last where they end."""

    room: QRect
    names: int
    lefts: tuple[float, ...]

    def cell(self, place: int, column: int) -> QRectF:
        """Return a cell without the gap beside it."""
        top = self.room.top() + px(_HEAD) + place * px(_ROW)
        left, right = self.lefts[column : column + 2]
        gap = px(_GAP)
        return QRectF(round(left), top, round(right) - round(left) - gap, px(_ROW) - gap)

    def cell_at(self, plot: Plot, x: float, y: float) -> tuple[int, int] | None:
        """Return the place and the column at a point, None beside the cells."""
        place = int((y - self.room.top() - px(_HEAD)) // px(_ROW))
        columns = range(len(plot.series))
        column = next((at for at in columns if self.lefts[at] <= x < self.lefts[at + 1]), None)
        if column is None or not 0 <= place < len(plot.places) or plot.series[column].plain:
            return None
        return place, column


def height(plot: Plot) -> int:
    """Return how high a heat map is."""
    return px(_HEAD) + len(plot.places) * px(_ROW)


def heat_frame(plot: Plot, room: QRect) -> HeatFrame:
    """Return where the cells of ``plot`` lie when it is painted into ``room``."""
    figures = QFontMetrics(font("body"))
    longest = max((figures.horizontalAdvance(name) for name in plot.labels), default=0)
    names = min(longest + px(16), int(room.width() * 0.3))
    plain = sum(one.plain for one in plot.series)
    wide = (room.width() - names - plain * px(_PLAIN)) / max(1, len(plot.series) - plain)
    lefts = [float(room.left() + names)]
    for one in plot.series:
        lefts.append(lefts[-1] + (px(_PLAIN) if one.plain else wide))
    return HeatFrame(room, names, tuple(lefts))


def step(share: float) -> int:
    """Return how dark the cell of a share is, 0–4."""
    return sum(share >= least for least in STEPS)


def paint_heat(
    painter: QPainter, plot: Plot, room: QRect, chosen: tuple[int, int] | None = None
) -> None:
    """Paint names, cells and plain columns; ``chosen`` is under the mouse or the keyboard."""
    lies = heat_frame(plot, room)
    theme = current()
    centre = Qt.AlignmentFlag.AlignCenter
    painter.setFont(font("caption"))
    painter.setPen(theme.color("text-muted"))
    for column, series in enumerate(plot.series):
        left, right = lies.lefts[column : column + 2]
        head = QRectF(left, room.top(), right - left - px(_GAP), px(_HEAD))
        words = series.short or series.name
        words = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(head.width())
        )
        painter.drawText(head, centre, words)
    painter.setFont(font("body"))
    painter.setPen(theme.color("text"))
    for place, name in enumerate(plot.labels):
        cell = lies.cell(place, 0)
        line = QRectF(room.left(), cell.top(), lies.names - px(10), cell.height())
        elide = Qt.TextElideMode.ElideRight
        words = painter.fontMetrics().elidedText(name, elide, int(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
    for column, series in enumerate(plot.series):
        for place, value in enumerate(series.values):
            cell = lies.cell(place, column)
            if series.plain:
                painter.setFont(font("caption"))
                painter.setPen(theme.color("text" if value is not None else "text-muted"))
                painter.drawText(cell, centre, plot.words(value) if value is not None else "–")
            else:
                _paint_cell(painter, cell, value)
    if chosen is not None:
        painter.setPen(QPen(theme.color("focus-ring"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(lies.cell(*chosen).adjusted(-1, -1, 1, 1), 3, 3)


def _paint_cell(painter: QPainter, cell: QRectF, value: float | None) -> None:
    theme = current()
    if value is None:
        pen = QPen(theme.color("border"), 1)
        pen.setDashPattern([3, 2])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(0, 0, -1, -1))
        return
    at = step(value)
    paint.heat_cell(painter, cell, at)
    painter.setFont(font("caption"))
    painter.setPen(theme.heat_text[at])
    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{value * 100:.0f}")
