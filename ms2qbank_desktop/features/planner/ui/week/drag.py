"""A task under the mouse: pressed, dragged, let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.ui.theme import px

if TYPE_CHECKING:
    from ms2qbank_desktop.features.planner.models import Task

    from .layout import Placed

_TURN_MS = 700
"""A task that rests at the edge so long turns to the week beside."""
_EDGE = 20
"""Width of the edge, in pixels at 100 % text."""


class WeekDrag(QObject):
    """``card``: what is pressed; ``point``: where the mouse is, None as long as it may be a click.
    ``turned`` asks for the week before (−1) or after (1)."""

    turned = Signal(int)

    def __init__(self, view: QWidget) -> None:
        """``view``: what the mouse moves over."""
        super().__init__(view)
        self._view = view
        self._grip = QPoint()
        self.card: Placed | None = None
        self.point: QPoint | None = None
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(_TURN_MS)
        self._turn.timeout.connect(self._on_edge)

    def press(self, card: Placed, grip: QPoint) -> None:
        """Begin what may become a dragging. ``grip``: where on the card."""
        self.card, self._grip = card, grip

    def move(self, point: QPoint, stands: QPoint) -> None:
        """Follow the mouse. ``stands``: where the card is on the screen."""
        far = (point - self._grip - stands).manhattanLength()
        if self.point is None and far < QApplication.startDragDistance():
            return
        self.point = point
        self._view.setCursor(Qt.CursorShape.ClosedHandCursor)
        near = px(_EDGE)
        if near < point.x() < self._view.width() - near:
            self._turn.stop()
        elif not self._turn.isActive():
            self._turn.start()

    def end(self) -> bool:
        """Let go; False if it was a click, or nothing."""
        dragged = self.point is not None
        self.card = self.point = None
        self._turn.stop()
        self._view.unsetCursor()
        return dragged

    def has(self, task: Task) -> bool:
        """Say whether a task is being dragged."""
        return self.point is not None and self.card is not None and self.card.task.id == task.id

    @property
    def rect(self) -> QRect:
        """Where the dragged card is; empty while none is."""
        if self.card is None or self.point is None:
            return QRect()
        return QRect(self.point - self._grip, self.card.rect.size())

    def _on_edge(self) -> None:
        if self.point is not None:
            self.turned.emit(-1 if self.point.x() < self._view.width() // 2 else 1)
            self._turn.start()
