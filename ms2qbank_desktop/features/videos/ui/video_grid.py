"""The library as cards side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.views import style_view

from .drag_order import DragOrder
from .video_card import CardDelegate
from .video_model import Column, VideoModel

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import (
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
    )

    from .thumbnails import Thumbnails


class VideoGrid(QListView):
    """Arrows move, Shift and Ctrl select more; Enter, a double click and the button on the card
    under the mouse open."""

    open_requested = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, videos: VideoModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.videos = videos
        self._with_found = False
        self.setModel(videos)
        self.setModelColumn(Column.TITLE)
        self.cards = CardDelegate(self, videos, thumbnails)
        self.setItemDelegate(self.cards)
        style_view(self, "Videos")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.drag = DragOrder(self, self._aim)
        self.setMouseTracking(True)
        self.setProperty("ground", "window")
        self.doubleClicked.connect(self.open_requested)
        signals().changed.connect(self._fit)

    def show_found(self, *, shown: bool) -> None:
        """Leave room for the words that a search has found, or take it away."""
        if shown != self._with_found:
            self._with_found = shown
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.open_requested.emit()
        elif event.key() == Qt.Key.Key_Escape and self.cards.several:
            self.selectionModel().clearSelection()
        else:
            super().keyPressEvent(event)

    def selectAll(self) -> None:
        """Select every card; Qt's own asks each one whether it is in the way."""
        last = self.videos.index(self.videos.rowCount() - 1, self.videos.columnCount() - 1)
        every = QItemSelection(self.videos.index(0, 0), last)
        self.selectionModel().select(every, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        if self.currentIndex().isValid() and (by_key or self.indexAt(place).isValid()):
            self.menu_requested.emit(self.viewport().mapToGlobal(place))

    # The mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._point_at(index if index.isValid() else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and index.isValid() and index == self.cards.play_at:
            place = self.cards.play_place(self.visualRect(index))
            if place.contains(event.position().toPoint()):
                self.open_requested.emit()

    def _point_at(self, index: QModelIndex | None) -> None:
        if index != self.cards.play_at:
            self.cards.play_at = index
            self.viewport().update()

    def _aim(self, place: QPoint) -> tuple[int, QRect]:
        """Return the row before which a card would be dropped, and the bar that shows it."""
        index, last = self.indexAt(place), len(self.videos.lines) - 1
        row = index.row() if index.isValid() else last + 1
        row += int(index.isValid() and place.x() > self.visualRect(index).center().x())
        cell = self.visualRect(self.videos.index(min(row, last), Column.TITLE))
        picture = self.cards.picture_place(cell)
        left = picture.right() + px(7) if row > last else picture.left() - px(9)
        return row, QRect(max(0, left), picture.top(), px(3), picture.height())

    def _fit(self) -> None:
        # As if the scroll bar were there, so that its coming and going moves no card.
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        self.cards.fit(room, with_found=self._with_found)
        if self.gridSize() != self.cards.size:
            self.setGridSize(QSize(self.cards.size))
        self.verticalScrollBar().setSingleStep(px(48))
        self.scheduleDelayedItemsLayout()
