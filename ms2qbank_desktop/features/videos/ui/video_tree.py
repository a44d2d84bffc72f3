"""The tree at the side of the library: groups of shelves, each with its icon and number."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, px, signals
from ms2qbank_desktop.ui.widgets.sidetree import paint_ground, paint_name, style_tree
from ms2qbank_desktop.ui.widgets.views import menu_asked

from .video_model import MIME, dragged

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QMouseEvent,
        QPainter,
    )

Index = QModelIndex | QPersistentModelIndex
_PART = Qt.ItemDataRole.UserRole


class Part(IntEnum):
    """What an item says beyond its name."""

    SHELF = _PART + 1
    ICON = _PART + 2
    NUMBER = _PART + 3
    INK = _PART + 4
    TAKES = _PART + 5
    """Whether videos can be dropped on it."""


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
DEEDS = ("new-playlist", "watch-folder")


def left_of(index: Index) -> int:
    """Return where the icon of a shelf stands: a step further in for each folder above it."""
    depth, above = 0, index.parent().parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return px(18 + 18 * depth)


class ShelfTree(QTreeWidget):
    """``chosen``: another shelf; ``deed_wanted``: something to do was chosen (its kind);
    ``menu_requested``: of a shelf, where on the screen; ``dropped``: videos on a playlist."""

    chosen = Signal(object)
    deed_wanted = Signal(str)
    menu_requested = Signal(object, QPoint)
    dropped = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._folded: set[Shelf] = set()
        style_tree(self, "Library, playlists and folders")
        self.setItemDelegate(_Delegate(self))
        self.setIndentation(0)  # the delegate steps in, so that no branch is painted before a row
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemExpanded.connect(lambda item: self._folded.discard(item.data(0, Part.SHELF)))
        self.itemCollapsed.connect(lambda item: self._folded.add(item.data(0, Part.SHELF)))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    @property
    def shelf(self) -> Shelf:
        """The one that is chosen."""
        item = self.currentItem()
        shelf = item.data(0, Part.SHELF) if item is not None else None
        return shelf or ALL

    def begin(self) -> None:
        """Empty the tree, to fill it anew; nothing is told until :meth:`end`."""
        self._before = self.shelf
        self.blockSignals(True)
        self.clear()

    def add_group(self, title: str) -> QTreeWidgetItem:
        """Add a title that shelves are added below."""
        group = QTreeWidgetItem(self, [title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return group

    def add(
        self,
        above: QTreeWidgetItem,
        name: str,
        shelf: Shelf,
        icon: str,
        number: str = "",
        *,
        ink: str = "text-muted",
        takes: bool = False,
        tip: str = "",
    ) -> QTreeWidgetItem:
        """Add a shelf; ``takes``: videos can be dropped on it."""
        item = QTreeWidgetItem(above, [name])
        values = (shelf, icon, number, ink, takes)
        for part, value in zip(Part, values, strict=True):
            item.setData(0, part, value)
        item.setToolTip(0, tip)
        said = f"{name}, {number}" if number else name
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        return item

    def end(self) -> None:
        """Unfold, and choose the shelf that was chosen; the first one if it is gone."""
        for item in self._items():
            item.setExpanded(item.data(0, Part.SHELF) not in self._folded)
        found = self._item(self._before)
        if chosen := found or self._item(ALL):
            self.setCurrentItem(chosen)
        self.blockSignals(False)
        if found is None and self._before != ALL:
            self.chosen.emit(ALL)

    def choose(self, shelf: Shelf) -> None:
        """Choose a shelf, if it is there."""
        item = self._item(shelf)
        if item is not None:
            self.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop(0)
            if item is not None:
                found.append(item)
                waiting += [item.child(at) for at in range(item.childCount())]
        return found

    def _item(self, shelf: Shelf) -> QTreeWidgetItem | None:
        return next((one for one in self._items() if one.data(0, Part.SHELF) == shelf), None)

    def _on_current_changed(
        self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None
    ) -> None:
        shelf = item.data(0, Part.SHELF) if item is not None else None
        if shelf is not None and shelf.kind not in DEEDS:
            self.chosen.emit(shelf)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        shelf = item.data(0, Part.SHELF) if item is not None else None
        left = event.button() == Qt.MouseButton.LeftButton
        if item is None or shelf is None:
            return
        if left and shelf.kind in DEEDS:
            self.deed_wanted.emit(shelf.kind)
        elif left and item.childCount() and self._on_icon(item, event.position().toPoint()):
            item.setExpanded(not item.isExpanded())
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        shelf = item.data(0, Part.SHELF) if item is not None else None
        if enter and shelf is not None and shelf.kind in DEEDS:
            self.deed_wanted.emit(shelf.kind)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: the letters are commands."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        shelf = index.data(Part.SHELF)
        if shelf is not None:
            self.menu_requested.emit(shelf, place)

    # Videos dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        takes = item is not None and bool(item.data(0, Part.TAKES))
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
        if item is not None and item.data(0, Part.TAKES) and ids:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(item.data(0, Part.SHELF), ids)
        else:
            event.ignore()

    drop_item: QTreeWidgetItem | None = None
    """What videos are dragged over."""

    def _show_drop(self, item: QTreeWidgetItem | None) -> None:
        if item is not self.drop_item:
            self.drop_item = item
            self.viewport().update()

    def _on_icon(self, item: QTreeWidgetItem, place: QPoint) -> bool:
        left = left_of(self.indexFromItem(item))
        return left - px(6) <= place.x() < left + icon_size("small") + px(6)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    """Paints titles of groups, and shelves."""

    def __init__(self, tree: ShelfTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        group = not index.parent().isValid()
        extra = px(8) if group and index.row() else 0
        return QSize(px(80), control("tree_row") + px(2) + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if index.parent().isValid():
            self._paint_shelf(painter, area, index, state)
        else:
            painter.setFont(font("caption", weight=600))
            painter.setPen(current().color("text-muted"))
            row = QRect(px(18), area.bottom() - control("tree_row"), area.width(), px(28))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()

    def _paint_shelf(
        self, painter: QPainter, area: QRect, index: Index, state: QStyle.StateFlag
    ) -> None:
        whole = QRect(px(8), area.top(), self._tree.viewport().width() - px(16), area.height())
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        dropped = self._tree.drop_item is self._tree.itemFromIndex(index)
        ringed = self._tree.hasFocus() and index == self._tree.currentIndex()
        ringed = ringed or dropped
        paint_ground(painter, whole, selected=selected, hovered=hovered, ringed=ringed)
        edge, left = icon_size("small"), left_of(index)
        deed = index.data(Part.SHELF).kind in DEEDS
        glyph = QRect(left, area.center().y() - edge // 2, edge, edge)
        icon = index.data(Part.ICON)
        unfolded = self._tree.isExpanded(index) and self._tree.model().hasChildren(index)
        if icon == "folder" and unfolded:
            icon = "folder-open"
        paint_icon(painter, glyph, icon, current().color(index.data(Part.INK)))
        left += edge + px(10)
        right = self._tree.viewport().width() - px(16)
        room = QRect(left, area.top(), right - left, area.height())
        name, number = str(index.data()), index.data(Part.NUMBER) or ""
        ink = "text-muted" if deed else "text"
        paint_name(painter, room, name, number, selected=selected, ink=ink)
