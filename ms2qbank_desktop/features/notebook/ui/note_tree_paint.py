"""How the tree of the notebook is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, px
from ms2qbank_desktop.ui.widgets.placetree import Part
from ms2qbank_desktop.ui.widgets.sidetree import paint_ground, paint_name

from .note_shelves import DEEDS

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ms2qbank_desktop.ui.widgets.placetree import PlaceTree

    from .note_shelves import Shelf

Index = QModelIndex | QPersistentModelIndex


class TreeDelegate(QStyledItemDelegate):
    """Paints titles of groups, and places. What holds others has a caret in place of its icon."""

    def __init__(self, tree: PlaceTree[Shelf]) -> None:
        super().__init__(tree)
        self._tree = tree
        self.drop_at: Index | None = None
        """What something is dragged over."""
        self.drop_above = False
        """Whether a notebook would stand before it, not inside."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        height = control("tree_row")
        if not index.parent().isValid():
            height = (height + px(4)) if index.data() else px(8) if index.row() else 0
        return QSize(px(80), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if index.parent().isValid():
            self._paint_place(painter, area, index, state)
        elif index.data():
            painter.setFont(font("caption", weight=600))
            painter.setPen(current().color("text-muted"))
            row = area.adjusted(px(16), px(4), 0, 0)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        self._paint_drop(painter, area, index)
        painter.restore()

    def _paint_place(
        self, painter: QPainter, area: QRect, index: Index, state: QStyle.StateFlag
    ) -> None:
        tree, theme = self._tree, current()
        shelf = index.data(Part.PLACE)
        whole = QRect(px(8), area.top(), tree.viewport().width() - px(16), area.height())
        selected = bool(state & QStyle.StateFlag.State_Selected) and shelf not in DEEDS
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ringed = tree.hasFocus() and index == tree.currentIndex()
        paint_ground(painter, whole, selected=selected, hovered=hovered, ringed=ringed)
        edge, left = icon_size("small"), tree.left_of(index)
        glyph = QRect(left, area.center().y() - edge // 2, edge, edge)
        icon = index.data(Part.ICON)
        if tree.model().hasChildren(index):
            icon = "caret-down" if tree.isExpanded(index) else "caret-right"
        elif icon == "folder" and selected:
            icon = "folder-open"
        paint_icon(painter, glyph, icon, theme.color("text-muted"))
        left += edge + px(10)
        right = tree.viewport().width() - px(16)
        room = QRect(left, area.top(), right - left, area.height())
        ink = "text-muted" if shelf.kind == "new-notebook" else "text"
        number = index.data(Part.NUMBER) or ""
        paint_name(painter, room, str(index.data()), number, selected=selected, ink=ink)

    def _paint_drop(self, painter: QPainter, area: QRect, index: Index) -> None:
        if index != self.drop_at:
            return
        width = self._tree.viewport().width()
        if self.drop_above:
            bar = QRect(self._tree.left_of(index), area.top(), width - px(24), px(2))
            painter.fillRect(bar, current().color("accent"))
        else:
            whole = QRect(px(8), area.top(), width - px(16), area.height())
            paint_ground(painter, whole, selected=False, hovered=False, ringed=True)
