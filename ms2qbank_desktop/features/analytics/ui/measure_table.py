"""The table of sums as a Qt model and its view."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.analytics.models import ENOUGH
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.table import Cell, style_table

from .measures import measures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from .measures import By, Measure, MeasureLine

_LEAST_NAME = 190
"""Pixels at 100 % text that names have at least."""
_HIDDEN_FIRST = ("Wrong", "Omitted", "Time", "Of answered", "First time", "Seconds", "Right")
"""Columns that go, in this order, where room is short."""
Index = QModelIndex | QPersistentModelIndex


class MeasureModel(QAbstractTableModel):
    """Lines in the order that is asked for; those without a value come last either way."""

    def __init__(self) -> None:
        super().__init__()
        self.by = ""
        self.lines: list[MeasureLine] = []
        self.columns: tuple[Measure, ...] = measures(compared=False)
        self._order: tuple[int, bool] = (0, False)

    def show_lines(self, by: By, lines: Sequence[MeasureLine]) -> None:
        """Show other lines in the same order."""
        self.beginResetModel()
        self.by = by.value
        self.lines = list(lines)
        self.columns = measures(compared=any(one.before is not None for one in lines))
        column, descending = self._order
        self._sort(column if column <= len(self.columns) else 0, descending)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._sort(column, order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section - 1].name if section else self.by
        if role == Qt.ItemDataRole.ToolTipRole and section:
            return self.columns[section - 1].meant or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[column - 1].words(line) if column else line.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Cell.STRONG:
            return column == 0
        if role == Cell.INK and line.now.attempts < ENOUGH:
            return "text-muted"
        return None

    def write(self, file: Path) -> None:
        """Write the lines as they stand, with plain numbers; EnvironmentFault if that fails."""
        try:
            with file.open("w", encoding="utf-8-sig", newline="") as out:
                writer = csv.writer(out)
                writer.writerow([self.by, *(one.name for one in self.columns)])
                for line in self.lines:
                    values = [one.value(line) for one in self.columns]
                    words = ("" if value is None else f"{value:.6g}" for value in values)
                    writer.writerow([line.name, *words])
        except OSError as error:
            raise EnvironmentFault(
                f"{file.name} could not be written.", advice="Choose another folder."
            ) from error

    def _sort(self, column: int, descending: bool) -> None:
        self._order = column, descending
        if column == 0:
            self.lines.sort(key=lambda one: one.order, reverse=descending)
            return
        value = self.columns[column - 1].value
        known = [one for one in self.lines if value(one) is not None]
        known.sort(key=lambda one: value(one) or 0.0, reverse=descending)
        self.lines = [*known, *(one for one in self.lines if value(one) is None)]


class MeasureTable(QTableView):
    """Columns are sorted by a click on their head; Shift with left and right goes from head to
    head, Shift with up and down sorts by it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = MeasureModel()
        self.setModel(self.lines)
        style_table(self)
        self.setAccessibleName("Sums")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def show_lines(self, by: By, lines: Sequence[MeasureLine]) -> None:
        """Show other lines; columns are as wide as they need."""
        self.lines.show_lines(by, lines)
        self._arrange()
        if lines and not self.currentIndex().isValid():
            self.setCurrentIndex(self.lines.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Make columns as wide as they need, the names the rest; where that is too little, leave
        columns out: a wider window, or the file, has them."""
        header = self.horizontalHeader()
        columns = range(1, self.lines.columnCount())
        wanted = {
            column: max(self.sizeHintForColumn(column) + px(8), header.sectionSizeHint(column))
            for column in columns
        }
        room = self.viewport().width() - px(_LEAST_NAME)
        names = {one.name: at for at, one in enumerate(self.lines.columns, start=1)}
        for name in _HIDDEN_FIRST:
            if sum(wanted.values()) > room:
                wanted.pop(names[name], None)
        for column in columns:
            self.setColumnHidden(column, column not in wanted)
            if column in wanted:
                header.resizeSection(column, wanted[column])
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        header = self.horizontalHeader()
        at, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
            orders = {
                Qt.Key.Key_Up: Qt.SortOrder.AscendingOrder,
                Qt.Key.Key_Down: Qt.SortOrder.DescendingOrder,
            }
            key = Qt.Key(event.key())
            if key in steps or key in orders:
                column = (at + steps.get(key, 0)) % self.lines.columnCount()
                while self.isColumnHidden(column):
                    column = (column + steps.get(key, 1)) % self.lines.columnCount()
                header.setSortIndicator(column, orders.get(key, order))
                return
        super().keyPressEvent(event)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
