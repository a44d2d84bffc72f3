"""What lists and trees share: how they look, and where a menu of one of their rows opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame


def style_view(view: QAbstractItemView, name: str) -> None:
    """Take the frame away, and let a view scroll up and down alone. ``name``: for readers."""
    view.setAccessibleName(name)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def menu_asked(view: QAbstractItemView, event: QContextMenuEvent) -> tuple[QModelIndex, QPoint]:
    """Return the row that a menu is asked for, and where on the screen it opens: at the mouse, or
    below the current row when a key asks."""
    by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
    index = view.currentIndex() if by_key else view.indexAt(event.pos())
    place = view.visualRect(index).bottomLeft() if by_key else event.pos()
    return index, view.viewport().mapToGlobal(place)
