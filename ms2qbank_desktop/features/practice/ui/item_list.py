"""The list of items at the left of the exam."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, length, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.views import style_view

from .item_model import Index, ItemModel, Role, paint_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

_ROW = 30


class _ItemDelegate(QStyledItemDelegate):
    """Paints number, flag and state; the open item on the accent."""

    def __init__(self, view: ItemList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(px(40), px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        row: QRect = option.rect
        pill = row.adjusted(px(6), 0, -px(6), 0)
        opened = index.row() == self._view.position
        ink = theme.color("text-on-accent") if opened else None
        painter.save()
        if opened:
            radius = metrics().radius["control"]
            paint.box(painter, pill, theme.color("accent"), None, radius)
            if self._view.hasFocus() and self._view.property("ring"):
                painter.setPen(QPen(theme.color("text-on-accent"), metrics().border["focus"]))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(pill.adjusted(3, 3, -3, -3), radius - 2, radius - 2)
        edge = icon_size("small")
        state = QRect(pill.right() - px(6) - edge, row.top(), edge, row.height())
        paint_state(painter, state, index.data(Role.STATE), ink)
        if index.data(Role.MARKED):
            flag = state.translated(-edge - px(4), 0)
            paint_icon(painter, flag, "flag-fill", ink or theme.color("marked"))
        painter.setFont(font("strong" if opened else "body"))
        painter.setPen(ink or theme.color("text-muted"))
        number = QRect(pill.left(), row.top(), self._view.number_right - pill.left(), row.height())
        aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(number, int(aligned), str(index.data()))
        painter.restore()


class ItemList(QListView):
    """One row an item; arrows and clicks ask by ``item_requested``, the owner goes there."""

    item_requested = Signal(int)

    def __init__(self, items: ItemModel) -> None:
        super().__init__()
        self._items = items
        self.setModel(items)
        self.setItemDelegate(_ItemDelegate(self))
        style_view(self, "Items")
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    @property
    def position(self) -> int:
        """The open item."""
        return self._items.current

    def follow(self) -> None:
        """Bring the open item into view."""
        index = self._items.index(self.position)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def dataChanged(self, first: Index, last: Index, _roles: Sequence[int] = ()) -> None:
        """Paint rows anew; they never change their size, so nothing is laid out."""
        for row in range(first.row(), last.row() + 1):
            self.update(self._items.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.item_requested.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self._items.rowCount() - 1
        targets = {
            Qt.Key.Key_Up: self.position - 1,
            Qt.Key.Key_Down: self.position + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is None:
            event.ignore()
        elif 0 <= target <= last:
            self.item_requested.emit(target)

    def _on_theme_changed(self) -> None:
        self.setViewportMargins(0, px(8), 0, px(8))
        metric = QFontMetrics(font("strong"))
        digits = metric.horizontalAdvance("0" * max(2, len(str(self._items.rowCount()))))
        self.number_right = px(12) + digits
        self._room = length("exam_list") + digits - metric.horizontalAdvance("00")
        self._fit_width()
        self.doItemsLayout()

    def _fit_width(self) -> None:
        """Be wider by the scroll bar where there is one, so that it covers no flag."""
        rows = self._items.rowCount() * px(_ROW) + px(16)
        bar = self.verticalScrollBar().sizeHint().width() if rows > self.height() else 0
        self.setFixedWidth(self._room + bar)
