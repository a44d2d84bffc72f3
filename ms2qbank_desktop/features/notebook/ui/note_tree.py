"""The tree at the left of the notebook: fixed places, notebooks inside notebooks, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from ms2qbank_desktop.ui.theme import icon_size, px, signals
from ms2qbank_desktop.ui.widgets.sidetree import style_tree
from ms2qbank_desktop.ui.widgets.views import menu_asked

from .note_list_model import MIME, dragged
from .note_shelves import ALL, DEEDS, Shelf
from .note_tree_paint import Part, TreeDelegate, left_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QMouseEvent,
    )

BOOK_MIME = "application/x-ms2qbank-notebook"
"""The id of a notebook that is dragged."""
TAKERS = frozenset({"notebook", "tag", "pinned", "bookmarked", "archive", "trash"})
"""Places that notes can be dropped on."""


class NoteTree(QTreeWidget):
    """``chosen``: another place; ``deed_wanted``: something to do was chosen; ``menu_requested``:
    of a place, where on the screen; ``dropped``: notes on a place; ``book_dropped``: a notebook on
    another one, or (None) on none, and which one it shall stand before;
    ``folded``: notebooks or tags were folded or unfolded."""

    chosen = Signal(object)
    deed_wanted = Signal(object)
    menu_requested = Signal(object, QPoint)
    dropped = Signal(object, object)
    book_dropped = Signal(object, object, object)
    folded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.closed: set[Shelf] = set()
        self._drop_item: QTreeWidgetItem | None = None
        self._before = ALL
        style_tree(self, "Notebooks and tags")
        self._painting = TreeDelegate(self)
        self.setItemDelegate(self._painting)
        self.setIndentation(0)  # the delegate steps in, so that no branch is painted before a row
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemExpanded.connect(lambda item: self._on_folded(item, closed=False))
        self.itemCollapsed.connect(lambda item: self._on_folded(item, closed=True))
        signals().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def shelf(self) -> Shelf:
        """The place that is chosen."""
        item = self.currentItem()
        shelf = item.data(0, Part.SHELF) if item is not None else None
        return shelf if shelf is not None and shelf not in DEEDS else self._before

    def begin(self) -> None:
        """Empty the tree, to fill it anew; nothing is told until :meth:`end`."""
        self._before = self.shelf
        self.blockSignals(True)
        self.clear()

    def add_group(self, title: str) -> QTreeWidgetItem:
        """Add a title that places are added below; "" for a gap only."""
        group = QTreeWidgetItem(self, [title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return group

    def add(
        self, above: QTreeWidgetItem, name: str, shelf: Shelf, icon: str, number: int | None = None
    ) -> QTreeWidgetItem:
        """Add a place."""
        item = QTreeWidgetItem(above, [name])
        said = "" if number is None else f"{number:,}"
        for part, value in zip(Part, (shelf, icon, said), strict=True):
            item.setData(0, part, value)
        spoken = f"{name}, {said} notes" if said else name
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(0, name)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if shelf.kind == "notebook":
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)
        return item

    def end(self) -> None:
        """Unfold, and choose the place that was chosen; all notes if it is gone."""
        for item in self.items():
            item.setExpanded(item.data(0, Part.SHELF) not in self.closed)
        kept = self.item_of(self._before)
        lost = kept is None
        if chosen := kept or self.item_of(ALL):
            self.setCurrentItem(chosen)
        self.blockSignals(False)
        if lost:
            self._before = ALL
            self.chosen.emit(ALL)

    def choose(self, shelf: Shelf) -> None:
        """Choose a place, if it is there."""
        item = self.item_of(shelf)
        if item is not None:
            self.setCurrentItem(item)

    def items(self) -> Iterator[QTreeWidgetItem]:
        """Yield every item from top to bottom."""
        waiting = [self.topLevelItem(at) for at in reversed(range(self.topLevelItemCount()))]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(at) for at in reversed(range(item.childCount()))]

    def item_of(self, shelf: Shelf) -> QTreeWidgetItem | None:
        """Return the item of a place."""
        return next((one for one in self.items() if one.data(0, Part.SHELF) == shelf), None)

    def mimeTypes(self) -> list[str]:
        return [BOOK_MIME]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        data = QMimeData()
        shelf = items[0].data(0, Part.SHELF) if items else ALL
        data.setData(BOOK_MIME, str(shelf.id).encode())
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        item = self.itemAt(place)
        shelf = item.data(0, Part.SHELF) if item is not None else None
        if item is None or shelf is None:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if left and shelf in DEEDS:
            self.deed_wanted.emit(shelf)
        elif left and item.childCount() and self._on_caret(item, place):
            item.setExpanded(not item.isExpanded())
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        shelf = item.data(0, Part.SHELF) if item is not None else None
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if enter and shelf in DEEDS:
            self.deed_wanted.emit(shelf)
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Pass the titles of groups by."""
        index = super().moveCursor(action, modifiers)
        moves = QAbstractItemView.CursorAction
        if action == moves.MoveLeft and not index.parent().isValid():
            return self.currentIndex()
        upwards = action in (moves.MoveUp, moves.MovePrevious, moves.MovePageUp)
        while index.isValid() and not index.parent().isValid():
            index = self.indexAbove(index) if upwards else self.indexBelow(index)
        return index if index.isValid() else self.currentIndex()

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        shelf = index.data(Part.SHELF)
        if shelf is not None and shelf not in DEEDS:
            self.menu_requested.emit(shelf, place)

    # What is dragged here: notes, or a notebook

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        known = event.mimeData().hasFormat(MIME) or event.mimeData().hasFormat(BOOK_MIME)
        event.setAccepted(known)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._aim(event.mimeData(), event.position().toPoint())
        event.setAccepted(self._drop_item is not None)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        self._aim(data, event.position().toPoint())
        item, above = self._drop_item, self._painting.drop_above
        self._show_drop(None)
        if item is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # the view would take a moved row away
        event.accept()
        shelf = item.data(0, Part.SHELF)
        if data.hasFormat(MIME):
            self.dropped.emit(shelf, dragged(data))
            return
        book = int(bytes(data.data(BOOK_MIME).data()))
        if shelf is None:
            self.book_dropped.emit(book, None, None)
        elif above:
            outer = item.parent()
            upper = outer.data(0, Part.SHELF) if outer is not None else None
            self.book_dropped.emit(book, upper.id if upper is not None else None, shelf.id)
        else:
            self.book_dropped.emit(book, shelf.id, None)

    def _aim(self, data: QMimeData, place: QPoint) -> None:
        """Find out what would be dropped on, and show it."""
        item = self.itemAt(place)
        shelf = item.data(0, Part.SHELF) if item is not None else None
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

    books: QTreeWidgetItem | None = None
    """The title above the notebooks."""

    def _show_drop(self, item: QTreeWidgetItem | None, *, above: bool = False) -> None:
        painting = self._painting
        if (item, above) != (self._drop_item, painting.drop_above):
            self._drop_item, painting.drop_above = item, above
            painting.drop_at = None if item is None else self.indexFromItem(item)
            self.viewport().update()

    def _on_caret(self, item: QTreeWidgetItem, place: QPoint) -> bool:
        left = left_of(self.indexFromItem(item))
        return left - px(6) <= place.x() < left + icon_size("small") + px(6)

    def _on_current_changed(
        self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None
    ) -> None:
        shelf = item.data(0, Part.SHELF) if item is not None else None
        if shelf is not None and shelf not in DEEDS and shelf != self._before:
            self._before = shelf
            self.chosen.emit(shelf)

    def _on_folded(self, item: QTreeWidgetItem, *, closed: bool) -> None:
        shelf = item.data(0, Part.SHELF)
        if shelf is not None:
            (self.closed.add if closed else self.closed.discard)(shelf)
            self.folded.emit()
