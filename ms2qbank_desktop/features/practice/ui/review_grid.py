"""The grid of items on the review screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px, signals

from .item_model import Index, ItemModel, ItemState, Role, paint_state
from .wording import stopwatch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex

_COLUMNS = 4
_CELL = 48
_QUIET = {ItemState.OPEN, ItemState.UNSEEN}


class _Some(QSortFilterProxyModel):
    """Lets through some positions."""

    def __init__(self, items: ItemModel) -> None:
        super().__init__()
        self._wanted: frozenset[int] = frozenset()
        self.setSourceModel(items)

    def want(self, positions: Iterable[int]) -> None:
        self._wanted = frozenset(positions)
        self.invalidate()

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        return row in self._wanted


class _CellDelegate(QStyledItemDelegate):
    """Paints number, state, its word, flag and time; hairlines between the cells."""

    def __init__(self, view: ReviewGrid) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        cell: QRect = option.rect
        flags: QStyle.StateFlag = option.state
        state: ItemState = index.data(Role.STATE)
        opened = index.row() == self._view.currentIndex().row()
        painter.save()
        if opened:
            painter.fillRect(cell, theme.color("selected"))
        elif flags & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, theme.color("hover"))
        hairline = theme.color("border")
        if index.row() // _COLUMNS < (index.model().rowCount() - 1) // _COLUMNS:
            painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), hairline)
        if index.row() % _COLUMNS < _COLUMNS - 1:
            painter.fillRect(QRect(cell.right(), cell.top(), 1, cell.height()), hairline)
        if opened and self._view.hasFocus() and self._view.property("ring"):
            painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        middle = Qt.AlignmentFlag.AlignVCenter
        area = cell.adjusted(px(14), 0, -px(14), 0)
        number = QRect(area.left(), area.top(), px(26), area.height())
        painter.setFont(font("strong"))
        painter.setPen(theme.color("text"))
        painter.drawText(number, int(middle | Qt.AlignmentFlag.AlignRight), str(index.data()))
        mark = QRect(number.right() + px(8), area.top(), icon_size("small"), area.height())
        paint_state(painter, mark, state)
        time = stopwatch(index.data(Role.TIME))
        painter.setFont(font("caption"))
        painter.setPen(theme.color("text-muted"))
        painter.drawText(area, int(middle | Qt.AlignmentFlag.AlignRight), time)
        if index.data(Role.MARKED):
            edge = icon_size("small")
            flag = QRect(area.right() - px(38) - edge, area.top(), edge, area.height())
            paint_icon(painter, flag, "flag-fill", theme.color("marked"))
        painter.setFont(font("body"))
        painter.setPen(theme.color("text-muted" if state in _QUIET else "text"))
        word = area.adjusted(mark.right() + px(8) - area.left(), 0, 0, 0)
        painter.drawText(word, int(middle), state.value)
        painter.restore()


class ReviewGrid(QListView):
    """Four items a row. Enter or a click asks by ``item_requested`` for a position."""

    item_requested = Signal(int)

    def __init__(self, items: ItemModel) -> None:
        super().__init__()
        self._shown = _Some(items)
        self._shown.setParent(self)
        self.setModel(self._shown)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName("Items of the block")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.clicked.connect(self._on_clicked)
        signals().changed.connect(self._on_theme_changed)

    @property
    def positions(self) -> list[int]:
        """The items shown, in order."""
        rows = range(self._shown.rowCount())
        return [self._shown.index(row, 0).data(Role.POSITION) for row in rows]

    def show_items(self, positions: Iterable[int], current: int) -> None:
        """Show these items and stand on ``current``, or on the first."""
        self._shown.want(positions)
        shown = self.positions
        row = shown.index(current) if current in shown else 0
        self.setCurrentIndex(self._shown.index(row, 0))
        self._on_theme_changed()

    def sizeHint(self) -> QSize:
        rows = -(-self._shown.rowCount() // _COLUMNS)
        return QSize(px(932), max(1, rows) * px(_CELL))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(480), px(_CELL) * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._size_cells()
        super().resizeEvent(event)
        corners = QPainterPath()
        radius = metrics().radius["card"] - 1
        corners.addRoundedRect(self.viewport().rect(), radius, radius)
        self.viewport().setMask(corners.toFillPolygon().toPolygon())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_clicked(self.currentIndex())
        elif event.text():
            event.ignore()  # no search by typing: letters are commands here
        else:
            super().keyPressEvent(event)

    def _size_cells(self) -> None:
        # "As needed" would keep the width of the bar free even while there is none.
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        if self.sizeHint().height() <= self.height():
            policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setGridSize(QSize(self.viewport().width() // _COLUMNS, px(_CELL)))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.item_requested.emit(index.data(Role.POSITION))

    def _on_theme_changed(self) -> None:
        self._size_cells()
        self.updateGeometry()
