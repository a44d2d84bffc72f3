"""Paints a plot on anything that takes a painter: the screen, a picture, an SVG file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from ms2qbank_desktop.ui.theme import current, font, px

from .plot import Form, thinned, ticks, whole

if TYPE_CHECKING:
    from .plot import Plot, Series

_DASHES: tuple[list[int], ...] = ([], [7, 4], [2, 4], [9, 3, 2, 3])
"""In units of the line's width; see the visual guide, Charts."""


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
    above, right = px(10), px(4)
    if plot.form is Form.LINES:
        said = [plot.words(last[1]) for one in plot.series if (last := _last(one)) is not None]
        right = max(map(figures.horizontalAdvance, said), default=0) + px(12)
    return Frame(QRectF(room.adjusted(left, above, -right, -px(22))), marks)


def _last(series: Series) -> tuple[int, float] | None:
    """Return the last place that has a value, and the value."""
    known = [(place, value) for place, value in enumerate(series.values) if value is not None]
    return known[-1] if known else None


def colour(plot: Plot, place: int) -> QColor:
    """Return the colour of a series."""
    theme = current()
    role = plot.series[place].role
    return theme.color(role) if role else theme.chart.series[place % len(theme.chart.series)]


def paint_plot(painter: QPainter, plot: Plot, room: QRect, chosen: int | None = None) -> None:
    """Paint axes, marks and series; ``chosen`` is the place under the mouse or the keyboard."""
    lies = frame(plot, room)
    painter.setFont(font("micro"))
    _paint_axes(painter, plot, lies)
    if plot.mark is not None:
        _paint_mark(painter, plot, lies)
    if plot.form is Form.LINES:
        if chosen is not None:
            x = lies.x(plot, chosen)
            painter.setPen(QPen(current().color("focus-ring"), 1))
            painter.drawLine(QLineF(x, lies.area.top(), x, lies.area.bottom()))
        for series in plot.series:
            _paint_band(painter, plot, series, lies)
        for place in range(len(plot.series)):
            _paint_line(painter, plot, lies, place, chosen)
        _paint_last_values(painter, plot, lies)
    else:
        _paint_bars(painter, plot, lies, chosen)


def _paint_axes(painter: QPainter, plot: Plot, lies: Frame) -> None:
    theme = current()
    area = lies.area
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for mark in lies.marks:
        y = round(lies.y(mark))
        painter.fillRect(QRectF(area.left(), y, area.width(), 1), theme.chart.grid)
        painter.setPen(theme.chart.axis)
        place = QRectF(0, y - px(8), area.left() - px(8), px(16))
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, plot.words(mark)
        )
    _paint_labels(painter, plot, lies)


def _paint_labels(painter: QPainter, plot: Plot, lies: Frame) -> None:
    """Write as many words under the axis as fit; given ``short`` ones say themselves where."""
    figures = painter.fontMetrics()
    widths = [figures.horizontalAdvance(label) + px(10) for label in plot.labels]
    named = [place for place, label in enumerate(plot.labels) if label]
    sparse = len(named) < len(plot.labels)
    room = lies.area.width() / max(1, len(named)) if sparse else lies.step(plot)
    step = thinned([widths[place] for place in named], room)
    free = -1e9
    for number, place in enumerate(named):
        if number % step and not plot.xs:
            continue
        width = widths[place]
        x = lies.x(plot, place)
        left = min(max(x - width / 2, 0), painter.window().right() - width)
        if left < free:
            continue
        words = QRectF(left, lies.area.bottom() + px(4), width, px(16))
        painter.setPen(current().chart.axis)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, plot.labels[place])
        free = left + width


def _paint_mark(painter: QPainter, plot: Plot, lies: Frame) -> None:
    x = lies.x(plot, plot.mark or 0)
    width = max(lies.step(plot) if not plot.xs else px(16), px(4))
    ground = QRectF(x - width / 2, lies.area.top(), width, lies.area.height())
    painter.fillRect(ground, current().color("accent-subtle"))


def _paint_bars(painter: QPainter, plot: Plot, lies: Frame, chosen: int | None) -> None:
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
    if not plot.stacked or len(plot.series) == 1:
        _paint_values(painter, plot, lies, part, width)


def _paint_values(painter: QPainter, plot: Plot, lies: Frame, part: float, width: float) -> None:
    """Write the value above each bar where there is room for all of them."""
    figures = painter.fontMetrics()
    said = [
        (place, number, series.values[place] or 0.0)
        for place in range(len(plot.places))
        for number, series in enumerate(plot.series)
        if series.values[place]
    ]
    widest = max((figures.horizontalAdvance(plot.words(value)) for *_, value in said), default=0)
    room = lies.step(plot) if len(plot.series) == 1 else part
    if widest + 2 > room:
        return
    painter.setPen(current().color("text"))
    for place, number, value in said:
        middle = lies.x(plot, place) - width / 2 + (number + 0.5) * part
        words = QRectF(middle - room / 2, lies.y(value) - px(15), room, px(15))
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


def line_pen(plot: Plot, number: int) -> QPen:
    """Return the pen of a line: its colour and its dash."""
    pen = QPen(colour(plot, number), 2)
    dash = _DASHES[(number + number // 4) % 4]
    if dash:
        pen.setDashPattern([length / 2 for length in dash])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _paint_band(painter: QPainter, plot: Plot, series: Series, lies: Frame) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current().chart.band)
    ends = [
        (lies.x(plot, place), lies.y(one[0]), lies.y(one[1]))
        for place, one in enumerate(series.band)
        if one is not None
    ]
    upper = [QPointF(x, high) for x, _, high in ends]
    lower = [QPointF(x, low) for x, low, _ in reversed(ends)]
    painter.drawPolygon(QPolygonF(upper + lower))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_line(
    painter: QPainter, plot: Plot, lies: Frame, number: int, chosen: int | None
) -> None:
    series = plot.series[number]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(line_pen(plot, number))
    stretches = _stretches(plot, series, lies)
    for stretch in stretches:
        painter.drawPolyline(QPolygonF([point for _, point in stretch]))
    points = [one for stretch in stretches for one in stretch]
    roomy = lies.step(plot) >= px(12) or bool(plot.xs) or len(points) == 1
    for place, point in points:
        marked = roomy if series.marked is None else place in series.marked
        if marked or place == chosen:
            paint_marker(painter, point, colour(plot, number), number, large=place == chosen)


def _paint_last_values(painter: QPainter, plot: Plot, lies: Frame) -> None:
    """Write the last value of each line beside its end, one above the other where they meet."""
    ends = []
    for number, series in enumerate(plot.series):
        last = _last(series)
        if last is not None:
            place, value = last
            ends.append((lies.y(value), lies.x(plot, place), number, plot.words(value)))
    high = px(14)
    below = -1e9
    for y, x, number, words in sorted(ends):
        top = max(y - high / 2, below)
        below = top + high
        painter.setPen(colour(plot, number))
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        label = QRectF(x + px(8), top, width, high)
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, words)


def _stretches(plot: Plot, series: Series, lies: Frame) -> list[list[tuple[int, QPointF]]]:
    """Return the points of a line, cut where nothing is known."""
    found: list[list[tuple[int, QPointF]]] = [[]]
    for place, value in enumerate(series.values):
        if value is None:
            found.append([])
        else:
            found[-1].append((place, QPointF(lies.x(plot, place), lies.y(value))))
    return [stretch for stretch in found if stretch]


def paint_marker(
    painter: QPainter, middle: QPointF, ink: QColor, number: int, *, large: bool = False
) -> None:
    """Paint the marker of a series: circle, square, triangle, diamond."""
    painter.setPen(QPen(current().color("surface"), 1))
    painter.setBrush(ink)
    r = px(5) if large else px(3.5)
    x, y = middle.x(), middle.y()
    shape = number % 4
    if shape == 0:
        painter.drawEllipse(middle, r, r)
    elif shape == 1:
        painter.drawRect(QRectF(x - r, y - r, 2 * r, 2 * r))
    elif shape == 2:
        corners = [QPointF(x, y - r), QPointF(x + r, y + r), QPointF(x - r, y + r)]
        painter.drawPolygon(QPolygonF(corners))
    else:
        corners = [QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]
        painter.drawPolygon(QPolygonF(corners))
