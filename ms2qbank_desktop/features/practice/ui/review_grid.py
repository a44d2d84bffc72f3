"""The grid of items on the review screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint

from .item_model import Index, ItemModel, ItemState, Role, paint_state
from .wording import stopwatch

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = 4
_CELL = 48
_ROOM_FOR_TIME = 190
"""Width of a cell in pixels at 100 % text from which it has the time spent."""
_QUIET = {ItemState.OPEN, ItemState.UNSEEN}


class GridModel(QAbstractTableModel):
    """Some of the items, four a row."""

    def __init__(self, items: ItemModel) -> None:
        super().__init__()
        self._items = items
        self.positions: Sequence[int] = ()

    def show_items(self, positions: Sequence[int]) -> None:
        """Show these items."""
        self.beginResetModel()
        self.positions = positions
        self.endResetModel()

    def place(self, position: int) -> QModelIndex:
        """Return the cell of an item, or the first one if it is not shown."""
        at = self.positions.index(position) if position in self.positions else 0
        return self.index(*divmod(at, _COLUMNS))

    def rowCount(self, parent: Index | None = None) -> int:
        inside = parent is not None and parent.isValid()
        return 0 if inside else -(-len(self.positions) // _COLUMNS)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        there = index.isValid() and self._at(index) < len(self.positions)
        return super().flags(index) if there else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._at(index) >= len(self.positions):
            return None
        return self._items.index(self.positions[self._at(index)]).data(role)

    @staticmethod
    def _at(index: Index) -> int:
        return index.row() * _COLUMNS + index.column()


class _CellDelegate(QStyledItemDelegate):
    """Paints number, state, its word, flag and time; hairlines between the cells."""

    def __init__(self, view: ReviewGrid) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        cell: QRect = option.rect
        painter.save()
        if index.row() < index.model().rowCount() - 1:
            self._hairline(painter, QRect(cell.left(), cell.bottom(), cell.width(), 1))
        if index.data() is not None:
            self._paint_item(painter, option, index)
        if index.column() < _COLUMNS - 1:
            self._hairline(painter, QRect(cell.right(), cell.top(), 1, cell.height()))
        ringed = self._view.hasFocus() and self._view.property("ring")
        if ringed and index == self._view.currentIndex():
            painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        cell: QRect = option.rect
        inside = cell.adjusted(0, 0, -1, -1)
        flags: QStyle.StateFlag = option.state
        chosen = index == self._view.currentIndex()
        hovered = bool(flags & QStyle.StateFlag.State_MouseOver)
        paint.row_ground(painter, inside, selected=chosen, hovered=hovered)
        state: ItemState = index.data(Role.STATE)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        area = cell.adjusted(px(14), 0, -px(14), 0)
        edge = icon_size("small")
        number = QRect(area.left(), area.top(), px(26), area.height())
        painter.setFont(font("strong"))
        painter.setPen(theme.color("text"))
        painter.drawText(number, int(middle | right), str(index.data()))
        mark = QRect(number.right() + px(8), area.top(), edge, area.height())
        paint_state(painter, mark, state)
        timed = cell.width() >= px(_ROOM_FOR_TIME)
        if timed:
            painter.setFont(font("caption"))
            painter.setPen(theme.color("text-muted"))
            painter.drawText(area, int(middle | right), stopwatch(index.data(Role.TIME)))
        if index.data(Role.MARKED):
            left = area.right() - edge - (px(38) if timed else 0)
            flag = QRect(left, area.top(), edge, area.height())
            paint_icon(painter, flag, "flag-fill", theme.color("marked"))
        painter.setFont(font("body"))
        painter.setPen(theme.color("text-muted" if state in _QUIET else "text"))
        word = area.adjusted(mark.right() + px(8) - area.left(), 0, 0, 0)
        painter.drawText(word, int(middle), state.value)

    @staticmethod
    def _hairline(painter: QPainter, line: QRect) -> None:
        painter.fillRect(line, current().color("border"))


class ReviewGrid(QTableView):
    """Four items a row. Enter or a click asks by ``item_requested`` for a position."""

    item_requested = Signal(int)

    def __init__(self, items: ItemModel) -> None:
        super().__init__()
        self._cells = GridModel(items)
        self._cells.setParent(self)
        self.setModel(self._cells)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName("Items of the block")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._on_clicked)
        signals().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def positions(self) -> Sequence[int]:
        """The items shown, in order."""
        return self._cells.positions

    def show_items(self, positions: Sequence[int], current_item: int) -> None:
        """Show these items and stand on ``current_item``, or on the first."""
        self._cells.show_items(positions)
        self.setCurrentIndex(self._cells.place(current_item))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(932), max(1, self._cells.rowCount()) * px(_CELL))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(480), px(_CELL) * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        corners = QPainterPath()
        radius = metrics().radius["card"] - 1
        corners.addRoundedRect(self.viewport().rect(), radius, radius)
        self.viewport().setMask(corners.toFillPolygon().toPolygon())
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_clicked(self.currentIndex())
        elif event.text():
            event.ignore()  # no search by typing: letters are commands here
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid() and index.data() is not None:
            self.item_requested.emit(index.data(Role.POSITION))

    def _on_theme_changed(self) -> None:
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(px(_CELL))
        rows.setDefaultSectionSize(px(_CELL))
        self.updateGeometry()
