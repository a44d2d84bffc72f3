"""The videos that the library shows: one model for the cards and the table."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from ms2qbank_desktop.features.videos.models import VideoOrder
from ms2qbank_desktop.ui.widgets.table import Cell
from ms2qbank_desktop.ui.words import clock_time, short_when

from .video_words import part, watched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtCore import QObject

    from ms2qbank_desktop.features.videos.models import VideoEntry

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-ms2qbank-videos"
"""Ids of videos that are dragged, separated by commas."""


class VideoLine(NamedTuple):
    """A video, and which place of a playlist it is shown for."""

    entry: VideoEntry
    item_id: int | None = None


class Column(IntEnum):
    TITLE = 0
    WATCHED = 1
    LENGTH = 2
    SUBJECT = 3
    SYSTEM = 4
    TOPIC = 5
    INSTRUCTOR = 6
    BOOKMARKS = 7
    VIEWS = 8
    LAST = 9


_TITLES = {
    Column.TITLE: "Title",
    Column.WATCHED: "Watched",
    Column.LENGTH: "Length",
    Column.SUBJECT: "Subject",
    Column.SYSTEM: "System",
    Column.TOPIC: "Topic",
    Column.INSTRUCTOR: "Instructor",
    Column.BOOKMARKS: "Bookmarks",
    Column.VIEWS: "Views",
    Column.LAST: "Last watched",
}
_SORTED = {
    VideoOrder.TITLE: (Column.TITLE, "↑"),
    VideoOrder.SHORTEST: (Column.LENGTH, "↑"),
    VideoOrder.LONGEST: (Column.LENGTH, "↓"),
    VideoOrder.MOST_VIEWED: (Column.VIEWS, "↓"),
    VideoOrder.RECENTLY_WATCHED: (Column.LAST, "↓"),
}
_RIGHT = {Column.LENGTH, Column.BOOKMARKS, Column.VIEWS}
_COLUMNS = len(Column)
_RIGHTLY = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class VideoModel(QAbstractTableModel):
    """Lines in their order. ``found`` gives the words of a video that a search has found."""

    def __init__(self, parent: QObject, found: Callable[[VideoEntry], str]) -> None:
        super().__init__(parent)
        self.lines: Sequence[VideoLine] = ()
        self._found = found
        self._now: datetime | None = None
        self._order = VideoOrder.PLAYLIST

    def show_order(self, order: VideoOrder) -> None:
        """Mark the column that the lines are sorted by."""
        self._order = order
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def show_lines(self, lines: Sequence[VideoLine], now: datetime) -> bool:
        """Show other lines; False if they are the same videos, of which more is known now."""
        self._now = now
        same = len(lines) == len(self.lines) and all(
            (new.entry.id, new.item_id) == (old.entry.id, old.item_id)
            for new, old in zip(lines, self.lines, strict=True)
        )
        if same:
            self.lines = lines
            self.tell_changed()
            return False
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()
        return True

    def tell_changed(self) -> None:
        """Let the views paint anew."""
        if self.lines:
            last = self.index(len(self.lines) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> VideoLine | None:
        """Return the line of a row, None beyond the last."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def found(self, entry: VideoEntry) -> str:
        """Return the words in which a search has found it, "" for none."""
        return self._found(entry)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def index(self, row: int, column: int, _parent: Index | None = None) -> QModelIndex:
        # Qt's own asks for the counts each time: a third of what laying out 5,000 cards takes.
        if 0 <= row < len(self.lines) and 0 <= column < _COLUMNS:
            return self.createIndex(row, column)
        return QModelIndex()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            column, mark = _SORTED.get(self._order, (None, ""))
            title = _TITLES[Column(section)]
            return f"{title} {mark}" if section == column else title
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _RIGHT:
            return _RIGHTLY
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        column, entry = index.column(), line.entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(entry, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHTLY if column in _RIGHT else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(entry) if column == Column.TITLE else self._words(entry, column)
        return _look(entry, column, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        ids = ",".join(str(self.lines[row].entry.id) for row in rows)
        data.setData(MIME, ids.encode())
        return data

    def _words(self, entry: VideoEntry, column: int) -> str:
        if column == Column.TITLE:
            return entry.title
        if column == Column.WATCHED:
            return watched(entry).words
        if column == Column.LENGTH:
            return clock_time(entry.duration_ms) if entry.duration_ms else ""
        if column == Column.BOOKMARKS:
            return str(entry.bookmarks or "")
        if column == Column.VIEWS:
            return str(entry.views or "")
        if column == Column.LAST:
            known = entry.last_at is not None and self._now is not None
            return short_when(entry.last_at, self._now) if known else ""  # type: ignore[arg-type]
        return (entry.subject, entry.system, entry.topic, entry.instructor)[column - Column.SUBJECT]


def dragged(data: QMimeData) -> list[int]:
    """Return the videos of a drag, none for anything else."""
    text = bytes(data.data(MIME).data()).decode()
    return [int(one) for one in text.split(",") if one]


def _look(entry: VideoEntry, column: int, role: int) -> Any:
    if column == Column.WATCHED:
        said = watched(entry)
        return {Cell.ICON: said.icon, Cell.INK: said.ink}.get(Cell(role)) if role in _CELL else None
    if role == Cell.ICON and column == Column.TITLE:
        return "music-notes" if entry.is_audio else "monitor-play"
    if role == Cell.INK and column != Column.TITLE:
        return "text-muted"
    return None


_CELL = set(Cell)


def _tip(entry: VideoEntry) -> str:
    about = " · ".join(filter(None, (entry.subject, entry.system, entry.topic, entry.instructor)))
    return "\n".join(filter(None, (entry.title, about, entry.problem, entry.path)))


def _spoken(entry: VideoEntry) -> str:
    marks = f", {entry.bookmarks} bookmarks" if entry.bookmarks else ""
    share = f", {round(100 * part(entry))} %" if entry.position_ms else ""
    return f"{entry.title}, {clock_time(entry.duration_ms)}, {watched(entry).words}{share}{marks}"
