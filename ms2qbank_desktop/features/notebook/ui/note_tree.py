"""The tree at the left of the notebook: fixed places, notebooks inside notebooks, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidgetItem

from ms2qbank_desktop.ui.widgets.placetree import Part, PlaceTree

from .note_list_model import MIME, dragged
from .note_shelves import ALL, DEEDS, Shelf
from .note_tree_paint import TreeDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

BOOK_MIME = "application/x-ms2qbank-notebook"
"""The id of a notebook that is dragged."""
TAKERS = frozenset({"notebook", "tag", "pinned", "bookmarked", "archive", "trash"})
"""Places that notes can be dropped on."""


class NoteTree(PlaceTree[Shelf]):
    """``dropped``: notes on a place; ``book_dropped``: a notebook on another one, or (None) on
    none, and which one it shall stand before."""

    book_dropped = Signal(object, object, object)
    books: QTreeWidgetItem | None = None
    """The title above the notebooks."""

    def __init__(self) -> None:
        super().__init__("Notebooks and tags", ALL, DEEDS, step=16)
        self._painting = TreeDelegate(self)
        self.setItemDelegate(self._painting)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)

    def add_shelf(
        self, above: QTreeWidgetItem, name: str, shelf: Shelf, icon: str, number: int | None = None
    ) -> QTreeWidgetItem:
        """Add a place with the number of its notes."""
        said = "" if number is None else f"{number:,}"
        item = self.add(above, name, shelf, icon, said, tip=name)
        if said:
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}, {said} notes")
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if shelf.kind == "notebook":
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)
        return item

    def mimeTypes(self) -> list[str]:
        return [BOOK_MIME]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        data = QMimeData()
        shelf = items[0].data(0, Part.PLACE) if items else ALL
        data.setData(BOOK_MIME, str(shelf.id).encode())
        return data

    # What is dragged here: notes, or a notebook

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        known = event.mimeData().hasFormat(MIME) or event.mimeData().hasFormat(BOOK_MIME)
        event.setAccepted(known)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._aim(event.mimeData(), event.position().toPoint())
        event.setAccepted(self.drop_item is not None)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        self._aim(data, event.position().toPoint())
        item, above = self.drop_item, self._painting.drop_above
        self._show_drop(None)
        if item is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # the view would take a moved row away
        event.accept()
        shelf = item.data(0, Part.PLACE)
        if data.hasFormat(MIME):
            self.dropped.emit(shelf, dragged(data))
            return
        book = int(bytes(data.data(BOOK_MIME).data()))
        if shelf is None:
            self.book_dropped.emit(book, None, None)
        elif above:
            outer = item.parent()
            upper = outer.data(0, Part.PLACE) if outer is not None else None
            self.book_dropped.emit(book, upper.id if upper is not None else None, shelf.id)
        else:
            self.book_dropped.emit(book, shelf.id, None)

    def _aim(self, data: QMimeData, place: QPoint) -> None:
        """Find out what would be dropped on, and show it."""
        item = self.itemAt(place)
        shelf = item.data(0, Part.PLACE) if item is not None else None
        if item is None:
            self._show_drop(None)
        elif data.hasFormat(MIME):
            self._show_drop(item if shelf is not None and shelf.kind in TAKERS else None)
        elif shelf is None:  # the title above the notebooks: no longer inside another one
            self._show_drop(item if item is self.books else None)
        elif shelf.kind == "notebook":
            area = self.visualItemRect(item)
            above = place.y() < area.top() + area.height() // 3
            own = shelf.id == int(bytes(data.data(BOOK_MIME).data()))
            self._show_drop(None if own else item, above=above)
        else:
            self._show_drop(None)

    def _show_drop(self, item: QTreeWidgetItem | None, *, above: bool = False) -> None:
        painting = self._painting
        if (item, above) != (self.drop_item, painting.drop_above):
            self.drop_item, painting.drop_above = item, above
            painting.drop_at = None if item is None else self.indexFromItem(item)
            self.viewport().update()
