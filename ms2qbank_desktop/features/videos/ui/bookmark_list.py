"""All bookmarks over all videos, to be found and jumped to."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ms2qbank_desktop.ui.theme import current, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.linesmodel import LinesModel
from ms2qbank_desktop.ui.widgets.table import Cell, TableDelegate, style_table
from ms2qbank_desktop.ui.widgets.views import menu_asked
from ms2qbank_desktop.ui.words import clock_time, short_when

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent

    from ms2qbank_desktop.features.videos.models import Bookmark, VideoEntry

Index = QModelIndex | QPersistentModelIndex


class MarkLine(NamedTuple):
    """A bookmark, and its video."""

    mark: Bookmark
    video: VideoEntry

    def has(self, words: Sequence[str]) -> bool:
        """Say whether note, tags and title hold every one of ``words``, which are folded."""
        text = f"{self.mark.note} {' '.join(self.mark.tags)} {self.video.title}".casefold()
        return all(word in text for word in words)


class Column(IntEnum):
    TIME = 0
    NOTE = 1
    VIDEO = 2
    TAGS = 3
    MADE = 4


_TITLES = ("Time", "Note", "Video", "Tags", "Made")
_WIDTHS = {Column.TIME: 92, Column.VIDEO: 280, Column.TAGS: 130, Column.MADE: 124}
_COLOUR = Qt.ItemDataRole.UserRole


class MarkModel(LinesModel[MarkLine]):
    """Bookmarks in their order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(_TITLES, parent=parent)
        self._now: datetime | None = None

    def show_marks(self, lines: Sequence[MarkLine], now: datetime) -> None:
        """Show other bookmarks."""
        self._now = now
        self.show_lines(lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.mark.note or line.video.title
        if role == Cell.ICON and column == Column.VIDEO and line.video.missing:
            return "warning"
        if role == Cell.INK:
            muted = column not in (Column.TIME, Column.NOTE) or not line.mark.note
            return "text-muted" if muted and column != Column.TIME else None
        return line.mark.colour if role == _COLOUR else None

    def _words(self, line: MarkLine, column: int) -> str:
        mark = line.mark
        if column == Column.TIME:
            return clock_time(mark.at_ms)
        if column == Column.NOTE:
            return " ".join(mark.note.split()) or "No note"
        if column == Column.VIDEO:
            return line.video.title
        if column == Column.TAGS:
            return " ".join(mark.tags)
        return short_when(mark.created_at, self._now) if self._now else ""


class _Delegate(TableDelegate):
    """Adds the colour of a bookmark before its time."""

    def _paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        if index.column() == Column.TIME:
            colour = index.data(_COLOUR)
            edge = px(10)
            place = QRect(area.left(), area.center().y() - edge // 2, edge, edge)
            theme = current()
            ground = theme.color(f"highlight-{colour}") if colour else None
            paint.box(painter, place, ground, theme.color("border-strong"), 3)
            area = area.adjusted(edge + px(8), 0, 0, 0)
        super()._paint_content(painter, area, index)


class BookmarkList(QTableView):
    """A click or Enter opens the video at that second; ``menu_requested``: where on the screen."""

    open_requested = Signal(object)
    menu_requested = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.marks = MarkModel(self)
        self.setModel(self.marks)
        style_table(self)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("Bookmarks")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.NOTE, QHeaderView.ResizeMode.Stretch)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def current(self) -> MarkLine | None:
        """Return the bookmark of the current row."""
        row = self.currentIndex().row()
        return self.marks.lines[row] if 0 <= row < len(self.marks.lines) else None

    def show_lines(self, lines: Sequence[MarkLine], now: datetime) -> None:
        """Show other bookmarks; the place stays."""
        row = self.currentIndex().row()
        self.marks.show_marks(lines, now)
        if lines and row >= 0:
            self.setCurrentIndex(self.marks.index(min(row, len(lines) - 1), 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        if index.isValid():
            self.menu_requested.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_theme_changed()

    def _open(self) -> None:
        line = self.current()
        if line is not None:
            self.open_requested.emit(line)

    def _on_theme_changed(self) -> None:
        narrow = self.width() < px(800)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, px(width))
        for column in (Column.TAGS, Column.MADE):
            self.setColumnHidden(column, narrow)
