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
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from ms2qbank_desktop.ui.theme import current, px, signals

from .video_card import CardDelegate
from .video_model import MIME, Column, VideoModel

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QPixmap,
        QResizeEvent,
    )

    from ms2qbank_desktop.features.videos.models import VideoEntry

    from .thumbnails import Thumbnails


class VideoGrid(QListView):
    """Arrows move, Shift and Ctrl select more; Enter, a double click and the button on the card
    under the mouse open. ``moved`` (where to, a row): cards were dragged to another place, which
    only those of an ``ordered`` list can."""

    open_requested = Signal()
    menu_requested = Signal(QPoint)
    moved = Signal(int)

    def __init__(self, videos: VideoModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.thumbnails = thumbnails
        self.videos = videos
        self.ordered = False
        self.several = False
        """Whether more than one is selected."""
        self._with_found = False
        self._drop_row = -1
        self.setModel(videos)
        self.setModelColumn(Column.TITLE)
        self._cards = CardDelegate(self)
        self.setItemDelegate(self._cards)
        self.setAccessibleName("Videos")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setProperty("ground", "window")
        self.doubleClicked.connect(self.open_requested)
        signals().changed.connect(self._fit)

    def picture(self, entry: VideoEntry) -> QPixmap | None:
        """Return the picture of a video as wide as cards are now."""
        width = round(self._cards.picture.width() * self.devicePixelRatioF())
        return self.thumbnails.picture(entry, width)

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
        elif event.key() == Qt.Key.Key_Escape and self.several:
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
        if plain and index.isValid() and index == self._cards.play_at:
            place = self._cards.play_place(self.visualRect(index))
            if place.contains(event.position().toPoint()):
                self.open_requested.emit()

    def _point_at(self, index: QModelIndex | None) -> None:
        if index != self._cards.play_at:
            self._cards.play_at = index
            self.viewport().update()

    # Order by drag

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_own(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not self._is_own(event):
            event.ignore()
            return
        super().dragMoveEvent(event)  # scrolls at the edges
        self._show_drop(self._row_at(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_drop(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self._row_at(event.position().toPoint())
        self._show_drop(-1)
        if self._is_own(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.moved.emit(row)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_row >= 0:
            painter = QPainter(self.viewport())
            painter.fillRect(self._drop_place(), current().color("accent"))

    def _is_own(self, event: QDropEvent) -> bool:
        return self.ordered and event.source() is self and event.mimeData().hasFormat(MIME)

    def _row_at(self, place: QPoint) -> int:
        """Return the row before which a card would be dropped."""
        index = self.indexAt(place)
        if not index.isValid():
            return len(self.videos.lines)
        behind = place.x() > self.visualRect(index).center().x()
        return index.row() + int(behind)

    def _show_drop(self, row: int) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()

    def _drop_place(self) -> QRect:
        last = len(self.videos.lines) - 1
        behind = self._drop_row > last
        cell = self.visualRect(self.videos.index(min(self._drop_row, last), Column.TITLE))
        place = self._cards.picture_place(cell)
        left = place.right() + px(7) if behind else place.left() - px(9)
        return QRect(max(0, left), place.top(), px(3), place.height())

    def _fit(self) -> None:
        # As if the scroll bar were there, so that its coming and going moves no card.
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        self._cards.fit(room, with_found=self._with_found)
        if self.gridSize() != self._cards.size:
            self.setGridSize(QSize(self._cards.size))
        self.verticalScrollBar().setSingleStep(px(48))
        self.scheduleDelayedItemsLayout()
