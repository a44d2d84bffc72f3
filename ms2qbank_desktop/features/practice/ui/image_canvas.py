"""A picture that is zoomed, moved, and seen with more contrast or inverted."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColorSpace, QColorTransform, QImage, QImageReader, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.core.drawing import is_drawing
from ms2qbank_desktop.ui.theme import current, metrics
from ms2qbank_desktop.ui.widgets.drawings import drawn

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

LARGEST, SMALLEST = 16.0, 0.02
"""Limits of the scale: screen pixels for one pixel of the picture."""
STEP = 1.25
_NOTCH = 120
_STRENGTH = 50
"""So many steps of contrast double it."""
_DRAWN = 3000
"""Pixels across a drawing, which has no size of its own to be seen at."""
_SMOOTH_UP_TO = 4.0
"""Beyond that scale single pixels are shown as squares."""


def readable(data: bytes) -> tuple[QImage, ...]:
    """Decode a picture; empty if it cannot be. Takes long: call it on a worker.

    The first is the picture, each further one half as large, so that painting a large picture
    small reads few pixels and leaves no jagged lines.
    """
    source = QBuffer()
    source.setData(QByteArray(data))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)  # unlike QImage.fromData it lets the window go on meanwhile
    reader.setAutoTransform(True)
    picture = drawn(data, _DRAWN, _DRAWN, 1) if is_drawing(data) else reader.read()
    if picture.isNull():
        return ()
    if picture.hasAlphaChannel():
        ground = QImage(picture.size(), QImage.Format.Format_RGB32)
        ground.fill(Qt.GlobalColor.white)
        painter = QPainter(ground)
        painter.drawImage(0, 0, picture)
        painter.end()
        picture = ground
    levels = [picture]
    while min(levels[-1].width(), levels[-1].height()) > 512:
        levels.append(
            levels[-1].scaled(
                levels[-1].size() / 2,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return tuple(levels)


@cache
def _contrast(steps: int) -> QColorTransform:
    """Return what turns colours away from, or with negative steps towards, middle grey.

    A colour space whose transfer curve is the contrast curve makes Qt do it on all cores.
    """
    factor = 2 ** (steps / _STRENGTH)
    curve = [
        max(0, min(65535, round((value / 255 - 0.5) * factor * 65535 + 32767.5)))
        for value in range(256)
    ]
    seen = QColorSpace(QColorSpace.Primaries.SRgb, curve)
    plain = QColorSpace(QColorSpace.Primaries.SRgb, QColorSpace.TransferFunction.Linear)
    return seen.transformationToColorSpace(plain)


class ImageCanvas(QWidget):
    """Shows one picture, fitted to the room until it is zoomed. ``scaled``: the scale changed."""

    scaled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._levels: tuple[QImage, ...] = ()
        self._middle = QPointF()
        """The point of the picture that is in the middle of the canvas."""
        self._grip: QPointF | None = None
        self.scale = 1.0
        self.fitted = True
        self.contrast = 0
        """From −100 to 100, 0 is the picture as it is."""
        self.inverted = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Picture")
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def show_levels(self, levels: tuple[QImage, ...]) -> None:
        """Show what :func:`readable` returned, fitted."""
        self._levels = levels
        self.fit()

    def fit(self) -> None:
        """Show the whole picture, small ones in their own size."""
        self.fitted = True
        size = self._size
        ratio = self.devicePixelRatioF()
        room = min(self.width() / size.width(), self.height() / size.height())
        self._middle = QPointF(size.width() / 2, size.height() / 2)
        self._take_scale(min(room, 1 / ratio))

    def show_pixels(self) -> None:
        """Show each pixel of the picture as one of the screen."""
        self.zoom_to(1 / self.devicePixelRatioF())

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Set the scale; the picture stays where it is under ``at``, else in the middle."""
        self.fitted = False
        scale = max(SMALLEST, min(LARGEST, scale))
        off = (at or QPointF(self.rect().center())) - QPointF(self.rect().center())
        self._middle += off / self.scale - off / scale
        self._take_scale(scale)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Multiply the scale."""
        self.zoom_to(self.scale * factor, at)

    def pan(self, across: float, down: float) -> None:
        """Move the picture by so many pixels of the screen, never out of sight."""
        self._middle -= QPointF(across, down) / self.scale
        self._keep_in_sight()
        self.update()

    def set_contrast(self, contrast: int) -> None:
        """Change the contrast, −100 to 100."""
        self.contrast = contrast
        self.update()

    def set_inverted(self, inverted: bool) -> None:
        """Show the negative."""
        self.inverted = inverted
        self.update()

    @property
    def place(self) -> QRect:
        """Where the picture lies on the canvas, in whole pixels so that its edges are clean."""
        size = QSizeF(self._size) * self.scale
        middle = QRectF(self.rect()).center()
        return QRectF(middle - self._middle * self.scale, size).toAlignedRect()

    @property
    def _size(self) -> QSize:
        return self._levels[0].size() if self._levels else QSize(1, 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(STEP ** (event.angleDelta().y() / _NOTCH), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            step = event.position() - self._grip
            self._grip = event.position()
            self.pan(step.x(), step.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fitted:
            self.fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("window"))
        if not self._levels:
            return
        place = self.place
        seen = place & self.rect()
        if self.contrast or self.inverted:
            painter.drawImage(seen.topLeft(), self._altered(seen))
        else:
            painter.setClipRect(seen)
            self._draw(painter, place)
            painter.setClipping(False)
        painter.setPen(theme.color("border"))
        edge = metrics().border["hairline"]
        painter.drawRect(place.adjusted(-edge, -edge, 0, 0))

    def _draw(self, painter: QPainter, place: QRect) -> None:
        needed = self.scale * self.devicePixelRatioF()
        level = 0
        while level + 1 < len(self._levels) and needed <= 0.5 ** (level + 1):
            level += 1
        smooth = needed < _SMOOTH_UP_TO
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(place, self._levels[level])

    def _altered(self, seen: QRect) -> QImage:
        """Return the part of the picture that is seen, with contrast and inverted."""
        ratio = self.devicePixelRatioF()
        part = QImage(seen.size() * ratio, QImage.Format.Format_RGB32)
        part.setDevicePixelRatio(ratio)
        painter = QPainter(part)
        self._draw(painter, self.place.translated(-seen.topLeft()))
        painter.end()
        if self.contrast:
            part.applyColorTransform(_contrast(self.contrast))
        if self.inverted:
            part.invertPixels()
        return part

    def _take_scale(self, scale: float) -> None:
        self.scale = scale
        self._keep_in_sight()
        self.update()
        self.scaled.emit()

    def _keep_in_sight(self) -> None:
        """Keep the middle of the canvas on the picture."""
        size = self._size
        self._middle.setX(max(0.0, min(self._middle.x(), float(size.width()))))
        self._middle.setY(max(0.0, min(self._middle.y(), float(size.height()))))
