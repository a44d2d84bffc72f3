"""The table behind a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ms2qbank_desktop.ui.widgets.table import style_table

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from .plot import Plot

_Index = QModelIndex | QPersistentModelIndex


class PlotModel(QAbstractTableModel):
    """A row for each place, a column for each series."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._plot.places)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        columns = 1 + len(self._plot.told) + bool(self._plot.notes)
        return 0 if parent.isValid() else columns

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._plot.row(index.row())[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._plot.rows()[0][section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def is_turning(event: QKeyEvent) -> bool:
    """Say whether a key turns a chart into its table, or back."""
    return event.key() == Qt.Key.Key_T and not event.modifiers()


class PlotTable(QTableView):
    """Shows the values of a plot; Escape and T are left to whoever shows it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        style_table(self)
        self.setAccessibleName(f"{name}, as a table")
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_turning(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_plot(self, plot: Plot) -> None:
        """Show the values of a plot; columns are as wide as they need."""
        before = self.model()
        self.setModel(PlotModel(plot))
        if before is not None:
            before.deleteLater()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
