"""The tree at the side of the library: groups of shelves, each with its icon and number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from ms2qbank_desktop.ui.widgets.placetree import Part, PlaceTree

from .video_model import MIME, dragged

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

TAKES = max(Part) + 1
"""The part of an item that says whether videos can be dropped on it."""


class Shelf(NamedTuple):
    """A part of the library. ``kind``: all, continue, recent, bookmarks, missing, playlist,
    folder; new-playlist and watch-folder are no shelves but something to do."""

    kind: str
    id: int = 0
    """Of the playlist or the watched folder."""
    under: str = ""
    """A folder inside the watched one."""


ALL = Shelf("all")
BOOKMARKS = Shelf("bookmarks")
NEW_PLAYLIST = Shelf("new-playlist")
WATCH_FOLDER = Shelf("watch-folder")


class ShelfTree(PlaceTree[Shelf]):
    """``dropped``: videos on a playlist."""

    def __init__(self) -> None:
        deeds = (NEW_PLAYLIST, WATCH_FOLDER)
        super().__init__("Library, playlists and folders", ALL, deeds)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        takes = item is not None and bool(item.data(0, TAKES))
        self._show_drop(item if takes and event.mimeData().hasFormat(MIME) else None)
        if takes:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        self._show_drop(None)
        ids = dragged(event.mimeData())
        if item is not None and item.data(0, TAKES) and ids:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(item.data(0, Part.PLACE), ids)
        else:
            event.ignore()
