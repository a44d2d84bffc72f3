"""Videos of an ordered list, dragged to another place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QPainter
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import current

from .video_model import MIME

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QAbstractItemView


class DragOrder(QObject):
    """Takes the drags over a view while it is ``on``, and shows where they would go.

    ``aim``: from a place in the viewport to the row before which what is dropped there comes to
    stand, and to the bar that shows it. ``moved`` (a row): the selected ones were dropped there.
    """

    moved = Signal(int)

    def __init__(self, view: QAbstractItemView, aim: Callable[[QPoint], tuple[int, QRect]]) -> None:
        super().__init__(view)
        self.on = False
        self._view, self._aim = view, aim
        self._bar = _Bar(view.viewport())
        view.setDragEnabled(True)
        view.setAcceptDrops(True)
        view.viewport().setAcceptDrops(True)  # which a grid of cards that do not move takes back
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._bar.hide()
        if isinstance(event, QDropEvent):  # what enters and moves is one, too
            self._take(event)
            return True
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> None:
        if not self.on or not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        row, bar = self._aim(event.position().toPoint())
        if event.type() == QEvent.Type.DragMove and isinstance(event, QDragMoveEvent):
            self._view.dragMoveEvent(event)  # scrolls at the edges
            self._bar.setGeometry(bar)
            self._bar.show()
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            event.setDropAction(Qt.DropAction.CopyAction)
            self.moved.emit(row)


class _Bar(QWidget):
    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().color("accent"))
