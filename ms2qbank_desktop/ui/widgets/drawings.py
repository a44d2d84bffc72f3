"""SVG drawings as pictures, drawn at the size in which they are seen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_MOST = 24_000_000
"""Pixels of one picture: 96 MB."""


def drawn(data: bytes, widest: int, scale: float, ratio: float) -> QImage:
    """Return a drawing in ``scale`` times its own size, at most ``widest`` pixels wide, with
    ``ratio`` dots to a pixel; a null image if it cannot be drawn.

    May be called on any thread.
    """
    drawing = QSvgRenderer(QByteArray(data))
    own = drawing.defaultSize()
    if own.isEmpty():
        return QImage()
    dots = min(own.width() * scale, widest) * ratio / own.width()
    dots = min(dots, (_MOST / (own.width() * own.height())) ** 0.5)
    size = QSize(max(1, round(own.width() * dots)), max(1, round(own.height() * dots)))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
