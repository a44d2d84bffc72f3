"""The library as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ms2qbank_desktop.features.videos.models import VideoOrder, WatchStatus
from ms2qbank_desktop.ui.theme import current, font, icon_size, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.table import TableDelegate, style_table
from ms2qbank_desktop.ui.widgets.views import menu_asked

from .drag_order import DragOrder
from .video_model import Column, VideoModel
from .video_words import part

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QKeyEvent,
        QResizeEvent,
    )

    from ms2qbank_desktop.features.videos.models import VideoEntry

Index = QModelIndex | QPersistentModelIndex

_WIDTHS = {
    Column.WATCHED: 132,
    Column.LENGTH: 72,
    Column.SUBJECT: 120,
    Column.SYSTEM: 120,
    Column.TOPIC: 130,
    Column.INSTRUCTOR: 130,
    Column.BOOKMARKS: 92,
    Column.VIEWS: 64,
    Column.LAST: 120,
}
_TITLE_LEAST, _FOUND_LEAST = 280, 560
"""Width of the title, and of the title with the words that a search has found behind it."""
_FIRST_TO_GO = (Column.INSTRUCTOR, Column.TOPIC, Column.VIEWS, Column.SUBJECT, Column.LAST)
"""Columns that make room for the title, the first one first."""
ORDER_OF = {
    Column.TITLE: VideoOrder.TITLE,
    Column.LENGTH: VideoOrder.SHORTEST,
    Column.VIEWS: VideoOrder.MOST_VIEWED,
    Column.LAST: VideoOrder.RECENTLY_WATCHED,
}
_BAR = 56


class _Delegate(TableDelegate):
    """Adds a bar for how far a video was watched."""

    def __init__(self, view: VideoList, videos: VideoModel) -> None:
        super().__init__(view)
        self._videos = videos

    def _paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        line = self._videos.line(index.row())
        if index.column() == Column.TITLE and line is not None:
            self._paint_found(painter, area, line.entry)
        if index.column() == Column.WATCHED and line is not None and _under_way(line.entry):
            self._paint_share(painter, area, part(line.entry))
            return
        super()._paint_content(painter, area, index)

    def _paint_share(self, painter: QPainter, area: QRect, share: float) -> None:
        height = px(4)
        bar = QRect(area.left(), area.center().y() - height // 2, px(_BAR), height)
        paint.split_bar(painter, bar, [(share, "accent")], 1.0)
        painter.setFont(font("body"))
        painter.setPen(current().color("text-muted"))
        room = area.adjusted(px(_BAR + 8), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f"{round(100 * share)} %")

    def _paint_found(self, painter: QPainter, area: QRect, entry: VideoEntry) -> None:
        """Paint what a search has found behind the title, as far as there is room."""
        found = self._videos.found(entry)
        face = QFontMetrics(font("body"))
        taken = icon_size("small") + px(6 + 16) + face.horizontalAdvance(entry.title)
        room = area.adjusted(taken, 0, 0, 0)
        if found and room.width() > px(80):
            painter.setFont(font("body"))
            painter.setPen(current().color("link"))
            words = face.elidedText(found, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def _under_way(entry: VideoEntry) -> bool:
    return entry.status is WatchStatus.IN_PROGRESS and not entry.missing


class VideoList(QTableView):
    """Enter and a double click open; a click on the header sorts."""

    open_requested = Signal()
    menu_requested = Signal(QPoint)
    order_requested = Signal(object)

    def __init__(self, videos: VideoModel) -> None:
        super().__init__()
        self.videos = videos
        self._with_found = False
        self._order = VideoOrder.PLAYLIST
        self.setModel(videos)
        style_table(self)
        self.setItemDelegate(_Delegate(self, videos))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName("Videos")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.drag = DragOrder(self, self._aim)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header_clicked)
        self.doubleClicked.connect(self.open_requested)
        signals().changed.connect(self._fit)

    def show_order(self, order: VideoOrder) -> None:
        """Mark the column that the videos are sorted by."""
        self._order = order
        self.videos.show_order(order)

    def show_found(self, *, shown: bool) -> None:
        """Leave room for the words that a search has found, or take it away."""
        self._with_found = shown
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.open_requested.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            last = self.videos.rowCount() - 1
            self.setCurrentIndex(
                self.videos.index(0 if event.key() == Qt.Key.Key_Home else last, 0)
            )
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        if index.isValid():
            self.menu_requested.emit(place)

    def _aim(self, place: QPoint) -> tuple[int, QRect]:
        """Return the row before which a row would be dropped, and the bar that shows it."""
        row, end = self.rowAt(place.y()), len(self.videos.lines)
        if row < 0:
            row = end
        elif place.y() > self.rowViewportPosition(row) + self.rowHeight(row) // 2:
            row += 1
        top = self.rowViewportPosition(row)
        if row == end:
            top = self.rowViewportPosition(end - 1) + self.rowHeight(end - 1)
        return row, QRect(0, max(0, top - px(1)), self.viewport().width(), px(3))

    def _fit(self) -> None:
        """Give the title what the others leave, and let columns go until it is wide enough."""
        room = self.viewport().width() - sum(map(px, _WIDTHS.values()))
        hidden = set()
        for column in _FIRST_TO_GO:
            if room >= px(_FOUND_LEAST if self._with_found else _TITLE_LEAST):
                break
            hidden.add(column)
            room += px(_WIDTHS[column])
        for column, width in _WIDTHS.items():
            self.setColumnHidden(column, column in hidden)
            self.setColumnWidth(column, px(width))
        self.setColumnWidth(Column.TITLE, max(px(_TITLE_LEAST) // 2, room))

    def _on_header_clicked(self, section: int) -> None:
        order = ORDER_OF.get(Column(section))
        if order is VideoOrder.SHORTEST and self._order is order:
            order = VideoOrder.LONGEST
        if order is not None:
            self.order_requested.emit(order)
