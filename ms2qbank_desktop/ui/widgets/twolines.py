"""Rows of two lines in a list: an icon, a title, and a muted line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, signals

from . import paint
from .views import style_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    Index = QModelIndex | QPersistentModelIndex

_DETAIL, _ICON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_HEIGHT = 46


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, radius = current(), metrics().radius["control"]
        painter.save()
        area = option.rect.adjusted(0, 1, 0, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint.row_ground(painter, area, selected=selected, hovered=hovered, radius=radius)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)
        left = area.left() + px(10)
        if name := index.data(_ICON):
            edge = icon_size("small")
            glyph = QRect(left, area.top() + px(6), edge, px(18))
            paint_icon(painter, glyph, name, theme.color("text-muted"))
            left += edge + px(8)
        width = area.right() - px(10) - left
        lines = (
            (index.data(Qt.ItemDataRole.DisplayRole), font("body", weight=500), "text", 5),
            (index.data(_DETAIL), font("caption"), "text-muted", 23),
        )
        for words, face, ink, top in lines:
            painter.setFont(face)
            painter.setPen(theme.color(ink))
            room = QRect(left, area.top() + px(top), width, px(18))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class TwoLineList(QListWidget):
    """A list to choose one row of; ``name`` is what screen readers call it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        style_view(self, name)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        signals().changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: Iterable[tuple[str, str, str]]) -> None:
        """Show other rows, each an icon ("" for none), a title and what stands below it; the first
        one is chosen."""
        self.clear()
        for icon, title, detail in lines:
            item = QListWidgetItem(title)
            item.setData(_DETAIL, detail)
            item.setData(_ICON, icon)
            item.setToolTip(title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {detail}")
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)

    def detail(self, row: int) -> str:
        """Return the line below a title."""
        words: str = self.item(row).data(_DETAIL)
        return words
