"""A tree of places at the side of a page: titles of groups, and below them icon, name, number."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Generic, TypeVar

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

from .sidetree import paint_ground, paint_name, style_tree
from .views import menu_asked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter

Index = QModelIndex | QPersistentModelIndex
P = TypeVar("P")


class Part(IntEnum):
    """What an item says beyond its name."""

    PLACE = Qt.ItemDataRole.UserRole + 1
    ICON = Qt.ItemDataRole.UserRole + 2
    NUMBER = Qt.ItemDataRole.UserRole + 3
    INK = Qt.ItemDataRole.UserRole + 4


class PlaceTree(QTreeWidget, Generic[P]):
    """``chosen``: another place; ``deed_wanted``: one of ``deeds``, which look like places but are
    something to do; ``menu_requested``: of a place, where on the screen; ``dropped``: things on a
    place; ``folded``: something was folded or unfolded.

    ``first``: the place that is chosen when another one is gone. ``step``: pixels at 100 % text
    that icons stand in, and each that is inside another once more.
    """

    chosen = Signal(object)
    deed_wanted = Signal(object)
    menu_requested = Signal(object, QPoint)
    dropped = Signal(object, object)
    folded = Signal()
    drop_item: QTreeWidgetItem | None = None
    """What things are dragged over."""

    def __init__(self, name: str, first: P, deeds: Collection[P], step: int = 18) -> None:
        super().__init__()
        self.closed: set[P] = set()
        self.deeds = deeds
        self._first = self._before = first
        self._step = step
        style_tree(self, name)
        self.setItemDelegate(_Delegate(self))
        self.setIndentation(0)  # the delegate steps in, so that no branch is painted before a row
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemExpanded.connect(self._on_folded)
        self.itemCollapsed.connect(self._on_folded)
        signals().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def place(self) -> P:
        """The place that is chosen."""
        place = self._place_of(self.currentItem())
        return place if place is not None and place not in self.deeds else self._before

    def begin(self) -> None:
        """Empty the tree, to fill it anew; nothing is told until :meth:`end`."""
        self._before = self.place
        self.blockSignals(True)
        self.clear()

    def add_group(self, title: str) -> QTreeWidgetItem:
        """Add a title that places are added below; "" for a gap only."""
        group = QTreeWidgetItem(self, [title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return group

    def add(
        self,
        above: QTreeWidgetItem,
        name: str,
        place: P,
        icon: str,
        number: str = "",
        *,
        ink: str = "text-muted",
        tip: str = "",
    ) -> QTreeWidgetItem:
        """Add a place; ``ink``: role of its icon's colour."""
        item = QTreeWidgetItem(above, [name])
        for part, value in zip(Part, (place, icon, number, ink), strict=True):
            item.setData(0, part, value)
        said = f"{name}, {number}" if number else name
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(0, tip)
        return item

    def end(self) -> None:
        """Unfold, and choose the place that was chosen; the first one if it is gone."""
        for item in self.items():
            item.setExpanded(self._place_of(item) not in self.closed)
        kept = self.item_of(self._before)
        if chosen := kept or self.item_of(self._first):
            self.setCurrentItem(chosen)
        self.blockSignals(False)
        if kept is None and self._before != self._first:
            self._before = self._first
            self.chosen.emit(self._first)

    def choose(self, place: P) -> None:
        """Choose a place, if it is there."""
        item = self.item_of(place)
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

    def item_of(self, place: P) -> QTreeWidgetItem | None:
        """Return the item of a place."""
        return next((one for one in self.items() if self._place_of(one) == place), None)

    def left_of(self, index: Index) -> int:
        """Return where the icon of a place stands: a step further in for each one above it."""
        depth, above = 1, index.parent().parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return px(self._step * depth)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        item = self.itemAt(at)
        place = self._place_of(item)
        if item is None or place is None:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if left and place in self.deeds:
            self.deed_wanted.emit(place)
        elif left and item.childCount() and self._on_icon(item, at):
            item.setExpanded(not item.isExpanded())
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._place_of(self.currentItem())
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if enter and place is not None and place in self.deeds:
            self.deed_wanted.emit(place)
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
        index, where = menu_asked(self, event)
        place = index.data(Part.PLACE)
        if place is not None and place not in self.deeds:
            self.menu_requested.emit(place, where)

    def _show_drop(self, item: QTreeWidgetItem | None) -> None:
        if item is not self.drop_item:
            self.drop_item = item
            self.viewport().update()

    @staticmethod
    def _place_of(item: QTreeWidgetItem | None) -> P | None:
        place: P | None = item.data(0, Part.PLACE) if item is not None else None
        return place

    def _on_icon(self, item: QTreeWidgetItem, at: QPoint) -> bool:
        left = self.left_of(self.indexFromItem(item))
        return left - px(6) <= at.x() < left + icon_size("small") + px(6)

    def _on_current_changed(
        self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None
    ) -> None:
        place = self._place_of(item)
        if place is not None and place not in self.deeds and place != self._before:
            self._before = place
            self.chosen.emit(place)

    def _on_folded(self, item: QTreeWidgetItem) -> None:
        place = self._place_of(item)
        if place is not None:
            (self.closed.discard if item.isExpanded() else self.closed.add)(place)
            self.folded.emit()


class _Delegate(QStyledItemDelegate):
    """Paints titles of groups, and places."""

    def __init__(self, tree: PlaceTree[P]) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        extra = px(8) if not index.parent().isValid() and index.row() else 0
        return QSize(px(80), control("tree_row") + px(2) + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        painter.save()
        if index.parent().isValid():
            self._paint_place(painter, area, index, option.state)
        else:
            painter.setFont(font("caption", weight=600))
            painter.setPen(current().color("text-muted"))
            row = QRect(px(18), area.bottom() - control("tree_row"), area.width(), px(28))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()

    def _paint_place(
        self, painter: QPainter, area: QRect, index: Index, state: QStyle.StateFlag
    ) -> None:
        tree, edge, left = self._tree, icon_size("small"), self._tree.left_of(index)
        right = tree.viewport().width() - px(16)
        whole = QRect(px(8), area.top(), right, area.height())
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ringed = tree.hasFocus() and index == tree.currentIndex()
        ringed = ringed or tree.drop_item is tree.itemFromIndex(index)
        paint_ground(painter, whole, selected=selected, hovered=hovered, ringed=ringed)
        icon = index.data(Part.ICON)
        if icon == "folder" and tree.isExpanded(index) and tree.model().hasChildren(index):
            icon = "folder-open"
        glyph = QRect(left, area.center().y() - edge // 2, edge, edge)
        paint_icon(painter, glyph, icon, current().color(index.data(Part.INK)))
        left += edge + px(10)
        room = QRect(left, area.top(), right - left, area.height())
        ink = "text-muted" if index.data(Part.PLACE) in tree.deeds else "text"
        number = index.data(Part.NUMBER)
        paint_name(painter, room, str(index.data()), number, selected=selected, ink=ink)
