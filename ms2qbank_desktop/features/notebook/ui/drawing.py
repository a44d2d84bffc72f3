"""Drawings: strokes of a pen on white paper. The picture of one carries its strokes with it, so
that it can be drawn on later."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QPainter,
    QPainterPath,
    QPen,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Point = tuple[float, float]
WIDTH, HEIGHT = 720, 440
"""Of the paper, in its own units."""
INKS = {"black": "black", "red": "firebrick", "blue": "mediumblue", "green": "darkgreen"}
"""On white paper, whatever the theme is."""
WIDTHS = {"fine": 2.0, "thick": 5.0}
_KEY = "ms2qbank-drawing"
_SCALE = 2
_EDGE = 12
_REACH = 12.0
_MOST = 100_000
"""Points of a drawing that are read back."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """``ink`` and ``width``: of INKS and WIDTHS."""

    ink: str
    width: str
    points: tuple[Point, ...]

    def path(self) -> QPainterPath:
        """Return its line, smoothed."""
        first, *rest = (QPointF(*point) for point in self.points)
        path = QPainterPath(first)
        for here, then in pairwise(rest):
            path.quadTo(here, (here + then) / 2)
        path.lineTo(rest[-1] if rest else first + QPointF(0.01, 0))
        return path

    def is_near(self, x: float, y: float) -> bool:
        """Say whether an eraser at a place takes it away."""
        reach = (WIDTHS[self.width] + _REACH) / 2
        pairs = pairwise(self.points) if len(self.points) > 1 else [self.points * 2]
        return any(_distance(here, then, x, y) <= reach for here, then in pairs)


def _distance(here: Point, then: Point, x: float, y: float) -> float:
    """Return how far a place is from the line between two points."""
    across, down = then[0] - here[0], then[1] - here[1]
    length = across * across + down * down
    part = ((x - here[0]) * across + (y - here[1]) * down) / length if length else 0.0
    part = min(max(part, 0.0), 1.0)
    return hypot(x - here[0] - part * across, y - here[1] - part * down)


def paint(painter: QPainter, strokes: Iterable[Stroke]) -> None:
    """Draw strokes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        ink = QPen(QColor(INKS[stroke.ink]), WIDTHS[stroke.width])
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        painter.drawPath(stroke.path())


def picture(strokes: Sequence[Stroke]) -> tuple[bytes, int]:
    """Return a PNG of what was drawn, with the strokes in it, and how wide it is to be shown."""
    area = QRectF()
    for stroke in strokes:
        area = area.united(stroke.path().boundingRect().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE))
    area = area.intersected(QRectF(0, 0, WIDTH, HEIGHT))
    size = (area.size() * _SCALE).toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(_SCALE, _SCALE)
    painter.translate(-area.topLeft())
    paint(painter, strokes)
    painter.end()
    image.setText(_KEY, json.dumps([[one.ink, one.width, one.points] for one in strokes]))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data()), round(area.width())


def replaced(body: str, was: str, address: str, width: int) -> str:
    """Return a text with another picture in the place of a drawing; the words for it stay."""
    old = re.compile(rf"!\[([^\]\n|]*)(?:\|\d+)?\]\({re.escape(was)}\)")
    return old.sub(lambda found: f"![{found[1]}|{width}]({address})", body)


def strokes_of(file: Path) -> tuple[Stroke, ...]:
    """Return the strokes that the picture of a drawing carries; none if it is no drawing."""
    try:
        read = json.loads(QImageReader(str(file)).text(_KEY) or "[]")
        strokes = tuple(
            Stroke(ink, width, tuple((float(x), float(y)) for x, y in points))
            for ink, width, points in read
            if ink in INKS and width in WIDTHS and points
        )
    except (ValueError, TypeError):
        return ()
    return strokes if sum(len(one.points) for one in strokes) <= _MOST else ()
