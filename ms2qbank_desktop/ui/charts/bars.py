"""Paints bars, their values and their ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ms2qbank_desktop.ui.theme import current, px

from .framing import colour

if TYPE_CHECKING:
    from .framing import Frame
    from .plot import Plot


def paint_bars(painter: QPainter, plot: Plot, lies: Frame, chosen: int | None) -> None:
    """Paint the bars of all series; ``chosen`` is the place under mouse or keyboard."""
    step = lies.step(plot)
    gap = max(1.0, min(step * 0.24, px(14)))
    widest = float(px(64))
    width = min(step - gap, widest)
    beside = 1 if plot.stacked else len(plot.series)
    part = width / beside
    for place in range(len(plot.places)):
        left = lies.x(plot, place) - width / 2
        if place == chosen:
            ring = QRectF(left - gap / 2, lies.area.top(), width + gap, lies.area.height())
            painter.fillRect(ring, current().color("hover"))
            painter.setPen(QPen(current().color("focus-ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(ring.adjusted(1, 1, -1, 0))
        base = 0.0
        for number, series in enumerate(plot.series):
            value = series.values[place]
            if value is None or value <= 0:
                continue
            high, low = lies.y(base + value), lies.y(base)
            bar = QRectF(left + (0 if plot.stacked else number * part), high, part, low - high)
            if not plot.stacked and beside > 1:
                bar.adjust(0.5, 0, -0.5, 0)
            elif base and bar.height() > 2:
                bar.adjust(0, 0, 0, -1)  # a line of ground between the parts
            paint_fill(painter, bar, colour(plot, number), number)
            if plot.stacked:
                base += value
    if not plot.stacked:
        _paint_whiskers(painter, plot, lies, part, width)
    if not plot.stacked or len(plot.series) == 1:
        _paint_values(painter, plot, lies, part, width)


def _paint_whiskers(painter: QPainter, plot: Plot, lies: Frame, part: float, width: float) -> None:
    """Paint the range of each bar that has one as a line with two ends."""
    half = min(px(5), part / 4)
    for number, series in enumerate(plot.series):
        for place, ends in enumerate(series.band):
            if ends is None or series.values[place] is None:
                continue
            x = lies.x(plot, place) - width / 2 + (number + 0.5) * part
            high, low = lies.y(ends[1]), lies.y(ends[0])
            lines = [
                QLineF(x, high, x, low),
                *(QLineF(x - half, y, x + half, y) for y in (high, low)),
            ]
            # Twice: it lies on the bar and on the ground, and is to be seen on both.
            for ink, thick in (("surface", 3.0), ("text", 1.0)):
                painter.setPen(QPen(current().color(ink), thick))
                painter.drawLines(lines)


def _paint_values(painter: QPainter, plot: Plot, lies: Frame, part: float, width: float) -> None:
    """Write the value above each bar where there is room for all of them."""
    figures = painter.fontMetrics()
    said = [
        (place, number, series.values[place] or 0.0)
        for place in range(len(plot.places))
        for number, series in enumerate(plot.series)
        if series.values[place] or (series.band and series.values[place] is not None)
    ]
    widest = max((figures.horizontalAdvance(plot.words(value)) for *_, value in said), default=0)
    room = lies.step(plot) if len(plot.series) == 1 else part
    if widest + 2 > room:
        return
    painter.setPen(current().color("text"))
    for place, number, value in said:
        middle = lies.x(plot, place) - width / 2 + (number + 0.5) * part
        ends = plot.series[number].band[place] if plot.series[number].band else None
        top = lies.y(value if ends is None else max(value, ends[1]))
        words = QRectF(middle - room / 2, top - px(15), room, px(15))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, plot.words(value))


def paint_fill(painter: QPainter, bar: QRectF, ink: QColor, number: int) -> None:
    """Fill a bar so that the series can be told apart without their colours: solid, outlined with
    slanted lines, solid with a lighter middle, outlined with level lines, and so on."""
    painter.save()
    style = number % 4
    if style == 0:
        painter.fillRect(bar, ink)
    else:
        ground = QColor(ink)
        ground.setAlphaF((1, 0.22, 0.55, 0.12)[style])
        painter.fillRect(bar, current().color("surface"))
        painter.fillRect(bar, ground)
        if bar.width() >= 3 and bar.height() >= 2 and style != 2:
            painter.setPen(QPen(ink, 1))
            painter.drawLines(_hatching(bar.adjusted(1, 1, -1, -1), slanted=style == 1))
        if bar.width() >= 3:
            painter.setPen(QPen(ink, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _hatching(bar: QRectF, *, slanted: bool) -> list[QLineF]:
    """Return level lines across a bar, or lines that rise as steeply as they are long.

    They end at its edges of themselves: an SVG file knows no clipping.
    """
    gap = max(4, px(5))
    width, lines = bar.width(), []
    y = bar.bottom() + (width if slanted else 0.0)
    while y > bar.top():
        if slanted:
            start, end = max(0.0, y - bar.bottom()), min(width, y - bar.top())
            lines.append(QLineF(bar.left() + start, y - start, bar.left() + end, y - end))
        else:
            lines.append(QLineF(bar.left(), y, bar.right(), y))
        y -= gap
    return lines
