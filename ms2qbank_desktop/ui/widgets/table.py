"""Tables: rows of one height, hairlines, hover, verdicts as icon and word."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import control, current, font, icon_size, metrics, px, signals

from . import paint

Index = QModelIndex | QPersistentModelIndex


class Cell(IntEnum):
    """What a model may say about a cell beyond Qt's own roles.

    ICON: Phosphor name painted before the word; INK: role of the colour of icon and word (such as
    ``incorrect`` or ``text-muted``); STRONG: True for weight 600; BAR: parts (value, role) of a
    thin bar left of right-aligned words, such as how a block went beside "72 %"; ICONS: Phosphor
    names painted side by side in place of words, which say the same to screen readers.
    """

    ICON = Qt.ItemDataRole.UserRole + 64
    INK = Qt.ItemDataRole.UserRole + 65
    STRONG = Qt.ItemDataRole.UserRole + 66
    BAR = Qt.ItemDataRole.UserRole + 67
    ICONS = Qt.ItemDataRole.UserRole + 68


class TableDelegate(QStyledItemDelegate):
    """Paints cells; keeps verdict colours on selected rows, which Qt's own does not."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._hovered = -1
        view.setMouseTracking(True)
        view.entered.connect(self._on_entered)
        view.viewport().installEventFilter(self)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        face = font("strong" if index.data(Cell.STRONG) else "body")
        width = QFontMetrics(face).horizontalAdvance(str(index.data() or ""))
        if index.data(Cell.ICON):
            width += icon_size("small") + px(6)
        return QSize(width + 2 * px(10), control("table_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = index.row() == self._hovered
        paint.row_ground(painter, area, selected=selected, hovered=hovered)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.color("border"))
        self._paint_content(painter, area.adjusted(px(10), 0, -px(10), 0), index)
        if index.row() == self._view.currentIndex().row() and self._view.property("ring"):
            self._paint_ring(painter, area, index)
        painter.restore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().eventFilter(watched, event)

    def _paint_content(self, painter: QPainter, area: QRect, index: Index) -> None:
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        ink = current().color(index.data(Cell.INK) or "text" if enabled else "text-disabled")
        if names := index.data(Cell.ICONS):
            edge = icon_size("small")
            top = area.center().y() - edge // 2
            for at, name in enumerate(names):
                left = area.left() + at * (edge + px(8))
                paint_icon(painter, QRect(left, top, edge, edge), name, ink)
            return
        face = font("strong" if index.data(Cell.STRONG) else "body")
        if name := index.data(Cell.ICON):
            edge = icon_size("small")
            left = area.left()
            paint_icon(painter, QRect(left, area.center().y() - edge // 2, edge, edge), name, ink)
            area = area.adjusted(edge + px(6), 0, 0, 0)
        painter.setFont(face)
        painter.setPen(ink)
        aligned = index.data(Qt.ItemDataRole.TextAlignmentRole)
        side = int(aligned) if aligned is not None else int(Qt.AlignmentFlag.AlignLeft)
        words = QFontMetrics(face).elidedText(
            str(index.data() if index.data() is not None else ""),
            Qt.TextElideMode.ElideRight,
            area.width(),
        )
        if parts := index.data(Cell.BAR):
            room = area.adjusted(0, 0, -QFontMetrics(face).horizontalAdvance("100 %") - px(8), 0)
            height = px(4)
            room.setTop(area.center().y() - height // 2)
            room.setHeight(height)
            paint.split_bar(painter, room, parts)
        painter.drawText(area, side | int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_ring(self, painter: QPainter, area: QRect, index: Index) -> None:
        width = metrics().border["focus"]
        painter.setPen(QPen(current().color("focus-ring"), width))
        header = self._view.horizontalHeader()
        column = header.visualIndex(index.column())
        first, last = column == 0, column == header.count() - 1
        inner = area.adjusted(1 if first else 0, 1, -1 if last else 0, -1)
        painter.drawLine(inner.topLeft(), inner.topRight())
        painter.drawLine(inner.bottomLeft(), inner.bottomRight())
        if first:
            painter.drawLine(inner.topLeft(), inner.bottomLeft())
        if last:
            painter.drawLine(inner.topRight(), inner.bottomRight())

    def _on_entered(self, index: QModelIndex) -> None:
        self._hover(index.row())

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self._view.viewport().update()


class _RowHeight(QObject):
    """Keeps the heights of a table at the present zoom and density."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        rows = self._view.verticalHeader()
        rows.setMinimumSectionSize(control("table_row"))
        rows.setDefaultSectionSize(control("table_row"))
        self._view.horizontalHeader().setFixedHeight(control("table_header"))


def style_table(view: QTableView) -> None:
    """Give a table view the look and keys of the program: whole rows, no grid, no zebra."""
    view.setItemDelegate(TableDelegate(view))
    view.setShowGrid(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    rows = view.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)
    _RowHeight(view)
