"""Where a drawing for a note is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import current, px
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.dialog import Dialog, ask
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .drawing import HEIGHT, INKS, WIDTH, WIDTHS, Stroke, paint

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

Strokes = tuple[Stroke, ...]


class Paper(QWidget):
    """What is drawn on. ``changed``: strokes came or went."""

    changed = Signal()

    def __init__(self, strokes: Strokes) -> None:
        super().__init__()
        self.tool, self.ink, self.width_of_pen = "pen", "black", "fine"
        self._past: list[Strokes] = []
        self._future: list[Strokes] = []
        self.strokes = strokes
        self._drawn: tuple[Strokes, QPixmap] | None = None
        """What is finished, painted: a drawing of many strokes takes its time."""
        self._points: list[tuple[float, float]] = []
        self._before: Strokes | None = None
        self.setAccessibleName("Paper to draw on with the mouse or a pen")
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFixedSize(WIDTH, HEIGHT)

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def undo(self) -> None:
        """Take the last stroke, or the last rubbing out, back."""
        if self._past:
            self._future.append(self.strokes)
            self._show(self._past.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._future:
            self._past.append(self.strokes)
            self._show(self._future.pop())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._before = self.strokes
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._before is not None:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._before is None:
            return
        before, self._before = self._before, None
        if self._points:
            stroke = Stroke(self.ink, self.width_of_pen, tuple(self._points))
            self.strokes, self._points = (*self.strokes, stroke), []
        if self.strokes != before:
            self._past.append(before)
            self._future.clear()
        self._show(self.strokes)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._finished())
        painter.setPen(current().color("border-strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._points:
            paint(painter, [Stroke(self.ink, self.width_of_pen, tuple(self._points))])

    def _go(self, place: QPointF) -> None:
        """Draw to a place, or rub out there."""
        if self.tool == "pen":
            x = min(max(place.x(), 0.0), float(WIDTH))
            y = min(max(place.y(), 0.0), float(HEIGHT))
            self._points.append((round(x, 1), round(y, 1)))
        else:
            x, y = place.x(), place.y()
            left = tuple(one for one in self.strokes if not one.is_near(x, y))
            self.strokes = self.strokes if len(left) == len(self.strokes) else left
        self.update()

    def _finished(self) -> QPixmap:
        if self._drawn is None or self._drawn[0] is not self.strokes:
            ratio = self.devicePixelRatioF()
            drawn = QPixmap(self.size() * ratio)
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.white)
            painter = QPainter(drawn)
            paint(painter, self.strokes)
            painter.end()
            self._drawn = self.strokes, drawn
        return self._drawn[1]

    def _show(self, strokes: Strokes) -> None:
        self.strokes = strokes
        self.update()
        self.changed.emit()


class DrawingDialog(Dialog):
    """Draws; ``paper.strokes`` is what there is when it was accepted."""

    def __init__(self, parent: QWidget, strokes: Strokes = ()) -> None:
        super().__init__(parent, "Drawing", do="Put it in the note")
        self.setMinimumWidth(WIDTH + 2 * px(20))
        self._began_with = strokes
        self.paper = Paper(strokes)
        self.tools = Segmented((("pen", "Pen"), ("eraser", "Eraser")), "Tool", size="small")
        inks = [(ink, ink.capitalize()) for ink in INKS]
        self.inks = Segmented(inks, "Colour of the pen", size="small")
        widths = [(width, width.capitalize()) for width in WIDTHS]
        self.widths = Segmented(widths, "Width of the pen", size="small")
        self.undo = IconButton("arrow-counter-clockwise", "Undo", "Ctrl Z")
        self.redo = IconButton("arrow-clockwise", "Redo", "Ctrl Shift Z")
        bar = row(self.tools, self.inks, self.widths, None, self.undo, self.redo, gap=12)
        self.body.add(bar, self.paper)
        self.tools.chosen.connect(lambda tool: setattr(self.paper, "tool", tool))
        self.inks.chosen.connect(lambda ink: setattr(self.paper, "ink", ink))
        self.widths.chosen.connect(lambda width: setattr(self.paper, "width_of_pen", width))
        for button, keys, act in (
            (self.undo, "Ctrl+Z", self.paper.undo),
            (self.redo, "Ctrl+Shift+Z", self.paper.redo),
        ):
            button.clicked.connect(act)
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.paper.changed.connect(self._on_changed)
        self.tools.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    def reject(self) -> None:
        drawn = self.paper.strokes not in ((), self._began_with)
        if not drawn or ask(
            self,
            "Throw away what you drew?",
            "It has not been put in the note.",
            do="Throw away",
            keep="Go on drawing",
            danger=True,
        ):
            super().reject()

    def _on_changed(self) -> None:
        self.undo.setEnabled(self.paper.can_undo)
        self.redo.setEnabled(self.paper.can_redo)
        self.do.setEnabled(bool(self.paper.strokes))
