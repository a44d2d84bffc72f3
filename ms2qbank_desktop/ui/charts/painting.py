"""Paints a plot on anything that takes a painter: the screen, a picture, an SVG file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ms2qbank_desktop.ui.theme import current, font, px

from .bars import paint_bars
from .framing import colour, frame, last_value
from .heat import paint_heat
from .plot import Form, thinned
from .rows import paint_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .framing import Frame
    from .plot import Plot, Series

_DASHES: tuple[list[int], ...] = ([], [7, 4], [2, 4], [9, 3, 2, 3])
"""In units of the line's width; see the visual guide, Charts."""


def paint_plot(painter: QPainter, plot: Plot, room: QRect, chosen: int | None = None) -> None:
    """Paint axes, marks and series; ``chosen`` is the place under the mouse or the keyboard."""
    if plot.form is Form.HEAT:
        paint_heat(painter, plot, room)
        return
    if plot.form is Form.ROWS:
        inks = [colour(plot, number) for number in range(len(plot.series))]
        paint_rows(painter, plot, room, inks, paint_marker, chosen)
        return
    lies = frame(plot, room)
    painter.setFont(font("micro"))
    _paint_axes(painter, plot, lies)
    if plot.mark is not None and not plot.mark_words:
        _paint_mark(painter, plot, lies)
    if plot.form is Form.LINES:
        if chosen is not None:
            x = lies.x(plot, chosen)
            painter.setPen(QPen(current().color("focus-ring"), 1))
            painter.drawLine(QLineF(x, lies.area.top(), x, lies.area.bottom()))
        for series in plot.series:
            _paint_band(painter, plot, series, lies)
        if plot.mark_words:
            _paint_worded_mark(painter, plot, lies)
        for place in range(len(plot.series)):
            _paint_line(painter, plot, lies, place, chosen)
        if plot.ends:
            _paint_last_values(painter, plot, lies)
    else:
        paint_bars(painter, plot, lies, chosen)


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
    widths = [figures.horizontalAdvance(label) + px(6) for label in plot.labels]
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


def _paint_worded_mark(painter: QPainter, plot: Plot, lies: Frame) -> None:
    """Draw a line at the place, over what is filled, and write above it what is there."""
    x, area = round(lies.x(plot, plot.mark or 0)), lies.area
    painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), current().chart.axis)
    wide = painter.fontMetrics().horizontalAdvance(plot.mark_words) + 2
    left = min(max(x - wide / 2, area.left()), area.right() - wide)
    painter.setPen(current().chart.axis)
    words = QRectF(left, 0, wide, area.top())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, plot.mark_words)


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
    band = series.band
    if series.area:
        foot = lies.marks[0]
        band = tuple(None if value is None else (foot, value) for value in series.values)
    for stretch in _known_stretches(band):
        ends = [(lies.x(plot, place), lies.y(one[0]), lies.y(one[1])) for place, one in stretch]
        if len(ends) == 1:  # one alone has no way to a next one
            x, low, high = ends[0]
            ends = [(x - px(4), low, high), (x + px(4), low, high)]
        upper = [QPointF(x, high) for x, _, high in ends]
        lower = [QPointF(x, low) for x, low, _ in reversed(ends)]
        painter.drawPolygon(QPolygonF(upper + lower))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_line(
    painter: QPainter, plot: Plot, lies: Frame, number: int, chosen: int | None
) -> None:
    series = plot.series[number]
    if series.area:
        return
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
        last = last_value(series)
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


def _known_stretches(
    band: Sequence[tuple[float, float] | None],
) -> list[list[tuple[int, tuple[float, float]]]]:
    """Return the places of a band with their ends, cut where nothing is known."""
    found: list[list[tuple[int, tuple[float, float]]]] = [[]]
    for place, ends in enumerate(band):
        if ends is None:
            found.append([])
        else:
            found[-1].append((place, ends))
    return [stretch for stretch in found if stretch]


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
