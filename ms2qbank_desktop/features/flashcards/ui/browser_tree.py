"""A tree of things to look for: icon, name, number, and the search that each stands for."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
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

from .browser_terms import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter

    from .tag_tree import Branch

Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """What an item says beyond its name."""

    SEARCH = Qt.ItemDataRole.UserRole + 1
    ICON = Qt.ItemDataRole.UserRole + 2
    INK = Qt.ItemDataRole.UserRole + 3
    NUMBER = Qt.ItemDataRole.UserRole + 4
    WAITING = Qt.ItemDataRole.UserRole + 5
    """Branches that become items once the item is unfolded."""
    KEY = Qt.ItemDataRole.UserRole + 6
    """What stays the same when the tree is filled anew."""
    PATH = Qt.ItemDataRole.UserRole + 7
    """The whole name of a branch."""


class SearchTree(QTreeWidget):
    """``wanted``: an item was clicked, or Enter pressed on it; True with Ctrl, which asks for it
    in addition. ``menu_requested``: on an item, where on the screen."""

    wanted = Signal(str, bool)
    menu_requested = Signal(object, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._open = {"saved", "decks", "tags", "states"}
        style_tree(self, "Decks, tags and searches")
        self.setItemDelegate(_Delegate(self))
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.itemExpanded.connect(self._on_expanded)
        self.itemCollapsed.connect(self._on_collapsed)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def begin(self) -> None:
        """Empty the tree, to fill it anew; what is unfolded comes back so."""
        self.clear()

    def add_group(self, key: str, title: str) -> QTreeWidgetItem:
        """Add a title that things are added below."""
        group = QTreeWidgetItem(self, [title])
        group.setData(0, Part.KEY, key)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        return group

    def add_leaf(
        self,
        above: QTreeWidgetItem,
        name: str,
        search: str,
        icon: str,
        ink: str = "text-muted",
        number: int | None = None,
    ) -> QTreeWidgetItem:
        """Add a thing with the search that it stands for."""
        item = QTreeWidgetItem(above, [name])
        for part, value in (
            (Part.SEARCH, search),
            (Part.ICON, icon),
            (Part.INK, ink),
            (Part.NUMBER, number),
            (Part.KEY, f"{above.data(0, Part.KEY)}/{name}"),
        ):
            item.setData(0, part, value)
        return item

    def add_branches(
        self, above: QTreeWidgetItem, branches: Sequence[Branch], prefix: str, icon: str
    ) -> None:
        """Add branches; what is below them becomes items when they are unfolded."""
        for branch in branches:
            leaf_icon = "" if branch.children else icon
            search = f"{prefix}:{quoted(branch.path)}"
            item = self.add_leaf(above, branch.name, search, leaf_icon, number=branch.number)
            item.setData(0, Part.PATH, branch.path)
            if branch.children:
                item.setData(0, Part.WAITING, (branch.children, prefix, icon))
                policy = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
                item.setChildIndicatorPolicy(policy)
                if item.data(0, Part.KEY) in self._open or len(branches) == 1:
                    item.setExpanded(True)

    def end(self) -> None:
        """Unfold what was unfolded."""
        for place in range(self.topLevelItemCount()):
            group = self.topLevelItem(place)
            if group is not None:
                group.setExpanded(group.data(0, Part.KEY) in self._open)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            return
        caret = self.visualItemRect(item).left()
        if item.parent() is None or caret - px(20) <= event.position().x() < caret:
            if item.parent() is None:
                item.setExpanded(not item.isExpanded())
            return
        self._want(item, event.modifiers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(item, event.modifiers())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_asked(self, event)
        if index.isValid():
            self.menu_requested.emit(self.itemFromIndex(index), place)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        item = self.itemFromIndex(index)
        if item is None or not index.parent().isValid():
            return
        if item.childCount() or item.data(0, Part.WAITING):
            edge = px(12)
            place = QRect(rect.right() - edge - px(2), rect.center().y() - edge // 2, edge, edge)
            name = "caret-down" if item.isExpanded() else "caret-right"
            paint_icon(painter, place, name, current().color("text-muted"))

    def _want(self, item: QTreeWidgetItem, held: Qt.KeyboardModifier) -> None:
        search = item.data(0, Part.SEARCH)
        if search is not None:
            more = bool(held & Qt.KeyboardModifier.ControlModifier)
            self.wanted.emit(search, more)
        else:
            item.setExpanded(not item.isExpanded())

    def _on_expanded(self, item: QTreeWidgetItem) -> None:
        self._open.add(item.data(0, Part.KEY))
        waiting = item.data(0, Part.WAITING)
        if waiting:
            item.setData(0, Part.WAITING, None)
            children, prefix, icon = waiting
            self.add_branches(item, children, prefix, icon)

    def _on_collapsed(self, item: QTreeWidgetItem) -> None:
        self._open.discard(item.data(0, Part.KEY))

    def _on_theme_changed(self) -> None:
        self.setIndentation(px(18))
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    """Paints titles of groups, and rows of things."""

    def __init__(self, tree: SearchTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(80), control("tree_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        whole = QRect(px(4), area.top(), self._tree.viewport().width() - px(8), area.height())
        is_group = not index.parent().isValid()
        selected = bool(state & QStyle.StateFlag.State_Selected) and not is_group
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ringed = self._tree.hasFocus() and index == self._tree.currentIndex()
        paint_ground(painter, whole, selected=selected, hovered=hovered, ringed=ringed)
        if is_group:
            self._paint_group(painter, area, index)
        else:
            self._paint_thing(painter, area, index, selected=selected)
        painter.restore()

    def _paint_group(self, painter: QPainter, area: QRect, index: Index) -> None:
        ink = current().color("text-muted")
        painter.setFont(font("caption", weight=600))
        painter.setPen(ink)
        painter.drawText(
            area.adjusted(px(-4), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data())
        )
        item = self._tree.itemFromIndex(index)
        if item is not None and not item.isExpanded():
            edge = px(12)
            right = self._tree.viewport().width() - edge - px(12)
            place = QRect(right, area.center().y() - edge // 2, edge, edge)
            paint_icon(painter, place, "caret-right", ink)

    def _paint_thing(self, painter: QPainter, area: QRect, index: Index, *, selected: bool) -> None:
        left = area.left() + px(4)
        if icon := index.data(Part.ICON):  # it stands where others have their caret
            edge = icon_size("small")
            role = index.data(Part.INK)
            place = QRect(left - edge - px(7), area.center().y() - edge // 2, edge, edge)
            paint_icon(painter, place, icon, current().color(role))
        right = self._tree.viewport().width() - px(12)
        number = index.data(Part.NUMBER)
        room = QRect(left, area.top(), right - left, area.height())
        shown = "" if number is None else f"{number:,}"
        paint_name(painter, room, str(index.data()), shown, selected=selected)
