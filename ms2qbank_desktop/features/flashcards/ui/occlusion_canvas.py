"""A picture with shapes over it, to be drawn and moved by mouse and by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.flashcards.text.occlusion import Outline, Shape
from ms2qbank_desktop.ui.theme import current, font, metrics, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_LEAST = 0.01
"""Sides of a shape that was meant to be drawn, as a share of the picture."""
_STEP = 0.01
_SIDE = 0.2
"""Of a shape that a key makes."""
_MOVES = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}


class OcclusionCanvas(QWidget):
    """``changed``: shapes were drawn, moved, numbered or taken away. Keys: R and E make a shape,
    arrows move it, with Shift its size; Page Up and Down go from shape to shape; Enter closes a
    polygon; Delete; Ctrl+Z takes back."""

    changed = Signal()
    selection_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tool: Outline | None = Outline.RECTANGLE
        self.shapes: tuple[Shape, ...] = ()
        self.selected: frozenset[int] = frozenset()
        self.hide_all = True
        self._image = QImage()
        self._before: list[tuple[Shape, ...]] = []
        self._from: QPointF | None = None
        self._drawn: Shape | None = None
        self._points: list[QPointF] = []
        self._moving: tuple[Shape, ...] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Picture with shapes")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, image: QImage, shapes: Sequence[Shape]) -> None:
        """Show a picture with its shapes; nothing is there to take back then."""
        self._image = image
        self.shapes, self.selected = tuple(shapes), frozenset()
        self._before.clear()
        self._points.clear()
        self.updateGeometry()
        self.update()

    # What the buttons do

    def set_shapes(self, shapes: Sequence[Shape], selected: frozenset[int]) -> None:
        """Take other shapes, so that they can be taken back."""
        self._before.append(self.shapes)
        self.shapes, self.selected = tuple(shapes), selected
        self._tell()

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self.shapes, self.selected = self._before.pop(), frozenset()
            self._tell()

    def remove(self) -> None:
        """Take the selected shapes away; the others are numbered anew."""
        if self.selected:
            kept = [one for at, one in enumerate(self.shapes) if at not in self.selected]
            self.set_shapes(_numbered(kept), frozenset())

    def group(self) -> None:
        """Put the selected shapes on one card."""
        if len(self.selected) > 1:
            number = min(n for at in self.selected for n in self.shapes[at].numbers or (1,))
            joined = [
                replace(one, numbers=(number,)) if at in self.selected else one
                for at, one in enumerate(self.shapes)
            ]
            self.set_shapes(_numbered(joined), self.selected)

    def set_hide_all(self, hide_all: bool) -> None:
        """Hide all shapes on each card, or the asked one alone."""
        self.hide_all = hide_all
        self.set_shapes([replace(one, hide_all=hide_all) for one in self.shapes], self.selected)

    def add(self, outline: Outline) -> None:
        """Put a new shape into the middle."""
        corner = (1 - _SIDE) / 2
        self._add(Shape(outline, (0,), corner, corner, _SIDE, _SIDE))

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._image.isNull():
            return px(160)
        return min(px(420), round(width * self._image.height() / self._image.width()))

    def sizeHint(self) -> QSize:
        return QSize(px(400), self.heightForWidth(px(400)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        painter.fillRect(self.rect(), theme.color("sunken"))
        if self._image.isNull():
            return
        painter.drawImage(area, self._image)
        for at, shape in enumerate(self.shapes):
            self._paint_shape(painter, shape, chosen=at in self.selected)
        if self._drawn is not None:
            self._paint_shape(painter, self._drawn, chosen=True)
        if self._points:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawPolyline(QPolygonF([self._on_screen(point) for point in self._points]))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._image.isNull():
            return
        place = self._in_picture(event.position())
        if self.tool is Outline.POLYGON:
            self._points.append(place)
            self.update()
            return
        hit = self._shape_at(event.position())
        if hit is not None or self.tool is None:
            more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if hit is None:
                self._select(frozenset())
            elif more:
                self._select(self.selected ^ {hit})
            elif hit not in self.selected:
                self._select(frozenset({hit}))
            self._from, self._moving = place, self.shapes
            return
        self._select(frozenset())
        self._from = place

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        place = self._in_picture(event.position())
        if self._moving is not None:
            by = place - self._from
            self.shapes = tuple(
                _moved(one, by.x(), by.y()) if at in self.selected else one
                for at, one in enumerate(self._moving)
            )
        elif self.tool is not None:
            box = QRectF(self._from, place).normalized()
            self._drawn = Shape(self.tool, (0,), box.left(), box.top(), box.width(), box.height())
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        drawn, moving = self._drawn, self._moving
        self._from = self._drawn = self._moving = None
        if moving is not None and moving != self.shapes:
            self._before.append(moving)
            self._tell()
        elif drawn is not None and min(drawn.width, drawn.height) >= _LEAST:
            self._add(drawn)
        self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._close_polygon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Z:
            self.undo()
        elif key in _MOVES and self.selected:
            resize = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(*_MOVES[Qt.Key(key)], resize=resize)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._points:
            self._close_polygon()
        elif key == Qt.Key.Key_Escape and self._points:
            self._points.clear()
            self.update()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.shapes:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            at = (max(self.selected, default=-step % len(self.shapes)) + step) % len(self.shapes)
            self._select(frozenset({at}))
        elif key == Qt.Key.Key_R:
            self.add(Outline.RECTANGLE)
        elif key == Qt.Key.Key_E:
            self.add(Outline.ELLIPSE)
        elif key == Qt.Key.Key_G:
            self.group()
        else:
            super().keyPressEvent(event)

    # Shapes

    def _add(self, shape: Shape) -> None:
        if self._image.isNull():
            return
        used = {number for one in self.shapes for number in one.numbers}
        new = replace(shape, numbers=(max(used, default=0) + 1,), hide_all=self.hide_all)
        self.set_shapes((*self.shapes, new), frozenset({len(self.shapes)}))

    def _close_polygon(self) -> None:
        points = list(dict.fromkeys((point.x(), point.y()) for point in self._points))
        self._points.clear()
        if len(points) >= 3:
            self._add(Shape(Outline.POLYGON, (0,), points=tuple(points)))
        self.update()

    def _nudge(self, right: float, down: float, *, resize: bool) -> None:
        changed = [
            one
            if at not in self.selected
            else _resized(one, right, down)
            if resize
            else _moved(one, right, down)
            for at, one in enumerate(self.shapes)
        ]
        self.set_shapes(changed, self.selected)

    def _select(self, selected: frozenset[int]) -> None:
        self.selected = selected
        self.selection_changed.emit()
        self.update()

    def _tell(self) -> None:
        self.update()
        self.selection_changed.emit()
        self.changed.emit()

    def _shape_at(self, place: QPointF) -> int | None:
        for at in reversed(range(len(self.shapes))):
            if self._path(self.shapes[at]).contains(place):
                return at
        return None

    # Places

    def _area(self) -> QRectF:
        """Return where the picture is drawn."""
        if self._image.isNull():
            return QRectF(self.rect())
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def _in_picture(self, place: QPointF) -> QPointF:
        area = self._area()
        x, y = (place.x() - area.left()) / area.width(), (place.y() - area.top()) / area.height()
        return QPointF(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))

    def _on_screen(self, point: QPointF) -> QPointF:
        area = self._area()
        return QPointF(
            area.left() + point.x() * area.width(), area.top() + point.y() * area.height()
        )

    def _path(self, shape: Shape) -> QPainterPath:
        path = QPainterPath()
        if shape.outline is Outline.POLYGON:
            path.addPolygon(QPolygonF([self._on_screen(QPointF(*one)) for one in shape.points]))
            path.closeSubpath()
            return path
        corner = self._on_screen(QPointF(shape.left, shape.top))
        end = self._on_screen(QPointF(shape.left + shape.width, shape.top + shape.height))
        box = QRectF(corner, end)
        if shape.outline is Outline.ELLIPSE:
            path.addEllipse(box)
        else:
            path.addRect(box)
        return path

    def _paint_shape(self, painter: QPainter, shape: Shape, *, chosen: bool) -> None:
        theme = current()
        path = self._path(shape)
        painter.setPen(QPen(theme.color("accent"), 3 if chosen else 1.5))
        ground = theme.color("accent-subtle" if chosen else "surface")
        ground.setAlphaF(0.82)
        painter.setBrush(ground)
        painter.drawPath(path)
        number = ", ".join(map(str, (one for one in shape.numbers if one)))
        painter.setPen(theme.color("accent"))
        painter.setFont(font("caption", weight=600))
        painter.drawText(path.boundingRect(), Qt.AlignmentFlag.AlignCenter, number)


def _moved(shape: Shape, right: float, down: float) -> Shape:
    if shape.outline is Outline.POLYGON:
        points = tuple((_inside(x + right), _inside(y + down)) for x, y in shape.points)
        return replace(shape, points=points)
    left = min(max(0.0, shape.left + right), 1.0 - shape.width)
    return replace(shape, left=left, top=min(max(0.0, shape.top + down), 1.0 - shape.height))


def _resized(shape: Shape, wider: float, higher: float) -> Shape:
    return replace(
        shape,
        width=min(max(_LEAST, shape.width + wider), 1.0 - shape.left),
        height=min(max(_LEAST, shape.height + higher), 1.0 - shape.top),
    )


def _inside(share: float) -> float:
    return min(1.0, max(0.0, share))


def _numbered(shapes: Sequence[Shape]) -> list[Shape]:
    """Return shapes whose card numbers go from 1 without a gap."""
    used = sorted({number for one in shapes for number in one.numbers if number})
    new = {old: at for at, old in enumerate(used, 1)}
    return [
        replace(one, numbers=tuple(new.get(number, number) for number in one.numbers))
        for one in shapes
    ]
